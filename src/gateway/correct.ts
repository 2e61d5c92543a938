// The story of correcting a claim: a new original while no payer has decided, else a replacement (7) or void (8) of what was decided.
import { parseClaims } from '../codecs/index.js'
import { redirect } from '../coordination/index.js'
import type { Claim, CoverageOrder } from '../domain/index.js'
import { standingAdjudications } from '../ledger/index.js'
import type { ClaimAttempt, ClaimRecord } from '../store/index.js'
import { Fault, finding, type FindingCode, sayFinding } from '../values/index.js'
import { isInFlight, lastDestination, mayBeSentAgain } from './attempts.js'
import { toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import { type FindingView, toFindingView } from './report.js'
import type { Submit } from './submit.js'
import type { SubmitReport } from './submit-report.js'

export interface Correct {
  /**
   * Sends the claim anew as this JSON has it (one claim, or a list of it) to the payer that it names as destination. Frequency
   * and REF*F8 are ours to set. Throws a CorrectionRefused when the claim as it stands cannot be corrected so.
   */
  replace(record: ClaimRecord, json: unknown): Promise<SubmitReport>
  /** Voids what was decided: charges and lines as they were sent. To the payer it went to last, or to the one of this order. */
  void(record: ClaimRecord, order?: CoverageOrder): Promise<SubmitReport>
}

/** Why a claim is not corrected: findings, what is wrong in the JSON by its pointers, and every sending that there was. */
export class CorrectionRefused extends Fault {
  constructor(
    readonly findings: readonly FindingView[],
    readonly problems: SubmitReport['problems'],
    readonly attempts: readonly ClaimAttempt[],
  ) {
    const told = [...findings.map(({ message }) => message), ...problems.map(({ pointer, message }) => `${pointer} ${message}`.trim())]
    super('REFUSED', `the claim is not corrected: ${told.join('; ')}`)
  }
}

export function createCorrect(parts: Pick<GatewayParts, 'store' | 'clock'> & { readonly submit: Submit }): Correct {
  const { store, clock, submit } = parts

  return { replace, void: voidClaim }

  async function replace(record: ClaimRecord, json: unknown): Promise<SubmitReport> {
    const isList = Array.isArray(json)
    const { claims, problems } = parseClaims(isList ? json : [json])
    const [mended, ...others] = claims
    // A claim that was not handed in as a list has no place in one.
    const placed = isList ? problems : problems.map(outOfList)
    if (placed.length > 0) throw await refused(record, [], placed)
    if (mended === undefined || others.length > 0)
      throw await refused(record, [], [{ pointer: '', message: 'one claim is wanted, and nothing else' }])
    if (mended.patientControlNumber !== record.patientControlNumber) {
      const pointer = `${isList ? '/0' : ''}/patientControlNumber`
      throw await refused(record, [], [{ pointer, message: 'is that of another claim; a corrected claim keeps its own' }])
    }
    const number = await numberOfDecision(record, mended.destination)
    const corrected = number === undefined && mayBeSentAgain(record) ? asOriginal(mended) : await inPlaceOf(record, mended, '7')
    const report = await send(record, corrected)
    return isList ? report : ofOne(report)
  }

  async function voidClaim(record: ClaimRecord, order?: CoverageOrder): Promise<SubmitReport> {
    const { document } = record
    if (document === undefined) throw await refused(record, ['CORRECTION_CLAIM_UNKNOWN'])
    const to = order ?? lastDestination(record)
    if (!document.coverages.some((coverage) => coverage.order === to)) throw await refused(record, ['CORRECTION_PAYER_UNKNOWN'], [], to)
    return ofOne(await send(record, await inPlaceOf(record, redirect(document, to), '8')))
  }

  async function refused(
    { id }: ClaimRecord,
    codes: readonly FindingCode[],
    problems: SubmitReport['problems'] = [],
    order = '',
  ): Promise<CorrectionRefused> {
    const findings = codes.map((code) => finding(code, { offset: 0, segment: 0 }, '2300/CLM05-3', { order }))
    const told = findings.map((found) => toFindingView({ ...found, fileId: '', message: sayFinding(found) }))
    return new CorrectionRefused(told, problems, await store.claims.attemptsOf(id))
  }

  /** Frequency 7 or 8 under the payer's number of its latest decision (domain rules 5.5). */
  async function inPlaceOf(record: ClaimRecord, claim: Claim, frequency: '7' | '8'): Promise<Claim> {
    if (await isInFlight(store, record)) throw await refused(record, ['CORRECTION_TOO_EARLY'])
    const coverage = claim.coverages.find(({ order }) => order === claim.destination)
    if (coverage?.filing === 'MB') throw await refused(record, ['CORRECTION_NOT_TAKEN'])
    const number = await numberOfDecision(record, claim.destination)
    if (number === undefined) throw await refused(record, ['CORRECTION_UNDECIDED'])
    return { ...claim, frequency, originalPayerClaimNumber: number }
  }

  /** CLP07 of this payer's latest decision; one that stands goes before one that was taken back. */
  async function numberOfDecision(record: ClaimRecord, order: CoverageOrder): Promise<string | undefined> {
    const known = await toKnownClaim(store, record, undefined)
    const decided = known.history.filter(({ disposition }) => disposition.payerOrder === order)
    const standing = standingAdjudications(known).filter(({ disposition }) => disposition.payerOrder === order)
    const latest = (standing.length > 0 ? standing : decided).findLast(({ payment }) => payment.payerClaimNumber !== undefined)
    return latest?.payment.payerClaimNumber
  }

  /** The bytes of one attempt are its own, so that what was rejected may go again as it was; asked for twice they are the same. */
  async function send(record: ClaimRecord, claim: Claim): Promise<SubmitReport> {
    const text = JSON.stringify([claim]) + '\n'.repeat((await store.claims.attemptsOf(record.id)).length)
    const name = `claim-${record.id}-frequency-${claim.frequency}.json`
    return submit.file({ name, source: 'gateway', at: clock() }, once(Buffer.from(text)))
  }
}

function ofOne(report: SubmitReport): SubmitReport {
  return { ...report, findings: report.findings.map(outOfList), problems: report.problems.map(outOfList) }
}

/** What is told of the only claim of a list, as told of the claim itself. */
function outOfList<Told extends { readonly pointer?: string }>(told: Told): Told {
  return told.pointer === undefined ? told : { ...told, pointer: told.pointer.replace(/^\/0(?=\/|$)/, '') }
}

function asOriginal(claim: Claim): Claim {
  const { originalPayerClaimNumber: _none, ...rest } = claim
  return { ...rest, frequency: '1' }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
