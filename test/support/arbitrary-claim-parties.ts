// Who bills, who is treated, who treats: people and organisations of arbitrary claims.
import * as fc from 'fast-check'
import type {
  BillingProvider,
  ClaimKind,
  ClaimProvider,
  Person,
  Provider,
  ProviderRole,
  Reference,
  ServiceFacility,
} from '../../src/domain/index.js'
import {
  address,
  birthDay,
  contact,
  from,
  identifier,
  joined,
  longAddress,
  npi,
  number,
  optionalOf,
  references,
  some,
  telephone,
  word,
  words,
} from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

const givenNames = { first: word, middle: from('A', 'LEE'), suffix: from('JR', 'III') }

/** A patient or subscriber. A dental patient who is not the subscriber has one number only, so dental claims get that one. */
export function personOf(kind: ClaimKind, qualifiers: readonly string[] = kind === 'dental' ? ['Y4'] : ['SY', 'Y4']): Arbitrary<Person> {
  const person = fc.record(
    { last: word, ...givenNames, address, birthDate: birthDay, sex: from('F', 'M', 'U'), references: references(...qualifiers) },
    { requiredKeys: ['last', 'first', 'address', 'birthDate', 'sex'] },
  )
  return kind === 'professional' ? joined(person, some<Pick<Person, 'contact'>>({ contact: telephone })) : person
}

/** Of another payer's subscriber only name, address and social security number are told. */
export const otherPerson: Arbitrary<Person> = fc.record(
  { last: word, ...givenNames, address, references: references('SY') },
  { requiredKeys: ['last', 'first', 'address'] },
)

export const organisation: Arbitrary<Person> = fc.record(
  { last: words, entityType: from('2'), address },
  { requiredKeys: ['last', 'entityType'] },
)

export const human = fc.record({ entityType: from('1'), last: word, ...givenNames, npi }, { requiredKeys: ['entityType', 'last', 'first'] })
export const company = fc.record({ entityType: from('2'), last: words, npi }, { requiredKeys: ['entityType', 'last'] })
export const unnamed = fc.record({ entityType: from('1', '2'), last: from(''), npi }, { requiredKeys: ['entityType', 'last'] })
export const taxonomy = from('207Q00000X', '363L00000X', '1223G0001X')

const usualBilling = optionalOf(
  {
    address: longAddress,
    taxId: number(9),
    taxonomy,
    payTo: address.map((it) => ({ ...it, line1: `ANNEX ${it.line1}` })),
    contact,
    secondContact: contact,
    currency: from('CAD', 'MXN'),
    payToPlan: optionalOf(
      {
        name: words,
        id: identifier,
        idQualifier: from('XV'),
        address,
        reference: fc.record({ qualifier: from('2U', 'FY', 'NF'), value: identifier }),
        taxId: number(9),
      },
      'name',
      'id',
      'address',
      'taxId',
    ),
  },
  'address',
  'taxId',
)

/** An institution is an organisation without licences; a person may be known by a social security number. */
export function billingOf(kind: ClaimKind): Arbitrary<BillingProvider> {
  const who: Arbitrary<Provider> = kind === 'institutional' ? company : fc.oneof(human, company)
  return fc
    .tuple(who, usualBilling, from('EI', 'SY'), fc.option(fc.record({ '0B': identifier, '1G': identifier }), { nil: undefined }))
    .map(([name, { secondContact, ...usual }, taxed, licences]): BillingProvider => {
      const old = Object.entries(licences ?? {}).map(([qualifier, value]): Reference => ({ qualifier, value }))
      // An older number is for those who have no NPI.
      const kept = old.filter(({ qualifier }) => qualifier === '0B' || name.npi === undefined)
      return {
        ...name,
        ...usual,
        taxIdQualifier: name.entityType === '1' ? taxed : 'EI',
        ...(kind === 'institutional' || kept.length === 0 ? {} : { references: kept }),
        // The place where a person is paid is told as that of a person.
        ...(name.entityType === '2' || usual.payTo === undefined ? {} : { payTo: { ...usual.payTo, entityType: '1' } }),
        ...(usual.contact === undefined || secondContact === undefined ? {} : { secondContact }),
      }
    })
}

interface Naming {
  readonly who: Arbitrary<Provider>
  readonly qualifiers: readonly string[]
  /** Always, sometimes or never. */
  readonly specialty?: 'required' | 'optional'
}

/** Providers in some of these roles; a second one follows a first. */
export function providersIn<Role extends ProviderRole>(
  roles: Readonly<Record<Role, Naming>>,
  {
    least = [],
    follow,
  }: { readonly least?: readonly NoInfer<Role>[]; readonly follow?: { readonly [R in NoInfer<Role>]?: NoInfer<Role> } } = {},
): Arbitrary<readonly ClaimProvider<Role>[]> {
  const all = Object.keys(roles) as Role[]
  return fc
    .subarray(all)
    .map((chosen) => {
      const needed = chosen.flatMap((role) => follow?.[role] ?? [])
      return all.filter((role) => chosen.includes(role) || least.includes(role) || needed.includes(role))
    })
    .chain((chosen) => fc.tuple(...chosen.map((role) => inRole(role, roles[role]))))
}

function inRole<Role extends ProviderRole>(role: Role, { who, qualifiers, specialty }: Naming): Arbitrary<ClaimProvider<Role>> {
  const more = fc.record(
    { taxonomy: specialty === undefined ? fc.constant(undefined) : taxonomy, references: references(...qualifiers) },
    { requiredKeys: specialty === 'required' ? ['taxonomy'] : [] },
  )
  return fc.tuple(who, more).map(([name, { taxonomy: code, ...rest }]) => ({
    role,
    provider: { ...name, ...(code === undefined ? {} : { taxonomy: code }), ...rest },
  }))
}

/** At a line, a number may be that of another payer. */
export const ofPayers = fc.option(identifier, { nil: undefined })
export function underPayer<T extends { readonly references?: readonly Reference[] }>(who: T, payerId: string | undefined): T {
  if (who.references === undefined || payerId === undefined) return who
  return { ...who, references: who.references.map((one) => ({ ...one, payerId })) }
}

/** Those of a line, or nothing when there is nobody. */
export function atLine<Who extends ClaimProvider>(all: Arbitrary<readonly Who[]>): Arbitrary<{ readonly providers?: readonly Who[] }> {
  return fc
    .tuple(all, ofPayers)
    .map(([providers, payerId]) =>
      providers.length === 0 ? {} : { providers: providers.map((one) => ({ ...one, provider: underPayer(one.provider, payerId) })) },
    )
}

export const serviceFacility: Arbitrary<ServiceFacility> = fc.record(
  { name: words, npi, address: longAddress, references: references('G2', 'LU') },
  { requiredKeys: ['name', 'address'] },
)
export const lineFacility = fc.tuple(serviceFacility, ofPayers).map(([facility, payerId]) => underPayer(facility, payerId))
