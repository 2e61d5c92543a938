export {
  adjustmentTotal,
  checkClaimPayment,
  createRemittanceBalance,
  type Imbalance,
  isBlocking,
  type RemittanceBalance,
} from './balance.js'
export { bundledAdjustments } from './bundle.js'
export {
  claimPaymentKey,
  type ContentFingerprints,
  type ContentHasher,
  createContentHasher,
  decideDuplicate,
  type DuplicateDecision,
  paymentKey,
  type RemittanceIdentity,
} from './duplicates.js'
export { denialKind, denialPriority, type DenialScenario, denialScenarios, usualDays } from './denial-kinds.js'
export { dependants } from './dependants.js'
export { holdFor } from './hold.js'
export { creditItems, nextPayerItem } from './items.js'
export {
  checkClaim,
  checkConservation,
  checkDue,
  checkRemittanceCash,
  checkSuspense,
  checkTrialBalance,
  type Violation,
} from './invariants.js'
export {
  type ClaimBalances,
  type Disposition,
  type KnownClaim,
  type LineOutcome,
  type PostedAdjudication,
  type PostedEntry,
  standingEntries,
  releasable,
  standingAdjudications,
  type SuspenseReason,
} from './known-claim.js'
export { type LineMatch, matchLines } from './lines.js'
export {
  type CandidateKeys,
  candidateKeys,
  isCut,
  matchClaim,
  type MatchDecision,
  type MatchStep,
  payerClaimNumbersOf,
  type Proposal,
} from './match.js'
export { type OpenPayerBalance, openPayerBalances } from './open-balance.js'
export { standingState } from './outcome.js'
export { claimRemarks, isCrossover, payerIdsOf, placePayer } from './payer-order.js'
export { leaveUnmatched, postClaimPayment, settleClaimPayment } from './post.js'
export {
  doubleRecovery,
  dueItem,
  dueKey,
  dueReference,
  isDueToPayer,
  isRecoveryLetter,
  postProviderAdjustment,
  type ProviderAdjustmentSettlement,
  referenceWords,
} from './provider-adjustment.js'
export { type ClaimRecall, recallClaim } from './recall.js'
export { adjustmentTotals, isReversal, mirrorEntry, throughCash } from './reverse.js'
export { isSuspenseReason, type NoteCode, type PostingNote, type SettleContext, type Settlement, suspenseReference } from './settlement.js'
export { isDenialReason } from './treatments.js'
export type { AdjustmentTreatments, ReasonTreatment, Treatment } from './treatments.js'
