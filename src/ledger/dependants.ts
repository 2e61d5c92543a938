// What stands on what: a later claim payment of a claim that has no meaning without an earlier one.
import type { PayerOrder } from '../domain/index.js'
import type { KnownClaim, PostedAdjudication } from './known-claim.js'

const rank: Readonly<Record<PayerOrder, number>> = { P: 0, S: 1, T: 2 }

/**
 * Claim payments that stand on one of `taken`, in the order in which they took effect: they reverse it, the payer after
 * paid on what it left (rule secondary-before-primary), or they correct what it reversed (R-REV-2), which then would stand twice.
 */
export function dependants({ history }: Pick<KnownClaim, 'history'>, taken: ReadonlySet<string>): readonly PostedAdjudication[] {
  const found: PostedAdjudication[] = []
  const bases: PostedAdjudication[] = []
  for (const later of history) {
    if (taken.has(later.id)) bases.push(later)
    else if (bases.some((base) => standsOn(later, base))) {
      found.push(later)
      bases.push(later)
    }
  }
  return found
}

function standsOn(later: PostedAdjudication, base: PostedAdjudication): boolean {
  const { outcome, reverses, payerOrder: order = 'P' } = later.disposition
  if (outcome !== 'posted' || base.disposition.outcome !== 'posted') return false
  const baseOrder = base.disposition.payerOrder ?? 'P'
  const corrects = base.disposition.reverses.length > 0 && order === baseOrder
  return reverses.includes(base.id) || rank[order] > rank[baseOrder] || corrects
}
