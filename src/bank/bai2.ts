// BAI2, the cash management balance reporting format, version 2: groups of accounts of transactions, each level with its totals.
import type { BankLine } from '../domain/index.js'
import { type Cents, type Finding, type IsoDate, isoDateFromD6, toCents } from '../values/index.js'
import { type BankStatement, createKeys, type FileLine, fileLines, lineFinding, textOf, traceIn } from './statement.js'

/** Credits by which payers pay: ACH (142, 165, 166, 169), wire (195), lockbox (115), deposits of cheques (301). */
const payerCredits = new Set(['142', '165', '166', '169', '195', '115', '301'])
/** Debits that say themselves that a deposit came back: deposited item, ACH item. */
const returns = new Set(['555', '557'])

/** A record with its continuations (88) joined. */
interface BaiRecord {
  readonly code: string
  readonly fields: string[]
  readonly at: FileLine
  /** Lines of the file that it takes. */
  readonly records: number
}

/** Sums of what has gone by since a level was opened. */
interface Level {
  cents: number
  records: number
  children: number
}

export function readBai2(bytes: Uint8Array): BankStatement {
  const findings: Finding[] = []
  const lines: BankLine[] = []
  let passedOver = 0
  const keyOf = createKeys()
  const open: { file?: Level; group?: Level; account?: Level } = {}
  let asOf: IsoDate | undefined
  let account = ''
  const all = recordsOf(fileLines(textOf(bytes)), findings)
  for (const record of all) take(record)
  const last = all.at(-1)
  if (last !== undefined && (open.file !== undefined || last.code !== '99'))
    findings.push(lineFinding('BANK_FILE_UNCLOSED', last.at, last.code))
  if (last === undefined) findings.push(lineFinding('BANK_FILE_UNCLOSED', { line: 1, offset: 0, length: 0 }, '01'))
  return { lines, passedOver, findings }

  function take(record: BaiRecord): void {
    const { code, fields, at, records } = record
    for (const level of [open.file, open.group, open.account]) if (level !== undefined) level.records += records
    const level = (): Level => ({ cents: 0, records, children: 0 })
    switch (code) {
      case '01':
        if (open.file !== undefined) misplaced(record)
        open.file = level()
        return
      case '02':
        if (open.file === undefined || open.group !== undefined) return misplaced(record)
        open.group = level()
        asOf = isoDateFromD6(fields[3] ?? '')
        if (asOf === undefined) findings.push(lineFinding('BANK_DATE_INVALID', at, '02/5'))
        return
      case '03':
        if (open.group === undefined || open.account !== undefined) return misplaced(record)
        open.account = level()
        account = fields[0] ?? ''
        for (const { text, field } of summaryAmounts(fields.slice(2))) add(text, at, `03/${field}`)
        return
      case '16':
        if (open.account === undefined) return misplaced(record)
        return transaction(record)
      case '49':
        return close(record, 'account', 'group')
      case '98':
        return close(record, 'group', 'file')
      case '99':
        return close(record, 'file', undefined)
      default:
        findings.push(lineFinding('BANK_RECORD_MALFORMED', at, 'record', { reason: 'it begins with no record code of BAI2' }))
    }
  }

  function misplaced({ at, code }: BaiRecord): void {
    findings.push(lineFinding('BANK_RECORD_MALFORMED', at, code, { reason: 'it stands outside of the record it belongs into' }))
  }

  function add(text: string, at: FileLine, path: string): Cents | undefined {
    const cents = text === '' ? toCents(0) : wholeCents(text)
    if (cents === undefined) findings.push(lineFinding('BANK_AMOUNT_INVALID', at, path))
    else if (open.account !== undefined) open.account.cents += cents
    return cents
  }

  function transaction({ fields, at }: BaiRecord): void {
    const [type = '', amount = '', funds = ''] = fields
    const cents = add(amount, at, '16/3')
    const rest = fields.slice(3 + fundsFields(funds, fields[3] ?? ''))
    const [bankReference = '', customerReference = '', ...words] = rest
    const isCredit = /^[123]/.test(type)
    const isUsed = isCredit ? payerCredits.has(type) : /^[456]/.test(type)
    if (cents === undefined || asOf === undefined || cents <= 0 || !isUsed) {
      passedOver += 1
      return
    }
    const description = words.join(',').trim()
    const trace = traceIn(description)
    if (trace === undefined && /TRN\*/.test(description)) findings.push(lineFinding('BANK_TRACE_UNREADABLE', at, '16/text'))
    lines.push({
      direction: isCredit ? 'credit' : 'debit',
      cents,
      postedOn: asOf,
      ...(trace === undefined ? {} : { trace }),
      references: [customerReference, bankReference].filter((reference) => reference !== ''),
      description,
      ...(returns.has(type) ? { isReturn: true } : {}),
      key: keyOf('bai2', [account, asOf, type, cents, bankReference, customerReference, description]),
      at: { line: at.line, offset: at.offset, length: at.length },
    })
  }

  /** 49, 98 and 99: control total, (98 and 99) number of what is inside, number of records. */
  function close({ code, fields, at, ...rest }: BaiRecord, own: keyof typeof open, above: keyof typeof open | undefined): void {
    const level = open[own]
    const isNested = (own === 'file' && open.group !== undefined) || (own === 'group' && open.account !== undefined)
    if (level === undefined || isNested) return misplaced({ code, fields, at, ...rest })
    const stated = code === '49' ? [fields[0], undefined, fields[1]] : [fields[0], fields[1], fields[2]]
    const found = [level.cents, level.children, level.records]
    const names = ['control total', code === '98' ? 'number of accounts' : 'number of groups', 'number of records']
    for (const [index, name] of names.entries()) {
      const text = stated[index]
      if (code === '49' && index === 1) continue
      if (wholeCents(text ?? '') !== found[index])
        findings.push(
          lineFinding('BANK_TOTAL_WRONG', at, code, {
            total: name,
            stated: /^[-+]?\d{1,18}$/.test(text ?? '') ? (text ?? '') : 'nothing',
            found: found[index] ?? 0,
          }),
        )
    }
    const parent = above === undefined ? undefined : open[above]
    if (parent !== undefined) {
      parent.cents += level.cents
      parent.children += 1
    }
    delete open[own]
  }
}

/** Physical records joined with the 88s that continue them: fields go on at a comma, the text of a 16 where it broke off. */
function recordsOf(lines: readonly FileLine[], findings: Finding[]): BaiRecord[] {
  const joined: { at: FileLine; text: string; records: number }[] = []
  for (const at of lines) {
    const last = joined.at(-1)
    if (!at.text.startsWith('88,')) {
      joined.push({ at, text: at.text.trim(), records: 1 })
      continue
    }
    if (last === undefined) {
      findings.push(lineFinding('BANK_RECORD_MALFORMED', at, '88', { reason: 'it continues nothing' }))
      continue
    }
    const before = withoutEnd(last.text)
    const isInText = before.startsWith('16,') && textStarted(before)
    last.text = `${before}${isInText ? '' : ','}${at.text.slice(3).trimEnd()}`
    last.records += 1
    last.at = { ...last.at, length: at.offset + at.length - last.at.offset }
  }
  return joined.map(({ at, text, records }) => {
    const [code = '', ...fields] = withoutEnd(text).split(',')
    return { code: code.trim(), fields: fields.map((field) => field.trim()), at, records }
  })
}

function withoutEnd(text: string): string {
  return text.replace(/\/\s*$/, '')
}

/** Has a 16 reached its text, after type, amount, funds and the two references? */
function textStarted(text: string): boolean {
  const [, , , funds = '', next = '', ...more] = text.split(',')
  return 1 + more.length > 2 + fundsFields(funds, next)
}

/** Fields that a funds type brings along: S three amounts, V a value date and time, D a count and as many pairs. */
function fundsFields(funds: string, count: string): number {
  if (funds === 'S') return 3
  if (funds === 'V') return 2
  return funds === 'D' && /^\d{1,3}$/.test(count) ? 1 + 2 * Number(count) : 0
}

/** Amounts of the summaries in a 03: type, amount, item count, funds type, again and again; `field` counts from 1 with the record code. */
function summaryAmounts(fields: readonly string[]): readonly { readonly text: string; readonly field: number }[] {
  const found: { text: string; field: number }[] = []
  for (let at = 0; at < fields.length; ) {
    if (fields[at] !== '' && fields[at + 1] !== undefined) found.push({ text: fields[at + 1] ?? '', field: at + 5 })
    at += 4 + fundsFields(fields[at + 3] ?? '', fields[at + 4] ?? '')
  }
  return found
}

function wholeCents(text: string): Cents | undefined {
  return /^[-+]?\d{1,15}$/.test(text) ? toCents(Number(text)) : undefined
}
