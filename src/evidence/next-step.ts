// Whose turn it is after a step of a claim's time line, and what is to be done (domain rules 5.1, 5.3, 5.4).
import type { Account, AdjudicationState, InquiryState, SubmissionState } from '../domain/index.js'

/** `gateway` is this software: what it holds goes out by itself. */
export type StepOwner = 'practice' | 'gateway' | 'clearinghouse' | 'payer' | 'patient' | 'nobody'

export interface NextStep {
  readonly owner: StepOwner
  readonly what: string
}

const ofSending: Readonly<Record<SubmissionState, NextStep>> = {
  Draft: { owner: 'practice', what: 'complete the claim' },
  EditFailed: { owner: 'practice', what: 'mend what the edits name' },
  Ready: { owner: 'gateway', what: 'put it into a file for its partner' },
  Batched: { owner: 'gateway', what: 'send the file' },
  SendUncertain: { owner: 'clearinghouse', what: 'acknowledge the file; until then nobody knows whether it arrived' },
  Sent: { owner: 'clearinghouse', what: 'acknowledge the file (TA1 or 999)' },
  InterchangeAccepted: { owner: 'clearinghouse', what: 'acknowledge the transaction set (999)' },
  SetAccepted: { owner: 'clearinghouse', what: 'say whether it takes the claim (277CA)' },
  ClearinghouseAccepted: { owner: 'payer', what: 'say whether it takes the claim (277CA)' },
  PayerAccepted: { owner: 'payer', what: 'decide the claim (835)' },
  InterchangeRejected: { owner: 'practice', what: 'have the envelope mended and send the claim again' },
  SyntaxRejected: { owner: 'practice', what: 'mend what the 999 names and send the claim again' },
  FrontEndRejected: { owner: 'practice', what: 'mend what the 277CA names and send the claim again as a new original' },
  Superseded: { owner: 'nobody', what: 'a later sending took its place' },
}

const ofDecision: Readonly<Record<Exclude<AdjudicationState, 'submitted'>, NextStep>> = {
  paid: { owner: 'nobody', what: 'settled' },
  'partly-paid': { owner: 'practice', what: 'work what was denied' },
  denied: { owner: 'practice', what: 'work the denial: correct, appeal or write off' },
  patient: { owner: 'patient', what: 'pay what the payer left to the patient' },
  reversed: { owner: 'payer', what: 'decide the claim anew, or take the payment back' },
  forwarded: { owner: 'payer', what: 'decide the claim (the next payer has it)' },
  estimated: { owner: 'practice', what: 'send the claim itself once the work is done' },
}

/** While the payer has not decided in money: what we asked it, and what it said. */
const ofInquiry: Readonly<Record<Exclude<InquiryState, 'unasked' | 'acknowledged'>, NextStep>> = {
  asked: { owner: 'payer', what: 'say where the claim stands (277)' },
  'to-ask': { owner: 'practice', what: 'ask the payer again where the claim stands (276)' },
  refused: { owner: 'practice', what: 'mend what the payer says of our question, and ask again (276)' },
  returned: { owner: 'practice', what: 'mend what the 277 names and send the claim again as a new original' },
  'not-found': { owner: 'practice', what: 'find out why the payer has no such claim, and send it again' },
  pending: { owner: 'payer', what: 'decide the claim (835); it says that it is pending' },
  'info-requested': { owner: 'practice', what: 'send the payer what it asks for' },
  finalised: { owner: 'payer', what: 'tell its decision (835); it says that it has decided' },
  paid: { owner: 'payer', what: 'pay (835); it says that it has' },
  denied: { owner: 'payer', what: 'tell why (835); it says that it denied the claim' },
  revised: { owner: 'payer', what: 'tell its decision (835); it says that it revised the claim' },
  'no-payment': { owner: 'payer', what: 'tell its decision (835); it says that nothing is to be paid' },
}

/** Sendings that the payer may answer for. */
const isUnderWay: ReadonlySet<SubmissionState> = new Set([
  'SendUncertain',
  'Sent',
  'InterchangeAccepted',
  'SetAccepted',
  'ClearinghouseAccepted',
  'PayerAccepted',
])

/** After a step that left the claim in these states. */
export function nextStep(sending: SubmissionState, decision: AdjudicationState, inquiry: InquiryState = 'unasked'): NextStep {
  if (decision !== 'submitted') return ofDecision[decision]
  return inquiry === 'unasked' || inquiry === 'acknowledged' || !isUnderWay.has(sending) ? ofSending[sending] : ofInquiry[inquiry]
}

/**
 * As things stand: what the books say of a decided claim goes before the word of the payer, for payments, write-offs and
 * corrections move them without a step of the time line.
 */
export function openStep(
  sending: SubmissionState,
  decision: AdjudicationState,
  balances: Readonly<Partial<Record<Account, number>>>,
  inquiry?: InquiryState,
): NextStep {
  const step = nextStep(sending, decision, inquiry)
  if (decision === 'submitted' || decision === 'estimated' || decision === 'reversed') return step
  const owed = (account: Account): number => balances[account] ?? 0
  const receivables = (['AR:P', 'AR:S', 'AR:T', 'AR:PATIENT', 'AR:DENIED'] as const).map(owed)
  if (receivables.some((cents) => cents < 0)) return { owner: 'practice', what: 'settle the credit balance' }
  if (owed('AR:DENIED') > 0) return ofDecision.denied
  if (owed('AR:P') + owed('AR:S') + owed('AR:T') > 0) return { owner: 'payer', what: 'pay what is still open' }
  if (owed('AR:PATIENT') > 0) return ofDecision.patient
  return ofDecision.paid
}
