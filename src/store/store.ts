// What the gateway keeps, as interfaces: the stories above speak to these and to no table.
// Everything can be called inside `transaction`; outside one, each call is a transaction of its own.
import type {
  Account,
  AdjudicationState,
  Claim,
  ClaimPayment,
  EntryDraft,
  EntrySource,
  LedgerEntry,
  OpenClaim,
  Practice,
  ProviderAdjustment,
  Remittance,
  SubmissionState,
  WorkItemDraft,
} from '../domain/index.js'
import type { ByteRange, Cents, Finding, Instant } from '../values/index.js'

export interface Store {
  readonly engine: 'sqlite' | 'mysql'
  /**
   * Commits all that `work` does, or nothing. Nested calls join the outer one, and a call that fails inside fails the whole,
   * even when its error is caught. A deadlock or lock time-out runs the whole of `work` again, so it must do nothing but use
   * this store. Everything it starts must be awaited. On SQLite transactions run one at a time: never wait inside one for
   * work that was started outside of it.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>
  /** Reads with own SQL and `?` parameters, past the stores: for `verify`, which must share no code with the writers. Sums and counts come as numbers. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  readonly practices: PracticeStore
  readonly files: FileStore
  readonly interchanges: InterchangeStore
  readonly claims: ClaimStore
  readonly remittances: RemittanceStore
  readonly ledger: LedgerStore
  readonly workItems: WorkItemStore
  readonly outbox: OutboxStore
  readonly controlNumbers: ControlNumberStore
  readonly pickups: PickupStore
  readonly jobs: JobStore
  readonly keys: KeyStore
  readonly audit: AuditStore
  close(): Promise<void>
}

/** A page of a listing, newest first unless said otherwise; `next` continues it and is absent at its end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

export interface Paging {
  readonly limit?: number
  readonly cursor?: string
}

export interface PracticeStore {
  /** Adds the practice, or gives back the one with this NPI after bringing name and tax id up to date. */
  save(practice: Omit<Practice, 'id'>, at: Instant): Promise<Practice>
  list(): Promise<readonly Practice[]>
}

// ---- files: the exact bytes -------------------------------------------------------------------------------------

/** in: from a partner; intake: handed in by the practice to be sent; out: what we sent. */
export type Direction = 'in' | 'intake' | 'out'

export interface Arrival {
  /** Name the file came or goes under; a label only, never a path. */
  readonly name: string
  readonly direction: Direction
  readonly source: 'command-line' | 'api' | 'folder' | 'sftp' | 'gateway'
  readonly partnerId?: string
  readonly at: Instant
}

/** kept: bytes are safe, nothing more; done: everything that follows from it has happened; incomplete: cut off, waits; refused: nothing could be made of it. */
export type FileState = 'kept' | 'done' | 'incomplete' | 'refused'

export interface StoredFile {
  readonly id: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly direction: Direction
  readonly name: string
  readonly partnerId?: string
  readonly source: Arrival['source']
  readonly firstAt: Instant
  readonly state: FileState
  /** How often the same bytes came. */
  readonly receipts: number
  /** What processing found, as the receiving story wrote it. */
  readonly summary?: unknown
}

export interface FileStore {
  /**
   * Stores the bytes, encrypted, in chunks, before anybody reads them. The same bytes in the same direction are stored once;
   * each arrival leaves a receipt. Inside a transaction give chunks that can be read twice (an array): it may run again.
   */
  keep(
    arrival: Arrival,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<{ readonly file: StoredFile; readonly isNew: boolean }>
  find(fileId: string): Promise<StoredFile | undefined>
  list(query: Paging & { readonly direction?: Direction; readonly state?: FileState }): Promise<Page<StoredFile>>
  /** The exact bytes, in order. A Fault KEY_MISSING or INTERNAL when they cannot be decrypted or were altered. */
  read(fileId: string): AsyncIterable<Uint8Array>
  slice(fileId: string, range: ByteRange): Promise<Uint8Array>
  finish(fileId: string, state: FileState, summary?: unknown): Promise<void>
}

// ---- interchanges, groups, transaction sets, findings -----------------------------------------------------------

export interface InterchangeRow {
  readonly id: string
  readonly fileId: string
  /** From 1, in the file. */
  readonly ordinal: number
  readonly direction: Direction
  readonly partnerId?: string
  readonly control: string
  readonly senderQualifier: string
  readonly senderId: string
  readonly receiverQualifier: string
  readonly receiverId: string
  /** ISA09 and ISA10 as written. */
  readonly date: string
  readonly time: string
  readonly usage: string
  readonly range: ByteRange
  readonly verdict: string
  /** TA1 verdict we gave or got: A, E, R. */
  readonly acknowledged?: string
  readonly at: Instant
}

export interface GroupRow {
  readonly id: string
  readonly interchangeId: string
  readonly ordinal: number
  readonly functionalId: string
  readonly control: string
  readonly version: string
  readonly verdict: string
  readonly acknowledged?: string
}

/** reading: not all of it was seen yet; read: its content is staged and its end was seen; done: its effects have happened; refused: it may have none. */
export type SetState = 'reading' | 'read' | 'done' | 'refused'

export interface SetRow {
  readonly id: string
  readonly fileId: string
  readonly interchangeId: string
  readonly groupId: string
  /** From 1, in the file. */
  readonly ordinal: number
  readonly type: string
  readonly guide: string
  readonly control: string
  /** BHT03, or TRN02 of an 835. */
  readonly reference?: string
  readonly range: ByteRange
  readonly segments: number
  readonly units: number
  readonly verdict: string
  readonly state: SetState
  /** IK501 that came back for a set we sent. */
  readonly acknowledged?: string
}

export interface StoredFinding extends Finding {
  readonly fileId: string
  readonly interchange?: string
  readonly group?: string
  readonly transactionSet?: string
  readonly message: string
  readonly decision?: string
}

export interface InterchangeStore {
  /**
   * Adds the row when its header is read; length, verdict (until then empty) and counts come with `finish…`. `repeats` names an earlier interchange
   * of another file with the same sender, receiver, control number, date and time. The same file and ordinal again (a second
   * try after a crash) gives back what is there, with its state.
   */
  add(row: Omit<InterchangeRow, 'id' | 'verdict'>): Promise<{ readonly id: string; readonly isNew: boolean; readonly repeats?: string }>
  addGroup(row: Omit<GroupRow, 'id' | 'verdict'>): Promise<{ readonly id: string }>
  addSet(
    row: Omit<SetRow, 'id' | 'verdict' | 'state' | 'segments' | 'units'>,
  ): Promise<{ readonly id: string; readonly isNew: boolean; readonly state: SetState }>
  finishInterchange(id: string, end: { readonly verdict: string; readonly range: ByteRange }): Promise<void>
  finishGroup(id: string, end: { readonly verdict: string }): Promise<void>
  /** Changes what is given. */
  finishSet(
    id: string,
    end: Partial<Pick<SetRow, 'verdict' | 'state' | 'range' | 'segments' | 'units' | 'reference' | 'guide'>>,
  ): Promise<void>
  /** Replaces the findings of a file. */
  saveFindings(fileId: string, findings: readonly StoredFinding[]): Promise<void>
  findings(fileId: string): Promise<readonly StoredFinding[]>
  find(
    id: string,
  ): Promise<(InterchangeRow & { readonly groups: readonly (GroupRow & { readonly sets: readonly SetRow[] })[] }) | undefined>
  findSet(setId: string): Promise<SetRow | undefined>
  setsOfFile(fileId: string): Promise<readonly SetRow[]>
  list(query: Paging & { readonly direction?: Direction; readonly partnerId?: string }): Promise<Page<InterchangeRow>>
  /** Interchanges we sent with this control number to this receiver, latest first. */
  sentByControl(control: string, receiverId: string): Promise<readonly InterchangeRow[]>
  /** Groups we sent with this functional id and GS06 to this receiver, latest first, with their sets. */
  sentGroups(
    functionalId: string,
    control: string,
    receiverId: string,
  ): Promise<readonly (GroupRow & { readonly sets: readonly SetRow[] })[]>
  /** Sets we sent under this BHT03, latest first. */
  sentByReference(reference: string): Promise<readonly SetRow[]>
  acknowledge(what: { readonly interchangeId?: string; readonly groupId?: string; readonly setId?: string }, verdict: string): Promise<void>
}

// ---- claims -----------------------------------------------------------------------------------------------------

export interface ClaimRecord {
  readonly id: string
  readonly practiceId: string
  readonly patientControlNumber: string
  readonly submissionState: SubmissionState
  readonly state: AdjudicationState
  /** The payer's number, from 277CA REF*1K or CLP07. */
  readonly payerClaimNumber?: string
  readonly chargeCents: Cents
  readonly partnerId?: string
  readonly claim: OpenClaim
  /** All that was submitted; absent for claims that another system sent. */
  readonly document?: Claim
  readonly origin?: EntrySource
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/** One step of a claim's time line. Nothing of it is ever changed. */
export interface ClaimEvent {
  readonly claimId: string
  readonly at: Instant
  /** "submitted", "batched", "sent", "TA1 A", "999 A", "277CA A2", "835 paid", … */
  readonly event: string
  readonly submissionState?: SubmissionState
  readonly state?: AdjudicationState
  /** Codes and figures; never patient data. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** The very bytes behind this step. */
  readonly source?: EntrySource
}

/** One sending of one claim, with the numbers that answers come back under. */
export interface Submission {
  readonly claimId: string
  readonly setId: string
  readonly partnerId: string
  readonly interchangeControl: string
  readonly groupControl: string
  readonly setControl: string
  /** BHT03. */
  readonly batchReference: string
  /** Bytes of the claim in the file that was sent. */
  readonly source: EntrySource
  readonly at: Instant
}

export interface ClaimQuery extends Paging {
  readonly submissionState?: SubmissionState
  readonly state?: AdjudicationState
  readonly patientControlNumber?: string
  readonly partnerId?: string
}

export interface ClaimStore {
  /** Adds a claim; a practice's patient control number is unique, and adding it again gives back the first with `isNew` false. */
  add(claim: Omit<ClaimRecord, 'id' | 'updatedAt'>): Promise<{ readonly record: ClaimRecord; readonly isNew: boolean }>
  /** Replaces what is said of a claim that is sent anew; its number, states and time line stay. */
  revise(claimId: string, change: Pick<ClaimRecord, 'chargeCents' | 'claim' | 'document' | 'origin'>): Promise<ClaimRecord>
  find(claimId: string): Promise<ClaimRecord | undefined>
  list(query: ClaimQuery): Promise<Page<ClaimRecord>>
  /** For matching, in this order of certainty; each gives every claim that fits. `normalised`: upper case, A-Z and 0-9 only, no leading zeros. */
  byNumbers(numbers: readonly string[]): Promise<readonly ClaimRecord[]>
  byNormalisedNumbers(normalised: readonly string[]): Promise<readonly ClaimRecord[]>
  /** Claims whose normalised number begins with this one, or is the beginning of it (at least 8 characters). */
  byNumberPrefix(normalised: string): Promise<readonly ClaimRecord[]>
  byPayerClaimNumbers(numbers: readonly string[]): Promise<readonly ClaimRecord[]>
  byMember(memberIds: readonly string[]): Promise<readonly ClaimRecord[]>
  /** Writes one time-line step and moves the claim to the states it names. */
  record(event: ClaimEvent, change?: { readonly payerClaimNumber?: string; readonly partnerId?: string }): Promise<void>
  timeline(claimId: string): Promise<readonly (ClaimEvent & { readonly seq: number })[]>
  /** Claims that are ready to be sent, oldest first. */
  ready(limit: number): Promise<readonly ClaimRecord[]>
  addSubmissions(submissions: readonly Submission[]): Promise<void>
  submissionsOf(what: { readonly setId?: string; readonly claimId?: string }): Promise<readonly Submission[]>
}

// ---- remittances ------------------------------------------------------------------------------------------------

/** staging: being read; waiting: read and balanced, its units take effect one by one; the others are final until a person acts. */
export type RemittanceState = 'staging' | 'waiting' | 'posted' | 'held' | 'duplicate'

export interface RemittanceRow {
  readonly id: string
  readonly setId: string
  readonly fileId: string
  readonly remittance: Remittance
  /** Fingerprints of domain rules section 3: F2 content, F3 payment, F4 content without trace and dates. */
  readonly contentHash: string
  readonly paymentKey: string
  readonly reissueHash: string
  readonly state: RemittanceState
  readonly heldFor?: string
  readonly duplicateOf?: string
  readonly claimCount: number
  readonly at: Instant
}

export type StagedState = 'staged' | 'posted' | 'suspended' | 'held' | 'memo'

export interface ClaimPaymentRow {
  readonly id: string
  readonly remittanceId: string
  /** From 1, in the transaction set. */
  readonly ordinal: number
  readonly payment: ClaimPayment
  readonly source: EntrySource
  /** Bytes of each service line, in order. */
  readonly serviceSources: readonly (ByteRange & { readonly segment: number })[]
  readonly state: StagedState
  readonly claimId?: string
  /** How it was matched and why, or why not. */
  readonly decision?: unknown
}

export interface ProviderAdjustmentRow {
  readonly id: string
  readonly remittanceId: string
  readonly ordinal: number
  readonly adjustment: ProviderAdjustment
  readonly source: EntrySource
  readonly state: StagedState
}

export interface RemittanceStore {
  /** Begins (or, after a crash, begins again) the staging of one 835 set: what an unfinished earlier try staged is gone. */
  begin(
    row: Omit<RemittanceRow, 'id' | 'state' | 'contentHash' | 'paymentKey' | 'reissueHash' | 'claimCount'>,
  ): Promise<{ readonly id: string; readonly state: RemittanceState }>
  stage(payments: readonly Omit<ClaimPaymentRow, 'id' | 'state'>[]): Promise<void>
  stageAdjustments(adjustments: readonly Omit<ProviderAdjustmentRow, 'id' | 'state'>[]): Promise<void>
  /**
   * Ends the staging. Taking the state `waiting` or `posted` takes the unique payment key; when another remittance
   * has it, nothing changes and that one comes back.
   */
  settle(
    remittanceId: string,
    outcome: Pick<RemittanceRow, 'contentHash' | 'paymentKey' | 'reissueHash' | 'claimCount' | 'state'> & {
      readonly heldFor?: string
      readonly duplicateOf?: string
    },
  ): Promise<{ readonly taken: boolean; readonly holder?: RemittanceRow }>
  /** Others with this payment key, or this reissue hash. */
  alike(row: Pick<RemittanceRow, 'id' | 'paymentKey' | 'reissueHash'>): Promise<readonly RemittanceRow[]>
  /** Staged claim payments that have not taken effect, reversals (status 22) first, then in file order. */
  nextStaged(remittanceId: string, limit: number): Promise<readonly ClaimPaymentRow[]>
  nextStagedAdjustments(remittanceId: string, limit: number): Promise<readonly ProviderAdjustmentRow[]>
  /** Moves one on from the state it was seen in (`staged`, or `suspended` when what it waited for has come); false when another process was first. */
  markPayment(
    id: string,
    outcome: { readonly state: StagedState; readonly claimId?: string; readonly decision?: unknown },
    from?: 'staged' | 'suspended',
  ): Promise<boolean>
  markAdjustment(id: string, state: StagedState): Promise<boolean>
  /** The last step: `waiting` becomes `posted`. A Fault CONFLICT while a unit has no mark. */
  finish(remittanceId: string): Promise<void>
  find(id: string): Promise<RemittanceRow | undefined>
  list(query: Paging & { readonly state?: RemittanceState }): Promise<Page<RemittanceRow>>
  payments(remittanceId: string, query: Paging): Promise<Page<ClaimPaymentRow>>
  adjustments(remittanceId: string): Promise<readonly ProviderAdjustmentRow[]>
  /** Earlier claim payments of this claim that have taken effect, oldest first. */
  paymentsOfClaim(claimId: string): Promise<readonly ClaimPaymentRow[]>
  /** Those in state `waiting`: to go on with after a crash. */
  waiting(): Promise<readonly RemittanceRow[]>
}

// ---- books ------------------------------------------------------------------------------------------------------

/** Entries that belong together; `key` is unique for ever and makes posting twice impossible. */
export interface Posting {
  readonly key: string
  readonly at: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly claimPaymentId?: string
  readonly source?: EntrySource
  readonly entries: readonly (EntryDraft & { readonly source?: EntrySource; readonly reverses?: string })[]
}

export interface LedgerQuery extends Paging {
  readonly claimId?: string
  readonly remittanceId?: string
  readonly account?: Account
}

export type Balances = Readonly<Partial<Record<Account, Cents>>>

export interface LedgerStore {
  /** Writes the entries; with a key that was used before it writes nothing and gives back the first posting's entries. */
  post(posting: Posting): Promise<{ readonly entries: readonly LedgerEntry[]; readonly isNew: boolean }>
  /** In posting order. */
  entries(query: LedgerQuery): Promise<Page<LedgerEntry>>
  /** Debit positive, over all accounts that ever moved (or of one claim, or one remittance). */
  balances(of?: { readonly claimId?: string; readonly remittanceId?: string }): Promise<Balances>
  /** The same for many claims at once; claims that nothing was booked to are absent. */
  balancesByClaim(claimIds: readonly string[]): Promise<ReadonlyMap<string, Balances>>
  /** Balance of one account by reference, where not zero: DUE:PAYER, SUSPENSE:CLAIM, … */
  balancesByReference(account: Account): Promise<ReadonlyMap<string, Cents>>
}

// ---- the rest ---------------------------------------------------------------------------------------------------

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
  readonly claimId?: string
  readonly remittanceId?: string
  readonly fileId?: string
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
  list(query: WorkItemQuery): Promise<Page<WorkItem>>
  resolve(id: string, resolution: { readonly by: string; readonly reason: string; readonly at: Instant }): Promise<void>
}

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
  list(query: Paging & { readonly state?: OutboxState; readonly partnerId?: string }): Promise<Page<OutboxRow>>
  find(id: string): Promise<OutboxRow | undefined>
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
  ): Promise<{ readonly sha256: string; readonly fileId: string; readonly isRemoved: boolean } | undefined>
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

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Instant
  readonly revokedAt?: Instant
}

export interface KeyStore {
  /** Makes a key; its secret is in the answer and nowhere else, only its SHA-256 is kept. */
  create(name: string, scopes: readonly string[], at: Instant): Promise<{ readonly key: ApiKey; readonly secret: string }>
  /** The key of this secret, unless revoked. Compared in constant time. */
  authenticate(secret: string): Promise<ApiKey | undefined>
  list(): Promise<readonly ApiKey[]>
  revoke(id: string, at: Instant): Promise<void>
}

export interface AuditEvent {
  readonly at: Instant
  /** "key:<id>", "user:<login>", "system". */
  readonly actor: string
  /** "claim.read", "remittance.receive", "key.create", … */
  readonly action: string
  /** Ids of ours: "claim:<id>". */
  readonly object?: string
  readonly detail?: Readonly<Record<string, string | number>>
}

export interface AuditStore {
  /** Appends one link of the chain: each holds an HMAC over the one before it and itself. */
  append(event: AuditEvent): Promise<void>
  list(query: Paging): Promise<Page<AuditEvent & { readonly seq: number }>>
  /** Recomputes every link; names the first that is wrong. */
  verify(): Promise<{ readonly links: number; readonly firstBad?: number }>
}
