// The value at a rule's path of which there is one at most, whatever stands in the file: nearly all that rules look at.
import type { Segment } from '../x12/index.js'
import type { CodeSet } from './code-set.js'
import type { OpenLoop } from './open-loop.js'
import type { RulePath } from './rule-path.js'

export class SingleValue {
  constructor(
    /** The very segment that the rule is looked at for. */
    private readonly isNow: boolean,
    /** Loops above the rule's own, and the slot there. */
    private readonly up: number,
    private readonly slot: number,
    private readonly element: number,
    private readonly component: number,
  ) {}

  /** Empty when there is none. */
  text(open: OpenLoop, now: Segment | undefined): string {
    return this.segment(open, now)?.text(this.element, this.component) ?? ''
  }

  /** Is it there, and one of these codes? */
  isAmong(codes: CodeSet, open: OpenLoop, now: Segment | undefined): boolean {
    const segment = this.segment(open, now)
    return segment !== undefined && codes.isIn(segment, this.element, this.component)
  }

  private segment(open: OpenLoop, now: Segment | undefined): Segment | undefined {
    if (this.isNow) return now
    let start: OpenLoop | undefined = open
    for (let i = this.up; i > 0; i--) start = start?.parent
    if (start === undefined) return undefined
    const first = start.firsts[this.slot] ?? 0
    return first === 0 ? undefined : (start.loop.children[first - 1] as Segment)
  }
}

/** Undefined when there may be several at the path. */
export function singleValue({ isNow, up, down, segments, codes, spots }: RulePath): SingleValue | undefined {
  const [segment, otherSegment] = segments
  const [spot, otherSpot] = spots
  if (segment === undefined || spot === undefined || spot.element === 0 || otherSpot !== undefined) return undefined
  const isAlone = down.length === 0 && codes === undefined && otherSegment === undefined && segment.max === 1
  return isNow || isAlone ? new SingleValue(isNow, up, segment.slot, spot.element, spot.component) : undefined
}
