// What is known of a claim from asking its payer (276, 277), apart from its way there and from its money: a table, and what reads it.
import type { StatusInformation } from './claim-status.js'
import type { SubmissionEvent } from './life-cycle.js'
import { meaningOf } from './status-meaning.js'

/** `to-ask`: it was asked in vain, and is asked again. Those from `acknowledged` on are what the payer said last. */
export const inquiryStates = [
  'unasked',
  'asked',
  'to-ask',
  'refused',
  'acknowledged',
  'returned',
  'not-found',
  'pending',
  'info-requested',
  'finalised',
  'paid',
  'denied',
  'revised',
  'no-payment',
] as const
export type InquiryState = (typeof inquiryStates)[number]

/** What happens to a question, or is answered to it; the answers bear the names of the states they lead to. */
export type InquiryEvent =
  | 'inquired'
  | 'question rejected'
  | 'not now'
  | 'sent anew'
  | Exclude<InquiryState, 'unasked' | 'asked' | 'to-ask'>

/** The state after an event. What a payer says goes forwards and backwards: its last word counts, and the time line keeps the others. */
export function nextInquiryState(state: InquiryState, event: InquiryEvent): InquiryState {
  if (event === 'inquired') return 'asked'
  if (event === 'sent anew') return 'unasked'
  // News of a question that was answered meanwhile is none.
  if (event === 'question rejected' || event === 'not now') return state === 'asked' ? 'to-ask' : state
  return event
}

/** The payer has decided: only the remittance is awaited. */
export function isFinal(state: InquiryState | InquiryEvent | undefined): boolean {
  return state === 'finalised' || state === 'paid' || state === 'denied' || state === 'revised' || state === 'no-payment'
}

/** Categories (STC01-1) of list 507, whole or by their first letter (domain rules 5.3). */
const events: Readonly<Record<string, InquiryEvent>> = {
  A0: 'acknowledged',
  A1: 'acknowledged',
  A2: 'acknowledged',
  A3: 'returned',
  A4: 'not-found',
  A5: 'acknowledged',
  A6: 'returned',
  A7: 'returned',
  A8: 'returned',
  D0: 'not-found',
  E: 'refused',
  // The payer's system, not our question, is why there is no answer.
  E1: 'not now',
  E2: 'not now',
  F: 'finalised',
  F1: 'paid',
  F2: 'denied',
  F3: 'revised',
  F3F: 'revised',
  F3N: 'revised',
  F4: 'no-payment',
  P: 'pending',
  // The payer waits for what it asked of the provider or the patient.
  P3: 'info-requested',
  P4: 'info-requested',
  R: 'info-requested',
}

export interface AnswerMeaning {
  readonly event: InquiryEvent
  /** What it says of the way to the payer. */
  readonly heard?: SubmissionEvent
}

/** What the statuses of one claim in a 277 say; undefined for categories that are of no list. What somebody must act on goes before the rest. */
export function meaningOfAnswer(statuses: readonly StatusInformation[]): AnswerMeaning | undefined {
  const all = statuses.flatMap(({ codes }) => codes.map(({ category }) => events[category] ?? events[category.slice(0, 1)]))
  const event = all.find((one) => one === 'info-requested' || one === 'not-found') ?? all[0]
  if (event === undefined) return undefined
  if (event === 'acknowledged' || event === 'returned') {
    const { heard } = meaningOf('PR', statuses)
    return { event, ...(heard === undefined ? {} : { heard }) }
  }
  return event === 'pending' || event === 'info-requested' || isFinal(event) ? { event, heard: 'adjudicated' } : { event }
}
