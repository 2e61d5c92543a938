// Why something did not post by itself: one sentence for each gate, which names the gate first.
import type { WorkItemType } from '../domain/index.js'
import type { SuspenseReason } from '../ledger/index.js'
import type { ClaimPaymentRow, RemittanceRow } from '../store/index.js'
import { decisionOf } from './known-claims.js'

/** What stops a whole remittance, in the order in which it is asked. */
export type HoldReason = Extract<
  WorkItemType,
  | 'unreadable-file'
  | 'remittance-unbalanced'
  | 'foreign-payee'
  | 'foreign-currency'
  | 'posting-review'
  | 'posting-hold'
  | 'awaiting-funds'
  | 'remittance-conflict'
  | 'possible-reissue'
>

/** What keeps one claim payment, or one provider adjustment, in suspense. */
export type SuspenseGate = SuspenseReason | Extract<WorkItemType, 'plb-review'>

export const postingGates: Readonly<Record<HoldReason | SuspenseGate, string>> = {
  'unreadable-file': 'syntax: its file is not whole, or something in it cannot be read',
  'remittance-unbalanced': 'balance (R-BAL-1): BPR02 is not the sum of CLP04 less the PLB amounts',
  'foreign-payee': 'payee (R-MATCH-4): it pays none of the practices here',
  'foreign-currency': 'currency: it is not in US dollars',
  'posting-review': 'policy: the settings ask for a person to look first',
  'posting-hold': 'policy: the settings ask for a person to let it post, with a reason',
  'awaiting-funds': 'funds: the settings ask for the money first, and no deposit pays it yet',
  'remittance-conflict': 'duplicates: another remittance has this trace with other content',
  'possible-reissue': 'duplicates: the same payment came before under another trace',
  'unmatched-claim': 'matching: no claim here is meant for certain',
  'ambiguous-match': 'matching: several claims may be meant',
  'identity-conflict': 'matching: the number is one claim’s, the patient another’s',
  'claim-payment-unbalanced': 'balance (R-BAL-2 to 4): charge, adjustments and payment do not agree',
  'unknown-claim-status': 'status: CLP02 is not one of the guide’s',
  'line-unmatched': 'matching (R-ADDED): a service line with a charge is none of the claim’s',
  'reversal-without-original': 'reversal (R-REV-3): nothing posted is what it reverses',
  'ambiguous-reversal': 'reversal (R-REV-3): several postings may be what it reverses',
  'reversal-mismatch': 'reversal (R-REV-4): its amounts are not those that were posted',
  'readjudication-without-reversal': 'sequence (R-REV-8): the claim was decided before, and that was not reversed',
  'secondary-before-primary': 'sequence: the payer before this one has not decided yet',
  'claim-payment-voided': 'person: it was taken off its claim',
  'plb-review': 'provider adjustment: its reason goes to no account by itself (section 1.8)',
}

/** Undefined for what is no gate: other work, or a reason of an older version. */
export function gateOf(reason: string | undefined): string | undefined {
  return reason !== undefined && Object.hasOwn(postingGates, reason) ? postingGates[reason as HoldReason] : undefined
}

/** Undefined once it is posted, or where it never is to be. */
export function whyNotPosted({ state, heldFor }: Pick<RemittanceRow, 'state' | 'heldFor'>): string | undefined {
  return state === 'awaiting-funds' ? gateOf(state) : state === 'held' ? gateOf(heldFor) : undefined
}

export function whyInSuspense(row: ClaimPaymentRow): string | undefined {
  return row.state === 'suspended' ? gateOf(decisionOf(row)?.disposition.suspendedFor) : undefined
}
