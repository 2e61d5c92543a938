// The schema of claims in JSON: the `Claim` of src/domain/, which its kind tells apart.
import { z } from 'zod'
import type { Claim } from '../../domain/index.js'
import { dentalClaim } from './dental.js'
import { institutionalClaim } from './institutional.js'
import { professionalClaim } from './professional.js'

export const claimSchema: z.ZodType<Claim> = z.discriminatedUnion('kind', [professionalClaim, institutionalClaim, dentalClaim])

/** The published JSON Schema of a list of claims, as `submit` and the API take it; held to `docs/claims.schema.json` by a test. */
export function claimsJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(z.array(claimSchema), { io: 'input' })
  return { $schema, title: 'Claims in JSON, as x12gw submit takes them', ...rest }
}
