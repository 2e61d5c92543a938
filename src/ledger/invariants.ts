// What must hold over the books at any time: I-1 to I-7 of domain rule 2.5 as pure checks, for tests and reviews.
import type { Account, ClaimPayment, EntryDraft } from '../domain/index.js'
import type { Cents } from '../values/index.js'
import { type ClaimBalances, type Disposition, receivable, withEntries } from './known-claim.js'

export interface Violation {
  readonly invariant: 'I-1' | 'I-2' | 'I-3' | 'I-4' | 'I-5' | 'I-6' | 'I-7'
  /** What it is about: a trace, a claim, a reference. */
  readonly about: string
  /** How far off, in cents. */
  readonly cents: number
}

/** I-1: every entry moves a positive whole amount between two accounts, and debits equal credits. */
export function checkTrialBalance(entries: readonly EntryDraft[]): readonly Violation[] {
  const wrong = entries.filter(({ dr, cr, cents }) => dr === cr || !Number.isSafeInteger(cents) || cents <= 0)
  const total = Object.values(withEntries({}, entries)).reduce((sum, cents) => sum + cents, 0)
  return [
    ...wrong.map(({ why, cents }): Violation => ({ invariant: 'I-1', about: why, cents })),
    ...(total === 0 ? [] : [{ invariant: 'I-1' as const, about: 'trial balance', cents: total }]),
  ]
}

/** I-2: what a remittance books to CASH:REMIT is what it says it pays. */
export function checkRemittanceCash(trace: string, paidCents: Cents, entries: readonly EntryDraft[]): readonly Violation[] {
  return off('I-2', trace, (withEntries({}, entries)['CASH:REMIT'] ?? 0) - paidCents)
}

/** I-3 (R-CONS): what left the payer's receivable and what was only shown make up the charge that the payer states. */
export function checkConservation(payment: ClaimPayment, entries: readonly EntryDraft[], disposition: Disposition): readonly Violation[] {
  if (disposition.outcome === 'suspended' || payment.status === '22' || disposition.payerOrder === undefined) return []
  const own = entries.filter(({ reverses }) => reverses === undefined)
  const left = 0 - (withEntries({}, own)[receivable(disposition.payerOrder)] ?? 0)
  return off('I-3', payment.patientControlNumber, left + disposition.memoCents - payment.chargedCents)
}

const receivables: readonly Account[] = ['AR:P', 'AR:S', 'AR:T', 'AR:PATIENT', 'AR:DENIED']

/** I-4 and I-5 of one claim: no receivable below 0 unless a credit balance is being worked on, nothing left between bundled lines. */
export function checkClaim(claim: string, balances: ClaimBalances, hasCreditItem: boolean): readonly Violation[] {
  const credits = receivables.filter((account) => (balances[account] ?? 0) < 0)
  return [
    ...(hasCreditItem ? [] : credits.flatMap((account) => off('I-4', claim, balances[account] ?? 0))),
    ...off('I-5', claim, balances['ADJ:BUNDLE'] ?? 0),
  ]
}

/** I-6: nobody owes us what only we can owe, unless that reference is being looked into. */
export function checkDue(dueBalances: ReadonlyMap<string, Cents>, lookedInto: ReadonlySet<string>): readonly Violation[] {
  return [...dueBalances].filter(([ref, cents]) => cents > 0 && !lookedInto.has(ref)).flatMap(([ref, cents]) => off('I-6', ref, cents))
}

/** I-7: the suspense account holds what the open items say it holds. */
export function checkSuspense(suspenseBalance: Cents, openItemCents: readonly Cents[]): readonly Violation[] {
  return off('I-7', 'SUSPENSE:CLAIM', suspenseBalance + openItemCents.reduce((sum, cents) => sum + cents, 0))
}

function off(invariant: Violation['invariant'], about: string, cents: number): readonly Violation[] {
  return cents === 0 ? [] : [{ invariant, about, cents }]
}
