// Small values that claims are made of: names, numbers, days, amounts, addresses. All people are invented.
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
export const cents: Arbitrary<Cents> = fc.integer({ min: 0, max: 9_999_999 }).map(toCents)
export const units = from('1', '2', '12', '2.5', '.5')

type Details<T> = { readonly [K in keyof T]-?: Arbitrary<Exclude<T[K], undefined>> }

/** Parts that may be there: each one in some of the values. */
export function some<T extends object>(parts: Details<T>): Arbitrary<T> {
  return fc.record(parts, { requiredKeys: [] }) as Arbitrary<T>
}

/** These parts, of which only the named ones are always there. */
export const optionalOf = <T extends object, K extends keyof T>(parts: { [P in keyof T]: Arbitrary<T[P]> }, ...requiredKeys: K[]) =>
  fc.record(parts, { requiredKeys })

export const list = <T>(item: Arbitrary<T>, maxLength: number) => fc.array(item, { minLength: 1, maxLength, size: 'max' })

export function joined<A extends object, B extends object>(first: Arbitrary<A>, second: Arbitrary<B>): Arbitrary<A & B> {
  return fc.tuple(first, second).map(([a, b]) => ({ ...a, ...b }))
}

const midCentury = toIsoDate('1925-01-01') as IsoDate
/** Everybody is born before every service, and every file is made after all of them. */
export const birthDay: Arbitrary<IsoDate> = fc.nat({ max: 30_000 }).map((days) => addDays(midCentury, days))
export const fileDay: Arbitrary<IsoDate> = fc.nat({ max: 500 }).map((days) => addDays(toIsoDate('2027-01-01') as IsoDate, days))

/** The day on which the services of a claim begin: before October 2015 its diagnoses are ICD-9. */
export interface Season {
  readonly day: IsoDate
  readonly isOld: boolean
}
export const season: Arbitrary<Season> = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 700 }).map((days) => ({ day: addDays(toIsoDate('2024-06-01') as IsoDate, days), isOld: false })) },
  { weight: 1, arbitrary: fc.nat({ max: 700 }).map((days) => ({ day: addDays(toIsoDate('2012-06-01') as IsoDate, days), isOld: true })) },
)
export const after = ({ day }: Season, most = 20): Arbitrary<IsoDate> => fc.nat({ max: most }).map((days) => addDays(day, days))
export const before = ({ day }: Season, most = 300): Arbitrary<IsoDate> => fc.nat({ max: most }).map((days) => addDays(day, -days))

export const npi: Arbitrary<string> = fc
  .tuple(from('1', '2'), number(8))
  .map(([first, rest]) => digits.map((check) => `${first}${rest}${check}`).find(isNpi) as string)

/** No ZIP code begins with five zeros. */
const zip = number(4).map((rest) => `0${(Number(rest[0]) % 9) + 1}${rest.slice(1)}`)
const longZip = fc.tuple(zip, number(4)).map(([first, rest]) => `${first}${rest}`)

function addressWith(postalCode: Arbitrary<string>): Arbitrary<Address> {
  // The lines differ: a second line that repeats the first is a doubtful one.
  const line2 = words.map((it) => `SUITE ${it}`)
  return fc.oneof(
    fc.record(
      { line1: words, line2, city: words, state: from('CT', 'NY', 'MA'), postalCode },
      { requiredKeys: ['line1', 'city', 'state', 'postalCode'] },
    ),
    fc.record(
      { line1: words, city: words, country: from('DE', 'JP'), subdivision: from('BY', '13') },
      { requiredKeys: ['line1', 'city', 'country'] },
    ),
  )
}
export const address = addressWith(fc.oneof(zip, longZip))
/** As the billing provider and service facilities have it: with nine digits. */
export const longAddress = addressWith(longZip)

export function references(...qualifiers: readonly string[]): Arbitrary<readonly Reference[]> {
  return fc
    .subarray([...qualifiers], { minLength: 1, maxLength: Math.min(2, qualifiers.length) })
    .chain((chosen) => fc.tuple(...chosen.map((qualifier) => identifier.map((value) => ({ qualifier, value })))))
}

export const contact: Arbitrary<Contact> = fc.record(
  {
    name: words,
    numbers: fc
      .subarray(['TE', 'FX', 'EM'], { minLength: 1 })
      .chain((chosen) => fc.tuple(...chosen.map((qualifier) => number(10).map((value) => ({ qualifier, value }))))),
  },
  { requiredKeys: ['numbers'] },
)

const telephoneNumber = fc.record({ qualifier: from('TE'), value: number(10) })
/** A telephone with its extension, for those who may have no more. */
export const telephone: Arbitrary<Contact> = fc.record(
  {
    name: words,
    numbers: fc.oneof(fc.tuple(telephoneNumber), fc.tuple(telephoneNumber, fc.record({ qualifier: from('EX'), value: number(4) }))),
  },
  { requiredKeys: ['numbers'] },
)
