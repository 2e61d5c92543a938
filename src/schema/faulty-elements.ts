// What is wrong in itself is not judged by rules between segments: the same fault would be told again, as something else.
import type { Segment } from '../x12/index.js'
import type { OpenLoop } from './open-loop.js'
import { eachSegment, lookAt, type RulePath } from './rule-path.js'

/** Elements of segments that were found wrong by themselves. Segments that are gone are forgotten. */
export class FaultyElements {
  readonly #bits = new WeakMap<Segment, number>()

  add(segment: Segment, element: number): void {
    this.#bits.set(segment, (this.#bits.get(segment) ?? 0) | (1 << element))
  }

  /** Is anything at one of these places wrong in itself, missing where it must stand, or there too often? */
  isAmong(paths: readonly RulePath[], open: OpenLoop, now: Segment | undefined): boolean {
    return paths.some((path) => (path.isNow ? now !== undefined && this.#isWrong(path, now) : this.#isWrongAt(path, open)))
  }

  #isWrongAt(path: RulePath, open: OpenLoop): boolean {
    if (lacksLoop(path, open)) return true
    const found = lookAt(path, open, (end) => {
      for (const { slot, usage, max } of path.segments) {
        const count = end.counts[slot] ?? 0
        if (count > max || (count === 0 && usage === 'R' && path.segments.length === 1)) return true
      }
      let isWrong: true | undefined
      eachSegment(path, end, (segment) => {
        if (this.#isWrong(path, segment)) isWrong = true
      })
      return isWrong
    })
    return found === true
  }

  #isWrong({ spots }: RulePath, segment: Segment): boolean {
    const bits = this.#bits.get(segment)
    return bits !== undefined && spots.some(({ element }) => element !== 0 && (bits & (1 << element)) !== 0)
  }
}

/** Is a loop missing on the way that must stand there? */
function lacksLoop({ down, ...path }: RulePath, open: OpenLoop): boolean {
  return down.some((loop, depth) => {
    if (loop.usage !== 'R') return false
    return lookAt({ ...path, down: down.slice(0, depth) }, open, ({ counts }) => counts[loop.slot] === 0 || undefined) === true
  })
}
