// NACHA: records of 94 characters. Payers pay by CCD+ (one addenda with the TRN) or CTX (the 835 itself in the addenda).
import type { BankLine } from '../domain/index.js'
import { type Cents, type Finding, isoDateFromD6, toCents } from '../values/index.js'
import { type BankStatement, createKeys, type FileLine, fileLines, lineFinding, textOf, traceIn } from './statement.js'

const recordLength = 94
/** Records that are written together; 9s fill up the last block. */
const blockingFactor = 10
/** Company entry description of health care claim payments (CORE 370). */
const claimPayment = 'HCCLAIMPMT'
/** Transaction codes: credits and debits to checking, savings, general ledger and loan accounts; prenotes move nothing. */
const creditCodes = new Set(['22', '32', '42', '52'])
const debitCodes = new Set(['27', '37', '47', '55'])
/** The entry hash keeps its last ten digits. */
const hashLimit = 10_000_000_000

interface Sums {
  entries: number
  hash: number
  debits: number
  credits: number
}
interface Entry {
  readonly at: FileLine
  readonly text: string
  readonly addenda: string[]
}
interface Batch {
  readonly header: FileLine
  readonly sums: Sums
  readonly entries: Entry[]
}

export function readNacha(bytes: Uint8Array): BankStatement {
  const findings: Finding[] = []
  const lines: BankLine[] = []
  let passedOver = 0
  const keyOf = createKeys()
  const file: Sums = { entries: 0, hash: 0, debits: 0, credits: 0 }
  let batches = 0
  let batch: Batch | undefined
  let isClosed = false
  const records = recordsOf(textOf(bytes))
  for (const [index, record] of records.entries()) {
    if (record.text.length !== recordLength)
      malformed(record, 'record', `it has ${record.text.length} characters instead of ${recordLength}`)
    else if (index === 0 && !record.text.startsWith('101')) malformed(record, '1', 'the file does not begin with a file header')
    else take(record)
  }
  const last = records.at(-1) ?? { text: '', line: 1, offset: 0, length: 0 }
  if (!isClosed) findings.push(lineFinding('BANK_FILE_UNCLOSED', last, '9'))
  return { lines, passedOver, findings }

  function take(record: FileLine): void {
    const { text } = record
    if (isClosed) {
      if (!/^9+$/.test(text)) malformed(record, text.charAt(0), 'it follows the file control record')
      return
    }
    switch (text.charAt(0)) {
      case '1':
        return
      case '5':
        if (batch !== undefined) malformed(record, '5', 'the batch before it is not closed')
        batch = { header: record, sums: { entries: 0, hash: 0, debits: 0, credits: 0 }, entries: [] }
        return
      case '6':
        return entry(record)
      case '7':
        return addenda(record)
      case '8':
        return closeBatch(record)
      case '9':
        return closeFile(record)
      default:
        malformed(record, 'record', 'it begins with no record type of NACHA')
    }
  }

  function entry(record: FileLine): void {
    const cents = wholeNumber(field(record.text, 30, 39))
    const routing = wholeNumber(field(record.text, 4, 11))
    if (batch === undefined) return malformed(record, '6', 'it stands outside of a batch')
    if (cents === undefined) findings.push(lineFinding('BANK_AMOUNT_INVALID', record, '6/30-39'))
    // Of transaction codes the digits 1 to 4 are credits, 5 to 9 debits; returns and prenotes count in the totals too.
    const side = /[1-4]/.test(field(record.text, 3, 3)) ? 'credits' : 'debits'
    batch.sums.entries += 1
    batch.sums.hash += routing ?? 0
    batch.sums[side] += cents ?? 0
    batch.entries.push({ at: record, text: record.text, addenda: [] })
  }

  function addenda(record: FileLine): void {
    const of = batch?.entries.at(-1)
    if (batch === undefined || of === undefined) return malformed(record, '7', 'it stands below no entry')
    batch.sums.entries += 1
    if (field(record.text, 88, 94) !== field(of.text, 88, 94)) malformed(record, '7/88-94', 'it names another entry than the one above it')
    if (field(record.text, 2, 3) === '05') of.addenda.push(record.text.slice(3, 83))
  }

  function closeBatch(record: FileLine): void {
    if (batch === undefined) return malformed(record, '8', 'it closes no batch')
    const { sums, header, entries } = batch
    compare(record, sums, { entries: [5, 10], hash: [11, 20], debits: [21, 32], credits: [33, 44] })
    if (field(record.text, 88, 94) !== field(header.text, 88, 94))
      malformed(record, '8/88-94', 'its batch number is not that of the batch header')
    for (const each of entries) read(header, each)
    for (const key of ['entries', 'hash', 'debits', 'credits'] as const) file[key] += sums[key]
    batches += 1
    batch = undefined
  }

  function closeFile(record: FileLine): void {
    if (batch !== undefined) malformed(record, '9', 'the batch before it is not closed')
    isClosed = true
    compare(record, file, { entries: [14, 21], hash: [22, 31], debits: [32, 43], credits: [44, 55] })
    total(record, 'number of batches', [2, 7], batches)
    // Filling 9s may be cut off on their way; the block count holds with them or without.
    total(record, 'number of blocks', [8, 13], Math.ceil(records.length / blockingFactor))
  }

  function compare(record: FileLine, sums: Sums, places: Readonly<Record<keyof Sums, readonly [number, number]>>): void {
    total(record, 'number of entries and addenda', places.entries, sums.entries)
    total(record, 'entry hash', places.hash, sums.hash % hashLimit)
    total(record, 'total of debits', places.debits, sums.debits)
    total(record, 'total of credits', places.credits, sums.credits)
  }

  function total(record: FileLine, name: string, [from, to]: readonly [number, number], found: number): void {
    const stated = wholeNumber(field(record.text, from, to))
    if (stated === found) return
    const path = `${record.text.charAt(0)}/${from}-${to}`
    findings.push(lineFinding('BANK_TOTAL_WRONG', record, path, { total: name, stated: stated ?? 'nothing', found }))
  }

  /** An entry of a batch that holds, as money in or out. */
  function read(header: FileLine, { at, text, addenda: payments }: Entry): void {
    const postedOn = isoDateFromD6(field(header.text, 70, 75))
    const code = field(text, 2, 3)
    const isCredit = creditCodes.has(code)
    const cents = wholeNumber(field(text, 30, 39)) ?? toCents(0)
    const information = payments.join('')
    const trace = traceIn(information)
    const description = field(header.text, 54, 63)
    const isReturn = !isCredit && description.toUpperCase() === 'REVERSAL'
    const isMeant = description.toUpperCase() === claimPayment || trace !== undefined || isReturn
    if (postedOn === undefined) findings.push(lineFinding('BANK_DATE_INVALID', header, '5/70-75'))
    if (postedOn === undefined || cents === 0 || !(isCredit || debitCodes.has(code)) || !isMeant) {
      passedOver += 1
      return
    }
    if (information.includes('TRN') && trace === undefined) findings.push(lineFinding('BANK_TRACE_UNREADABLE', at, '7/4-83'))
    const [companyName, companyId] = [field(header.text, 5, 20), field(header.text, 41, 50)]
    const entryTrace = field(text, 80, 94)
    lines.push({
      direction: isCredit ? 'credit' : 'debit',
      cents,
      postedOn,
      ...(companyName === '' ? {} : { companyName }),
      ...(companyId === '' ? {} : { companyId }),
      ...(trace === undefined ? {} : { trace }),
      references: [entryTrace],
      description,
      ...(isReturn ? { isReturn: true } : {}),
      key: keyOf('nacha', [postedOn, companyId, entryTrace, cents, code]),
      at: { line: at.line, offset: at.offset, length: at.length },
    })
  }

  function malformed(record: FileLine, path: string, reason: string): void {
    findings.push(lineFinding('BANK_RECORD_MALFORMED', record, path, { reason }))
  }
}

/** One record a line, or 94 characters after 94 without line ends. */
function recordsOf(text: string): FileLine[] {
  if (/[\r\n]/.test(text)) return fileLines(text)
  return Array.from({ length: Math.ceil(text.length / recordLength) }, (_, index) => {
    const offset = index * recordLength
    const record = text.slice(offset, offset + recordLength)
    return { text: record, line: index + 1, offset, length: record.length }
  })
}

/** Characters at positions as the rules count them, from 1, both included, without padding. */
function field(text: string, from: number, to: number): string {
  return text.slice(from - 1, to).trim()
}

function wholeNumber(text: string): Cents | undefined {
  return /^\d{1,12}$/.test(text) ? toCents(Number(text)) : undefined
}
