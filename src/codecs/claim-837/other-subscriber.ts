// 2320 with 2330A and 2330B: the other payers of the patient, and what those before the destination decided.
import type { Coverage, PayerProviderIds } from '../../domain/index.js'
import {
  at,
  cents,
  coded,
  decimal,
  loopCodec,
  type LoopPart,
  many,
  mapped,
  oneOf,
  optional,
  segmentCodec,
  segments,
  series,
  text,
  type ValueOf,
} from '../codec.js'
import { adjustmentsByGroup } from '../parts/adjustments.js'
import { amountCodec, dateCodec } from '../parts/amount.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { further, home, subscriberName } from './person.js'
import { inRole } from './providers.js'
import { payerAddress, payerName, payerOrder, payerReferences, policy } from './subscriber.js'

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
    adjudication: segments({ payerClaimNumber: optional(referenceCodec('F8')) }),
  },
)

/** 2330C to 2330G: somebody by the numbers of this payer alone. */
function idsOf<const Role extends string>(id: string, roles: Readonly<Record<string, Role>>) {
  return many(
    loopCodec(id, segmentCodec('NM1', { role: at(1, coded(roles)), entityType: at(2, oneOf('1', '2')) }), {
      references: referencesUnder('0B', '1G', 'G2', 'LU'),
    }),
  )
}

const providerIds: LoopPart<readonly PayerProviderIds[]> = mapped(
  segments({
    referring: idsOf('2330C', { DN: 'referring', P3: 'primaryCare' }),
    rendering: idsOf('2330D', { 82: 'rendering' }),
    serviceFacility: idsOf('2330E', { 77: 'serviceFacility' }),
    supervising: idsOf('2330F', { DQ: 'supervising' }),
    billing: idsOf('2330G', { 85: 'billing' }),
  }),
  {
    decode: ({ referring, rendering, serviceFacility, supervising, billing }) => [
      ...referring,
      ...rendering,
      ...serviceFacility,
      ...supervising,
      ...billing,
    ],
    encode: (all) => ({
      referring: inRole(all, 'referring', 'primaryCare'),
      rendering: inRole(all, 'rendering'),
      serviceFacility: inRole(all, 'serviceFacility'),
      supervising: inRole(all, 'supervising'),
      billing: inRole(all, 'billing'),
    }),
  },
)

const outpatient = segmentCodec('MOA', {
  reimbursementRate: optional(at(1, decimal)),
  hcpcsPayableCents: optional(at(2, cents)),
  remarks: optional(series([3, 4, 5, 6, 7].map((place) => at(place, text)))),
  renalDiseaseCents: optional(at(8, cents)),
  professionalComponentCents: optional(at(9, cents)),
})

/** What the payer decided stands in several places on the wire, and together in the value. */
const otherSubscriber = loopCodec(
  '2320',
  segmentCodec('SBR', { order: at(1, payerOrder), relationship: at(2, text), ...policy }),
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
  { adjudication: segments(optional(outpatient)) },
  loopCodec('2330A', subscriberName, { subscriber: segments(home, further) }),
  otherPayer,
  { providerIds: optional(providerIds) },
)
type OtherSubscriber = ValueOf<typeof otherSubscriber>

/** All 2320 of a claim, as coverages. One that decided nothing has no adjudication. */
export const otherCoverages: LoopPart<readonly Coverage[]> = mapped(many(otherSubscriber), {
  decode: (all) => all.map(withoutEmptyDecision),
  encode: (coverages) => coverages.map((coverage) => ({ adjudication: { adjustments: [] }, ...coverage })),
})

function withoutEmptyDecision(all: OtherSubscriber): Coverage {
  const { adjudication, ...undecided } = all
  return adjudication.adjustments.length === 0 && Object.keys(adjudication).length === 1 ? undecided : all
}
