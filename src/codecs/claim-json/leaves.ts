// What claims in JSON are made of: texts, money, days, people. Every object refuses what it does not know.
import { z } from 'zod'
import { type Cents, type IsoDate, toCents, toIsoDate } from '../../values/index.js'

export const text = z.string().min(1)
export const optionalText = text.exactOptional()

/** Whole cents; zod's int holds it to the safe integers. */
export const cents = z.int().transform((value): Cents => toCents(value))

export const day = z.string().transform((value, context): IsoDate => {
  const known = toIsoDate(value)
  if (known !== undefined) return known
  context.issues.push({ code: 'custom', message: 'must be a day of the calendar as YYYY-MM-DD', input: value })
  return z.NEVER
})

/** A decimal without sign, as text: "1", "2.5". */
export const quantity = z.string().regex(/^(?=\.?\d)\d*\.?\d*$/, 'must be a decimal as text, such as "1" or "2.5"')

export const payerOrder = z.enum(['P', 'S', 'T'])

export const address = z.strictObject({
  line1: z.string(),
  line2: optionalText,
  city: text,
  state: optionalText,
  postalCode: z
    .string()
    .regex(/^[0-9A-Z ]{3,15}$/, 'must be a postal code without hyphen')
    .exactOptional(),
  country: optionalText,
  subdivision: optionalText,
})

export const reference = z.strictObject({ qualifier: text, value: text, description: optionalText, payerId: optionalText })
export const references = z.array(reference).min(1).exactOptional()

export const contact = z.strictObject({
  name: optionalText,
  numbers: z
    .array(z.strictObject({ qualifier: text, value: text }))
    .min(1)
    .max(3),
})

export const givenNames = { first: optionalText, middle: optionalText, suffix: optionalText }

export const person = z.strictObject({
  entityType: z.literal('2').exactOptional(),
  last: text,
  ...givenNames,
  address: address.exactOptional(),
  birthDate: day.exactOptional(),
  sex: z.enum(['F', 'M', 'U']).exactOptional(),
  diedOn: day.exactOptional(),
  pounds: quantity.exactOptional(),
  pregnant: z.boolean().exactOptional(),
  references,
  contact: contact.exactOptional(),
})

export const provider = z.strictObject({
  entityType: z.enum(['1', '2']),
  last: z.string(),
  ...givenNames,
  npi: optionalText,
  taxonomy: optionalText,
  references,
})

export const serviceFacility = z.strictObject({ name: text, npi: optionalText, address, references, contact: contact.exactOptional() })

export const procedure = z.strictObject({
  qualifier: text,
  code: text,
  modifiers: z.array(text).max(4),
  description: optionalText,
})

/** Days by their meaning, each optional. */
export function days<const Kind extends string>(kinds: readonly Kind[]) {
  return z.partialRecord(z.enum(kinds), day).exactOptional()
}

/** Refuses a list in which two items say the same; the pointer leads to the second. Items without a key are passed over. */
export function distinct<T>(keyOf: (item: T) => string | undefined, message: string) {
  return (context: z.core.ParsePayload<readonly T[]>): void => {
    const keys = context.value.map(keyOf)
    for (const [index, key] of keys.entries())
      if (key !== undefined && keys.indexOf(key) < index) context.issues.push({ code: 'custom', message, input: undefined, path: [index] })
  }
}
