// What each payer calls those who took part: the destination's numbers stand with the provider (2010BB, 2310, 2420), those of the other
// payers with the payer (2330C to 2330I) or under its id (REF04 of a line). When the destination changes they change places, and none is lost.
import type { Claim, ClaimProvider, PayerProviderIds, Reference } from '../domain/index.js'

/** Numbers that one payer gave to a provider: they mean nothing to another. The others (0B, 1G) are the provider's own. */
const ofOnePayer = new Set(['G2', 'LU'])
const isOfOnePayer = ({ qualifier }: Reference): boolean => ofOnePayer.has(qualifier)

/** REF of 2330 that the guides have room for: of the billing provider, and of anybody else. */
const room = { billing: 2, other: 3 }

type Referenced = { readonly references?: readonly Reference[] }

/** What the destination calls those of the claim, in the words for a payer that is not the destination any more. */
export function idsAtDestination(claim: Claim): readonly PayerProviderIds[] {
  const { billing, providers, serviceFacility, coverages, destination } = claim
  const own = coverages.find(({ order }) => order === destination)?.billingProviderIds ?? []
  const named: readonly PayerProviderIds[] = [
    ...providers.map(({ role, provider }: ClaimProvider) => ({
      role,
      entityType: provider.entityType,
      references: (provider.references ?? []).filter(isOfOnePayer).slice(0, room.other),
    })),
    { role: 'serviceFacility', entityType: '2', references: (serviceFacility?.references ?? []).filter(isOfOnePayer).slice(0, room.other) },
    { role: 'billing', entityType: billing.entityType, references: own.slice(0, room.billing) },
  ]
  return named.filter(({ references }) => references.length > 0)
}

/** Providers and facility of the claim under the numbers of the next destination. */
export function underNext(claim: Claim, ids: readonly PayerProviderIds[]): Pick<Claim, 'providers' | 'serviceFacility'> {
  const { providers, serviceFacility } = claim
  return {
    providers: providers.map((one: ClaimProvider) => ({ ...one, provider: withIds(one.provider, one.role, ids) })),
    ...(serviceFacility === undefined ? {} : { serviceFacility: withIds(serviceFacility, 'serviceFacility', ids) }),
  } as Pick<Claim, 'providers' | 'serviceFacility'>
}

function withIds<Who extends Referenced>(
  who: Who,
  role: PayerProviderIds['role'],
  ids: readonly PayerProviderIds[],
): Omit<Who, 'references'> & Referenced {
  const { references = [], ...rest } = who
  const theirs = ids.find((one) => one.role === role)?.references ?? []
  const all = [...references.filter((one) => !isOfOnePayer(one)), ...theirs.filter(isOfOnePayer)]
  return { ...rest, ...(all.length === 0 ? {} : { references: all }) }
}

/** Somebody at a line: a number without a payer is the destination's, and gets the payer's id when that is left; the next one's loses it. */
export function underOther<Who extends Referenced>(who: Who, from: string, to: string): Who {
  if (who.references === undefined) return who
  const references = who.references.map((one): Reference => {
    const { payerId, ...bare } = one
    if (payerId === to) return bare
    return payerId === undefined && isOfOnePayer(one) ? { ...bare, payerId: from } : one
  })
  return { ...who, references }
}
