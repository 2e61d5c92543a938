// Go-live: open claims that another system sent before the gateway took over.
import type { OpenClaim, Practice } from '../domain/index.js'
import type { Store } from '../store/index.js'
import type { Clock } from '../values/index.js'
import { bookCharge, newClaimRecord } from './claims.js'

export interface ImportReport {
  readonly imported: number
  /** Claims that were here before; nothing about them was changed. */
  readonly unchanged: number
  readonly chargeCents: number
}

/**
 * Records each claim as sent and books its opening charge. Importing a claim again changes nothing.
 * Each claim is a transaction of its own, so an interrupted import is finished by running it again.
 */
export async function importClaims(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  claims: readonly OpenClaim[],
  options: { readonly practice: Practice; readonly onProgress?: (done: number) => void },
): Promise<ImportReport> {
  let imported = 0
  let chargeCents = 0
  for (const [index, claim] of claims.entries()) {
    const isNew = await store.transaction(async () => {
      const at = clock()
      const added = await store.claims.add(
        newClaimRecord(claim, { practiceId: options.practice.id, submissionState: 'Sent', createdAt: at }),
      )
      if (!added.isNew) return false
      await store.claims.record({ claimId: added.record.id, at, event: 'imported', submissionState: 'Sent' })
      await bookCharge(store, clock, added.record)
      return true
    })
    if (isNew) {
      imported += 1
      chargeCents += claim.predetermination === true ? 0 : claim.chargeCents
    }
    options.onProgress?.(index + 1)
  }
  return { imported, unchanged: claims.length - imported, chargeCents }
}
