// What happens to one claim record, in one place: a step of its time line, its new state, its opening charge.
import { type AdjudicationState, type EntrySource, toOpenClaim, type Claim, type OpenClaim } from '../domain/index.js'
import type { ClaimRecord, Store } from '../store/index.js'
import type { Clock } from '../values/index.js'
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
