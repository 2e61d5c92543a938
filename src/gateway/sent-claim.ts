// A claim as it was sent last: read back from the very bytes of the stored 837.
import { decodeClaim } from '../codecs/index.js'
import { type Claim, claimKindOf } from '../domain/index.js'
import { createFileReader } from '../schema/index.js'
import type { ClaimRecord } from '../store/index.js'
import { Fault } from '../values/index.js'
import type { GatewayParts } from './parts.js'

/** Throws REFUSED when no 837 with it is stored here. */
export async function sentClaim({ store, schemas }: Pick<GatewayParts, 'store' | 'schemas'>, { id }: ClaimRecord): Promise<Claim> {
  const source = (await store.claims.submissionsOf({ claimId: id })).at(-1)?.source
  if (source === undefined) throw new Fault('REFUSED', 'no 837 with this claim is stored here, so there is nothing to print')
  let claim: Claim | undefined
  const reader = createFileReader(schemas, {
    unit: (unit, _set, guide) => {
      const kind = claimKindOf(guide.id)
      if (kind !== undefined && unit.range.offset === source.offset) claim = decodeClaim(unit, kind).value
    },
  })
  for await (const chunk of store.files.read(source.fileId)) {
    reader.push(chunk)
    if (claim !== undefined) return claim
  }
  reader.end()
  if (claim === undefined) throw new Fault('INTERNAL', `file ${source.fileId} does not hold the claim that was sent in it`)
  return claim
}
