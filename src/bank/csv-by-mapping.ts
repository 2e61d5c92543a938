// A bank's CSV: the settings say what its columns are called (domain rules section 4, "Bank CSV columns").
import type { BankColumns, BankLine, BankMapping } from '../domain/index.js'
import { type Cents, centsFromR, csvRows, type Finding, isoDateFromText, toCents } from '../values/index.js'
import { type BankStatement, createKeys, fileLines, lineFinding, textOf, traceIn } from './statement.js'

type Place = BankLine['at']
/** Cells of a row by what they are, empty ones left out. */
type Cells = Readonly<Partial<Record<keyof BankColumns, string>>>

/** The mapping that needs no settings: columns with the names of the fields, signed amounts. */
export const standardMapping: BankMapping = {
  name: 'standard',
  delimiter: ',',
  credits: ['credit', 'cr', 'c'],
  columns: {
    postedDate: 'postedDate',
    amount: 'amount',
    direction: 'direction',
    description: 'description',
    companyName: 'companyName',
    companyId: 'companyId',
    traceOrReference: 'traceOrReference',
    addenda: 'addenda',
    bankTransactionId: 'bankTransactionId',
  },
}

export function readBankCsv(bytes: Uint8Array, mapping: BankMapping): BankStatement {
  const text = textOf(bytes)
  const { rows, faults } = csvRows(text.replace(/^\u00EF\u00BB\u00BF/, ''), mapping.delimiter)
  const starts = new Map(fileLines(text).map(({ line, offset }) => [line, offset]))
  const ends = new Map(rows.map(({ line }, index) => [line, starts.get(rows[index + 1]?.line ?? 0) ?? text.length]))
  /** A quoted cell may hold line ends: a row reaches up to the next one. */
  const place = (line: number): Place => {
    const offset = starts.get(line) ?? 0
    return { line, offset, length: text.slice(offset, ends.get(line) ?? text.length).trimEnd().length }
  }
  const findings: Finding[] = faults.map(({ line, says }) => lineFinding('BANK_RECORD_MALFORMED', place(line), 'row', { reason: says }))
  const [heading, ...body] = rows
  const names = (heading?.cells ?? []).map(nameOf)
  const columns = (Object.keys(mapping.columns) as (keyof BankColumns)[]).flatMap((field) => {
    const column = mapping.columns[field]
    return column === undefined ? [] : [[field, column] as const]
  })
  const isOptional = (field: string): boolean => mapping === standardMapping && field !== 'postedDate' && field !== 'amount'
  for (const [field, column] of columns)
    if (!names.includes(nameOf(column)) && !isOptional(field))
      findings.push(lineFinding('BANK_COLUMN_MISSING', place(heading?.line ?? 1), field, { column, mapping: mapping.name }))
  if (findings.length > 0) return { lines: [], passedOver: 0, findings }

  const keyOf = createKeys()
  const lines: BankLine[] = []
  for (const { line, cells } of body) {
    const row: Cells = Object.fromEntries(
      columns.flatMap(([field, column]) => {
        const cell = cells[names.indexOf(nameOf(column))] ?? ''
        return cell === '' ? [] : [[field, cell]]
      }),
    )
    const read = readRow(row, place(line), mapping, keyOf)
    findings.push(...read.findings)
    if (read.line !== undefined) lines.push(read.line)
  }
  return { lines, passedOver: body.length - lines.length, findings }
}

function readRow(
  row: Cells,
  at: Place,
  { credits, columns }: BankMapping,
  keyOf: ReturnType<typeof createKeys>,
): { readonly line?: BankLine; readonly findings: readonly Finding[] } {
  const postedOn = isoDateFromText(row.postedDate ?? '')
  const amount = centsFromCell(row.amount ?? '')
  const findings = [
    ...(postedOn === undefined ? [lineFinding('BANK_DATE_INVALID', at, 'postedDate')] : []),
    ...(amount === undefined ? [lineFinding('BANK_AMOUNT_INVALID', at, 'amount')] : []),
  ]
  if (postedOn === undefined || amount === undefined || amount === 0) return { findings }
  const { direction, description = '', companyName, companyId, traceOrReference = '', addenda = '', bankTransactionId } = row
  const isCredit =
    columns.direction === undefined || direction === undefined ? amount > 0 : credits.some((word) => nameOf(word) === nameOf(direction))
  const trace = traceIn(addenda) ?? traceIn(traceOrReference) ?? traceIn(description)
  const key = bankTransactionId === undefined ? keyOf('csv', [postedOn, amount, description]) : `bank-id:${bankTransactionId}:${amount}`
  return {
    findings: addenda.includes('TRN') && trace === undefined ? [lineFinding('BANK_TRACE_UNREADABLE', at, 'addenda')] : [],
    line: {
      direction: isCredit ? 'credit' : 'debit',
      cents: toCents(Math.abs(amount)),
      postedOn,
      ...(companyName === undefined ? {} : { companyName }),
      ...(companyId === undefined ? {} : { companyId }),
      ...(trace === undefined ? {} : { trace }),
      references: traceOrReference === '' ? [] : [traceOrReference],
      description,
      key,
      at,
    },
  }
}

/** "1,234.56", "$12.00", "(12.00)" and "-12.00" as banks write them. */
function centsFromCell(text: string): Cents | undefined {
  const [, inside] = /^\((.*)\)$/.exec(text) ?? []
  const plain = (inside ?? text).replace(/^([-+]?)\s*\$\s*/, '$1').replace(/^\+/, '')
  if (plain.includes(',') && !/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) return undefined
  const cents = centsFromR(plain.replaceAll(',', ''))
  return cents === undefined || inside === undefined ? cents : toCents(0 - cents)
}

function nameOf(text: string): string {
  return text.trim().toLowerCase()
}
