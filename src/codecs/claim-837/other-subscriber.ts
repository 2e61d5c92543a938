// 2320 with 2330A and 2330B: the other payers of the patient, and what those before the destination decided.
import type { Coverage, PriorAdjudication } from '../../domain/index.js'
import { at, loopCodec, type LoopPart, many, mapped, optional, segmentCodec, segments, series, text, type ValueOf } from '../codec.js'
import { adjustmentsByGroup } from '../parts/adjustments.js'
import { amountCodec, dateCodec } from '../parts/amount.js'
import { referenceCodec } from '../parts/reference.js'
import { home, subscriberName } from './person.js'
import { payerAddress, payerName, payerOrder, payerReferences, policy } from './subscriber.js'

const otherPayer = loopCodec('2330B', payerName, payerAddress, { paidOn: optional(dateCodec('573')) }, payerReferences, {
  payerClaimNumber: optional(referenceCodec('F8')),
})

const otherSubscriber = loopCodec(
  '2320',
  segmentCodec('SBR', { order: at(1, payerOrder), relationship: at(2, text), ...policy }),
  {
    adjustments: adjustmentsByGroup,
    paidCents: optional(amountCodec('D')),
    nonCoveredCents: optional(amountCodec('A8')),
    remainingPatientCents: optional(amountCodec('EAF')),
  },
  segmentCodec('OI', { benefitsAssigned: optional(at(3, text)), release: optional(at(6, text)) }),
  {
    remarks: optional(segmentCodec('MOA', series([3, 4, 5, 6, 7].map((place) => at(place, text))))),
  },
  loopCodec('2330A', subscriberName, { subscriber: segments(home) }),
  { payer: otherPayer },
)
type OtherSubscriber = ValueOf<typeof otherSubscriber>

/** All 2320 of a claim, as coverages. */
export const otherCoverages: LoopPart<readonly Coverage[]> = mapped(many(otherSubscriber), {
  decode: (all) => all.map(toCoverage),
  encode: (coverages) => coverages.map(toOtherSubscriber),
})

function toCoverage({ payer, ...rest }: OtherSubscriber): Coverage {
  const { adjustments: why, paidCents, nonCoveredCents, remainingPatientCents, remarks, ...coverage } = rest
  const { paidOn, payerClaimNumber, ...payerItself } = payer
  const adjudication: PriorAdjudication = {
    ...(paidCents === undefined ? {} : { paidCents }),
    ...(remainingPatientCents === undefined ? {} : { remainingPatientCents }),
    ...(nonCoveredCents === undefined ? {} : { nonCoveredCents }),
    ...(paidOn === undefined ? {} : { paidOn }),
    ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
    adjustments: why,
    ...(remarks === undefined ? {} : { remarks }),
  }
  const isDecided = why.length > 0 || Object.keys(adjudication).length > 1
  return { ...coverage, payer: payerItself, ...(isDecided ? { adjudication } : {}) }
}

function toOtherSubscriber({ payer, adjudication, ...rest }: Coverage): OtherSubscriber {
  const { paidOn, payerClaimNumber, ...decision } = adjudication ?? { adjustments: [] }
  return {
    ...rest,
    ...decision,
    payer: {
      ...payer,
      ...(paidOn === undefined ? {} : { paidOn }),
      ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
    },
  }
}
