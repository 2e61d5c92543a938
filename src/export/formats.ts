// The formats of an export, and what they are called elsewhere.
import type { Column, Pages } from './column.js'
import { toParquet } from './parquet.js'
import { toCsv, toJsonLines } from './text.js'

export interface ExportFormat {
  readonly mediaType: string
  readonly says: string
  write<Row>(columns: readonly Column<Row>[], pages: Pages<Row>): AsyncGenerator<Uint8Array>
}

/** Under their file extensions. */
export const exportFormats = {
  csv: { mediaType: 'text/csv; charset=utf-8', says: 'CSV (RFC 4180), safe to open in a spreadsheet', write: toCsv },
  jsonl: { mediaType: 'application/jsonl', says: 'JSON Lines', write: toJsonLines },
  parquet: { mediaType: 'application/vnd.apache.parquet', says: 'Parquet', write: toParquet },
} as const satisfies Readonly<Record<string, ExportFormat>>

export type ExportFormatName = keyof typeof exportFormats
