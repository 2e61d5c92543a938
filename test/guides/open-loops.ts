// Which loops are open where a segment stands, and what else the segment could be there. A mutation that reads as something
// right, or as another fault just as likely, is no case: it is left out, with the reason.
import type { ChildDefinition, SegmentDefinition } from '../../src/schema/index.js'
import { type BuiltLoop, type BuiltSegment, firstSegment, isBuiltLoop } from './build.js'
import { pathOf } from './paths.js'

/** A loop that is open when a segment is read: as far as it was read, and where in its order that is. */
export interface Open {
  readonly loop: BuiltLoop
  readonly group: number
}

/** The loops that are open just before a segment, outermost first. */
export function openBefore(set: BuiltLoop, until: BuiltSegment): readonly Open[] {
  let before: readonly Open[] = []
  const visit = (loop: BuiltLoop, around: readonly Open[]): boolean => {
    for (const [i, child] of loop.children.entries()) {
      if (child === until) return true
      const read = { definition: loop.definition, children: loop.children.slice(0, i + 1) }
      const here = [...around, { loop: read, group: child.definition.group }]
      if (!isBuiltLoop(child)) before = here
      else if (visit(child, here)) return true
    }
    return false
  }
  visit(set, [])
  return before
}

/** Places that the open loops have for the segment: from where they are on, or anywhere. */
export function placesFor(built: BuiltSegment, open: readonly Open[], where: 'later' | 'anywhere'): SegmentDefinition[] {
  return open.flatMap(({ loop, group }) =>
    candidates(loop, built)
      .filter(({ child, segment }) => (where === 'anywhere' || child.group >= group) && fits(built, segment))
      .map(({ segment }) => segment),
  )
}

/** Do the open loops still have a place for a segment of this kind, whatever its code? */
export function isAwaited(built: BuiltSegment, open: readonly Open[]): boolean {
  return open.some(({ loop, group }) => candidates(loop, built).some(({ child }) => child.group >= group))
}

/** How many loops that may still come have a place for the segment. */
export function loopsWith(built: BuiltSegment, open: readonly Open[]): number {
  const next = open.flatMap(({ loop, group }) => loop.definition.loops.filter((inner) => inner.group >= group))
  return next.filter((inner) => inner.candidates.get(built.definition.id)?.some(({ segment }) => fits(built, segment))).length
}

/** Could a loop that must come now begin with it, its own first segment missing, while no open loop lacks it? */
export function opensWithout(built: BuiltSegment, open: readonly Open[]): boolean {
  const isLacking = open.some(({ loop }) =>
    candidates(loop, built).some(({ child, segment }) => child.usage === 'R' && fits(built, segment) && countOf(loop, child, built) === 0),
  )
  if (isLacking) return false
  return open.some(({ loop, group }) =>
    loop.definition.loops.some((inner) => {
      const [first] = (inner.candidates.get(built.definition.id) ?? []).filter(({ segment }) => fits(built, segment))
      if (inner.group < group || first === undefined) return false
      if (inner.required.slice(1).some((each) => each.group < first.child.group)) return false
      return inner.isHierarchical ? first.child.usage === 'R' : inner.usage === 'R' && countOf(loop, inner, built) === 0
    }),
  )
}

/** Path of the one place that awaits a segment of this kind, whatever its code: "2300/" or "". Undefined when there is none, or a choice. */
export function onlyPlaceFor(built: BuiltSegment, open: readonly Open[]): string | undefined {
  const { id } = built.definition
  for (const { loop, group } of open.toReversed()) {
    const [only, other] = candidates(loop, built)
    if (only === undefined || other !== undefined || only.child.group < group) continue
    if (countOf(loop, only.child, built) >= only.child.max) continue
    if (loop.definition.required.some((each) => each.group < only.child.group && countOf(loop, each, built) === 0)) continue
    const inside = only.child.kind === 'loop' ? only.child : loop.definition
    return pathOf(inside, only.segment).slice(0, -id.length)
  }
  return undefined
}

function candidates({ definition }: BuiltLoop, built: BuiltSegment) {
  return definition.candidates.get(built.definition.id) ?? []
}

function fits({ elements }: BuiltSegment, { qualifiers }: SegmentDefinition): boolean {
  return qualifiers.every(({ element, component, codes }) => codes.texts.has(elements[element - 1]?.[0]?.[component - 1] ?? ''))
}

/** How many of these stand in the loop, without the segment itself or the loop it opens. */
function countOf({ children }: BuiltLoop, definition: ChildDefinition, but: BuiltSegment): number {
  return children.filter((child) => child.definition === definition && firstSegment(child) !== but).length
}
