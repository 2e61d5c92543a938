// The claim that a command line names by its patient control number.
import { choosePractice } from '../gateway/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import { Fault } from '../values/index.js'

/** Throws NOT_FOUND, or ARGUMENT_INVALID when practices share the number and `npi` does not say which is meant. */
export async function findClaim(store: Store, patientControlNumber: string, npi: string | undefined): Promise<ClaimRecord> {
  const found = await store.claims.byNumbers([patientControlNumber])
  const practice = npi === undefined ? undefined : await choosePractice(store, npi)
  const [claim, other] = found.filter(({ practiceId }) => practice === undefined || practiceId === practice.id)
  if (claim === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number; x12gw claims lists them')
  if (other !== undefined)
    throw new Fault('ARGUMENT_INVALID', 'claims of several practices have this patient control number; name one with --practice <npi>')
  return claim
}
