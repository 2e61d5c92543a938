// To see whether something could be done, it is done and given up again: what is wrong comes out as it would, and nothing stays.
import type { Store } from '../store/index.js'

class TriedOut extends Error {
  override readonly name = 'TriedOut'
}

/** Throws what the work throws. */
export async function tryOut(store: Pick<Store, 'transaction'>, work: () => Promise<unknown>): Promise<void> {
  try {
    await store.transaction(async () => {
      await work()
      throw new TriedOut()
    })
  } catch (error) {
    if (!(error instanceof TriedOut)) throw error
  }
}
