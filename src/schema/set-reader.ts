// One transaction set: segments in, placed and checked; units out as soon as they are complete, so that memory stays flat.
import {
  type Cents,
  type Finding,
  finding,
  type FindingCode,
  findingCodes,
  formatCents,
  type FindingDetail,
  type IsoDate,
  isoDateFromD8,
  type Position,
  type Severity,
  type SnipType,
  toCents,
} from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { ElementChecker, type ReportElement } from './elements.js'
import { FaultyElements } from './faulty-elements.js'
import { Hierarchy } from './hierarchy.js'
import { type OpenLoop, pathIn } from './open-loop.js'
import { RuleChecker } from './rule-check.js'
import type { Breach, Rule } from './rule-set.js'
import type { Loop, Unit } from './tree.js'
import type { Guide, LoopDefinition, SegmentDefinition } from './types.js'
import { createWalker, type WalkListener, type Walker } from './walk.js'

export interface SetListener {
  /** A unit is complete. Its parents go on filling up; take from them what is needed now. */
  unit?(unit: Unit): void
  finding?(finding: Finding): void
  /** A segment and its use in the guide (undefined when it has none), with the loop it stands in. */
  placed?(segment: Segment, definition: SegmentDefinition | undefined, loop: LoopDefinition): void
}

export interface SetReaderOptions {
  /** What a finding does here; those not decided act by their severity. */
  readonly decide?: Decide
  /** Findings handed over; more are only counted. */
  readonly maxFindings?: number
  /** SNIP types to look for; all when left out. */
  readonly snip?: ReadonlySet<SnipType>
  /** Shall findings in elements hold the text they are about? It may tell of a patient. */
  readonly values?: boolean
}

export type Decide = (finding: Finding) => 'reject' | 'warn' | 'pass' | undefined
export type FindingCounts = Readonly<Record<Severity, number>>

export interface SetOutcome {
  /** The set without its units: header, trailer, and loops that hold no unit. */
  readonly rest: Loop
  readonly findings: FindingCounts
  readonly units: number
}

export interface SetReader {
  segment(segment: Segment): void
  /** `isComplete` is false when the set was cut off before its SE: then the unit being read is not handed over. */
  end(isComplete?: boolean): SetOutcome
}

/** Findings of one transaction set that are handed over at most. */
export const maxFindingsPerSet = 1000

/** Reads one transaction set by its guide. Never throws for what stands in the file. */
export function createSetReader(guide: Guide, listener: SetListener, options: SetReaderOptions = {}): SetReader {
  return new GuideSetReader(guide, listener, options)
}

/** The finding as a partner's profile decides it. */
export function decided(found: Finding, decide: Decide | undefined): Finding {
  const decision = decide?.(found)
  if (decision === undefined) return found
  return { ...found, severity: decision === 'reject' ? 'error' : decision === 'warn' ? 'warning' : 'info' }
}

/** Sums of numbers are reckoned in hundredths too. */
function withDifference(says: string, difference: Cents): string {
  return says.replace('{difference}', formatCents(difference)).replace('{count}', String(difference / 100))
}

const nowhere: Position = { offset: 0, segment: 0 }

/** BHT or BPR is among the first segments. */
const headerSegments = 3

/** The day a transaction set tells of itself: BHT04, or BPR16 of a payment. */
function dayOfSet(segment: Segment): IsoDate | undefined {
  const element = segment.id === 'BHT' ? 4 : segment.id === 'BPR' ? 16 : 0
  return element === 0 ? undefined : isoDateFromD8(segment.text(element))
}

class GuideSetReader implements SetReader, WalkListener {
  private readonly walker: Walker
  private readonly hierarchy: Hierarchy
  private readonly elements = new ElementChecker((...found) => this.reportElement(...found))
  private readonly faulty = new FaultyElements()
  private readonly rules: RuleChecker
  private readonly counts = { error: 0, warning: 0, info: 0 }
  private readonly maxFindings: number
  /** The segment being read, and the one before it. */
  private now: Segment | undefined
  private last: Segment | undefined
  private root: OpenLoop | undefined
  /** The unit being read, and the findings in it. */
  private unit: OpenLoop | undefined
  private unitStart: Position = nowhere
  private unitFindings: Finding[] = []
  private units = 0
  private isCut = false
  private found = 0
  /** Open loops that hold a unit which was handed over: they are not kept once they end. */
  private readonly emptied = new Set<OpenLoop>()

  constructor(
    private readonly guide: Guide,
    private readonly listener: SetListener,
    private readonly options: SetReaderOptions,
  ) {
    this.walker = createWalker(guide, this)
    this.rules = new RuleChecker(guide.rules, this.faulty, options.snip, (rule, breach) => this.reportBreach(rule, breach))
    this.maxFindings = options.maxFindings ?? maxFindingsPerSet
    this.hierarchy = new Hierarchy((code, element, detail, segment, { definition }) =>
      this.report(code, { ...segment.at, element }, pathIn(definition, `HL0${element}`), detail, definition),
    )
  }

  segment(segment: Segment): void {
    this.now = segment
    const definition = this.walker.place(segment)
    if (definition !== undefined) this.elements.check(definition, segment)
    if (this.elements.day === undefined && segment.at.segment <= headerSegments) this.elements.day = dayOfSet(segment)
    this.last = segment
    this.listener.placed?.(segment, definition, this.walker.current().definition)
  }

  end(isComplete = true): SetOutcome {
    this.isCut = !isComplete
    if (this.isCut) this.unit = undefined
    this.walker.end(isComplete)
    const cut = this.found - this.maxFindings
    if (cut > 0) this.listener.finding?.(finding('FINDINGS_CUT', this.now?.at ?? nowhere, this.root?.definition.id ?? '', { count: cut }))
    return { rest: this.root?.loop ?? { id: '', children: [] }, findings: { ...this.counts }, units: this.units }
  }

  opened(open: OpenLoop): void {
    const { definition } = open
    this.root ??= open
    if (definition.isUnit && this.unit === undefined) {
      this.unit = open
      this.unitStart = this.now?.at ?? nowhere
      this.unitFindings = []
    }
    if (definition.isHierarchical) this.hierarchy.opened(open, this.now?.id === 'HL' ? this.now : undefined)
  }

  closed(open: OpenLoop): void {
    if (open.definition.isHierarchical) this.hierarchy.closed(open)
    if (open === this.unit) this.handOver(open)
    else if (this.unit === undefined && !this.isCut) this.rules.loop(open)
    const { parent } = open
    if (parent === undefined) return
    if (this.emptied.delete(open)) this.emptied.add(parent)
    else parent.keep(open)
  }

  finding(code: FindingCode, segment: Segment | undefined, path: string, detail: FindingDetail, loop: LoopDefinition): void {
    this.report(code, segment?.at ?? nowhere, path, detail, loop)
  }

  private reportElement(...[code, ref, place, detail]: Parameters<ReportElement>): void {
    const { definition } = this.walker.current()
    if (this.now !== undefined && findingCodes[code].severity === 'error') this.faulty.add(this.now, place.element)
    const at = { ...(this.now?.at ?? nowhere), ...place }
    this.tell(this.withValue(finding(code, at, pathIn(definition, ref), detail, loopIn(definition)), this.now))
  }

  private reportBreach({ id, snip, isWarning, says }: Rule, { code, segment, element, component, path, loop, cents, names }: Breach): void {
    const at = { ...(segment?.at ?? nowhere), ...(element === 0 ? {} : { element }), ...(component < 2 ? {} : { component }) }
    const detail = {
      rule: id,
      says: cents === undefined ? says : withDifference(says, toCents(cents)),
      ...(cents === undefined ? {} : { cents }),
      ...(names === undefined ? {} : { segment: names }),
    }
    const plain = this.withValue(finding(code, at, path, detail, loopIn(loop)), segment)
    this.tell({ ...plain, snip, ...(isWarning ? { severity: 'warning' } : {}) })
  }

  private withValue(found: Finding, segment: Segment | undefined): Finding {
    const { element, component, repetition } = found.at
    const value = this.options.values === true && element !== undefined ? (segment?.text(element, component, repetition) ?? '') : ''
    return value === '' ? found : { ...found, value }
  }

  private report(code: FindingCode, at: Position, path: string, detail: FindingDetail, loop: LoopDefinition): void {
    this.tell(finding(code, at, path, detail, loopIn(loop)))
  }

  private tell(plain: Finding): void {
    const { path, snip } = plain
    if (this.options.snip?.has(snip) === false) return
    const found = decided(this.guide.companionPaths.has(path) ? { ...plain, snip: 7 } : plain, this.options.decide)
    this.counts[found.severity]++
    // The first error is always told, so that what is told agrees with the verdict.
    if (++this.found > this.maxFindings && !(found.severity === 'error' && this.counts.error === 1)) return
    if (this.unit !== undefined) this.unitFindings.push(found)
    this.listener.finding?.(found)
  }

  private handOver(open: OpenLoop): void {
    const { loop } = open
    this.rules.unit(open)
    const { offset, segment } = this.unitStart
    const end = this.last?.at ?? nowhere
    const length = end.offset + (end.length ?? 0) - offset
    const parents: Loop[] = []
    for (let above = open.parent; above !== undefined; above = above.parent) parents.unshift(above.loop)
    this.units++
    this.emptied.add(open)
    this.unit = undefined
    this.listener.unit?.({ loop, parents, ordinal: this.units, range: { offset, length }, segment, findings: this.unitFindings })
  }
}

/** What findings call the loop; nothing for the set itself. */
function loopIn({ id, path }: LoopDefinition): string | undefined {
  return path.length > 1 ? id : undefined
}
