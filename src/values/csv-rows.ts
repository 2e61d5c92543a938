// Tables as spreadsheets write them: rows of cells by RFC 4180, each with the line it begins on.

export interface CsvRow {
  /** Counted in the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvFault {
  /** Counted in the file, from 1. */
  readonly line: number
  readonly says: string
}

/** Cells, trimmed; empty lines are passed over. */
export function csvRows(
  text: string,
  delimiter: ',' | ';' | '\t' = ',',
): { readonly rows: readonly CsvRow[]; readonly faults: readonly CsvFault[] } {
  const rows: CsvRow[] = []
  const faults: CsvFault[] = []
  let [line, start] = [1, 1]
  let cells: string[] = []
  // A cell with what ends it: quoted with quotes doubled inside, or plain.
  const blank = delimiter === '\t' ? ' ' : '[ \\t]'
  const plainCell = `[^"${delimiter}\\r\\n]*(?:"[^${delimiter}\\r\\n]*)?`
  const cell = new RegExp(`(?:${blank}*"((?:[^"]|"")*)"${blank}*|(${plainCell}))(${delimiter}|\\r\\n|\\n|\\r|$)`, 'y')
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text)
    if (match === null) {
      faults.push({ line: start, says: 'a quotation mark is opened and not closed, or text follows a closed one' })
      break
    }
    const [whole, quoted, plain = '', end] = match
    if (quoted === undefined && plain.includes('"')) faults.push({ line, says: 'a quotation mark stands inside a cell that is not quoted' })
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0
    if (end === delimiter) continue
    if (cells.some((each) => each !== '')) rows.push({ line: start, cells })
    cells = []
    start = line
  }
  return { rows, faults }
}
