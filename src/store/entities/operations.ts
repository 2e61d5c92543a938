// Tables of the daily work: practices, work items, outbox, pickups, jobs, API keys, audit chain.
import { EntitySchema } from 'typeorm'
import type { Practice, WorkEvent } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'
import { count, fileText, flag, idColumn, instant, json, longText, optional, reference, sha256Hex, text, word } from '../columns.js'
import type { ApiKey, AuditEvent, OutboxRow, ParkedAnswer, WorkItem } from '../store.js'

export type PracticeTable = Practice & { readonly createdAt: Instant }

export const practiceEntity = new EntitySchema<PracticeTable>({
  name: 'practice',
  columns: { id: idColumn, name: text, npi: word, taxId: word, createdAt: instant },
})

export type WorkItemTable = WorkItem & {
  readonly key: string
  readonly resolvedBy?: string
  readonly resolvedFor?: string
  readonly resolvedAt?: Instant
}

export const workItemEntity = new EntitySchema<WorkItemTable>({
  name: 'work_item',
  columns: {
    id: idColumn,
    key: { ...text, name: 'item_key' },
    type: text,
    claim: { ...optional(fileText), name: 'patient_control_number' },
    line: { ...optional(count), name: 'line_number' },
    cents: optional(count),
    nextAction: optional(fileText),
    facts: optional(json),
    state: word,
    openedAt: instant,
    claimId: optional(reference),
    remittanceId: optional(reference),
    fileId: optional(reference),
    assignedTo: optional(text),
    snoozedUntil: optional({ type: 'varchar', length: 10 }),
    decided: { ...optional(word), name: 'decided_action' },
    resolvedBy: optional(text),
    resolvedFor: optional(longText),
    resolvedAt: optional(instant),
  },
})

export type WorkEventTable = WorkEvent & { readonly id: string; readonly itemId: string }

export const workEventEntity = new EntitySchema<WorkEventTable>({
  name: 'work_event',
  columns: {
    id: idColumn,
    itemId: reference,
    kind: word,
    at: instant,
    by: { ...text, name: 'actor' },
    value: { ...optional(text), name: 'event_value' },
    text: { ...optional(longText), name: 'event_text' },
  },
})

export type OutboxTable = OutboxRow & { readonly key: string }

export const outboxEntity = new EntitySchema<OutboxTable>({
  name: 'outbox',
  columns: {
    id: idColumn,
    key: { ...text, name: 'outbox_key' },
    partnerId: text,
    kind: word,
    fileId: reference,
    name: text,
    sizeBytes: count,
    state: word,
    attempts: count,
    nextAttemptAt: instant,
    lastError: optional(longText),
    createdAt: instant,
    sentAt: optional(instant),
  },
})

export const parkedAnswerEntity = new EntitySchema<ParkedAnswer>({
  name: 'parked_answer',
  columns: {
    id: idColumn,
    kind: word,
    answers: fileText,
    senderId: fileText,
    fileId: reference,
    set: { ...count, name: 'set_ordinal' },
    offset: { ...count, name: 'byte_offset' },
    state: word,
    attempts: count,
    nextAttemptAt: instant,
    parkedAt: instant,
    appliedAt: optional(instant),
  },
})

export interface PickupTable {
  readonly id: string
  readonly partnerId: string
  /** A remote path may be longer than a unique key can be, so its hash stands in the key. */
  readonly pathHash: string
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedMs: number
  readonly sha256: string
  readonly fileId: string
  readonly isRemoved: boolean
  readonly at: Instant
}

export const pickupEntity = new EntitySchema<PickupTable>({
  name: 'pickup',
  columns: {
    id: idColumn,
    partnerId: text,
    pathHash: sha256Hex,
    path: longText,
    sizeBytes: count,
    modifiedMs: count,
    sha256: sha256Hex,
    fileId: reference,
    isRemoved: flag,
    at: instant,
  },
})

export interface JobSlot {
  readonly id: string
  readonly job: string
  readonly slot: string
  readonly at: Instant
}

export const jobSlotEntity = new EntitySchema<JobSlot>({
  name: 'job_slot',
  columns: { id: idColumn, job: text, slot: text, at: instant },
})

export type ApiKeyTable = ApiKey & { readonly secretHash: string }

export const apiKeyEntity = new EntitySchema<ApiKeyTable>({
  name: 'api_key',
  columns: { id: idColumn, name: text, scopes: json, createdAt: instant, revokedAt: optional(instant), secretHash: sha256Hex },
})

export interface GivenAnswerTable {
  readonly id: string
  readonly keyHash: string
  readonly fingerprint: string
  readonly answer: object | null
  readonly at: Instant
}

export const givenAnswerEntity = new EntitySchema<GivenAnswerTable>({
  name: 'given_answer',
  columns: { id: idColumn, keyHash: sha256Hex, fingerprint: sha256Hex, answer: optional(json), at: instant },
})

/** `link` is the HMAC in hex; `detail` the very text that it covers. */
export type AuditTable = Omit<AuditEvent, 'detail'> & { readonly seq: number; readonly detail?: string; readonly link: string }

export const auditEntity = new EntitySchema<AuditTable>({
  name: 'audit_event',
  columns: {
    seq: { ...count, primary: true },
    at: instant,
    actor: text,
    action: text,
    object: optional(text),
    detail: optional(longText),
    link: sha256Hex,
  },
})
