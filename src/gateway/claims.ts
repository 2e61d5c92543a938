// What happens to one claim record, in one place: a step of its time line, its new state, its opening charge.
import { type AdjudicationState, type EntrySource, toOpenClaim, type Claim, type OpenClaim } from '../domain/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import { type Clock, toCents } from '../values/index.js'
import { nextSubmissionState, type SubmissionEvent } from './life-cycle.js'

export interface ClaimStep {
  readonly event: string
  readonly heard?: SubmissionEvent
  readonly state?: AdjudicationState
  readonly payerClaimNumber?: string
  readonly partnerId?: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly source?: EntrySource
}

/**
 * Writes a step of a claim's time line and moves the claim as the life cycle says. News that proves the claim was
 * sent books its opening charge, should that not have happened. A contradiction moves nothing and opens a work item.
 */
export async function recordStep(store: Store, clock: Clock, claim: ClaimRecord, step: ClaimStep): Promise<ClaimRecord> {
  const { heard, state, payerClaimNumber, partnerId, detail, source, event } = step
  const at = clock()
  const moved = heard === undefined ? undefined : nextSubmissionState(claim.submissionState, heard)
  await store.claims.record(
    {
      claimId: claim.id,
      at,
      event,
      ...(moved === undefined ? {} : { submissionState: moved.state }),
      ...(state === undefined ? {} : { state }),
      ...(detail === undefined && moved?.isContradictory !== true
        ? {}
        : { detail: { ...detail, ...(moved?.isContradictory === true ? { contradicts: claim.submissionState } : {}) } }),
      ...(source === undefined ? {} : { source }),
    },
    {
      ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
      ...(partnerId === undefined ? {} : { partnerId }),
    },
  )
  if (moved?.isContradictory === true)
    await store.workItems.open({
      type: 'contradictory-ack',
      key: `contradictory-ack:${claim.id}:${event}:${source?.fileId ?? ''}:${source?.segment ?? 0}`,
      at,
      claim: claim.patientControlNumber,
      claimId: claim.id,
      nextAction: 'ask the partner which of the two answers is right',
      facts: { state: claim.submissionState, event },
    })
  const wasSent = heard !== undefined && heard !== 'batched' && heard !== 'send uncertain' && moved?.isContradictory !== true
  if (wasSent) await bookCharge(store, clock, claim)
  return {
    ...claim,
    submissionState: moved?.state ?? claim.submissionState,
    state: state ?? claim.state,
    ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
  }
}

/** Books what the claim asks for: dr AR:P cr REVENUE, once for ever (domain rules 2.4). An estimate asks for nothing. */
export async function bookCharge(store: Store, clock: Clock, { id, patientControlNumber, claim, origin }: ClaimRecord): Promise<void> {
  if (claim.predetermination === true || claim.chargeCents <= 0) return
  await store.ledger.post({
    key: `charge:${id}`,
    at: clock(),
    claimId: id,
    ...(origin === undefined ? {} : { source: origin }),
    entries: [
      { dr: 'AR:P', cr: 'REVENUE', cents: claim.chargeCents, claim: patientControlNumber, line: 0, payerOrder: 'P', why: 'charge' },
    ],
  })
}

const mayBeSentAgain: ReadonlySet<string> = new Set([
  'Draft',
  'EditFailed',
  'Ready',
  'InterchangeRejected',
  'SyntaxRejected',
  'FrontEndRejected',
])

/**
 * Begins a sending of a claim: a new claim, or one that was rejected and mended, or a replacement or void (frequency 7, 8).
 * Undefined when the claim is on its way or was decided already and this is the same original again, unless `mayRepeat`.
 */
export async function openAttempt(
  store: Store,
  clock: Clock,
  claim: Claim,
  options: {
    readonly practiceId: string
    readonly partnerId: string
    readonly heard: 'batched' | 'sent'
    readonly source: EntrySource
    readonly mayRepeat: boolean
  },
): Promise<ClaimRecord | undefined> {
  const { practiceId, partnerId, heard, source, mayRepeat } = options
  const added = await store.claims.add(
    newClaimRecord(claim, { practiceId, partnerId, origin: source, submissionState: 'Ready', createdAt: clock() }),
  )
  let { record } = added
  if (!added.isNew) {
    const isFree = mayBeSentAgain.has(record.submissionState) || claim.frequency !== '1'
    if (!isFree) return mayRepeat ? record : undefined
    record = await revise(store, clock, record, claim, source)
  }
  const detail = { partner: partnerId, frequency: claim.frequency }
  const batched = await recordStep(store, clock, record, { event: 'batched', heard: 'batched', source, partnerId, detail })
  return heard === 'sent' ? recordStep(store, clock, batched, { event: 'sent', heard: 'sent', source, detail }) : batched
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
