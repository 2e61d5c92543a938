// A whole file: envelopes from x12, each transaction set by its guide, every finding with its scope, a verdict at every end.
import { type ByteRange, type Finding, finding, type SnipType } from '../values/index.js'
import {
  createEnvelopeReader,
  type EnvelopeListener,
  type EnvelopeScope,
  type GroupHeader,
  type GroupTrailer,
  type InterchangeHeader,
  type InterchangeTrailer,
  type ReadSegment,
  type Segment,
  type SegmentReader,
  type SetHeader,
  type SetTrailer,
} from '../x12/index.js'
import { ElementChecker } from './elements.js'
import type { SchemaRegistry } from './registry.js'
import { createSetReader, decided, type Decide, type SetReader } from './set-reader.js'
import type { Loop, Unit } from './tree.js'
import type { Guide, LoopDefinition, SegmentDefinition } from './types.js'
import { type Verdict, verdictOf, verdictOver, worse } from './verdict.js'

/** Told in the order of the bytes. Whatever is left out is not told. */
export interface FileHandler {
  interchangeStart?(header: InterchangeHeader): void
  /** A TA1. */
  interchangeAcknowledgement?(segment: ReadSegment, interchange: InterchangeHeader): void
  groupStart?(header: GroupHeader): void
  /** The guide is undefined when there is none here; then nothing of the set is told but its findings and its end. */
  setStart?(header: SetHeader, guide: Guide | undefined): void
  /** A segment of a set and its use in the guide, undefined when it has none, with the loop it stands in. */
  placed?(segment: Segment, definition: SegmentDefinition | undefined, loop: LoopDefinition): void
  unit?(unit: Unit, set: SetHeader, guide: Guide): void
  setEnd?(end: SetEnd): void
  groupEnd?(end: GroupEnd): void
  interchangeEnd?(end: InterchangeEnd): void
  /** Also part of the end of the level it stands in. */
  finding?(finding: Finding, scope: EnvelopeScope): void
}

export interface LevelEnd<Header> {
  readonly header: Header
  /** Was there a trailer: IEA, GE, SE? */
  readonly isClosed: boolean
  readonly range: ByteRange
  /** Of this level itself; inner levels keep their own. */
  readonly findings: readonly Finding[]
  readonly verdict: Verdict
}

export interface SetEnd extends LevelEnd<SetHeader> {
  readonly guide: Guide | undefined
  /** The set without its units; undefined when there is no guide. */
  readonly rest: Loop | undefined
  readonly units: number
  /** Counted, ST and SE included. */
  readonly segments: number
}

export interface GroupEnd extends LevelEnd<GroupHeader> {
  readonly sets: readonly Verdict[]
}

export interface InterchangeEnd extends LevelEnd<InterchangeHeader> {
  readonly groups: readonly Verdict[]
}

export interface FileReaderOptions {
  /** What a finding does with this partner; those not decided act by their severity. */
  readonly decide?: Decide
  /** Read an ISA that is not padded to its fixed widths? It is flagged all the same. */
  readonly repairIsa?: boolean
  /** The guide as this partner or payer wants it, from `registry.companion`. */
  readonly guideFor?: (guide: Guide, set: SetHeader) => Guide
  /** SNIP types to look for; all when left out. */
  readonly snip?: ReadonlySet<SnipType>
  /** Shall findings in elements of a set hold the text they are about? It may tell of a patient. */
  readonly values?: boolean
}

/** Reads and validates a file pushed in chunks. Never throws for what stands in it; memory does not follow its size. */
export function createFileReader(schemas: SchemaRegistry, handler: FileHandler, options: FileReaderOptions = {}): SegmentReader {
  const { decide: _decide, guideFor: _guideFor, snip: _snip, values: _values, ...reading } = options
  const reader = new GuidedEnvelopes(schemas, handler, options)
  return createEnvelopeReader(reader, { ...reading, wants: (set) => guideOf(schemas, set) !== undefined })
}

/** Guide of a set: by ST03, and by GS08 where ST03 is empty or says nothing we know. */
export function guideOf(schemas: SchemaRegistry, { version, type, group }: SetHeader): Guide | undefined {
  return schemas.guide(version, type) ?? schemas.guide(group.version, type)
}

/** What is known of an open level. */
class Level {
  readonly findings: Finding[] = []
  readonly inner: Verdict[] = []
  verdict: Verdict = 'accepted'
  private readonly controlElements = new Set<string>()

  /** False when the same control element was found wrong already, by the other of the two that look at it. */
  add(found: Finding): boolean {
    if (controlElement.test(found.path)) {
      const key = `${found.at.offset} ${found.path}`
      if (this.controlElements.has(key)) return false
      this.controlElements.add(key)
    }
    this.findings.push(found)
    this.verdict = worse(this.verdict, verdictOf(found))
    return true
  }
}

/** An element of an envelope segment, looked at by the envelope reader and by its schema. */
const controlElement = /^(?:ISA|TA1|GS|ST|SE|GE|IEA)\d\d$/

class GuidedEnvelopes implements EnvelopeListener {
  private interchange = new Level()
  private group = new Level()
  private set = new Level()
  private guide: Guide | undefined
  private reader: SetReader | undefined

  constructor(
    private readonly schemas: SchemaRegistry,
    private readonly handler: FileHandler,
    private readonly options: FileReaderOptions,
  ) {}

  interchangeStart(header: InterchangeHeader): void {
    this.interchange = new Level()
    this.handler.interchangeStart?.(header)
    if (header.isReadable) this.checkControl(header.segment, { interchange: header })
  }

  interchangeAcknowledgement(segment: ReadSegment, interchange: InterchangeHeader): void {
    this.checkControl(segment, { interchange })
    this.handler.interchangeAcknowledgement?.(segment, interchange)
  }

  groupStart(header: GroupHeader): void {
    this.group = new Level()
    this.handler.groupStart?.(header)
    this.checkControl(header.segment, { interchange: header.interchange, group: header })
  }

  setStart(header: SetHeader): void {
    const scope = scopeOf(header)
    const known = guideOf(this.schemas, header)
    const guide = known === undefined ? undefined : (this.options.guideFor?.(known, header) ?? known)
    this.set = new Level()
    this.guide = guide
    this.handler.setStart?.(header, guide)
    this.reader = guide === undefined ? undefined : this.readerFor(guide, header, scope)
    for (const found of headerFindings(this.schemas, header, known)) this.tell(decided(found, this.options.decide), scope)
  }

  segment(segment: ReadSegment): void {
    this.reader?.segment(segment)
  }

  setEnd({ header, isClosed, range, counted }: SetTrailer): void {
    const { guide } = this
    const outcome = this.reader?.end(isClosed)
    this.reader = undefined
    const { findings, verdict } = this.set
    this.group.inner.push(verdict)
    const [rest, units] = [outcome?.rest, outcome?.units ?? 0]
    this.handler.setEnd?.({ header, guide, rest, units, segments: counted, isClosed, range, findings, verdict })
  }

  groupEnd({ header, isClosed, range }: GroupTrailer): void {
    const { findings, inner } = this.group
    const verdict = verdictOver(this.group.verdict, inner)
    this.interchange.inner.push(verdict)
    this.handler.groupEnd?.({ header, isClosed, range, findings, verdict, sets: inner })
  }

  interchangeEnd({ header, isClosed, range }: InterchangeTrailer): void {
    const { findings, inner } = this.interchange
    const verdict = verdictOver(this.interchange.verdict, inner)
    this.handler.interchangeEnd?.({ header, isClosed, range, findings, verdict, groups: inner })
  }

  finding(found: Finding, scope: EnvelopeScope): void {
    this.tell(decided(found, this.options.decide), scope)
  }

  private readerFor(guide: Guide, header: SetHeader, scope: EnvelopeScope): SetReader {
    const { handler } = this
    return createSetReader(
      guide,
      {
        unit: (unit) => handler.unit?.(unit, header, guide),
        finding: (found) => this.tell(found, scope),
        ...(handler.placed === undefined ? {} : { placed: handler.placed.bind(handler) }),
      },
      this.options,
    )
  }

  /** Codes and lengths of an envelope segment; its form was looked at below. */
  private checkControl(segment: ReadSegment, scope: EnvelopeScope): void {
    const definition = this.schemas.controlSegment(segment.id)
    if (definition === undefined) return
    new ElementChecker((_code, ref, place) =>
      this.finding(finding('ENVELOPE_ELEMENT_INVALID', { ...segment.at, ...place }, ref), scope),
    ).check(definition, segment)
  }

  private tell(found: Finding, scope: EnvelopeScope): void {
    if (this.options.snip?.has(found.snip) === false) return
    if (this.levelOf(scope)?.add(found) !== false) this.handler.finding?.(found, scope)
  }

  private levelOf({ interchange, group, set }: EnvelopeScope): Level | undefined {
    if (set !== undefined) return this.set
    if (group !== undefined) return this.group
    return interchange === undefined ? undefined : this.interchange
  }
}

function scopeOf(set: SetHeader): EnvelopeScope {
  return { interchange: set.interchange, group: set.group, set }
}

/** Does the set agree with its group, and is there a guide for it? */
function headerFindings(schemas: SchemaRegistry, { segment, type, version, group }: SetHeader, guide: Guide | undefined): Finding[] {
  const { at } = segment
  if (guide === undefined) return [finding('GUIDE_UNKNOWN', at, segment.text(3) === '' ? 'GS08' : 'ST03', { type, version })]
  const findings: Finding[] = []
  const { functionalId } = group
  if (functionalId !== guide.functionalId) findings.push(finding('TRANSACTION_SET_MISPLACED', at, 'ST01', { type, functionalId }))
  if (schemas.guide(group.version, type) !== guide)
    findings.push(finding('ELEMENT_CODE_INVALID', { ...at, element: 3 }, 'ST03', { allowed: group.version }))
  return findings
}
