// Lines of guide JSON in, X12 out: each line is checked whole, then written; trailers are derived unless they are told.
import { isDeepStrictEqual } from 'node:util'
import type { Guide, LoopDefinition, SchemaRegistry, SegmentDefinition } from '../schema/index.js'
import { Fault } from '../values/index.js'
import { derivedTrailer } from './envelope-value.js'
import { groupText, interchangeText, type InterchangeText, known } from './envelope-text.js'
import { blankText, contents, type Encoding, type Line, lineProperties } from './line.js'
import { plainSegmentText, segmentText, type Wire } from './segment-text.js'
import { setText, type SetText } from './set-text.js'
import type { TextLine } from './text-lines.js'

/** What is wrong in a line. */
export interface LineFault {
  readonly line: number
  /** JSON pointer, "" for the line as a whole. */
  readonly pointer: string
  /** Never repeats a value. */
  readonly message: string
}

export interface FileListener {
  /** Bytes of the file, in pieces of some 64 KB. None come after the first fault: the file is then without its end. */
  write(bytes: Uint8Array): void
  fault(fault: LineFault): void
}

export interface LinesToFile {
  line(line: TextLine): void
  end(): void
}

export function createLinesToFile(schemas: SchemaRegistry, listener: FileListener): LinesToFile {
  return new FileWriter(schemas, listener)
}

const pieceLength = 64 * 1024

interface OpenInterchange extends InterchangeText {
  readonly value: unknown
  groups: number
}

interface OpenGroup {
  readonly value: unknown
  readonly control: string
  sets: number
}

interface OpenSet {
  readonly guide: Guide
  readonly control: string
  /** Loops on the way to the last unit, each with its ordinal; undefined when the set came whole. */
  path: readonly string[] | undefined
  /** Of each loop on the way, how many of its segments are written. */
  written: number[]
  segments: number
  trailer: string | null | undefined
}

class FileWriter implements LinesToFile {
  private interchange: OpenInterchange | undefined
  private group: OpenGroup | undefined
  private set: OpenSet | undefined
  private hasFault = false
  private pending = ''
  private lineNumber = 0

  constructor(
    private readonly schemas: SchemaRegistry,
    private readonly listener: FileListener,
  ) {}

  line({ number, text }: TextLine): void {
    this.lineNumber = number
    const parsed = this.parse(text)
    const line = parsed === undefined ? undefined : known(parsed, '', lineProperties, this)
    if (line === undefined) return
    this.envelope(line)
    this.content(line)
  }

  end(): void {
    this.endInterchange()
    if (!this.hasFault) this.flush()
  }

  readonly fault = (pointer: string, message: string): void => {
    this.hasFault = true
    this.listener.fault({ line: this.lineNumber, pointer, message })
  }

  private parse(text: string | undefined): unknown {
    if (text === undefined) this.fault('', 'is not UTF-8, or too long to be read')
    else {
      try {
        return JSON.parse(text) as unknown
      } catch (error) {
        // The words of the parser repeat what stands there; only its place may be told.
        const place = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined
        this.fault('', `is not JSON${place === undefined ? '' : `, from character ${Number(place) + 1} on`}`)
      }
    }
    return undefined
  }

  /** Opens the line's interchange and group, unless they are open already. */
  private envelope(line: Line): void {
    if (this.interchange === undefined || !isDeepStrictEqual(this.interchange.value, line.interchange)) {
      const text = interchangeText(line.interchange, this.control('ISA'), this)
      this.endInterchange()
      this.interchange = { ...text, value: line.interchange, groups: 0 }
      this.put(text.isa)
    }
    if (line.group === undefined) this.endGroup()
    else if (!isDeepStrictEqual(this.group?.value, line.group)) {
      const text = groupText(line.group, this.control('GS'), this.wire('latin1'))
      this.endGroup()
      this.group = { value: line.group, control: this.elementOf(text, 6), sets: 0 }
      this.interchange.groups++
      this.put(text)
    }
  }

  private content(line: Line): void {
    const [content, second] = contents.filter((name) => line[name] !== undefined)
    if (second !== undefined) this.fault(`/${second}`, `cannot stand beside ${content}`)
    if (content !== 'transactionSet') {
      for (const name of ['guide', 'encoding', 'path', 'unit'] as const)
        if (line[name] !== undefined) this.fault(`/${name}`, 'has a meaning only beside transactionSet')
    }
    if (line.lineEnd !== undefined && (content === undefined || content === 'interchangeTrailer')) this.checkLineEnd(line.lineEnd)
    else if (line.lineEnd !== undefined) this.fault('/lineEnd', 'has a meaning only where the interchange ends')
    const wantsGroup = content === 'transactionSet' || content === 'groupTrailer'
    const wantsNone = content === 'interchangeAcknowledgement' || content === 'interchangeTrailer' || line.lineEnd !== undefined
    if (wantsGroup && line.group === undefined) this.fault('/group', 'is missing')
    if (wantsNone && line.group !== undefined) this.fault('/group', `has no meaning beside ${content ?? 'lineEnd'}`)
    if (content === 'transactionSet') this.transactionSet(line)
    else this.otherContent(line, content)
  }

  private otherContent(line: Line, content: (typeof contents)[number] | undefined): void {
    if (content !== undefined) this.endSet()
    const wire = this.wire('latin1')
    if (content === 'segment') {
      const text = plainSegmentText(line.segment, '/segment', wire)
      if (this.group !== undefined && this.elementOf(text, 0) === 'ST') this.group.sets++
      this.put(text)
    } else if (content === 'interchangeAcknowledgement')
      this.put(segmentText(this.control('TA1'), line.interchangeAcknowledgement, '/interchangeAcknowledgement', wire))
    else if (content === 'groupTrailer') this.endGroup(this.trailer('GE', line.groupTrailer, '/groupTrailer'))
    else if (content === 'interchangeTrailer' || line.lineEnd !== undefined)
      this.endInterchange(
        content === undefined ? undefined : this.trailer('IEA', line.interchangeTrailer, '/interchangeTrailer'),
        typeof line.lineEnd === 'string' ? line.lineEnd : undefined,
      )
  }

  private trailer(id: string, value: unknown, pointer: string): string | null {
    return value === null ? null : segmentText(this.control(id), value, pointer, this.wire('latin1'))
  }

  private transactionSet({ guide: id, encoding, path, unit, transactionSet }: Line): void {
    if (encoding !== undefined && encoding !== 'latin1') this.fault('/encoding', 'must be "latin1", or left out for UTF-8')
    if (unit !== undefined && path === undefined) this.fault('/path', 'is missing: a unit needs the way to it')
    if (unit !== undefined && !(Number.isInteger(unit) && Number(unit) > 0)) this.fault('/unit', 'must be a whole number from 1')
    const guide = this.schemas.guides.find((each) => each.id === id)
    if (guide === undefined) return this.fault('/guide', 'is missing, or no guide here has this id')
    const steps = path === undefined ? undefined : this.steps(path)
    const way = this.wayOf(guide, steps)
    const wire = this.wire(encoding === 'latin1' ? 'latin1' : 'utf8')
    const told = setText(guide, way, transactionSet, '/transactionSet', wire)
    if (this.set !== undefined && this.set.guide === guide && steps !== undefined && this.set.path?.[0] === steps[0])
      this.continueSet(this.set, steps, told)
    else {
      this.endSet()
      if (this.group !== undefined) this.group.sets++
      const control = this.elementOf(told.segments[0]?.text ?? '', 2)
      const set = { guide, control, path: undefined, written: [], segments: 0, trailer: undefined }
      this.set = set
      this.continueSet(set, steps, told)
    }
  }

  /** Writes what was not written by the lines before, of the loops that are the same as theirs. */
  private continueSet(set: OpenSet, steps: readonly string[] | undefined, { segments, trailer }: SetText): void {
    const same = steps?.findIndex((step, depth) => step !== set.path?.[depth]) ?? 0
    const written = same < 0 ? set.written.slice(0, steps?.length) : set.written.slice(0, same)
    const seen: number[] = []
    for (const { text, depth } of segments) {
      const count = (seen[depth] ?? 0) + 1
      seen[depth] = count
      if (count <= (written[depth] ?? 0)) continue
      set.segments++
      this.put(text)
    }
    if (written.some((count, depth) => count > (seen[depth] ?? 0)))
      this.fault('/transactionSet', 'holds less of the loops around the unit than the line before')
    set.path = steps
    set.written = seen
    if (trailer !== undefined) set.trailer = trailer
  }

  private steps(path: unknown): readonly string[] {
    if (typeof path === 'string' && /^[^/]+\.\d+(?:\/[^/]+\.\d+)*$/.test(path)) return path.split('/')
    this.fault('/path', 'must be loop ids with ordinals, such as 837.1/2000A.1/2000B.1/2300.1')
    return []
  }

  /** The loops a path names; the set alone when there is none. */
  private wayOf({ root }: Guide, steps: readonly string[] = []): LoopDefinition[] {
    const way = [root]
    for (const [depth, step] of steps.entries()) {
      const id = step.replace(/\.\d+$/, '')
      const inner = depth === 0 ? [root] : (way[depth - 1]?.loops ?? [])
      const loop = inner.find((each) => each.id === id)
      if (loop === undefined) {
        this.fault('/path', `names no loop of this guide at step ${depth + 1}`)
        break
      }
      way[depth] = loop
    }
    return way
  }

  private endSet(): void {
    const { set } = this
    if (set === undefined) return
    if (set.trailer !== null) this.put(set.trailer ?? this.derived('SE', set.segments + 1, set.control))
    this.set = undefined
  }

  /** `trailer` is the GE as told; null when there is none. */
  private endGroup(trailer?: string | null): void {
    this.endSet()
    const { group } = this
    if (group === undefined) return
    if (trailer !== null) this.put(trailer ?? this.derived('GE', group.sets, group.control))
    this.group = undefined
  }

  private endInterchange(trailer?: string | null, lineEnd?: string): void {
    this.endGroup()
    const { interchange } = this
    if (interchange === undefined) return
    if (trailer !== null) this.put(trailer ?? this.derived('IEA', interchange.groups, interchange.control), lineEnd)
    this.interchange = undefined
  }

  private checkLineEnd(lineEnd: unknown): void {
    if (typeof lineEnd !== 'string' || !blankText.test(lineEnd)) this.fault('/lineEnd', 'must be at most 16 blanks and line ends')
  }

  private wire(encoding: Encoding): Wire {
    const { delimiters } = this.interchange ?? this.fail('there is no interchange')
    return { delimiters, encoding, fault: this.fault }
  }

  private derived(id: string, count: number, control: string): string {
    return derivedTrailer(id, count, control, this.interchange?.delimiters.element ?? '')
  }

  private elementOf(segment: string, number: number): string {
    return segment.split(this.interchange?.delimiters.element ?? '')[number] ?? ''
  }

  private put(segment: string, lineEnd: string = this.interchange?.lineEnd ?? ''): void {
    if (this.hasFault) return
    this.pending += segment + (this.interchange?.delimiters.terminator ?? '') + lineEnd
    if (this.pending.length >= pieceLength) this.flush()
  }

  private flush(): void {
    if (this.pending !== '') this.listener.write(Buffer.from(this.pending, 'latin1'))
    this.pending = ''
  }

  private control(id: string): SegmentDefinition {
    return this.schemas.controlSegment(id) ?? this.fail(`the control schema has no ${id}`)
  }

  private fail(message: string): never {
    throw new Fault('CONFIG_INVALID', message)
  }
}
