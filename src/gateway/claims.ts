// What happens to one claim record, in one place: a step of its time line, its new state, its opening charge.
import {
  type AdjudicationState,
  type Claim,
  type EntrySource,
  type InquiryEvent,
  isBeforeSending,
  isRejection,
  nextInquiryState,
  nextSubmissionState,
  type OpenClaim,
  provesSending,
  stepTowardsReady,
  type SubmissionEvent,
  toOpenClaim,
} from '../domain/index.js'
import type { ClaimChange, ClaimEvent, ClaimRecord, NewWorkItem, Posting, Store } from '../store/index.js'
import { type Clock, type Instant, toCents } from '../values/index.js'
import { closeAsked, isToNextPayer, mayOpenAttempt, proposeAgain, takeAttempt, wasSent } from './attempts.js'

export interface ClaimStep {
  readonly event: string
  readonly heard?: SubmissionEvent
  readonly state?: AdjudicationState
  /** What it says of asking the payer. */
  readonly inquiry?: InquiryEvent
  readonly payerClaimNumber?: string
  readonly partnerId?: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly source?: EntrySource
}

/** What a step comes to, before any of it is written. */
interface PlannedStep {
  readonly claim: ClaimRecord
  readonly event: ClaimEvent
  readonly change: ClaimChange
  /** It cannot be true together with what was heard before: it moves nothing. */
  readonly contradiction?: NewWorkItem
  readonly isRejectedNow: boolean
  /** The opening charge, where the step proves that the claim was sent. */
  readonly charge?: Posting
  readonly after: ClaimRecord
}

function planStep(at: Instant, claim: ClaimRecord, step: ClaimStep): PlannedStep {
  const { heard, state, payerClaimNumber, partnerId, detail, source, event } = step
  // What the payer said was of the sending before.
  const inquiry = step.inquiry ?? (heard === 'batched' && claim.inquiryState !== undefined ? 'sent anew' : undefined)
  const inquiryState = inquiry === undefined ? undefined : nextInquiryState(claim.inquiryState ?? 'unasked', inquiry)
  const moved = heard === undefined ? undefined : nextSubmissionState(claim.submissionState, heard)
  const isContradictory = moved?.isContradictory === true
  const remarks = {
    ...(isContradictory ? { contradicts: claim.submissionState } : {}),
    // Nobody said that the payer took it; that it was decided says so.
    ...(heard === 'adjudicated' && moved !== undefined && moved.state !== claim.submissionState ? { inferred: moved.state } : {}),
  }
  const charge = heard !== undefined && provesSending(heard) && !isContradictory ? chargeOf(at, claim) : undefined
  return {
    claim,
    event: {
      claimId: claim.id,
      at,
      event,
      ...(moved === undefined ? {} : { submissionState: moved.state }),
      ...(state === undefined ? {} : { state }),
      ...(inquiryState === undefined ? {} : { inquiryState }),
      ...(detail === undefined && Object.keys(remarks).length === 0 ? {} : { detail: { ...detail, ...remarks } }),
      ...(source === undefined ? {} : { source }),
    },
    change: {
      ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
      ...(partnerId === undefined ? {} : { partnerId }),
    },
    ...(isContradictory ? { contradiction: contradictionOf(at, claim, step) } : {}),
    isRejectedNow: moved !== undefined && moved.state !== claim.submissionState && isRejection(moved.state),
    ...(charge === undefined ? {} : { charge }),
    after: {
      ...claim,
      submissionState: moved?.state ?? claim.submissionState,
      state: state ?? claim.state,
      ...(inquiryState === undefined ? {} : { inquiryState, inquiryAt: at }),
      ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
    },
  }
}

function contradictionOf(at: Instant, claim: ClaimRecord, { event, source }: ClaimStep): NewWorkItem {
  return {
    type: 'contradictory-ack',
    key: `contradictory-ack:${claim.id}:${event}:${source?.fileId ?? ''}:${source?.segment ?? 0}`,
    at,
    claim: claim.patientControlNumber,
    claimId: claim.id,
    ...(source === undefined ? {} : { fileId: source.fileId }),
    nextAction: 'ask the partner which of the two answers is right',
    facts: { state: claim.submissionState, event },
  }
}

/**
 * Writes a step of a claim's time line and moves the claim as the life cycle says. News that proves the claim was
 * sent books its opening charge, should that not have happened. A contradiction moves nothing and opens a work item.
 */
export async function recordStep(store: Store, clock: Clock, claim: ClaimRecord, step: ClaimStep): Promise<ClaimRecord> {
  const planned = planStep(clock(), claim, step)
  await writeSteps(store, clock, [planned])
  return planned.after
}

async function writeSteps(store: Store, clock: Clock, steps: readonly PlannedStep[]): Promise<void> {
  if (steps.length === 0) return
  await store.claims.recordAll(steps)
  const contradictions = steps.flatMap(({ contradiction }) => contradiction ?? [])
  if (contradictions.length > 0) await store.workItems.openAll(contradictions)
  for (const { claim, event, isRejectedNow } of steps)
    if (isRejectedNow && claim.document !== undefined && isToNextPayer(claim.document)) await proposeAgain(store, clock, claim, event.event)
  const charges = steps.flatMap(({ charge }) => charge ?? [])
  if (charges.length > 0) await store.ledger.postAll(charges)
}

/**
 * Writes what was answered to one sending of a claim. Undefined when a later one has taken its place, or waits to: then it is noted and
 * says nothing of where the claim stands. `setId` is unknown where only the claim's number led to it.
 */
export async function recordAnswer(
  store: Store,
  clock: Clock,
  claim: ClaimRecord,
  setId: string | undefined,
  step: ClaimStep,
): Promise<ClaimRecord | undefined> {
  if (!(await isOvertaken(store, claim, setId))) return recordStep(store, clock, claim, step)
  await recordStep(store, clock, claim, asNote(step))
  return undefined
}

/** The same for many claims at once, each led to by its number. */
export async function recordAnswers(
  store: Store,
  clock: Clock,
  answers: readonly { readonly claim: ClaimRecord; readonly step: ClaimStep }[],
): Promise<void> {
  const unsent = answers.filter(({ claim }) => isBeforeSending(claim.submissionState)).map(({ claim }) => claim.id)
  const timelines = await store.claims.timelines(unsent)
  const steps = answers.map(({ claim, step }) => planStep(clock(), claim, wasSent(timelines.get(claim.id) ?? []) ? asNote(step) : step))
  await writeSteps(store, clock, steps)
}

/** Said of a sending that another has taken the place of. */
function asNote({ heard: _heard, inquiry: _inquiry, ...step }: ClaimStep): ClaimStep {
  return { ...step, detail: { ...step.detail, attempt: 'superseded' } }
}

/** Does the claim's time line hold a step of these bytes? */
export async function wasTold(store: Store, { id }: ClaimRecord, { fileId, offset }: EntrySource): Promise<boolean> {
  return (await store.claims.timeline(id)).some(({ source }) => source?.fileId === fileId && source.offset === offset)
}

/** A claim that was sent and is held again waits to be sent anew: whatever is answered was said of what it was before. */
async function isOvertaken(store: Store, claim: ClaimRecord, setId: string | undefined): Promise<boolean> {
  if (isBeforeSending(claim.submissionState)) return wasSent(await store.claims.timeline(claim.id))
  if (setId === undefined) return false
  const latest = (await store.claims.submissionsOf({ claimId: claim.id })).at(-1)
  return latest !== undefined && latest.setId !== setId
}

/** Books what the claims ask for, once for ever. */
export async function bookCharges(store: Store, at: Instant, claims: readonly ClaimRecord[]): Promise<void> {
  await store.ledger.postAll(claims.flatMap((claim) => chargeOf(at, claim) ?? []))
}

/** What the claim asks for: dr AR:P cr REVENUE (domain rules 2.4). An estimate asks for nothing. */
function chargeOf(at: Instant, { id, patientControlNumber, claim, origin }: ClaimRecord): Posting | undefined {
  if (claim.predetermination === true || claim.chargeCents <= 0) return undefined
  return {
    key: `charge:${id}`,
    at,
    claimId: id,
    ...(origin === undefined ? {} : { source: origin }),
    entries: [
      { dr: 'AR:P', cr: 'REVENUE', cents: claim.chargeCents, claim: patientControlNumber, line: 0, payerOrder: 'P', why: 'charge' },
    ],
  }
}

/**
 * Begins a sending of a claim: a new claim, one that was rejected and mended, one that goes on to its next payer, or a
 * replacement or void (frequency 7, 8). Undefined when the claim is on its way, or was decided already and this is the
 * same original again, unless `mayRepeat`.
 */
export async function openAttempt(
  store: Store,
  clock: Clock,
  claim: Claim,
  options: {
    readonly practiceId: string
    readonly partnerId: string
    /** Held: it waits for its partner's next batch. */
    readonly heard: 'held' | 'batched' | 'sent'
    readonly source: EntrySource
    readonly mayRepeat: boolean
  },
): Promise<ClaimRecord | undefined> {
  const { practiceId, partnerId, heard, source, mayRepeat } = options
  const added = await store.claims.add(
    newClaimRecord(claim, { practiceId, partnerId, origin: source, submissionState: 'Ready', createdAt: clock() }),
  )
  let { record } = added
  const isOpen = added.isNew || (await mayOpenAttempt(store, record, claim))
  // A held claim takes its number when it is batched.
  const isTaken = isOpen && (heard === 'held' || (await takeAttempt(store, clock, record, claim, { partnerId, source })))
  if (!isTaken) return mayRepeat ? record : undefined
  if (!added.isNew) {
    await closeAsked(store, clock, record, claim)
    record = await makeReady(store, clock, await revise(store, clock, record, claim, source), source)
  }
  const detail = { partner: partnerId, frequency: claim.frequency }
  if (heard === 'held') {
    await store.heldClaims.hold({ claimId: record.id, partnerId, at: clock() })
    return recordStep(store, clock, record, { event: 'held', heard: 'held', source, partnerId, detail })
  }
  if (!added.isNew && record.submissionState === 'Ready') await store.heldClaims.release([record.id])
  const batched = await recordStep(store, clock, record, { event: 'batched', heard: 'batched', source, partnerId, detail })
  return heard === 'sent' ? recordStep(store, clock, batched, { event: 'sent', heard: 'sent', source, detail }) : batched
}

/** Ends the attempt before, where there was one, and begins the next. */
async function makeReady(store: Store, clock: Clock, record: ClaimRecord, source: EntrySource): Promise<ClaimRecord> {
  let present = record
  for (let step = stepTowardsReady(present.submissionState); step !== undefined; step = stepTowardsReady(present.submissionState))
    present = await recordStep(store, clock, present, { event: step, heard: step, source })
  return present
}

/** A mended claim takes the place of what was said before; the books follow its charge, should they hold the old one. */
async function revise(store: Store, clock: Clock, record: ClaimRecord, claim: Claim, source: EntrySource): Promise<ClaimRecord> {
  const {
    chargeCents,
    claim: open,
    document,
  } = newClaimRecord(claim, { practiceId: record.practiceId, submissionState: 'Ready', createdAt: record.createdAt })
  const revised = await store.claims.revise(record.id, {
    chargeCents,
    claim: open,
    ...(document === undefined ? {} : { document }),
    origin: source,
  })
  const booked = toCents(0 - ((await store.ledger.balances({ claimId: record.id })).REVENUE ?? 0))
  const difference = chargeCents - booked
  if (booked !== 0 && difference !== 0)
    await store.ledger.post({
      key: `charge:${record.id}:${source.fileId}`,
      at: clock(),
      claimId: record.id,
      source,
      entries: [
        {
          ...(difference > 0 ? { dr: 'AR:P', cr: 'REVENUE' } : { dr: 'REVENUE', cr: 'AR:P' }),
          cents: toCents(Math.abs(difference)),
          claim: record.patientControlNumber,
          line: 0,
          payerOrder: 'P',
          why: 'charge corrected',
        },
      ],
    })
  return revised
}

/** A record for a claim that is known in full, or only as the books need it. */
export function newClaimRecord(
  claim: OpenClaim | Claim,
  rest: Pick<ClaimRecord, 'practiceId' | 'submissionState' | 'createdAt'> & { readonly partnerId?: string; readonly origin?: EntrySource },
): Omit<ClaimRecord, 'id' | 'updatedAt'> {
  const document = 'billing' in claim ? claim : undefined
  const open = document === undefined ? (claim as OpenClaim) : toOpenClaim(document)
  return {
    ...rest,
    patientControlNumber: open.patientControlNumber,
    state: 'submitted',
    chargeCents: open.chargeCents,
    claim: open,
    ...(document === undefined ? {} : { document }),
  }
}
