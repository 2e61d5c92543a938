// Claims, the steps of their time lines, and the numbers they were sent under.
import type { AdjudicationState, Claim, CoverageOrder, EntrySource, InquiryState, OpenClaim, SubmissionState } from '../../domain/index.js'
import type { Cents, Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

export interface ClaimRecord {
  readonly id: string
  readonly practiceId: string
  readonly patientControlNumber: string
  readonly submissionState: SubmissionState
  readonly state: AdjudicationState
  /** What is known from asking the payer, and since when; absent when it was never asked. */
  readonly inquiryState?: InquiryState
  readonly inquiryAt?: Instant
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
  readonly inquiryState?: InquiryState
  /** Codes and figures; never patient data. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** The very bytes behind this step. */
  readonly source?: EntrySource
}

/** What is learned of a claim beside its states. */
export interface ClaimChange {
  readonly payerClaimNumber?: string
  readonly partnerId?: string
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

/** One sending of a claim to one payer: the versions of a claim are its attempts, in order. */
export interface ClaimAttempt {
  readonly claimId: string
  readonly payerOrder: CoverageOrder
  /** From 1, for this payer. */
  readonly number: number
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  readonly frequency: string
  /** REF*F8: the payer's number of what it replaces. */
  readonly replaces?: string
  readonly partnerId: string
  /** The file that it is sent in. */
  readonly fileId: string
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
  /** The same for many: gives those that are new, in their order. */
  addAll(claims: readonly Omit<ClaimRecord, 'id' | 'updatedAt'>[]): Promise<readonly ClaimRecord[]>
  /** Replaces what is said of a claim that is sent anew; its number, states and time line stay. */
  revise(claimId: string, change: Pick<ClaimRecord, 'chargeCents' | 'claim' | 'document' | 'origin'>): Promise<ClaimRecord>
  find(claimId: string): Promise<ClaimRecord | undefined>
  /** Those that there are, oldest first. */
  findAll(claimIds: readonly string[]): Promise<readonly ClaimRecord[]>
  list(query: ClaimQuery): Promise<Page<ClaimRecord>>
  /** For matching, in this order of certainty; each gives every claim that fits. `normalised`: upper case, A-Z and 0-9 only, no leading zeros. */
  byNumbers(numbers: readonly string[]): Promise<readonly ClaimRecord[]>
  byNormalisedNumbers(normalised: readonly string[]): Promise<readonly ClaimRecord[]>
  /** Claims whose normalised number begins with one of these, or is the beginning of one (at least 8 characters). */
  byNumberPrefixes(normalised: readonly string[]): Promise<readonly ClaimRecord[]>
  byPayerClaimNumbers(numbers: readonly string[]): Promise<readonly ClaimRecord[]>
  /** `keys` as `patientKey()` makes them. */
  byPatientKeys(keys: readonly string[]): Promise<readonly ClaimRecord[]>
  byMember(memberIds: readonly string[]): Promise<readonly ClaimRecord[]>
  /**
   * Holds the claims of these numbers until the running transaction ends, so that what is read of them from now on
   * stays true; another process that wants them waits. SQLite has one writer and needs nothing.
   */
  lock(numbers: readonly string[]): Promise<void>
  /** Writes one time-line step and moves the claim to the states it names. */
  record(event: ClaimEvent, change?: ClaimChange): Promise<void>
  /** The same for many claims, one step each. */
  recordAll(steps: readonly { readonly event: ClaimEvent; readonly change: ClaimChange }[]): Promise<void>
  timeline(claimId: string): Promise<readonly (ClaimEvent & { readonly seq: number })[]>
  /** The time lines of many claims at once, oldest step first; claims to which nothing happened are absent. */
  timelines(claimIds: readonly string[]): Promise<ReadonlyMap<string, readonly ClaimEvent[]>>
  /** Claims that are ready to be sent, oldest first. */
  ready(limit: number): Promise<readonly ClaimRecord[]>
  /** Opens an attempt; false when its number was taken by another: the key decides. */
  addAttempt(attempt: ClaimAttempt): Promise<boolean>
  /** Oldest first. */
  attemptsOf(claimId: string): Promise<readonly ClaimAttempt[]>
  addSubmissions(submissions: readonly Submission[]): Promise<void>
  submissionsOf(what: { readonly setId?: string; readonly claimId?: string }): Promise<readonly Submission[]>
}
