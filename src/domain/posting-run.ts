// One going of a remittance into the books, or out of them again (domain rules section 3).
import type { Instant } from '../values/index.js'

/** automatic: on arrival; by-person: released or posted again; void: takes an earlier run back. */
export type PostingMode = 'automatic' | 'by-person' | 'void'

export interface PostingRun {
  readonly id: string
  readonly remittanceId: string
  /** From 1, over all runs of the remittance. */
  readonly number: number
  readonly mode: PostingMode
  /** posting: its units take effect one by one; voided: a later run took it back. */
  readonly state: 'posting' | 'posted' | 'voided'
  /** "system", "user:…" or "key:…". */
  readonly by: string
  readonly reason?: string
  readonly at: Instant
  /** Of a void: the run that it took back. */
  readonly voids?: string
}
