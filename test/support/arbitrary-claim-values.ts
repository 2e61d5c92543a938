// Small values that claims are made of: names, numbers, days, amounts, addresses.
import * as fc from 'fast-check'
import type { Address, Contact, Reference } from '../../src/domain/index.js'
import { addDays, type Cents, type IsoDate, isNpi, toCents, toIsoDate } from '../../src/values/index.js'

type Arbitrary<T> = fc.Arbitrary<T>

export const from = <const T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values)
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
export const digits = '0123456789'.split('')
export const textOf = (characters: readonly string[], minLength: number, maxLength: number) =>
  fc.string({ unit: from(...characters), minLength, maxLength })

export const word = textOf(letters, 2, 9)
export const words = fc.array(word, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '))
export const number = (length: number) => textOf(digits, length, length)
export const identifier = textOf([...letters, ...digits], 3, 15)

export const firstDay = toIsoDate('1925-01-01') as IsoDate
export const day: Arbitrary<IsoDate> = fc.nat({ max: 36_500 }).map((days) => addDays(firstDay, days))
export const cents: Arbitrary<Cents> = fc.integer({ min: 0, max: 9_999_999 }).map(toCents)
export const units = from('1', '2', '12', '2.5', '.5')

export const npi: Arbitrary<string> = fc
  .tuple(from('1', '2'), number(8))
  .map(([first, rest]) => digits.map((check) => `${first}${rest}${check}`).find(isNpi) as string)

export const address: Arbitrary<Address> = fc.oneof(
  fc.record(
    { line1: words, line2: words, city: words, state: from('CT', 'NY', 'MA'), postalCode: fc.oneof(number(5), number(9)) },
    { requiredKeys: ['line1', 'city', 'state', 'postalCode'] },
  ),
  fc.record(
    { line1: words, city: words, country: from('DE', 'JP'), subdivision: from('BY', '13') },
    { requiredKeys: ['line1', 'city', 'country'] },
  ),
)

export function references(...qualifiers: readonly string[]): Arbitrary<readonly Reference[]> {
  return fc
    .subarray([...qualifiers], { minLength: 1, maxLength: Math.min(2, qualifiers.length) })
    .chain((some) => fc.tuple(...some.map((qualifier) => identifier.map((value) => ({ qualifier, value })))))
}

export const contact: Arbitrary<Contact> = fc.record(
  {
    name: words,
    numbers: fc
      .subarray(['TE', 'FX', 'EM'], { minLength: 1 })
      .chain((some) => fc.tuple(...some.map((qualifier) => number(10).map((value) => ({ qualifier, value }))))),
  },
  { requiredKeys: ['numbers'] },
)
