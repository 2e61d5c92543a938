// What a claim's time line says of its way: when it was sent, accepted and decided, and whether that went at the first attempt.
import type { ClaimEvent } from '../store/index.js'
import { dayOf, type IsoDate } from '../values/index.js'

const finals: ReadonlySet<string> = new Set(['paid', 'partly-paid', 'denied', 'patient'])

/** How the first attempt ended, and the day it was sent; undefined when we never sent the claim. */
export function firstAttempt(events: readonly ClaimEvent[]): { readonly on: IsoDate; readonly isAccepted: boolean } | undefined {
  const sent = events.findIndex(({ event }) => event === 'sent')
  const first = events[sent]
  if (first === undefined) return undefined
  const after = events.slice(sent + 1)
  const next = after.findIndex(isAnotherAttempt)
  const states = (next < 0 ? after : after.slice(0, next)).map(({ submissionState }) => submissionState ?? '')
  return { on: dayOf(first.at), isAccepted: states.includes('PayerAccepted') && !states.some(isRejected) }
}

/** The day on which the payer said that it took the claim; that it decided says it too, but not when. */
export function acceptedOn(events: readonly ClaimEvent[]): IsoDate | undefined {
  const found = events.find(({ submissionState, detail }) => submissionState === 'PayerAccepted' && detail?.inferred === undefined)
  return found === undefined ? undefined : dayOf(found.at)
}

/** The first final decision: clean where it pays all of the claim, and nothing was rejected or sent anew before it. */
export function firstFinal(events: readonly ClaimEvent[]): { readonly on: IsoDate; readonly isClean: boolean } | undefined {
  const place = events.findIndex(({ state }) => state !== undefined && finals.has(state))
  const found = events[place]
  if (found === undefined) return undefined
  const before = events.slice(0, place)
  const isFirst = !before.some((event) => isAnotherAttempt(event) || isRejected(event.submissionState ?? ''))
  return { on: dayOf(found.at), isClean: isFirst && found.state === 'paid' }
}

function isAnotherAttempt({ event }: ClaimEvent): boolean {
  return event === 'new attempt' || event === 'superseded'
}

function isRejected(submissionState: string): boolean {
  return submissionState.endsWith('Rejected')
}
