// How one attempt to bring a claim to its payer moves (domain rules 5.1): a table, and the one function that reads it.
import type { SubmissionState } from './claim-state.js'

/** What can happen to an attempt or be heard of it, in the words of the rules. */
export type SubmissionEvent =
  | 'changed'
  | 'edits passed'
  | 'edits failed'
  | 'held'
  | 'not batched'
  | 'batched'
  | 'recalled'
  | 'superseded'
  | 'new attempt'
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

/** Before it leaves, on its way in order of progress, and at its end. */
const beforeSending = ['Draft', 'EditFailed', 'Ready'] as const
const onTheWay = [
  'Batched',
  'SendUncertain',
  'Sent',
  'InterchangeAccepted',
  'SetAccepted',
  'ClearinghouseAccepted',
  'PayerAccepted',
] as const
const rejected = ['InterchangeRejected', 'SyntaxRejected', 'FrontEndRejected'] as const
const ended = [...rejected, 'Superseded'] as const

type OnTheWay = (typeof onTheWay)[number]

/** States on the way, up to and with the last one named. */
function upTo(last: OnTheWay): readonly OnTheWay[] {
  return onTheWay.slice(0, onTheWay.indexOf(last) + 1)
}

/** Has this attempt not left yet? */
export function isBeforeSending(state: SubmissionState): boolean {
  return (beforeSending as readonly SubmissionState[]).includes(state)
}

/** Was this attempt refused before any payer decided? */
export function isRejection(state: SubmissionState): boolean {
  return (rejected as readonly SubmissionState[]).includes(state)
}

interface Rule {
  readonly to: SubmissionState
  /** States that it moves. */
  readonly moves: readonly SubmissionState[]
  /** States in which it is no news, or overtaken by what was heard before: it is noted, and moves nothing. */
  readonly notes: readonly SubmissionState[]
}

/** In a state that a rule does not name, its event cannot be true together with what was heard before. */
const rules: Record<SubmissionEvent, Rule> = {
  changed: { to: 'Draft', moves: ['EditFailed'], notes: ['Draft'] },
  'edits passed': { to: 'Ready', moves: ['Draft'], notes: ['Ready'] },
  'edits failed': { to: 'EditFailed', moves: ['Draft'], notes: ['EditFailed'] },
  // A claim that is ready waits for the next batch, or turns out not to be ready after all.
  held: { to: 'Ready', moves: [], notes: ['Ready'] },
  'not batched': { to: 'EditFailed', moves: ['Ready'], notes: ['EditFailed'] },
  batched: { to: 'Batched', moves: ['Ready'], notes: ['Batched'] },
  recalled: { to: 'Ready', moves: ['Batched'], notes: ['Ready'] },
  superseded: { to: 'Superseded', moves: [...beforeSending, ...onTheWay], notes: ended },
  // What was rejected or superseded stays so; the claim's next attempt begins where edits have passed.
  'new attempt': { to: 'Ready', moves: ended, notes: ['Ready'] },
  // An answer may overtake the upload's own confirmation; not to know is no news at all.
  sent: { to: 'Sent', moves: upTo('SendUncertain'), notes: [...onTheWay.slice(2), ...ended] },
  'send uncertain': { to: 'SendUncertain', moves: ['Batched'], notes: [...onTheWay.slice(1), ...ended] },
  'interchange accepted': acceptance('InterchangeAccepted', ['SyntaxRejected', 'FrontEndRejected']),
  'set accepted': acceptance('SetAccepted', ['FrontEndRejected']),
  'clearinghouse accepted': acceptance('ClearinghouseAccepted', []),
  // A1 of a payer means received, not accepted: it proves the sending and shows in the time line.
  'payer received': { to: 'Sent', moves: upTo('SendUncertain'), notes: [...onTheWay.slice(2), ...ended] },
  'payer accepted': acceptance('PayerAccepted', []),
  // Money answers for every acknowledgement that is missing.
  adjudicated: acceptance('PayerAccepted', []),
  'interchange rejected': rejection('InterchangeRejected', 'Sent'),
  'set rejected': rejection('SyntaxRejected', 'InterchangeAccepted'),
  // A payer may refuse what its clearinghouse took.
  'front end rejected': rejection('FrontEndRejected', 'ClearinghouseAccepted'),
}

/** Moves what has not come so far, and is noted by what has. `compatible`: rejections further on that do not deny it. */
function acceptance(to: OnTheWay, compatible: readonly SubmissionState[]): Rule {
  const moves = upTo(to).slice(0, -1)
  return { to, moves, notes: [...onTheWay.slice(moves.length), ...compatible, 'Superseded'] }
}

/** Ends an attempt that was not accepted as far as that, and agrees with any other rejection. */
function rejection(to: (typeof rejected)[number], last: OnTheWay): Rule {
  return { to, moves: upTo(last), notes: ended }
}

export interface Transition {
  readonly state: SubmissionState
  /** The event cannot be true together with what was heard before: a person must look. */
  readonly isContradictory: boolean
}

/** The state after an event. A contradiction, or news of lower rank, leaves the state as it is. */
export function nextSubmissionState(state: SubmissionState, event: SubmissionEvent): Transition {
  const { to, moves, notes } = rules[event]
  if (moves.includes(state)) return { state: to, isContradictory: false }
  return { state, isContradictory: !notes.includes(state) }
}

/** What has to happen next to a claim in this state before it may be batched; undefined when it may. */
export function stepTowardsReady(state: SubmissionState): SubmissionEvent | undefined {
  if (state === 'Ready') return undefined
  if (state === 'Draft') return 'edits passed'
  if (state === 'EditFailed') return 'changed'
  return rules['new attempt'].moves.includes(state) ? 'new attempt' : 'superseded'
}

const own: ReadonlySet<SubmissionEvent> = new Set([
  'changed',
  'edits passed',
  'edits failed',
  'held',
  'not batched',
  'batched',
  'recalled',
  'superseded',
  'new attempt',
  'send uncertain',
])

/** Whoever answers has received: true of every event but our own doings and doubts. */
export function provesSending(event: SubmissionEvent): boolean {
  return !own.has(event)
}
