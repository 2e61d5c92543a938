// The time line of one claim as people read it: each step, whose turn it was then, and the very bytes behind it.
import type { AdjudicationState, EntrySource, InquiryState, SubmissionState } from '../domain/index.js'
import { type NextStep, nextStep, openStep } from '../evidence/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import type { Instant } from '../values/index.js'
import { type OpenWork, openWorkOf } from './open-work.js'
import type { GatewayParts } from './parts.js'
import { type Wait, waitOf, type WaitParts } from './waits.js'

export interface TimelineStep {
  readonly seq: number
  readonly at: Instant
  readonly event: string
  readonly submissionState: SubmissionState
  readonly state: AdjudicationState
  /** What was known from asking the payer, once it was asked. */
  readonly inquiryState?: InquiryState
  /** Decided before, it was on its way once more. */
  readonly isSentAgain: boolean
  /** Whose turn it was after this step. */
  readonly next: NextStep
  readonly detail?: Readonly<Record<string, unknown>>
  /** Where the bytes behind it stand. */
  readonly source?: EntrySource & { readonly file: string }
}

/** Somebody outside has until the end of `dueOn`, in the partner's time zone. */
export interface OpenStep extends NextStep, Partial<Pick<Wait, 'since' | 'dueOn' | 'isLate'>> {}

export type TimelineParts = WaitParts & Pick<GatewayParts, 'schemas'>

export interface ClaimTimeline {
  readonly claimId: string
  readonly patientControlNumber: string
  readonly submissionState: SubmissionState
  readonly state: AdjudicationState
  readonly inquiryState?: InquiryState
  readonly payerClaimNumber?: string
  readonly chargeCents: number
  readonly partnerId?: string
  /** Decided before, it was sent once more: corrected, or to the next payer. */
  readonly isSentAgain: boolean
  /** Whose turn it is now. */
  readonly next: OpenStep
  /** What of it waits for a person. */
  readonly work: readonly OpenWork[]
  readonly steps: readonly TimelineStep[]
}

/** Steps, and what they say together. */
interface Told {
  readonly steps: readonly TimelineStep[]
  readonly isSentAgain: boolean
}

/** All steps, oldest first. A step that says nothing of a state leaves it as it was. */
export async function claimSteps(store: Store, claim: ClaimRecord): Promise<Told> {
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
  let isSentAgain = false
  for (const { seq, at, event, detail, source, ...moved } of await store.claims.timeline(claim.id)) {
    submissionState = moved.submissionState ?? submissionState
    state = moved.state ?? state
    isSentAgain = moved.state === undefined && (isSentAgain || (beginsSending.has(event) && state !== 'submitted'))
    inquiryState = moved.inquiryState ?? inquiryState
    steps.push({
      seq,
      at,
      event,
      submissionState,
      state,
      isSentAgain,
      ...(inquiryState === undefined ? {} : { inquiryState }),
      next: nextStep(submissionState, isSentAgain ? 'submitted' : state, inquiryState),
      ...(detail === undefined ? {} : { detail }),
      ...(source === undefined ? {} : { source: { file: await nameOf(source.fileId), ...source } }),
    })
  }
  return { steps, isSentAgain }
}

/** Where the claim stands, how it came there, whose turn it is and what is to be mended. */
export async function claimTimeline(parts: TimelineParts, claim: ClaimRecord): Promise<ClaimTimeline> {
  const { steps, isSentAgain } = await claimSteps(parts.store, claim)
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
    isSentAgain,
    next: await openStepOf(parts, claim, isSentAgain),
    work: await openWorkOf(parts, id),
    steps,
  }
}

const beginsSending = new Set(['held', 'batched'])

async function openStepOf(parts: WaitParts, claim: ClaimRecord, isSentAgain: boolean): Promise<OpenStep> {
  const { id, submissionState, state, inquiryState } = claim
  const wait = await waitOf(parts, claim)
  // Where no acknowledgement is to come (imported, or the partner sends none), the payer's decision is what is awaited.
  const isWithPayer = submissionState === 'Sent' && (wait?.answer === 'status' || wait?.answer === '835')
  const step = openStep(
    isWithPayer ? 'PayerAccepted' : submissionState,
    isSentAgain ? 'submitted' : state,
    await parts.store.ledger.balances({ claimId: id }),
    inquiryState,
  )
  if (wait === undefined || (step.owner !== 'clearinghouse' && step.owner !== 'payer')) return step
  const { since, dueOn, isLate } = wait
  return { ...step, since, dueOn, isLate }
}
