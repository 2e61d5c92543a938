// The practice's contracts as a table: one row a rate. All of a table is taken, or nothing of it.
import { type ContractRate, medicarePayer, rateKey, type RateBasis, type UnitRule } from '../domain/index.js'
import { centsFromR, type CsvRow, csvRows, type Finding, finding, isNpi, isoDateFromText, toCents } from '../values/index.js'

export interface FeeTable {
  /** Empty as soon as there is a finding. */
  readonly rates: readonly ContractRate[]
  readonly findings: readonly Finding[]
}

interface FeeColumn {
  readonly name: string
  readonly isNeeded: boolean
  readonly says: string
  readonly example: string
}

const column = (name: string, says: string, example: string, isNeeded = false): FeeColumn => ({ name, says, example, isNeeded })

/** The heading, in any order; docs/fees.md is held to it by a test. */
export const feeColumns: readonly FeeColumn[] = [
  column('payer', `payer id of the claims; \`${medicarePayer}\` for what Medicare allows here`, '60001', true),
  column('product', 'class of contract (REF*CE of the 835), group number or plan name; empty for all', 'PPO'),
  column('provider', 'NPI or taxonomy code of who bills or renders; empty for all', '1234567893'),
  column('procedure', 'CPT, HCPCS, CDT or revenue code; `*` for every procedure without a row of its own', '99213', true),
  column('modifiers', 'up to four, parted by blanks; the line must have all of them, and they are in the rate', '26'),
  column('place_of_service', 'place of service code; empty for all', '11'),
  column('effective_from', 'first day of service', '2026-01-01', true),
  column('effective_to', 'last day of service; empty while it goes on', '2026-12-31'),
  column('rate', 'allowed, in dollars', '110.00'),
  column('rate_cents', 'allowed, in whole cents', '11000'),
  column('percent_of_medicare', `allowed, in per cent of the \`${medicarePayer}\` row`, '120'),
  column('percent_of_charge', 'allowed, in per cent of what was charged', '65.5'),
  column('unit_rule', '`unit`: the rate is for each unit (so it is when empty); `line`: for the line, whatever its units', 'unit'),
  column('lesser_of', '`Y`: never more than the charge; `N` or empty: as it stands', 'Y'),
]

const rateColumns = ['rate', 'rate_cents', 'percent_of_medicare', 'percent_of_charge']

type Cell = (name: string) => string

/** Reads the bytes of a CSV in UTF-8, by RFC 4180. */
export function readFeeCsv(bytes: Uint8Array): FeeTable {
  const { rows, faults } = csvRows(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  )
  const [heading = { line: 1, cells: [] }, ...body] = rows
  const names = heading.cells.map((cell) => cell.toLowerCase())
  const findings = [
    ...faults.map(({ line, says }) => found('FEE_TABLE_MALFORMED', line, 'row', { reason: says })),
    ...headingFindings(names, heading.line),
  ]
  if (findings.length > 0) return { rates: [], findings }
  const read = body.map((row) => readRow(row, (name) => row.cells[names.indexOf(name)] ?? ''))
  const rates = read.flatMap(({ line, rate }) => (rate === undefined ? [] : [{ line, rate }]))
  const all = [...read.flatMap((row) => row.findings), ...repeated(rates)]
  return { rates: all.length > 0 ? [] : rates.map(({ rate }) => rate), findings: all }
}

function headingFindings(names: readonly string[], line: number): Finding[] {
  const columns = feeColumns.map(({ name }) => name)
  const missing = feeColumns.filter(({ name, isNeeded }) => isNeeded && !names.includes(name))
  return [
    ...missing.map(({ name }) => found('FEE_COLUMN_MISSING', line, name)),
    ...names
      .filter((name) => name !== '' && !columns.includes(name))
      .map((name) => found('FEE_COLUMN_UNKNOWN', line, 'heading', { column: name.slice(0, 50), columns: columns.join(', ') })),
  ]
}

function readRow(
  { line }: CsvRow,
  cell: Cell,
): { readonly line: number; readonly rate?: ContractRate; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const refuse = (name: string, wanted: string): void => void findings.push(found('FEE_CELL_INVALID', line, name, { wanted }))
  const payerId = cell('payer')
  if (payerId === '') refuse('payer', 'a payer id')
  const procedure = cell('procedure').toUpperCase()
  if (!/^(?:\*|[0-9A-Z]{3,5})$/.test(procedure)) refuse('procedure', 'a procedure code such as 99213, or *')
  const provider = cell('provider').toUpperCase()
  if (provider !== '' && !isNpi(provider) && !/^\d{3}[0-9A-Z]{6}X$/.test(provider)) refuse('provider', 'an NPI or a taxonomy code')
  const modifiers = cell('modifiers')
    .toUpperCase()
    .split(/[\s,:]+/)
    .filter((each) => each !== '')
  if (modifiers.length > 4 || !modifiers.every((each) => /^[0-9A-Z]{2}$/.test(each)))
    refuse('modifiers', 'at most four modifiers of two characters, parted by blanks')
  const placeOfService = cell('place_of_service')
  if (!/^(?:\d{2})?$/.test(placeOfService)) refuse('place_of_service', 'a place of service code of two digits, or empty')
  const from = isoDateFromText(cell('effective_from'))
  if (from === undefined) refuse('effective_from', 'a day such as 2026-01-01')
  const to = isoDateFromText(cell('effective_to'))
  if (cell('effective_to') !== '' && (to === undefined || (from !== undefined && to < from)))
    refuse('effective_to', 'a day not before effective_from, or empty')
  const unitRule = unitRuleOf(cell('unit_rule'))
  if (unitRule === undefined) refuse('unit_rule', 'unit, line, or empty')
  const lesserOf = yesOf(cell('lesser_of'))
  if (lesserOf === undefined) refuse('lesser_of', 'Y, N, or empty')
  const { basis, findings: ofRate } = basisOf(cell, line)
  findings.push(...ofRate)
  if (findings.length > 0 || basis === undefined || from === undefined || unitRule === undefined || lesserOf === undefined)
    return { line, findings }
  const rate: ContractRate = {
    payerId: payerId.toUpperCase() === medicarePayer ? medicarePayer : payerId,
    ...(cell('product') === '' ? {} : { product: cell('product') }),
    ...(provider === '' ? {} : { provider }),
    procedure,
    modifiers: [...new Set(modifiers)].toSorted((a, b) => (a < b ? -1 : 1)),
    ...(placeOfService === '' ? {} : { placeOfService }),
    from,
    ...(to === undefined ? {} : { to }),
    basis,
    unitRule,
    lesserOf,
  }
  return { line, rate, findings }
}

function basisOf(cell: Cell, line: number): { readonly basis?: RateBasis; readonly findings: readonly Finding[] } {
  const filled = rateColumns.filter((name) => cell(name) !== '')
  const [name = 'rate', ...others] = filled
  if (filled.length !== 1 || others.length > 0)
    return { findings: [found('FEE_RATE_UNCLEAR', line, name, { found: filled.length, columns: rateColumns.join(', ') })] }
  const text = cell(name)
  if (name === 'rate' || name === 'rate_cents') {
    const cents = name === 'rate' ? centsFromR(text.replace(/^\$\s*/, '')) : /^\d{1,12}$/.test(text) ? toCents(Number(text)) : undefined
    if (cents !== undefined && cents >= 0) return { basis: { kind: 'cents', cents }, findings: [] }
    const wanted = name === 'rate' ? 'an amount in dollars such as 110.00, not below 0' : 'a whole number of cents such as 11000'
    return { findings: [found('FEE_CELL_INVALID', line, name, { wanted })] }
  }
  const hundredths = /^\d{1,4}(?:\.\d{1,2})?\s*%?$/.test(text) ? Math.round(Number(text.replace('%', '')) * 100) : 0
  if (hundredths === 0) return { findings: [found('FEE_CELL_INVALID', line, name, { wanted: 'per cent such as 120 or 65.5, above 0' })] }
  if (name === 'percent_of_medicare' && cell('payer').toUpperCase() === medicarePayer)
    return { findings: [found('FEE_CELL_INVALID', line, name, { wanted: `empty in a row of ${medicarePayer}: give the amount as rate` })] }
  return { basis: { kind: name === 'percent_of_medicare' ? 'medicare' : 'charge', hundredths }, findings: [] }
}

function unitRuleOf(text: string): UnitRule | undefined {
  const word = text.toLowerCase()
  return word === '' || word === 'unit' ? 'unit' : word === 'line' ? 'line' : undefined
}

function yesOf(text: string): boolean | undefined {
  return /^(?:y|yes)$/i.test(text) ? true : /^(?:n|no)?$/i.test(text) ? false : undefined
}

function repeated(rates: readonly { readonly line: number; readonly rate: ContractRate }[]): Finding[] {
  const first = new Map<string, number>()
  return rates.flatMap(({ line, rate }) => {
    const before = first.get(rateKey(rate))
    if (before !== undefined) return [found('FEE_ROW_REPEATED', line, 'effective_from', { first: before })]
    first.set(rateKey(rate), line)
    return []
  })
}

function found(
  code: Parameters<typeof finding>[0],
  line: number,
  name: string,
  detail: Readonly<Record<string, number | string>> = {},
): Finding {
  return finding(code, { segment: line, offset: 0 }, name, { ...detail, line })
}
