// The totals of all accounts. Entries are only ever added, and their numbers are committed in order (who takes them holds the counter
// until the end of the transaction): what was added up as far as a number stays so, and only what came after it is read.
import type { EntityManager } from 'typeorm'
import type { Account } from '../domain/index.js'
import { type Cents, toCents } from '../values/index.js'
import { wholeNumber } from './columns.js'
import type { Balances } from './store.js'

export class AccountTotals {
  /** What was added up by an earlier look, as far as this number. */
  #known: { readonly seq: number; readonly balances: Balances } = { seq: 0, balances: {} }

  /** `isCommitted` tells that everything this manager sees will stay. */
  async now(manager: EntityManager, isCommitted: boolean): Promise<Balances> {
    const { seq, balances } = this.#known
    const rows = await manager.query<(Movement & { readonly last: unknown })[]>(
      'SELECT dr, cr, SUM(cents) AS moved, MAX(seq) AS last FROM ledger_entry WHERE seq > ? GROUP BY dr, cr',
      [seq],
    )
    if (rows.length === 0) return balances
    const now = moved(balances, rows)
    if (isCommitted) this.#known = { seq: Math.max(...rows.map(({ last }) => wholeNumber(last))), balances: now }
    return now
  }
}

/** What went from one account to another, as a database adds it up. */
export interface Movement {
  readonly dr: Account
  readonly cr: Account
  readonly moved: unknown
}

/** Balances after these movements: debit positive. */
export function moved(before: Balances, movements: readonly Movement[]): Balances {
  const balances: Partial<Record<Account, Cents>> = { ...before }
  for (const { dr, cr, moved: sum } of movements) {
    const cents = wholeNumber(sum)
    balances[dr] = toCents((balances[dr] ?? 0) + cents)
    balances[cr] = toCents((balances[cr] ?? 0) - cents)
  }
  return balances
}
