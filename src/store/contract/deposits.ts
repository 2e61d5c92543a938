// Money at the bank, and which remittances it pays.
import type { BankLine, DepositState } from '../../domain/index.js'
import type { Cents, Instant, IsoDate } from '../../values/index.js'
import type { Page, Paging } from './paging.js'
import type { RemittanceRow } from './remittances.js'

/** A movement of the bank that concerns us. */
export interface DepositRow extends Omit<BankLine, 'at'> {
  readonly id: string
  readonly fileId: string
  readonly at: BankLine['at']
  readonly state: DepositState
  /** Remittances that it may pay (`proposed`), or whose TRN it bears (`differs`). */
  readonly candidates: readonly string[]
  readonly importedAt: Instant
}

/** One remittance paid by a deposit, until somebody undoes it. */
export interface DepositMatch {
  readonly id: string
  readonly depositId: string
  readonly remittanceId: string
  /** What it takes off CASH:REMIT: BPR02. */
  readonly cents: Cents
  /** R-EFT-7: what of it a card company kept. */
  readonly feeCents: Cents
  /** The account that the money came from: CASH:BANK on the way in, SUSPENSE:BANK when it waited there. */
  readonly source: 'CASH:BANK' | 'SUSPENSE:BANK'
  /** R-EFT rule, "hand" or "card". */
  readonly rule: string
  readonly by: string
  readonly matchedAt: Instant
  readonly undoneAt?: Instant
}

export interface DepositStore {
  /** Keeps the movements whose key nobody has yet, as `new` (debits as `return`); gives how many those were. */
  stage(rows: readonly Omit<DepositRow, 'id' | 'candidates'>[]): Promise<number>
  find(id: string): Promise<DepositRow | undefined>
  list(query: Paging & { readonly state?: DepositState }): Promise<Page<DepositRow>>
  /** All in these states, in the order they came. */
  inStates(states: readonly DepositState[]): Promise<readonly DepositRow[]>
  /** Which of these keys are known. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Moves one on from the state it was seen in; false when somebody else was first. */
  move(id: string, from: DepositState, to: DepositState, candidates?: readonly string[]): Promise<boolean>
  /** Links a remittance; false when another deposit has it. The key of the table decides, not a look before. */
  link(match: Omit<DepositMatch, 'undoneAt'>): Promise<boolean>
  /** Ends a link; false when it has ended. The row stays. */
  unlink(matchId: string, at: Instant): Promise<boolean>
  /** Links of a deposit, or of a remittance, also those that were undone, oldest first. */
  matches(of: { readonly depositId: string } | { readonly remittanceId: string }): Promise<readonly DepositMatch[]>
  /** Links that were undone, as remittances by deposit: what a person has refused. */
  undone(): Promise<ReadonlyMap<string, readonly string[]>>
  /** Credits of these amounts. */
  ofAmounts(amounts: readonly Cents[]): Promise<readonly DepositRow[]>
  /** The first day that any bank file tells of. */
  firstDay(): Promise<IsoDate | undefined>
  /** Remittances of these that a deposit pays now, each with its deposit. */
  paying(remittanceIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Links of these deposits, also those that were undone, by deposit. */
  matchesOf(depositIds: readonly string[]): Promise<ReadonlyMap<string, readonly DepositMatch[]>>
  /** Of these remittances the deposits that pay them now: the day at the bank, and who matched them. */
  payments(remittanceIds: readonly string[]): Promise<ReadonlyMap<string, { readonly on: IsoDate; readonly by: string }>>
  /** Remittances over money that no deposit pays, posted or waiting for it. */
  awaited(): Promise<readonly RemittanceRow[]>
}
