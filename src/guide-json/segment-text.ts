// JSON back to the text of a segment, one character for each byte to write. What is wrong with the JSON is told by its pointer.
import type { ElementDefinition, SegmentDefinition } from '../schema/index.js'
import type { Delimiters } from '../x12/index.js'
import { type Encoding, unplacedProperty } from './line.js'

/** How values are written, and who is told of those that cannot be. */
export interface Wire {
  readonly delimiters: Delimiters
  readonly encoding: Encoding
  /** `pointer` is a JSON pointer into the line; the message never repeats a value. */
  fault(pointer: string, message: string): void
}

export type Properties = Readonly<Record<string, unknown>>

/** A segment, without its terminator, from the value its use in the guide describes. */
export function segmentText({ id, elements: definitions }: SegmentDefinition, value: unknown, pointer: string, wire: Wire): string {
  const texts: string[] = []
  let unplaced: unknown
  for (const [name, part] of propertiesOf(value, pointer, wire)) {
    if (name === unplacedProperty) {
      unplaced = part
      continue
    }
    const definition = definitions.find(({ property, usage }) => property === name && usage !== 'N')
    if (definition === undefined) unknownProperty(name, pointer, wire)
    else texts[definition.number] = elementText(definition, part, inside(pointer, name), wire)
  }
  if (unplaced !== undefined) placeByNumber(unplaced, texts, inside(pointer, unplacedProperty), wire)
  texts[0] = id
  return joined(texts, wire.delimiters.element)
}

/** A segment written without names: its id and its elements in order. */
export function plainSegmentText(value: unknown, pointer: string, wire: Wire): string {
  const { segment: id, elements = [], ...others } = Object.fromEntries(propertiesOf(value, pointer, wire)) as Properties
  for (const name of Object.keys(others)) unknownProperty(name, pointer, wire)
  if (typeof id !== 'string') wire.fault(inside(pointer, 'segment'), 'must be the id of a segment')
  const { element, terminator } = wire.delimiters
  const text = bytesOf(id, inside(pointer, 'segment'), { ...wire, delimiters: { element, terminator, component: '', repetition: '' } })
  const list = listOf(elements, inside(pointer, 'elements'), wire)
  const texts = list.map((each, index) => plainElementText(each, inside(pointer, 'elements', index), wire))
  if (text === '' && texts.length === 0) wire.fault(pointer, 'a segment needs an id')
  return joined([text, ...texts], element)
}

function placeByNumber(value: unknown, texts: string[], pointer: string, wire: Wire): void {
  for (const [key, part] of propertiesOf(value, pointer, wire)) {
    const at = inside(pointer, key)
    const number = /^\d{2,4}$/.test(key) ? Number(key) : 0
    if (number === 0) wire.fault(at, 'must be the number of an element, in two digits')
    else if (texts[number] !== undefined) wire.fault(at, 'this element stands under its name as well')
    else texts[number] = plainElementText(part, at, wire)
  }
}

function plainElementText(value: unknown, pointer: string, wire: Wire): string {
  if (!isObject(value)) return plainRepetitionText(value, pointer, wire)
  const { repeated, ...others } = value
  for (const name of Object.keys(others)) unknownProperty(name, pointer, wire)
  const list = listOf(repeated, inside(pointer, 'repeated'), wire)
  return repeatedText(
    list.map((each, index) => plainRepetitionText(each, inside(pointer, 'repeated', index), wire)),
    pointer,
    wire,
  )
}

function plainRepetitionText(value: unknown, pointer: string, wire: Wire): string {
  if (!Array.isArray(value)) return bytesOf(value, pointer, wire)
  return joined(
    value.map((each, index) => bytesOf(each, inside(pointer, index), wire)),
    wire.delimiters.component,
  )
}

function elementText(definition: ElementDefinition, value: unknown, pointer: string, wire: Wire): string {
  if (definition.repeat === 1) return repetitionText(definition, value, pointer, wire)
  const texts = listOf(value, pointer, wire).map((each, index) => repetitionText(definition, each, inside(pointer, index), wire))
  return repeatedText(texts, pointer, wire)
}

function repetitionText({ components }: ElementDefinition, value: unknown, pointer: string, wire: Wire): string {
  if (components.length === 0) return bytesOf(value, pointer, wire)
  const texts: string[] = []
  for (const [name, part] of propertiesOf(value, pointer, wire)) {
    const component = components.find(({ property, usage }) => property === name && usage !== 'N')
    if (component === undefined) unknownProperty(name, pointer, wire)
    else texts[component.number - 1] = bytesOf(part, inside(pointer, name), wire)
  }
  return joined(texts, wire.delimiters.component)
}

function repeatedText(texts: readonly string[], pointer: string, { delimiters: { repetition }, fault }: Wire): string {
  if (texts.length > 1 && repetition === '') fault(pointer, 'this interchange has no repetition separator, so nothing can repeat')
  return texts.join(repetition)
}

/** Joins what there is, without separators for what is empty at the end. */
function joined(texts: readonly (string | undefined)[], separator: string): string {
  let end = texts.length
  while (end > 1 && (texts[end - 1] ?? '') === '') end--
  return Array.from({ length: end }, (_, index) => texts[index] ?? '').join(separator)
}

/** A text as bytes, one character each; told where it is none, or holds what would be read as a delimiter. */
export function bytesOf(value: unknown, pointer: string, { delimiters, encoding, fault }: Wire): string {
  if (typeof value !== 'string') {
    fault(pointer, 'must be text in quotes, numbers and dates too')
    return ''
  }
  const bytes = encoding === 'latin1' || isAscii(value) ? value : Buffer.from(value, 'utf8').toString('latin1')
  for (let i = 0; i < bytes.length; i++) {
    const character = bytes.charAt(i)
    if (bytes.charCodeAt(i) > 0xff) {
      fault(pointer, `character ${i + 1} is not in Latin-1, which this line says it is written in`)
      return ''
    }
    const { element, component, repetition, terminator } = delimiters
    if (character === element || character === component || character === repetition || character === terminator) {
      fault(pointer, `holds ${JSON.stringify(character)}, a delimiter of this interchange; choose other delimiters or another text`)
      return ''
    }
  }
  return bytes
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

/** Names and values of an object; none, and told, when it is not one. */
export function propertiesOf(value: unknown, pointer: string, { fault }: Pick<Wire, 'fault'>): [string, unknown][] {
  if (isObject(value)) return Object.entries(value)
  fault(pointer, value === undefined ? 'is missing' : 'must be an object')
  return []
}

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown, pointer: string, { fault }: Pick<Wire, 'fault'>): readonly unknown[] {
  if (Array.isArray(value)) return value
  fault(pointer, value === undefined ? 'is missing' : 'must be a list')
  return []
}

export function unknownProperty(name: string, pointer: string, { fault }: Pick<Wire, 'fault'>): void {
  fault(inside(pointer, name), 'there is no such property here')
}

/** The pointer some steps further in. */
export function inside(pointer: string, ...steps: readonly (string | number)[]): string {
  return [pointer, ...steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')
}
