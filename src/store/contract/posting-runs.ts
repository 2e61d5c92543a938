// Posting runs: each going of a remittance into the books or out of them, in order.
import type { PostingMode, PostingRun } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'

export interface RunAct {
  readonly by: string
  readonly reason?: string
  readonly at: Instant
}

export interface PostingRunStore {
  /** Opens the next run, in the transaction that lets the remittance take effect; while one is open, that one comes back. */
  begin(remittanceId: string, mode: Exclude<PostingMode, 'void'>, act: RunAct): Promise<PostingRun>
  /** The run that holds: begun, and not taken back. */
  current(remittanceId: string): Promise<PostingRun | undefined>
  /** The same of many remittances, by remittance; those without one are absent. */
  currentOf(remittanceIds: readonly string[]): Promise<ReadonlyMap<string, PostingRun>>
  /** The open run has posted everything. */
  finish(remittanceId: string): Promise<void>
  /** Takes a posted run back, once for ever, and gives the run that does so. A Fault CONFLICT when it is not posted or another was first. */
  void(run: PostingRun, act: RunAct): Promise<PostingRun>
  find(id: string): Promise<PostingRun | undefined>
  /** In order. */
  of(remittanceId: string): Promise<readonly PostingRun[]>
}
