// The story of the next payer: what the payers before decided becomes a claim to the one after them, held for a person or sent by rule.
import { buildNextClaim, noClaimReasons, type NoClaimReason } from '../coordination/index.js'
import { type Claim, coverageOrders, type CoverageOrder, type Partner } from '../domain/index.js'
import type { ClaimRecord } from '../store/index.js'
import { Fault, type IsoDate } from '../values/index.js'
import { isInFlight, isRejected, lastDestination } from './attempts.js'
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
  rejected: 'it was sent to this payer and rejected; mend it and send it with x12gw claims replace',
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
  /** What the partner's setting does with it. */
  readonly rule?: 'hold' | 'send'
  /** Every reason why it is not due. */
  readonly reasons: readonly { readonly code: NotDueReason; readonly says: string }[]
  /** As it would be sent. */
  readonly claim?: Claim
}

export interface NextPayer {
  /** Claims that a payer decided and that name another after it, and the claim of this number whatever it is; newest first. */
  list(patientControlNumber?: string): Promise<readonly NextPayerClaim[]>
  /** Submits what is due of this claim. A Fault REFUSED says why it is not. Twice, at once or after a crash it goes out once. */
  send(claimId: string): Promise<SubmitReport>
  /** Submits all that is due and whose partner takes it without a person. */
  sendByRule(): Promise<readonly SubmitReport[]>
}

const pageSize = 500

export function createNextPayer(parts: GatewayParts & { readonly submit: Submit }): NextPayer {
  const { store, clock, partners, defaultPartner, submit, log } = parts

  return { list, send, sendByRule }

  async function list(patientControlNumber?: string): Promise<readonly NextPayerClaim[]> {
    const found: NextPayerClaim[] = []
    let cursor: string | undefined
    do {
      const page = await store.claims.list({
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
        ...(patientControlNumber === undefined ? {} : { patientControlNumber }),
      })
      for (const record of page.items) if (patientControlNumber !== undefined || isCandidate(record)) found.push(await look(record))
      cursor = page.next
    } while (cursor !== undefined)
    return found
  }

  async function send(claimId: string): Promise<SubmitReport> {
    const record = await store.claims.find(claimId)
    if (record === undefined) throw new Fault('NOT_FOUND', `no claim ${claimId}`)
    const { isDue, claim, order = '', reasons } = await look(record)
    if (!isDue || claim === undefined) throw new Fault('REFUSED', `nothing is sent: ${reasons.map(({ says }) => says).join('; ')}`)
    // The same decisions give the same bytes: submitting them again is a duplicate, and the key of the attempt decides the rest.
    const bytes = Buffer.from(JSON.stringify([claim]))
    return submit.file({ name: `next-payer-${order}-${claimId}.json`, source: 'gateway', at: clock() }, once(bytes))
  }

  async function sendByRule(): Promise<readonly SubmitReport[]> {
    if (partners.every(({ secondary }) => secondary !== 'send')) return []
    const sent: SubmitReport[] = []
    for (const claimId of await proposed()) {
      const record = await store.claims.find(claimId)
      const next = record === undefined ? undefined : await look(record)
      if (next === undefined || !next.isDue || next.rule !== 'send') continue
      try {
        const report = await send(claimId)
        sent.push(report)
        if (report.outcome === 'refused') await askPerson(next, report)
      } catch (error) {
        // Another process was first, or the claim has moved on; the others must not wait for it.
        if (!(error instanceof Fault) || error.code === 'DATABASE_UNAVAILABLE') throw error
        log.warn('a claim to the next payer was not sent', { claimId, code: error.code, message: error.message })
      }
    }
    return sent
  }

  /** Claims with an open proposal; the items are the memory of what is due, also after a crash. */
  async function proposed(): Promise<ReadonlySet<string>> {
    const claimIds = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await store.workItems.list({
        state: 'open',
        type: 'secondary-claim-ready',
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
      })
      for (const { claimId } of page.items) if (claimId !== undefined) claimIds.add(claimId)
      cursor = page.next
    } while (cursor !== undefined)
    return claimIds
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

  async function look(record: ClaimRecord): Promise<NextPayerClaim> {
    const { id: claimId, patientControlNumber, document } = record
    const about = { claimId, patientControlNumber }
    if (document === undefined) return { ...about, isDue: false, reasons: told(['sent-elsewhere']) }
    const next = buildNextClaim({ claim: document, ...(await booksOf(record)) })
    if (next.kind === 'none') return { ...about, isDue: false, reasons: told(next.reasons) }
    const { order, payerId, owedCents, claim } = next
    const partner = partnerFor(payerId)
    const against = await standsAgainst(record, order)
    return {
      ...about,
      isDue: against.length === 0,
      order,
      payerId,
      owedCents,
      ...(partner === undefined ? {} : { partnerId: partner.id, rule: partner.secondary ?? 'hold' }),
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
    const isThere = coverageOrders.indexOf(lastDestination(record)) >= coverageOrders.indexOf(order)
    if (isThere) return [isRejected(record) ? 'rejected' : 'sent-already']
    return (await isInFlight(store, record)) ? ['in-flight'] : []
  }

  function partnerFor(payerId: string): Partner | undefined {
    return partnerForPayer(partners, payerId) ?? defaultPartner
  }
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
