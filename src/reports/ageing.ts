// Receivables by age (domain rules 7.4): who owes, under which payer, for how long; credits apart, and the whole equal to the ledger.
import type { Account } from '../domain/index.js'
import type { Column } from '../export/index.js'
import { type Cents, daysBetween, type IsoDate, toCents } from '../values/index.js'
import { asOf, type ClaimBook, firstPayerOf, isReceivable, openBalances, type Receivable, serviceDayOf } from './claim-book.js'

/** Last day of each bucket; the last bucket has no end. */
const bucketEnds = [30, 60, 90, 120] as const
export const bucketNames = ['0-30', '31-60', '61-90', '91-120', '121+'] as const

const owners: Readonly<Record<Receivable, string>> = {
  'AR:P': 'primary',
  'AR:S': 'secondary',
  'AR:T': 'tertiary',
  'AR:PATIENT': 'patient',
  'AR:DENIED': 'denied',
}

/** Age counts from the day of service, or from the day the one who owes now became the one. */
export type AgeFrom = 'service' | 'owner'

export interface AgeingRow {
  /** Who owes, or `no-claim`, `total`, `suspense`. */
  readonly owner: string
  readonly payer: string
  /** As `bucketNames`. */
  readonly buckets: readonly Cents[]
  readonly creditCents: Cents
  readonly totalCents: Cents
}

export const ageingColumns: readonly Column<AgeingRow>[] = [
  {
    name: 'owner',
    kind: 'text',
    isRequired: true,
    says: '`primary`, `secondary`, `tertiary`, `patient`, `denied`; `no-claim`, `total`, `suspense`',
    of: ({ owner }) => owner,
  },
  { name: 'payer', kind: 'text', says: 'payer id', of: ({ payer }) => payer },
  ...bucketNames.map(
    (name, index): Column<AgeingRow> => ({
      name: `days_${name.replace('-', '_').replace('+', '_up')}`,
      kind: 'dollars',
      isRequired: true,
      says: `owed for ${name} days`,
      of: ({ buckets }) => buckets[index],
    }),
  ),
  { name: 'credits', kind: 'dollars', isRequired: true, says: 'credits, apart from the ages', of: ({ creditCents }) => creditCents },
  { name: 'total', kind: 'dollars', isRequired: true, says: 'all of the row', of: ({ totalCents }) => totalCents },
]

interface Sums {
  readonly owner: string
  readonly payer: string
  readonly buckets: number[]
  credit: number
}

export interface AgeingReport {
  add(book: ClaimBook): void
  /** With the balances of the whole books as they stood then: what no claim explains stands in a row of its own. */
  rows(balances: Readonly<Partial<Record<Account, Cents>>>): readonly AgeingRow[]
}

export function createAgeing(day: IsoDate, ageFrom: AgeFrom): AgeingReport {
  const sums = new Map<string, Sums>()
  const sumsOf = (owner: string, payer: string): Sums => {
    const found = sums.get(`${owner} ${payer}`) ?? { owner, payer, buckets: bucketNames.map(() => 0), credit: 0 }
    sums.set(`${owner} ${payer}`, found)
    return found
  }
  return {
    add({ record, entries }) {
      for (const { account, cents, since } of openBalances(asOf(entries, day))) {
        const sum = sumsOf(owners[account], payerOf(account, record))
        if (cents < 0) sum.credit += cents
        else {
          const bucket = bucketOf(daysBetween(ageFrom === 'service' ? serviceDayOf(record) : since, day))
          sum.buckets[bucket] = (sum.buckets[bucket] ?? 0) + cents
        }
      }
    },
    rows(balances) {
      const order = Object.values(owners)
      const rows = [...sums.values()]
        .toSorted((a, b) => order.indexOf(a.owner) - order.indexOf(b.owner) || (a.payer < b.payer ? -1 : 1))
        .map(toRow)
      const sumOf = (isOne: (account: Account) => boolean): number =>
        (Object.keys(balances) as Account[]).reduce((sum, account) => sum + (isOne(account) ? (balances[account] ?? 0) : 0), 0)
      const ledger = sumOf(isReceivable)
      const explained = rows.reduce((sum, { totalCents }) => sum + totalCents, 0)
      const total: Sums = {
        owner: 'total',
        payer: '',
        buckets: bucketNames.map((_, index) => rows.reduce((sum, { buckets }) => sum + (buckets[index] ?? 0), 0)),
        credit: rows.reduce((sum, { creditCents }) => sum + creditCents, 0),
      }
      return [
        ...rows,
        ...(explained === ledger ? [] : [only('no-claim', ledger - explained)]),
        { ...toRow(total), totalCents: toCents(ledger) },
        only(
          'suspense',
          sumOf((account) => account.startsWith('SUSPENSE:')),
        ),
      ]
    },
  }
}

function payerOf(account: Receivable, record: ClaimBook['record']): string {
  if (account === 'AR:PATIENT') return ''
  if (account === 'AR:P' || account === 'AR:DENIED') return firstPayerOf(record)
  const order = account === 'AR:S' ? 'S' : 'T'
  return record.claim.coverages.find((coverage) => coverage.order === order)?.payerId ?? ''
}

export function bucketOf(days: number): number {
  const found = bucketEnds.findIndex((end) => days <= end)
  return found < 0 ? bucketEnds.length : found
}

function toRow({ owner, payer, buckets, credit }: Sums): AgeingRow {
  const total = buckets.reduce((sum, cents) => sum + cents, credit)
  return { owner, payer, buckets: buckets.map((cents) => toCents(cents)), creditCents: toCents(credit), totalCents: toCents(total) }
}

/** A row that has no age. */
function only(owner: string, cents: number): AgeingRow {
  return { owner, payer: '', buckets: bucketNames.map(() => toCents(0)), creditCents: toCents(0), totalCents: toCents(cents) }
}
