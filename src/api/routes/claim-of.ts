// The claim that an address names.
import type { ClaimRecord, Store } from '../../store/index.js'
import { Fault } from '../../values/index.js'

/** Throws NOT_FOUND. */
export async function claimOf({ claims }: Pick<Store, 'claims'>, id: string): Promise<ClaimRecord> {
  const record = await claims.find(id)
  if (record === undefined) throw new Fault('NOT_FOUND', 'there is no such claim')
  return record
}
