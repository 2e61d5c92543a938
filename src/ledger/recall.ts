// From rows at rest to what matching and posting need to know of a claim.
import type { AdjudicationState, ClaimPayment, LedgerEntry, OpenClaim } from '../domain/index.js'
import { sumCents } from '../values/index.js'
import { type Disposition, type KnownClaim, standingEntries, withEntries } from './known-claim.js'
import { isRecoveryLetter } from './provider-adjustment.js'

export interface ClaimRecall {
  readonly id: string
  readonly claim: OpenClaim
  readonly state: AdjudicationState
  readonly billingNpi?: string
  readonly payerClaimNumbers: readonly string[]
  /** Claim payments of this claim that have taken effect, oldest first, with their stored dispositions. */
  readonly payments: readonly { readonly id: string; readonly payment: ClaimPayment; readonly disposition: Disposition }[]
  /** Every entry of this claim, in posting order. */
  readonly entries: readonly LedgerEntry[]
}

export function recallClaim({ payments, entries, ...about }: ClaimRecall): KnownClaim {
  const letters = entries.filter((entry) => entry.remittanceId === undefined && isRecoveryLetter(entry))
  return {
    ...about,
    balances: withEntries({}, entries),
    history: payments
      .filter(({ disposition }) => disposition.outcome !== 'suspended')
      .map((payment) => ({ ...payment, entries: standingEntries(entries.filter(({ claimPaymentId }) => claimPaymentId === payment.id)) }))
      .toSorted((a, b) => (a.entries.at(-1)?.seq ?? 0) - (b.entries.at(-1)?.seq ?? 0)),
    letterRecoveryCents: sumCents(letters.map(({ cents }) => cents)),
  }
}
