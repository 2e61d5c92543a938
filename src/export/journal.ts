// The journal as a table for an accounting system or DuckDB: one row per ledger entry, never changed once written.
import type { LedgerEntry, Remittance } from '../domain/index.js'
import type { Column } from './column.js'

export interface JournalLine {
  readonly entry: LedgerEntry
  /** The payment that made the entry; absent for charges and entries by hand. */
  readonly remittance?: Pick<Remittance, 'trace' | 'payer' | 'effectiveOn'>
}

/** Columns are only ever added, at the end. */
export const journalColumns: readonly Column<JournalLine>[] = [
  {
    name: 'seq',
    kind: 'whole',
    isRequired: true,
    says: 'running number over all entries, rising in the order of commitment: the cursor',
    of: ({ entry }) => entry.seq,
  },
  { name: 'entry_id', kind: 'text', isRequired: true, says: 'id of the entry', of: ({ entry }) => entry.id },
  { name: 'booked_at', kind: 'instant', isRequired: true, says: 'when it was booked, UTC', of: ({ entry }) => entry.at },
  { name: 'debit', kind: 'text', isRequired: true, says: 'account debited', of: ({ entry }) => entry.dr },
  { name: 'credit', kind: 'text', isRequired: true, says: 'account credited', of: ({ entry }) => entry.cr },
  { name: 'cents', kind: 'whole', isRequired: true, says: 'the amount in whole cents, always above 0', of: ({ entry }) => entry.cents },
  { name: 'amount', kind: 'dollars', isRequired: true, says: 'the same amount in dollars, exact', of: ({ entry }) => entry.cents },
  {
    name: 'why',
    kind: 'text',
    isRequired: true,
    says: '`charge`, `payment`, `CO45`, `PR1`, `PLB WO`, … or the reason of an entry by hand',
    of: ({ entry }) => entry.why,
  },
  { name: 'claim', kind: 'text', says: 'patient control number (CLM01)', of: ({ entry }) => entry.claim },
  { name: 'line', kind: 'whole', says: 'our service line number; 0 is the claim as a whole', of: ({ entry }) => entry.line },
  { name: 'payer_order', kind: 'text', says: 'whose decision it is: `P`, `S` or `T`', of: ({ entry }) => entry.payerOrder },
  { name: 'adjustment_group', kind: 'text', says: 'CAS01', of: ({ entry }) => entry.group },
  { name: 'carc', kind: 'text', says: 'claim adjustment reason code', of: ({ entry }) => entry.carc },
  {
    name: 'rarc',
    kind: 'text',
    says: 'remittance advice remark codes, a space between two',
    of: ({ entry: { rarc = [] } }) => (rarc.length === 0 ? undefined : rarc.join(' ')),
  },
  { name: 'reference', kind: 'text', says: 'the payer’s reference: ICN, PLB reference', of: ({ entry }) => entry.ref },
  { name: 'reverses', kind: 'text', says: '`entry_id` of the entry that this one takes back', of: ({ entry }) => entry.reverses },
  { name: 'trace', kind: 'text', says: 'TRN02 of the remittance: cheque or EFT number', of: ({ remittance }) => remittance?.trace.number },
  { name: 'payer_identifier', kind: 'text', says: 'TRN03 of the remittance', of: ({ remittance }) => remittance?.trace.payerIdentifier },
  { name: 'payer_name', kind: 'text', says: '1000A N102 of the remittance', of: ({ remittance }) => remittance?.payer.name },
  { name: 'effective_on', kind: 'text', says: 'BPR16 of the remittance, YYYY-MM-DD', of: ({ remittance }) => remittance?.effectiveOn },
  { name: 'claim_id', kind: 'text', says: 'our id of the claim', of: ({ entry }) => entry.claimId },
  { name: 'remittance_id', kind: 'text', says: 'our id of the remittance', of: ({ entry }) => entry.remittanceId },
  { name: 'claim_payment_id', kind: 'text', says: 'our id of the claim payment', of: ({ entry }) => entry.claimPaymentId },
  { name: 'source_file_id', kind: 'text', says: 'the file whose bytes made the entry', of: ({ entry }) => entry.source?.fileId },
  { name: 'source_sha256', kind: 'text', says: 'SHA-256 of that file', of: ({ entry }) => entry.source?.sha256 },
  { name: 'source_set', kind: 'whole', says: 'transaction set in the file, from 1', of: ({ entry }) => entry.source?.set },
  { name: 'source_segment', kind: 'whole', says: 'segment in the set, ST = 1', of: ({ entry }) => entry.source?.segment },
  { name: 'source_offset', kind: 'whole', says: 'byte offset in the file', of: ({ entry }) => entry.source?.offset },
  { name: 'source_length', kind: 'whole', says: 'bytes', of: ({ entry }) => entry.source?.length },
]
