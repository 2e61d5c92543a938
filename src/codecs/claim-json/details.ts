// The schema of what claims and lines of several kinds may say beyond the usual, with the guides' bounds on every list.
import { z } from 'zod'
import { address, cents, listOf, optionalCents, optionalQuantity, optionalText, quantity, reference, text } from './leaves.js'

export const attachments = listOf(z.strictObject({ type: text, how: text, control: optionalText }), 10)

export const contract = z
  .strictObject({
    type: text,
    amountCents: optionalCents,
    percent: optionalQuantity,
    code: optionalText,
    discountPercent: optionalQuantity,
    version: optionalText,
  })
  .exactOptional()

export const fixedFormat = listOf(text, 10)

export const conditions = (most: number) =>
  listOf(z.strictObject({ category: text, applies: z.boolean(), codes: z.array(text).min(1).max(5) }), most)

export const conditionCodes = listOf(text, 24)

export const repricing = z.strictObject({
  method: text,
  allowedCents: cents,
  savingsCents: optionalCents,
  organization: optionalText,
  rate: optionalQuantity,
  approvedGroup: optionalText,
  approvedCents: optionalCents,
  approvedRevenueCode: optionalText,
  approvedUnits: z.strictObject({ unit: text, units: quantity }).exactOptional(),
  rejectReason: optionalText,
  compliance: optionalText,
  exception: optionalText,
})

export const lineRepricing = repricing.extend({
  approvedProcedure: z.strictObject({ qualifier: text, code: text }).exactOptional(),
})

export const payToPlan = z
  .strictObject({ name: text, id: text, idQualifier: optionalText, address, reference: reference.exactOptional(), taxId: text })
  .exactOptional()

export const diagnosis = z.strictObject({ code: text, qualifier: optionalText })
