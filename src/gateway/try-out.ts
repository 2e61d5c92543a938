// To see whether something could be done, and what comes of it, it is done and given up again: nothing stays.
import type { Balances, Store } from '../store/index.js'
import type { RemittanceReport } from './report.js'

class TriedOut extends Error {
  override readonly name = 'TriedOut'
}

/** Gives what the work gives, and throws what it throws. */
export async function tryOut<T>(store: Pick<Store, 'transaction'>, work: () => Promise<T>): Promise<T> {
  const done: { result?: T } = {}
  try {
    return await store.transaction(async (): Promise<never> => {
      done.result = await work()
      throw new TriedOut()
    })
  } catch (error) {
    if (!(error instanceof TriedOut)) throw error
    return done.result as T
  }
}

/** A claim's accounts, debit positive. */
export interface ClaimBalance {
  readonly claim: string
  readonly balances: Balances
}

/** How the accounts of every claim that the remittances touched stand now: inside a trial, how they would stand. */
export async function balancesAfter(store: Store, remittances: readonly RemittanceReport[]): Promise<readonly ClaimBalance[]> {
  const touched = remittances.flatMap(({ entries, claimStates }) => [
    ...entries.flatMap(({ claim }) => claim ?? []),
    ...Object.keys(claimStates),
  ])
  const records = await store.claims.byNumbers([...new Set(touched)].toSorted())
  const balances = await store.ledger.balancesByClaim(records.map(({ id }) => id))
  return records.map(({ id, patientControlNumber }) => ({ claim: patientControlNumber, balances: balances.get(id) ?? {} }))
}
