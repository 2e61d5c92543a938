// Claims that were sent and not decided yet: what is missing of them, and since when. Decided from the database alone.
import type { InquiryState, SubmissionState } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

/** Claims of one transaction set that stand in one state: as many answers as the set is owed hang on them. */
export interface WaitingBatch {
  readonly partnerId: string
  readonly fileId: string
  readonly setId: string
  readonly interchangeControl: string
  readonly groupControl: string
  readonly setControl: string
  readonly batchReference: string
  readonly submissionState: SubmissionState
  readonly sentAt: Instant
  readonly claims: number
}

export interface WaitingClaim {
  readonly claimId: string
  readonly patientControlNumber: string
  readonly submissionState: SubmissionState
  /** Absent for a claim that another system sent, and no file of it is here. */
  readonly partnerId?: string
  readonly setId?: string
  readonly payerId?: string
  readonly sentAt: Instant
  /** When the latest attempt was first known to be accepted by the payer. */
  readonly acceptedAt?: Instant
  /** What is known from asking the payer, and since when. */
  readonly inquiryState?: InquiryState
  readonly inquiryAt?: Instant
  /** The payer took its decision back, and nothing was decided or sent since. */
  readonly reversedAt?: Instant
}

export interface WaitingStore {
  /** Sets of claims' latest attempts, to whichever payer, whose way is not answered to its end; with `fileIds` only those of these files. */
  batches(query?: { readonly fileIds?: readonly string[] }): Promise<readonly WaitingBatch[]>
  /** Claims that were sent and are not decided, or whose decision was taken back, oldest first; with `claimIds` only those of them. */
  claims(query: Paging & { readonly claimIds?: readonly string[] }): Promise<Page<WaitingClaim>>
}
