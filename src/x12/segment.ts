// One segment as everyone above this floor sees it: an id, elements counted from 1, and where it stands.
import { centsFromR, type Position } from '../values/index.js'
import { codeOf } from './code.js'

/** A segment. Elements, components and repetitions count from 1, as the guides count. */
export interface Segment {
  /** "CLP". */
  readonly id: string
  /** Where it begins and how long it is; ordinal in its transaction set (ST = 1), or in the file outside one. */
  readonly at: Position
  /** Elements present on the wire, without the segment id. */
  readonly elementCount: number
  /** Bits of the elements that hold anything, be it only separators: element n is bit n - 1, counted around after 32. */
  readonly filled: number
  /** Text at a guide position: `text(5, 1)` is the CLM05-1 of a CLM. Empty when absent, as on the wire. */
  text(element: number, component?: number, repetition?: number): string
  /** The number of that text in the first repetition, to be compared with `codeOf('XX')`; makes no text. */
  code(element: number, component?: number): number
  /** The amount of that text in cents; NaN where it is none. Makes no text either. */
  cents(element: number, component?: number): number
  /** The whole element as components of its repetitions: `[['11', 'B', '1']]`. One repetition with one empty component when absent. */
  element(element: number): Element
}

/** An element: its repetitions, one unless the guide lets it repeat. */
export type Element = readonly Repetition[]
/** A repetition: its components, one unless it is a composite. */
export type Repetition = readonly string[]

/** How code writes an element down: text, or components of a composite, or (as `repeated`) several of either. */
export type ElementInput = string | readonly string[] | { readonly repeated: readonly (string | readonly string[])[] }

const absent: Element = [['']]
const nowhere: Position = { offset: 0, length: 0, segment: 0 }

/** A segment made by code, not read from bytes. */
class BuiltSegment implements Segment {
  constructor(
    readonly id: string,
    private readonly elements: readonly Element[],
    readonly at: Position,
  ) {}

  get elementCount(): number {
    return this.elements.length
  }

  get filled(): number {
    let filled = 0
    for (const [index, element] of this.elements.entries()) if (element.length > 1 || !isEmpty(element)) filled |= 1 << index
    return filled
  }

  text(element: number, component = 1, repetition = 1): string {
    return this.elements[element - 1]?.[repetition - 1]?.[component - 1] ?? ''
  }

  code(element: number, component = 1): number {
    return codeOf(this.text(element, component))
  }

  cents(element: number, component = 1): number {
    return centsFromR(this.text(element, component)) ?? Number.NaN
  }

  element(element: number): Element {
    return this.elements[element - 1] ?? absent
  }
}

/** Builds a segment: `segment('CLM', ['RB1', '150', '', '', ['11', 'B', '1']])`. Empty elements and components at the end are left off. */
export function segment(id: string, inputs: readonly ElementInput[], at: Position = nowhere): Segment {
  const elements = inputs.map(toElement)
  while (elements.length > 0 && isEmpty(elements.at(-1) as Element)) elements.pop()
  return new BuiltSegment(id, elements, at)
}

function toElement(input: ElementInput): Element {
  if (typeof input === 'string') return [[input]]
  if ('repeated' in input) return input.repeated.map((one) => (typeof one === 'string' ? [one] : withoutEmptyEnd(one)))
  return [withoutEmptyEnd(input)]
}

function withoutEmptyEnd(components: readonly string[]): Repetition {
  let end = components.length
  while (end > 1 && components[end - 1] === '') end--
  return components.slice(0, Math.max(end, 1)).map((component) => component)
}

function isEmpty(element: Element): boolean {
  return element.length <= 1 && (element[0] ?? ['']).every((component) => component === '')
}

/** Same id and same text in every place? Positions and needless separators at the end do not count. */
export function sameSegment(a: Segment, b: Segment): boolean {
  if (a.id !== b.id) return false
  const count = Math.max(a.elementCount, b.elementCount)
  for (let i = 1; i <= count; i++) if (JSON.stringify(a.element(i)) !== JSON.stringify(b.element(i))) return false
  return true
}
