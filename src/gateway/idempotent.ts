// Asking twice under one key: the second time gets the answer of the first, and nothing happens again.
import { createHash } from 'node:crypto'
import type { Store } from '../store/index.js'
import { type Clock, Fault } from '../values/index.js'

/**
 * Does the act once for a key and a request. `isRetry` says that an earlier try was cut off before its answer was kept; the act must
 * be harmless to repeat. Throws a Fault CONFLICT when the key was used for another request.
 */
export async function idempotent<T>(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  key: string,
  request: readonly unknown[],
  act: (isRetry: boolean) => Promise<T>,
): Promise<T> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex')
  const given = await store.answers.reserve(key, fingerprint, clock())
  if (given.fingerprint !== fingerprint)
    throw new Fault('CONFLICT', 'this idempotency key was used for other content before; take a new key for a new submission')
  if (given.answer !== undefined) return given.answer as T
  return (await store.answers.keep(key, await act(!given.isNew))) as T
}
