// What needs a person.
import type { WorkAction, WorkEvent, WorkItemDraft, WorkItemType } from '../../domain/index.js'
import type { Instant, IsoDate } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

export interface WorkItem extends WorkItemDraft {
  readonly id: string
  readonly state: 'open' | 'resolved'
  readonly openedAt: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly fileId?: string
  /** Who works on it. */
  readonly assignedTo?: string
  /** It is out of sight until this day. */
  readonly snoozedUntil?: IsoDate
  /** What a person decided to do about it. */
  readonly decided?: WorkAction
}

export interface WorkItemQuery extends Paging {
  readonly state?: 'open' | 'resolved'
  readonly type?: string
  /** Any of these; must not be empty. */
  readonly types?: readonly string[]
  readonly claimId?: string
  /** Any of these; must not be empty. */
  readonly claimIds?: readonly string[]
  readonly remittanceId?: string
  readonly fileId?: string
  readonly assignedTo?: string
  /** Only what is not out of sight on this day. */
  readonly inSightOn?: IsoDate
  /** How their keys begin: all that one posting opened. */
  readonly keyStart?: string
}

export interface NewWorkItem extends WorkItemDraft {
  /** Unique for ever. */
  readonly key: string
  readonly at: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly fileId?: string
}

/** How an item ended. */
export interface WorkItemEnding {
  readonly claimId: string
  readonly at: Instant
  readonly by: string
  readonly reason: string
  readonly decided?: WorkAction
}

export interface WorkItemStore {
  /** Opens the item; the same key again gives back the first. */
  open(item: NewWorkItem): Promise<{ readonly item: WorkItem; readonly isNew: boolean }>
  /** The same for many, without giving anything back. */
  openAll(items: readonly NewWorkItem[]): Promise<void>
  list(query: WorkItemQuery): Promise<Page<WorkItem>>
  find(id: string): Promise<WorkItem | undefined>
  /** Records what a person did with an open item, and how it stands now. A Fault CONFLICT when it is resolved, NOT_FOUND when there is none. */
  record(id: string, event: WorkEvent & { readonly kind: 'assigned' | 'noted' | 'snoozed' | 'decided' }): Promise<void>
  /** Endings of the resolved items of this type about these claims, by claim. */
  endings(type: WorkItemType, claimIds: readonly string[]): Promise<ReadonlyMap<string, readonly WorkItemEnding[]>>
  /** Everything that was done with it, oldest first. */
  history(id: string): Promise<readonly WorkEvent[]>
  /** Ends it, which is the last event of its history. */
  resolve(id: string, resolution: { readonly by: string; readonly reason: string; readonly at: Instant }): Promise<void>
}
