// What left (or is about to) is read back from its own bytes: interchange, sets and claims with the numbers that answers come back under.
import { decodeSubmission } from '../codecs/index.js'
import type { Claim, EntrySource, Partner } from '../domain/index.js'
import { createFileReader, type FileHandler, type Guide, type SetEnd, type Unit } from '../schema/index.js'
import type { StoredFile, StoredFinding } from '../store/index.js'
import type { GroupHeader, InterchangeHeader, SetHeader } from '../x12/index.js'
import { type ClaimReader, createClaimReader } from './claim-checks.js'
import { openAttempt } from './claims.js'
import { createFindingLog, type FindingLog } from './finding-log.js'
import type { GatewayParts } from './parts.js'
import { decideOutgoing, guidesOf } from './policy.js'
import { practiceOf } from './practices.js'

export interface RecordedFile {
  readonly claimIds: readonly string[]
  /** Patient control numbers of claims that are on their way or decided already; with any, nothing may be sent. */
  readonly sentBefore: readonly string[]
  /** Where each claim ends in the file, in order. */
  readonly ends: readonly { readonly patientControlNumber: string; readonly offset: number }[]
  readonly findings: readonly StoredFinding[]
}

export interface RecordOptions {
  readonly partner: Partner
  readonly heard: 'batched' | 'sent'
  readonly guardRepeats: boolean
  /** Sees each claim with its loops as it is read. */
  readonly onClaim?: (claim: Claim, unit: Unit) => void
}

/**
 * Reads an 837 file of ours and writes down what is in it. Must run inside a transaction.
 * `heard` says how far each claim has come by it: batched, or sent when another system sent it.
 * The caller gives the transaction up when an error finding, or a claim that was sent before, comes back.
 */
export async function recordOutgoing(parts: GatewayParts, file: StoredFile, options: RecordOptions): Promise<RecordedFile> {
  const recording = new Recording(parts, file, options)
  const reader = createFileReader(parts.schemas, recording.handler(), {
    decide: decideOutgoing(options.partner),
    guideFor: guidesOf(parts.schemas, options.partner),
  })
  for await (const chunk of parts.store.files.read(file.id)) {
    reader.push(chunk)
    await recording.work()
  }
  reader.end()
  await recording.work()
  return recording.result()
}

/** Handlers note what to do and do no I/O; the notes are worked off between chunks, in order. */
class Recording {
  private readonly tasks: (() => Promise<void>)[] = []
  private readonly claimIds: string[] = []
  private readonly sentBefore: string[] = []
  private readonly ends: RecordedFile['ends'][number][] = []
  private readonly findings: FindingLog
  private readonly claims: ClaimReader
  private interchangeId = ''
  private groupId = ''
  private setId = ''
  private reference = ''

  constructor(
    private readonly parts: GatewayParts,
    private readonly file: StoredFile,
    private readonly options: RecordOptions,
  ) {
    this.findings = createFindingLog(file.id)
    this.claims = createClaimReader(this.findings.add)
  }

  result(): RecordedFile {
    const { claimIds, sentBefore, ends } = this
    return { claimIds, sentBefore, ends, findings: this.findings.all() }
  }

  async work(): Promise<void> {
    for (const task of this.tasks.splice(0)) await task()
  }

  handler(): FileHandler {
    const { interchanges } = this.parts.store
    return {
      interchangeStart: (header) => this.interchangeStart(header),
      groupStart: (header) => this.groupStart(header),
      setStart: (header) => this.setStart(header),
      unit: (unit, set, guide) => this.unit(unit, set, guide),
      setEnd: (end) => this.setEnd(end),
      groupEnd: ({ verdict }) => this.tasks.push(() => interchanges.finishGroup(this.groupId, { verdict })),
      interchangeEnd: ({ verdict, range }) => this.tasks.push(() => interchanges.finishInterchange(this.interchangeId, { verdict, range })),
      finding: (found, scope) => this.findings.add(found, scope),
    }
  }

  private interchangeStart(header: InterchangeHeader): void {
    this.tasks.push(async () => {
      const added = await this.parts.store.interchanges.add({
        fileId: this.file.id,
        ordinal: header.ordinal,
        direction: 'out',
        partnerId: this.options.partner.id,
        control: header.control,
        senderQualifier: header.sender.qualifier,
        senderId: header.sender.id,
        receiverQualifier: header.receiver.qualifier,
        receiverId: header.receiver.id,
        date: header.date,
        time: header.time,
        usage: header.usage,
        range: { offset: header.offset, length: 0 },
        at: this.parts.clock(),
      })
      this.interchangeId = added.id
    })
  }

  private groupStart({ ordinal, functionalId, control, version }: GroupHeader): void {
    this.tasks.push(async () => {
      const added = await this.parts.store.interchanges.addGroup({
        interchangeId: this.interchangeId,
        ordinal,
        functionalId,
        control,
        version,
      })
      this.groupId = added.id
    })
  }

  private setStart(header: SetHeader): void {
    this.reference = ''
    this.tasks.push(async () => {
      const { ordinal, type, control, version } = header
      const range = { offset: header.offset, length: 0 }
      const added = await this.parts.store.interchanges.addSet({
        fileId: this.file.id,
        interchangeId: this.interchangeId,
        groupId: this.groupId,
        ordinal,
        type,
        guide: version,
        control,
        range,
      })
      this.setId = added.id
    })
  }

  /** Decoded at once: the loops above the claim go on filling up. */
  private unit(unit: Unit, set: SetHeader, guide: Guide): void {
    const [root] = unit.parents
    if (this.reference === '' && root !== undefined) this.reference = decodeSubmission(root).value?.reference ?? ''
    const { reference } = this
    const claim = this.claims.unit(unit, set, guide)
    if (claim === undefined) return
    this.options.onClaim?.(claim, unit)
    this.ends.push({ patientControlNumber: claim.patientControlNumber, offset: unit.range.offset + unit.range.length })
    const source: EntrySource = { fileId: this.file.id, sha256: this.file.sha256, set: set.ordinal, segment: unit.segment, ...unit.range }
    this.tasks.push(() => this.recordClaim(claim, reference, set, source))
  }

  private async recordClaim(claim: Claim, reference: string, set: SetHeader, source: EntrySource): Promise<void> {
    const { store, clock } = this.parts
    const { partner, heard, guardRepeats } = this.options
    const practice = await practiceOf(store, clock, claim)
    const attempt = await openAttempt(store, clock, claim, {
      practiceId: practice.id,
      partnerId: partner.id,
      heard,
      source,
      mayRepeat: !guardRepeats,
    })
    if (attempt === undefined) {
      this.sentBefore.push(claim.patientControlNumber)
      return
    }
    this.claimIds.push(attempt.id)
    await store.claims.addSubmissions([
      {
        claimId: attempt.id,
        setId: this.setId,
        partnerId: partner.id,
        interchangeControl: set.interchange.control,
        groupControl: set.group.control,
        setControl: set.control,
        batchReference: reference,
        source,
        at: clock(),
      },
    ])
  }

  private setEnd(end: SetEnd): void {
    this.claims.setEnd(end)
    const { header, guide, verdict, range, segments, units, rest } = end
    const reference = this.reference === '' && rest !== undefined ? (decodeSubmission(rest).value?.reference ?? '') : this.reference
    this.tasks.push(() =>
      this.parts.store.interchanges.finishSet(this.setId, {
        verdict,
        range,
        segments,
        units,
        guide: guide?.id ?? header.version,
        state: 'done',
        ...(reference === '' ? {} : { reference }),
      }),
    )
  }
}
