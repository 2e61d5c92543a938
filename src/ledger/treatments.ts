// What an adjustment reason means for the account: the table the rules are judged with, handed in by the caller.
import type { Adjustment } from '../domain/index.js'

export type Treatment = 'patient' | 'contractual' | 'denial' | 'memo' | 'bundle'

/** One claim adjustment reason code (CARC). Text is our own short wording. */
export interface ReasonTreatment {
  readonly category: string
  readonly treatment: Treatment
  readonly gloss: string
  readonly nextAction: string
  readonly appealable: boolean
}

/** Shape of `schemas/codes/adjustment-treatment.json`; keys are codes. */
export interface AdjustmentTreatments {
  readonly carc: Readonly<Record<string, ReasonTreatment>>
  /** Remittance advice remark codes (RARC) that refine what to do. */
  readonly rarc: Readonly<Record<string, { readonly effect: string }>>
}

/** How one adjustment is to be booked; `memo` is shown and booked nowhere. */
export type Booking = 'memo' | 'bundle' | 'patient' | 'denied' | 'contractual'

/** CARCs that say "this was settled elsewhere", whatever their group: exact duplicate, already paid, sent on to the right payer. */
const settledElsewhere = new Set(['18', 'B13', 'B11'])
/** With group OA only: impact of a prior payer, a predetermination's expected payment. */
const informational = new Set(['23', '101'])
/** Claim statuses that pay nothing: forwarded as not theirs, predetermination. */
const memoStatuses = new Set(['23', '25'])

export function isMemoStatus(status: string): boolean {
  return memoStatuses.has(status)
}

/** R-REV-8b: does the payer answer that it has settled this before? */
export function isDuplicateDenial({ reason }: Adjustment): boolean {
  return reason === '18' || reason === 'B13'
}

/**
 * The order of evaluation of domain rule 1.6 for one adjustment.
 * `bundled`: a CARC 94 or 97 that cancels within its bundle. `isLinePaid`: money came for the same line.
 * An unknown code of group CO or PI on a line that was not paid counts as a denial: writing a whole receivable off unseen is the worse mistake.
 */
export function bookingOf(
  { group, reason }: Adjustment,
  about: { readonly status: string; readonly bundled: boolean; readonly isLinePaid: boolean; readonly treatments: AdjustmentTreatments },
): Booking {
  if (isMemoStatus(about.status) || settledElsewhere.has(reason) || (group === 'OA' && informational.has(reason))) return 'memo'
  if (about.bundled) return 'bundle'
  if (group === 'PR') return 'patient'
  const treatment = about.treatments.carc[reason]?.treatment
  if (treatment === 'denial') return 'denied'
  // A 94 that nothing cancels raises the payment above the charge; in the bundle account it would stay for ever.
  if (treatment === 'bundle') return 'contractual'
  if (group === 'OA') return 'denied'
  return treatment === undefined && !about.isLinePaid ? 'denied' : 'contractual'
}

export function isDenialReason(reason: string, treatments: AdjustmentTreatments): boolean {
  return treatments.carc[reason]?.treatment === 'denial'
}
