// How accounts stand now: inside a trial, how they would stand.
import type { Balances, Store } from '../store/index.js'
import type { RemittanceReport } from './report.js'

/** A claim's accounts, debit positive. */
export interface ClaimBalance {
  readonly claim: string
  readonly balances: Balances
}

/** How the accounts of every claim that the remittances touched stand now. */
export async function balancesAfter(store: Store, remittances: readonly RemittanceReport[]): Promise<readonly ClaimBalance[]> {
  const touched = remittances.flatMap(({ entries, claimStates }) => [
    ...entries.flatMap(({ claim }) => claim ?? []),
    ...Object.keys(claimStates),
  ])
  const records = await store.claims.byNumbers([...new Set(touched)].toSorted())
  const balances = await store.ledger.balancesByClaim(records.map(({ id }) => id))
  return records.map(({ id, patientControlNumber }) => ({ claim: patientControlNumber, balances: balances.get(id) ?? {} }))
}
