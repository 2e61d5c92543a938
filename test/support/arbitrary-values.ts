// Small values as guides allow them on the wire: texts without delimiters, codes, amounts, days. The arbitraries of whole transactions build on these.
import * as fc from 'fast-check'
import { addDays, type Cents, dayOf, instantFromEpochMs, type IsoDate, isNpi, toCents } from '../../src/values/index.js'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
const digits = '0123456789'.split('')
const firstDay = dayOf(instantFromEpochMs(Date.UTC(1930, 0, 1)))

/** Text of type AN: no delimiter, no space at an end, `min` to `max` characters. */
export function words(max: number, min = 1): fc.Arbitrary<string> {
  const inner = fc.constantFrom(...letters, ...digits, ' ', '-', '.', '/', '&', "'")
  return fc.string({ unit: inner, minLength: min, maxLength: max }).map((text) => text.replaceAll(/^ | $/g, 'X'))
}

/** An identifier: capital letters and digits. */
export function identifier(max: number, min = 1): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...letters, ...digits), minLength: min, maxLength: max })
}

export function digitString(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...digits), minLength: length, maxLength: length })
}

/** A National Provider Identifier with its check digit. */
export const npi: fc.Arbitrary<string> = fc.nat({ max: 99_999_999 }).map((number) => {
  const nine = `1${String(number).padStart(8, '0')}`
  return digits.map((check) => nine + check).find(isNpi) ?? nine
})

/** A number of the kind its qualifier says: an NPI under XX. */
export function identified(...qualifiers: readonly string[]): fc.Arbitrary<{ idQualifier: string; id: string }> {
  return oneOf(...qualifiers).chain((idQualifier) =>
    record({ idQualifier: fc.constant(idQualifier), id: idQualifier === 'XX' ? npi : identifier(20, 2) }),
  )
}

/** One of these codes. */
export function oneOf<const T extends string>(...codes: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...codes)
}

/** An amount of at most eight digits, negative too. */
export const amount: fc.Arbitrary<Cents> = fc.integer({ min: -99_999_999, max: 99_999_999 }).map(toCents)
export const amountDue: fc.Arbitrary<Cents> = fc.nat({ max: 99_999_999 }).map(toCents)

/** A decimal as type R writes it. */
export const decimal: fc.Arbitrary<string> = fc
  .tuple(fc.nat({ max: 99_999 }), fc.constantFrom('', '.5', '.25', '.07'))
  .map(([whole, part]) => `${whole}${part}`)

export const day: fc.Arbitrary<IsoDate> = fc.nat({ max: 50_000 }).map((days) => addDays(firstDay, days))

type Model<T> = { readonly [K in keyof T]: fc.Arbitrary<T[K]> }

/** A plain object with these fields; those not required come and go, as properties that are there or not, never undefined. */
export function record<T>(model: Model<T>): fc.Arbitrary<T>
export function record<T, K extends keyof T>(
  model: Model<T>,
  constraints: { readonly requiredKeys: K[] },
): fc.Arbitrary<Partial<T> & Pick<T, K>>
export function record(model: Model<Record<string, unknown>>, constraints?: { readonly requiredKeys: string[] }): fc.Arbitrary<unknown> {
  return fc.record(model, { ...constraints, noNullPrototype: true })
}

/** One value, the same in every run. */
export function example<T>(arbitrary: fc.Arbitrary<T>, seed = 1): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 })
  return value as T
}
