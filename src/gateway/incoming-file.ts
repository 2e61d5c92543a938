// One received file on its way through: envelopes and checks as the chunks come, effects when each interchange has ended.
import { interchangeAcknowledgement } from '../codecs/index.js'
import { decisionOf, type EntrySource, type Partner } from '../domain/index.js'
import { createFileReader, type FileHandler, type Guide, type InterchangeEnd, type SetEnd, type Verdict } from '../schema/index.js'
import type { FileState, StoredFile } from '../store/index.js'
import { type Finding, finding } from '../values/index.js'
import type { EnvelopeScope, GroupHeader, InterchangeHeader, ReadSegment, SetHeader } from '../x12/index.js'
import { type AnsweredGroup, type AnsweredInterchange, createAcknowledge } from './acknowledge.js'
import { applyInterchangeAcknowledgement } from './answers.js'
import { createFindingLog, type FindingLog } from './finding-log.js'
import { interchangeRow } from './interchange-row.js'
import { type IncomingSet, type SetEffect, type SetStory, storyFor } from './incoming-sets.js'
import type { GatewayParts } from './parts.js'
import { receiverOf, senderOf } from './partners.js'
import { decideIncoming, guidesOf } from './policy.js'
import { createPostRemittance } from './post-remittance.js'
import { createRemittanceReports } from './remittance-report.js'
import { type AnswerReport, type ReceiveReport, toFindingView, toWorkItemView } from './report.js'
import { unusableFile, unusableSet } from './unusable.js'

interface OpenSet {
  readonly set: IncomingSet
  readonly story: SetStory | undefined
  id: string
  /** Its effects have happened in an earlier run. */
  isDone: boolean
  verdict: Verdict
}

/** Hears how far a long file has come: bytes checked, then claim payments posted. */
export type ReceiveProgress = (stage: 'checking' | 'posting', done: number, total: number) => void

/** Handlers note what to do and do no I/O; the notes are worked off between chunks, in order. */
export class IncomingFile {
  private readonly tasks: (() => Promise<void>)[] = []
  private readonly findings: FindingLog
  private readonly sets: ReceiveReport['transactionSets'][number][] = []
  private readonly remittanceIds: string[] = []
  private readonly answers: AnswerReport[] = []
  private readonly answered: AnsweredInterchange[] = []
  private interchanges = 0
  private isIncomplete = false
  private partner: Partner | undefined
  private interchange = { id: '', groups: [] as AnsweredGroup[] }
  private groupId = ''
  /** Sets of the interchange that is being read; they take effect when it has ended. */
  private open: OpenSet[] = []
  private current: OpenSet | undefined

  constructor(
    private readonly parts: GatewayParts,
    private readonly file: StoredFile,
    private readonly onProgress: ReceiveProgress = () => undefined,
  ) {
    this.findings = createFindingLog(file.id)
  }

  async process(): Promise<ReceiveReport> {
    const { store } = this.parts
    // Profiles differ by sender, which the ISA names: the decision is looked up when a finding is made.
    const reader = createFileReader(this.parts.schemas, this.handler(), {
      decide: (found) => decideIncoming(this.partner)(found),
      guideFor: (guide) => guidesOf(this.parts.schemas, this.partner)(guide),
      repairIsa: this.parts.partners.find(({ id }) => id === this.file.partnerId)?.repairIsa === true,
    })
    for await (const chunk of store.files.read(this.file.id)) {
      reader.push(chunk)
      await this.work()
      this.onProgress('checking', reader.position, this.file.sizeBytes)
    }
    reader.end()
    await this.work()
    return this.finish()
  }

  private async work(): Promise<void> {
    for (let task = this.tasks.shift(); task !== undefined; task = this.tasks.shift()) await task()
    if (this.current?.story?.flush !== undefined && this.current.id !== '') await this.current.story.flush(this.current.id)
  }

  private handler(): FileHandler {
    return {
      interchangeStart: (header) => this.interchangeStart(header),
      interchangeAcknowledgement: (segment, header) => this.interchangeAcknowledgement(segment, header),
      groupStart: (header) => this.groupStart(header),
      setStart: (header, guide) => this.setStart(header, guide),
      placed: (segment) => this.current?.story?.segment?.(segment),
      unit: (unit) => this.current?.story?.unit(unit),
      setEnd: (end) => this.setEnd(end),
      groupEnd: ({ verdict, findings }) => {
        const group = this.interchange.groups.at(-1)
        if (group !== undefined) Object.assign(group, { verdict, findings })
        this.tasks.push(() => this.parts.store.interchanges.finishGroup(this.groupId, { verdict }))
      },
      interchangeEnd: (end) => this.interchangeEnd(end),
      finding: (found, scope) => this.note(found, scope),
    }
  }

  private interchangeStart(header: InterchangeHeader): void {
    this.interchanges += 1
    this.partner = senderOf(this.parts.partners, header)
    const { partner } = this
    if (partner === undefined && receiverOf(this.parts.partners, header) === undefined && header.isReadable)
      this.note(finding('PARTNER_UNKNOWN', header.segment.at, 'ISA06'), { interchange: header })
    const interchange = { id: '', groups: [] as AnsweredGroup[] }
    this.interchange = interchange
    this.open = []
    this.tasks.push(async () => {
      const of = {
        fileId: this.file.id,
        direction: 'in',
        at: this.parts.clock(),
        ...(partner === undefined ? {} : { partnerId: partner.id }),
      } as const
      const { id, repeats } = await this.parts.store.interchanges.add(interchangeRow(header, of))
      interchange.id = id
      if (repeats !== undefined) this.note(finding('INTERCHANGE_REUSED', header.segment.at, 'ISA13'), { interchange: header })
    })
  }

  private interchangeAcknowledgement(segment: ReadSegment, interchange: InterchangeHeader): void {
    const { value, findings } = interchangeAcknowledgement.decode(segment)
    for (const found of findings) this.note(found, { interchange })
    const { offset, length = 0, segment: ordinal } = segment.at
    const source: EntrySource = { fileId: this.file.id, sha256: this.file.sha256, set: 0, segment: ordinal, offset, length }
    if (value === undefined) return
    this.tasks.push(async () => {
      const origin = { source, senderId: interchange.sender.id }
      this.answers.push(await this.parts.store.transaction(() => applyInterchangeAcknowledgement(this.parts, value, origin)))
    })
  }

  private groupStart(header: GroupHeader): void {
    const { interchange } = this
    interchange.groups.push({ header, verdict: 'accepted', findings: [], sets: [] })
    this.tasks.push(async () => {
      const added = await this.parts.store.interchanges.addGroup({
        interchangeId: interchange.id,
        ordinal: header.ordinal,
        functionalId: header.functionalId,
        control: header.control,
        version: header.version,
      })
      this.groupId = added.id
    })
  }

  private setStart(header: SetHeader, guide: Guide | undefined): void {
    const { interchange } = this
    const set: IncomingSet = { fileId: this.file.id, sha256: this.file.sha256, header }
    const open: OpenSet = { set, story: storyFor(this.parts, set, guide), id: '', isDone: false, verdict: 'accepted' }
    this.open.push(open)
    this.current = open
    if (open.story === undefined && guide !== undefined)
      this.note(finding('SET_NOT_HANDLED', header.segment.at, 'ST01', { type: header.type }), scopeOf(header))
    this.tasks.push(async () => {
      const added = await this.parts.store.interchanges.addSet({
        fileId: this.file.id,
        interchangeId: interchange.id,
        groupId: this.groupId,
        ordinal: header.ordinal,
        type: header.type,
        guide: guide?.id ?? header.version,
        control: header.control,
        range: { offset: header.offset, length: 0 },
      })
      open.id = added.id
      open.isDone = added.state === 'done' || added.state === 'refused'
    })
  }

  private setEnd(end: SetEnd): void {
    const { current } = this
    if (current === undefined) return
    const { header, guide, verdict, findings } = end
    current.verdict = verdict
    this.interchange.groups.at(-1)?.sets.push({ header, verdict, findings })
    this.sets.push({ control: header.control, type: header.type, guide: guide?.id ?? header.version, verdict })
    this.tasks.push(async () => {
      await current.story?.flush?.(current.id)
      await current.story?.end(end, current.id)
      await this.parts.store.interchanges.finishSet(current.id, {
        verdict,
        range: end.range,
        segments: end.segments,
        units: end.units,
        ...(current.isDone ? {} : { state: 'read' }),
      })
    })
  }

  /** Now it is known whether the interchange is whole: each set takes effect, or is refused for good. */
  private interchangeEnd({ header, isClosed, range, verdict, findings }: InterchangeEnd): void {
    const { open, interchange, partner } = this
    const isWhole = isClosed && !hasError(findings)
    if (!isClosed) this.isIncomplete = true
    if (partner !== undefined) this.answered.push({ header, verdict, findings, groups: interchange.groups, partner })
    this.tasks.push(async () => {
      await this.parts.store.interchanges.finishInterchange(interchange.id, { verdict, range })
      for (const one of open) {
        const group = interchange.groups.find(({ header: { ordinal } }) => ordinal === one.set.header.group.ordinal)
        await this.takeEffect(one, isWhole && group !== undefined && !hasError(group.findings))
      }
    })
  }

  private async takeEffect({ set, story, id, isDone, verdict }: OpenSet, isEnvelopeWhole: boolean): Promise<void> {
    const { store } = this.parts
    if (isDone && story?.mayRepeat !== true) return
    const isSound = isEnvelopeWhole && verdict !== 'rejected'
    // An interchange that was cut off may still come whole: its remittances stay staged and take no payment key.
    if (!isEnvelopeWhole && this.isIncomplete) return store.interchanges.finishSet(id, { state: 'refused' })
    const effect = story === undefined ? undefined : await this.effectOf(story, id, isSound)
    for (const found of effect?.findings ?? []) this.note(found, scopeOf(set.header))
    if (effect?.answer !== undefined) this.answers.push(effect.answer)
    if (effect?.remittanceId !== undefined) await this.post(effect.remittanceId)
    const isUsed = isSound && (effect === undefined || (effect.answer ?? effect.remittanceId) !== undefined)
    if (!isUsed && effect?.remittanceId === undefined)
      await store.workItems.open({ ...unusableSet(this.file, id, set.header), at: this.parts.clock() })
    await store.interchanges.finishSet(id, { state: isUsed ? 'done' : 'refused' })
  }

  /** An answer moves its claims in one transaction with the mark that it has; a remittance is judged in its own, and posted after. */
  private effectOf(story: SetStory, setId: string, isSound: boolean): Promise<SetEffect> {
    return this.parts.store.transaction(async () => {
      const effect = await story.takeEffect(isSound)
      if (effect.answer !== undefined) await this.parts.store.interchanges.finishSet(setId, { state: 'done' })
      return effect
    })
  }

  private async post(remittanceId: string): Promise<void> {
    this.remittanceIds.push(remittanceId)
    const remittance = await this.parts.store.remittances.find(remittanceId)
    if (remittance?.state !== 'waiting') return
    await createPostRemittance(this.parts)(remittance, (done) => this.onProgress('posting', done, remittance.claimCount))
  }

  private note(found: Finding, scope: EnvelopeScope): void {
    // Told between chunks, a finding may belong to an interchange before the one that is being read.
    const partner = scope.interchange === undefined ? undefined : senderOf(this.parts.partners, scope.interchange)
    this.findings.add(found, scope, partner && decisionOf(partner, found))
  }

  /** The last step: findings, answers and the mark that the file is done commit together. */
  private async finish(): Promise<ReceiveReport> {
    const { store, clock } = this.parts
    const findings = this.findings.all()
    const state = this.stateOfFile()
    const reports = createRemittanceReports(this.parts)
    // What became of remittances is committed already: others need not wait while it is told.
    const remittances = await reports.describeAll(this.remittanceIds)
    return store.transaction(async () => {
      const acknowledged = state === 'done' ? await createAcknowledge(this.parts)(this.answered, this.file) : []
      if (state !== 'done') await store.workItems.open({ ...unusableFile(this.file, state, findings), at: clock() })
      await store.interchanges.saveFindings(this.file.id, findings)
      const report: ReceiveReport = {
        file: this.file.name,
        fileId: this.file.id,
        sha256: this.file.sha256,
        sizeBytes: this.file.sizeBytes,
        outcome: state === 'done' ? 'processed' : state === 'incomplete' ? 'incomplete' : 'refused',
        interchanges: this.interchanges,
        transactionSets: this.sets,
        findings: findings.map(toFindingView),
        remittances,
        answers: this.answers,
        acknowledged,
        workItems: (await reports.itemsOfFile(this.file.id)).map(toWorkItemView),
      }
      await store.files.finish(this.file.id, state, report)
      await store.audit.append({ at: clock(), actor: 'system', action: 'file.process', object: `file:${this.file.id}`, detail: { state } })
      return report
    })
  }

  private stateOfFile(): Exclude<FileState, 'kept'> {
    if (this.isIncomplete) return 'incomplete'
    return this.interchanges === 0 || this.answeredNothing() ? 'refused' : 'done'
  }

  /** Nothing at all in the file could be read. */
  private answeredNothing(): boolean {
    return this.sets.length === 0 && this.answers.length === 0 && this.findings.all().some(({ severity }) => severity === 'error')
  }
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error')
}

function scopeOf(header: SetHeader): EnvelopeScope {
  return { interchange: header.interchange, group: header.group, set: header }
}
