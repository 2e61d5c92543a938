// The story out, up to the outbox: claims come in as an 837 file or as values, are checked, numbered and written for their partner.
import { parseClaims } from '../codecs/index.js'
import type { Claim, Partner } from '../domain/index.js'
import type { Arrival, OutboxState, StoredFile, StoredFinding } from '../store/index.js'
import { Fault, finding, findingCodes, sayFinding } from '../values/index.js'
import type { InterchangeHeader } from '../x12/index.js'
import { checkIntake } from './claim-checks.js'
import { enqueue, type Outgoing } from './outgoing.js'
import type { GatewayParts } from './parts.js'
import { partnerForPayer, receiverOf } from './partners.js'
import { resend } from './pass-on.js'
import { firstCharacter, readJson } from './read-json.js'
import { recordOutgoing, type RecordedFile } from './record-outgoing.js'
import { type FindingView, toFindingView } from './report.js'
import { writeClaims } from './write-claims.js'

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
  constructor(
    readonly findings: readonly StoredFinding[],
    readonly problems: SubmitReport['problems'] = [],
  ) {
    super('refused')
  }
}

/** Ends the transaction when another one that ran beside it has submitted the same bytes. */
class SubmittedMeanwhile extends Error {
  override readonly name = 'SubmittedMeanwhile'
}

/** One file that was written for a partner, and what was read back from it. */
interface Written {
  readonly recorded: RecordedFile
  readonly unwritable: readonly StoredFinding[]
}

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
    const before = kept.isNew ? undefined : await submittedBefore(kept.file, arrival.name)
    if (before !== undefined) return before
    const first = await firstCharacter(store, kept.file)
    try {
      if (options.asSent === true) return await recordAsSent(kept.file, arrival.name, options)
      return first === '[' || first === '{'
        ? await submitJson(kept.file, arrival.name, options)
        : await submitX12(kept.file, arrival.name, options)
    } catch (error) {
      if (error instanceof Refused) return refuse(kept.file, arrival.name, error)
      const meanwhile = error instanceof SubmittedMeanwhile ? await submittedBefore(kept.file, arrival.name) : undefined
      if (meanwhile === undefined) throw error
      return meanwhile
    }
  }

  async function submittedBefore(kept: StoredFile, name: string): Promise<SubmitReport | undefined> {
    const present = await store.files.find(kept.id)
    return present?.state === 'done' ? describe({ ...(present.summary as SubmitReport), file: name, outcome: 'duplicate' }) : undefined
  }

  /** What was sent was sent: findings are told, and do not keep its claims out of the books. */
  async function recordAsSent(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const { interchanges, findings } = await checkIntake(parts, kept, (header) => named(options) ?? receiverOf(partners, header))
    const [header] = interchanges
    const partner = named(options) ?? (header === undefined ? undefined : receiverOf(partners, header)) ?? defaultPartner
    if (partner === undefined && header?.isReadable === true) throw noPartner(header.receiver.id)
    if (partner === undefined) throw new Refused(findings())
    return store.transaction(async () => {
      const { claimIds } = await recordOutgoing(parts, kept, { partner, heard: 'sent', guardRepeats: false })
      if (claimIds.length === 0) throw new Refused(findings())
      return finish(kept, name, { claimIds, sending: [], findings: findings() })
    })
  }

  /** Each interchange of the file becomes one of ours: same claims, same words, our envelope and numbers. */
  async function submitX12(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const partnerOf = (header: InterchangeHeader): Partner | undefined => named(options) ?? receiverOf(partners, header)
    const intake = await checkIntake(parts, kept, (header) => partnerOf(header) ?? defaultPartner)
    if (hasError(intake.findings())) throw new Refused(intake.findings())
    return store.transaction(async () => {
      const { written, claimIds, sending } = await write(
        intake.interchanges.map((header): Outgoing => {
          const known = partnerOf(header)
          const partner = known ?? defaultPartner
          if (partner === undefined) throw noPartner(header.receiver.id)
          return resend(parts, kept, header, partner, known === undefined)
        }),
      )
      for (const number of written.flatMap(({ recorded }) => recorded.sentBefore)) intake.wasSentBefore(number)
      const unwritable = written.flatMap((one) => one.unwritable)
      // What is wrong only in what we wrote has no place in the practice's file; it is told where it stands in ours.
      const ours = hasError([...intake.findings(), ...unwritable])
        ? []
        : written.flatMap(({ recorded }) => recorded.findings.filter(isError))
      const findings = [...intake.findings(), ...unwritable, ...ours]
      if (hasError(findings)) throw new Refused(findings)
      return finish(kept, name, { claimIds, sending, findings })
    })
  }

  async function submitJson(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const { claims, problems } = parseClaims(await readJson(store, kept))
    if (problems.length > 0) throw new Refused([], problems)
    if (claims.length === 0) throw new Refused([], [{ pointer: '', message: findingCodes.CLAIMS_MISSING.says }])
    const byPartner = new Map<Partner, Claim[]>()
    for (const claim of claims) {
      const payerId = claim.coverages.find(({ order }) => order === claim.destination)?.payer.id ?? ''
      const partner = named(options) ?? partnerForPayer(partners, payerId) ?? defaultPartner
      if (partner === undefined) throw noPartner(payerId)
      byPartner.set(partner, [...(byPartner.get(partner) ?? []), claim])
    }
    return store.transaction(async () => {
      const { written, claimIds, sending } = await write([...byPartner].map(([partner, own]) => writeClaims(parts, kept, partner, own)))
      const found = written.flatMap((one) => problemsIn(one, claims))
      if (found.length > 0) throw new Refused([], found)
      return finish(kept, name, { claimIds, sending, findings: [] })
    })
  }

  /** Findings of a file that was written from JSON, as problems of the claims they stand in. */
  function problemsIn({ recorded, unwritable }: Written, claims: readonly Claim[]): SubmitReport['problems'] {
    const pointerTo = (number: string | undefined): string => {
      const index = claims.findIndex(({ patientControlNumber }) => patientControlNumber === number)
      return index < 0 ? '' : `/${index}`
    }
    return [
      ...unwritable.map(({ message }) => ({ pointer: '', message })),
      ...recorded.findings.filter(isError).map(({ at, message }) => ({
        pointer: pointerTo(recorded.ends.find(({ offset }) => offset > at.offset)?.patientControlNumber),
        message,
      })),
      ...recorded.sentBefore.map((number) => ({
        pointer: `${pointerTo(number)}/patientControlNumber`,
        message: sayFinding(finding('CLAIM_SENT_BEFORE', { offset: 0, segment: 0 }, '2300/CLM01')),
      })),
    ]
  }

  /** Writes the files into the outbox and reads them back as the partner will; the caller gives all up when anything is wrong. */
  async function write(sendings: readonly Outgoing[]): Promise<{
    readonly written: readonly Written[]
    readonly claimIds: readonly string[]
    readonly sending: SubmitReport['sending']
  }> {
    const written: Written[] = []
    const sending: SubmitReport['sending'][number][] = []
    for (const outgoing of sendings) {
      const { control, file: kept, row, isNew, findings } = await enqueue(parts, outgoing)
      if (!isNew) throw new SubmittedMeanwhile()
      const recorded = await recordOutgoing(parts, kept, { partner: outgoing.partner, heard: 'batched', guardRepeats: true })
      const unwritable = findings.map((found) => ({ ...found, fileId: kept.id, message: sayFinding(found) }))
      written.push({ recorded, unwritable })
      sending.push({ outboxId: row.id, partnerId: row.partnerId, name: row.name, interchangeControl: control, state: row.state })
    }
    return { written, claimIds: written.flatMap(({ recorded }) => recorded.claimIds), sending }
  }

  async function finish(
    kept: StoredFile,
    name: string,
    done: { readonly claimIds: readonly string[]; readonly sending: SubmitReport['sending']; readonly findings: readonly StoredFinding[] },
  ): Promise<SubmitReport> {
    const found = done.findings.map((one) => ({ ...one, fileId: kept.id }))
    await store.interchanges.saveFindings(kept.id, found)
    const claims = done.claimIds.map((claimId) => ({ claimId, patientControlNumber: '', submissionState: '', chargeCents: 0 }))
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

  async function refuse(kept: StoredFile, name: string, { findings, problems }: Refused): Promise<SubmitReport> {
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
}

function isError({ severity }: StoredFinding): boolean {
  return severity === 'error'
}

function hasError(findings: readonly StoredFinding[]): boolean {
  return findings.some(isError)
}

function noPartner(id: string | undefined): Fault {
  return new Fault(
    'REFUSED',
    `no partner is set up for the receiver or payer ${id ?? ''}; add it to the settings (config/partners.example.yaml), or name one with --partner`,
  )
}
