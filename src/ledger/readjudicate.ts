// A payer answers a second time for what it has answered before, without a reversal in between (R-REV-8, R-SPLIT).
import type { ClaimPayment } from '../domain/index.js'
import { sumCents } from '../values/index.js'
import { allAdjustments } from './balance.js'
import type { KnownClaim, PostedAdjudication } from './known-claim.js'
import type { LineMatch } from './lines.js'
import { stateOf } from './outcome.js'
import { isDuplicateDenial } from './treatments.js'

export type Sequence =
  /** Nothing of this payer stands, or another part of a split claim does. */
  | { readonly kind: 'first' | 'part' }
  /** The payer says that it has settled this before: nothing to book. */
  | { readonly kind: 'duplicate' }
  /** Everything it speaks of was denied and unpaid: take the denial back, then post. No cash is undone. */
  | { readonly kind: 'after-denial'; readonly denied: readonly PostedAdjudication[] }
  | { readonly kind: 'readjudication-without-reversal' }

/** In: the payment with its lines, and what stands of the same claim and payer. */
export function sequenceOf(
  payment: ClaimPayment,
  matches: readonly LineMatch[],
  known: KnownClaim,
  standing: readonly PostedAdjudication[],
): Sequence {
  const lines = new Set(matches.length === 0 ? [0] : matches.map(({ line }) => line))
  const overlapping = standing.filter(
    ({ disposition }) => lines.has(0) || disposition.lines.some(({ line }) => line === 0 || lines.has(line)),
  )
  if (isDuplicate()) return { kind: 'duplicate' }
  if (standing.length === 0) return { kind: 'first' }
  if (overlapping.length === 0) return { kind: isPart() ? 'part' : 'readjudication-without-reversal' }
  const allDenied = overlapping.every((earlier) => earlier.payment.paidCents === 0 && stateOf(earlier.disposition.lines) === 'denied')
  return allDenied ? { kind: 'after-denial', denied: overlapping } : { kind: 'readjudication-without-reversal' }

  /** What nothing of ours stands for yet may still be denied on its other lines. */
  function isDuplicate(): boolean {
    const reasons = allAdjustments(payment).filter(({ amountCents }) => amountCents !== 0)
    if (payment.paidCents !== 0 || !reasons.some(isDuplicateDenial)) return false
    return overlapping.length > 0 || reasons.every(isDuplicateDenial)
  }

  function isPart(): boolean {
    const charged = sumCents([payment, ...standing.map((earlier) => earlier.payment)].map(({ chargedCents }) => chargedCents))
    const isOtherNumber = standing.every((earlier) => earlier.payment.payerClaimNumber !== payment.payerClaimNumber)
    return isOtherNumber && charged <= known.claim.chargeCents
  }
}
