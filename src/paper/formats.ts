// What a sheet can be made into.
import { drawSheet } from './draw.js'
import type { Sheet } from './sheet.js'
import { sheetHtml } from './sheet-html.js'
import { sheetText } from './sheet-text.js'

export type PaperFormat = 'pdf' | 'html' | 'txt'

export async function drawAs(sheet: Sheet, format: PaperFormat): Promise<Uint8Array> {
  if (format === 'pdf') return drawSheet(sheet)
  return Buffer.from(format === 'html' ? sheetHtml(sheet) : sheetText(sheet))
}
