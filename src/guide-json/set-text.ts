// The JSON of a transaction set back to its segments, in the guide's order or in the one it tells.
import type { ChildDefinition, Guide, LoopDefinition } from '../schema/index.js'
import { orderProperty, unplacedProperty } from './line.js'
import { inside, listOf, plainSegmentText, propertiesOf, segmentText, unknownProperty, type Wire } from './segment-text.js'
import { trailerOf } from './set-value.js'

/** A segment without its terminator, with the place of its loop on the way to the unit: 0 is the set itself. */
export interface SegmentInSet {
  readonly text: string
  readonly depth: number
}

export interface SetText {
  readonly segments: readonly SegmentInSet[]
  /** The SE as told; undefined when it is to be derived, null when there is none. */
  readonly trailer: string | null | undefined
}

/** `way` are the loops from the set to the one the line is about; the set alone when the line holds the whole set. */
export function setText(guide: Guide, way: readonly LoopDefinition[], value: unknown, pointer: string, wire: Wire): SetText {
  const trailer = trailerOf(guide.root.children)
  const entries = propertiesOf(value, pointer, wire)
  const told = entries.find(([name]) => name === trailer?.property)?.[1]
  const rest = told === undefined ? value : Object.fromEntries(entries.filter(([name]) => name !== trailer?.property))
  const { trigger } = guide.root
  if (!entries.some(([name]) => name === trigger.property)) wire.fault(inside(pointer, trigger.property), 'is missing')
  const writer = new LoopWriter(way, wire)
  writer.loop(guide.root, rest, pointer, 0, true)
  const isTold = told !== undefined && told !== null && trailer !== undefined
  return {
    segments: writer.segments,
    trailer: isTold ? segmentText(trailer, told, inside(pointer, trailer.property), wire) : (told as null | undefined),
  }
}

/** One value of a loop, to be written when its turn comes. */
interface Part {
  readonly child: ChildDefinition | undefined
  readonly value: unknown
  readonly pointer: string
}

class LoopWriter {
  readonly segments: SegmentInSet[] = []

  constructor(
    private readonly way: readonly LoopDefinition[],
    private readonly wire: Wire,
  ) {}

  /** `depth` is that of the innermost loop on the way; `isOnWay` tells that it is this one. */
  loop(definition: LoopDefinition, value: unknown, pointer: string, depth: number, isOnWay: boolean): void {
    const parts = new Map<string, Part[]>()
    let order: unknown
    for (const [name, part] of propertiesOf(value, pointer, this.wire)) {
      if (name === orderProperty) order = part
      else this.collect(definition, name, part, pointer, parts)
    }
    const next = isOnWay ? this.way[depth + 1] : undefined
    if (next !== undefined && parts.get(next.property)?.length !== 1)
      this.wire.fault(inside(pointer, next.property), `must hold loop ${next.id} once, as the path of this line says`)
    const sorted = order === undefined ? this.inGuideOrder(definition, parts, pointer) : this.inOrder(order, parts, pointer)
    for (const { child, value: each, pointer: at } of sorted) {
      if (child === undefined) this.segments.push({ text: plainSegmentText(each, at, this.wire), depth })
      else if (child.kind === 'segment') this.segments.push({ text: segmentText(child, each, at, this.wire), depth })
      else this.loop(child, each, at, child === next ? depth + 1 : depth, child === next)
    }
  }

  private collect({ children }: LoopDefinition, name: string, value: unknown, pointer: string, parts: Map<string, Part[]>): void {
    const child = children.find(({ property }) => property === name)
    const at = inside(pointer, name)
    if (child === undefined && name !== unplacedProperty) unknownProperty(name, pointer, this.wire)
    else if (child !== undefined && child.max === 1) parts.set(name, [{ child, value, pointer: at }])
    else {
      const list = listOf(value, at, this.wire)
      parts.set(
        name,
        list.map((each, index) => ({ child, value: each, pointer: inside(at, index) })),
      )
    }
  }

  private inGuideOrder({ children }: LoopDefinition, parts: ReadonlyMap<string, readonly Part[]>, pointer: string): Part[] {
    const unplaced = parts.get(unplacedProperty) ?? []
    if (unplaced.length > 0) this.wire.fault(inside(pointer, orderProperty), 'is missing: it must say where the unplaced segments stand')
    return [...children.flatMap(({ property }) => parts.get(property) ?? []), ...unplaced]
  }

  private inOrder(order: unknown, parts: ReadonlyMap<string, readonly Part[]>, pointer: string): Part[] {
    const at = inside(pointer, orderProperty)
    const sorted: Part[] = []
    const taken = new Map<unknown, number>()
    for (const [index, name] of listOf(order, at, this.wire).entries()) {
      const count = taken.get(name) ?? 0
      const part = typeof name === 'string' ? parts.get(name)?.[count] : undefined
      if (part === undefined) this.wire.fault(inside(at, index), 'names what does not stand here, or not so often')
      else sorted.push(part)
      taken.set(name, count + 1)
    }
    for (const [name, { length }] of parts)
      if ((taken.get(name) ?? 0) < length) this.wire.fault(at, `does not name every ${name} that stands here`)
    return sorted
  }
}
