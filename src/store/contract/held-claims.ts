// Claims that are checked and ready, and wait for their partner's next batch.
import type { Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

export interface HeldSummary {
  readonly partnerId: string
  readonly count: number
  readonly oldestAt: Instant
}

export interface HeldClaimStore {
  /** The claim waits for this partner from now on; one that waited already begins anew. */
  hold(held: { readonly claimId: string; readonly partnerId: string; readonly at: Instant }): Promise<void>
  /** These wait no longer; those that did not wait are passed over. */
  release(claimIds: readonly string[]): Promise<void>
  /** Claims that wait for this partner, the newest claim first, with the time since when. */
  list(query: Paging & { readonly partnerId: string }): Promise<Page<{ readonly claimId: string; readonly at: Instant }>>
  /** What waits, by partner. */
  summary(): Promise<readonly HeldSummary[]>
  /**
   * Ids of the claims that have waited for this partner since `until` or longer, oldest first, `limit` at most. They are locked until
   * the running transaction ends: another process that wants them waits, and then finds those that are left.
   */
  take(partnerId: string, until: Instant, limit: number): Promise<readonly string[]>
}
