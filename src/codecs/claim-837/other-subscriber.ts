// 2320 with 2330: the other payers of the patient, and what those before the destination decided.
import type { Coverage, InpatientDetails, PayerProviderIds } from '../../domain/index.js'
import {
  at,
  cents,
  coded,
  decimal,
  loopCodec,
  type LoopCodec,
  type LoopPart,
  many,
  mapped,
  oneOf,
  optional,
  type SegmentCodec,
  segmentCodec,
  segments,
  series,
  text,
} from '../codec.js'
import { adjustmentsByGroup } from '../parts/adjustments.js'
import { amountCodec, dateCodec } from '../parts/amount.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { further, home, subscriberName } from './person.js'
import { byRole, type RoleLoop } from './roles.js'
import { coverageOrder, payerAddress, payerName, payerReferences, policy } from './subscriber.js'

/** 2330B, with what belongs to the coverage and to its decision beside the payer. */
const otherPayer = loopCodec(
  '2330B',
  { payer: segments(payerName, payerAddress) },
  { adjudication: segments({ paidOn: optional(dateCodec('573')) }) },
  { payer: segments(payerReferences) },
  {
    authorization: optional(referenceCodec('G1')),
    referral: optional(referenceCodec('9F')),
    claimAdjustmentIndicator: optional(referenceCodec('T4')),
    predeterminationNumber: optional(referenceCodec('G3')),
    adjudication: segments({ payerClaimNumber: optional(referenceCodec('F8')) }),
  },
)

/** 2330C and after: somebody by the numbers of this payer alone. */
export function idsOf<const Role extends PayerProviderIds['role']>(
  id: string,
  roles: Readonly<Record<string, Role>>,
): RoleLoop<PayerProviderIds> {
  const codec: LoopCodec<PayerProviderIds> = loopCodec(
    id,
    segmentCodec('NM1', { role: at(1, coded<PayerProviderIds['role']>(roles)), entityType: at(2, oneOf('1', '2')) }),
    { references: referencesUnder('0B', '1G', 'G2', 'LU') },
  )
  return { roles: Object.values(roles), codec }
}

const amount = (place: number) => optional(at(place, cents))

const inpatient: SegmentCodec<InpatientDetails> = segmentCodec('MIA', {
  coveredDays: at(1, decimal),
  lifetimePsychiatricDays: optional(at(3, decimal)),
  drgCents: amount(4),
  disproportionateShareCents: amount(6),
  mspPassThroughCents: amount(7),
  capitalCents: amount(8),
  capitalFederalDrgCents: amount(9),
  capitalHospitalDrgCents: amount(10),
  capitalDisproportionateShareCents: amount(11),
  oldCapitalCents: amount(12),
  capitalTeachingCents: amount(13),
  operatingHospitalDrgCents: amount(14),
  costReportDays: optional(at(15, decimal)),
  operatingFederalDrgCents: amount(16),
  capitalOutlierCents: amount(17),
  indirectTeachingCents: amount(18),
  professionalComponentCents: amount(19),
  capitalExceptionCents: amount(24),
  remarks: optional(series([5, 20, 21, 22, 23].map((place) => at(place, text)))),
})

const outpatient = segmentCodec('MOA', {
  reimbursementRate: optional(at(1, decimal)),
  hcpcsPayableCents: amount(2),
  remarks: optional(series([3, 4, 5, 6, 7].map((place) => at(place, text)))),
  renalDiseaseCents: amount(8),
  professionalComponentCents: amount(9),
})

/** What the payer decided stands in several places on the wire, and together in the value. */
function otherSubscriber(ids: readonly RoleLoop<PayerProviderIds>[]): LoopCodec<OtherSubscriber> {
  return loopCodec(
    '2320',
    segmentCodec('SBR', { order: at(1, coverageOrder), relationship: at(2, text), ...policy }),
    {
      adjudication: segments({
        adjustments: adjustmentsByGroup,
        paidCents: optional(amountCodec('D')),
        nonCoveredCents: optional(amountCodec('A8')),
        remainingPatientCents: optional(amountCodec('EAF')),
      }),
    },
    segmentCodec('OI', {
      benefitsAssigned: optional(at(3, text)),
      patientSignatureSource: optional(at(4, text)),
      release: optional(at(6, text)),
    }),
    { adjudication: segments({ inpatient: optional(inpatient) }, optional(outpatient)) },
    loopCodec('2330A', subscriberName, { subscriber: segments(home, further) }),
    otherPayer,
    { providerIds: optional(byRole<PayerProviderIds>(...ids)) },
  )
}
type OtherSubscriber = Coverage & Required<Pick<Coverage, 'adjudication'>>

/**
 * All 2320 of a claim, as coverages. One that decided nothing has no adjudication.
 * Which loop of 2330 names whom differs from guide to guide.
 */
export function otherCoverages(...ids: readonly RoleLoop<PayerProviderIds>[]): LoopPart<readonly Coverage[]> {
  return mapped(many(otherSubscriber(ids)), {
    decode: (all) => all.map(withoutEmptyDecision),
    encode: (coverages) => coverages.map((coverage) => ({ adjudication: { adjustments: [] }, ...coverage })),
  })
}

function withoutEmptyDecision(all: OtherSubscriber): Coverage {
  const { adjudication, ...undecided } = all
  return adjudication.adjustments.length === 0 && Object.keys(adjudication).length === 1 ? undecided : all
}
