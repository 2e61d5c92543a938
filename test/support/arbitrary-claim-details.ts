// What claims and lines of several kinds may say beyond the usual, each part valid under the guides.
import * as fc from 'fast-check'
import type { ClaimKind, Diagnosis, Repricing } from '../../src/domain/index.js'
import { cents, from, identifier, optionalOf, type Season, units, words } from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

/** Each with a number of its own; what comes on request has none yet. */
export function attachmentsOf(...types: readonly string[]) {
  return fc
    .array(fc.tuple(from(...types), from('EL', 'FX', 'BM', 'AA'), identifier), { minLength: 1, maxLength: 3 })
    .map((all) => all.map(([type, how, control], index) => ({ type, how, ...(how === 'AA' ? {} : { control: `${index}${control}` }) })))
}

export const contract = optionalOf(
  { type: from('02', '09'), amountCents: cents, percent: units, code: identifier, discountPercent: units, version: identifier },
  'type',
)

export const fixedFormat = fc.array(words, { minLength: 1, maxLength: 3 })

const repricingParts = {
  method: from('01', '14'),
  allowedCents: cents,
  savingsCents: cents,
  organization: identifier,
  rate: units,
  approvedGroup: identifier,
  approvedCents: cents,
  rejectReason: from('T1', 'T6'),
  compliance: from('1', '5'),
  exception: from('1', '6'),
}
const unitsOf = { professional: 'MJ', institutional: 'DA', dental: 'DA' } as const
const proceduresOf = {
  professional: { qualifier: 'HC', code: '99213' },
  institutional: { qualifier: 'HC', code: '99213' },
  dental: { qualifier: 'AD', code: 'D0120' },
} as const

/** Professional claims tell neither revenue code nor units; their lines no revenue code. */
export function repricingOf(kind: ClaimKind): Arbitrary<Repricing> {
  if (kind === 'professional') return optionalOf(repricingParts, 'method', 'allowedCents')
  const approvedUnits = fc.record({ unit: from('UN', unitsOf[kind]), units })
  return optionalOf({ ...repricingParts, approvedRevenueCode: from('0120', '0450'), approvedUnits }, 'method', 'allowedCents')
}

export function lineRepricingOf(kind: ClaimKind) {
  const approvedUnits = fc.record({ unit: from('UN', unitsOf[kind]), units })
  const parts = { ...repricingParts, approvedProcedure: fc.constant(proceduresOf[kind]), approvedUnits }
  return kind === 'professional'
    ? optionalOf(parts, 'method', 'allowedCents')
    : optionalOf({ ...parts, approvedRevenueCode: from('0120', '0450') }, 'method', 'allowedCents')
}

/** CRC of one category. */
export const condition = (category: string, codes: readonly string[], most: number) =>
  fc.record({
    category: fc.constant(category),
    applies: category === '75' ? fc.constant(true) : fc.boolean(),
    codes: fc.subarray([...codes], { minLength: 1, maxLength: most }),
  })

/** What the screening of a child led to. */
export const screening = fc.oneof(
  fc.constant({ category: 'ZZ', applies: false, codes: ['NU'] }),
  fc.record({
    category: fc.constant('ZZ'),
    applies: fc.constant(true),
    codes: fc.subarray(['AV', 'S2', 'ST'], { minLength: 1 }),
  }),
)

const icd10 = ['J069', 'I10', 'R9431', 'E119', 'Z0000', 'M545', 'N390', 'K219', 'F329', 'G4733', 'L309', 'H6690', 'A419', 'B349', 'C509']
const moreIcd10 = ['D649', 'E785', 'F419', 'G43909', 'I2510', 'J449', 'K5900', 'L0390', 'M1990', 'N179', 'R0602', 'S0990XA', 'T148XXA']
const icd9 = ['4019', '25000', '7802', 'V700', '4280', '486', '5990', '71946', '78650', '27651', '30000', '3051']

/** Different codes of the list that was in force; the first is the principal one. */
export function diagnosesOf({ isOld }: Season, minLength: number, maxLength: number): Arbitrary<readonly Diagnosis[]> {
  return fc
    .uniqueArray(from(...(isOld ? icd9 : [...icd10, ...moreIcd10])), { minLength, maxLength, size: 'max' })
    .map((codes) => codes.map((code, index) => (isOld ? { code, qualifier: index === 0 ? 'BK' : 'BF' } : { code })))
}

/** Texts under different two-character codes. */
export const twoCharacters = (maxLength: number) =>
  fc.uniqueArray(
    fc.tuple(from('0', '1', '2', '3', '4', 'A', 'B', 'C', 'M', 'P'), from('1', '3', '4', '5', '7', '9')).map(([a, b]) => `${a}${b}`),
    { minLength: 1, maxLength, size: 'max' },
  )
