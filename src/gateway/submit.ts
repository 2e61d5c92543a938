// The story out, up to the outbox: claims come in as an 837 file or as values, are checked, numbered and written for their partner.
import { claimNumber, parseClaims, parseClaimsCsv } from '../codecs/index.js'
import type { Claim, Partner } from '../domain/index.js'
import type { Unit } from '../schema/index.js'
import type { Arrival, OutboxState, StoredFile, StoredFinding } from '../store/index.js'
import { Fault, finding, findingCodes, sayFinding } from '../values/index.js'
import type { InterchangeHeader } from '../x12/index.js'
import { checkIntake } from './claim-checks.js'
import { createEditClaims } from './claim-edits.js'
import { type JsonClaim, JsonFindings } from './json-findings.js'
import { enqueue, type Outgoing } from './outgoing.js'
import { idempotent } from './idempotent.js'
import { holdClaims } from './hold.js'
import type { GatewayParts } from './parts.js'
import { partnerForPayer, receiverOf } from './partners.js'
import { resend } from './pass-on.js'
import { formOf, readJson, readText } from './read-values.js'
import { recordOutgoing, type RecordedFile } from './record-outgoing.js'
import { type FindingView, toFindingView } from './report.js'
import { createRetryAnswers } from './retry-answers.js'
import { tryOut } from './try-out.js'
import { writeClaims } from './write-claims.js'

export interface SubmitOptions {
  readonly partnerId?: string
  /** The file was sent by another system: it is recorded as sent, with its own control numbers. */
  readonly asSent?: boolean
  /** Of claims in JSON or CSV those without an error go out; the others are told as problems. Otherwise one with an error holds up all. */
  readonly acceptGood?: boolean
  /** The same key again gives the first answer, with the states of now; other content under it is a CONFLICT. */
  readonly idempotencyKey?: string
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
  /** What is wrong in claims as JSON, by JSON pointer, or as CSV: "/<row>/<column>". */
  readonly problems: readonly { readonly pointer: string; readonly message: string }[]
}

export interface Submit {
  /** An 837 file, JSON claims (text that begins with "[" or "{"), or a table (docs/claims-csv.md). The same bytes again are not sent again. */
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

/** Claims that came as JSON or as a table. */
interface Values {
  readonly claims: readonly Claim[]
  readonly problems: SubmitReport['problems']
  /** Where the claim of a number stands: "/0" in a list, "/2" by its first row. */
  readonly places: ReadonlyMap<string, string>
  readonly numberField: string
}

/** One file that was written for a partner, and what was read back from it. */
interface Written {
  readonly partner: Partner
  readonly recorded: RecordedFile
  readonly unwritable: readonly StoredFinding[]
}

export function createSubmit(parts: GatewayParts): Submit {
  const { store, partners, defaultPartner } = parts
  const editClaims = createEditClaims(parts)

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
    const { partnerId = '', asSent = false, acceptGood = false, idempotencyKey: key } = options
    if (key === undefined) return submit(kept, arrival.name, options)
    const request = [kept.file.sha256, partnerId, asSent, acceptGood]
    const answer = await idempotent(parts, key, request, async (isRetry) => {
      const report = await submit(kept, arrival.name, options)
      // A try that was cut off may have submitted them: then this is its answer.
      return isRetry && report.outcome === 'duplicate' ? { ...report, outcome: 'submitted' as const } : report
    })
    return describe(answer)
  }

  async function submit(
    kept: { readonly file: StoredFile; readonly isNew: boolean },
    name: string,
    options: SubmitOptions,
  ): Promise<SubmitReport> {
    const before = kept.isNew ? undefined : await submittedBefore(kept.file, name)
    if (before !== undefined) return before
    const form = await formOf(store, kept.file)
    try {
      if (options.asSent === true) return await recordAsSent(kept.file, name, options)
      return await { json: submitJson, csv: submitCsv, x12: submitX12 }[form](kept.file, name, options)
    } catch (error) {
      if (error instanceof Refused) return refuse(kept.file, name, error)
      const meanwhile = error instanceof SubmittedMeanwhile ? await submittedBefore(kept.file, name) : undefined
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
    const report = await store.transaction(async () => {
      const { claimIds } = await recordOutgoing(parts, kept, { partner, heard: 'sent', guardRepeats: false })
      if (claimIds.length === 0) throw new Refused(findings())
      return finish(kept, name, { claimIds, sending: [], findings: findings() })
    })
    // Its answers may have come before it.
    await createRetryAnswers(parts).recorded()
    return describe(report)
  }

  /** Each interchange of the file becomes one of ours: same claims, same words, our envelope and numbers. */
  async function submitX12(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    const receiver = (header: InterchangeHeader): Partner | undefined => named(options) ?? receiverOf(partners, header)
    const intake = await checkIntake(parts, kept, (header) => receiver(header) ?? defaultPartner, editClaims)
    if (hasError(intake.findings())) throw new Refused(intake.findings())
    return store.transaction(async () => {
      const { written, claimIds, sending } = await write(
        intake.interchanges.map((header): Outgoing => {
          const known = receiver(header)
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
    const json = await readJson(store, kept)
    const places = new Map(Array.isArray(json) ? json.map((claim: unknown, index) => [numberIn(claim), `/${index}`]) : [])
    return submitValues(kept, name, options, { ...parseClaims(json), places, numberField: 'patientControlNumber' })
  }

  async function submitCsv(kept: StoredFile, name: string, options: SubmitOptions): Promise<SubmitReport> {
    return submitValues(kept, name, options, { ...parseClaimsCsv(await readText(store, kept)), numberField: claimNumber })
  }

  /** With `acceptGood` claims are left out until what remains may be sent; nothing is sent that has an error. */
  async function submitValues(kept: StoredFile, name: string, options: SubmitOptions, values: Values): Promise<SubmitReport> {
    if (values.problems.length > 0 && options.acceptGood !== true) throw new Refused([], values.problems)
    const problems = [...values.problems]
    let { claims } = values
    if (problems.length === 0 && claims.length === 0) problems.push({ pointer: '', message: findingCodes.CLAIMS_MISSING.says })
    while (claims.length > 0) {
      try {
        return await sendValues(kept, name, options, { ...values, claims, problems })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        if (options.acceptGood !== true) throw new Refused(error.findings, [...problems, ...error.problems])
        const wrong = [...error.problems, ...error.findings.filter(isError).map(asProblem)]
        problems.push(...wrong)
        const place = ({ patientControlNumber: number }: Claim): string => values.places.get(number) ?? ''
        const isGood = (claim: Claim): boolean =>
          wrong.every(({ pointer }) => pointer !== place(claim) && !pointer.startsWith(`${place(claim)}/`))
        const good = claims.filter(isGood)
        const isClear = wrong.every(({ pointer }) => pointer !== '')
        claims = isClear && good.length < claims.length ? good : []
      }
    }
    throw new Refused([], problems)
  }

  async function sendValues(kept: StoredFile, name: string, options: SubmitOptions, values: Values): Promise<SubmitReport> {
    const { claims, problems } = values
    const leaving = claims.map((claim) => ({ claim, partner: partnerOf(claim, options), isFromJson: true }))
    const edited = await editClaims(leaving)
    const byPartner = new Map<Partner, JsonClaim[]>()
    for (const [index, { claim, partner }] of leaving.entries()) {
      const own = { claim, ...rootOf(values, claim.patientControlNumber), edited: edited[index] ?? [] }
      byPartner.set(partner, [...(byPartner.get(partner) ?? []), own])
    }
    // In one order, so that two submissions at once do not wait for each other's control numbers crosswise.
    const shares = [...byPartner].toSorted(([one], [other]) => (one.id < other.id ? -1 : 1))
    const isHeld = ([partner]: (typeof shares)[number]): boolean => partner.batch?.hold === true
    let findings: readonly StoredFinding[] = []
    const writeAll = async (some: typeof shares): ReturnType<typeof write> => {
      const told = new Map(some.map(([partner, own]) => [partner, new JsonFindings(partner, own, values.numberField)]))
      const all = await write(
        some.flatMap(([partner, own]) =>
          writeClaims(
            parts,
            `submit:${kept.id}:${partner.id}`,
            partner,
            own.map(({ claim }) => claim),
          ),
        ),
        {
          claim: (partner, claim, unit) => told.get(partner)?.onClaim(claim, unit),
          file: ({ partner, recorded, unwritable }) => told.get(partner)?.onFile(recorded, unwritable),
        },
      )
      const found = [...told.values()].map((one) => one.tell())
      findings = found.flatMap((one) => one.findings)
      const wrong = found.flatMap((one) => one.problems)
      if (wrong.length > 0 || hasError(findings)) throw new Refused(findings, wrong)
      return all
    }
    if (shares.some(isHeld)) await tryOut(store, () => writeAll(shares))
    const tried = findings
    return store.transaction(async () => {
      const { claimIds, sending } = await writeAll(shares.filter((share) => !isHeld(share)))
      const held: string[] = []
      for (const [partner, own] of shares.filter(isHeld)) {
        const { claimIds: ids, sentBefore } = await holdClaims(
          parts,
          kept,
          partner,
          own.map(({ claim }) => claim),
        )
        if (sentBefore.length > 0)
          throw new Refused(
            [],
            sentBefore.map((number) => wasSentBefore(number, values)),
          )
        held.push(...ids)
      }
      const all = shares.some(isHeld) ? tried : findings
      return finish(kept, name, { claimIds: [...claimIds, ...held], sending, findings: all, problems })
    })
  }

  function partnerOf(claim: Claim, options: SubmitOptions): Partner {
    const payerId = claim.coverages.find(({ order }) => order === claim.destination)?.payer.id ?? ''
    const partner = named(options) ?? partnerForPayer(partners, payerId) ?? defaultPartner
    if (partner === undefined) throw noPartner(payerId)
    return partner
  }

  /** Writes the files into the outbox and reads them back as the partner will; the caller gives all up when anything is wrong. */
  async function write(
    sendings: readonly Outgoing[],
    hears: {
      readonly claim?: (partner: Partner, claim: Claim, unit: Unit) => void
      /** All claims of the file were told. */
      readonly file?: (written: Written) => void
    } = {},
  ): Promise<{
    readonly written: readonly Written[]
    readonly claimIds: readonly string[]
    readonly sending: SubmitReport['sending']
  }> {
    const written: Written[] = []
    const sending: SubmitReport['sending'][number][] = []
    for (const outgoing of sendings) {
      const { control, file: kept, row, isNew, findings } = await enqueue(parts, outgoing)
      if (!isNew) throw new SubmittedMeanwhile()
      const { partner } = outgoing
      const recorded = await recordOutgoing(parts, kept, {
        partner,
        heard: 'batched',
        guardRepeats: true,
        onClaim: (claim, unit) => hears.claim?.(partner, claim, unit),
      })
      const unwritable = findings.map((found) => ({ ...found, fileId: kept.id, message: sayFinding(found) }))
      const one = { partner, recorded, unwritable }
      hears.file?.(one)
      written.push(one)
      sending.push({ outboxId: row.id, partnerId: row.partnerId, name: row.name, interchangeControl: control, state: row.state })
    }
    return { written, claimIds: written.flatMap(({ recorded }) => recorded.claimIds), sending }
  }

  async function finish(
    kept: StoredFile,
    name: string,
    done: {
      readonly claimIds: readonly string[]
      readonly sending: SubmitReport['sending']
      readonly findings: readonly StoredFinding[]
      readonly problems?: SubmitReport['problems']
    },
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
      problems: done.problems ?? [],
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

/** Where a claim stands in what was handed in; people count the rows of a table. */
function rootOf({ places, numberField }: Values, number: string): { readonly root: string; readonly row: string } {
  const root = places.get(number) ?? ''
  return { root, row: numberField === claimNumber && root !== '' ? `row ${root.slice(1)}: ` : '' }
}

function wasSentBefore(number: string, values: Values): SubmitReport['problems'][number] {
  const message = sayFinding(finding('CLAIM_SENT_BEFORE', { offset: 0, segment: 0 }, '2300/CLM01'))
  const { root, row } = rootOf(values, number)
  return { pointer: root === '' ? '' : `${root}/${values.numberField}`, message: `${row}${message}` }
}

/** An error of an edit, as the problem of its claim. */
function asProblem({ detail: { pointer }, message }: StoredFinding): SubmitReport['problems'][number] {
  return { pointer: typeof pointer === 'string' ? pointer : '', message }
}

function numberIn(claim: unknown): string {
  return typeof claim === 'object' && claim !== null && 'patientControlNumber' in claim ? String(claim.patientControlNumber) : ''
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
