// Writing tables for spreadsheets: RFC 4180, and no cell that a spreadsheet would take for a formula (OWASP "CSV injection").

/** What makes a spreadsheet compute a cell, also after blanks or in full width; and our own mark, so that taking it off is certain. */
const computes = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20']|^[\t\r\n]/
/** A number computes to itself. */
const plainNumber = /^-?\d+(?:\.\d+)?$/

/**
 * Text that no spreadsheet computes: a `'` stands before what it might. Nothing else comes out with a `'` at its beginning, so a
 * reader that takes one leading `'` off has the text as it was.
 */
export function spreadsheetSafe(text: string): string {
  return computes.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

/** One line with its end; every cell is made safe. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map((cell) => quoted(spreadsheetSafe(String(cell ?? '')))).join(',')}\r\n`
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
