// Go-live: open claims that another system sent before the gateway took over.
import type { OpenClaim, Practice } from '../domain/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import { type Clock, inBatches } from '../values/index.js'
import { bookCharges, newClaimRecord } from './claims.js'

export interface ImportReport {
  readonly imported: number
  /** Claims that were here before; nothing about them was changed. */
  readonly unchanged: number
  readonly chargeCents: number
}

interface ImportParts {
  readonly store: Store
  readonly clock: Clock
}

/** Claims of one transaction. */
const claimsAtOnce = 400

/**
 * Records each claim as sent and books its opening charge. Importing a claim again changes nothing.
 * Some hundred claims are a transaction, so an interrupted import is finished by running it again.
 */
export async function importClaims(
  parts: ImportParts,
  claims: Iterable<OpenClaim> | AsyncIterable<OpenClaim>,
  { practice, onProgress }: { readonly practice: Practice; readonly onProgress?: (done: number) => void },
): Promise<ImportReport> {
  let [done, imported, chargeCents] = [0, 0, 0]
  for await (const some of inBatches(claims, claimsAtOnce)) {
    const added = await parts.store.transaction(() => importSome(parts, some, practice))
    done += some.length
    imported += added.length
    for (const { claim } of added) chargeCents += claim.predetermination === true ? 0 : claim.chargeCents
    onProgress?.(done)
  }
  return { imported, unchanged: done - imported, chargeCents }
}

/** Gives those that are new. */
async function importSome(
  { store, clock }: ImportParts,
  claims: readonly OpenClaim[],
  practice: Practice,
): Promise<readonly ClaimRecord[]> {
  const at = clock()
  const added = await store.claims.addAll(
    claims.map((claim) => newClaimRecord(claim, { practiceId: practice.id, submissionState: 'Sent', createdAt: at })),
  )
  const steps = added.map(({ id }) => ({ event: { claimId: id, at, event: 'imported', submissionState: 'Sent' as const }, change: {} }))
  await store.claims.recordAll(steps)
  await bookCharges(store, at, added)
  return added
}
