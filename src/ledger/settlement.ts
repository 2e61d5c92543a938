// What settling a claim payment comes to, and the one way to leave its money in suspense.
import type { Account, AdjudicationState, ClaimPayment, EntryDraft, Remittance, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import { type Cents, toCents, zeroCents } from '../values/index.js'
import type { Disposition, KnownClaim, SuspenseReason } from './known-claim.js'
import type { AdjustmentTreatments } from './treatments.js'

export interface SettleContext {
  readonly remittance: Remittance
  readonly treatments: AdjustmentTreatments
  /** Place of the claim payment in its transaction set, from 1. */
  readonly ordinal: number
  /** Its money is in SUSPENSE:CLAIM already, for this reason, and is to be booked from there. */
  readonly waitingFor?: SuspenseReason
}

/** Worth knowing, and no reason to stop. */
export type NoteCode =
  | 'line-unmatched'
  | 'twin-lines'
  | 'payer-order-differs'
  | 'service-lines-absent'
  | 'patient-responsibility-differs'
  | 'units-differ'
  | 'reason-unknown'
  | 'remark-missing'
  | 'interest-as-adjustment'
  | 'reposted-after-denial'
  | 'allowed-differs'

export interface PostingNote {
  readonly code: NoteCode
  readonly line?: number
  readonly carc?: string
}

export interface Settlement {
  readonly entries: readonly EntryDraft[]
  readonly workItems: readonly WorkItemDraft[]
  readonly closes: readonly WorkItemClosing[]
  readonly notes: readonly PostingNote[]
  /** New state of the claim; absent when nothing about it was decided. */
  readonly state?: AdjudicationState
  /** Id of the claim concerned; absent when none was found. */
  readonly claimId?: string
  /** To be stored with the claim payment, and handed back in `KnownClaim.history`. */
  readonly disposition: Disposition
}

/** The account that the claim payment's money moves through. */
export function cashAccount({ waitingFor }: SettleContext): Account {
  return waitingFor === undefined ? 'CASH:REMIT' : 'SUSPENSE:CLAIM'
}

/** Under which reference a claim payment waits in suspense: CLP07, else CLP01, else its place in the remittance. */
export function suspenseReference(payment: ClaimPayment, { remittance, ordinal }: SettleContext): string {
  return payment.payerClaimNumber || payment.patientControlNumber || `${remittance.trace.number}/${ordinal}`
}

const unmatched = { why: 'unmatched claim payment', nextAction: 'find the claim and link it, or ask the payer' }

const suspense: Readonly<Record<SuspenseReason, { readonly why: string; readonly nextAction: string }>> = {
  'unmatched-claim': unmatched,
  'ambiguous-match': { ...unmatched, nextAction: 'choose the claim that is meant' },
  'identity-conflict': { ...unmatched, nextAction: 'compare number and patient, then link or reject' },
  'claim-payment-unbalanced': { why: 'unbalanced claim payment', nextAction: 'ask payer for a corrected remittance' },
  'unknown-claim-status': { why: 'unknown claim status', nextAction: 'ask payer what the status means, then link or return' },
  'line-unmatched': { why: 'unmatched service line', nextAction: 'find which line is meant, then link' },
  'reversal-without-original': { why: 'reversal without original', nextAction: 'find what is reversed, or wait for the original' },
  'ambiguous-reversal': { why: 'ambiguous reversal', nextAction: 'choose the payment that is reversed' },
  'reversal-mismatch': { why: 'reversal mismatch', nextAction: 'compare with what was posted, ask payer' },
  'readjudication-without-reversal': { why: 'readjudication without reversal', nextAction: 'wait for the reversal, or ask payer' },
  'claim-payment-voided': { why: 'voided claim payment', nextAction: 'link it to its claim again, or to another' },
  'secondary-before-primary': { why: 'secondary before primary', nextAction: 'wait for the primary remittance' },
}

/** Is this kind of work item about a claim payment that waits in suspense? */
export function isSuspenseReason(type: string): type is SuspenseReason {
  return Object.hasOwn(suspense, type)
}

/** The cash posts in full, its adjustments do not; what is known goes with the work item. A second try that fails changes nothing. */
export function suspend(
  payment: ClaimPayment,
  reason: SuspenseReason,
  context: SettleContext,
  known?: KnownClaim,
  facts: Readonly<Record<string, unknown>> = {},
): Settlement {
  const disposition: Disposition = { outcome: 'suspended', lines: [], memoCents: zeroCents, reverses: [], suspendedFor: reason }
  const settlement = { closes: [], notes: [], disposition, ...(known === undefined ? {} : { claimId: known.id }) }
  if (context.waitingFor !== undefined) return { ...settlement, entries: [], workItems: [] }
  const { why, nextAction } = suspense[reason]
  const ref = suspenseReference(payment, context)
  const item: WorkItemDraft = {
    type: reason,
    ...(known === undefined ? {} : { claim: known.claim.patientControlNumber }),
    cents: payment.paidCents,
    nextAction,
    facts: { ref, pcn: payment.patientControlNumber, ...facts },
  }
  return { ...settlement, entries: suspenseEntries(payment.paidCents, why, ref), workItems: [item] }
}

function suspenseEntries(paidCents: Cents, why: string, ref: string): readonly EntryDraft[] {
  if (paidCents === 0) return []
  const [dr, cr] = paidCents > 0 ? (['CASH:REMIT', 'SUSPENSE:CLAIM'] as const) : (['SUSPENSE:CLAIM', 'CASH:REMIT'] as const)
  return [{ dr, cr, cents: toCents(Math.abs(paidCents)), why, ref }]
}
