// What a 277CA says of our claims: taken or refused by a clearinghouse or payer, claim by claim, and whether its count is whole.
import type { ClaimStatus, ClaimStatusReport, ProviderStatus, StatusInformation } from '../domain/index.js'
import type { ClaimRecord, Store, Submission } from '../store/index.js'
import type { Clock } from '../values/index.js'
import { type AnswerOrigin, unknownAnswer } from './answers.js'
import { provenByAnswer } from './arrival.js'
import { recordStep } from './claims.js'
import type { SubmissionEvent } from './life-cycle.js'
import type { AnswerReport } from './report.js'
import type { EntrySource } from '../domain/index.js'

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

const rejectedCategories: ReadonlySet<string> = new Set(['A3', 'A6', 'A7', 'A8'])

/** Applies one 277CA to the claims of the transaction set that it answers (2200B TRN02 = BHT03). */
export async function applyStatusAnswer(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { report, providers, claims }: StatusAnswer,
  { source }: AnswerOrigin,
): Promise<AnswerReport> {
  const [set] = await store.interchanges.sentByReference(report.batchReference)
  const submissions = set === undefined ? [] : await store.claims.submissionsOf({ setId: set.id })
  if (set !== undefined) await provenByAnswer(store, clock, set.fileId)
  const sent = await claimsOf(store, submissions)
  const verdict = report.statuses[0]?.codes[0]?.category ?? ''
  const claimStates: Record<string, string> = {}
  const isWhollyRejected = rejectsAll(report, claims, sent.size)
  for (const located of claims) {
    const number = located.status.patientControlNumber
    const claim = sent.get(number) ?? (await store.claims.byNumbers([number]))[0]
    if (claim === undefined) await unknownAnswer(store, clock, '277CA', report.batchReference, verdict, located.source)
    else claimStates[number] = await tellClaim(store, clock, claim, located, report.source.role)
  }
  for (const claim of sent.values()) {
    if (claim.patientControlNumber in claimStates) continue
    const refusal = isWhollyRejected ? report.statuses : refusalOf(providers, claim)
    if (refusal !== undefined) claimStates[claim.patientControlNumber] = await reject(store, clock, claim, refusal, source)
  }
  if (set === undefined && claims.length === 0) return unknownAnswer(store, clock, '277CA', report.batchReference, verdict, source)
  if (set !== undefined) await checkCount(store, clock, report, [...sent.values()], claimStates, source)
  return { kind: '277CA', answers: report.batchReference, verdict, isKnown: set !== undefined, claimStates }
}

async function claimsOf(store: Store, submissions: readonly Submission[]): Promise<Map<string, ClaimRecord>> {
  const found = new Map<string, ClaimRecord>()
  for (const { claimId } of submissions) {
    const claim = await store.claims.find(claimId)
    if (claim !== undefined) found.set(claim.patientControlNumber, claim)
  }
  return found
}

/** Receiver level says U for the batch as a whole; some payers use it for single claims, so figures and claims must bear it out. */
function rejectsAll({ statuses, totals }: ClaimStatusReport, claims: readonly LocatedStatus[], sentCount: number): boolean {
  const isRefused = statuses.some(({ action }) => action === 'U')
  const someAccepted = claims.some(({ status }) => status.statuses.some(({ action }) => action === 'WQ'))
  return isRefused && !someAccepted && (totals.rejectedCount === undefined || totals.rejectedCount === sentCount)
}

/** What a provider level says when it refuses all claims of that provider. */
function refusalOf(providers: readonly ProviderStatus[], { document }: ClaimRecord): readonly StatusInformation[] | undefined {
  const own = providers.find(({ provider }) => provider.id !== undefined && provider.id === document?.billing.npi)
  return own?.statuses.some(({ action }) => action === 'U') === true ? own.statuses : undefined
}

async function tellClaim(store: Store, clock: Clock, claim: ClaimRecord, { status, source }: LocatedStatus, role: string): Promise<string> {
  const [first] = status.statuses
  const category = first?.codes[0]?.category ?? ''
  if (status.statuses.some(({ action, codes }) => action === 'U' || rejectedCategories.has(codes[0]?.category ?? '')))
    return reject(store, clock, claim, status.statuses, source)
  const heard = heardFrom(role, category)
  const moved = await recordStep(store, clock, claim, {
    event: `277CA ${category}`,
    ...(heard === undefined ? {} : { heard }),
    ...(status.payerClaimNumber === undefined ? {} : { payerClaimNumber: status.payerClaimNumber }),
    detail: { from: role === 'PR' ? 'payer' : 'clearinghouse', stc: stcOf(status.statuses) },
    source,
  })
  return moved.submissionState
}

/** A payer's A1 is a receipt; A2 and A0 are acceptances. A clearinghouse accepts by any of them. */
function heardFrom(role: string, category: string): SubmissionEvent | undefined {
  if (!['A0', 'A1', 'A2'].includes(category)) return undefined
  if (role !== 'PR') return 'clearinghouse accepted'
  return category === 'A1' ? 'payer received' : 'payer accepted'
}

async function reject(
  store: Store,
  clock: Clock,
  claim: ClaimRecord,
  statuses: readonly StatusInformation[],
  source: EntrySource,
): Promise<string> {
  const stc = stcOf(statuses)
  const moved = await recordStep(store, clock, claim, {
    event: `277CA ${stc.split(':')[0] ?? ''}`,
    heard: 'front end rejected',
    detail: { stc },
    source,
  })
  if (moved.submissionState === 'FrontEndRejected')
    await store.workItems.open({
      type: 'front-end-rejected',
      key: `front-end-rejected:${claim.id}:${source.fileId}`,
      at: clock(),
      claim: claim.patientControlNumber,
      claimId: claim.id,
      fileId: source.fileId,
      nextAction: 'mend what the status names and send the claim again as a new original',
      facts: { stc },
    })
  return moved.submissionState
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
