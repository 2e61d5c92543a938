// The story of correcting a claim: a new original while no payer has decided, else a replacement (7) or void (8) of what was decided.
import { parseClaims } from '../codecs/index.js'
import { redirect } from '../coordination/index.js'
import type { Claim, CoverageOrder } from '../domain/index.js'
import { standingAdjudications } from '../ledger/index.js'
import type { ClaimAttempt, ClaimRecord } from '../store/index.js'
import { Fault } from '../values/index.js'
import { isInFlight, isRejected, lastDestination } from './attempts.js'
import { toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import type { Submit } from './submit.js'
import type { SubmitReport } from './submit-report.js'

export interface Correct {
  /**
   * Sends the claim anew as this JSON has it (one claim, or a list of it) to the payer that it names as destination. Frequency
   * and REF*F8 are ours to set. `problems` of the report say what is wrong in the JSON.
   */
  replace(patientControlNumber: string, json: unknown): Promise<SubmitReport>
  /** Voids what was decided: charges and lines as they were sent. To the payer it went to last, or to the one of this order. */
  void(patientControlNumber: string, order?: CoverageOrder): Promise<SubmitReport>
  /** Every sending of the claim, oldest first: its versions. */
  attempts(patientControlNumber: string): Promise<readonly ClaimAttempt[]>
}

export function createCorrect(parts: Pick<GatewayParts, 'store' | 'clock'> & { readonly submit: Submit }): Correct {
  const { store, clock, submit } = parts

  return { replace, void: voidClaim, attempts }

  async function replace(patientControlNumber: string, json: unknown): Promise<SubmitReport> {
    const record = await theClaim(patientControlNumber)
    const list = Array.isArray(json) ? json : [json]
    const { claims, problems } = parseClaims(list)
    const [mended, ...others] = claims
    if (problems.length > 0)
      throw new Fault('REFUSED', `the claim cannot be read: ${problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`)
    if (mended === undefined || others.length > 0) throw new Fault('REFUSED', 'the file must hold one claim, and nothing else')
    if (mended.patientControlNumber !== record.patientControlNumber)
      throw new Fault('REFUSED', 'the claim in the file has another patient control number; a corrected claim keeps its own')
    const number = await numberOfDecision(record, mended.destination)
    return send(record, number === undefined && isRejected(record) ? asOriginal(mended) : await inPlaceOf(record, mended, '7'))
  }

  async function voidClaim(patientControlNumber: string, order?: CoverageOrder): Promise<SubmitReport> {
    const record = await theClaim(patientControlNumber)
    const { document } = record
    if (document === undefined)
      throw new Fault('REFUSED', 'another system sent this claim, and not all of it is known here; hand in the void with x12gw submit')
    const to = order ?? lastDestination(record)
    if (!document.coverages.some((coverage) => coverage.order === to)) throw new Fault('REFUSED', `the claim has no payer of order ${to}`)
    return send(record, await inPlaceOf(record, redirect(document, to), '8'))
  }

  async function attempts(patientControlNumber: string): Promise<readonly ClaimAttempt[]> {
    return store.claims.attemptsOf((await theClaim(patientControlNumber)).id)
  }

  async function theClaim(patientControlNumber: string): Promise<ClaimRecord> {
    const [record, ...others] = await store.claims.byNumbers([patientControlNumber])
    if (record === undefined) throw new Fault('NOT_FOUND', 'no claim has this patient control number')
    if (others.length > 0)
      throw new Fault('REFUSED', 'several practices have a claim of this number; send the correction with x12gw submit')
    return record
  }

  /** Frequency 7 or 8 under the payer's number of its latest decision (domain rules 5.5). */
  async function inPlaceOf(record: ClaimRecord, claim: Claim, frequency: '7' | '8'): Promise<Claim> {
    if (await isInFlight(store, record))
      throw new Fault(
        'REFUSED',
        'the claim is on its way and no payer has decided yet; wait for the answer before it is replaced or voided',
      )
    const coverage = claim.coverages.find(({ order }) => order === claim.destination)
    if (coverage?.filing === 'MB')
      throw new Fault('REFUSED', 'Medicare Part B takes no replacements and no voids; ask it for a reopening, or appeal')
    const number = await numberOfDecision(record, claim.destination)
    if (number === undefined)
      throw new Fault(
        'REFUSED',
        'this payer has not decided on the claim under a number of its own, so there is nothing to replace or void',
      )
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

function asOriginal(claim: Claim): Claim {
  const { originalPayerClaimNumber: _none, ...rest } = claim
  return { ...rest, frequency: '1' }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
