// What the cases about one segment share: the segment in a minimal set, as a case wishes it, with one part changed.
import type { ElementDefinition, SegmentDefinition } from '../../src/schema/index.js'
import { buildSegment, buildSet, type BuiltLoop, type BuiltSegment, type Chain, innermost, number, type PartsWish, put } from './build.js'
import type { Case, Rule } from './case.js'
import { lastOf, pathOf } from './paths.js'
import { isFormatted, plausible } from './values.js'

/** An element of the segment, or a component of one of its elements. */
export interface Part {
  readonly definition: ElementDefinition
  /** Number of the element. */
  readonly element: number
  /** The composite it is a component of. */
  readonly composite?: ElementDefinition
}

export type Change = (built: BuiltSegment) => void

export class SegmentUnderTest {
  /** "2300/" or "": what stands before the segment's id in a path. */
  readonly prefix: string
  private readonly where: string

  constructor(
    readonly chain: Chain,
    readonly segment: SegmentDefinition,
  ) {
    const loop = lastOf(chain)
    this.prefix = pathOf(loop, segment).slice(0, -segment.id.length)
    this.where = `${loop.path.join('/')} ${segment.name}`
  }

  /** The segment as wished, then changed; each code is expected at `ref`. */
  case(rule: Rule, ref: string, wish: PartsWish, change: Change, codes: readonly string[] = []): Case {
    const { set, built } = this.build()
    const numbered = built.elements
    built.elements = buildSegment(this.segment, wish).elements
    // The numbers of an HL and its child code are those of the set.
    if (this.segment.id === 'HL') built.elements = numbered
    change(built)
    return { rule, at: this.at(ref), set, expected: codes.map((code) => `${code} ${this.prefix}${ref}`) }
  }

  none(rule: Rule, ref: string, why: string): Case {
    return { rule, at: this.at(ref), why }
  }

  /** A minimal set with the segment in it. */
  build(): { readonly set: BuiltLoop; readonly built: BuiltSegment } {
    const set = number(buildSet(this.chain, this.segment))
    const built = innermost(set, this.chain).children.find(({ definition }) => definition === this.segment)
    if (built === undefined || 'children' in built) throw new Error(`${this.segment.id} was not built`)
    return { set, built }
  }

  at(ref: string): string {
    return `${this.where} ${ref}`
  }
}

/** What must be filled for this part to be looked at; with the part itself, or only with the composite around it. */
export function wishFor({ composite, element, definition }: Part, withPart = true): PartsWish {
  if (composite === undefined) return { filled: [element] }
  return { filled: [element], components: { of: element, filled: withPart ? [definition.number] : [] } }
}

/** The part beside this one with that number: an element of the segment, or a component of the same composite. */
export function neighbour({ composite }: Part, { elements }: SegmentDefinition, at: number): ElementDefinition | undefined {
  return (composite?.components ?? elements)[at - 1]
}

/** Text of the part with that number beside this one. */
export function textBeside({ composite, element }: Part, { elements }: BuiltSegment, at: number): string {
  const texts = composite === undefined ? elements[at - 1]?.[0] : elements[element - 1]?.[0]
  return texts?.[composite === undefined ? 0 : at - 1] ?? ''
}

/** Sets the part with that number beside this one. */
export function putBeside({ composite, element }: Part, built: BuiltSegment, at: number, text: string): void {
  if (composite === undefined) put(built, at, text)
  else put(built, element, text, at)
}

/** Sets the text of the part. */
export function setTo(part: Part, text: string): Change {
  return (built) => putBeside(part, built, part.definition.number, text)
}

/** Sets the text of the part; a day or identifier after it, whose form it gives, goes along. */
export function turnedTo(part: Part, text: string): Change {
  return (built) => {
    setTo(part, text)(built)
    const at = part.definition.number + 1
    const next = neighbour(part, built.definition, at)
    if (next === undefined || textBeside(part, built, at) === '') return
    if (isFormatted(next) || next.dataElement === '67') putBeside(part, built, at, plausible(next, text))
  }
}

/** Empties the element, all of it. */
export function emptied({ element }: Part): Change {
  return ({ elements }) => {
    elements[element - 1] = [['']]
  }
}
