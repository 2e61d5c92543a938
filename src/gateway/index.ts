export { type Batch, type BatchReport, createBatch } from './batch.js'
export { type BatchCalendar, batchCalendar, batchReason, type BatchReason, type Waiting } from './batch-due.js'
export { checkClaims, type CheckOptions, type CheckReport } from './check-claims.js'
export { type ClaimTimeline, claimTimeline, type OpenStep, type TimelineStep } from './claim-timeline.js'
export { claimPacket, type PacketParts } from './claim-packet.js'
export { createIntake, type Intake, type IntakeReport } from './intake.js'
export { type Correct, CorrectionRefused, createCorrect } from './correct.js'
export { createDispatch, type DispatchReport } from './dispatch.js'
export {
  type AccountActs,
  type AccountOwner,
  accountOwners,
  createAccountActs,
  type PaymentMethod,
  paymentMethods,
} from './account-acts.js'
export { isQuarantined, mustBeOurs, quarantineText } from './quarantine.js'
export { enterByHand } from './enter-by-hand.js'
export { createEobPaper, type EobPaper } from './eob.js'
export { exportJournal, type JournalExport } from './export-journal.js'
export { type FeeReport, importFees, toRateView } from './import-fees.js'
export { importClaims, type ImportReport } from './import-claims.js'
export {
  createInquire,
  type Inquire,
  type InquireOptions,
  type InquiryReport,
  noInquiryReasons,
  type NoInquiryReason,
  type NotAsked,
} from './inquire.js'
export { type CashStanding, cashStandings } from './cash-state.js'
export { type DepositDetail, type DepositView, describeDeposit, toDepositView } from './deposit-report.js'
export { createImportDeposits, type DepositImport, type DepositReport, type ImportDeposits } from './import-deposits.js'
export { createMatchDeposit, type HandMatch, type MatchDeposit, type Undoing } from './match-deposit.js'
export { createNextPayer, type NextPayer, type NextPayerClaim, type NotDueReason } from './next-payer.js'
export { createOverdue, type Overdue, type OverdueReview, type WaitQuery } from './overdue.js'
export type { DenialWork } from './denial-work.js'
export type { OpenWork } from './open-work.js'
export type { GatewayParts, Log } from './parts.js'
export { decideOutgoing, guidesOf } from './policy.js'
export { proposedFor } from './reject-match.js'
export { gateOf, whyInSuspense, whyNotPosted } from './posting-gates.js'
export { createPostingActs, type PostingActs, type PostingEffect } from './posting-acts.js'
export { createPoll, type PollReport } from './poll.js'
export { choosePractice } from './practices.js'
export { proveRemittance, type RemittanceProof } from './prove.js'
export { claimForms, type ClaimForm } from './read-values.js'
export { createReassociate, type Reassociate } from './reassociate.js'
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
export { createReports, type Reports } from './reports.js'
export { sentClaim } from './sent-claim.js'
export { createRetryAnswers, type RetryAnswers } from './retry-answers.js'
export type { Wait } from './waits.js'
export { createStatements, type Statements } from './statement.js'
export { createWorkQueue, type WorkFile, type WorkQueue } from './work-queue.js'
export { createSubmit, type Submit } from './submit.js'
export type { SubmitOptions, SubmitReport } from './submit-report.js'
export { balancesAfter, type ClaimBalance } from './balances-after.js'
export type { ClaimDifference, RunDifference } from './compare-runs.js'
