// An official code list as its publisher gives it out (CSV), turned into the form in which schemas/codes holds lists.
import { type CsvFault, csvRows, type IsoDate, isoDateFromText } from '../values/index.js'

export type { CsvFault }

export interface ListedCode {
  readonly code: string
  readonly description: string
  /** First and last day in force. */
  readonly start?: IsoDate
  readonly stop?: IsoDate
}

export interface ParsedCodeList {
  readonly codes: readonly ListedCode[]
  /** All there are; with one of them the list must not be used. */
  readonly faults: readonly CsvFault[]
}

/** What schemas/codes/*.json needs to be told of a list besides its codes. */
export interface CodeListHead {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly usedIn: string
  /** Day of the publisher's release. */
  readonly date: IsoDate
}

/** Reads rows of code, description and, where there are, first and last day in force; a heading that begins with "code" is passed over. */
export function parseCodeList(text: string): ParsedCodeList {
  const codes: ListedCode[] = []
  const faults: CsvFault[] = []
  const lines = new Map<string, number>()
  const { rows, faults: formFaults } = csvRows(text.replace(/^\uFEFF/, ''))
  faults.push(...formFaults)
  for (const [index, { line, cells }] of rows.entries()) {
    if (index === 0 && /^code\b/i.test(cells[0] ?? '')) continue
    const wrong = (says: string) => faults.push({ line, says })
    const [code = '', description = '', start = '', stop = '', ...more] = cells
    if (more.some((cell) => cell !== '')) wrong(`${cells.length} cells; a row has code, description, start and stop`)
    if (code === '') wrong('the code is missing')
    else if (!/^[!-~]{1,30}$/.test(code)) wrong('the code holds a space or a character that no code has, or is longer than 30')
    else if (lines.has(code)) wrong(`code ${code} is in line ${lines.get(code)} already`)
    else lines.set(code, line)
    const [from, to] = [isoDateFromText(start), isoDateFromText(stop)]
    if (start !== '' && from === undefined) wrong('start is no day; write it as 2026-01-31 or 1/31/2026')
    if (stop !== '' && to === undefined) wrong('stop is no day; write it as 2026-01-31 or 1/31/2026')
    if (from !== undefined && to !== undefined && to < from) wrong('stop is before start')
    codes.push({ code, description, ...(from === undefined ? {} : { start: from }), ...(to === undefined ? {} : { stop: to }) })
  }
  if (codes.length === 0 && faults.length === 0) faults.push({ line: 1, says: 'there is no code in the file' })
  return { codes, faults: faults.toSorted((a, b) => a.line - b.line) }
}

/** The list as a file of schemas/codes. */
export function codeListFile({ id, name, source, usedIn, date }: CodeListHead, listed: readonly ListedCode[]) {
  const periods = listed.filter(({ start, stop }) => start !== undefined || stop !== undefined)
  return {
    kind: 'codes',
    id,
    name,
    external: true,
    source,
    date,
    usedIn,
    codes: Object.fromEntries(listed.map(({ code, description }) => [code, description === '' ? null : description])),
    ...(periods.length === 0
      ? {}
      : { periods: Object.fromEntries(periods.map(({ code, start, stop }) => [code, [start ?? null, stop ?? null]])) }),
  }
}
