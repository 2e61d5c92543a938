export { createDispatch, type DispatchReport } from './dispatch.js'
export { enterByHand } from './enter-by-hand.js'
export { importClaims, type ImportReport } from './import-claims.js'
export { nextSubmissionState, type SubmissionEvent, type Transition } from './life-cycle.js'
export type { GatewayParts, Log } from './parts.js'
export { decideOutgoing, guidesOf } from './policy.js'
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
  toWorkItemView,
  type WorkItemView,
} from './report.js'
export { createSubmit, type Submit, type SubmitOptions, type SubmitReport } from './submit.js'
