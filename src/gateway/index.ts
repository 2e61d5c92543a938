export { type Batch, type BatchReport, createBatch } from './batch.js'
export { batchReason, type BatchReason, type Waiting } from './batch-due.js'
export { checkClaims, type CheckReport } from './check-claims.js'
export { type ClaimTimeline, claimTimeline, type TimelineStep } from './claim-timeline.js'
export { claimPacket, type PacketParts } from './claim-packet.js'
export { type Correct, createCorrect } from './correct.js'
export { createDispatch, type DispatchReport } from './dispatch.js'
export { enterByHand } from './enter-by-hand.js'
export { importClaims, type ImportReport } from './import-claims.js'
export { createNextPayer, type NextPayer, type NextPayerClaim, type NotDueReason } from './next-payer.js'
export { createOverdue, type Overdue, type OverdueReview } from './overdue.js'
export type { GatewayParts, Log } from './parts.js'
export { decideOutgoing, guidesOf } from './policy.js'
export { createPostingActs, type PostingActs, type PostingEffect } from './posting-acts.js'
export { createPoll, type PollReport } from './poll.js'
export { choosePractice } from './practices.js'
export { proveRemittance, type RemittanceProof } from './prove.js'
export type { ReceiveProgress } from './incoming-file.js'
export { createReceive, type Kept, type Receive } from './receive.js'
export {
  type AnswerReport,
  type EntryView,
  type FindingView,
  type ReceiveReport,
  type RemittanceReport,
  ruleAndPointer,
  toWorkItemView,
  type WorkItemView,
} from './report.js'
export { sentClaim } from './sent-claim.js'
export { createRetryAnswers, type RetryAnswers } from './retry-answers.js'
export type { Wait } from './waits.js'
export { balancesAfter, type ClaimBalance, tryOut } from './try-out.js'
export type { ClaimDifference, RunDifference } from './compare-runs.js'
export { createSubmit, type Submit, type SubmitOptions, type SubmitReport } from './submit.js'
