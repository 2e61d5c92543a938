export { type AgeFrom, ageingColumns, type AgeingRow, bucketNames, createAgeing } from './ageing.js'
export { createUnderpayments, underpaymentColumns, type UnderpaymentRow } from './underpayments.js'
export { type StatementBook, toStatement } from './statement.js'
export type { ClaimBook } from './claim-book.js'
export { createDenials, denialColumns, type DenialRow } from './denials.js'
export {
  createFigures,
  figureColumns,
  type FigureId,
  type FigureRow,
  figures,
  type Grouping,
  matureDays,
  type PaymentCounts,
  type Period,
} from './figures.js'
