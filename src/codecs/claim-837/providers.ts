// Providers of care and places of service, at the claim (2310) and at its lines (2420): the loops that the guides build alike.
import type { ClaimProvider, Provider, ProviderRole, ServiceFacility } from '../../domain/index.js'
import {
  at,
  coded,
  constant,
  elements,
  loopCodec,
  type LoopCodec,
  type LoopPart,
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
import { byRole, type RoleLoop } from './roles.js'

/** NM108 and NM109: the National Provider Identifier. */
export const npi = optional(tagged(8, 'XX', at(9, text)))

/** PRV with the provider's taxonomy code. */
export function taxonomyCodec(providerCode: string) {
  return segmentCodec('PRV', tagged(2, 'PXC', at(3, text)), { 1: providerCode })
}

/** NM1 of a provider in one of these roles (NM101 code to our name). */
export function providerName<const Role extends string>(roles: Readonly<Record<string, Role>>) {
  return segmentCodec('NM1', {
    role: at(1, coded(roles)),
    provider: elements({ entityType: at(2, oneOf('1', '2')), last: at(3, text), ...givenNames, npi }),
  })
}

export const providerReferences = { provider: segments({ references: optional(referencesUnder('0B', '1G', 'G2', 'LU')) }) }

/** NM1 of a provider and its secondary identifiers; with its taxonomy between, where the guide names a PRV01 for it. */
export function provider<const Role extends ProviderRole>(
  id: string,
  roles: Readonly<Record<string, Role>>,
  specialty?: string,
): RoleLoop<ClaimProvider<Role>> {
  const name = providerName(roles)
  const codec: LoopCodec<ClaimProvider<Role>> =
    specialty === undefined ? loopCodec(id, name, providerReferences) : loopCodec(id, name, taxonomyUnder(specialty), providerReferences)
  return { roles: Object.values(roles), codec }
}

function taxonomyUnder(specialty: string): { readonly provider: LoopPart<Pick<Provider, 'taxonomy'>> } {
  return { provider: segments({ taxonomy: optional(taxonomyCodec(specialty)) }) }
}

function serviceFacility(id: string): LoopCodec<ServiceFacility> {
  return loopCodec(
    id,
    segmentCodec('NM1', elements(constant(2, '2'), { name: at(3, text), npi }), { 1: '77' }),
    { address },
    { references: optional(referencesUnder('0B', 'G2', 'LU')), contact: optional(contactCodec('IC')) },
  )
}

/** The loops of one level in the order of their guide: providers, the facility somewhere among them, providers again. */
export interface ProviderLoops<Who> {
  readonly before: readonly RoleLoop<Who>[]
  readonly facility: string
  readonly after: readonly RoleLoop<Who>[]
}

/** 2310: all providers of a claim as one list, and the place of service. */
export function claimProviders<Who extends ClaimProvider>({
  before,
  facility,
  after,
}: ProviderLoops<Who>): LoopPart<{ readonly providers: readonly Who[]; readonly serviceFacility?: ServiceFacility }> {
  return mapped(
    segments({ before: byRole<Who>(...before), serviceFacility: optional(serviceFacility(facility)), after: byRole<Who>(...after) }),
    {
      decode: ({ before: first, after: last, ...rest }) => ({ ...rest, providers: [...first, ...last] }),
      encode: ({ providers, ...rest }) => ({ ...rest, before: providers, after: providers }),
    },
  )
}

/** 2420: the same of a line, which mostly names nobody. */
export function lineProviders<Who extends ClaimProvider>(
  loops: ProviderLoops<Who>,
): LoopPart<{ readonly providers?: readonly Who[]; readonly serviceFacility?: ServiceFacility }> {
  return mapped(claimProviders<Who>(loops), {
    decode: ({ providers, ...rest }) => ({ ...rest, ...(providers.length === 0 ? {} : { providers }) }),
    encode: ({ providers = [], ...rest }) => ({ ...rest, providers }),
  })
}
