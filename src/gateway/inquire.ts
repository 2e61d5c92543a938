// The story of asking: claims that wait are put into a 276 for their partner, and from then on the payer owes the answer (277).
import { defaultInquiry, isFinal, type Partner, waitsFor } from '../domain/index.js'
import type { ClaimRecord } from '../store/index.js'
import { createBusinessCalendar, Fault, type IsoDate, localTime } from '../values/index.js'
import { createTurns } from './one-at-a-time.js'
import { enqueue } from './outgoing.js'
import type { GatewayParts } from './parts.js'
import { recordInquiries } from './record-inquiries.js'
import { toStatusQuestion } from './status-question.js'
import { claimClock, dueDay, zoneOf } from './waits.js'
import { cut, nextReference } from './write-claims.js'
import { checkQuestion, writeInquiries } from './write-inquiries.js'

/** Why a claim is not asked about. */
export const noInquiryReasons = {
  'not-waiting': 'it waits for nobody outside: it is not sent, was rejected, or is decided',
  'asked-already': 'it was asked about, and the answer is not late yet',
  'no-partner': 'the partner it was sent through is not in the settings',
  'sent-elsewhere': 'another system sent the claim, and not all of it is known here; ask by portal or telephone',
  'not-valid': 'the question would be no valid 276; mend what the findings name, or ask by portal or telephone',
} as const
export type NoInquiryReason = keyof typeof noInquiryReasons

export interface NotAsked {
  readonly claimId: string
  readonly patientControlNumber: string
  readonly reason: NoInquiryReason
  readonly says: string
  /** Codes of the findings, where the question is not valid. */
  readonly codes?: readonly string[]
}

export interface InquiryReport {
  readonly files: readonly {
    readonly partnerId: string
    readonly name: string
    readonly interchangeControl: string
    readonly claims: number
  }[]
  /** Claims that are asked about, or that would be. */
  readonly asked: readonly { readonly claimId: string; readonly patientControlNumber: string; readonly partnerId: string }[]
  readonly notAsked: readonly NotAsked[]
}

export interface InquireOptions {
  readonly partnerId?: string
  /** Only tells what would be asked. */
  readonly dryRun?: boolean
}

export interface Inquire {
  /** Asks about these claims; a Fault NOT_FOUND when there is no such claim. */
  claims(claimIds: readonly string[], options?: InquireOptions): Promise<InquiryReport>
  /** Asks about all claims whose status is overdue by what is expected of their partner, and those that were asked about in vain. */
  overdue(options?: InquireOptions): Promise<InquiryReport>
  /** What is due by the partner's schedule: as `overdue`, but what was asked in vain waits a day. */
  due(partner: Partner): Promise<InquiryReport>
}

const pageSize = 500

/**
 * Each claim is looked at once more under a lock, in the transaction that writes its question and marks it as asked: whenever the
 * process dies, a claim is asked about in one file or in none, and of two processes the second finds what the first has asked.
 */
export function createInquire(parts: GatewayParts): Inquire {
  const { store, clock, partners, calendar = createBusinessCalendar(), log } = parts
  const turns = createTurns()

  return {
    claims: async (claimIds, options = {}) => {
      const records: ClaimRecord[] = []
      for (const id of new Set(claimIds)) {
        const record = await store.claims.find(id)
        if (record === undefined) throw new Fault('NOT_FOUND', 'there is no such claim')
        records.push(record)
      }
      return ask(records, options)
    },
    overdue: async (options = {}) => ask(await lateClaims(options.partnerId, true), options),
    due: async (partner) => ask(await lateClaims(partner.id, false), { partnerId: partner.id }),
  }

  async function ask(records: readonly ClaimRecord[], { partnerId, dryRun = false }: InquireOptions): Promise<InquiryReport> {
    const notAsked: NotAsked[] = []
    const files: InquiryReport['files'][number][] = []
    const asked: InquiryReport['asked'][number][] = []
    const wanted = records.filter((record) => partnerId === undefined || record.partnerId === partnerId)
    const fit = wanted.filter((record) => {
      const why = reasonNotToAsk(record)
      if (why !== undefined) notAsked.push({ claimId: record.id, patientControlNumber: record.patientControlNumber, ...why })
      return why === undefined
    })
    for (const partner of partners) {
      const own = fit.filter((record) => record.partnerId === partner.id)
      const toTold = ({ id, patientControlNumber }: ClaimRecord) => ({ claimId: id, patientControlNumber, partnerId: partner.id })
      if (dryRun) asked.push(...own.map(toTold))
      else
        for (const some of cut(own, (partner.inquiry ?? defaultInquiry).claimsPerFile)) {
          const written = await turns(partner.id, () => store.transaction(() => write(partner, some)))
          if (written === undefined) continue
          files.push(written.file)
          asked.push(...written.claims.map(toTold))
        }
    }
    if (files.length > 0) log.info('payers are asked for the status of claims', { files: files.length, claims: asked.length })
    return { files, asked, notAsked }
  }

  /** Undefined when all of them have been asked about meanwhile. */
  async function write(
    partner: Partner,
    claims: readonly ClaimRecord[],
  ): Promise<{ readonly file: InquiryReport['files'][number]; readonly claims: readonly ClaimRecord[] } | undefined> {
    await store.claims.lock(claims.map(({ patientControlNumber }) => patientControlNumber))
    const present: ClaimRecord[] = []
    for (const { id } of claims) {
      const record = await store.claims.find(id)
      if (record !== undefined && stateReason(record) === undefined) present.push(record)
    }
    if (present.length === 0) return undefined
    const reference = await nextReference(store, partner)
    const byTrace = new Map(present.map((record, index) => [`${reference}${String(index + 1).padStart(4, '0')}`, record]))
    const questions = [...byTrace].flatMap(([trace, record]) => toStatusQuestion(record, partner, trace) ?? [])
    const { control, file, row, findings } = await enqueue(parts, writeInquiries({ partner, reference, questions }))
    const wrong = [...findings, ...(await recordInquiries(parts, file, partner, byTrace))].filter(({ severity }) => severity === 'error')
    // Each question alone was found valid before.
    if (wrong.length > 0) throw new Fault('INTERNAL', `a 276 cannot be written: ${wrong[0]?.code ?? ''}`)
    return { file: { partnerId: partner.id, name: row.name, interchangeControl: control, claims: present.length }, claims: present }
  }

  function reasonNotToAsk(record: ClaimRecord): Pick<NotAsked, 'reason' | 'says' | 'codes'> | undefined {
    const told = (reason: NoInquiryReason, codes?: readonly string[]) => ({
      reason,
      says: noInquiryReasons[reason],
      ...(codes === undefined ? {} : { codes }),
    })
    const state = stateReason(record)
    if (state !== undefined) return told(state)
    const partner = partnerOf(record)
    if (partner === undefined) return told('no-partner')
    const question = toStatusQuestion(record, partner, 'TRIAL')
    if (question === undefined) return told('sent-elsewhere')
    const codes = new Set(checkQuestion(parts, partner, question, clock()).map(({ code }) => code))
    return codes.size === 0 ? undefined : told('not-valid', [...codes])
  }

  /** What forbids to ask now, by the claim's states alone. */
  function stateReason(record: ClaimRecord): 'not-waiting' | 'asked-already' | undefined {
    const waits = waitsFor(record.submissionState, record.state)
    if (waits === undefined || waits === 'practice') return 'not-waiting'
    const { inquiryState, inquiryAt } = record
    if (inquiryState !== 'asked' || inquiryAt === undefined) return undefined
    const partner = partnerOf(record)
    const known = { sentAt: inquiryAt, inquiryState, inquiryAt }
    // Where no 277 is expected by a day, the usual pause between two questions counts.
    const dueOn = (['277', 'status'] as const).map((answer) => dueOf(answer, known, partner)).find((day) => day !== undefined)
    return dueOn !== undefined && today(partner) <= dueOn ? 'asked-already' : undefined
  }

  async function lateClaims(partnerId: string | undefined, includesVain: boolean): Promise<readonly ClaimRecord[]> {
    const late: ClaimRecord[] = []
    let cursor: string | undefined
    do {
      const page = await store.waiting.claims({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      for (const claim of page.items) {
        const { claimId, submissionState, inquiryState } = claim
        const partner = partnerOf(claim)
        // What the payer has decided, or waits for from us, is not asked about again by itself.
        if (partner === undefined || (partnerId !== undefined && partner.id !== partnerId) || isFinal(inquiryState)) continue
        if (waitsFor(submissionState, 'submitted', inquiryState) === 'practice') continue
        const dueOn = dueOf('status', claim, partner)
        const isLate = dueOn !== undefined && today(partner) > dueOn
        const record = isLate || (includesVain && inquiryState === 'to-ask') ? await store.claims.find(claimId) : undefined
        if (record !== undefined) late.push(record)
      }
      cursor = page.next
    } while (cursor !== undefined)
    return late
  }

  function dueOf(answer: '277' | 'status', claim: Parameters<typeof claimClock>[1], partner: Partner | undefined): IsoDate | undefined {
    return dueDay(claimClock(answer, claim, partner), zoneOf(partner), calendar)
  }

  function today(partner: Partner | undefined): IsoDate {
    return localTime(clock(), zoneOf(partner)).day
  }

  function partnerOf({ partnerId }: { readonly partnerId?: string }): Partner | undefined {
    return partners.find(({ id }) => id === partnerId)
  }
}
