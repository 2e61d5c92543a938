export type { Column, Pages } from './column.js'
export { type ExportFormat, type ExportFormatName, exportFormats } from './formats.js'
export { journalColumns, type JournalLine } from './journal.js'
