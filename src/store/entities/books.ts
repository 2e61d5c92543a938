// Tables of the books: postings under their unique keys, and their entries, which are never changed.
import { EntitySchema } from 'typeorm'
import type { LedgerEntry } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'
import { cents, count, fileText, idColumn, instant, json, optional, reference, text, word } from '../columns.js'
import { sourceSchema } from './source.js'

export interface PostingTable {
  readonly id: string
  readonly key: string
  readonly at: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly claimPaymentId?: string
  readonly runId?: string
}

export const postingEntity = new EntitySchema<PostingTable>({
  name: 'posting',
  columns: {
    id: idColumn,
    key: { ...text, name: 'posting_key' },
    at: instant,
    claimId: optional(reference),
    remittanceId: optional(reference),
    claimPaymentId: optional(reference),
    runId: optional(reference),
  },
})

export type LedgerEntryTable = LedgerEntry & { readonly postingId: string }

export const ledgerEntryEntity = new EntitySchema<LedgerEntryTable>({
  name: 'ledger_entry',
  columns: {
    id: idColumn,
    seq: count,
    postingId: reference,
    at: instant,
    dr: word,
    cr: word,
    cents,
    claim: { ...optional(fileText), name: 'patient_control_number' },
    line: { ...optional(count), name: 'line_number' },
    payerOrder: optional(word),
    group: { ...optional(fileText), name: 'adjustment_group' },
    carc: optional(fileText),
    rarc: optional(json),
    why: fileText,
    ref: optional(fileText),
    claimId: optional(reference),
    remittanceId: optional(reference),
    claimPaymentId: optional(reference),
    runId: optional(reference),
    reverses: optional(reference),
  },
  embeddeds: { source: { schema: sourceSchema, prefix: 'source' } },
})
