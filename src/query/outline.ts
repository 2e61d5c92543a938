// The outline of a file: envelopes, loops, segments and elements under their names, told in order as the file is read.
import { isUtf8 } from 'node:buffer'
import { createFileReader, type Guide, type LoopDefinition, type SchemaRegistry, type SegmentDefinition } from '../schema/index.js'
import { Fault, type Finding } from '../values/index.js'
import { type GroupHeader, type InterchangeHeader, isReadSegment, type Segment, type SegmentReader, type SetHeader } from '../x12/index.js'
import { type OutlinedElement, readElements } from './element-reading.js'
import { type LoopInstance, LoopTrail } from './loop-trail.js'
import { nearest } from './nearest.js'

/** What holds segments: an envelope or a loop. */
export type OutlineLevel =
  | { readonly kind: 'interchange'; readonly header: InterchangeHeader }
  | { readonly kind: 'group'; readonly header: GroupHeader }
  | { readonly kind: 'transactionSet'; readonly header: SetHeader; readonly guide: Guide | undefined }
  | { readonly kind: 'loop'; readonly id: string; readonly name: string; readonly unit: number | undefined }

export interface OutlinedSegment {
  readonly id: string
  /** Left out where the guide has no place for it. */
  readonly name?: string
  /** Ordinal, ST = 1; from the start of the file outside a transaction set. */
  readonly segment: number
  readonly offset: number
  readonly elements: readonly OutlinedElement[]
  /** As it stands in the file, with its delimiters. */
  readonly text: string
  /** What is wrong with it, as far as it was known when it was read. */
  readonly findings: readonly Finding[]
}

/** Told in the order of the file; every `open` has its `close`. */
export interface OutlineListener {
  open(level: OutlineLevel): void
  segment(segment: OutlinedSegment): void
  /** One that showed only after its segment was told, or that stands in none. */
  finding(finding: Finding): void
  close(): void
}

/** Each that is given must hold. */
export interface OutlineFilter {
  /** Id or name of a loop: what stands in it and in its inner loops. */
  readonly loop?: string
  /** Segment id. */
  readonly segment?: string
  /** Patient control number, as CLM01, CLP01 or the TRN02 of a 277CA has it: the claim's unit. */
  readonly claim?: string
}

/** Outlines a file pushed in chunks; memory holds the open loops. Throws ARGUMENT_INVALID for a filter that can match nothing. */
export function createOutlineReader(schemas: SchemaRegistry, listener: OutlineListener, filter: OutlineFilter = {}): SegmentReader {
  checkFilter(filter, schemas)
  const outline = new Outline(listener, filter)
  let levels: readonly OutlineLevel[] = []
  const inside = (kind: 'interchange' | 'group') => levels.slice(0, kind === 'interchange' ? 1 : 2)
  const reader = createFileReader(schemas, {
    interchangeStart(header) {
      levels = [{ kind: 'interchange', header }]
      outline.envelope(header.segment, schemas.controlSegment('ISA'), levels)
    },
    interchangeAcknowledgement(segment) {
      outline.envelope(segment, schemas.controlSegment('TA1'), inside('interchange'))
    },
    groupStart(header) {
      levels = [...inside('interchange'), { kind: 'group', header }]
      outline.envelope(header.segment, schemas.controlSegment('GS'), levels)
    },
    setStart(header, guide) {
      levels = [...inside('group'), { kind: 'transactionSet', header, guide }]
      outline.startSet(levels)
    },
    placed: (segment, definition, loop) => outline.placed(segment, definition, loop),
    finding: (finding) => outline.finding(finding),
  })
  return {
    push: (chunk) => reader.push(chunk),
    end() {
      reader.end()
      outline.end()
    },
    get position() {
      return reader.position
    },
  }
}

function checkFilter({ loop, segment }: OutlineFilter, schemas: SchemaRegistry): void {
  const loops = new Map<string, LoopDefinition>()
  const segments = new Set<string>()
  const collect = (each: LoopDefinition): void => {
    for (const child of each.children)
      if (child.kind === 'segment') segments.add(child.id)
      else {
        loops.set(child.id, child).set(child.property, child)
        collect(child)
      }
  }
  for (const { root } of [...schemas.guides, schemas.control]) collect(root)
  const check = (what: string, wanted: string | undefined, names: readonly string[]) => {
    if (wanted === undefined || names.includes(wanted)) return
    const close = nearest(wanted, names)
    throw new Fault(
      'ARGUMENT_INVALID',
      `no guide here has a ${what} "${wanted}"${close.length === 0 ? '' : `; close: ${close.join(', ')}`}`,
    )
  }
  check('loop', loop, [...loops.keys()])
  check('segment', segment, [...segments])
}

/** Where the first segment of a unit holds the patient control number. */
const claimNumberAt: Readonly<Record<string, number>> = { CLM: 1, CLP: 1, TRN: 2 }

class Outline {
  private readonly isFiltered: boolean
  private trail = new LoopTrail()
  /** Levels around the loops of the set being read. */
  private around: readonly OutlineLevel[] = []
  private loops = new WeakMap<LoopInstance, OutlineLevel>()
  /** Levels that were opened and not closed. */
  private shown: OutlineLevel[] = []
  private held: Finding[] = []
  private wantedUnit: number | undefined

  constructor(
    private readonly listener: OutlineListener,
    private readonly filter: OutlineFilter,
  ) {
    this.isFiltered = Object.values(filter).some((each) => each !== undefined)
  }

  envelope(segment: Segment, definition: SegmentDefinition | undefined, levels: readonly OutlineLevel[]): void {
    const { loop, claim } = this.filter
    this.show(segment, definition, levels, loop === undefined && claim === undefined)
  }

  startSet(around: readonly OutlineLevel[]): void {
    this.around = around
    this.trail = new LoopTrail()
    this.wantedUnit = undefined
    if (!this.isFiltered) {
      this.tellHeld()
      this.showLevels(around)
    }
  }

  placed(segment: Segment, definition: SegmentDefinition | undefined, loop: LoopDefinition): void {
    const instance = this.trail.place(definition, loop)
    if (loop.isUnit && definition === loop.trigger)
      this.wantedUnit = segment.text(claimNumberAt[segment.id] ?? 0) === this.filter.claim ? instance.unit : undefined
    const chain: LoopInstance[] = []
    for (let each: LoopInstance | undefined = instance; each?.parent !== undefined; each = each.parent) chain.unshift(each)
    const levels = [...this.around, ...chain.map((each) => this.levelOf(each))]
    this.show(segment, definition, levels, this.isInside(chain) && this.isOfClaim(instance))
  }

  finding(finding: Finding): void {
    this.held.push(finding)
  }

  end(): void {
    this.tellHeld()
    this.showLevels([])
  }

  private isInside(chain: readonly LoopInstance[]): boolean {
    const { loop } = this.filter
    return loop === undefined || chain.some(({ definition }) => definition.id === loop || definition.property === loop)
  }

  private isOfClaim({ unit }: LoopInstance): boolean {
    return this.filter.claim === undefined || (unit !== undefined && unit === this.wantedUnit)
  }

  private show(segment: Segment, definition: SegmentDefinition | undefined, levels: readonly OutlineLevel[], isInside: boolean): void {
    const { id, at } = segment
    const findings = this.held.filter((each) => each.at.offset === at.offset)
    this.held = this.held.filter((each) => each.at.offset !== at.offset)
    this.tellHeld()
    if (!isInside || (this.filter.segment ?? id) !== id) return
    this.showLevels(levels)
    const name = definition === undefined ? {} : { name: definition.name }
    const elements = readElements(segment, definition)
    this.listener.segment({ id, ...name, segment: at.segment, offset: at.offset, elements, text: textOf(segment), findings })
  }

  private tellHeld(): void {
    // With a filter, only what belongs to a segment that is shown.
    if (!this.isFiltered) for (const each of this.held) this.listener.finding(each)
    this.held = []
  }

  /** Closes what these levels are not in, opens what is not open yet. */
  private showLevels(levels: readonly OutlineLevel[]): void {
    const differs = levels.findIndex((level, i) => level !== this.shown[i])
    const common = differs < 0 ? levels.length : differs
    for (let i = this.shown.length; i > common; i--) this.listener.close()
    for (const level of levels.slice(common)) this.listener.open(level)
    this.shown = [...levels]
  }

  private levelOf(instance: LoopInstance): OutlineLevel {
    const known = this.loops.get(instance)
    if (known !== undefined) return known
    const { definition, unit } = instance
    const level: OutlineLevel = { kind: 'loop', id: definition.id, name: definition.name, unit: definition.isUnit ? unit : undefined }
    this.loops.set(instance, level)
    return level
  }
}

function textOf(segment: Segment): string {
  const bytes = isReadSegment(segment) ? segment.bytes() : undefined
  return bytes === undefined ? '' : Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}
