// Underpayment by payer (domain rules 7.2): what is still open of the lines that were allowed too little or too much.
import type { Column } from '../export/index.js'
import type { WorkItem } from '../store/index.js'
import { type Cents, dayOf, toCents } from '../values/index.js'
import { isIn, type Period } from './figure-catalogue.js'

export interface UnderpaymentRow {
  readonly payer: string
  readonly underpaidLines: number
  /** What the contract allows for them, and what the payer allowed. */
  readonly expectedCents: Cents
  readonly actualCents: Cents
  readonly underpaidCents: Cents
  readonly overpaidLines: number
  readonly overpaidCents: Cents
}

export const underpaymentColumns: readonly Column<UnderpaymentRow>[] = [
  { name: 'payer', kind: 'text', isRequired: true, says: 'payer id, or `total`', of: ({ payer }) => payer },
  {
    name: 'underpaid_lines',
    kind: 'whole',
    isRequired: true,
    says: 'lines allowed too little',
    of: ({ underpaidLines }) => underpaidLines,
  },
  {
    name: 'expected',
    kind: 'dollars',
    isRequired: true,
    says: 'allowed for them by the contract',
    of: ({ expectedCents }) => expectedCents,
  },
  { name: 'actual', kind: 'dollars', isRequired: true, says: 'allowed for them by the payer', of: ({ actualCents }) => actualCents },
  { name: 'underpaid', kind: 'dollars', isRequired: true, says: 'the difference', of: ({ underpaidCents }) => underpaidCents },
  { name: 'overpaid_lines', kind: 'whole', isRequired: true, says: 'lines allowed too much', of: ({ overpaidLines }) => overpaidLines },
  { name: 'overpaid', kind: 'dollars', isRequired: true, says: 'allowed too much', of: ({ overpaidCents }) => overpaidCents },
]

export interface UnderpaymentReport {
  add(item: WorkItem): void
  /** Whom most is owed by first, then the total; nothing where there is nothing. */
  rows(): readonly UnderpaymentRow[]
}

type Sums = { -readonly [K in Exclude<keyof UnderpaymentRow, 'payer'>]: number }

export function createUnderpayments(period: Period): UnderpaymentReport {
  const payers = new Map<string, Sums>()
  const total = empty()
  return {
    add({ type, cents = 0, facts, openedAt }) {
      if (!isIn(period, dayOf(openedAt))) return
      const payer = typeof facts?.payerId === 'string' ? facts.payerId : ''
      const sums = payers.get(payer) ?? empty()
      payers.set(payer, sums)
      for (const sum of [sums, total]) {
        sum[type === 'underpayment' ? 'underpaidLines' : 'overpaidLines'] += 1
        sum[type === 'underpayment' ? 'underpaidCents' : 'overpaidCents'] += cents
        if (type !== 'underpayment') continue
        sum.expectedCents += Number(facts?.expectedCents ?? 0)
        sum.actualCents += Number(facts?.actualCents ?? 0)
      }
    },
    rows: () => {
      const rows = [...payers].map(([payer, sums]) => toRow(payer, sums))
      const sorted = rows.toSorted((a, b) => b.underpaidCents - a.underpaidCents || (a.payer < b.payer ? -1 : 1))
      return rows.length === 0 ? [] : [...sorted, toRow('total', total)]
    },
  }
}

function empty(): Sums {
  return { underpaidLines: 0, expectedCents: 0, actualCents: 0, underpaidCents: 0, overpaidLines: 0, overpaidCents: 0 }
}

function toRow(payer: string, { underpaidLines, overpaidLines, ...amounts }: Sums): UnderpaymentRow {
  return {
    payer,
    underpaidLines,
    overpaidLines,
    expectedCents: toCents(amounts.expectedCents),
    actualCents: toCents(amounts.actualCents),
    underpaidCents: toCents(amounts.underpaidCents),
    overpaidCents: toCents(amounts.overpaidCents),
  }
}
