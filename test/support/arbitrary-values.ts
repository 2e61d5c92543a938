// Small values as guides allow them on the wire: texts without delimiters, codes, amounts, days. The arbitraries of whole transactions build on these.
import fc from 'fast-check'
import { addDays, type Cents, type IsoDate, toCents, toIsoDate } from '../../src/values/index.js'

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const digits = [...'0123456789']
const firstDay = toIsoDate('1930-01-01') as IsoDate

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
