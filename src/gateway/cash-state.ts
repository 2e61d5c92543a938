// What is known of a remittance's money; whether it is posted is another question.
import type { CashState } from '../domain/index.js'
import { waitsForMoney } from '../reassociation/index.js'
import type { RemittanceRow, Store } from '../store/index.js'

export interface CashStanding {
  readonly cashState: CashState
  /** The deposit that pays it, or bears its TRN with another amount. */
  readonly depositId?: string
}

/** By the id of the remittance. R-EFT-5: what pays nothing, repeats another one or was voided, needs no money. */
export async function cashStandings(store: Store, rows: readonly RemittanceRow[]): Promise<ReadonlyMap<string, CashStanding>> {
  const paying = await store.deposits.paying(rows.map(({ id }) => id))
  const differing = new Map(
    (await store.deposits.inStates(['differs'])).flatMap(({ id, candidates }) => candidates.map((candidate) => [candidate, id] as const)),
  )
  return new Map(rows.map((row) => [row.id, standingOf(row)]))

  function standingOf({ id, state, remittance }: RemittanceRow): CashStanding {
    const [payer, differs] = [paying.get(id), differing.get(id)]
    if (payer !== undefined) return { cashState: 'matched', depositId: payer }
    if (differs !== undefined) return { cashState: 'differs', depositId: differs }
    return { cashState: state === 'duplicate' || state === 'voided' || !waitsForMoney(remittance) ? 'none-needed' : 'awaiting' }
  }
}
