// The story of the next payer: what the payers before decided becomes a claim to the one after them, held for a person or sent by rule.
import { buildNextClaim, noClaimReasons, type NoClaimReason } from '../coordination/index.js'
import { type Claim, coverageOrders, type CoverageOrder, isBeforeSending, isRejection, type Partner } from '../domain/index.js'
import type { ClaimRecord, Page, Paging } from '../store/index.js'
import { Fault, type IsoDate } from '../values/index.js'
import { isInFlight, lastDestination } from './attempts.js'
import { decisionOf, toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import { partnerForPayer } from './partners.js'
import type { Submit } from './submit.js'
import type { SubmitReport } from './submit-report.js'

/** What only the gateway knows, beside the reasons of the rules. */
const ownReasons = {
  'sent-elsewhere': 'another system sent the claim, and not all of it is known here; send it from there, or hand it in with x12gw submit',
  'sent-already': 'it was sent to this payer; wait for the answer',
  'in-flight': 'the claim is on its way to the payer before; wait for the answer',
  held: 'it waits for the next batch to this payer (x12gw batch)',
  'not-batched': 'it could not be written into a batch to this payer; mend it and send it with x12gw claims replace',
} as const

export type NotDueReason = NoClaimReason | keyof typeof ownReasons

export interface NextPayerClaim {
  readonly claimId: string
  readonly patientControlNumber: string
  readonly isDue: boolean
  readonly order?: CoverageOrder
  readonly payerId?: string
  readonly owedCents?: number
  readonly partnerId?: string
  /** What the partner's setting does with it; what was rejected is held for a person in any case. */
  readonly rule?: 'hold' | 'send'
  /** It was sent to this payer before, and rejected before the payer decided. */
  readonly wasRejected?: true
  /** Every reason why it is not due. */
  readonly reasons: readonly { readonly code: NotDueReason; readonly says: string }[]
  /** As it would be sent. */
  readonly claim?: Claim
}

export interface NextPayer {
  /** Claims that a payer decided and that name another after it; newest first. */
  list(): Promise<readonly NextPayerClaim[]>
  /** Of these the ones with an open proposal (work item `secondary-claim-ready`), page by page. */
  proposed(paging: Paging): Promise<Page<NextPayerClaim>>
  /** One claim, whatever it is. */
  of(record: ClaimRecord): Promise<NextPayerClaim>
  /** Submits what is due of this claim. A Fault REFUSED says why it is not. Twice, at once or after a crash it goes out once. */
  send(claimId: string): Promise<SubmitReport>
  /** Submits all that is due and whose partner takes it without a person. */
  sendByRule(): Promise<readonly SubmitReport[]>
}

const pageSize = 500

export function createNextPayer(parts: GatewayParts & { readonly submit: Submit }): NextPayer {
  const { store, clock, partners, defaultPartner, submit, log } = parts

  return { list, proposed, of, send, sendByRule }

  async function list(): Promise<readonly NextPayerClaim[]> {
    const found: NextPayerClaim[] = []
    let cursor: string | undefined
    do {
      const page = await store.claims.list({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      for (const record of page.items) if (isCandidate(record)) found.push(await of(record))
      cursor = page.next
    } while (cursor !== undefined)
    return found
  }

  /** The items are the memory of what is due, also after a crash; a claim has one of them open. */
  async function proposed(paging: Paging): Promise<Page<NextPayerClaim>> {
    const { items, ...rest } = await store.workItems.list({ ...paging, state: 'open', type: 'secondary-claim-ready' })
    const found: NextPayerClaim[] = []
    for (const { claimId = '' } of items) {
      const record = await store.claims.find(claimId)
      if (record !== undefined) found.push(await of(record))
    }
    return { items: found, ...rest }
  }

  async function send(claimId: string): Promise<SubmitReport> {
    const record = await store.claims.find(claimId)
    if (record === undefined) throw new Fault('NOT_FOUND', `no claim ${claimId}`)
    const { isDue, claim, order = '', reasons } = await of(record)
    if (!isDue || claim === undefined) throw new Fault('REFUSED', `nothing is sent: ${reasons.map(({ says }) => says).join('; ')}`)
    // The same decisions give the same bytes: submitting them again is a duplicate, and the key of the attempt decides the rest.
    // What was rejected may go again as it was: the bytes of each attempt are its own.
    const earlier = (await store.claims.attemptsOf(claimId)).filter(({ payerOrder }) => payerOrder === order)
    const bytes = Buffer.from(JSON.stringify([claim]) + '\n'.repeat(earlier.length))
    return submit.file({ name: `next-payer-${order}-${claimId}.json`, source: 'gateway', at: clock() }, once(bytes))
  }

  async function sendByRule(): Promise<readonly SubmitReport[]> {
    if (partners.every(({ secondary }) => secondary !== 'send')) return []
    const sent: SubmitReport[] = []
    let cursor: string | undefined
    do {
      const page = await proposed({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      for (const next of page.items) if (next.isDue && next.rule === 'send') sent.push(...(await sendUnasked(next)))
      cursor = page.next
    } while (cursor !== undefined)
    return sent
  }

  /** Another process may be first, or the claim have moved on: then nothing is sent, and the others do not wait for it. */
  async function sendUnasked(next: NextPayerClaim): Promise<readonly SubmitReport[]> {
    const { claimId } = next
    try {
      const report = await send(claimId)
      if (report.outcome === 'refused') await askPerson(next, report)
      return [report]
    } catch (error) {
      if (!(error instanceof Fault) || error.code === 'DATABASE_UNAVAILABLE') throw error
      log.warn('a claim to the next payer was not sent', { claimId, code: error.code, message: error.message })
      return []
    }
  }

  async function askPerson({ claimId, patientControlNumber, payerId }: NextPayerClaim, { fileId }: SubmitReport): Promise<void> {
    log.warn('a claim to the next payer was refused', { claimId, fileId })
    await store.workItems.open({
      type: 'secondary-claim-refused',
      key: `secondary-claim-refused:${claimId}:${fileId}`,
      at: clock(),
      claim: patientControlNumber,
      claimId,
      fileId,
      nextAction: 'see what is wrong with x12gw claims secondary --send for this claim; mend it and send it by hand',
      facts: { payerId },
    })
  }

  async function of(record: ClaimRecord): Promise<NextPayerClaim> {
    const { id: claimId, patientControlNumber, document } = record
    const about = { claimId, patientControlNumber }
    if (document === undefined) return { ...about, isDue: false, reasons: told(['sent-elsewhere']) }
    const next = buildNextClaim({ claim: document, ...(await booksOf(record)) })
    if (next.kind === 'none') return { ...about, isDue: false, reasons: told(next.reasons) }
    const { order, payerId, owedCents, claim } = next
    const partner = partnerFor(payerId)
    const against = await standsAgainst(record, order)
    const wasRejected = against.length === 0 && isThere(record, order)
    return {
      ...about,
      isDue: against.length === 0,
      order,
      payerId,
      owedCents,
      ...(partner === undefined ? {} : { partnerId: partner.id, rule: wasRejected ? 'hold' : (partner.secondary ?? 'hold') }),
      ...(wasRejected ? { wasRejected } : {}),
      reasons: told(against),
      claim,
    }
  }

  async function booksOf(record: ClaimRecord): Promise<Omit<Parameters<typeof buildNextClaim>[0], 'claim'>> {
    const known = await toKnownClaim(store, record, undefined)
    const rows = await store.remittances.paymentsOfClaim(record.id)
    const paidOn = new Map<string, IsoDate>()
    for (const { id, remittanceId } of rows) {
      const remittance = await store.remittances.find(remittanceId)
      if (remittance !== undefined) paidOn.set(id, remittance.remittance.effectiveOn)
    }
    const mismatches = await store.workItems.list({ state: 'open', type: 'cob-mismatch', claimId: record.id, limit: 1 })
    return {
      known,
      paidOn,
      hasMismatch: mismatches.items.length > 0,
      isWaiting: rows.some((row) => row.state === 'suspended' || decisionOf(row)?.disposition.outcome === 'suspended'),
    }
  }

  async function standsAgainst(record: ClaimRecord, order: CoverageOrder): Promise<NotDueReason[]> {
    if (!isThere(record, order)) return (await isInFlight(store, record)) ? ['in-flight'] : []
    if (isRejection(record.submissionState)) return []
    if (record.submissionState === 'Ready') return ['held']
    return [isBeforeSending(record.submissionState) ? 'not-batched' : 'sent-already']
  }

  function partnerFor(payerId: string): Partner | undefined {
    return partnerForPayer(partners, payerId) ?? defaultPartner
  }
}

/** Was it sent, or begun to be sent, to the payer of this order or to one after it? */
function isThere(record: ClaimRecord, order: CoverageOrder): boolean {
  return coverageOrders.indexOf(lastDestination(record)) >= coverageOrders.indexOf(order)
}

function isCandidate({ claim: { coverages }, state }: ClaimRecord): boolean {
  return state !== 'submitted' && coverages.length > 1
}

function told(reasons: readonly NotDueReason[]): NextPayerClaim['reasons'] {
  const words: Readonly<Record<NotDueReason, string>> = { ...noClaimReasons, ...ownReasons }
  return reasons.map((code) => ({ code, says: words[code] }))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
