// What arbitrary claims of all kinds have in common, and what those of practitioners add.
import * as fc from 'fast-check'
import type { ClaimBasics, Person, PractitionerClaim, Reference } from '../../src/domain/index.js'
import { type Cents, type IsoDate, toCents } from '../../src/values/index.js'
import { contract, fixedFormat } from './arbitrary-claim-details.js'
import {
  before,
  digits,
  from,
  identifier,
  joined,
  letters,
  optionalOf,
  references,
  type Season,
  textOf,
  units,
} from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

/** A replaced or voided claim names the one it takes the place of. */
export const frequency: Arbitrary<Pick<ClaimBasics, 'frequency' | 'originalPayerClaimNumber'>> = fc.oneof(
  fc.record({ frequency: from('1') }),
  fc.record({ frequency: from('7', '8'), originalPayerClaimNumber: identifier }),
)

export const basics = optionalOf(
  {
    patientControlNumber: textOf([...letters, ...digits], 8, 17),
    assignment: from('A', 'C'),
    benefitsAssigned: from('Y', 'N', 'W'),
    release: from('Y', 'I'),
    delayReason: from('1', '11'),
    contract,
    referral: identifier,
    authorization: identifier,
    intermediaryNumber: identifier,
    fixedFormat,
  },
  'patientControlNumber',
  'assignment',
  'benefitsAssigned',
  'release',
)

/** Of the repricer's numbers, the second follows the first. Two more have values of their own. */
export function numbersOf(...qualifiers: readonly string[]): Arbitrary<readonly Reference[]> {
  const own: Readonly<Record<string, string>> = { '4N': '7', F5: 'Y' }
  return references(...qualifiers).map((all) =>
    all
      .filter(({ qualifier }) => qualifier !== '9C' || all.some((one) => one.qualifier === '9A'))
      .map((one) => ({ ...one, value: own[one.qualifier] ?? one.value })),
  )
}

/** Left out where there is nothing in it. */
export function whenAny<K extends string, T>(key: K, value: readonly T[] | undefined): { readonly [P in K]?: readonly T[] } {
  return (value === undefined || value.length === 0 ? {} : { [key]: value }) as { readonly [P in K]?: readonly T[] }
}

type Accident = Pick<PractitionerClaim, 'accident'> & { readonly accidentOn?: IsoDate }

/** A car accident has a state or a country, every accident a day. */
export function accidentOf(season: Season): Arbitrary<Accident> {
  const causes = fc.oneof(
    fc.record({ causes: from(['AA'], ['AA', 'OA']), state: from('CT', 'NY') }),
    fc.record({ causes: from(['AA'], ['OA', 'AA']), country: from('CA') }),
    fc.record({ causes: from(['OA']) }),
  )
  return fc.oneof(fc.constant({}), fc.record({ accident: causes, accidentOn: before(season) }))
}

export function practitionerParts(places: readonly string[], programs: readonly string[]) {
  return optionalOf(
    { placeOfService: from(...places), signatureOnFile: fc.boolean(), specialProgram: from(...programs) },
    'placeOfService',
    'signatureOnFile',
  )
}

/** Part of an amount, or nothing said. */
export function shareOf(total: Cents): Arbitrary<Cents | undefined> {
  return fc.option(
    fc.nat({ max: 4 }).map((quarters) => toCents(Math.floor((total * quarters) / 4))),
    { nil: undefined },
  )
}

export const lineCharge = fc.integer({ min: 0, max: 9_999_999 }).map(toCents)
export const lineUnits = units

/** Vitals that only a professional claim tells, of a patient alone. */
export function withVitals(person: Arbitrary<Person>, season: Season): Arbitrary<Person> {
  const vitals = fc.record({ diedOn: fc.constant(season.day), pounds: units, pregnant: from(true) }, { requiredKeys: [] })
  return joined(person, vitals).map(({ pregnant, ...rest }: Person) =>
    pregnant === undefined || rest.sex === 'M' ? rest : { ...rest, pregnant },
  )
}
