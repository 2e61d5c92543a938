// The schema of a professional claim in JSON, with the guide's bounds on every list.
import { z } from 'zod'
import type { ProfessionalClaim, ProfessionalLine } from '../../domain/index.js'
import {
  claimBasics,
  diagnosisPointers,
  drug,
  lineAdjudication,
  lineBasics,
  linesOf,
  notes,
  practitionerClaim,
  practitionerLine,
} from './claim-basics.js'
import { isDestinationCovered, notCovered } from './coverage.js'
import { attachments, conditionCodes, conditions, diagnosis } from './details.js'
import { address, cents, day, days, listOf, optionalCents, optionalQuantity, optionalText, procedure, quantity, text } from './leaves.js'
import { professionalLineProviders, providersIn } from './providers.js'

const transport = z
  .strictObject({
    pounds: optionalQuantity,
    reason: text,
    miles: quantity,
    roundTripPurpose: optionalText,
    stretcherPurpose: optionalText,
  })
  .exactOptional()

const places = { pickUp: address.exactOptional(), dropOff: z.strictObject({ name: optionalText, address }).exactOptional() }
const roles = ['referring', 'primaryCare', 'rendering', 'supervising'] as const

const form = z.strictObject({
  list: text,
  form: text,
  answers: z
    .array(
      z.strictObject({
        question: text,
        yesNo: z.enum(['Y', 'N', 'W']).exactOptional(),
        text: optionalText,
        day: day.exactOptional(),
        percent: optionalQuantity,
      }),
    )
    .min(1)
    .max(99),
})

const line: z.ZodType<ProfessionalLine> = z
  .strictObject({
    ...lineBasics,
    ...practitionerLine(['G1', '9F']),
    procedure,
    units: quantity,
    unit: z.enum(['UN', 'MJ']),
    from: day,
    to: day.exactOptional(),
    diagnosisPointers: diagnosisPointers(12),
    emergency: z.boolean().exactOptional(),
    epsdt: z.boolean().exactOptional(),
    familyPlanning: z.boolean().exactOptional(),
    copayExempt: z.boolean().exactOptional(),
    equipment: z
      .strictObject({ code: text, days: quantity, rentalCents: cents, purchaseCents: cents, rentalUnit: z.enum(['1', '4', '6']) })
      .exactOptional(),
    attachments,
    transport,
    equipmentNeed: z.strictObject({ type: z.enum(['I', 'R', 'S']), months: quantity }).exactOptional(),
    conditions: conditions(5),
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
    patientCount: optionalQuantity,
    obstetricUnits: optionalQuantity,
    measurements: listOf(z.strictObject({ reference: z.enum(['OG', 'TR']), qualifier: text, value: quantity }), 5),
    clia: optionalText,
    postageCents: optionalCents,
    note: optionalText,
    goals: optionalText,
    thirdPartyNote: optionalText,
    purchase: z.strictObject({ providerId: text, chargeCents: cents }).exactOptional(),
    drug,
    providers: professionalLineProviders(roles),
    ...places,
    adjudications: listOf(lineAdjudication, 15),
    forms: listOf(form, 100),
  })
  .meta({ id: 'ProfessionalLine' })

export const professionalClaim = z
  .strictObject({
    kind: z.literal('professional'),
    ...claimBasics,
    ...practitionerClaim,
    notes: notes(1),
    patientSignatureSource: optionalText,
    diagnoses: z.array(diagnosis).min(1).max(12),
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
    providers: providersIn(roles),
    clia: optionalText,
    medicalRecord: optionalText,
    transport,
    spinalManipulation: z.strictObject({ condition: text, description: optionalText, moreDescription: optionalText }).exactOptional(),
    conditions: conditions(8),
    anesthesiaFor: listOf(text, 2),
    conditionCodes,
    ...places,
    lines: linesOf(line, 50),
  })
  .refine(isDestinationCovered, notCovered)
  .meta({ id: 'ProfessionalClaim' }) satisfies z.ZodType<ProfessionalClaim>
