// What a 277CA says of our claims: taken or refused by a clearinghouse or payer, claim by claim, and whether its count is whole.
import {
  categoryOf,
  type ClaimStatus,
  type ClaimStatusReport,
  type EntrySource,
  meaningOf,
  type ProviderStatus,
  type StatusInformation,
} from '../domain/index.js'
import type { ClaimRecord, Store, Submission } from '../store/index.js'
import type { Clock } from '../values/index.js'
import type { AnswerOrigin } from './answers.js'
import { provenByAnswer } from './arrival.js'
import { type ClaimStep, recordAnswer, recordStep, wasTold } from './claims.js'
import { parkAnswer } from './park-answer.js'
import type { AnswerReport } from './report.js'

/** One claim's answer with the bytes it stands in. */
export interface LocatedStatus {
  readonly status: ClaimStatus
  readonly source: EntrySource
}

/** A whole 277CA. It answers one 837 set of ours, so it is no larger than the most claims a set may hold. */
export interface StatusAnswer {
  readonly report: ClaimStatusReport
  readonly providers: readonly ProviderStatus[]
  readonly claims: readonly LocatedStatus[]
}

/** Applies one 277CA to the claims of the transaction set that it answers (2200B TRN02 = BHT03). */
export async function applyStatusAnswer(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { report, providers, claims }: StatusAnswer,
  { source, senderId, isRetry = false }: AnswerOrigin,
): Promise<AnswerReport> {
  const [set] = await store.interchanges.sentByReference(report.batchReference)
  const submissions = set === undefined ? [] : await store.claims.submissionsOf({ setId: set.id })
  if (set !== undefined) await provenByAnswer(store, clock, set.fileId)
  const sent = await claimsOf(store, submissions)
  const verdict = categoryOf(report.statuses)
  const claimStates: Record<string, string> = {}
  const unknown: LocatedStatus[] = []
  const isWhollyRejected = rejectsAll(report, claims, sent.size)
  for (const located of claims) {
    const number = located.status.patientControlNumber
    const claim = sent.get(number) ?? (await store.claims.byNumbers([number]))[0]
    if (claim === undefined) unknown.push(located)
    else if (isRetry && (await wasTold(store, claim, located.source))) claimStates[number] = claim.submissionState
    else claimStates[number] = await tellClaim(store, clock, { claim, setId: set?.id }, located, report.source.role)
  }
  for (const claim of sent.values()) {
    if (claim.patientControlNumber in claimStates) continue
    // What is said of the provider alone says more than what is said of the whole batch.
    const refusal = refusalOf(providers, claim) ?? (isWhollyRejected ? report.statuses : undefined)
    if (refusal !== undefined)
      claimStates[claim.patientControlNumber] = await reject(store, clock, { claim, setId: set?.id }, refusal, source)
  }
  const told = { kind: '277CA', answers: report.batchReference, verdict } as const
  if (set === undefined) {
    // Claims that are known by their number alone have been told; the others may yet be recorded with their batch.
    const isParked = claims.length === 0 || unknown.length > 0
    if (isParked) await parkAnswer(store, clock, told, { source, senderId })
    return { ...told, isKnown: false, ...(isParked ? { isParked } : {}), claimStates }
  }
  for (const located of unknown) await openForeignClaim(store, clock, told, located.source)
  await checkCount(store, clock, report, [...sent.values()], claimStates, source)
  return { ...told, isKnown: true, claimStates }
}

/** The batch is ours, but not this claim in it: no later recording will bring it. */
async function openForeignClaim(
  store: Store,
  clock: Clock,
  { kind, answers, verdict }: Pick<AnswerReport, 'kind' | 'answers' | 'verdict'>,
  { fileId, set, segment, offset }: EntrySource,
): Promise<void> {
  await store.workItems.open({
    type: 'contradictory-ack',
    key: `contradictory-ack:${fileId}:${set}:${segment}:${offset}`,
    at: clock(),
    fileId,
    nextAction: 'ask the partner which claim this is: the batch it answers holds none of that number',
    facts: { kind, answers, verdict, set, offset },
  })
}

async function claimsOf(store: Store, submissions: readonly Submission[]): Promise<Map<string, ClaimRecord>> {
  const found = new Map<string, ClaimRecord>()
  for (const { claimId } of submissions) {
    const claim = await store.claims.find(claimId)
    if (claim !== undefined) found.set(claim.patientControlNumber, claim)
  }
  return found
}

/** Receiver level says U for the batch as a whole; some payers use it for single claims, so the count and the claims must bear it out. */
function rejectsAll({ statuses, totals }: ClaimStatusReport, claims: readonly LocatedStatus[], sentCount: number): boolean {
  const isRefused = statuses.some(({ action }) => action === 'U')
  const someAccepted = claims.some(({ status }) => status.statuses.some(({ action }) => action === 'WQ'))
  return isRefused && !someAccepted && totals.rejectedCount === sentCount
}

/** What a provider level says when it refuses all claims of that provider. */
function refusalOf(providers: readonly ProviderStatus[], { document }: ClaimRecord): readonly StatusInformation[] | undefined {
  const own = providers.find(({ provider }) => provider.id !== undefined && provider.id === document?.billing.npi)
  return own?.statuses.some(({ action }) => action === 'U') === true ? own.statuses : undefined
}

/** What a status is told of: one sending of a claim. `setId` is unknown where only the claim's number led to it. */
interface Addressee {
  readonly claim: ClaimRecord
  readonly setId: string | undefined
}

async function tellClaim(
  store: Store,
  clock: Clock,
  { claim, setId }: Addressee,
  { status, source }: LocatedStatus,
  role: string,
): Promise<string> {
  const { statuses, payerClaimNumber } = status
  await endUnaccounted(store, clock, claim)
  const { heard, isNotFound } = meaningOf(role, statuses)
  if (heard === 'front end rejected') return reject(store, clock, { claim, setId }, statuses, source)
  const step: ClaimStep = {
    event: `277CA ${categoryOf(statuses)}`,
    ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
    detail: { from: role === 'PR' ? 'payer' : 'clearinghouse', stc: stcOf(statuses) },
    source,
  }
  if (isNotFound === true)
    await store.workItems.open({
      type: 'claim-not-found',
      key: `claim-not-found:${claim.id}:${source.fileId}`,
      at: clock(),
      claim: claim.patientControlNumber,
      claimId: claim.id,
      fileId: source.fileId,
      nextAction: 'ask the partner under which number it has this claim, or send it again',
      facts: { stc: stcOf(statuses) },
    })
  const moved =
    heard === undefined ? await recordStep(store, clock, claim, step) : await recordAnswer(store, clock, claim, setId, { ...step, heard })
  return (moved ?? claim).submissionState
}

/** A claim that an earlier answer left out is accounted for by a later one. */
async function endUnaccounted(store: Store, clock: Clock, { id }: ClaimRecord): Promise<void> {
  const { items } = await store.workItems.list({ state: 'open', type: 'claim-unaccounted', claimId: id, limit: 100 })
  for (const item of items) await store.workItems.resolve(item.id, { by: 'system', reason: 'it was answered later', at: clock() })
}

async function reject(
  store: Store,
  clock: Clock,
  { claim, setId }: Addressee,
  statuses: readonly StatusInformation[],
  source: EntrySource,
): Promise<string> {
  const stc = stcOf(statuses)
  const step = { event: `277CA ${categoryOf(statuses)}`, heard: 'front end rejected', detail: { stc }, source } as const
  const moved = await recordAnswer(store, clock, claim, setId, step)
  if (moved?.submissionState === 'FrontEndRejected')
    await store.workItems.open({
      type: 'front-end-rejected',
      key: `front-end-rejected:${claim.id}:${source.fileId}`,
      at: clock(),
      claim: claim.patientControlNumber,
      claimId: claim.id,
      fileId: source.fileId,
      nextAction: 'mend what the status names and send the claim again: x12gw claim json, x12gw claims replace',
      facts: { stc },
    })
  return (moved ?? claim).submissionState
}

/** STC01 as written, with ":" between its parts. */
function stcOf([first]: readonly StatusInformation[]): string {
  const code = first?.codes[0]
  return code === undefined ? '' : [code.category, code.status, ...(code.entity === undefined ? [] : [code.entity])].join(':')
}

/** Every claim that was sent must be answered, and the money must add up; what is missing is asked for (domain rules 5.2). */
async function checkCount(
  store: Store,
  clock: Clock,
  { batchReference, totals }: ClaimStatusReport,
  sent: readonly ClaimRecord[],
  answered: Readonly<Record<string, string>>,
  source: EntrySource,
): Promise<void> {
  const sentCents = sent.reduce((sum, { chargeCents }) => sum + chargeCents, 0)
  const known = sent.filter(({ patientControlNumber }) => patientControlNumber in answered)
  const hasCounts = totals.acceptedCount !== undefined || totals.rejectedCount !== undefined
  const hasCents = totals.acceptedCents !== undefined || totals.rejectedCents !== undefined
  const ackedCount = hasCounts ? (totals.acceptedCount ?? 0) + (totals.rejectedCount ?? 0) : known.length
  const ackedCents = hasCents
    ? (totals.acceptedCents ?? 0) + (totals.rejectedCents ?? 0)
    : known.reduce((sum, { chargeCents }) => sum + chargeCents, 0)
  const missing = sent.filter(({ patientControlNumber }) => !(patientControlNumber in answered))
  if (missing.length === 0 && ackedCount === sent.length && ackedCents === sentCents) return
  const at = clock()
  await store.workItems.open({
    type: 'ack-out-of-balance',
    key: `ack-out-of-balance:${batchReference}:${source.fileId}:${source.set}`,
    at,
    fileId: source.fileId,
    nextAction: 'ask the partner for the claims that are not accounted for',
    facts: { bht03: batchReference, sentCount: sent.length, ackedCount, sentCents, ackedCents },
  })
  for (const claim of missing)
    await store.workItems.open({
      type: 'claim-unaccounted',
      key: `claim-unaccounted:${claim.id}:${source.fileId}`,
      at,
      claim: claim.patientControlNumber,
      claimId: claim.id,
      fileId: source.fileId,
      nextAction: 'ask the partner what became of this claim',
      facts: { bht03: batchReference },
    })
}
