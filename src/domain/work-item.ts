// What needs a person, with the facts to decide on.
import type { Instant } from '../values/index.js'

/** Kinds of work, as the domain rules name them. */
export type WorkItemType =
  | 'denial'
  | 'patient-liability-review'
  | 'unmatched-claim'
  | 'ambiguous-match'
  | 'identity-conflict'
  | 'remittance-conflict'
  | 'remittance-unbalanced'
  | 'claim-payment-unbalanced'
  | 'possible-reissue'
  | 'foreign-payee'
  | 'foreign-currency'
  | 'plb-review'
  | 'open-payer-balance'
  | 'eft-missing'
  | 'era-missing'
  | 'eft-amount-differs'
  | 'eft-match-proposed'
  | 'bank-return'
  | 'recoupment-without-balance'
  | 'double-recovery'
  | 'reversal-without-original'
  | 'ambiguous-reversal'
  | 'reversal-mismatch'
  | 'readjudication-without-reversal'
  | 'line-unmatched'
  | 'unknown-claim-status'
  | 'secondary-claim-ready'
  | 'secondary-claim-refused'
  | 'crossover-expected'
  | 'secondary-before-primary'
  | 'claim-payment-voided'
  | 'posting-review'
  | 'posting-hold'
  | 'awaiting-funds'
  | 'credit-balance'
  | 'underpayment'
  | 'overpaid'
  | 'cob-mismatch'
  | 'interchange-rejected'
  | 'syntax-rejected'
  | 'front-end-rejected'
  | 'ack-incomplete'
  | 'ack-out-of-balance'
  | 'claim-unaccounted'
  | 'claim-not-found'
  | 'contradictory-ack'
  | 'overdue-ta1'
  | 'overdue-999'
  | 'overdue-clearinghouse-277ca'
  | 'overdue-payer-277ca'
  | 'overdue-status'
  | 'overdue-277'
  | 'overdue-835'
  | 'info-requested'
  | 'inquiry-refused'
  | 'send-uncertain'
  | 'send-failed'
  | 'claim-not-batched'
  | 'unreadable-file'
  | 'unknown-partner'
  | 'interchange-reused'
  | 'incomplete-file'
  | 'pickup-not-removed'

/** What a person may decide to do about an item: a closed list, so that it can be counted (domain rules 7.1). */
export const workActions = [
  'correct-and-replace',
  'new-original',
  'appeal',
  'send-records',
  'bill-other-payer',
  'bill-patient',
  'write-off',
  'wait',
  'contract-desk',
] as const
export type WorkAction = (typeof workActions)[number]

/** One thing that a person did with an item. Nothing of it is ever changed. */
export interface WorkEvent {
  readonly kind: 'assigned' | 'noted' | 'snoozed' | 'decided' | 'resolved'
  readonly at: Instant
  readonly by: string
  /** Who has it now, the day it comes back, or the action decided on; absent when that was taken away. */
  readonly value?: string
  /** The note or the reason. */
  readonly text?: string
}

/** A work item before it is stored. What opens it takes effect once, under its own key; the item needs none. */
export interface WorkItemDraft {
  readonly type: WorkItemType
  /** Patient control number, when it is about one claim. */
  readonly claim?: string
  readonly line?: number
  readonly cents?: number
  readonly nextAction?: string
  /** Further facts by name: category, carc, rarc, trace, ref, candidates, … */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** Open items that something new has answered: all of this type about this claim, or about this reference. */
export interface WorkItemClosing {
  readonly type: WorkItemType
  readonly claim?: string
  /** The item's fact `ref`. */
  readonly ref?: string
  /** How it ended: "won" for an overturned denial, "settled", "reversed". */
  readonly outcome: string
}
