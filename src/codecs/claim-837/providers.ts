// Providers of care and places of service, at the claim (2310) and at its lines (2420).
import type { ClaimProvider, LineProvider, ServiceFacility } from '../../domain/index.js'
import {
  at,
  coded,
  constant,
  defaulted,
  elements,
  loopCodec,
  type LoopCodec,
  type LoopPart,
  many,
  mapped,
  oneOf,
  optional,
  segmentCodec,
  segments,
  tagged,
  text,
} from '../codec.js'
import { address } from '../parts/address.js'
import { contactCodec } from '../parts/contact.js'
import { givenNames } from '../parts/name.js'
import { referencesUnder } from '../parts/reference.js'

/** NM108 and NM109: the National Provider Identifier. */
export const npi = optional(tagged(8, 'XX', at(9, text)))

/** PRV with the provider's taxonomy code. */
export function taxonomyCodec(providerCode: string) {
  return segmentCodec('PRV', tagged(2, 'PXC', at(3, text)), { 1: providerCode })
}

const references = { provider: segments({ references: optional(referencesUnder('0B', '1G', 'G2', 'LU')) }) }

/** NM1 of a provider in one of these roles (NM101 code to our name), and its secondary identifiers. */
function provider<const Role extends string>(id: string, roles: Readonly<Record<string, Role>>) {
  return loopCodec(id, name(roles), references)
}

function name<const Role extends string>(roles: Readonly<Record<string, Role>>) {
  return segmentCodec('NM1', {
    role: at(1, coded(roles)),
    provider: elements({ entityType: at(2, oneOf('1', '2')), last: at(3, text), ...givenNames, npi }),
  })
}

/** Only the rendering provider says its specialty. */
function rendering(id: string) {
  return loopCodec(id, name({ 82: 'rendering' }), { provider: segments({ taxonomy: optional(taxonomyCodec('PE')) }) }, references)
}

/** Only identifiers: the guide leaves the name of who sold the service empty. */
const purchased = loopCodec(
  '2420B',
  segmentCodec('NM1', {
    role: at(1, coded({ QB: 'purchased' })),
    provider: elements({ entityType: at(2, oneOf('1', '2')), last: defaulted(at(3, text), ''), npi }),
  }),
  references,
)

/** The only one whose address and telephone are told. */
const orderingProvider = loopCodec('2420E', name({ DK: 'ordering' }), { address: optional(address) }, references, {
  contact: optional(contactCodec('IC')),
})

function serviceFacility(id: string): LoopCodec<ServiceFacility> {
  return loopCodec(
    id,
    segmentCodec('NM1', elements(constant(2, '2'), { name: at(3, text), npi }), { 1: '77' }),
    { address },
    { references: optional(referencesUnder('0B', 'G2', 'LU')), contact: optional(contactCodec('IC')) },
  )
}

/** Those in one of these roles. */
export function inRole<Who extends { readonly role: string }, const Role extends Who['role']>(
  all: readonly Who[],
  ...roles: readonly Role[]
): (Who & { readonly role: Role })[] {
  return all.filter((who): who is Who & { readonly role: Role } => roles.some((role) => role === who.role))
}

const referringRoles = { DN: 'referring', P3: 'primaryCare' } as const

/** 2310A to 2310D. */
export const claimProviders: LoopPart<{ readonly providers: readonly ClaimProvider[]; readonly serviceFacility?: ServiceFacility }> =
  mapped(
    segments({
      referring: many(provider('2310A', referringRoles)),
      rendering: many(rendering('2310B')),
      serviceFacility: optional(serviceFacility('2310C')),
      supervising: many(provider('2310D', { DQ: 'supervising' })),
    }),
    {
      decode: ({ referring, rendering: treating, supervising, ...rest }) => ({
        ...rest,
        providers: [...referring, ...treating, ...supervising],
      }),
      encode: ({ providers, ...rest }) => ({
        ...rest,
        referring: inRole(providers, 'referring', 'primaryCare'),
        rendering: inRole(providers, 'rendering'),
        supervising: inRole(providers, 'supervising'),
      }),
    },
  )

/** 2420A to 2420F. */
export const lineProviders: LoopPart<{ readonly providers?: readonly LineProvider[]; readonly serviceFacility?: ServiceFacility }> = mapped(
  segments({
    rendering: many(rendering('2420A')),
    purchased: many(purchased),
    serviceFacility: optional(serviceFacility('2420C')),
    supervising: many(provider('2420D', { DQ: 'supervising' })),
    ordering: many(orderingProvider),
    referring: many(provider('2420F', referringRoles)),
  }),
  {
    decode: ({ rendering: treating, purchased: selling, supervising, ordering, referring, ...rest }) => {
      const all = [...treating, ...selling, ...supervising, ...ordering, ...referring]
      return { ...rest, ...(all.length === 0 ? {} : { providers: all }) }
    },
    encode: ({ providers = [], ...rest }) => ({
      ...rest,
      rendering: inRole(providers, 'rendering'),
      purchased: inRole(providers, 'purchased'),
      supervising: inRole(providers, 'supervising'),
      ordering: inRole(providers, 'ordering'),
      referring: inRole(providers, 'referring', 'primaryCare'),
    }),
  },
)
