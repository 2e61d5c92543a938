// Several payers on one claim: none may answer before its turn, or write off more than the ones before it left (I-9).
import type { ClaimPayment, PayerOrder, WorkItemDraft } from '../domain/index.js'
import { type Cents, negateCents, sumCents, toCents } from '../values/index.js'
import type { Allocation } from './allocate.js'
import { allAdjustments } from './balance.js'
import { type KnownClaim, type PostedAdjudication, receivable, standingAdjudications } from './known-claim.js'
import { isEarlier, previousCoverage } from './payer-order.js'

/** Nothing was passed on to this payer yet, because the one just before it has not answered. */
export function isBeforePrimary(known: KnownClaim, order: PayerOrder): boolean {
  const previous = previousCoverage(order, known.claim)
  if (previous === undefined || (known.balances[receivable(order)] ?? 0) !== 0) return false
  return standingAdjudications(known, previous.order).length === 0
}

/** I-9: OA 23 must say what the payers before paid and wrote off; what a surplus would over-write was held. */
export function cobMismatch(payment: ClaimPayment, known: KnownClaim, order: PayerOrder, heldCents: Cents): WorkItemDraft[] {
  const reported = allAdjustments(payment).filter(({ group, reason }) => group === 'OA' && reason === '23')
  const oa23Cents = sumCents(reported.map(({ amountCents }) => amountCents))
  const earlier = standingAdjudications(known).filter(
    ({ disposition: { payerOrder } }) => payerOrder !== undefined && isEarlier(payerOrder, order),
  )
  const priorCents = sumCents(earlier.flatMap(settledBy))
  const gap = reported.length > 0 && earlier.length > 0 ? oa23Cents - priorCents : 0
  if (heldCents === 0 && gap === 0) return []
  return [
    {
      type: 'cob-mismatch',
      claim: known.claim.patientControlNumber,
      cents: heldCents === 0 ? gap : heldCents,
      nextAction: 'compare with what the prior payer posted, ask payer',
      facts: { oa23Cents, priorCents, heldCents },
    },
  ]
}

/** Of one adjudication what the payer paid, wrote off or refused: all but the patient's share, which goes to the next payer. */
function settledBy({ disposition, entries }: PostedAdjudication): readonly Cents[] {
  const own = disposition.payerOrder === undefined ? undefined : receivable(disposition.payerOrder)
  return entries
    .filter(({ why, group = '', dr, cr, reverses }) => {
      const isOfPayer = why === 'payment' || group === 'CO' || group === 'PI' || [dr, cr].includes('ADJ:BUNDLE')
      return isOfPayer && reverses === undefined
    })
    .map(({ cr, cents }) => (cr === own ? cents : negateCents(cents)))
}

/**
 * I-9: a later payer may report less of what the payers before it did than they did, and would then write off more
 * than is left. Cuts the allocations, contractual ones first and the last first, so that no more than `openCents`
 * leaves the receivable. Cash is never cut.
 */
export function capAdjustments(
  allocations: readonly Allocation[],
  openCents: Cents,
): { readonly allocations: readonly Allocation[]; readonly heldCents: Cents } {
  let excess = allocations.reduce((sum, { booking, cents }) => sum + (booking === 'memo' ? 0 : cents), 0) - openCents
  const kept = [...allocations]
  let held = 0
  for (const cuttable of ['contractual', 'denied', 'patient'] as const) {
    for (let index = kept.length - 1; index >= 0 && excess > 0; index--) {
      const allocation = kept[index]
      if (allocation?.booking !== cuttable || allocation.cents <= 0) continue
      const cut = Math.min(allocation.cents, excess)
      kept[index] = { ...allocation, cents: toCents(allocation.cents - cut) }
      excess -= cut
      held += cut
    }
  }
  return { allocations: kept.filter(({ cents }) => cents !== 0), heldCents: toCents(held) }
}
