// Segments in, envelopes out: finds where interchanges, groups and transaction sets begin and end, checks every count
// and control number, and goes on after each mistake, so that one bad set never stops its neighbours.
import { type Finding, finding, type FindingCode, type FindingDetail, type Position } from '../values/index.js'
import type { ReadSegment } from './byte-segment.js'
import { groupHeader, interchangeHeader, setHeader } from './envelope-headers.js'
import type {
  EnvelopeEnd,
  EnvelopeScope,
  GroupHeader,
  GroupTrailer,
  InterchangeHeader,
  InterchangeTrailer,
  SetHeader,
  SetTrailer,
} from './envelope.js'
import { atElement, checkEnvelopeElements, elementPath, isRepeated, statedCount } from './envelope-checks.js'
import { codeOf } from './code.js'
import type { SegmentBatch } from './segment-batch.js'
import type { InterchangeSyntax, SegmentListener } from './segment-listener.js'
import { createSegmentReader, type SegmentReader, type SegmentReaderOptions } from './segment-reader.js'

/** Told in the order of the bytes. Whatever is left out is not told. */
export interface EnvelopeListener {
  interchangeStart?(header: InterchangeHeader): void
  /** A TA1 between ISA and GS; its ordinal counts in the file. */
  interchangeAcknowledgement?(segment: ReadSegment, interchange: InterchangeHeader): void
  groupStart?(header: GroupHeader): void
  setStart?(header: SetHeader): void
  /** Every segment from ST to SE, with its ordinal in the set (ST = 1). */
  segment?(segment: ReadSegment, set: SetHeader): void
  setEnd?(trailer: SetTrailer): void
  groupEnd?(trailer: GroupTrailer): void
  interchangeEnd?(trailer: InterchangeTrailer): void
  /** Also found at the end of the level it stands in, when it stands in one. */
  finding?(finding: Finding, scope: EnvelopeScope): void
}

export interface EnvelopeReaderOptions extends SegmentReaderOptions {
  /** False: segments of this set are counted but not told. Default: all are told. */
  readonly wants?: (set: SetHeader) => boolean
}

/** Findings kept and told per level; beyond it they are only counted. */
export const maxFindingsPerLevel = 1000
export function createEnvelopeReader(listener: EnvelopeListener, options: EnvelopeReaderOptions = {}): SegmentReader {
  const envelopes = new Envelopes(listener, options.wants ?? (() => true))
  const segments = createSegmentReader(envelopes, options)
  return {
    push: (chunk) => segments.push(chunk),
    end() {
      segments.end()
      envelopes.closeInterchange()
    },
    get position() {
      return segments.position
    },
  }
}

const [st, se, gs, ge, iea, ta1] = ['ST', 'SE', 'GS', 'GE', 'IEA', 'TA1'].map(codeOf)
/** Delivery control segments that may stand beside TA1; they say nothing to us. */
const ignored: ReadonlySet<number> = new Set(['ISB', 'ISE', 'TA3'].map(codeOf))

/** An envelope that is open. */
interface Level<Header> {
  readonly header: Header
  counted: number
  readonly findings: Finding[]
  cutFindings: number
}

class Envelopes implements SegmentListener {
  private interchangeLevel: Level<InterchangeHeader> | undefined
  private groupLevel: Level<GroupHeader> | undefined
  private setLevel: Level<SetHeader> | undefined
  private isWanted = false
  private groupControls = new Set<string>()
  private setControls = new Set<string>()
  private interchanges = 0
  private sets = 0
  /** First byte after the last segment seen. */
  private end = 0
  /** Inside a run of segments that stand outside any set, of which the first was told. */
  private isOutside = false

  constructor(
    private readonly listener: EnvelopeListener,
    private readonly wants: (set: SetHeader) => boolean,
  ) {}

  interchange(syntax: InterchangeSyntax): void {
    this.closeInterchange()
    const header = interchangeHeader(syntax, ++this.interchanges)
    this.interchangeLevel = open(header)
    this.groupControls = new Set()
    this.isOutside = false
    this.end = endOf(syntax.segment)
    this.listener.interchangeStart?.(header)
    if (syntax.isReadable) this.check(syntax.segment, syntax.isRepaired)
  }

  segments(batch: SegmentBatch): void {
    const { count } = batch
    for (let i = 0; i < count; i++) {
      const code = batch.idCode(i)
      const { setLevel } = this
      if (setLevel !== undefined && !isControl(code)) {
        const ordinal = ++setLevel.counted
        if (this.isWanted) this.listener.segment?.(batch.segment(i, ordinal), setLevel.header)
        continue
      }
      if (i > 0) this.end = batch.offset(i - 1) + batch.length(i - 1)
      this.control(code, batch, i)
    }
    if (count > 0) this.end = batch.offset(count - 1) + batch.length(count - 1)
  }

  /** A finding of the segment reader: it stands before the segment that comes next. */
  finding(found: Finding): void {
    const segment = this.setLevel === undefined ? found.at.segment : this.setLevel.counted + 1
    this.tell({ ...found, at: { ...found.at, segment } })
  }

  /** Any segment where a set is not open, and in an open set those that begin or end an envelope. */
  private control(code: number, batch: SegmentBatch, index: number): void {
    const { interchangeLevel, groupLevel, setLevel } = this
    if (code === se && setLevel !== undefined) this.endSet(batch.segment(index, setLevel.counted + 1), setLevel)
    else if (code === st && groupLevel !== undefined) this.startSet(batch.segment(index, 1), groupLevel)
    else if (code === ge && groupLevel !== undefined) this.endGroup(batch.segment(index), groupLevel)
    else if (code === gs && interchangeLevel !== undefined) this.startGroup(batch.segment(index), interchangeLevel)
    else if (code === iea && interchangeLevel !== undefined) this.endInterchange(batch.segment(index), interchangeLevel)
    else if (code === ta1 && groupLevel === undefined && interchangeLevel !== undefined) {
      this.listener.interchangeAcknowledgement?.(batch.segment(index), interchangeLevel.header)
    } else if (groupLevel !== undefined || !ignored.has(code)) this.outside(batch.segment(index))
  }

  private startGroup(segment: ReadSegment, interchange: Level<InterchangeHeader>): void {
    this.closeGroup()
    const header = groupHeader(segment, interchange.header, ++interchange.counted)
    this.groupLevel = open(header)
    this.setControls = new Set()
    this.isOutside = false
    this.listener.groupStart?.(header)
    this.check(segment)
    if (isRepeated(this.groupControls, header.control)) this.note('GROUP_CONTROL_REPEATED', atElement(segment, 6), 'GS06')
  }

  private startSet(segment: ReadSegment, group: Level<GroupHeader>): void {
    this.closeSet()
    group.counted++
    const header = setHeader(segment, group.header, ++this.sets)
    this.setLevel = open(header)
    this.setLevel.counted = 1
    this.isOutside = false
    this.isWanted = this.wants(header)
    this.listener.setStart?.(header)
    this.check(segment)
    if (isRepeated(this.setControls, header.control)) this.note('TRANSACTION_SET_CONTROL_REPEATED', atElement(segment, 2), 'ST02')
    if (this.isWanted) this.listener.segment?.(segment, header)
  }

  private endSet(segment: ReadSegment, set: Level<SetHeader>): void {
    set.counted++
    if (this.isWanted) this.listener.segment?.(segment, set.header)
    const stated = this.compare(segment, set, set.header.control, 'SEGMENT_COUNT_WRONG', 'TRANSACTION_SET_CONTROL_MISMATCH')
    this.end = endOf(segment)
    this.setLevel = undefined
    const trailer = this.close(set, true, stated, scopeOfSet(set.header))
    this.listener.setEnd?.(trailer)
  }

  private endGroup(segment: ReadSegment, group: Level<GroupHeader>): void {
    this.closeSet()
    const stated = this.compare(segment, group, group.header.control, 'TRANSACTION_SET_COUNT_WRONG', 'GROUP_CONTROL_MISMATCH')
    this.end = endOf(segment)
    this.isOutside = false
    this.groupLevel = undefined
    const trailer = this.close(group, true, stated, scopeOfGroup(group.header))
    this.listener.groupEnd?.(trailer)
  }

  private endInterchange(segment: ReadSegment, interchange: Level<InterchangeHeader>): void {
    this.closeGroup()
    const stated = this.compare(segment, interchange, interchange.header.control, 'GROUP_COUNT_WRONG', 'INTERCHANGE_CONTROL_MISMATCH')
    this.end = endOf(segment)
    this.interchangeLevel = undefined
    const trailer = this.close(interchange, true, stated, { interchange: interchange.header })
    this.listener.interchangeEnd?.(trailer)
  }

  /** Closes what has no trailer, from the inside out. */
  private closeSet(): void {
    const { setLevel } = this
    if (setLevel === undefined) return
    this.note('TRANSACTION_SET_UNCLOSED', setLevel.header.segment.at, 'SE')
    this.setLevel = undefined
    const trailer = this.close(setLevel, false, undefined, scopeOfSet(setLevel.header))
    this.listener.setEnd?.(trailer)
  }

  private closeGroup(): void {
    this.closeSet()
    const { groupLevel } = this
    if (groupLevel === undefined) return
    this.note('GROUP_UNCLOSED', groupLevel.header.segment.at, 'GE')
    this.groupLevel = undefined
    const trailer = this.close(groupLevel, false, undefined, scopeOfGroup(groupLevel.header))
    this.listener.groupEnd?.(trailer)
  }

  closeInterchange(): void {
    this.closeGroup()
    const { interchangeLevel } = this
    if (interchangeLevel === undefined) return
    const { header } = interchangeLevel
    if (header.isReadable) this.note('INTERCHANGE_UNCLOSED', header.segment.at, 'IEA')
    this.interchangeLevel = undefined
    const trailer = this.close(interchangeLevel, false, undefined, { interchange: header })
    this.listener.interchangeEnd?.(trailer)
  }

  /** A segment where none may stand: the first of a run is told. */
  private outside(segment: ReadSegment): void {
    if (this.isOutside) return
    this.isOutside = true
    const id = /^[A-Z][A-Z0-9]{1,2}$/.test(segment.id) ? segment.id : '?'
    this.note('SEGMENT_OUTSIDE_ENVELOPE', segment.at, id, { id })
  }

  private check(segment: ReadSegment, isRepaired = false): void {
    for (const each of checkEnvelopeElements(segment, isRepaired)) this.tell(each)
  }

  /** Compares a trailer with what it closes; answers the count it states. */
  private compare(
    trailer: ReadSegment,
    level: Level<unknown>,
    control: string,
    countCode: FindingCode,
    controlCode: FindingCode,
  ): number | undefined {
    this.check(trailer)
    const stated = statedCount(trailer)
    const { counted } = level
    if (stated !== undefined && stated !== counted) {
      this.note(countCode, atElement(trailer, 1), elementPath(trailer.id, 1), { stated, counted })
    }
    if (trailer.text(2) !== control) this.note(controlCode, atElement(trailer, 2), elementPath(trailer.id, 2))
    return stated
  }

  private note(code: FindingCode, at: Position, path: string, detail: FindingDetail = {}): void {
    this.tell(finding(code, at, path, detail))
  }

  /** Tells a finding of the innermost open level, unless that has too many already. */
  private tell(found: Finding): void {
    const { setLevel, groupLevel, interchangeLevel } = this
    const level = setLevel ?? groupLevel ?? interchangeLevel
    if (level !== undefined) {
      if (level.findings.length >= maxFindingsPerLevel) {
        level.cutFindings++
        return
      }
      level.findings.push(found)
    }
    if (setLevel !== undefined) this.listener.finding?.(found, scopeOfSet(setLevel.header))
    else if (groupLevel !== undefined) this.listener.finding?.(found, scopeOfGroup(groupLevel.header))
    else this.listener.finding?.(found, interchangeLevel === undefined ? {} : { interchange: interchangeLevel.header })
  }

  private close<Header extends { readonly segment: ReadSegment; readonly offset: number }>(
    { header, counted, findings, cutFindings }: Level<Header>,
    isClosed: boolean,
    stated: number | undefined,
    scope: EnvelopeScope,
  ): EnvelopeEnd<Header> {
    if (cutFindings > 0) {
      const cut = finding('FINDINGS_CUT', header.segment.at, header.segment.id, { count: cutFindings })
      findings.push(cut)
      this.listener.finding?.(cut, scope)
    }
    const range = { offset: header.offset, length: this.end - header.offset }
    return { header, isClosed, counted, stated, range, findings }
  }
}

/** Does this segment begin or end an envelope, wherever it stands? */
function isControl(code: number): boolean {
  return code === se || code === st || code === ge || code === gs || code === iea
}

function open<Header>(header: Header): Level<Header> {
  return { header, counted: 0, findings: [], cutFindings: 0 }
}

function endOf(segment: ReadSegment): number {
  return segment.at.offset + (segment.at.length ?? 0)
}

function scopeOfGroup(group: GroupHeader): EnvelopeScope {
  return { interchange: group.interchange, group }
}

function scopeOfSet(set: SetHeader): EnvelopeScope {
  return { interchange: set.interchange, group: set.group, set }
}
