// TA1 and 999 to a 276 of ours: the claims it asked about learn of them, and after a rejection they are to be asked about again.
import type { EntrySource } from '../domain/index.js'
import type { SetRow, Store } from '../store/index.js'
import type { Clock } from '../values/index.js'
import { recordStep, wasTold } from './claims.js'

export interface HeardOfQuestion {
  /** "999 R". */
  readonly event: string
  readonly isRejected: boolean
  readonly detail: Readonly<Record<string, unknown>>
}

/** Tells each claim once, however often it is called. Gives what is known of each by its patient control number. */
export async function tellInquired(
  store: Store,
  clock: Clock,
  sets: readonly SetRow[],
  source: EntrySource,
  { event, isRejected, detail }: HeardOfQuestion,
): Promise<Record<string, string>> {
  const states: Record<string, string> = {}
  for (const set of sets)
    for (const { id, claimId } of await store.inquiries.find({ setId: set.id })) {
      const claim = await store.claims.find(claimId)
      if (claim === undefined) continue
      if (isRejected) await store.inquiries.end(id, 'rejected')
      const told = (await wasTold(store, claim, source))
        ? claim
        : await recordStep(store, clock, claim, {
            event: `status inquiry ${event}`,
            ...(isRejected ? { inquiry: 'question rejected' as const } : {}),
            detail,
            source,
          })
      states[claim.patientControlNumber] = told.inquiryState ?? told.submissionState
    }
  return states
}
