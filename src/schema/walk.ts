// Finds each segment its place in the guide's loop tree: forward only, without backtracking, in bounded time on any input.
// Looks in the innermost open loop first, then in the loops around it; where nothing fits it recovers at the nearest safe point.
import type { FindingCode, FindingDetail } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { fits, Frame, type OpenLoop, pathIn } from './open-loop.js'
import type { Candidate, ChildDefinition, Guide, LoopDefinition, SegmentDefinition } from './types.js'

export interface WalkListener {
  /** A loop begins; its first segment is the one being placed. */
  opened(open: OpenLoop): void
  /** A loop has ended, before the segment being placed. */
  closed(open: OpenLoop): void
  /** `segment` is where it showed: the one out of place, or the one that stands where another is missing. */
  finding(code: FindingCode, segment: Segment | undefined, path: string, detail: FindingDetail, loop: LoopDefinition): void
}

export interface Walker {
  /** The segment's use in the guide, undefined when it has none here. The segment is then in the tree of `loop()`. */
  place(segment: Segment): SegmentDefinition | undefined
  /** The loop the last segment stands in. */
  current(): OpenLoop
  /** The transaction set is over: closes what is open. When it was cut off, what has not come is not called missing. */
  end(isComplete: boolean): void
}

export function createWalker(guide: Guide, listener: WalkListener): Walker {
  return new GuideWalker(guide.root, listener)
}

const segmentId = /^[A-Z][A-Z0-9]{1,2}$/

class GuideWalker implements Walker {
  private readonly triggers: ReadonlySet<string>
  /** The segment being placed. */
  private now: Segment | undefined
  /** Innermost open loop. */
  private top: Frame
  private home: Frame
  /** Id of the segment just before, when it found no place: what followed it is not to blame. */
  private unplaced: string | undefined
  private isCut = false

  constructor(
    private readonly root: LoopDefinition,
    private readonly listener: WalkListener,
  ) {
    this.triggers = triggerIds(root)
    this.top = new Frame(root, undefined, undefined)
    this.home = this.top
  }

  current(): OpenLoop {
    return this.home
  }

  place(segment: Segment): SegmentDefinition | undefined {
    const isFirst = this.now === undefined
    this.now = segment
    if (isFirst) return this.begin(segment)
    const definition = this.forward(segment) ?? this.recover(segment)
    if (definition !== undefined) this.unplaced = undefined
    return definition
  }

  end(isComplete: boolean): void {
    this.isCut = !isComplete
    this.closeDownTo(undefined)
  }

  private begin(segment: Segment): SegmentDefinition | undefined {
    this.top.counts[0] = 1
    this.listener.opened(this.top)
    return this.put(this.top, segment, segment.id === this.root.trigger.id ? this.root.trigger : undefined)
  }

  /** The regular way: the next fitting place at or after where we are, innermost loop first; a place that is full only when there is no other. */
  private forward(segment: Segment): SegmentDefinition | undefined {
    let fullFrame: Frame | undefined
    let full: Candidate | undefined
    for (let frame: Frame | undefined = this.top; frame !== undefined; frame = frame.below) {
      const candidates = frame.definition.candidates.get(segment.id)
      if (candidates === undefined) continue
      for (const candidate of candidates) {
        if (candidate.child.group < frame.group || !fits(candidate, segment)) continue
        if (!frame.isFull(candidate.child)) return this.enter(frame, candidate, segment)
        if (full !== undefined) continue
        full = candidate
        fullFrame = frame
      }
    }
    return full === undefined || fullFrame === undefined || this.isInShadow() ? undefined : this.enter(fullFrame, full, segment)
  }

  /** Takes the segment as the next child of an open loop; the loops inside that one end. */
  private enter(frame: Frame, { child }: Candidate, segment: Segment): SegmentDefinition {
    this.closeDownTo(frame)
    this.arriveAt(frame, child)
    if (child.kind === 'segment') return this.put(frame, segment, child)
    return this.open(child, frame, segment)
  }

  private arriveAt(frame: Frame, child: ChildDefinition): void {
    frame.pass(child.group, this.now)
    frame.group = child.group
    const count = (frame.counts[child.slot] ?? 0) + 1
    frame.counts[child.slot] = count
    if (count === child.max + 1) {
      const isLoop = child.kind === 'loop'
      // A 999 names a loop too many by the segment that begins it.
      const detail = { count, max: child.max, ...(isLoop ? { segment: child.trigger.id } : {}) }
      this.report(isLoop ? 'LOOP_REPEATED' : 'SEGMENT_REPEATED', pathOf(frame.definition, child), detail, frame)
    }
  }

  private open(definition: LoopDefinition, parent: Frame, first: Segment): SegmentDefinition {
    const frame = new Frame(definition, parent, this.top)
    frame.counts[0] = 1
    this.top = frame
    this.listener.opened(frame)
    return this.put(frame, first, definition.trigger)
  }

  private put<T extends SegmentDefinition | undefined>(frame: Frame, segment: Segment, definition: T): T {
    this.home = frame
    frame.put(segment, definition?.slot)
    return definition
  }

  /** Nothing fits from here on. Tries, from the likeliest cause to the least: a missing opening segment, a wrong order, a wrong code. */
  private recover(segment: Segment): SegmentDefinition | undefined {
    if (this.isInShadow()) return this.withoutTrigger(segment, isNextLevel) ?? this.leave(segment)
    return (
      this.misplaced(segment, isOverdue) ??
      this.withoutTrigger(segment, isExpected) ??
      this.misplaced(segment, hasRoom) ??
      this.withoutTrigger(segment, opensPlainly) ??
      this.misplaced(segment, () => true) ??
      this.withoutTrigger(segment, mustFollow) ??
      this.withOtherCode(segment) ??
      this.leave(segment)
    )
  }

  /** The first segment of a loop is missing, and this is one that stands in it: the loop begins here. */
  private withoutTrigger(
    segment: Segment,
    may: (loop: LoopDefinition, candidate: Candidate, frame: Frame) => boolean,
  ): SegmentDefinition | undefined {
    for (let frame: Frame | undefined = this.top; frame !== undefined; frame = frame.below) {
      // A segment of this kind is awaited here with another code: that is the likelier error, unless another loop must come.
      if (may !== isExpected && this.isAwaited(frame, segment.id)) return undefined
      for (const loop of frame.definition.loops) {
        if (loop.group < frame.group || frame.isFull(loop) || !frame.hasAllBefore(loop)) continue
        const candidate = loop.candidates.get(segment.id)?.find((each) => fits(each, segment))
        if (candidate !== undefined && mayFollowTrigger(loop, candidate) && may(loop, candidate, frame))
          return this.openWithout(frame, loop, candidate, segment)
      }
    }
    return undefined
  }

  private isAwaited(frame: Frame, id: string): boolean {
    return frame.definition.candidates.get(id)?.some(({ child }) => child.group >= frame.group && !frame.isFull(child)) ?? false
  }

  private openWithout(parent: Frame, loop: LoopDefinition, candidate: Candidate, segment: Segment): SegmentDefinition {
    this.closeDownTo(parent)
    this.arriveAt(parent, loop)
    const frame = new Frame(loop, parent, parent)
    this.top = frame
    // An opening segment that stood just before and was reported already is not missing.
    if (this.unplaced === loop.trigger.id) frame.counts[0] = 1
    this.listener.opened(frame)
    return this.enter(frame, candidate, segment)
  }

  /** It has a place in an open loop, but earlier than where we are. */
  private misplaced(segment: Segment, may: (frame: Frame, child: ChildDefinition) => boolean): SegmentDefinition | undefined {
    const stray = this.openStray()
    let isInStray = stray !== undefined
    for (let frame: Frame | undefined = this.top; frame !== undefined; frame = frame.below) {
      const open = frame
      const found = open.definition.candidates.get(segment.id)?.find((each) => fits(each, segment) && may(open, each.child))
      if (found?.child.kind === 'segment' || (found !== undefined && !isInStray)) return this.putEarlier(frame, found, segment, stray)
      if (frame === stray) isInStray = false
    }
    return undefined
  }

  private putEarlier(
    frame: Frame,
    { child, segment: definition }: Candidate,
    segment: Segment,
    stray: Frame | undefined,
  ): SegmentDefinition {
    const inside = child.kind === 'loop' ? child : frame.definition
    this.report('SEGMENT_MISPLACED', pathIn(inside, segment.id), { id: segment.id, name: definition.name }, frame)
    frame.counts[child.slot] = (frame.counts[child.slot] ?? 0) + 1
    if (child.kind === 'segment') return this.put(frame, segment, child)
    // One loop out of order at a time, so that nothing piles up.
    if (stray !== undefined) this.closeDownTo(stray.below)
    return this.open(child, frame, segment)
  }

  private openStray(): Frame | undefined {
    let frame: Frame | undefined = this.top
    while (frame !== undefined && !frame.isStray) frame = frame.below
    return frame
  }

  /** Exactly one segment of this kind is awaited: its code is wrong, and the check of its elements will say so. */
  private withOtherCode(segment: Segment): SegmentDefinition | undefined {
    for (let frame: Frame | undefined = this.top; frame !== undefined; frame = frame.below) {
      const [only, other] = frame.definition.candidates.get(segment.id) ?? []
      if (only === undefined || other !== undefined || only.child.group < frame.group || frame.isFull(only.child)) continue
      if (!frame.hasAllBefore(only.child)) continue
      return this.enter(frame, only, segment)
    }
    return undefined
  }

  /** No place at all. */
  private leave(segment: Segment): undefined {
    const inShadow = this.isInShadow()
    // What is no identifier was reported when the segment was read.
    if (!inShadow && segmentId.test(segment.id))
      this.report('SEGMENT_UNEXPECTED', pathIn(this.top.definition, segment.id), { id: segment.id }, this.top)
    if (!inShadow || segment.id === 'HL') this.unplaced = segment.id
    return this.put(this.top, segment, undefined)
  }

  /** Just after the opening of an unknown loop: what does not fit either belongs to it, and is not worth a finding each. */
  private isInShadow(): boolean {
    return this.unplaced !== undefined && this.triggers.has(this.unplaced)
  }

  /** Ends the loops inside this one; all of them when it is undefined. */
  private closeDownTo(last: Frame | undefined): void {
    for (let frame: Frame | undefined = this.top; frame !== undefined && frame !== last; frame = frame.below) {
      if (!this.isCut) frame.pass(Number.POSITIVE_INFINITY, this.now)
      if (frame.passed !== undefined)
        for (const { child, segment } of frame.passed) if (frame.counts[child.slot] === 0) this.missing(frame.definition, child, segment)
      this.listener.closed(frame)
    }
    if (last !== undefined) this.top = last
  }

  private report(code: FindingCode, path: string, detail: FindingDetail, { definition }: Frame): void {
    this.listener.finding(code, this.now, path, detail, definition)
  }

  private missing(inside: LoopDefinition, child: ChildDefinition, segment: Segment | undefined): void {
    const isLoop = child.kind === 'loop'
    // A 999 names a missing loop by the segment that begins it.
    const detail = { name: child.name, segment: isLoop ? child.trigger.id : child.id }
    this.listener.finding(isLoop ? 'LOOP_MISSING' : 'SEGMENT_MISSING', segment, pathOf(inside, child), detail, inside)
  }
}

function pathOf(inside: LoopDefinition, child: ChildDefinition): string {
  return child.kind === 'loop' ? child.id : pathIn(inside, child.id)
}

/** Is nothing required between the loop's first segment and this one? */
function mayFollowTrigger({ required, trigger }: LoopDefinition, { child }: Candidate): boolean {
  return required.every((each) => each === trigger || each.group >= child.group)
}

/** Required, and passed over without it: it comes now. */
function isOverdue({ counts }: Frame, { usage, slot }: ChildDefinition): boolean {
  return usage === 'R' && counts[slot] === 0
}

function hasRoom(frame: Frame, child: ChildDefinition): boolean {
  return !frame.isFull(child)
}

/** A loop that must come and has not, or the next level of the hierarchy. */
function isExpected(loop: LoopDefinition, candidate: Candidate, frame: Frame): boolean {
  return isNextLevel(loop, candidate, frame) || (loop.usage === 'R' && frame.counts[loop.slot] === 0)
}

/** An HL loop, begun with the segment that must follow its HL; where that need not stand next to it, only the first of its kind. */
function isNextLevel(loop: LoopDefinition, { child }: Candidate, frame: Frame): boolean {
  return loop.isHierarchical && child.usage === 'R' && (child.group === 1 || frame.counts[loop.slot] === 0)
}

/** A segment that always stands next to the one that opens the loop. */
function mustFollow(_loop: LoopDefinition, { child }: Candidate): boolean {
  return child.group === 1 && child.usage === 'R'
}

/** A loop that only one kind of segment opens, whatever its codes. */
function opensPlainly({ trigger }: LoopDefinition): boolean {
  return trigger.qualifiers.length === 0
}

function triggerIds({ trigger, loops }: LoopDefinition): Set<string> {
  return new Set([trigger.id, ...loops.flatMap((inner) => [...triggerIds(inner)])])
}
