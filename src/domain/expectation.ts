// What is awaited for a claim that was sent, from whom, and how long one waits before asking (domain rules 5.2).
import type { AdjudicationState, SubmissionState } from './claim-state.js'
import { type InquiryState, isFinal } from './inquiry-cycle.js'

/** In the order in which they come. */
export const expectedAnswers = ['ta1', '999', 'clearinghouse-277ca', 'payer-277ca', 'status', '277', '835'] as const
export type ExpectedAnswer = (typeof expectedAnswers)[number]

/** How long, or "none" where the partner sends no such answer: nobody is bound to send acknowledgements. */
export type Patience = number | 'none'

export interface Expectations {
  readonly ta1BusinessDays: Patience
  readonly ack999BusinessDays: Patience
  readonly clearinghouse277caBusinessDays: Patience
  readonly payer277caBusinessDays: Patience
  /** Calendar days after the payer's acceptance: then we ask (276) how the claim stands. */
  readonly statusDays: Patience
  /** After we asked: the 277. */
  readonly status277BusinessDays: Patience
  /** Calendar days after the payer's acceptance, or after sending where the payer does not tell. */
  readonly remittanceDays: Patience
}

export const defaultExpectations: Expectations = {
  ta1BusinessDays: 1,
  ack999BusinessDays: 1,
  clearinghouse277caBusinessDays: 2,
  payer277caBusinessDays: 5,
  statusDays: 14,
  status277BusinessDays: 2,
  remittanceDays: 30,
}

/** The clock of one answer. */
export function patienceFor(answer: ExpectedAnswer, given: Expectations): { readonly days: Patience; readonly inBusinessDays: boolean } {
  const days: Record<ExpectedAnswer, Patience> = {
    ta1: given.ta1BusinessDays,
    '999': given.ack999BusinessDays,
    'clearinghouse-277ca': given.clearinghouse277caBusinessDays,
    'payer-277ca': given.payer277caBusinessDays,
    status: given.statusDays,
    '277': given.status277BusinessDays,
    '835': given.remittanceDays,
  }
  return { days: days[answer], inBusinessDays: answer !== 'status' && answer !== '835' }
}

const acknowledgements = ['ta1', '999', 'clearinghouse-277ca', 'payer-277ca'] as const

/** Answers about the way to the payer that a claim in this state still lacks; a later one stands for those before it. */
const lacks: Partial<Record<SubmissionState, readonly ExpectedAnswer[]>> = {
  SendUncertain: acknowledgements,
  Sent: acknowledgements,
  InterchangeAccepted: acknowledgements.slice(1),
  SetAccepted: acknowledgements.slice(2),
  ClearinghouseAccepted: acknowledgements.slice(3),
  PayerAccepted: [],
}

/**
 * What an undecided claim in this state waits for by the partner's habits, next one first: acknowledgements up to the
 * payer's, and when none of them is to come, the decision. What we asked the payer, and what it said, goes before that.
 * Empty when it waits for nobody outside.
 */
export function awaitedAnswers(state: SubmissionState, given: Expectations, inquiry?: InquiryState): readonly ExpectedAnswer[] {
  const missing = lacks[state]
  if (missing === undefined) return []
  const expected = (answer: ExpectedAnswer): boolean => patienceFor(answer, given).days !== 'none'
  if (inquiry === 'asked' && expected('277')) return ['277']
  if (isFinal(inquiry)) return (['835'] as const).filter(expected)
  const toCome = missing.filter(expected)
  if (toCome.length > 0) return toCome
  return (['status', '835'] as const).filter(expected)
}

/** Business days within which the money follows a payer's word that it has decided (domain rules 5.3). */
export const remittanceAfterFinalBusinessDays = 10
/** Calendar days that a claim may stay reversed before one asks for its correction (R-REV-5). */
export const correctionAfterReversalDays = 14

/** Calendar days within which a payer takes back what it postponed; then somebody asks (R-PLB-2). */
export const usualRecoveryDays = 45

/** What a payer said that the practice has to act on. */
const onPractice: ReadonlySet<InquiryState> = new Set(['info-requested', 'not-found', 'returned', 'refused'])

/** Who has to act next on a claim: the practice and its gateway, the partner it was sent to, a payer; undefined when nobody has. */
export type WaitsFor = 'practice' | 'partner' | 'payer'

export function waitsFor(submission: SubmissionState, state: AdjudicationState, inquiry?: InquiryState): WaitsFor | undefined {
  // Decided before, it is on its way once more (corrected, or to the next payer), or about to be.
  if (state !== 'submitted' && submission !== 'PayerAccepted') return submission in lacks ? 'partner' : 'practice'
  if (state === 'denied' || state === 'partly-paid') return 'practice'
  if (state === 'reversed' || state === 'forwarded') return 'payer'
  if (state !== 'submitted') return undefined
  if (inquiry !== undefined && onPractice.has(inquiry)) return 'practice'
  if (submission === 'PayerAccepted') return 'payer'
  return submission in lacks ? 'partner' : 'practice'
}
