// What the status of one claim in a 277CA means for its sending (domain rules 5.1). Pure; the gateway's stories act on it.
import type { StatusInformation } from './claim-status.js'
import type { SubmissionEvent } from './life-cycle.js'

export interface StatusMeaning {
  /** Absent when it moves nothing. */
  readonly heard?: SubmissionEvent
  /** A4: the sender does not know the claim, and somebody must find out why. */
  readonly isNotFound?: true
}

/** A3, A6, A7 and A8 refuse whatever STC03 says. */
const refusing: ReadonlySet<string> = new Set(['A3', 'A6', 'A7', 'A8'])
/** A0 passed on, A1 received, A2 accepted, A5 accepted in several parts, each with a number of its own. */
const accepting: ReadonlySet<string> = new Set(['A0', 'A1', 'A2', 'A5'])

/** STC01-1 of the first status. */
export function categoryOf([first]: readonly StatusInformation[]): string {
  return first?.codes[0]?.category ?? ''
}

/** F, P and R belong into a 277 that answers a 276; some payers write them here. They speak of a claim that the payer has. */
export function isStatusOfAdjudication(statuses: readonly StatusInformation[]): boolean {
  return /^[FPR]/.test(categoryOf(statuses))
}

/** `role`: NM101 of the source, PR for a payer and AY for a clearinghouse. A payer's A1 is a receipt; a clearinghouse accepts by it. */
export function meaningOf(role: string, statuses: readonly StatusInformation[]): StatusMeaning {
  const category = categoryOf(statuses)
  if (isStatusOfAdjudication(statuses)) return { heard: 'adjudicated' }
  if (statuses.some((one) => categoryOf([one]) === 'A4')) return { isNotFound: true }
  if (statuses.some((one) => one.action === 'U' || refusing.has(categoryOf([one])))) return { heard: 'front end rejected' }
  if (!accepting.has(category)) return {}
  if (role !== 'PR') return { heard: 'clearinghouse accepted' }
  return { heard: category === 'A1' ? 'payer received' : 'payer accepted' }
}
