// What needs a person.
import type { WorkItemDraft } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

export interface WorkItem extends WorkItemDraft {
  readonly id: string
  readonly state: 'open' | 'resolved'
  readonly openedAt: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly fileId?: string
}

export interface WorkItemQuery extends Paging {
  readonly state?: 'open' | 'resolved'
  readonly type?: string
  /** Any of these; must not be empty. */
  readonly types?: readonly string[]
  readonly claimId?: string
  readonly remittanceId?: string
  readonly fileId?: string
  /** How their keys begin: all that one posting opened. */
  readonly keyStart?: string
}

export interface WorkItemStore {
  /** Opens the item; the same key again gives back the first. */
  open(
    item: WorkItemDraft & {
      readonly key: string
      readonly at: Instant
      readonly claimId?: string
      readonly remittanceId?: string
      readonly fileId?: string
    },
  ): Promise<{ readonly item: WorkItem; readonly isNew: boolean }>
  find(id: string): Promise<WorkItem | undefined>
  list(query: WorkItemQuery): Promise<Page<WorkItem>>
  resolve(id: string, resolution: { readonly by: string; readonly reason: string; readonly at: Instant }): Promise<void>
}
