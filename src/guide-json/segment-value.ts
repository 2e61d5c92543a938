// One segment as JSON: its elements under the guide's names, text as on the wire, and what has no name under its number.
import type { ElementDefinition, SegmentDefinition } from '../schema/index.js'
import type { Element, ReadSegment, Repetition } from '../x12/index.js'
import { type Encoding, type JsonObject, type JsonValue, unplacedProperty } from './line.js'

type Writable = Record<string, JsonValue>

/** Elements of a segment, from 01. As Latin-1 each byte is one character, whatever it means. */
export function elementsOf(segment: ReadSegment, encoding: Encoding): Element[] {
  if (encoding === 'utf8') return Array.from({ length: segment.elementCount }, (_, index) => segment.element(index + 1))
  const { element, repetition, component } = segment.delimiters
  const [, ...texts] = Buffer.from(segment.bytes() ?? [])
    .toString('latin1')
    .slice(0, -1)
    .split(element)
  return texts.map((text) => (repetition === '' ? [text] : text.split(repetition)).map((each) => each.split(component)))
}

/** The segment under the names of its use in the guide. */
export function segmentValue({ elements: definitions }: SegmentDefinition, elements: readonly Element[]): JsonObject {
  const value: Writable = {}
  const unplaced: Writable = {}
  for (const [index, element] of elements.entries()) {
    if (isAbsent(element)) continue
    const definition = definitions[index]
    if (definition !== undefined && hasPlace(definition, element)) value[definition.property] = elementValue(definition, element)
    else unplaced[String(index + 1).padStart(2, '0')] = plainElement(element)
  }
  if (Object.keys(unplaced).length > 0) value[unplacedProperty] = unplaced
  return value
}

/** A segment without names: its id and its elements in order. */
export function plainSegment(id: string, elements: readonly Element[]): JsonObject {
  return { segment: id, elements: elements.slice(0, elements.findLastIndex((element) => !isAbsent(element)) + 1).map(plainElement) }
}

function plainElement(element: Element): JsonValue {
  const repetitions = element.map(plainRepetition)
  const [only = '', ...others] = repetitions
  return others.length === 0 ? only : { repeated: repetitions }
}

function plainRepetition(repetition: Repetition): JsonValue {
  const filled = withoutEmptyEnd(repetition)
  return filled.length > 1 ? filled : (filled[0] ?? '')
}

/** Does the guide use this element, as often and with as many components? */
function hasPlace({ usage, repeat, components }: ElementDefinition, element: Element): boolean {
  if (usage === 'N' || (element.length > 1 && repeat === 1)) return false
  if (components.length === 0) return element.every((repetition) => withoutEmptyEnd(repetition).length === 1)
  return element.every((repetition) => repetition.every((text, index) => text === '' || (components[index]?.usage ?? 'N') !== 'N'))
}

function elementValue(definition: ElementDefinition, element: Element): JsonValue {
  const repetitions = element.map((repetition) => repetitionValue(definition, repetition))
  return definition.repeat > 1 ? repetitions : (repetitions[0] ?? '')
}

function repetitionValue({ components }: ElementDefinition, repetition: Repetition): JsonValue {
  if (components.length === 0) return repetition[0] ?? ''
  const value: Writable = {}
  for (const [index, { property }] of components.entries()) {
    const text = repetition[index] ?? ''
    if (text !== '') value[property] = text
  }
  return value
}

/** Nothing, or needless separators. */
function isAbsent(element: Element): boolean {
  return element.length <= 1 && (element[0] ?? []).every((component) => component === '')
}

/** Components up to the last that is filled; the first stays. */
function withoutEmptyEnd(repetition: Repetition): Repetition {
  return repetition.slice(0, Math.max(1, repetition.findLastIndex((component) => component !== '') + 1))
}
