// Does a remittance add up? R-BAL-1 to R-BAL-8 of domain rules 1.2, each to the cent, in flat memory.
import type { Adjustment, ClaimGroup, ClaimPayment, ProviderAdjustment, Remittance, ServicePayment } from '../domain/index.js'
import { type Cents, type FindingCode, sumCents, toCents, zeroCents } from '../values/index.js'

export type BalanceRule = 'R-BAL-1' | 'R-BAL-2' | 'R-BAL-3' | 'R-BAL-4' | 'R-BAL-6' | 'R-BAL-7' | 'R-BAL-8' | 'TS3'

/** One equation that does not hold. The caller knows the position and makes a Finding of it. */
export interface Imbalance {
  readonly rule: BalanceRule
  readonly code: FindingCode
  /** Stated less computed. */
  readonly cents: Cents
  /** Guide path of the stated side. */
  readonly path: string
  /** Service line of the claim payment, from 1. */
  readonly service?: number
}

/** An imbalance that keeps money from being posted; the others are warnings. */
export function isBlocking({ rule, code }: Imbalance): boolean {
  return rule === 'R-BAL-1' || rule === 'R-BAL-2' || rule === 'R-BAL-3' || rule === 'R-BAL-4' || code === 'REMITTANCE_AMOUNT_NEGATIVE'
}

/** K(x) of domain rule 1.2. */
export function adjustmentTotal(adjustments: readonly Adjustment[]): Cents {
  return sumCents(adjustments.map(({ amountCents }) => amountCents))
}

/** Every adjustment of the claim payment, at both levels. */
export function allAdjustments(payment: ClaimPayment): readonly Adjustment[] {
  return [...payment.adjustments, ...payment.services.flatMap(({ adjustments }) => adjustments)]
}

/** R-BAL-2, 3, 4 and 6 of one claim payment; empty when all hold. */
export function checkClaimPayment(payment: ClaimPayment): readonly Imbalance[] {
  const found: Imbalance[] = []
  const claimTotal = adjustmentTotal(payment.adjustments)
  const report = (imbalance: Imbalance): void => {
    if (imbalance.cents !== 0) found.push(imbalance)
  }

  report({
    rule: 'R-BAL-2',
    code: 'CLAIM_PAYMENT_UNBALANCED',
    cents: difference(payment.paidCents, payment.chargedCents - adjustmentTotal(allAdjustments(payment))),
    path: '2100/CLP04',
  })
  payment.services.forEach((service, index) => {
    const computed = service.chargedCents - adjustmentTotal(service.adjustments)
    report({
      rule: 'R-BAL-3',
      code: 'SERVICE_PAYMENT_UNBALANCED',
      cents: difference(service.paidCents, computed),
      path: '2110/SVC03',
      service: index + 1,
    })
  })
  if (payment.services.length > 0) {
    const charged = sumOf(payment.services, 'chargedCents')
    const paid = sumOf(payment.services, 'paidCents')
    const lines = { rule: 'R-BAL-4', code: 'SERVICE_LINES_UNBALANCED' } as const
    report({ cents: difference(payment.chargedCents, charged), path: '2100/CLP03', ...lines })
    report({ cents: difference(payment.paidCents, paid - claimTotal), path: '2100/CLP04', ...lines })
  }
  // A reversal may state CLP05 absent, 0 or negative: nothing to learn from it.
  if (payment.status !== '22') {
    const patient = adjustmentTotal(allAdjustments(payment).filter(({ group }) => group === 'PR'))
    report({
      rule: 'R-BAL-6',
      code: 'PATIENT_RESPONSIBILITY_DIFFERS',
      cents: difference(payment.patientResponsibilityCents ?? 0, patient),
      path: '2100/CLP05',
    })
  }
  return found
}

function sumOf(services: readonly ServicePayment[], what: 'chargedCents' | 'paidCents'): Cents {
  return sumCents(services.map((service) => service[what]))
}

function difference(stated: number, computed: number): Cents {
  return toCents(stated - computed)
}

/** Adds a remittance up as it goes by. */
export interface RemittanceBalance {
  /** In file order: the claim group totals are judged when the group changes. */
  add(payment: ClaimPayment): void
  addProviderAdjustment(adjustment: ProviderAdjustment): void
  /** What does not hold for the remittance as a whole: R-BAL-1, 7, 8 and the totals of TS3. */
  close(remittance: Remittance): readonly Imbalance[]
}

/** Holds a handful of sums, whatever the number of claims. */
export function createRemittanceBalance(): RemittanceBalance {
  let paid = 0
  let interest = 0
  let adjusted = 0
  let interestAdjusted = 0
  let group: { readonly stated: ClaimGroup; count: number; charged: number } | undefined
  const found: Imbalance[] = []

  return { add, addProviderAdjustment, close }

  function add(payment: ClaimPayment): void {
    paid = toCents(paid + payment.paidCents)
    for (const { qualifier, amountCents } of payment.amounts) if (qualifier === 'I') interest = toCents(interest + amountCents)
    if (payment.claimGroup !== undefined && !isSameGroup(group?.stated, payment.claimGroup)) {
      closeGroup()
      group = { stated: payment.claimGroup, count: 0, charged: 0 }
    }
    if (group !== undefined) {
      group.count++
      group.charged = toCents(group.charged + payment.chargedCents)
    }
  }

  function addProviderAdjustment({ reason, amountCents }: ProviderAdjustment): void {
    adjusted = toCents(adjusted + amountCents)
    if (reason === 'L6') interestAdjusted = toCents(interestAdjusted + amountCents)
    if (amountCents === 0) found.push({ rule: 'R-BAL-8', code: 'PROVIDER_ADJUSTMENT_ZERO', cents: zeroCents, path: 'PLB04' })
  }

  function closeGroup(): void {
    const provider = group?.stated.provider
    if (group !== undefined && provider !== undefined) {
      const charged = toCents(provider.chargedCents - group.charged)
      if (provider.claimCount !== group.count || charged !== 0) {
        found.push({ rule: 'TS3', code: 'CLAIM_GROUP_TOTALS_DIFFER', cents: charged, path: '2000/TS305' })
      }
    }
    group = undefined
  }

  function close(remittance: Remittance): readonly Imbalance[] {
    closeGroup()
    const gap = difference(remittance.paidCents, paid - adjusted)
    if (gap !== 0) found.push({ rule: 'R-BAL-1', code: 'REMITTANCE_UNBALANCED', cents: gap, path: 'BPR02' })
    const interestGap = toCents(0 - interestAdjusted - interest)
    if (interestGap !== 0) found.push({ rule: 'R-BAL-7', code: 'INTEREST_DIFFERS', cents: interestGap, path: 'PLB04' })
    if (remittance.paidCents < 0) {
      found.push({ rule: 'R-BAL-8', code: 'REMITTANCE_AMOUNT_NEGATIVE', cents: remittance.paidCents, path: 'BPR02' })
    }
    return found
  }
}

function isSameGroup(a: ClaimGroup | undefined, b: ClaimGroup): boolean {
  // Payers repeat LX numbers, so the provider's figures tell groups apart too.
  return a === b || (a?.number === b.number && JSON.stringify(a.provider) === JSON.stringify(b.provider))
}
