// The tree of a transaction set as JSON: loops and segments under the guide's names, in the guide's order.
import type { ChildDefinition, SegmentDefinition } from '../schema/index.js'
import { type Encoding, type JsonObject, type JsonValue, orderProperty, unplacedProperty } from './line.js'
import { elementsOf, plainSegment, segmentValue } from './segment-value.js'
import { LoopNode, type PlacedSegment } from './set-tree.js'

/** Is every segment in the loop valid UTF-8? */
export function isUtf8Throughout({ children }: LoopNode): boolean {
  return children.every((child) => (child instanceof LoopNode ? isUtf8Throughout(child) : child.isUtf8))
}

/** A loop with all that stands in it. `order` is told only when it is not the guide's. */
export function loopValue({ children }: LoopNode, encoding: Encoding): JsonObject {
  const values = new Map<ChildDefinition | undefined, JsonValue[]>()
  let isInOrder = true
  let slot = -1
  for (const child of children) {
    const place = child.definition
    const value = child instanceof LoopNode ? loopValue(child, encoding) : placedValue(child, encoding)
    isInOrder &&= place !== undefined && place.slot >= slot
    slot = place?.slot ?? slot
    const siblings = values.get(place)
    if (siblings === undefined) values.set(place, [value])
    else siblings.push(value)
  }
  const result: Record<string, JsonValue> = {}
  for (const place of [...values.keys()].toSorted(inGuideOrder)) {
    const all = values.get(place) ?? []
    result[nameOf(place)] = place === undefined || place.max > 1 ? all : (all[0] ?? null)
  }
  if (!isInOrder) result[orderProperty] = children.map((child) => nameOf(child.definition))
  return result
}

function placedValue(placed: PlacedSegment, encoding: Encoding): JsonObject {
  if (encoding === 'utf8') return (placed.value ??= valueOf(placed, encoding))
  return valueOf(placed, encoding)
}

function valueOf({ segment, definition }: PlacedSegment, encoding: Encoding): JsonObject {
  const elements = elementsOf(segment, encoding)
  return definition === undefined ? plainSegment(segment.id, elements) : segmentValue(definition, elements)
}

/** What has no place comes last. */
function inGuideOrder(a: ChildDefinition | undefined, b: ChildDefinition | undefined): number {
  return (a?.slot ?? Number.POSITIVE_INFINITY) - (b?.slot ?? Number.POSITIVE_INFINITY)
}

function nameOf(definition: ChildDefinition | undefined): string {
  return definition?.property ?? unplacedProperty
}

/** The trailer of a set in its guide: SE. */
export function trailerOf(children: readonly ChildDefinition[]): SegmentDefinition | undefined {
  return children.findLast((child) => child.kind === 'segment' && child.id === 'SE') as SegmentDefinition | undefined
}
