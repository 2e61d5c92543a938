export { type AgeFrom, ageingColumns, type AgeingRow, bucketNames, createAgeing } from './ageing.js'
export { createUnderpayments, underpaymentColumns, type UnderpaymentRow } from './underpayments.js'
export { type StatementBook, toStatement } from './statement.js'
export type { ClaimBook, ClosedDenial } from './claim-book.js'
export { createDenials, denialColumns, type DenialGrouping, type DenialRow } from './denials.js'
export {
  figureColumns,
  figureDefinitions,
  type FigureId,
  type FigureRow,
  figures,
  type Grouping,
  matureDays,
  type Period,
} from './figure-catalogue.js'
export { createFigures, type RemittanceFacts, type Suspended } from './figures.js'
export { createSuspenseBook } from './suspense.js'
