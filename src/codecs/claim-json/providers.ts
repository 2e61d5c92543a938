// The schema of those who took part in a claim or a line, and of the place of service.
import { z } from 'zod'
import type { ProviderRole } from '../../domain/index.js'
import { address, contact, distinct, optionalText, provider, references, text } from './leaves.js'

const roleOnce = distinct<{ readonly role: string }>(({ role }) => role, 'names a role a second time')

/** A provider with a name. */
const named = provider.extend({ last: text })

/** One in each of these roles at most. */
export function providersIn<const Role extends ProviderRole>(roles: readonly Role[]) {
  return z.array(z.strictObject({ role: z.enum(roles), provider: named })).check(roleOnce)
}

/** The same at a line, which lists somebody when it lists any. */
export function lineProvidersIn<const Role extends ProviderRole>(roles: readonly Role[]) {
  return z
    .array(z.strictObject({ role: z.enum(roles), provider: named }))
    .min(1)
    .check(roleOnce)
    .exactOptional()
}

/** At a professional line also who ordered and who sold the service, who need not have a name. */
export function professionalLineProviders<const Role extends ProviderRole>(roles: readonly Role[]) {
  return z
    .array(
      z.discriminatedUnion('role', [
        z.strictObject({ role: z.enum(roles), provider: named }),
        z.strictObject({
          role: z.literal('ordering'),
          provider: named,
          address: address.exactOptional(),
          contact: contact.exactOptional(),
        }),
        z.strictObject({ role: z.literal('purchased'), provider }),
      ]),
    )
    .min(1)
    .check(roleOnce)
    .exactOptional()
}

export const serviceFacility = z
  .strictObject({ name: text, npi: optionalText, address, references, contact: contact.exactOptional() })
  .exactOptional()
