// What the books already know of a claim: the side of the store that matching and posting look at.
import type { Account, AdjudicationState, ClaimPayment, EntryDraft, OpenClaim, PayerOrder } from '../domain/index.js'
import { type Cents, toCents, zeroCents } from '../values/index.js'

/** Balances of one claim, debit positive; an account that never moved is absent. */
export type ClaimBalances = Readonly<Partial<Record<Account, Cents>>>

export type LineResult = 'paid' | 'patient' | 'denied'

/** One line as an adjudication left it; line 0 is the claim as a whole. */
export interface LineOutcome {
  readonly line: number
  readonly result: LineResult
}

/** What became of a claim payment. Stored beside it, and handed back in `PostedAdjudication`. */
export interface Disposition {
  readonly outcome: 'posted' | 'suspended' | 'memo'
  /** The coverage whose money this is; absent when no claim was found. */
  readonly payerOrder?: PayerOrder
  readonly lines: readonly LineOutcome[]
  /** Adjustments that are shown and booked nowhere (R-CONS: what left AR plus this is CLP03). */
  readonly memoCents: Cents
  /** Ids of the earlier adjudications that this one took back. */
  readonly reverses: readonly string[]
  /** Why the money waits; `releasable` says which reasons a later arrival can lift. */
  readonly suspendedFor?: SuspenseReason
  /** What a predetermination (CLP02 = 25) promises. */
  readonly estimate?: { readonly payerCents: Cents; readonly patientCents: Cents; readonly contractualCents: Cents }
}

export type SuspenseReason =
  | 'unmatched-claim'
  | 'ambiguous-match'
  | 'identity-conflict'
  | 'claim-payment-unbalanced'
  | 'unknown-claim-status'
  | 'line-unmatched'
  | 'reversal-without-original'
  | 'ambiguous-reversal'
  | 'reversal-mismatch'
  | 'readjudication-without-reversal'
  | 'secondary-before-primary'
  | 'claim-payment-voided'

/**
 * Reasons that the next posting for the same claim may lift: settle such a payment again with `cash: 'SUSPENSE:CLAIM'`.
 * So a correction before its reversal, a reversal before its original and a secondary before its primary heal by themselves.
 */
export const releasable: ReadonlySet<SuspenseReason> = new Set([
  'reversal-without-original',
  'readjudication-without-reversal',
  'secondary-before-primary',
] as const)

/** An entry in the books, as far as taking it back needs it. */
export type PostedEntry = EntryDraft & { readonly id: string }

/** An earlier claim payment of this claim that took effect, with the entries it made. */
export interface PostedAdjudication {
  readonly id: string
  readonly payment: ClaimPayment
  readonly disposition: Disposition
  readonly entries: readonly PostedEntry[]
}

export interface KnownClaim {
  readonly id: string
  readonly claim: OpenClaim
  readonly state: AdjudicationState
  /** NPI of the billing provider, when known. */
  readonly billingNpi?: string
  /** Numbers that payers gave it: 277CA REF*1K, CLP07 of earlier remittances. */
  readonly payerClaimNumbers: readonly string[]
  readonly balances: ClaimBalances
  /** Every earlier claim payment that was booked to it (dispositions posted and memo), in the order in which they took effect. */
  readonly history: readonly PostedAdjudication[]
  /** Sum of recovery letters booked by hand (dr AR:k cr DUE:PAYER). */
  readonly letterRecoveryCents?: Cents
}

/** Adjudications that still stand: posted, no reversal themselves, and not taken back since. */
export function standingAdjudications({ history }: Pick<KnownClaim, 'history'>, order?: PayerOrder): readonly PostedAdjudication[] {
  const takenBack = new Set(history.flatMap(({ disposition }) => disposition.reverses))
  return history.filter(
    ({ id, payment, disposition }) =>
      disposition.outcome === 'posted' &&
      payment.status !== '22' &&
      !takenBack.has(id) &&
      (order === undefined || disposition.payerOrder === order),
  )
}

/** Balances after these entries, account by account. Throws a RangeError when a sum leaves the safe integers. */
export function withEntries(before: ClaimBalances, entries: readonly EntryDraft[]): ClaimBalances {
  const balances: Partial<Record<Account, Cents>> = { ...before }
  for (const { dr, cr, cents } of entries) {
    balances[dr] = toCents((balances[dr] ?? zeroCents) + cents)
    balances[cr] = toCents((balances[cr] ?? zeroCents) - cents)
  }
  return balances
}

/** Of a payment's own entries those that it did not take back itself: a person may have voided it, or moved it to another claim. */
export function standingEntries<E extends PostedEntry>(own: readonly E[]): readonly E[] {
  const ids = new Set(own.map(({ id }) => id))
  const takenBack = new Set(own.flatMap(({ reverses }) => reverses ?? []))
  return own.filter(({ id, reverses }) => !takenBack.has(id) && !(reverses !== undefined && ids.has(reverses)))
}

export function receivable(order: PayerOrder): Account {
  return `AR:${order}`
}
