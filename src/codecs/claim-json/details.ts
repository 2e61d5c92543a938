// The schema of what a claim, its lines and its coverages may say beyond the usual, with the guide's bounds on every list.
import { z } from 'zod'
import { address, cents, contact, day, optionalText, quantity, reference, text } from './leaves.js'

const listOf = <T extends z.ZodType>(item: T, most: number) => z.array(item).min(1).max(most).exactOptional()
const optionalCents = cents.exactOptional()
const optionalQuantity = quantity.exactOptional()

const attachments = listOf(z.strictObject({ type: text, how: text, control: optionalText }), 10)

const contract = z
  .strictObject({
    type: text,
    amountCents: optionalCents,
    percent: optionalQuantity,
    code: optionalText,
    discountPercent: optionalQuantity,
    version: optionalText,
  })
  .exactOptional()

const transport = z
  .strictObject({
    pounds: optionalQuantity,
    reason: text,
    miles: quantity,
    roundTripPurpose: optionalText,
    stretcherPurpose: optionalText,
  })
  .exactOptional()

const condition = z.strictObject({ category: text, applies: z.boolean(), codes: z.array(text).min(1).max(5) })

const repricing = z.strictObject({
  method: text,
  allowedCents: cents,
  savingsCents: optionalCents,
  organization: optionalText,
  rate: optionalQuantity,
  approvedGroup: optionalText,
  approvedCents: optionalCents,
  rejectReason: optionalText,
  compliance: optionalText,
  exception: optionalText,
})

const places = { pickUp: address.exactOptional(), dropOff: z.strictObject({ name: optionalText, address }).exactOptional() }

export const claimDetails = {
  attachments,
  contract,
  fixedFormat: listOf(text, 10),
  transport,
  spinalManipulation: z.strictObject({ condition: text, description: optionalText, moreDescription: optionalText }).exactOptional(),
  conditions: listOf(condition, 8),
  anesthesiaFor: listOf(text, 2),
  conditionCodes: listOf(text, 24),
  repricing: repricing.exactOptional(),
  ...places,
}

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

export const lineDetails = {
  equipment: z
    .strictObject({ code: text, days: quantity, rentalCents: cents, purchaseCents: cents, rentalUnit: z.enum(['1', '4', '6']) })
    .exactOptional(),
  attachments,
  transport,
  equipmentNeed: z.strictObject({ type: z.enum(['I', 'R', 'S']), months: quantity }).exactOptional(),
  conditions: listOf(condition, 5),
  patientCount: optionalQuantity,
  obstetricUnits: optionalQuantity,
  measurements: listOf(z.strictObject({ reference: z.enum(['OG', 'TR']), qualifier: text, value: quantity }), 5),
  contract,
  payerReferences: listOf(reference.extend({ qualifier: z.enum(['G1', '9F']), payerId: text }), 8),
  salesTaxCents: optionalCents,
  postageCents: optionalCents,
  fixedFormat: listOf(text, 10),
  goals: optionalText,
  thirdPartyNote: optionalText,
  purchase: z.strictObject({ providerId: text, chargeCents: cents }).exactOptional(),
  repricing: repricing
    .extend({
      approvedProcedure: z.strictObject({ qualifier: text, code: text }).exactOptional(),
      approvedUnits: z.strictObject({ unit: z.enum(['UN', 'MJ']), units: quantity }).exactOptional(),
    })
    .exactOptional(),
  ...places,
  forms: listOf(form, 100),
  copayExempt: z.boolean().exactOptional(),
}

export const coverageDetails = {
  patientSignatureSource: optionalText,
  authorization: optionalText,
  referral: optionalText,
  claimAdjustmentIndicator: optionalText,
  providerIds: listOf(
    z.strictObject({
      role: z.enum(['referring', 'primaryCare', 'rendering', 'serviceFacility', 'supervising', 'billing']),
      entityType: z.enum(['1', '2']),
      references: z.array(reference).min(1).max(4),
    }),
    6,
  ),
}

export const billingDetails = {
  currency: optionalText,
  secondContact: contact.exactOptional(),
  payToPlan: z
    .strictObject({ name: text, id: text, idQualifier: optionalText, address, reference: reference.exactOptional(), taxId: text })
    .exactOptional(),
}

export const outpatientDetails = {
  reimbursementRate: optionalQuantity,
  hcpcsPayableCents: optionalCents,
  renalDiseaseCents: optionalCents,
  professionalComponentCents: optionalCents,
}
