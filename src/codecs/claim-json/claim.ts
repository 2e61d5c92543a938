// The schema of a professional claim in JSON: the `Claim` of src/domain/, with the guide's bounds on every list.
import { z } from 'zod'
import type { Claim, ClaimProvider, Coverage, LineProvider, ServiceLine } from '../../domain/index.js'
import { billingDetails, claimDetails, coverageDetails, lineDetails, outpatientDetails } from './details.js'
import {
  address,
  cents,
  contact,
  day,
  days,
  distinct,
  optionalText,
  payerOrder,
  person,
  procedure,
  provider,
  quantity,
  references,
  serviceFacility,
  text,
} from './leaves.js'

const billing = z.strictObject({
  ...provider.shape,
  last: text,
  address,
  taxId: text,
  taxIdQualifier: z.enum(['EI', 'SY']),
  payTo: address.exactOptional(),
  contact: contact.exactOptional(),
  ...billingDetails,
})

const adjustments = z.array(
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

const adjudication = z.strictObject({
  paidCents: cents.exactOptional(),
  remainingPatientCents: cents.exactOptional(),
  nonCoveredCents: cents.exactOptional(),
  paidOn: day.exactOptional(),
  payerClaimNumber: optionalText,
  adjustments,
  remarks: z.array(text).min(1).max(5).exactOptional(),
  ...outpatientDetails,
})

const coverage: z.ZodType<Coverage> = z.strictObject({
  order: payerOrder,
  payer: z.strictObject({ id: text, name: text, idQualifier: optionalText, address: address.exactOptional(), references }),
  billingProviderIds: references,
  filing: optionalText,
  memberId: z.string(),
  group: optionalText,
  groupName: optionalText,
  relationship: text,
  subscriber: person,
  mspReason: optionalText,
  adjudication: adjudication.exactOptional(),
  benefitsAssigned: optionalText,
  release: optionalText,
  ...coverageDetails,
})

const roleOnce = 'names a role a second time'

const claimProviders: z.ZodType<readonly ClaimProvider[]> = z
  .array(z.strictObject({ role: z.enum(['referring', 'primaryCare', 'rendering', 'supervising']), provider: named(provider) }))
  .check(distinct(({ role }) => role, roleOnce))

const lineProviders: z.ZodType<readonly LineProvider[]> = z
  .array(
    z.discriminatedUnion('role', [
      z.strictObject({ role: z.enum(['referring', 'primaryCare', 'rendering', 'supervising']), provider: named(provider) }),
      z.strictObject({
        role: z.literal('ordering'),
        provider: named(provider),
        address: address.exactOptional(),
        contact: contact.exactOptional(),
      }),
      z.strictObject({ role: z.literal('purchased'), provider }),
    ]),
  )
  .min(1)
  .check(distinct(({ role }) => role, roleOnce))

function named(schema: typeof provider) {
  return schema.extend({ last: text })
}

const drug = z
  .strictObject({ ndc: text, quantity, unit: text, prescription: optionalText, linkNumber: optionalText })
  .refine(({ prescription, linkNumber }) => prescription === undefined || linkNumber === undefined, {
    message: 'cannot be together with prescription: the guide has room for one of them',
    path: ['linkNumber'],
  })

const lineAdjudication = z.strictObject({
  payerId: text,
  paidCents: cents,
  procedure,
  units: quantity,
  bundledInto: optionalText,
  adjustments,
  paidOn: day,
  remainingPatientCents: cents.exactOptional(),
})

const line: z.ZodType<ServiceLine> = z.strictObject({
  control: z.string(),
  procedure,
  chargeCents: cents,
  units: quantity,
  unit: z.enum(['UN', 'MJ']),
  from: day,
  to: day.exactOptional(),
  diagnosisPointers: z.array(z.int().min(1).max(12)).min(1).max(4),
  placeOfService: optionalText,
  emergency: z.boolean().exactOptional(),
  epsdt: z.boolean().exactOptional(),
  familyPlanning: z.boolean().exactOptional(),
  drug: drug.exactOptional(),
  clia: optionalText,
  authorization: optionalText,
  referral: optionalText,
  references,
  dates: days([
    'prescription',
    'recertification',
    'therapyBegin',
    'lastCertification',
    'lastSeen',
    'hemoglobinTest',
    'creatinineTest',
    'shipped',
    'lastXray',
    'initialTreatment',
  ]),
  note: optionalText,
  providers: lineProviders.exactOptional(),
  serviceFacility: serviceFacility.exactOptional(),
  adjudications: z.array(lineAdjudication).min(1).max(15).exactOptional(),
  ...lineDetails,
})

export const claimSchema: z.ZodType<Claim> = z
  .strictObject({
    kind: z.literal('professional'),
    patientControlNumber: text,
    frequency: text,
    originalPayerClaimNumber: optionalText,
    billing,
    patient: person,
    coverages: z
      .array(coverage)
      .min(1)
      .max(3)
      .check(distinct(({ order }) => order, 'has the order of an earlier coverage')),
    destination: payerOrder,
    chargeCents: cents,
    placeOfService: text,
    diagnoses: z
      .array(z.strictObject({ code: text, qualifier: optionalText }))
      .min(1)
      .max(12),
    signatureOnFile: z.boolean(),
    assignment: text,
    benefitsAssigned: text,
    release: text,
    patientSignatureSource: optionalText,
    accident: z.strictObject({ causes: z.array(text).min(1).max(2), state: optionalText, country: optionalText }).exactOptional(),
    specialProgram: optionalText,
    delayReason: optionalText,
    dates: days([
      'onset',
      'initialTreatment',
      'lastSeen',
      'acute',
      'accident',
      'lastMenstrualPeriod',
      'lastXray',
      'disabilityFrom',
      'disabilityTo',
      'lastWorked',
      'returnToWork',
      'admission',
      'discharge',
      'assumedCare',
      'relinquishedCare',
      'visionPrescription',
      'firstContact',
      'repricerReceived',
    ]),
    providers: claimProviders,
    serviceFacility: serviceFacility.exactOptional(),
    authorization: optionalText,
    referral: optionalText,
    clia: optionalText,
    medicalRecord: optionalText,
    intermediaryNumber: optionalText,
    references,
    patientPaidCents: cents.exactOptional(),
    note: z.strictObject({ code: text, text }).exactOptional(),
    ...claimDetails,
    lines: z
      .array(line)
      .min(1)
      .max(50)
      .check(distinct(({ control }) => (control === '' ? undefined : control), 'is the control of an earlier line')),
  })
  .refine(({ coverages, destination }) => coverages.some(({ order }) => order === destination), {
    message: 'is the order of none of the coverages',
    path: ['destination'],
  })
