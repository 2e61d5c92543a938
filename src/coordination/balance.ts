// Does a claim say of its prior payers what adds up? R-COB-1 to R-COB-3 of domain rules section 6, to the cent.
import type { Claim, Coverage, LineAdjudication } from '../domain/index.js'
import { adjustmentTotal } from '../ledger/index.js'
import { type Cents, sumCents } from '../values/index.js'

export type CobRule = 'R-COB-1' | 'R-COB-2' | 'R-COB-3'

/** What does not hold, for any payer that tells what it paid; empty when all does. */
export function checkCoordination(claim: Claim): readonly { readonly rule: CobRule; readonly order: Coverage['order'] }[] {
  return claim.coverages.flatMap(({ order, payer, adjudication }) => {
    if (adjudication?.paidCents === undefined) return []
    const { paidCents, adjustments } = adjudication
    const lines = claim.lines.map(({ chargeCents, adjudications = [] }) => ({
      chargeCents,
      decisions: (adjudications as readonly Decision[]).filter(({ payerId }) => payerId === payer.id),
    }))
    const all = lines.flatMap(({ decisions }) => decisions)
    const claimLevel = adjustmentTotal(adjustments)
    const broken: CobRule[] = []
    if (all.length > 0) {
      if (lines.some(({ chargeCents, decisions }) => chargeCents !== paidAnd(decisions))) broken.push('R-COB-1')
      if (paidCents !== sumCents(all.map((one) => one.paidCents)) - claimLevel) broken.push('R-COB-2')
    }
    const lineLevel = sumCents(all.map((one) => adjustmentTotal(one.adjustments)))
    if (claim.chargeCents !== paidCents + claimLevel + lineLevel) broken.push('R-COB-3')
    return broken.map((rule) => ({ rule, order }))
  })
}

type Decision = Pick<LineAdjudication, 'payerId' | 'paidCents' | 'adjustments'>

function paidAnd(decisions: readonly Decision[]): Cents {
  return sumCents(decisions.flatMap(({ paidCents, adjustments }) => [paidCents, adjustmentTotal(adjustments)]))
}
