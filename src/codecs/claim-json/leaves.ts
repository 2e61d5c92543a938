// What claims in JSON are made of: texts, money, days, people. Every object refuses what it does not know.
import { z } from 'zod'
import { coverageOrders } from '../../domain/index.js'
import { type Cents, type IsoDate, toCents, toIsoDate } from '../../values/index.js'

export const text = z.string().min(1)
export const optionalText = text.exactOptional()

/** Whole cents; zod's int holds it to the safe integers. */
export const cents = z.int().transform((value): Cents => toCents(value))

export const day = z
  .string()
  .meta({ description: 'a day as YYYY-MM-DD', pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
  .transform((value, context): IsoDate => {
    const known = toIsoDate(value)
    if (known !== undefined) return known
    context.issues.push({ code: 'custom', message: 'must be a day of the calendar as YYYY-MM-DD', input: value })
    return z.NEVER
  })

/** A decimal without sign, as text: "1", "2.5". */
export const quantity = z.string().regex(/^(?=\.?\d)\d*\.?\d*$/, 'must be a decimal as text, such as "1" or "2.5"')

export const payerOrder = z.enum(['P', 'S', 'T'])
export const coverageOrder = z.enum(coverageOrders)

export const address = z
  .strictObject({
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
  .meta({ id: 'Address' })

export const reference = z
  .strictObject({ qualifier: text, value: text, description: optionalText, payerId: optionalText })
  .meta({ id: 'Reference' })
export const references = z.array(reference).min(1).exactOptional()

export const contact = z
  .strictObject({
    name: optionalText,
    numbers: z
      .array(z.strictObject({ qualifier: text, value: text }))
      .min(1)
      .max(3),
  })
  .meta({ id: 'Contact' })

export const givenNames = { first: optionalText, middle: optionalText, suffix: optionalText }

export const person = z
  .strictObject({
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
  .meta({ id: 'Person' })

export const provider = z
  .strictObject({
    entityType: z.enum(['1', '2']),
    last: z.string(),
    ...givenNames,
    npi: optionalText,
    taxonomy: optionalText,
    references,
  })
  .meta({ id: 'Provider' })

export const procedure = z
  .strictObject({
    qualifier: text,
    code: text,
    modifiers: z.array(text).max(4),
    description: optionalText,
  })
  .meta({ id: 'Procedure' })

export const optionalCents = cents.exactOptional()
export const optionalQuantity = quantity.exactOptional()

/** A list that has something in it when it is there. */
export const listOf = <T extends z.ZodType>(item: T, most: number) => z.array(item).min(1).max(most).exactOptional()

/** Days by their meaning, each optional. */
export function days<const Kind extends string>(kinds: readonly Kind[]) {
  return z.partialRecord(z.enum(kinds), day).exactOptional()
}

/**
 * Refuses a list in which two items say the same; the pointer leads to the second. Items without a key are passed over.
 * It is told beside whatever else is wrong in the items.
 */
export function distinct<T extends object>(keyOf: (item: Partial<T>) => string | undefined, message: string) {
  return z.core._check<readonly T[]>(
    ({ value, issues }) => {
      const keys = value.map((item: unknown) => (typeof item === 'object' && item !== null ? keyOf(item) : undefined))
      for (const [index, key] of keys.entries())
        if (key !== undefined && keys.indexOf(key) < index) issues.push({ code: 'custom', message, input: undefined, path: [index] })
    },
    { when: ({ value }: z.core.ParsePayload) => Array.isArray(value) },
  )
}
