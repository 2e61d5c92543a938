// Whether a remittance waits for a person before it posts, by payer and by what it holds; the practice says so in the settings.
import type { ClaimPayment, PostingPolicy, PostingTrait, Remittance, WorkItemDraft } from '../domain/index.js'
import { isReversal, payerIdsOf } from '../ledger/index.js'
import type { GatewayParts } from './parts.js'

const strictness: Readonly<Record<PostingPolicy, number>> = { automatic: 0, review: 1, hold: 2 }

/** What of a claim payment a rule may name. A denial is recognised by status 4, or by nothing paid of something charged. */
export function traitsOf(payment: ClaimPayment): readonly PostingTrait[] {
  if (isReversal(payment)) return ['reversal']
  if (payment.status === '4') return ['denial', ...(payment.paidCents === 0 ? (['zero-payment'] as const) : [])]
  return payment.paidCents === 0 ? ['zero-payment'] : []
}

/** The item that says what a person has to do; undefined when the remittance posts by itself. The payer's rules stand in place of the general ones. */
export function reviewFirst(
  remittance: Remittance,
  traits: ReadonlySet<PostingTrait>,
  { payerRules = [], posting }: Pick<GatewayParts, 'payerRules' | 'posting'>,
): WorkItemDraft | undefined {
  const ids = payerIdsOf(remittance)
  const { mode = 'automatic', rules = {} } = payerRules.find(({ id }) => ids.includes(id))?.posting ?? posting ?? {}
  const asked = [...traits].map((trait) => ({ trait, policy: rules[trait] ?? 'automatic' }))
  const strictest = asked.reduce<{ trait?: PostingTrait; policy: PostingPolicy }>(
    (found, each) => (strictness[each.policy] > strictness[found.policy] ? each : found),
    { policy: mode },
  )
  if (strictest.policy === 'automatic') return undefined
  const isReview = strictest.policy === 'review'
  return {
    type: isReview ? 'posting-review' : 'posting-hold',
    cents: remittance.paidCents,
    nextAction: isReview
      ? 'look at what it would post (x12gw remittances post ID --dry-run), then post it'
      : 'post it when what holds it is settled: x12gw remittances post ID --reason',
    facts: { trace: remittance.trace.number, ...(strictest.trait === undefined ? {} : { rule: strictest.trait }) },
  }
}
