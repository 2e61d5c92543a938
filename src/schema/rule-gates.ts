// What must stand in a loop, or must not, for a rule to have anything to say there. Looked up once, so that readers ask few rules.
import type { CodeSet } from './code-set.js'
import type { OpenLoop } from './open-loop.js'
import { pathFrom } from './rule-conditions.js'
import type { WrittenCondition, WrittenRule, WrittenTest } from './rule-format.js'
import type { RuleHome, RulePath } from './rule-path.js'
import type { Segment } from '../x12/index.js'

/** Something that stands in a loop: segments or inner loops, or something in the one segment of its kind. */
export interface Gate {
  readonly slot: number
  /** How many of them, at least. */
  readonly count: number
  /** Bits of elements (as of `filled`) of which one must hold something; 0 for the segment or loop as a whole. */
  readonly elements: number
  /** How many components the element must have, at least. */
  readonly components: number
  /** Codes of element 01 of which one must stand there, where the guide allows others beside them. */
  readonly codes: CodeSet | undefined
}

export interface RuleGates {
  /** A rule has nothing to say unless all of these are open. */
  readonly needs: readonly Gate[]
  /** Nor where one of these is. */
  readonly bars: readonly Gate[]
  /** Elements of the segment of `each` that must all be filled, as bits. */
  readonly nowNeeds: number
}

/** Is it there? A segment too many is found elsewhere, and then no rule judges what stands in it: the first one is enough. */
export function isOpen(gate: Gate, open: OpenLoop): boolean {
  const { slot, count, elements, components, codes } = gate
  const { counts, firsts, loop } = open
  if (counts[slot]! < count) return false
  if (codes !== undefined) return hasCode(slot, codes, open)
  const first = elements === 0 ? 0 : firsts[slot]!
  if (first === 0) return true
  const segment = loop.children[first - 1] as Segment
  if ((segment.filled & elements) === 0) return false
  return components < 2 || (segment.element(numberOf(elements))[0]?.length ?? 0) >= components
}

function hasCode(slot: number, codes: CodeSet, { slots, firsts, loop }: OpenLoop): boolean {
  for (let i = Math.max(firsts[slot]! - 1, 0); i < slots.length; i++)
    if (slots[i] === slot && codes.isIn(loop.children[i] as Segment, 1, 1)) return true
  return false
}

export function gatesOf(written: WrittenRule, home: RuleHome): RuleGates {
  const { each, when = [], must, unique, forbids, sum, requires, requiresOneOf } = written
  const look = (path: string) => pathFrom(path, home)
  const judged = [typeof forbids === 'string' ? forbids : undefined, sum?.stated].filter((path) => path !== undefined)
  const needed = [...when.flatMap(neededBy), ...(must === undefined ? [] : neededToFail(must)), ...judged].map(look)
  const absent = when.flatMap((one) => ('path' in one && one.present === false ? [one.path] : []))
  const met = requiresOneOf ?? (typeof requires === 'string' ? [requires] : [])
  return {
    needs: [...(each === undefined ? [] : [pathFrom(each, { ...home, each: undefined })]), ...needed]
      .flatMap((path) => gateOf(path) ?? [])
      .concat(unique === undefined ? [] : (gateOfSeveral(look(unique)) ?? [])),
    bars: [...absent, ...met]
      .map(look)
      .filter(isPlain)
      .flatMap((path) => gateOf(path) ?? []),
    nowNeeds: needed.reduce((bits, path) => bits | nowBits(path), 0),
  }
}

/** The gate of a path that ends in the rule's own loop or in a loop inside it; undefined for any other. */
export function gateOf({ up, down, segments: [segment, other], codes, spots, isNow }: RulePath): Gate | undefined {
  if (up > 0 || isNow) return undefined
  const [inner] = down
  if (inner !== undefined) return { slot: inner.slot, count: 1, elements: 0, components: 1, codes: undefined }
  if (segment === undefined || other !== undefined) return undefined
  const elements = segment.max === 1 ? spots.reduce((bits, { element }) => bits | bitOf(element), 0) : 0
  // A component tells more where all are of one element.
  const components = isOneBit(elements) ? Math.min(...spots.map(({ component }) => component)) : 1
  return { slot: segment.slot, count: 1, elements, components, codes }
}

/** Where two values stand at a path: no one alone is the same as another. */
function gateOfSeveral(path: RulePath): Gate | undefined {
  const gate = gateOf(path)
  const [, ...others] = path.spots
  if (gate === undefined || path.down.length > 0) return gate
  if (gate.elements !== 0) return others.length === 0 ? gate : gateOf({ ...path, spots: others })
  return others.length === 0 ? { ...gate, count: 2 } : gate
}

/** Paths at which something stands wherever the condition holds. */
function neededBy(condition: WrittenCondition): readonly string[] {
  if (!('path' in condition) || condition.present === false) return []
  return [condition.path, ...comparedIn(condition)]
}

/** Paths at which something stands wherever the test fails; of several comparisons any may be the one. */
function neededToFail(must: WrittenTest): readonly string[] {
  return [must.path, ...(Object.keys(must).length === 2 ? comparedIn(must) : [])]
}

function comparedIn({ same, differs, notBefore, notAfter, atMostOf }: WrittenTest): readonly string[] {
  return [same, differs, notBefore, notAfter, atMostOf].filter((path) => path !== undefined)
}

/** A whole segment of the rule's own loop: to be there is all that is asked of it. */
function isPlain({ down, spots: [spot] }: RulePath): boolean {
  return down.length === 0 && spot?.element === 0
}

function nowBits({ isNow, spots: [spot, other] }: RulePath): number {
  return isNow && spot !== undefined && other === undefined ? bitOf(spot.element) : 0
}

function bitOf(element: number): number {
  return element === 0 ? 0 : 1 << (element - 1)
}

function isOneBit(bits: number): boolean {
  return bits !== 0 && (bits & (bits - 1)) === 0
}

function numberOf(bit: number): number {
  return 32 - Math.clz32(bit)
}
