// Parts of a segment: texts at guide positions, alone, tagged by a code, repeated or together.
import { finding, type IsoDate, literal } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { day, days, type ElementType, oneOf } from './element-type.js'
import { allRead, type Group, grouped, type Input, type Part, plainly, type Reading } from './part.js'
import type { Scope, TextPosition } from './plain/scope.js'

/** A position as the guides write it: 3 is element 03, '5-1' the first component of element 05. */
export type Place = number | `${number}-${number}`
/** One text and where it goes in a segment under construction. */
export interface Placed {
  readonly element: number
  readonly component: number
  readonly repetition: number
  readonly text: string
}
/** A part of a segment. */
export type ElementPart<T> = Part<Segment, Placed, T>

/** The text at a place, as a value of a type. Required, unless wrapped in `optional`. */
export function at<T>(where: Place, type: ElementType<T>): ElementPart<T> {
  const place = toPosition(where)
  const { element, component } = place
  return {
    places: bitOf(element),
    plain: { isIn: (scope) => scope.isIn(place), read: (scope) => readTextPlainly(scope, place, type) },
    isIn: (segment) => segment.text(element, component) !== '',
    read: (segment, reading, mayBeAbsent) => readText(segment, place, 1, type, reading, mayBeAbsent),
    write: (value) => [{ element, component, repetition: 1, text: type.write(value) }],
  }
}

/** The repetitions of an element as a list. */
export function repetitions<T>(where: Place, type: ElementType<T>): ElementPart<readonly T[]> {
  const place = toPosition(where)
  const { element, component } = place
  const isIn = (segment: Segment) => segment.element(element).some((one) => (one[component - 1] ?? '') !== '')
  return {
    places: bitOf(element),
    isIn,
    read: (segment, reading, mayBeAbsent) => {
      const all = segment.element(element)
      return mayBeAbsent && !isIn(segment) ? undefined : allRead(all.map((_, index) => readText(segment, place, index + 1, type, reading)))
    },
    write: (values) => values.map((value, index) => ({ element, component, repetition: index + 1, text: type.write(value) })),
  }
}

/** A part that stands under a code in another place (NM109 under NM108 XX); the first code is written, all are read. */
export function tagged<T>(where: Place, codes: string | readonly string[], part: ElementPart<T>): ElementPart<T> {
  const tag = at(where, oneOf(...[codes].flat()))
  const [first = ''] = [codes].flat()
  return {
    places: part.places,
    plain: {
      isIn: (scope) => plainly(part).isIn(scope),
      read: (scope) => {
        plainly(tag).read(scope)
        return plainly(part).read(scope)
      },
    },
    isIn: (segment) => part.isIn(segment),
    read: (segment, reading, mayBeAbsent) => {
      const value = part.read(segment, reading, mayBeAbsent)
      return value !== undefined && tag.read(segment, reading) === undefined ? undefined : value
    },
    write: (value) => [...tag.write(first), ...part.write(value)],
  }
}

/** A text that is always written and never read: adds nothing to the value. A later part may write over it. */
export function constant(where: Place, written: string): ElementPart<unknown> {
  const placed = toPlaced(where, written)
  return { places: 0, isIn: () => false, read: () => ({}), write: () => [placed] }
}

export function toPlaced(where: number | string, written: string): Placed {
  const { element, component } = toPosition(where)
  return { element, component, repetition: 1, text: written }
}

/** A text that counts as absent while it is the usual one; put `constant` before it to write that. */
export function otherThan<T>(usual: string, where: Place, type: ElementType<T>): ElementPart<T> {
  const place = toPosition(where)
  const part = at(where, type)
  const isIn = (segment: Segment) => part.isIn(segment) && segment.text(place.element, place.component) !== usual
  return {
    ...part,
    plain: {
      ...plainly(part),
      isIn: (scope) => `(${scope.text(place)} !== '' && ${scope.text(place)} !== ${literal(usual)})`,
    },
    isIn,
    read: (segment, reading, mayBeAbsent) => (mayBeAbsent && !isIn(segment) ? undefined : part.read(segment, reading)),
  }
}

/** A day (D8) or a range of days (RD8): the format stands in one element, the text in another (DTP02 and DTP03). */
export function period(formatAt: number, textAt: number): ElementPart<{ readonly from: IsoDate; readonly to?: IsoDate }> {
  const format = at(formatAt, oneOf('D8', 'RD8'))
  const asDay = at(textAt, day)
  const asRange = at(textAt, days)
  return {
    places: asDay.places,
    plain: {
      isIn: (scope) => plainly(asDay).isIn(scope),
      read: (scope) => {
        const value = scope.variable('undefined')
        const form = scope.text(toPosition(formatAt))
        scope.when(`${form} === 'D8'`, (inner) => inner.line(`${value} = { from: ${plainly(asDay).read(inner)} }`))
        scope.when(`${form} === 'RD8'`, (inner) => inner.line(`${value} = ${plainly(asRange).read(inner)}`))
        scope.leaveIf(`${value} === undefined`)
        return value
      },
    },
    isIn: asDay.isIn,
    read: (segment, reading, mayBeAbsent) => {
      if (mayBeAbsent && !asDay.isIn(segment)) return undefined
      const form = format.read(segment, reading)
      if (form === undefined) return undefined
      if (form === 'RD8') return asRange.read(segment, reading)
      const from = asDay.read(segment, reading)
      return from === undefined ? undefined : { from }
    },
    write: ({ from, to }) =>
      to === undefined ? [...format.write('D8'), ...asDay.write(from)] : [...format.write('RD8'), ...asRange.write({ from, to })],
  }
}

/** Elements `first` to `last` as written, empty ones between included, empty ones at the end not: MIA, MOA, TS3. */
export function asWritten(first: number, last: number): ElementPart<readonly string[]> {
  return {
    isIn: (segment) => segment.elementCount >= first,
    read: (segment, _reading, mayBeAbsent) => {
      if (mayBeAbsent && segment.elementCount < first) return undefined
      const texts: string[] = []
      for (let element = first; element <= last; element++) texts.push(segment.text(element))
      while (texts.at(-1) === '') texts.pop()
      return texts
    },
    write: (texts) => texts.map((it, index) => ({ element: first + index, component: 1, repetition: 1, text: it })),
  }
}

/** Several elements as one value. */
export function elements<const I extends readonly Input<Segment, Placed>[]>(...inputs: I): ElementPart<Group<I>> {
  return grouped(inputs)
}

function bitOf(element: number): number {
  return 1 << (element - 1)
}

export function toPosition(where: number | string): TextPosition {
  const [element = 0, component] = String(where).split('-').map(Number)
  return { element, component: component ?? 1, isComponent: component !== undefined }
}

function readTextPlainly<T>(scope: Scope, place: TextPosition, type: ElementType<T>): string {
  return type.plain?.(scope, place) ?? scope.keepPlain(`${scope.constant(type.read)}(${scope.filledText(place)})`)
}

function readText<T>(
  segment: Segment,
  { element, component, isComponent }: TextPosition,
  repetition: number,
  type: ElementType<T>,
  reading: Reading,
  mayBeAbsent = false,
): T | undefined {
  const given = segment.text(element, component, repetition)
  if (mayBeAbsent && given === '') return undefined
  const value = given === '' ? undefined : type.read(given)
  if (value !== undefined) return value
  const [code, detail] = given === '' ? (['ELEMENT_MISSING', {}] as const) : type.otherwise
  const position = { ...segment.at, element, ...(isComponent ? { component } : {}), ...(repetition > 1 ? { repetition } : {}) }
  const name = `${segment.id}${String(element).padStart(2, '0')}${isComponent ? `-${component}` : ''}`
  const path = reading.loop === undefined ? name : `${reading.loop}/${name}`
  reading.findings.push(finding(code, position, path, detail, reading.loop))
  return undefined
}
