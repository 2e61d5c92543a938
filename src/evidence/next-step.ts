// Whose turn it is after a step of a claim's time line, and what is to be done (domain rules 5.1, 5.3, 5.4).
import type { Account, AdjudicationState, SubmissionState } from '../domain/index.js'

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

/** After a step that left the claim in these states. */
export function nextStep(sending: SubmissionState, decision: AdjudicationState): NextStep {
  return decision === 'submitted' ? ofSending[sending] : ofDecision[decision]
}

/**
 * As things stand: what the books say of a decided claim goes before the word of the payer, for payments, write-offs and
 * corrections move them without a step of the time line.
 */
export function openStep(
  sending: SubmissionState,
  decision: AdjudicationState,
  balances: Readonly<Partial<Record<Account, number>>>,
): NextStep {
  const step = nextStep(sending, decision)
  if (decision === 'submitted' || decision === 'estimated' || decision === 'reversed') return step
  const owed = (account: Account): number => balances[account] ?? 0
  const receivables = (['AR:P', 'AR:S', 'AR:T', 'AR:PATIENT', 'AR:DENIED'] as const).map(owed)
  if (receivables.some((cents) => cents < 0)) return { owner: 'practice', what: 'settle the credit balance' }
  if (owed('AR:DENIED') > 0) return ofDecision.denied
  if (owed('AR:P') + owed('AR:S') + owed('AR:T') > 0) return { owner: 'payer', what: 'pay what is still open' }
  if (owed('AR:PATIENT') > 0) return ofDecision.patient
  return ofDecision.paid
}
