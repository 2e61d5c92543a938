// R-PLB-2: what is due to payers grows old, under each reference on its own.
import type { LedgerEntry } from '../domain/index.js'
import { type Cents, type Instant, toCents } from '../values/index.js'

export interface OpenPayerBalance {
  readonly ref: string
  /** What we owe, above 0. */
  readonly cents: Cents
  /** Since then something was owed without a break; what came on top later is no younger. */
  readonly since: Instant
  /** Of the entry that began it; absent for one by hand. */
  readonly remittanceId?: string
}

/** In: the entries of DUE:PAYER in posting order. Out: what is owed after them, the oldest first. */
export function openPayerBalances(entries: readonly LedgerEntry[]): readonly OpenPayerBalance[] {
  const open = new Map<string, OpenPayerBalance>()
  const owed = new Map<string, number>()
  for (const { dr, cents, ref = '', at, remittanceId } of entries) {
    const before = owed.get(ref) ?? 0
    const after = before + (dr === 'DUE:PAYER' ? 0 - cents : cents)
    owed.set(ref, after)
    const begun = before > 0 ? open.get(ref) : undefined
    const since = begun ?? { ref, since: at, ...(remittanceId === undefined ? {} : { remittanceId }) }
    if (after > 0) open.set(ref, { ...since, cents: toCents(after) })
    else open.delete(ref)
  }
  return [...open.values()].toSorted((a, b) => (a.since < b.since ? -1 : 1))
}
