// The time line of one claim as people read it: each step, whose turn it was then, and the very bytes behind it.
import type { AdjudicationState, EntrySource, InquiryState, SubmissionState } from '../domain/index.js'
import { type NextStep, nextStep, openStep } from '../evidence/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import type { Instant } from '../values/index.js'

export interface TimelineStep {
  readonly seq: number
  readonly at: Instant
  readonly event: string
  readonly submissionState: SubmissionState
  readonly state: AdjudicationState
  /** What was known from asking the payer, once it was asked. */
  readonly inquiryState?: InquiryState
  /** Whose turn it was after this step. */
  readonly next: NextStep
  readonly detail?: Readonly<Record<string, unknown>>
  /** Where the bytes behind it stand. */
  readonly source?: EntrySource & { readonly file: string }
}

export interface ClaimTimeline {
  readonly claimId: string
  readonly patientControlNumber: string
  readonly submissionState: SubmissionState
  readonly state: AdjudicationState
  readonly inquiryState?: InquiryState
  readonly payerClaimNumber?: string
  readonly chargeCents: number
  readonly partnerId?: string
  /** Whose turn it is now. */
  readonly next: NextStep
  readonly steps: readonly TimelineStep[]
}

/** All steps, oldest first. A step that says nothing of a state leaves it as it was. */
export async function claimTimeline(store: Store, claim: ClaimRecord): Promise<ClaimTimeline> {
  const names = new Map<string, string>()
  const nameOf = async (fileId: string): Promise<string> => {
    const name = names.get(fileId) ?? (await store.files.find(fileId))?.name ?? ''
    names.set(fileId, name)
    return name
  }
  const steps: TimelineStep[] = []
  let submissionState: SubmissionState = 'Ready'
  let state: AdjudicationState = 'submitted'
  let inquiryState: InquiryState | undefined
  for (const { seq, at, event, detail, source, ...moved } of await store.claims.timeline(claim.id)) {
    submissionState = moved.submissionState ?? submissionState
    state = moved.state ?? state
    inquiryState = moved.inquiryState ?? inquiryState
    steps.push({
      seq,
      at,
      event,
      submissionState,
      state,
      ...(inquiryState === undefined ? {} : { inquiryState }),
      next: nextStep(submissionState, state, inquiryState),
      ...(detail === undefined ? {} : { detail }),
      ...(source === undefined ? {} : { source: { file: await nameOf(source.fileId), ...source } }),
    })
  }
  const { id, patientControlNumber, payerClaimNumber, chargeCents, partnerId } = claim
  return {
    claimId: id,
    patientControlNumber,
    submissionState: claim.submissionState,
    state: claim.state,
    ...(claim.inquiryState === undefined ? {} : { inquiryState: claim.inquiryState }),
    ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
    chargeCents,
    ...(partnerId === undefined ? {} : { partnerId }),
    next: openStep(claim.submissionState, claim.state, await store.ledger.balances({ claimId: id }), claim.inquiryState),
    steps,
  }
}
