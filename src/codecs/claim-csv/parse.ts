// Claims from a spreadsheet: one row for each service line, rows of one claim number are one claim, faults by row and column.
import { centsFromR, csvRows, isoDateFromText } from '../../values/index.js'
import type { JsonProblem } from '../claim-json/parse.js'
import { put } from '../claim-json/pointer.js'
import { type ClaimPlaces, type ReadClaim, type ReadClaims, readDraft } from '../claim-json/read-claims.js'
import { claimNumber, type CsvColumn, csvColumns, providerRoles } from './columns.js'

/** A cell that is filled, and where it stands. */
interface Cell {
  readonly line: number
  readonly text: string
}
type Row = ReadonlyMap<string, Cell>

/** Is it a table with a column of claim numbers? `beginning` holds the heading at least in part. */
export function looksLikeClaimsCsv(beginning: string): boolean {
  const [heading = ''] = beginning.replace(/^\uFEFF/, '').split(/\r|\n/)
  return heading
    .split(/[,;\t]/)
    .map(nameOf)
    .includes(claimNumber)
}

/** Reads the template of docs/claims-csv.md. A problem's pointer is "/<line of the file>/<column>"; a claim with one costs no other claim. */
export function parseClaimsCsv(text: string): ReadClaims {
  const content = text.replace(/^\uFEFF/, '')
  const [first = ''] = content.split(/\r|\n/)
  const delimiter = first.includes('\t') ? '\t' : first.includes(';') && !first.includes(',') ? ';' : ','
  const { rows: lines, faults } = csvRows(content, delimiter)
  const [heading, ...rest] = lines
  const problems: JsonProblem[] = faults.map(({ line, says }) => problem(line, '', says))
  if (heading === undefined) return { claims: [], problems: [problem(1, '', 'there is no heading')] }
  const names = heading.cells.map(nameOf)
  problems.push(...headingProblems(names, heading.line))
  if (problems.length > 0) return { claims: [], problems }
  if (rest.length === 0) return { claims: [], problems: [problem(heading.line, '', 'no claim stands below the heading')] }

  const byNumber = new Map<string, Row[]>()
  for (const { line, cells } of rest) {
    const row: Row = new Map(
      names.flatMap((name, index) => ((cells[index] ?? '') === '' ? [] : [[name, { line, text: cells[index] ?? '' }] as const])),
    )
    if (cells.length > names.length) problems.push(problem(line, '', `has ${cells.length} cells, and the heading has ${names.length}`))
    const number = row.get(claimNumber)?.text
    if (number === undefined) problems.push(problem(line, claimNumber, 'is missing'))
    else byNumber.set(number, [...(byNumber.get(number) ?? []), new Map([...row, ['', { line, text: '' }]])])
  }
  const claims: ReadClaim[] = []
  for (const rows of byNumber.values()) {
    const read = readClaim(rows)
    problems.push(...read.problems)
    claims.push(...read.claims)
  }
  return { claims, problems: problems.toSorted((a, b) => lineOf(a) - lineOf(b)) }
}

function headingProblems(names: readonly string[], line: number): JsonProblem[] {
  const known = new Set(csvColumns.map(({ name }) => name))
  return [
    ...names.flatMap((name, index) => {
      if (!known.has(name)) return [problem(line, name, 'is no column of the template (docs/claims-csv.md)')]
      return names.indexOf(name) < index ? [problem(line, name, 'stands in the heading twice')] : []
    }),
    ...csvColumns
      .filter(({ name, needed }) => needed && !names.includes(name))
      .map(({ name }) => problem(line, name, 'the column is missing')),
  ]
}

/** Builds the claim as JSON says it, so that one schema checks all claims; its problems come back to the cells they came from. */
function readClaim(rows: readonly Row[]): ReadClaims {
  const problems: JsonProblem[] = []
  const cells = new Map<string, CellPlace>()
  const draft: Record<string, unknown> = { kind: 'professional', destination: 'P' }

  function fill(column: CsvColumn, cell: Cell | undefined, prefix: string, line: number): void {
    const { name, kind, to, or } = column
    cells.set(`${prefix}${to}`, { line: cell?.line ?? line, column: name })
    const text = cell?.text ?? or
    if (text === undefined) {
      if (column.needed) problems.push(problem(line, name, 'is missing'))
      return
    }
    const value = valueOf(kind, text)
    if (value === undefined) problems.push(problem(cell?.line ?? line, name, mustBe[kind] ?? 'cannot be read'))
    else put(draft, `${prefix}${to}`, value)
  }

  const [firstRow] = rows
  const firstLine = firstRow?.get('')?.line ?? 0
  for (const column of csvColumns.filter((each) => each.of === 'claim')) {
    const said = rows.flatMap((row) => row.get(column.name) ?? [])
    const [cell] = said
    const other = said.find(({ text }) => text !== cell?.text)
    if (other !== undefined) problems.push(problem(other.line, column.name, `differs from row ${cell?.line ?? 0} of the same claim`))
    fill(column, cell, '', firstLine)
  }
  const isSelf = (rows.flatMap((row) => row.get('relationship') ?? [])[0]?.text ?? '18') === '18'
  for (const row of isSelf ? rows : [])
    for (const [name, { line, text }] of row)
      if (name.startsWith('subscriber_') && text !== row.get(name.replace('subscriber_', 'patient_'))?.text)
        problems.push(problem(line, name, 'differs from the patient, who is the subscriber when the relationship is 18'))
  for (const [index, row] of rows.entries()) {
    const line = row.get('')?.line ?? 0
    put(draft, `/lines/${index}/control`, `${firstRow?.get(claimNumber)?.text ?? ''}L${index + 1}`)
    put(draft, `/lines/${index}/procedure/qualifier`, 'HC')
    put(draft, `/lines/${index}/procedure/modifiers`, [])
    for (const column of csvColumns.filter((each) => each.of === 'line')) fill(column, row.get(column.name), `/lines/${index}`, line)
  }
  if (problems.length > 0) return { claims: [], problems }

  const filled = Object.keys((draft.providers as object | undefined) ?? {})
  const { claim, problems: wrong } = readDraft(completed(draft))
  const toCell = (pointer: string): CellPlace => {
    // Of those who took part only the ones with cells are listed; under relationship 18 the subscriber is the patient.
    const path = pointer
      .replace(/^\/providers\/(\d+)/, (_, index) => `/providers/${filled[Number(index)] ?? 0}`)
      .replace(isSelf ? /^\/coverages\/0\/subscriber(?=\/|$)/ : /$^/, '/patient')
    const cell = [...cells].find(([to]) => to === path || path.startsWith(`${to}/`))?.[1]
    if (cell !== undefined) return cell
    const below = [...cells].filter(([to]) => path !== '' && to.startsWith(`${path}/`)).map(([, { line }]) => line)
    return { line: below[0] ?? firstLine, column: '' }
  }
  const places: ClaimPlaces = {
    at: (pointer) => pointerTo(toCell(pointer)),
    lead: (pointer) => `${lead(toCell(pointer))}: `,
  }
  return {
    claims: claim === undefined ? [] : [{ claim, places, isWhole: wrong.length === 0 }],
    problems: wrong
      // What is wrong with the patient is told of the patient.
      .filter(({ pointer }) => !isSelf || !pointer.startsWith('/coverages/0/subscriber'))
      .map(({ pointer, message }) => ({ pointer: places.at(pointer), message: `${places.lead(pointer)}${message}` })),
  }
}

interface CellPlace {
  readonly line: number
  /** Empty for the row as a whole. */
  readonly column: string
}

function pointerTo({ line, column }: CellPlace): string {
  return column === '' ? `/${line}` : `/${line}/${column}`
}

function lead({ line, column }: CellPlace): string {
  return column === '' ? `row ${line}` : `row ${line}, ${column}`
}

/** What follows from the cells: the sum of the lines, who is a person, whose the policy is. */
function completed(draft: Record<string, unknown>): Record<string, unknown> {
  const { billing, patient, coverages, providers, lines } = draft as {
    readonly billing: Record<string, unknown>
    readonly patient: Record<string, unknown>
    readonly coverages: readonly Record<string, unknown>[]
    readonly providers?: readonly ({ readonly provider: object } | undefined)[]
    readonly lines: readonly { readonly chargeCents: number }[]
  }
  return {
    ...draft,
    billing: { ...billing, entityType: billing.first === undefined ? '2' : '1' },
    coverages: coverages.map((coverage) => ({
      order: 'P',
      ...coverage,
      ...(coverage.relationship === '18' ? { subscriber: patient } : {}),
    })),
    providers: (providers ?? []).flatMap((each, index) =>
      each === undefined ? [] : [{ role: providerRoles[index], provider: { entityType: '1', ...each.provider } }],
    ),
    chargeCents: lines.reduce((sum, { chargeCents }) => sum + chargeCents, 0),
  }
}

const mustBe: Partial<Record<CsvColumn['kind'], string>> = {
  day: 'must be a day such as 2026-01-31 or 1/31/2026',
  money: 'must be dollars and cents such as 150.00, without sign or comma',
  number: 'must be a number such as 1 or 2.5',
  yes: 'must be Y or N',
  digits: 'must be digits',
  pointers: 'must name diagnoses, such as "1 2" or "AB"',
}

/** Undefined when the cell does not say what its kind asks for. */
function valueOf(kind: CsvColumn['kind'], text: string): unknown {
  if (kind === 'day') return isoDateFromText(text)
  if (kind === 'money') return text.startsWith('-') ? undefined : centsFromR(text)
  if (kind === 'number') return /^(?=\.?\d)\d*\.?\d*$/.test(text) ? text : undefined
  if (kind === 'yes') return { Y: true, N: false }[text.toUpperCase()]
  if (kind === 'digits') return /^[\d -]+$/.test(text) ? text.replaceAll(/[ -]/g, '') : undefined
  if (kind === 'code') return text.replaceAll(/[. ]/g, '').toUpperCase()
  if (kind === 'codes') return text.split(/[\s,:]+/)
  if (kind === 'pointers') return pointersOf(text.toUpperCase().replaceAll(/[\s,:]+/g, ' '))
  return text
}

function pointersOf(text: string): number[] | undefined {
  if (/^[A-L]( ?[A-L])*$/.test(text))
    return text
      .replaceAll(' ', '')
      .split('')
      .map((letter) => letter.charCodeAt(0) - 64)
  return /^\d+( \d+)*$/.test(text) ? text.split(' ').map(Number) : undefined
}

/** "Billing NPI" and "billing_npi" are one column. */
function nameOf(heading: string): string {
  return heading
    .replaceAll('"', '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
}

function problem(line: number, column: string, says: string): JsonProblem {
  return { pointer: pointerTo({ line, column }), message: `${lead({ line, column })}: ${says}` }
}

function lineOf({ pointer }: JsonProblem): number {
  return Number(pointer.split('/')[1])
}
