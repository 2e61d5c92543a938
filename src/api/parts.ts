// What the API is made of: everything it needs comes in here, and it reads no settings of its own.
import type { Partner } from '../domain/index.js'
import type { AdjustmentTreatments } from '../ledger/index.js'
import type {
  AccountActs,
  BatchReport,
  CheckOptions,
  CheckReport,
  ClaimTimeline,
  Correct,
  DispatchReport,
  EobPaper,
  ImportDeposits,
  Inquire,
  MatchDeposit,
  NextPayer,
  PostingActs,
  Overdue,
  ReceiveReport,
  Statements,
  Submit,
  SubmitReport,
  WorkQueue,
} from '../gateway/index.js'
import type { Arrival, ClaimRecord, Store } from '../store/index.js'
import type { Clock } from '../values/index.js'

export interface ApiParts {
  readonly store: Store
  readonly receive: ReceiveFile
  readonly submit: SubmitFile
  readonly workQueue: WorkQueue
  /** Asks payers where claims stand; what is asked goes out at once. */
  readonly inquire: Pick<Inquire, 'claims' | 'overdue'>
  /** What `submit` would find; nothing is stored or sent. */
  readonly check: (arrival: Omit<Arrival, 'direction'>, bytes: Uint8Array, options: CheckOptions) => Promise<CheckReport>
  readonly timeline: (claim: ClaimRecord) => Promise<ClaimTimeline>
  readonly correct: Correct
  readonly nextPayer: Pick<NextPayer, 'proposed' | 'of' | 'send'>
  readonly overdue: Pick<Overdue, 'list'>
  readonly batches: Batches
  /** Puts the files of a submission to their partners; the report as things stand then. */
  readonly sendSubmitted: (report: SubmitReport) => Promise<SubmitReport>
  readonly postings: PostingActs
  readonly accountActs: AccountActs
  readonly importDeposits: ImportDeposits
  readonly matchDeposit: MatchDeposit
  /** The evidence that a claim was sent, as a ZIP. Throws REFUSED when no 837 with it is stored. */
  readonly claimPacket: (claim: ClaimRecord) => Promise<Uint8Array>
  /** The claim as it was sent last, as PDF. */
  readonly claimPdf: (claim: ClaimRecord) => Promise<Uint8Array>
  /** What a payer said in a remittance, on paper. */
  readonly eobPaper: EobPaper
  /** What adjustment reasons mean: reports count denials by it. */
  readonly treatments: AdjustmentTreatments
  readonly statements: Statements
  readonly readiness: () => Promise<Readiness>
  readonly partners: readonly Partner[]
  readonly now: Clock
  readonly log: ApiLog
  readonly version: string
  readonly limits: ApiLimits
}

export interface Batches {
  /** What waits for the partner, and why it would go out now. */
  look(partner: Partner): Promise<BatchReport>
  /** Writes and sends all that waits, due or not. */
  release(partner: Partner): Promise<BatchReport & Pick<DispatchReport, 'failed' | 'uncertain'>>
}

export interface ApiLimits {
  /** Largest file that is taken, in bytes. */
  readonly uploadBytes: number
  /** Largest JSON body, in bytes. */
  readonly jsonBytes: number
  /** Failed sign-ins one address may make at once before it has to wait. */
  readonly failedTries: number
  /** One more failed try is allowed after so many milliseconds. */
  readonly retryAfterMs: number
}

export const defaultLimits: ApiLimits = {
  uploadBytes: 256 * 1024 * 1024,
  jsonBytes: 8 * 1024 * 1024,
  failedTries: 20,
  retryAfterMs: 3_000,
}

/** The inbound story: stores the bytes and does what follows from them. Throws what the chunks throw, leaving nothing half done. */
export type ReceiveFile = (arrival: Arrival, chunks: AsyncIterable<Uint8Array>) => Promise<ReceiveReport>

/** The outbound story up to the outbox; takes an 837 or the JSON text of claims. */
export type SubmitFile = Submit['file']

export interface Readiness {
  readonly isReady: boolean
  /** What was looked at ("database"), and whether it answered. */
  readonly checks: Readonly<Record<string, boolean>>
}

/** Takes a sentence and a few figures or ids; never text of a patient. */
export interface ApiLog {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>
