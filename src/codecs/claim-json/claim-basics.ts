// The schema of what claims and lines of all kinds have in common: the `ClaimBasics` and `LineBasics` of src/domain/.
import { z } from 'zod'
import { coverages, adjustments } from './coverage.js'
import { attachments, contract, fixedFormat, lineRepricing, payToPlan, repricing } from './details.js'
import {
  address,
  cents,
  contact,
  coverageOrder,
  day,
  distinct,
  listOf,
  optionalCents,
  optionalText,
  person,
  procedure,
  provider,
  quantity,
  reference,
  references,
  text,
} from './leaves.js'
import { serviceFacility } from './providers.js'

const billing = z
  .strictObject({
    ...provider.shape,
    last: text,
    address,
    taxId: text,
    taxIdQualifier: z.enum(['EI', 'SY']),
    payTo: address.extend({ entityType: z.literal('1').exactOptional() }).exactOptional(),
    contact: contact.exactOptional(),
    secondContact: contact.exactOptional(),
    currency: optionalText,
    payToPlan,
  })
  .meta({ id: 'BillingProvider' })

export const claimBasics = {
  patientControlNumber: text,
  frequency: text,
  originalPayerClaimNumber: optionalText,
  billing,
  patient: person,
  coverages,
  destination: coverageOrder,
  chargeCents: cents,
  assignment: text,
  benefitsAssigned: text,
  release: text,
  delayReason: optionalText,
  attachments,
  contract,
  referral: optionalText,
  authorization: optionalText,
  intermediaryNumber: optionalText,
  references,
  fixedFormat,
  repricing: repricing.exactOptional(),
  serviceFacility,
}

export const notes = (most: number) => listOf(z.strictObject({ code: text, text }), most)

/** What claims of professionals and dentists add. */
export const practitionerClaim = {
  placeOfService: text,
  signatureOnFile: z.boolean(),
  accident: z.strictObject({ causes: z.array(text).min(1).max(2), state: optionalText, country: optionalText }).exactOptional(),
  specialProgram: optionalText,
  patientPaidCents: optionalCents,
}

export const lineBasics = {
  control: z.string(),
  chargeCents: cents,
  references,
  repricing: lineRepricing.exactOptional(),
}

/** What lines of professionals and dentists add; other payers give numbers of these kinds. */
export function practitionerLine<const Qualifier extends string>(qualifiers: readonly Qualifier[]) {
  return {
    placeOfService: optionalText,
    contract,
    authorization: optionalText,
    referral: optionalText,
    payerReferences: listOf(reference.extend({ qualifier: z.enum(qualifiers) }), 4 * qualifiers.length),
    salesTaxCents: optionalCents,
    fixedFormat,
    serviceFacility,
  }
}

/** Positions in the claim's diagnoses, from 1. */
export const diagnosisPointers = (diagnoses: number) => z.array(z.int().min(1).max(diagnoses)).min(1).max(4)

export const drug = z
  .strictObject({ ndc: text, qualifier: optionalText, quantity, unit: text, prescription: optionalText, linkNumber: optionalText })
  .refine(({ prescription, linkNumber }) => prescription === undefined || linkNumber === undefined, {
    message: 'cannot be together with prescription: the guide has room for one of them',
    path: ['linkNumber'],
  })
  .exactOptional()

export const lineAdjudication = z
  .strictObject({
    payerId: text,
    paidCents: cents,
    procedure,
    units: quantity,
    bundledInto: optionalText,
    adjustments,
    paidOn: day,
    remainingPatientCents: optionalCents,
  })
  .meta({ id: 'LineAdjudication' })

/** The lines of a claim: each has a number of its own, or none. */
export function linesOf<T extends { readonly control: string }>(line: z.ZodType<T>, most: number) {
  return z
    .array(line)
    .min(1)
    .max(most)
    .check(distinct<T>(({ control }) => (control === '' ? undefined : control), 'is the control of an earlier line'))
}
