// The books.
import type { Account, EntryDraft, EntrySource, LedgerEntry } from '../../domain/index.js'
import type { Cents, Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

/** Entries that belong together; `key` is unique for ever and makes posting twice impossible. */
export interface Posting {
  readonly key: string
  readonly at: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly claimPaymentId?: string
  readonly runId?: string
  readonly source?: EntrySource
  readonly entries: readonly (EntryDraft & { readonly source?: EntrySource; readonly reverses?: string })[]
}

export interface LedgerQuery extends Paging {
  readonly claimId?: string
  readonly remittanceId?: string
  readonly claimPaymentId?: string
  readonly runId?: string
  readonly account?: Account
  /** Only entries with a higher running number than this. */
  readonly after?: number
}

export type Balances = Readonly<Partial<Record<Account, Cents>>>

export interface LedgerStore {
  /** Writes the entries; with a key that was used before it writes nothing and gives back the first posting's entries. */
  post(posting: Posting): Promise<{ readonly entries: readonly LedgerEntry[]; readonly isNew: boolean }>
  /** The same for many postings, in their order, without giving anything back. */
  postAll(postings: readonly Posting[]): Promise<void>
  /** In posting order. */
  entries(query: LedgerQuery): Promise<Page<LedgerEntry>>
  /** Entries of many claims at once, in posting order; claims that nothing was booked to are absent. */
  entriesByClaim(claimIds: readonly string[]): Promise<ReadonlyMap<string, readonly LedgerEntry[]>>
  /** Debit positive, over all accounts that ever moved (or of one claim, or one remittance; or as they stood before an instant). */
  balances(of?: { readonly claimId?: string; readonly remittanceId?: string; readonly before?: Instant }): Promise<Balances>
  /** The same for many claims at once; claims that nothing was booked to are absent. */
  balancesByClaim(claimIds: readonly string[]): Promise<ReadonlyMap<string, Balances>>
  /** Balance of one account by reference, where not zero: DUE:PAYER, SUSPENSE:CLAIM, … */
  balancesByReference(account: Account): Promise<ReadonlyMap<string, Cents>>
}
