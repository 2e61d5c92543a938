// What the gateway keeps, as interfaces: the stories above speak to these and to no table.
// Everything can be called inside `transaction`; outside one, each call is a transaction of its own.
import type { Practice } from '../domain/index.js'
import type { Instant } from '../values/index.js'
import type { AuditStore, KeyStore } from './contract/access.js'
import type { AnswerStore } from './contract/answers.js'
import type { ClaimStore } from './contract/claims.js'
import type { DepositStore } from './contract/deposits.js'
import type { FeeStore } from './contract/fees.js'
import type { FileStore } from './contract/files.js'
import type { HeldClaimStore } from './contract/held-claims.js'
import type { InquiryStore } from './contract/inquiries.js'
import type { InterchangeStore } from './contract/interchanges.js'
import type { LedgerStore } from './contract/ledger.js'
import type { ControlNumberStore, JobStore, OutboxStore, PickupStore } from './contract/outbox.js'
import type { ParkedAnswerStore } from './contract/parked-answers.js'
import type { PostingRunStore } from './contract/posting-runs.js'
import type { RemittanceStore } from './contract/remittances.js'
import type { WaitingStore } from './contract/waiting.js'
import type { WorkItemStore } from './contract/work-items.js'

export type * from './contract/access.js'
export type * from './contract/answers.js'
export type * from './contract/claims.js'
export type * from './contract/deposits.js'
export type * from './contract/fees.js'
export type * from './contract/files.js'
export type * from './contract/held-claims.js'
export type * from './contract/inquiries.js'
export type * from './contract/interchanges.js'
export type * from './contract/ledger.js'
export type * from './contract/outbox.js'
export type * from './contract/paging.js'
export type * from './contract/parked-answers.js'
export type * from './contract/posting-runs.js'
export type * from './contract/remittances.js'
export type * from './contract/waiting.js'
export type * from './contract/work-items.js'

export interface Store {
  readonly engine: 'sqlite' | 'mysql'
  /**
   * Commits all that `work` does, or nothing. Nested calls join the outer one, and a call that fails inside fails the whole,
   * even when its error is caught. A deadlock or lock time-out runs the whole of `work` again, so it must do nothing but use
   * this store. Everything it starts must be awaited. On SQLite transactions run one at a time: never wait inside one for
   * work that was started outside of it.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /**
   * Does the work and takes it back, so that what comes of it is told and nothing stays. Gives what the work gives, throws what it throws.
   * Inside a transaction that one goes on as if nothing had been tried.
   */
  tryOut<T>(work: () => Promise<T>): Promise<T>
  /** Reads with own SQL and `?` parameters, past the stores: for `verify`, which must share no code with the writers. Sums and counts come as numbers. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  readonly practices: PracticeStore
  readonly files: FileStore
  readonly interchanges: InterchangeStore
  readonly claims: ClaimStore
  readonly heldClaims: HeldClaimStore
  readonly inquiries: InquiryStore
  readonly remittances: RemittanceStore
  readonly deposits: DepositStore
  readonly fees: FeeStore
  readonly runs: PostingRunStore
  readonly ledger: LedgerStore
  readonly waiting: WaitingStore
  readonly workItems: WorkItemStore
  readonly outbox: OutboxStore
  readonly parkedAnswers: ParkedAnswerStore
  readonly controlNumbers: ControlNumberStore
  readonly pickups: PickupStore
  readonly jobs: JobStore
  readonly answers: AnswerStore
  readonly keys: KeyStore
  readonly audit: AuditStore
  close(): Promise<void>
}

export interface PracticeStore {
  /** Adds the practice, or gives back the one with this NPI after bringing name and tax id up to date. */
  save(practice: Omit<Practice, 'id'>, at: Instant): Promise<Practice>
  list(): Promise<readonly Practice[]>
}
