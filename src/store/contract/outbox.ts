// What is to be sent, and how that goes; the numbers it is sent under; what was fetched; what has run.
import type { Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

/** ready: to be uploaded; sending: a try is under way; uncertain: it may have arrived; failed: a person must look. */
export type OutboxState = 'ready' | 'sending' | 'sent' | 'uncertain' | 'failed'

export interface OutboxRow {
  readonly id: string
  readonly partnerId: string
  /** "837", "999", "TA1". */
  readonly kind: string
  readonly fileId: string
  /** Name on the remote side. */
  readonly name: string
  readonly sizeBytes: number
  readonly state: OutboxState
  readonly attempts: number
  readonly nextAttemptAt: Instant
  readonly lastError?: string
  readonly createdAt: Instant
  readonly sentAt?: Instant
}

export interface OutboxQuery extends Paging {
  readonly state?: OutboxState
  readonly partnerId?: string
  readonly kind?: string
}

export interface OutboxStore {
  /** `key` makes enqueuing twice harmless; the first try is due at once. */
  add(
    row: Pick<OutboxRow, 'partnerId' | 'kind' | 'fileId' | 'name' | 'sizeBytes'> & { readonly key: string; readonly at: Instant },
  ): Promise<{ readonly row: OutboxRow; readonly isNew: boolean }>
  /** Rows of a partner in state ready, uncertain or (left by a crash) sending whose time has come, oldest first. */
  due(partnerId: string, now: Instant): Promise<readonly OutboxRow[]>
  /** Moves the row; each move to `sending` counts as a try, a move to `sent` is its `sentAt`. What is not given stays. */
  mark(
    id: string,
    change: { readonly state: OutboxState; readonly at: Instant; readonly nextAttemptAt?: Instant; readonly lastError?: string },
  ): Promise<void>
  list(query: OutboxQuery): Promise<Page<OutboxRow>>
  find(id: string): Promise<OutboxRow | undefined>
  /** The row under which this file goes to the partner. */
  ofFile(partnerId: string, fileId: string): Promise<OutboxRow | undefined>
}

export interface ControlNumberStore {
  /** The next number of this counter, from 1, within the running transaction: rolled back with it, burned once committed. `max` wraps to 1. */
  next(partnerId: string, counter: 'interchange' | 'group' | 'batch', max: number): Promise<number>
}

export interface PickupStore {
  /** Was this remote file, at this size and time, taken before? Its hash and whether it is gone from the remote side. */
  find(
    partnerId: string,
    path: string,
    sizeBytes: number,
    modifiedMs: number,
  ): Promise<{ readonly sha256: string; readonly fileId: string; readonly isRemoved: boolean; readonly at: Instant } | undefined>
  /** Notes a pickup. The same again, before the file is gone from there, changes nothing. */
  save(pickup: {
    readonly partnerId: string
    readonly path: string
    readonly sizeBytes: number
    readonly modifiedMs: number
    readonly sha256: string
    readonly fileId: string
    readonly isRemoved: boolean
    readonly at: Instant
  }): Promise<void>
}

export interface JobStore {
  /** True for the first that claims this slot of this job: what is due runs once. */
  claim(job: string, slot: string, at: Instant): Promise<boolean>
}
