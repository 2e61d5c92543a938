// What the figures are made of: a claim, its time line and its entries; and what they say of it at the end of a day.
import type { Account, LedgerEntry } from '../domain/index.js'
import { type AdjustmentTreatments, isDenialReason } from '../ledger/index.js'
import type { ClaimEvent, ClaimRecord } from '../store/index.js'
import { addDays, type Cents, dayOf, type Instant, type IsoDate, toCents } from '../values/index.js'

export interface ClaimBook {
  readonly record: ClaimRecord
  /** NPI of the practice that bills it. */
  readonly npi: string
  /** Oldest first. */
  readonly events: readonly ClaimEvent[]
  /** In posting order. */
  readonly entries: readonly LedgerEntry[]
  /** Denials of the claim that are closed. */
  readonly denials: readonly ClosedDenial[]
}

export interface ClosedDenial {
  readonly at: Instant
  /** won: a later remittance pays; lost: it was upheld, or given up. Absent where the payer or we took the decision back. */
  readonly outcome?: 'won' | 'lost'
}

export type Receivable = Extract<Account, `AR:${string}`>

export interface OpenBalance {
  readonly account: Receivable
  /** Never 0; negative is a credit. */
  readonly cents: Cents
  /** The day since which this one owes without a break. */
  readonly since: IsoDate
}

export interface FirstDecision {
  readonly on: IsoDate
  /** What the decision took off the payer's account: the adjudicated charge. */
  readonly adjudicatedCents: Cents
  readonly denials: readonly { readonly group: string; readonly carc: string; readonly cents: Cents }[]
}

const charges90 = 90

/** Entries up to the end of a day: the books as they stood then. */
export function asOf(entries: readonly LedgerEntry[], day: IsoDate): readonly LedgerEntry[] {
  return entries.filter(({ at }) => dayOf(at) <= day)
}

/** Debit less credit of the accounts that `isOne` names. */
export function balanceOf(entries: readonly LedgerEntry[], isOne: (account: Account) => boolean): Cents {
  return toCents(entries.reduce((sum, { dr, cr, cents }) => sum + (isOne(dr) ? cents : 0) - (isOne(cr) ? cents : 0), 0))
}

/** First day of service; the day we heard of the claim when it names none. */
export function serviceDayOf({ claim, createdAt }: ClaimRecord): IsoDate {
  const days = claim.lines.flatMap(({ serviceDate }) => serviceDate ?? [])
  return days.toSorted()[0] ?? dayOf(createdAt)
}

/** Who is asked first: a claim counts under this payer, whoever owes now. */
export function firstPayerOf({ claim }: ClaimRecord): string {
  return (claim.coverages.find(({ order }) => order === 'P') ?? claim.coverages[0])?.payerId ?? ''
}

/** The first claim payment that was booked to the claim; undefined while there is none. */
export function firstDecision(entries: readonly LedgerEntry[], treatments: AdjustmentTreatments): FirstDecision | undefined {
  const first = entries.find(({ claimPaymentId }) => claimPaymentId !== undefined)
  if (first === undefined) return undefined
  const own = entries.filter(({ claimPaymentId }) => claimPaymentId === first.claimPaymentId)
  const isPayers = (account: Account) => account === 'AR:P' || account === 'AR:S' || account === 'AR:T'
  return {
    on: dayOf(first.at),
    adjudicatedCents: toCents(own.reduce((sum, { dr, cr, cents }) => sum + (isPayers(cr) ? cents : 0) - (isPayers(dr) ? cents : 0), 0)),
    denials: own.flatMap(({ dr, group = '', carc, cents }) => {
      const isRefused = dr === 'AR:DENIED' || (dr === 'AR:PATIENT' && carc !== undefined && isDenialReason(carc, treatments))
      return isRefused ? [{ group, carc: carc ?? '', cents }] : []
    }),
  }
}

/** What is still open, by who owes it. */
export function openBalances(entries: readonly LedgerEntry[]): readonly OpenBalance[] {
  const balances = new Map<Receivable, { cents: number; since: IsoDate }>()
  const move = (account: Account, cents: number, on: IsoDate): void => {
    if (!isReceivable(account)) return
    const before = balances.get(account)
    const isOpen = before !== undefined && before.cents !== 0 && before.cents > 0 === before.cents + cents > 0
    balances.set(account, { cents: (before?.cents ?? 0) + cents, since: isOpen ? before.since : on })
  }
  for (const { dr, cr, cents, at } of entries) {
    move(dr, cents, dayOf(at))
    move(cr, 0 - cents, dayOf(at))
  }
  return [...balances].flatMap(([account, { cents, since }]) => (cents === 0 ? [] : [{ account, cents: toCents(cents), since }]))
}

export function isReceivable(account: Account): account is Receivable {
  return account.startsWith('AR:')
}

/** Charges booked in the ninety days that end with this one. */
export function recentCharges(entries: readonly LedgerEntry[], day: IsoDate): Cents {
  const from = addDays(day, 1 - charges90)
  return toCents(
    0 -
      balanceOf(
        entries.filter(({ at }) => dayOf(at) >= from),
        (account) => account === 'REVENUE',
      ),
  )
}

/** Payments that reached the claim: money in suspense has not, also where its claim is known; what a person linked came from there. */
export function paymentsOf(entries: readonly LedgerEntry[]): Cents {
  return balanceOf(entries, (account) => account.startsWith('CASH:') || account === 'SUSPENSE:CLAIM')
}

/** Payments less what was given back: a recovery that the payer still has to take counts as given back. */
export function collected(entries: readonly LedgerEntry[]): Cents {
  return toCents(paymentsOf(entries) + balanceOf(entries, (account) => account === 'DUE:PAYER' || account === 'REFUND:PAYER'))
}
