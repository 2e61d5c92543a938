// Claims that wait for an answer, by the set they were sent in and one by one.
import type { OpenClaim, SubmissionState } from '../domain/index.js'
import type { Instant } from '../values/index.js'
import { present, wholeNumber } from './columns.js'
import type { WaitingBatch, WaitingClaim, WaitingStore } from './store.js'
import type { Session } from './transaction.js'

/** On the way, between sending and the payer's acceptance. */
const unanswered = "'SendUncertain', 'Sent', 'InterchangeAccepted', 'SetAccepted', 'ClearinghouseAccepted'"
const latest = 'NOT EXISTS (SELECT 1 FROM submission later WHERE later.claim_id = s.claim_id AND later.id > s.id)'
/** The step that began the present attempt. */
const begun = "COALESCE((SELECT MAX(b.seq) FROM claim_event b WHERE b.claim_id = c.id AND b.event = 'batched'), 0)"
/** Nothing is decided of the present attempt: not yet of any, or sent again (corrected, or to the next payer) since it was. */
const undecided = `(c.state = 'submitted' OR ${begun} >
  COALESCE((SELECT MAX(d.seq) FROM claim_event d WHERE d.claim_id = c.id AND d.state IS NOT NULL), 0))`
const destination = '(SELECT a.payer_order FROM claim_attempt a WHERE a.claim_id = c.id ORDER BY a.at DESC, a.id DESC LIMIT 1)'
const defaultLimit = 500

type Row = Readonly<Record<string, unknown>>

export function createWaitingStore(session: Session): WaitingStore {
  const ask = (sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    session.read((manager) => manager.query<Row[]>(sql, [...parameters]))

  return {
    batches: async ({ fileIds } = {}) => {
      if (fileIds?.length === 0) return []
      const rows = await ask(
        `SELECT s.partner_id AS partnerId, s.source_file_id AS fileId, s.set_id AS setId, s.interchange_control AS interchangeControl,
          s.group_control AS groupControl, s.set_control AS setControl, s.batch_reference AS batchReference,
          c.submission_state AS submissionState, COALESCE(MAX(o.sent_at), MIN(s.at)) AS sentAt, COUNT(DISTINCT s.claim_id) AS claims
        FROM submission s JOIN claim c ON c.id = s.claim_id LEFT JOIN outbox o ON o.file_id = s.source_file_id
        WHERE c.submission_state IN (${unanswered}) AND ${latest}
          ${fileIds === undefined ? '' : `AND s.set_id IN (SELECT id FROM transaction_set WHERE file_id IN (${marks(fileIds)}))`}
        GROUP BY s.partner_id, s.source_file_id, s.set_id, s.interchange_control, s.group_control, s.set_control, s.batch_reference,
          c.submission_state
        ORDER BY s.set_id, c.submission_state`,
        fileIds ?? [],
      )
      return rows.map((row) => ({ ...row, claims: wholeNumber(row.claims) }) as unknown as WaitingBatch)
    },

    claims: async ({ limit = defaultLimit, cursor = '', claimIds }) => {
      if (claimIds?.length === 0) return { items: [] }
      const rows = await ask(
        `SELECT c.id AS claimId, c.patient_control_number AS patientControlNumber, c.submission_state AS submissionState,
          COALESCE(s.partner_id, c.partner_id) AS partnerId, s.set_id AS setId, c.claim AS claim, ${destination} AS payerOrder,
          c.inquiry_state AS inquiryState, c.inquiry_at AS inquiryAt,
          COALESCE(o.sent_at, s.at, c.created_at) AS sentAt,
          (SELECT MIN(e.at) FROM claim_event e WHERE e.claim_id = c.id AND e.submission_state = 'PayerAccepted' AND e.seq > ${begun})
            AS acceptedAt,
          CASE WHEN ${undecided} THEN NULL
            ELSE (SELECT MAX(r.at) FROM claim_event r WHERE r.claim_id = c.id AND r.state = 'reversed') END AS reversedAt
        FROM claim c LEFT JOIN submission s ON s.claim_id = c.id AND ${latest} LEFT JOIN outbox o ON o.file_id = s.source_file_id
        WHERE (${undecided} OR c.state = 'reversed') AND c.submission_state IN (${unanswered}, 'PayerAccepted') AND c.id > ?
          ${claimIds === undefined ? '' : `AND c.id IN (${marks(claimIds)})`}
        ORDER BY c.id LIMIT ${Math.trunc(limit) + 1}`,
        [cursor, ...(claimIds ?? [])],
      )
      const items = rows.slice(0, limit).map(toClaim)
      const last = items.at(-1)
      return rows.length > limit && last !== undefined ? { items, next: last.claimId } : { items }
    },
  }
}

function marks(values: readonly string[]): string {
  return values.map(() => '?').join(', ')
}

/** What a row may not have. */
type Known = 'partnerId' | 'setId' | 'acceptedAt' | 'inquiryState' | 'inquiryAt' | 'reversedAt'

function toClaim({ claim, payerOrder, ...row }: Row): WaitingClaim {
  const { coverages } = JSON.parse(String(claim)) as OpenClaim
  const { payerId } = coverages.find(({ order }) => order === payerOrder) ?? coverages[0] ?? {}
  const { claimId, patientControlNumber, submissionState, partnerId, setId, sentAt, acceptedAt, inquiryState, inquiryAt, reversedAt } = row
  return present({
    claimId: String(claimId),
    patientControlNumber: String(patientControlNumber),
    submissionState: submissionState as SubmissionState,
    sentAt: sentAt as Instant,
    ...(payerId === undefined ? {} : { payerId }),
    ...({ partnerId, setId, acceptedAt, inquiryState, inquiryAt, reversedAt } as Pick<WaitingClaim, Known>),
  })
}
