// What becomes of one charge: the amount paid, and an adjustment for every cent that is not.
import type { Adjustment } from '../domain/index.js'
import { type Cents, sumCents, toCents, zeroCents } from '../values/index.js'
import { allowedPercent, coinsurancePercent, copayCents, deductibleCents, type Denial, type Outcome } from './rules.js'

/** A charge as decided: paid is charged less the adjustments. */
export interface Priced {
  readonly paidCents: Cents
  readonly adjustments: readonly Adjustment[]
  readonly remark?: string
  /** AMT*B6, where the payer reckoned one. */
  readonly allowedCents?: Cents
}

export type Settling = Extract<Outcome, { readonly kind: 'paid' | 'denied' | 'partly-paid' }>

export function deny(chargeCents: Cents, { group, reason, remark }: Denial): Priced {
  return {
    paidCents: zeroCents,
    adjustments: moving([{ group, reason, amountCents: chargeCents }]),
    ...(remark === undefined ? {} : { remark }),
  }
}

/** What the payers before this one left to the patient is paid; what they paid or took off is told as theirs. */
export function payRest(chargeCents: Cents, settledCents: Cents): Priced {
  return {
    paidCents: toCents(chargeCents - settledCents),
    adjustments: moving([{ group: 'OA', reason: '23', amountCents: settledCents }]),
  }
}

/** The first payer's prices for one claim: its charges share one deductible and one copay. */
export function createPrices(outcome: Settling): (chargeCents: Cents) => Priced {
  const share = outcome.kind === 'paid' ? outcome.patientShare : undefined
  let deductibleLeft = share === 'all' ? Number.MAX_SAFE_INTEGER : deductibleCents
  let copayLeft = copayCents

  function shareOf(allowed: Cents): Adjustment[] {
    if (share === undefined) return []
    if (share === 'coinsurance') return [patientOwes('2', percentOf(allowed, coinsurancePercent))]
    if (share === 'copay') {
      const copay = Math.min(copayLeft, allowed)
      copayLeft -= copay
      return [patientOwes('3', toCents(copay))]
    }
    const deductible = Math.min(deductibleLeft, allowed)
    deductibleLeft -= deductible
    return [patientOwes('1', toCents(deductible))]
  }

  return (chargeCents) => {
    const allowedCents = percentOf(chargeCents, allowedPercent)
    const shares = shareOf(allowedCents)
    const contractual: Adjustment = { group: 'CO', reason: '45', amountCents: toCents(chargeCents - allowedCents) }
    return {
      paidCents: toCents(allowedCents - sumCents(shares.map(({ amountCents }) => amountCents))),
      adjustments: moving([...shares, contractual]),
      allowedCents,
    }
  }
}

/** An estimate pays nothing: what would be paid is told as OA 101. */
export function estimate({ paidCents, adjustments, ...rest }: Priced): Priced {
  return { ...rest, paidCents: zeroCents, adjustments: moving([...adjustments, { group: 'OA', reason: '101', amountCents: paidCents }]) }
}

/** Whole cents, half a cent up; in integers, because a binary fraction of a dollar is never exact. */
export function percentOf(amount: Cents, percent: number): Cents {
  return toCents(Math.floor((amount * percent + 50) / 100))
}

function patientOwes(reason: string, amountCents: Cents): Adjustment {
  return { group: 'PR', reason, amountCents }
}

function moving(adjustments: readonly Adjustment[]): Adjustment[] {
  return adjustments.filter(({ amountCents }) => amountCents !== 0)
}
