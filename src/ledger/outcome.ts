// What an adjudication means for each line and for the claim (domain rule 5.3).
import type { AdjudicationState, ClaimPayment, OpenClaim, PayerOrder } from '../domain/index.js'
import type { Allocation } from './allocate.js'
import type { KnownClaim, LineOutcome, LineResult } from './known-claim.js'
import { standingAdjudications } from './known-claim.js'
import type { LineMatch } from './lines.js'
import { isReversal } from './reverse.js'
import { type AdjustmentTreatments, isDenialReason, isMemoStatus } from './treatments.js'

/** One result per line that the payment speaks of; line 0 only when something was decided at claim level. */
export function lineOutcomes(
  payment: ClaimPayment,
  matches: readonly LineMatch[],
  allocations: readonly Allocation[],
  treatments: AdjustmentTreatments,
): readonly LineOutcome[] {
  const spokenOf = new Set(payment.services.length === 0 ? [0] : matches.map(({ line }) => line))
  const claimDenied = allocations.some((allocation) => allocation.line === 0 && isDenial(allocation, treatments))
  if (claimDenied) spokenOf.add(0)
  return [...spokenOf].map((line) => {
    const own = allocations.filter((allocation) => allocation.line === line)
    return { line, result: resultOf(own, treatments) }
  })
}

function resultOf(allocations: readonly Allocation[], treatments: AdjustmentTreatments): LineResult {
  const paid = allocations.reduce((sum, { booking, cents }) => sum + (booking === 'payment' ? cents : 0), 0)
  if (paid > 0) return 'paid'
  return allocations.some((allocation) => isDenial(allocation, treatments)) ? 'denied' : 'patient'
}

/** Money refused: booked as denied, or put on the patient for a reason that refuses. */
export function isDenial({ booking, cents, adjustment }: Allocation, treatments: AdjustmentTreatments): boolean {
  if (cents <= 0 || adjustment === undefined) return false
  return booking === 'denied' || (booking === 'patient' && isDenialReason(adjustment.reason, treatments))
}

/** All lines paid or the patient's: paid. All denied: denied. A mix: partly paid. */
export function stateOf(lines: readonly LineOutcome[]): AdjudicationState {
  const denied = lines.filter(({ result }) => result === 'denied').length
  if (denied === 0) return 'paid'
  return denied === lines.length ? 'denied' : 'partly-paid'
}

/**
 * State of the claim after these lines, together with the other parts of a split claim that stand.
 * Undefined while a line has no answer yet: the payer is not final.
 */
export function claimState(known: KnownClaim, order: PayerOrder, lines: readonly LineOutcome[]): AdjudicationState | undefined {
  const all = [...standingAdjudications(known, order).flatMap(({ disposition }) => disposition.lines), ...lines]
  return isAnswered(known.claim, all) ? stateOf(all) : undefined
}

function isAnswered({ lines }: OpenClaim, outcomes: readonly LineOutcome[]): boolean {
  const answered = new Set(outcomes.map(({ line }) => line))
  // Line 0 stands for the whole claim: no service lines, or lines of the payer's own making that add up to it.
  return answered.has(0) || lines.every(({ number }) => answered.has(number))
}

/** State of the claim from what stands of it alone: after something was voided there is no news to move it. */
export function standingState(known: KnownClaim): AdjudicationState {
  const posted = known.history.filter(({ disposition }) => disposition.outcome === 'posted')
  const isReversed = posted.some(({ payment }) => isReversal(payment))
  const last = posted.at(-1)
  if (last === undefined) return memoState(known)
  const order = last.disposition.payerOrder
  if (isReversal(last.payment) || order === undefined) return 'reversed'
  const before = { ...known, history: known.history.filter(({ id }) => id !== last.id) }
  return claimState(before, order, last.disposition.lines) ?? (isReversed ? 'reversed' : 'submitted')
}

function memoState({ history }: KnownClaim): AdjudicationState {
  const last = history.findLast(({ payment }) => isMemoStatus(payment.status))
  if (last === undefined) return 'submitted'
  return last.disposition.estimate === undefined ? 'forwarded' : 'estimated'
}
