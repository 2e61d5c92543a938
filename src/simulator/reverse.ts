// A payment taken back: what was told of the claim, with every amount on its other side (005010X221A1, CLP02 = 22).
import type { Adjustment, ClaimPayment, SupplementalAmount } from '../domain/index.js'
import { negateCents } from '../values/index.js'
import type { Settled } from './adjudicate.js'

const reversal = '22'

export function reverse({ payment, interestCents }: Settled): Settled {
  const {
    chargedCents,
    paidCents,
    patientResponsibilityCents,
    adjustments,
    amounts,
    services,
    inpatient: _i,
    outpatient: _o,
    ...rest
  } = payment
  const reversed: ClaimPayment = {
    ...rest,
    status: reversal,
    chargedCents: negateCents(chargedCents),
    paidCents: negateCents(paidCents),
    ...(patientResponsibilityCents === undefined ? {} : { patientResponsibilityCents: negateCents(patientResponsibilityCents) }),
    adjustments: adjustments.map(back),
    amounts: amounts.map(back),
    services: services.map((service) => ({
      ...service,
      chargedCents: negateCents(service.chargedCents),
      paidCents: negateCents(service.paidCents),
      adjustments: service.adjustments.map(back),
      amounts: [],
    })),
  }
  return { payment: reversed, interestCents: negateCents(interestCents) }
}

function back<Amount extends Adjustment | SupplementalAmount>(amount: Amount): Amount {
  return { ...amount, amountCents: negateCents(amount.amountCents) }
}
