// X12 in, lines of guide JSON out: one per transaction set, or one per unit with the loops around it. Envelopes are read
// here segment by segment, so that what no envelope or guide has a place for is told as well.
import type { Guide, SchemaRegistry, SegmentDefinition } from '../schema/index.js'
import { Fault, type Finding, finding, type Position } from '../values/index.js'
import { createSegmentReader, type InterchangeSyntax, type ReadSegment, type SegmentBatch, type SegmentReader } from '../x12/index.js'
import { controlOf, envelopeSegment, groupValue, interchangeValue, isDerivable } from './envelope-value.js'
import { GapReader } from './gap-reader.js'
import type { JsonValue } from './line.js'
import { elementsOf, plainSegment } from './segment-value.js'
import { SetToLines } from './set-to-lines.js'
import { planTree, type TreePlan } from './set-tree.js'

export interface LineListener {
  /** One line, without its end. */
  line(text: string): void
  /** Bytes that are no segment and so not in the lines; also a set without a guide, whose segments come one by one. */
  finding(finding: Finding): void
}

export interface LineOptions {
  /** One line per unit instead of per transaction set: memory does not follow the size of the file. */
  readonly units?: boolean
  /** Interchanges told before into the same lines, by another file; ordinals go on from there. */
  readonly interchangesBefore?: number
}

export interface FileToLines extends SegmentReader {
  /** So far, with those before. */
  readonly interchanges: number
}

/** Bytes of a transaction set that may become one line; a larger one could be more text than one string can hold. */
export const maxSetBytes = 64 * 1024 * 1024

/** Throws TOO_LARGE for a set over `maxSetBytes` that is not told by units, and for binary data too large to be held. */
export function createFileToLines(schemas: SchemaRegistry, listener: LineListener, options: LineOptions = {}): FileToLines {
  return new FileReader(schemas, listener, options)
}

/** An envelope that is open. */
interface OpenEnvelope {
  /** What each of its lines says about it, as JSON text. */
  readonly text: string
  readonly header: ReadSegment
  /** Groups of an interchange, sets of a group. */
  count: number
  isTold: boolean
}

interface OpenSet {
  readonly at: Position
  readonly lines: SetToLines
}

/** Segments that end a set from outside: it has no SE then. */
const endsSet: ReadonlySet<string> = new Set(['ST', 'GS', 'GE', 'IEA'])

class FileReader implements FileToLines {
  interchanges: number
  private readonly reader: SegmentReader
  private readonly gaps = new GapReader()
  private readonly plans = new Map<Guide, TreePlan>()
  private interchange: (OpenEnvelope & { readonly lineEnd: string }) | undefined
  private group: OpenEnvelope | undefined
  private set: OpenSet | undefined
  /** The IEA of the interchange; the interchange ends when it is known what stands after it. */
  private iea: ReadSegment | undefined

  constructor(
    private readonly schemas: SchemaRegistry,
    private readonly listener: LineListener,
    private readonly options: LineOptions,
  ) {
    this.interchanges = options.interchangesBefore ?? 0
    this.reader = createSegmentReader({
      interchange: (syntax) => this.startInterchange(syntax),
      segments: (batch) => this.segments(batch),
      finding: (found) => listener.finding(found),
    })
  }

  get position(): number {
    return this.reader.position
  }

  push(chunk: Uint8Array): void {
    this.gaps.startChunk(chunk)
    this.reader.push(chunk)
    this.gaps.endChunk()
  }

  end(): void {
    this.reader.end()
    this.endInterchange(undefined)
  }

  private startInterchange(syntax: InterchangeSyntax): void {
    const { segment, isReadable, lineEnd } = syntax
    this.endInterchange(segment.at.offset)
    this.gaps.startInterchange(segment.at, lineEnd)
    if (!isReadable) return
    const value = interchangeValue(++this.interchanges, syntax, this.control('ISA'))
    this.interchange = { text: `"interchange":${JSON.stringify(value)}`, header: segment, lineEnd, count: 0, isTold: false }
  }

  private segments(batch: SegmentBatch): void {
    for (let i = 0; i < batch.count; i++) {
      const segment = batch.segment(i)
      if (segment.bytes() === undefined)
        throw new Fault('TOO_LARGE', `the binary data at byte ${segment.at.offset} is more than a line is made to hold`)
      this.gaps.segment(segment.at)
      this.segment(segment)
    }
  }

  private segment(segment: ReadSegment): void {
    const { id } = segment
    if (this.set !== undefined) {
      if (!endsSet.has(id)) return this.inSet(segment, this.set)
      this.endSet()
    }
    const { interchange, group } = this
    if (id === 'GS' && interchange !== undefined) this.startGroup(segment, interchange)
    else if (id === 'ST' && group !== undefined) this.startSet(segment, group)
    else if (id === 'GE' && group !== undefined) this.endGroup(segment)
    else if (id === 'IEA') {
      this.endGroup(undefined)
      this.iea = segment
      this.gaps.endInterchange()
    } else if (id === 'TA1' && group === undefined) this.tell('interchangeAcknowledgement', envelopeSegment(segment, this.control('TA1')))
    else this.tellPlain(segment)
  }

  private inSet(segment: ReadSegment, { at, lines }: OpenSet): void {
    lines.segment(segment)
    if (segment.id === 'SE') this.endSet()
    else if (this.options.units !== true && segment.at.offset - at.offset > maxSetBytes)
      throw new Fault('TOO_LARGE', `the transaction set at byte ${at.offset} is too large for one line; use --units`)
  }

  private startGroup(header: ReadSegment, interchange: OpenEnvelope): void {
    this.endGroup(undefined)
    const value = groupValue(++interchange.count, header, this.control('GS'))
    this.group = { text: `${interchange.text},"group":${JSON.stringify(value)}`, header, count: 0, isTold: false }
  }

  private startSet(header: ReadSegment, group: OpenEnvelope): void {
    const ordinal = ++group.count
    const [type, version, groupVersion] = [header.text(1), header.text(3), group.header.text(8)]
    const guide = this.schemas.guide(version, type) ?? this.schemas.guide(groupVersion, type)
    if (guide === undefined) {
      const path = version === '' ? 'GS08' : 'ST03'
      this.listener.finding(finding('GUIDE_UNKNOWN', header.at, path, { type, version: version || groupVersion }))
      return this.tellPlain(header)
    }
    const lines = new SetToLines({
      guide,
      plan: this.planOf(guide),
      ordinal,
      isByUnit: this.options.units === true,
      tell: (text) => this.tellLine(text),
    })
    this.set = { at: header.at, lines }
    lines.segment(header)
  }

  private endSet(): void {
    this.set?.lines.end()
    this.set = undefined
  }

  private endGroup(trailer: ReadSegment | undefined): void {
    this.endSet()
    const { group, interchange } = this
    if (group === undefined || interchange === undefined) return
    if (trailer === undefined) this.tell('groupTrailer', null)
    else if (!isDerivable(trailer, group.count, controlOf(group.header, 6) ?? '')) {
      this.tell('groupTrailer', envelopeSegment(trailer, this.control('GE')))
    } else if (!group.isTold) this.tellLine('')
    this.group = undefined
  }

  /** `next` is where the next interchange begins; undefined at the end of the file. */
  private endInterchange(next: number | undefined): void {
    const { interchange, iea, gaps } = this
    if (interchange === undefined) return
    this.endGroup(undefined)
    const after = iea === undefined ? undefined : (gaps.afterInterchange(next) ?? interchange.lineEnd)
    const lineEnd = after === undefined || after === interchange.lineEnd ? '' : `"lineEnd":${JSON.stringify(after)}`
    if (iea === undefined) this.tell('interchangeTrailer', null)
    else if (!isDerivable(iea, interchange.count, controlOf(interchange.header, 13) ?? '')) {
      this.tell('interchangeTrailer', envelopeSegment(iea, this.control('IEA')), lineEnd)
    } else if (lineEnd !== '' || !interchange.isTold) this.tellLine(lineEnd)
    if (gaps.irregularAt !== undefined) this.listener.finding(finding('LINE_END_IRREGULAR', gaps.irregularAt, ''))
    this.interchange = undefined
    this.iea = undefined
  }

  private tellPlain(segment: ReadSegment): void {
    this.tell('segment', plainSegment(segment.id, elementsOf(segment, 'latin1')))
  }

  private tell(name: string, value: JsonValue, more = ''): void {
    this.tellLine(`"${name}":${JSON.stringify(value)}${more === '' ? '' : `,${more}`}`)
  }

  private tellLine(content: string): void {
    const { interchange, group } = this
    if (interchange === undefined) return
    interchange.isTold = true
    if (group !== undefined) group.isTold = true
    this.listener.line(`{${group?.text ?? interchange.text}${content === '' ? '' : `,${content}`}}`)
  }

  private planOf(guide: Guide): TreePlan {
    const plan = this.plans.get(guide) ?? planTree(guide)
    this.plans.set(guide, plan)
    return plan
  }

  private control(id: string): SegmentDefinition {
    return this.schemas.controlSegment(id) ?? this.missing(id)
  }

  private missing(id: string): never {
    throw new Fault('CONFIG_INVALID', `the control schema has no ${id}`)
  }
}
