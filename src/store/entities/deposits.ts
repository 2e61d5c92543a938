// Tables of the money at the bank. `takenId` is the remittance while the link stands and NULL once it is undone: its unique key lets no
// remittance be paid twice.
import { EntitySchema } from 'typeorm'
import { cents, count, fileText, idColumn, instant, json, optional, reference, text, word } from '../columns.js'
import type { DepositMatch, DepositRow } from '../store.js'

export type DepositTable = Omit<DepositRow, 'trace' | 'at' | 'isReturn'> & {
  readonly traceNumber?: string
  readonly payerIdentifier?: string
  readonly line: number
  readonly offset: number
  readonly length: number
}

export const depositEntity = new EntitySchema<DepositTable>({
  name: 'deposit',
  columns: {
    id: idColumn,
    key: { ...text, name: 'deposit_key' },
    fileId: reference,
    line: { ...count, name: 'line_number' },
    offset: { ...count, name: 'byte_offset' },
    length: { ...count, name: 'byte_length' },
    direction: word,
    cents,
    postedOn: word,
    companyName: optional(fileText),
    companyId: optional(fileText),
    traceNumber: optional(fileText),
    payerIdentifier: optional(fileText),
    references: { ...json, name: 'bank_references' },
    description: fileText,
    state: word,
    candidates: json,
    importedAt: instant,
  },
})

export type DepositMatchTable = DepositMatch & { readonly takenId: string | null }

export const depositMatchEntity = new EntitySchema<DepositMatchTable>({
  name: 'deposit_match',
  columns: {
    id: idColumn,
    depositId: reference,
    remittanceId: reference,
    takenId: optional(reference),
    cents,
    feeCents: cents,
    source: { ...word, name: 'source_account' },
    rule: word,
    by: { ...text, name: 'matched_by' },
    matchedAt: instant,
    undoneAt: optional(instant),
  },
})
