// The story out, up to the outbox: claims come in as an 837 file or as values, are checked, numbered and written for their partner.
import { encodeClaims, parseClaims } from '../codecs/index.js'
import type { Claim, Partner } from '../domain/index.js'
import type { Arrival, OutboxState, StoredFile, StoredFinding } from '../store/index.js'
import { dayOf, Fault, x12Stamp } from '../values/index.js'
import { enqueue, type Outgoing } from './outgoing.js'
import type { GatewayParts } from './parts.js'
import { partnerForPayer, receiverOf } from './partners.js'
import { interchangesOf, resend } from './pass-on.js'
import { recordOutgoing } from './record-outgoing.js'
import { type FindingView, toFindingView } from './report.js'

export interface SubmitOptions {
  readonly partnerId?: string
  /** The file was sent by another system: it is recorded as sent, with its own control numbers. */
  readonly asSent?: boolean
}

export interface SubmitReport {
  readonly file: string
  readonly fileId: string
  readonly outcome: 'submitted' | 'duplicate' | 'refused'
  readonly claims: readonly {
    readonly claimId: string
    readonly patientControlNumber: string
    readonly submissionState: string
    readonly chargeCents: number
  }[]
  readonly sending: readonly {
    readonly outboxId: string
    readonly partnerId: string
    readonly name: string
    readonly interchangeControl: string
    readonly state: OutboxState
  }[]
  readonly findings: readonly FindingView[]
  /** What is wrong in JSON claims, by JSON pointer. */
  readonly problems: readonly { readonly pointer: string; readonly message: string }[]
}

export interface Submit {
  /** An 837 file, or JSON claims (text that begins with "[" or "{"). The same bytes again are not sent again. */
  file(arrival: Omit<Arrival, 'direction'>, chunks: AsyncIterable<Uint8Array>, options?: SubmitOptions): Promise<SubmitReport>
  /** The report as things stand now. */
  describe(report: SubmitReport): Promise<SubmitReport>
}

/** Ends the transaction in which a file was written, and keeps what was found in it. */
class Refused extends Error {
  override readonly name = 'Refused'
  constructor(readonly findings: readonly StoredFinding[]) {
    super('refused')
  }
}

/** GS08 and ST03 of what is written from values. */
const guide = '005010X222A1'

export function createSubmit(parts: GatewayParts): Submit {
  const { store, partners, defaultPartner } = parts

  return { file, describe }

  async function file(
    arrival: Omit<Arrival, 'direction'>,
    chunks: AsyncIterable<Uint8Array>,
    options: SubmitOptions = {},
  ): Promise<SubmitReport> {
    const direction = options.asSent === true ? 'out' : 'intake'
    const kept = await store.files.keep({ ...arrival, direction }, chunks)
    await store.audit.append({
      at: arrival.at,
      actor: 'system',
      action: 'claims.submit',
      object: `file:${kept.file.id}`,
      detail: { source: arrival.source },
    })
    const present = await store.files.find(kept.file.id)
    if (!kept.isNew && present?.state === 'done')
      return describe({ ...(present.summary as SubmitReport), file: arrival.name, outcome: 'duplicate' })
    const first = await firstCharacter(kept.file)
    try {
      if (options.asSent === true) return await recordAsSent(kept.file, arrival.name, options)
      return first === '[' || first === '{'
        ? await submitJson(kept.file, arrival.name, options)
        : await submitX12(kept.file, arrival.name, options)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return refuse(kept.file, arrival.name, error.findings, [])
    }
  }

  async function recordAsSent(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const [header] = await interchangesOf(parts, kept)
    const partner = named(options) ?? (header === undefined ? undefined : receiverOf(partners, header)) ?? defaultPartner
    if (partner === undefined) throw noPartner(header?.receiver.id)
    return store.transaction(async () => {
      const { claims, findings } = await recordOutgoing(parts, kept, { partner, heard: 'sent', guardRepeats: false })
      if (claims.length === 0) throw new Refused(findings)
      return finish(kept, name, { claims: claims.map(({ claimId }) => claimId), sending: [], findings })
    })
  }

  /** Each interchange of the file becomes one of ours: same claims, same words, our envelope and numbers. */
  async function submitX12(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const headers = await interchangesOf(parts, kept)
    return store.transaction(async () => {
      const sendings = headers.map((header): Outgoing => {
        const known = named(options) ?? receiverOf(partners, header)
        const partner = known ?? defaultPartner
        if (partner === undefined) throw noPartner(header.receiver.id)
        return resend(parts, kept, header, partner, known === undefined)
      })
      return send(kept, name, sendings)
    })
  }

  async function submitJson(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const { claims, problems } = parseClaims(await readJson(kept))
    if (problems.length > 0) return refuse(kept, name, [], problems)
    const byPartner = new Map<Partner, Claim[]>()
    for (const claim of claims) {
      const payerId = claim.coverages.find(({ order }) => order === claim.destination)?.payer.id ?? ''
      const partner = named(options) ?? partnerForPayer(partners, payerId) ?? defaultPartner
      if (partner === undefined) throw noPartner(payerId)
      byPartner.set(partner, [...(byPartner.get(partner) ?? []), claim])
    }
    return store.transaction(() =>
      send(
        kept,
        name,
        [...byPartner].map(([partner, own]) => toOutgoing(kept, partner, own)),
      ),
    )
  }

  function toOutgoing(kept: StoredFile, partner: Partner, claims: readonly Claim[]): Outgoing {
    return {
      partner,
      kind: '837',
      key: `submit:${kept.id}:${partner.id}`,
      async *fill(writer) {
        await writer.startGroup('HC', guide)
        const { claimsPerSet } = partner.limits
        for (let from = 0; from < claims.length; from += claimsPerSet) {
          const batch = await store.controlNumbers.next(partner.id, 'batch', Number.MAX_SAFE_INTEGER)
          writer.startSet({ type: '837', control: String(from / claimsPerSet + 1), version: guide })
          for (const segment of encodeClaims(claims.slice(from, from + claimsPerSet), {
            purpose: '00',
            reference: `${partner.us.applicationId}${String(batch).padStart(9, '0')}`,
            createdOn: dayOf(writer.at),
            createdAt: x12Stamp(writer.at).hhmm,
            use: 'CH',
            submitter: {
              entityType: '2',
              last: partner.contact.name,
              id: partner.us.applicationId,
              contacts: [{ name: partner.contact.name, numbers: [{ qualifier: 'TE', value: partner.contact.phone }] }],
            },
            receiver: { name: partner.receiverName, id: partner.them.applicationId },
          }))
            writer.segment(segment)
          yield
        }
      },
    }
  }

  /** Writes the files, reads them back as the partner will, and gives everything up when anything in them is wrong. */
  async function send(kept: StoredFile, name: string, sendings: readonly Outgoing[]): Promise<SubmitReport> {
    const claims: string[] = []
    const sending: SubmitReport['sending'][number][] = []
    const findings: StoredFinding[] = []
    for (const outgoing of sendings) {
      const { control, file: written, row, findings: unwritable } = await enqueue(parts, outgoing)
      const recorded = await recordOutgoing(parts, written, { partner: outgoing.partner, heard: 'batched', guardRepeats: true })
      findings.push(...unwritable.map((found) => ({ ...found, fileId: written.id, message: '' })), ...recorded.findings)
      claims.push(...recorded.claims.map(({ claimId }) => claimId))
      sending.push({ outboxId: row.id, partnerId: row.partnerId, name: row.name, interchangeControl: control, state: row.state })
    }
    if (claims.length === 0 || findings.some(({ severity }) => severity === 'error')) throw new Refused(findings)
    return finish(kept, name, { claims, sending, findings })
  }

  async function finish(
    kept: StoredFile,
    name: string,
    done: { readonly claims: readonly string[]; readonly sending: SubmitReport['sending']; readonly findings: readonly StoredFinding[] },
  ): Promise<SubmitReport> {
    const found = done.findings.map((one) => ({ ...one, fileId: kept.id }))
    await store.interchanges.saveFindings(kept.id, found)
    const claims = done.claims.map((claimId) => ({ claimId, patientControlNumber: '', submissionState: '', chargeCents: 0 }))
    const report: SubmitReport = {
      file: name,
      fileId: kept.id,
      outcome: 'submitted',
      claims,
      sending: done.sending,
      findings: found.map(toFindingView),
      problems: [],
    }
    await store.files.finish(kept.id, 'done', report)
    return describe(report)
  }

  async function refuse(
    kept: StoredFile,
    name: string,
    findings: readonly StoredFinding[],
    problems: SubmitReport['problems'],
  ): Promise<SubmitReport> {
    const found = findings.map((one) => ({ ...one, fileId: kept.id }))
    const report: SubmitReport = {
      file: name,
      fileId: kept.id,
      outcome: 'refused',
      claims: [],
      sending: [],
      findings: found.map(toFindingView),
      problems,
    }
    await store.transaction(async () => {
      await store.interchanges.saveFindings(kept.id, found)
      await store.files.finish(kept.id, 'refused', report)
    })
    return report
  }

  async function describe(report: SubmitReport): Promise<SubmitReport> {
    const claims = []
    for (const { claimId } of report.claims) {
      const claim = await store.claims.find(claimId)
      if (claim === undefined) continue
      const { patientControlNumber, submissionState, chargeCents } = claim
      claims.push({ claimId, patientControlNumber, submissionState, chargeCents })
    }
    const sending = []
    for (const one of report.sending) sending.push({ ...one, state: (await store.outbox.find(one.outboxId))?.state ?? one.state })
    return { ...report, claims, sending }
  }

  function named({ partnerId }: SubmitOptions): Partner | undefined {
    if (partnerId === undefined) return undefined
    const partner = partners.find(({ id }) => id === partnerId)
    if (partner === undefined)
      throw new Fault('ARGUMENT_INVALID', `no partner has the id ${partnerId}; there are: ${partners.map(({ id }) => id).join(', ')}`)
    return partner
  }

  async function firstCharacter(kept: StoredFile): Promise<string> {
    const bytes = await store.files.slice(kept.id, { offset: 0, length: Math.min(64, kept.sizeBytes) })
    return Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
      .charAt(0)
  }

  async function readJson(kept: StoredFile): Promise<unknown> {
    const chunks: Uint8Array[] = []
    for await (const chunk of store.files.read(kept.id)) chunks.push(chunk)
    try {
      return JSON.parse(
        Buffer.concat(chunks)
          .toString('utf8')
          .replace(/^\uFEFF/, ''),
      ) as unknown
    } catch (cause) {
      throw new Fault('ARGUMENT_INVALID', 'the claims are not JSON; check for a missing comma, bracket or quote', { cause })
    }
  }
}

function noPartner(id: string | undefined): Fault {
  return new Fault(
    'REFUSED',
    `no partner is set up for the receiver or payer ${id ?? ''}; add it to the settings (config/partners.example.yaml), or name one with --partner`,
  )
}
