// Finds each segment its place in the guide's loop tree: forward only, without backtracking, in bounded time on any input.
// Looks in the innermost open loop first, then in the loops around it; where nothing fits it recovers at the nearest safe point.
import type { FindingCode, FindingDetail } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { Loop } from './tree.js'
import type { Candidate, ChildDefinition, Guide, LoopDefinition, SegmentDefinition } from './types.js'

/** A loop that is being read. */
export interface OpenLoop {
  readonly definition: LoopDefinition
  readonly loop: Loop & { readonly children: (Loop | Segment)[] }
  /** The loop it stands in; undefined for the transaction set. */
  readonly parent: OpenLoop | undefined
}

export interface WalkListener {
  /** A loop begins; its first segment is the one being placed. */
  opened(open: OpenLoop): void
  /** A loop has ended, before the segment being placed. */
  closed(open: OpenLoop): void
  finding(code: FindingCode, path: string, detail: FindingDetail, loop: LoopDefinition): void
}

export interface Walker {
  /** The segment's use in the guide, undefined when it has none here. The segment is then in the tree of `loop()`. */
  place(segment: Segment): SegmentDefinition | undefined
  /** The loop the last segment stands in. */
  current(): OpenLoop
  /** The transaction set is over: closes what is open. */
  end(): void
}

/** An open loop with what is counted in it. */
class Frame implements OpenLoop {
  readonly loop: Loop & { readonly children: (Loop | Segment)[] }
  /** Of each child, by slot. */
  readonly counts: number[]
  /** How far in the loop's order we are. */
  group = 0
  /** First of the required children that was not yet looked at. */
  due = 0

  constructor(
    readonly definition: LoopDefinition,
    readonly parent: Frame | undefined,
    /** Opened out of order: its parent is not the frame below it, and what follows goes on as if it were not there. */
    readonly isStray: boolean,
  ) {
    this.loop = { id: definition.id, children: [] }
    this.counts = new Array<number>(definition.children.length).fill(0)
  }

  isFull({ slot, max }: ChildDefinition): boolean {
    return (this.counts[slot] ?? 0) >= max
  }
}

export function createWalker(guide: Guide, listener: WalkListener): Walker {
  return new GuideWalker(guide.root, listener)
}

class GuideWalker implements Walker {
  private readonly stack: Frame[] = []
  private readonly triggers: ReadonlySet<string>
  /** Id of the segment just before, when it found no place: what followed it is not to blame. */
  private unplaced: string | undefined
  private top: Frame
  private home: Frame

  constructor(
    private readonly root: LoopDefinition,
    private readonly listener: WalkListener,
  ) {
    this.triggers = triggerIds(root)
    this.top = new Frame(root, undefined, false)
    this.home = this.top
  }

  current(): OpenLoop {
    return this.home
  }

  place(segment: Segment): SegmentDefinition | undefined {
    if (this.stack.length === 0) return this.begin(segment)
    const definition = this.forward(segment) ?? this.recover(segment)
    if (definition !== undefined) this.unplaced = undefined
    return definition
  }

  end(): void {
    this.closeDownTo(-1)
  }

  private begin(segment: Segment): SegmentDefinition | undefined {
    this.stack.push(this.top)
    this.listener.opened(this.top)
    this.top.counts[0] = 1
    return this.put(this.top, segment, segment.id === this.root.trigger.id ? this.root.trigger : undefined)
  }

  /** The regular way: the next fitting place at or after where we are, innermost loop first; a place that is full only when there is no other. */
  private forward(segment: Segment): SegmentDefinition | undefined {
    let fullDepth = -1
    let full: Candidate | undefined
    for (let depth = this.stack.length - 1; depth >= 0; depth--) {
      const frame = this.stack[depth] as Frame
      const candidates = frame.definition.candidates.get(segment.id)
      if (candidates === undefined) continue
      for (const candidate of candidates) {
        if (candidate.child.group < frame.group || !fits(candidate, segment)) continue
        if (!frame.isFull(candidate.child)) return this.enter(depth, candidate, segment)
        full ??= candidate
        if (fullDepth < 0) fullDepth = depth
      }
    }
    return full === undefined ? undefined : this.enter(fullDepth, full, segment)
  }

  private enter(depth: number, { child }: Candidate, segment: Segment): SegmentDefinition {
    this.closeDownTo(depth)
    const frame = this.top
    this.advance(frame, child.group)
    frame.group = child.group
    this.count(frame, child)
    if (child.kind === 'segment') return this.put(frame, segment, child)
    return this.open(child, frame, false, segment)
  }

  private open(definition: LoopDefinition, parent: Frame, isStray: boolean, first: Segment): SegmentDefinition {
    const frame = new Frame(definition, parent, isStray)
    this.stack.push(frame)
    this.top = frame
    frame.counts[0] = 1
    this.listener.opened(frame)
    return this.put(frame, first, definition.trigger)
  }

  private put<T extends SegmentDefinition | undefined>(frame: Frame, segment: Segment, definition: T): T {
    this.home = frame
    frame.loop.children.push(segment)
    return definition
  }

  private count(frame: Frame, child: ChildDefinition): void {
    const count = (frame.counts[child.slot] ?? 0) + 1
    frame.counts[child.slot] = count
    if (count === child.max + 1)
      this.report(child.kind === 'loop' ? 'LOOP_REPEATED' : 'SEGMENT_REPEATED', frame.definition, child, { count, max: child.max })
  }

  /** Nothing fits from here on. Tries, from the likeliest cause to the least: a missing opening segment, a wrong order, a wrong code. */
  private recover(segment: Segment): SegmentDefinition | undefined {
    return (
      this.withoutTrigger(segment, isExpected) ??
      this.misplaced(segment, false) ??
      this.withoutTrigger(segment, opensPlainly) ??
      this.misplaced(segment, true) ??
      this.withOtherCode(segment) ??
      this.leave(segment)
    )
  }

  /** The first segment of a loop is missing, and this is one that stands in it: the loop begins here. */
  private withoutTrigger(
    segment: Segment,
    may: (loop: LoopDefinition, candidate: Candidate, frame: Frame) => boolean,
  ): SegmentDefinition | undefined {
    for (let depth = this.stack.length - 1; depth >= 0; depth--) {
      const frame = this.stack[depth] as Frame
      for (const loop of frame.definition.loops) {
        if (loop.group < frame.group || frame.isFull(loop)) continue
        const candidate = loop.candidates.get(segment.id)?.find((each) => fits(each, segment))
        if (candidate !== undefined && may(loop, candidate, frame)) return this.openWithout(depth, loop, candidate, segment)
      }
      // A segment of this kind is awaited here with another code: that is the likelier error.
      if (frame.definition.candidates.get(segment.id)?.some(({ child }) => child.group >= frame.group) === true) return undefined
    }
    return undefined
  }

  private openWithout(depth: number, loop: LoopDefinition, candidate: Candidate, segment: Segment): SegmentDefinition {
    this.closeDownTo(depth)
    const parent = this.top
    this.advance(parent, loop.group)
    parent.group = loop.group
    this.count(parent, loop)
    const frame = new Frame(loop, parent, false)
    this.stack.push(frame)
    this.top = frame
    // An opening segment that stood just before and was reported already is not missing.
    if (this.unplaced === loop.trigger.id) frame.counts[0] = 1
    this.listener.opened(frame)
    return this.enter(this.stack.length - 1, candidate, segment)
  }

  /** It has a place in an open loop, but earlier than where we are. */
  private misplaced(segment: Segment, evenIfFull: boolean): SegmentDefinition | undefined {
    const stray = this.stack.findIndex((frame) => frame.isStray)
    for (let depth = this.stack.length - 1; depth >= 0; depth--) {
      const frame = this.stack[depth] as Frame
      const candidate = frame.definition.candidates
        .get(segment.id)
        ?.find((each) => fits(each, segment) && (evenIfFull || !frame.isFull(each.child)))
      if (candidate === undefined || (candidate.child.kind === 'loop' && stray >= 0 && depth >= stray)) continue
      this.report('SEGMENT_MISPLACED', frame.definition, candidate.segment, { id: segment.id })
      frame.counts[candidate.child.slot] = (frame.counts[candidate.child.slot] ?? 0) + 1
      if (candidate.child.kind === 'segment') return this.put(frame, segment, candidate.segment)
      if (stray >= 0) this.closeDownTo(stray - 1)
      return this.open(candidate.child, frame, true, segment)
    }
    return undefined
  }

  /** Exactly one segment of this kind is awaited: its code is wrong, and the check of its elements will say so. */
  private withOtherCode(segment: Segment): SegmentDefinition | undefined {
    for (let depth = this.stack.length - 1; depth >= 0; depth--) {
      const frame = this.stack[depth] as Frame
      const [only, other] = frame.definition.candidates.get(segment.id) ?? []
      if (only === undefined || other !== undefined || only.child.group < frame.group || frame.isFull(only.child)) continue
      return this.enter(depth, only, segment)
    }
    return undefined
  }

  /** No place at all. What follows the opening of an unknown loop is left with it, without a finding each. */
  private leave(segment: Segment): undefined {
    const inShadow = this.unplaced !== undefined && this.triggers.has(this.unplaced)
    if (!inShadow) {
      this.listener.finding('SEGMENT_UNEXPECTED', pathIn(this.top.definition, segment.id), { id: segment.id }, this.top.definition)
      this.unplaced = segment.id
    } else if (segment.id === 'HL') this.unplaced = segment.id
    return this.put(this.top, segment, undefined)
  }

  private closeDownTo(depth: number): void {
    while (this.stack.length - 1 > depth) {
      const frame = this.stack.pop() as Frame
      this.advance(frame, Number.POSITIVE_INFINITY)
      this.listener.closed(frame)
      this.top = this.stack.at(-1) ?? frame
    }
  }

  /** Passing the required children before this group: those that never came are missing. */
  private advance(frame: Frame, group: number): void {
    const { required } = frame.definition
    for (; frame.due < required.length; frame.due++) {
      const child = required[frame.due] as ChildDefinition
      if (child.group >= group) return
      if (frame.counts[child.slot] === 0)
        this.report(child.kind === 'loop' ? 'LOOP_MISSING' : 'SEGMENT_MISSING', frame.definition, child, {})
    }
  }

  private report(code: FindingCode, inside: LoopDefinition, child: ChildDefinition, detail: FindingDetail): void {
    const path = child.kind === 'loop' ? child.id : pathIn(inside, child.id)
    this.listener.finding(code, path, { ...detail, name: child.name }, inside)
  }
}

/** A loop that must come and has not, or an HL loop begun with the segment that must follow its HL. */
function isExpected(loop: LoopDefinition, { child }: Candidate, frame: Frame): boolean {
  if (loop.isHierarchical) return child.group === 1 && child.usage === 'R'
  return loop.usage === 'R' && frame.counts[loop.slot] === 0
}

/** A loop that only one kind of segment opens, whatever its codes. */
function opensPlainly({ trigger }: LoopDefinition): boolean {
  return trigger.qualifiers.length === 0
}

function fits({ segment: { qualifiers } }: Candidate, segment: Segment): boolean {
  for (const { element, component, codes } of qualifiers) if (!codes.has(segment.text(element, component))) return false
  return true
}

/** "2300/HI", or "BPR" for what stands directly in the transaction set. */
export function pathIn({ id, path }: LoopDefinition, segment: string): string {
  return path.length === 1 ? segment : `${id}/${segment}`
}

function triggerIds({ trigger, loops }: LoopDefinition): Set<string> {
  return new Set([trigger.id, ...loops.flatMap((inner) => [...triggerIds(inner)])])
}
