// The schema of a coverage: payer, subscriber, and what the payer decided before.
import { z } from 'zod'
import type { ClaimBasics, Coverage } from '../../domain/index.js'
import {
  address,
  cents,
  coverageOrder,
  day,
  distinct,
  listOf,
  optionalCents,
  optionalQuantity,
  optionalText,
  person,
  quantity,
  reference,
  references,
  text,
} from './leaves.js'

export const adjustments = z.array(
  z.strictObject({
    group: text,
    reason: text,
    amountCents: cents,
    quantity: z
      .string()
      .regex(/^-?\d*\.?\d+$/)
      .exactOptional(),
  }),
)

const remarks = listOf(text, 5)

const inpatient = z.strictObject({
  coveredDays: quantity,
  lifetimePsychiatricDays: optionalQuantity,
  drgCents: optionalCents,
  disproportionateShareCents: optionalCents,
  mspPassThroughCents: optionalCents,
  capitalCents: optionalCents,
  capitalFederalDrgCents: optionalCents,
  capitalHospitalDrgCents: optionalCents,
  capitalDisproportionateShareCents: optionalCents,
  oldCapitalCents: optionalCents,
  capitalTeachingCents: optionalCents,
  operatingHospitalDrgCents: optionalCents,
  costReportDays: optionalQuantity,
  operatingFederalDrgCents: optionalCents,
  capitalOutlierCents: optionalCents,
  indirectTeachingCents: optionalCents,
  professionalComponentCents: optionalCents,
  capitalExceptionCents: optionalCents,
  remarks,
})

const adjudication = z.strictObject({
  paidCents: optionalCents,
  remainingPatientCents: optionalCents,
  nonCoveredCents: optionalCents,
  paidOn: day.exactOptional(),
  payerClaimNumber: optionalText,
  adjustments,
  remarks,
  inpatient: inpatient.exactOptional(),
  reimbursementRate: optionalQuantity,
  hcpcsPayableCents: optionalCents,
  renalDiseaseCents: optionalCents,
  professionalComponentCents: optionalCents,
})

const providerIds = listOf(
  z.strictObject({
    role: z.enum([
      'referring',
      'primaryCare',
      'rendering',
      'supervising',
      'attending',
      'operating',
      'otherOperating',
      'assistant',
      'serviceFacility',
      'billing',
    ]),
    entityType: z.enum(['1', '2']),
    references: z.array(reference).min(1).max(4),
  }),
  7,
)

const coverage: z.ZodType<Coverage> = z
  .strictObject({
    order: coverageOrder,
    payer: z.strictObject({ id: text, name: text, idQualifier: optionalText, address: address.exactOptional(), references }),
    billingProviderIds: references,
    filing: optionalText,
    memberId: z.string(),
    memberIdQualifier: optionalText,
    group: optionalText,
    groupName: optionalText,
    relationship: text,
    subscriber: person,
    mspReason: optionalText,
    adjudication: adjudication.exactOptional(),
    benefitsAssigned: optionalText,
    release: optionalText,
    patientSignatureSource: optionalText,
    authorization: optionalText,
    referral: optionalText,
    claimAdjustmentIndicator: optionalText,
    predeterminationNumber: optionalText,
    providerIds,
  })
  .meta({ id: 'Coverage' })

/** The destination and up to ten others; only the place U (unknown) can be that of several. */
export const coverages = z
  .array(coverage)
  .min(1)
  .max(11)
  .check(distinct<Coverage>(({ order }) => (order === 'U' ? undefined : order), 'has the order of an earlier coverage'))

/** Is the destination one of those who cover the patient? */
export function isDestinationCovered({ coverages: all, destination }: Pick<ClaimBasics, 'coverages' | 'destination'>): boolean {
  return all.some(({ order }) => order === destination)
}

/** Told beside whatever else is wrong, as long as both fields can be read. */
export const notCovered = {
  message: 'is the order of none of the coverages',
  path: ['destination'],
  when: ({ value, issues }: z.core.ParsePayload): boolean =>
    typeof value === 'object' && issues.every(({ path: [field] = [] }) => field !== 'coverages' && field !== 'destination'),
}
