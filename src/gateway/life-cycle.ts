// How a submitted claim moves when an answer comes (domain rules 5.1). A table, and the one function that reads it.
import type { SubmissionState } from '../domain/index.js'

/** What can be heard of a submission, in the words of the rules. */
export type SubmissionEvent =
  | 'batched'
  | 'sent'
  | 'send uncertain'
  | 'interchange accepted'
  | 'interchange rejected'
  | 'set accepted'
  | 'set rejected'
  | 'clearinghouse accepted'
  | 'payer received'
  | 'payer accepted'
  | 'front end rejected'
  | 'adjudicated'

/** How far a submission has come; a later acceptance of lower rank is noted and moves nothing. */
const rank: Record<SubmissionState, number> = {
  Draft: 0,
  EditFailed: 0,
  Ready: 1,
  Batched: 2,
  SendUncertain: 3,
  Sent: 4,
  InterchangeAccepted: 5,
  SetAccepted: 6,
  ClearinghouseAccepted: 7,
  PayerAccepted: 8,
  InterchangeRejected: 9,
  SyntaxRejected: 9,
  FrontEndRejected: 9,
  Superseded: 9,
}

/**
 * What each rejection denies: acceptances of this rank and above. Answers overtake each other, so a set's acceptance may
 * well come after one of its claims was refused.
 */
const denies: Partial<Record<SubmissionState, number>> = {
  InterchangeRejected: rank.InterchangeAccepted,
  SyntaxRejected: rank.SetAccepted,
  FrontEndRejected: rank.ClearinghouseAccepted,
}

interface Rule {
  readonly to: SubmissionState
  /** Least and greatest rank of the states in which this may be heard. */
  readonly from: number
  readonly until: number
}

const rules: Record<SubmissionEvent, Rule> = {
  batched: { to: 'Batched', from: 0, until: rank.Ready },
  sent: { to: 'Sent', from: rank.Batched, until: rank.PayerAccepted },
  // Not to know is no news: an answer that overtook the upload goes before it.
  'send uncertain': { to: 'SendUncertain', from: rank.Batched, until: rank.PayerAccepted },
  'interchange accepted': { to: 'InterchangeAccepted', from: rank.Batched, until: rank.PayerAccepted },
  'set accepted': { to: 'SetAccepted', from: rank.Batched, until: rank.PayerAccepted },
  'clearinghouse accepted': { to: 'ClearinghouseAccepted', from: rank.Batched, until: rank.PayerAccepted },
  // A1 of a payer means received, not accepted: it only shows in the time line.
  'payer received': { to: 'Sent', from: rank.Batched, until: rank.PayerAccepted },
  'payer accepted': { to: 'PayerAccepted', from: rank.Batched, until: rank.PayerAccepted },
  // Money answers for every acknowledgement that is missing.
  adjudicated: { to: 'PayerAccepted', from: rank.Batched, until: rank.PayerAccepted },
  'interchange rejected': { to: 'InterchangeRejected', from: rank.Batched, until: rank.Sent },
  'set rejected': { to: 'SyntaxRejected', from: rank.Batched, until: rank.InterchangeAccepted },
  'front end rejected': { to: 'FrontEndRejected', from: rank.Batched, until: rank.ClearinghouseAccepted },
}

const refusals: ReadonlySet<SubmissionEvent> = new Set(['interchange rejected', 'set rejected', 'front end rejected'])

export interface Transition {
  readonly state: SubmissionState
  /** The event cannot be true together with what was heard before: a person must look. */
  readonly isContradictory: boolean
}

/** The state after an event. A contradiction, or news of lower rank, leaves the state as it is. */
export function nextSubmissionState(state: SubmissionState, event: SubmissionEvent): Transition {
  const { to, from, until } = rules[event]
  if (state === to || state === 'Superseded') return { state, isContradictory: false }
  // A new sending starts the machine again; whether it may begin is decided before.
  if (event === 'batched') return { state: to, isContradictory: false }
  const denied = denies[state]
  if (denied !== undefined) return { state, isContradictory: !refusals.has(event) && rank[to] >= denied }
  if (rank[state] < from || rank[state] > until) return { state, isContradictory: true }
  return { state: rank[to] > rank[state] ? to : state, isContradictory: false }
}
