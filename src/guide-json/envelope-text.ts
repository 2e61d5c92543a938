// What a line says of its interchange and group, back to ISA and GS.
import type { SegmentDefinition } from '../schema/index.js'
import { conflictingDelimiters, type Delimiters, type LineEnd, standardDelimiters } from '../x12/index.js'
import { isaDelimiters, noRepetition } from './line.js'
import { bytesOf, inside, isObject, propertiesOf, segmentText, unknownProperty, type Wire } from './segment-text.js'

export interface InterchangeText {
  /** The ISA without its terminator. */
  readonly isa: string
  readonly control: string
  readonly delimiters: Delimiters
  readonly lineEnd: LineEnd
}

type Told = Pick<Wire, 'fault'>

/** Goes on with the standard delimiters after a fault, so that the rest of the line is looked at as well. */
export function interchangeText(value: unknown, definition: SegmentDefinition, told: Told): InterchangeText {
  const pointer = '/interchange'
  const properties = known(value, pointer, ['ordinal', 'delimiters', 'lineEnd', 'header'], told)
  if (properties === undefined) return { isa: '', control: '', delimiters: standardDelimiters, lineEnd: '' }
  const { ordinal, delimiters, lineEnd = '', header } = properties
  checkOrdinal(ordinal, pointer, told)
  if (!isLineEnd(lineEnd)) told.fault(inside(pointer, 'lineEnd'), 'must be "", "\\n", "\\r" or "\\r\\n"')
  const { isa11, ...chosen } = delimitersFrom(delimiters, inside(pointer, 'delimiters'), told)
  const texts = isaTexts(header, definition, { delimiters: chosen, encoding: 'latin1', ...told })
  texts[10] = isa11
  texts[15] = chosen.component
  return {
    isa: ['ISA', ...texts].join(chosen.element),
    control: texts[12] ?? '',
    delimiters: chosen,
    lineEnd: isLineEnd(lineEnd) ? lineEnd : '',
  }
}

/** Elements of the ISA, padded; those that are delimiters are blank. */
function isaTexts(header: unknown, { elements }: SegmentDefinition, wire: Wire): string[] {
  const pointer = '/interchange/header'
  const texts = elements.map(({ max }) => ' '.repeat(max))
  for (const [name, value] of propertiesOf(header, pointer, wire)) {
    const definition = elements.find(({ property, number }) => property === name && !isaDelimiters.has(number))
    const at = inside(pointer, name)
    if (definition === undefined) unknownProperty(name, pointer, wire)
    else {
      const text = bytesOf(value, at, wire)
      if (text.length > definition.max) wire.fault(at, `has more than its ${definition.max} characters`)
      texts[definition.number - 1] = text.padEnd(definition.max)
    }
  }
  return texts
}

function delimitersFrom(value: unknown, pointer: string, told: Told): Delimiters & { readonly isa11: string } {
  const places = ['element', 'component', 'repetition', 'terminator'] as const
  const fallback = { ...standardDelimiters, isa11: standardDelimiters.repetition }
  const chosen = known(value, pointer, places, told)
  if (chosen === undefined) return fallback
  const wrong = places.filter((place) => typeof chosen[place] !== 'string' || chosen[place].length !== 1)
  for (const place of wrong) told.fault(inside(pointer, place), 'must be one character')
  if (wrong.length > 0) return fallback
  const { element, component, repetition, terminator } = chosen as Readonly<Record<(typeof places)[number], string>>
  const delimiters = { element, component, repetition: noRepetition.test(repetition) ? '' : repetition, terminator }
  const conflicts = conflictingDelimiters(delimiters)
  if (conflicts.length > 0) told.fault(pointer, `cannot be used: ${conflicts.join(', ')} is a letter, digit or blank, or stands twice`)
  return conflicts.length > 0 ? fallback : { ...delimiters, isa11: repetition }
}

/** The GS without its terminator. */
export function groupText(value: unknown, definition: SegmentDefinition, wire: Wire): string {
  const properties = known(value, '/group', ['ordinal', 'header'], wire)
  if (properties === undefined) return ''
  const { ordinal, header } = properties
  checkOrdinal(ordinal, '/group', wire)
  return segmentText(definition, header, '/group/header', wire)
}

/** Properties of an object, undefined when it is none; others than these names are told. */
export function known<T extends string>(
  value: unknown,
  pointer: string,
  names: readonly T[],
  told: Told,
): { readonly [K in T]?: unknown } | undefined {
  const entries = propertiesOf(value, pointer, told)
  for (const [name] of entries) if (!(names as readonly string[]).includes(name)) unknownProperty(name, pointer, told)
  return isObject(value) ? (value as { readonly [K in T]?: unknown }) : undefined
}

function checkOrdinal(ordinal: unknown, pointer: string, { fault }: Told): void {
  if (ordinal !== undefined && !(Number.isInteger(ordinal) && Number(ordinal) > 0))
    fault(inside(pointer, 'ordinal'), 'must be a whole number from 1')
}

function isLineEnd(value: unknown): value is LineEnd {
  return value === '' || value === '\n' || value === '\r' || value === '\r\n'
}
