// What is said of each claim before it is adjudicated: a 277CA to each accepted 837 transaction set.
import { type AnsweredClaim, encodeClaimAnswer } from '../codecs/index.js'
import type { SubmissionHeader } from '../domain/index.js'
import type { Instant } from '../values/index.js'
import type { Segment } from '../x12/index.js'

export interface ClaimAnswerHead {
  readonly submission: SubmissionHeader
  /** BHT03 and 2200A TRN02 of the answer. */
  readonly reference: string
  readonly receivedAt: Instant
  readonly answeredAt: Instant
}

/** The 277CA between ST and SE. Its totals are counted from its claims, so that every level balances. */
export function toClaimAnswer({ submission, ...head }: ClaimAnswerHead, claims: readonly AnsweredClaim[]): Segment[] {
  const { submitter, receiver, reference: batchReference } = submission
  const { entityType, last, first, id } = submitter
  const named = { entityType, last, ...(first === undefined ? {} : { first }), idQualifier: '46', id }
  return [...encodeClaimAnswer({ ...head, batchReference, submitter: named, receiver }, claims)]
}
