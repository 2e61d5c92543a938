// Whether a claim that is known already may be sent once more, and under which number: one open attempt for each payer.
import {
  type Claim,
  type CoverageOrder,
  coverageOrders,
  type EntrySource,
  isBeforeSending,
  isRejection,
  type WorkItemType,
} from '../domain/index.js'
import type { ClaimEvent, ClaimRecord, Store } from '../store/index.js'
import type { Clock } from '../values/index.js'

/** Does no payer have the last sending? It has not left yet, or was refused before anybody decided: then it goes again as a new original. */
export function mayBeSentAgain({ submissionState }: ClaimRecord): boolean {
  return isBeforeSending(submissionState) || isRejection(submissionState)
}

/** The payer that the claim went to last; of a claim that another system sent, the first. */
export function lastDestination({ document }: ClaimRecord): CoverageOrder {
  return document?.destination ?? 'P'
}

/** Does this claim go to a payer after the last one that it was sent to? */
export function goesOn(record: ClaimRecord, { destination }: Pick<Claim, 'destination'>): boolean {
  return coverageOrders.indexOf(destination) > coverageOrders.indexOf(lastDestination(record))
}

/** Is there a sending that no remittance has answered yet? */
export async function isInFlight(store: Store, record: ClaimRecord): Promise<boolean> {
  if (mayBeSentAgain(record)) return false
  const steps = await store.claims.timeline(record.id)
  return !steps.slice(steps.findLastIndex(isSending) + 1).some(({ event }) => event.startsWith('835 '))
}

/** Has any sending of the claim been begun? */
export function wasSent(steps: readonly ClaimEvent[]): boolean {
  return steps.some(isSending)
}

function isSending({ event }: ClaimEvent): boolean {
  return ['batched', 'sent', 'imported'].includes(event)
}

/**
 * A rejected claim may go again; one that was decided, on to the next payer; a replacement or void (7, 8), once the
 * sending before it was answered. Bills in a series (frequency 2 to 4) are each one of their own.
 */
export async function mayOpenAttempt(store: Store, record: ClaimRecord, claim: Claim): Promise<boolean> {
  if (mayBeSentAgain(record)) return true
  const isNewWord = goesOn(record, claim) || ['7', '8'].includes(claim.frequency)
  return isNewWord ? !(await isInFlight(store, record)) : claim.frequency !== '1'
}

/** Takes the next number of attempts to this payer. False when another process took it: then nothing may be sent. */
export async function takeAttempt(
  store: Store,
  clock: Clock,
  record: ClaimRecord,
  claim: Claim,
  { partnerId, source }: { readonly partnerId: string; readonly source: EntrySource },
): Promise<boolean> {
  const earlier = await store.claims.attemptsOf(record.id)
  return store.claims.addAttempt({
    claimId: record.id,
    payerOrder: claim.destination,
    number: earlier.filter(({ payerOrder }) => payerOrder === claim.destination).length + 1,
    frequency: claim.frequency,
    ...(claim.originalPayerClaimNumber === undefined ? {} : { replaces: claim.originalPayerClaimNumber }),
    partnerId,
    fileId: source.fileId,
    at: clock(),
  })
}

/** Does the claim go to a payer after the first? */
export function isToNextPayer({ destination }: Pick<Claim, 'destination'>): boolean {
  return coverageOrders.indexOf(destination) > 0
}

/**
 * The claim for a next payer was rejected before it decided: it is offered to a person again. Not what was handed in as a claim to that
 * payer: nothing of ours can be made anew from the decisions before, and the item about the rejection says what to do.
 */
export async function proposeAgain(store: Store, clock: Clock, record: ClaimRecord, event: string): Promise<void> {
  const { id, patientControlNumber, document } = record
  const attempts = await store.claims.attemptsOf(id)
  if (attempts.every(({ payerOrder }) => payerOrder === document?.destination)) return
  await store.workItems.open({
    type: 'secondary-claim-ready',
    key: `secondary-claim-ready:${id}:${attempts.length}`,
    at: clock(),
    claim: patientControlNumber,
    claimId: id,
    nextAction: 'mend what was rejected and send it with x12gw claims replace, or send it again as it is: x12gw claims secondary',
    facts: { rejected: event, order: document?.destination },
  })
}

/** What asked a person to send the claim anew, or on to its next payer. */
const askedForSending: readonly WorkItemType[] = ['front-end-rejected', 'syntax-rejected', 'claim-not-batched']

/** The claim is sent: whoever was asked to has done it. */
export async function closeAsked(store: Store, clock: Clock, { id }: ClaimRecord, claim: Claim): Promise<void> {
  const types = isToNextPayer(claim) ? [...askedForSending, 'secondary-claim-ready'] : askedForSending
  const { items } = await store.workItems.list({ state: 'open', types, claimId: id, limit: 100 })
  for (const item of items) await store.workItems.resolve(item.id, { by: 'system', reason: 'sent', at: clock() })
}
