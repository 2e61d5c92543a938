// Work items that a posted claim payment opens: denials, patient shares to review, the next payer's claim, credit balances.
import type { Account, ClaimPayment, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import { type Cents, grouped, sumCents, toCents, zeroCents } from '../values/index.js'
import type { Allocation } from './allocate.js'
import type { ClaimBalances } from './known-claim.js'
import { adviseOnDenial } from './next-action.js'
import { isDenial } from './outcome.js'
import { claimRemarks } from './payer-order.js'
import type { AdjustmentTreatments } from './treatments.js'

/** One item per kind and category, the lines listed: a denial of five lines is one piece of work. */
export function denialItems(
  claim: string,
  payment: ClaimPayment,
  allocations: readonly Allocation[],
  treatments: AdjustmentTreatments,
): readonly WorkItemDraft[] {
  const denials = allocations
    .filter((allocation) => isDenial(allocation, treatments))
    .map((allocation) => {
      const carc = allocation.adjustment?.reason ?? ''
      const isPatientShare = allocation.booking === 'patient'
      const remarks = [...new Set([...allocation.remarks, ...claimRemarks(payment)])]
      const advice = adviseOnDenial(carc, remarks, payment.status, isPatientShare, treatments)
      return { ...allocation, carc, advice, type: isPatientShare ? ('patient-liability-review' as const) : ('denial' as const) }
    })
  return [...grouped(denials, ({ type, advice }) => `${type} ${advice.category}`).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const policies = new Set(group.flatMap(({ policy }) => policy ?? []))
    return {
      type: first.type,
      claim,
      line: first.line,
      cents: sumCents(group.map(({ cents }) => cents)),
      nextAction: first.advice.nextAction,
      facts: {
        category: first.advice.category,
        group: first.adjustment?.group,
        carc: first.carc,
        rarc: [...new Set(group.flatMap(({ remarks }) => remarks))],
        appealable: first.advice.isAppealable,
        ...(group.length > 1 ? { lines: group.map(({ line, carc, cents }) => ({ line, carc, cents })) } : {}),
        ...(policies.size > 0 ? { policy: [...policies] } : {}),
      },
    }
  })
}

/** What the next payer now owes: it has the claim already (crossover), or we must send it. */
export function nextPayerItem(claim: string, payerId: string | undefined, cents: Cents, isForwarded: boolean): WorkItemDraft {
  return {
    type: isForwarded ? 'crossover-expected' : 'secondary-claim-ready',
    claim,
    cents,
    nextAction: isForwarded
      ? 'wait; do not send a secondary claim before the follow-up date'
      : 'send the claim to the next payer: x12gw claims secondary',
    facts: { payerId },
  }
}

/** CLP02 = 23: the payer is not responsible and gave the claim to another one, whose answer is awaited. */
export function forwardedItem({ crossoverCarrier }: ClaimPayment, claim: string, cents: Cents = zeroCents): WorkItemDraft {
  const payerId = crossoverCarrier?.id
  return {
    type: 'crossover-expected',
    claim,
    cents,
    nextAction: payerId === undefined ? 'ask the payer to whom it forwarded the claim' : 'wait; the payer named here has the claim now',
    facts: { payerId },
  }
}

const receivables: readonly Account[] = ['AR:P', 'AR:S', 'AR:T', 'AR:PATIENT', 'AR:DENIED']

/**
 * I-4: a receivable below zero is money that may have to go back. Never refunded automatically (R-REV-6).
 * Items are closed for the claim as a whole, so that each credit that is left is asked about anew.
 */
export function creditItems(
  claim: string,
  before: ClaimBalances,
  after: ClaimBalances,
): { readonly workItems: readonly WorkItemDraft[]; readonly closes: readonly WorkItemClosing[] } {
  const moved = receivables.filter((account) => (after[account] ?? 0) !== (before[account] ?? 0))
  const isSettled = moved.some((account) => (before[account] ?? 0) < 0)
  const credits = (isSettled ? receivables : moved).filter((account) => (after[account] ?? 0) < 0)
  return {
    workItems: credits.map((account) => ({
      type: 'credit-balance',
      claim,
      cents: toCents(0 - (after[account] ?? 0)),
      nextAction: 'find who is owed the money; refund or apply it by hand',
      facts: { account },
    })),
    closes: isSettled ? [{ type: 'credit-balance', claim, outcome: 'settled' }] : [],
  }
}
