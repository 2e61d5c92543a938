// One definition that reads and writes: from it follow `decode` (loop -> value, with findings) and `encode` (value -> loop).
//
//   const service = segmentCodec('SVC', {
//     chargedCents: at(2, cents),                       // SVC02, required: ELEMENT_MISSING when empty
//     revenueCode: optional(at(4, text)),               // SVC04: no property when empty
//   })
//   const servicePayment = loopCodec('2110', service, { // the properties of `service` join the value
//     lineControlNumber: optional(segmentCodec('REF', at(2, text), { 1: '6R' })),
//     amounts: many(segmentCodec('AMT', { qualifier: at(1, text), amountCents: at(2, cents) })),
//   })
//   servicePayment.decode(loop) // Checked<{ chargedCents: Cents, revenueCode?: string, lineControlNumber?: string, amounts: … }>
//
// A new element is one line here; the order of definition is the order on the wire. Reading never throws: what is missing or
// not of its form becomes a finding, an `optional` part is then left out, and anything else leaves its whole value undefined.
import { type Loop, isLoop, loop, rangeOf } from '../schema/index.js'
import { type Checked, type Finding, finding } from '../values/index.js'
import { type ElementInput, type Segment, segment } from '../x12/index.js'
import { elements, type Place, type Placed, toPlaced, toPosition } from './element.js'
import {
  allRead,
  type Group,
  grouped,
  type Input,
  isPart,
  type Key,
  type ListPart,
  type Part,
  type Properties,
  type Reading,
  type Scout,
  type ValueOf,
} from './part.js'

export * from './element.js'
export * from './element-type.js'
export { defaulted, mapped, optional, type ValueOf } from './part.js'

/** A part of a loop. */
export type LoopPart<T> = Part<Loop, Loop | Segment, T>

/** A part of a loop that is one segment or one inner loop, and can be read and written on its own. */
export interface Codec<Node extends Loop | Segment, T> extends LoopPart<T> {
  nodesIn(inside: Loop): readonly Node[]
  readNode(node: Node, reading: Reading, into?: Properties): T | undefined
  /** Reads the node as it stands; whether it is the right one was decided before. */
  decode(node: Node): Checked<T>
  /** Writes the node. Only a list longer than the guide has places for throws, a RangeError. */
  encode(value: T): Node
}
export type SegmentCodec<T> = Codec<Segment, T>
export type LoopCodec<T> = Codec<Loop, T>

/** What tells a segment from others with its id: a code at a place (written as well), one of several, or none of several. */
export type Where = { readonly [P in Place]?: string | readonly string[] | { readonly not: readonly string[] } }

type Value<I> = I extends { isIn(whole: never): boolean } ? ValueOf<I> : Group<readonly [I]>

/** A segment. With one part instead of a set of named ones, its value is that part's. With all elements absent it is not written. */
export function segmentCodec<const I extends Input<Segment, Placed>>(id: string, input: I, where: Where = {}): SegmentCodec<Value<I>> {
  const body = (isPart(input) ? input : elements(input)) as Part<Segment, Placed, Value<I>>
  const isMine = toTest(id, where)
  const tags = Object.entries(where).flatMap(([place, wanted]): Placed[] => (typeof wanted === 'string' ? [toPlaced(place, wanted)] : []))
  const isBare = !isPart(input) && Object.keys(input).length === 0
  const build = (placed: readonly Placed[]) => segment(id, toInputs([...tags, ...placed]))
  const first = where[1]
  const codes = typeof first === 'string' ? [first] : first !== undefined && !('not' in first) ? first : undefined
  return nodeCodec<Segment, Value<I>>({ id, ...(codes && { codes }) }, 'SEGMENT_MISSING', isMine, {
    readNode: (node, reading, into) => body.read(node, reading, false, into),
    encode: (value) => build(body.write(value)),
    write: (value) => {
      const placed = body.write(value).filter(({ text: written }) => written !== '')
      return placed.length > 0 || isBare ? [build(placed)] : []
    },
  })
}

/** A loop: its segments and inner loops, named or joining the value. */
export function loopCodec<const I extends readonly Input<Loop, Loop | Segment>[]>(id: string, ...inputs: I): LoopCodec<Group<I>> {
  const body = segments(...inputs)
  const encode = (value: Group<I>) => loop(id, body.write(value))
  const inside = named(id)
  return nodeCodec<Loop, Group<I>>({ id }, 'LOOP_MISSING', (node): node is Loop => node.id === id && isLoop(node), {
    readNode: (node, { findings }, into) => body.read(node, { findings, ...inside }, false, into),
    encode,
    write: (value) => [encode(value)],
  })
}

/** Several segments of one loop as one value: N3 with N4. */
export function segments<const I extends readonly Input<Loop, Loop | Segment>[]>(...inputs: I): LoopPart<Group<I>> {
  return { ...grouped(inputs, scoutFor), keys: keysOf(inputs.flatMap((input) => (isPart(input) ? [input] : Object.values(input)))) }
}

/** All segments or inner loops of this kind, in order; none is an empty list. */
export function many<Node extends Loop | Segment, T>(codec: Codec<Node, T>): ListPart<Loop, Loop | Segment, T> {
  return {
    isList: true,
    keys: codec.keys,
    isIn: (inside) => codec.isIn(inside),
    read: (inside, reading, mayBeAbsent) => {
      const nodes = codec.nodesIn(inside)
      return mayBeAbsent && nodes.length === 0 ? undefined : allRead(nodes.map((node) => codec.readNode(node, reading)))
    },
    write: (values) => values.flatMap((value) => codec.write(value)),
  }
}

/** Runs a read and gives its value together with what was found. */
export function checked<T>(read: (reading: Reading) => T | undefined): Checked<T> {
  const findings: Finding[] = []
  const value = read({ findings })
  return { value, findings }
}

/**
 * Reads a loop that many units stand in: once, and again only when it has got more children since. A million claims have a few
 * thousand billing providers. Not for loops with one unit each, such as most 2000B: what is known of them would fill the memory
 * until it is collected. What was found is part of the answer each time.
 */
export function readOnce<T>(codec: LoopCodec<T>): (node: Loop) => Checked<T> {
  const known = new WeakMap<Loop, { readonly size: number; readonly answer: Checked<T> }>()
  return (node) => {
    const size = node.children.length
    const last = known.get(node)
    if (last?.size === size) return last.answer
    const answer = codec.decode(node)
    known.set(node, { size, answer })
    return answer
  }
}

function nodeCodec<Node extends Loop | Segment, T>(
  key: Key,
  missing: 'SEGMENT_MISSING' | 'LOOP_MISSING',
  isMine: (node: Loop | Segment) => node is Node,
  own: Pick<Codec<Node, T>, 'readNode' | 'encode' | 'write'>,
): Codec<Node, T> {
  const { id } = key
  // Plain loops: this runs for every part of every loop of a file, and mostly finds nothing.
  const firstIn = ({ children }: Loop): Node | undefined => {
    for (const child of children) if (child.id === id && isMine(child)) return child
    return undefined
  }
  return {
    ...own,
    keys: [key],
    nodesIn: ({ children }) => {
      const found: Node[] = []
      for (const child of children) if (child.id === id && isMine(child)) found.push(child)
      return found
    },
    isIn: (inside) => firstIn(inside) !== undefined,
    read: (inside, reading, mayBeAbsent, into) => {
      const node = firstIn(inside)
      if (node !== undefined) return own.readNode(node, reading, into)
      if (mayBeAbsent) return undefined
      const { loop: name } = named(inside.id)
      const path = missing === 'LOOP_MISSING' || name === undefined ? id : `${name}/${id}`
      reading.findings.push(finding(missing, rangeOf(inside), path, {}, name))
      return undefined
    },
    decode: (node) => checked((reading) => own.readNode(node, reading)),
  }
}

/** The loop as findings name it. The outermost one has its ST01 as id, three characters: what stands in it is named without a loop. */
function named(id: string): { readonly loop?: string } {
  return id.length === 3 ? {} : { loop: id }
}

/** Is a node the segment with this id and these codes? */
function toTest(id: string, where: Where): (node: Loop | Segment) => node is Segment {
  const tests = Object.entries(where).map(([place, wanted]) => ({ ...toPosition(place), matches: toTextTest(wanted) }))
  return (node): node is Segment => {
    if (node.id !== id || isLoop(node)) return false
    for (const { element, component, matches } of tests) if (!matches(node.text(element, component))) return false
    return true
  }
}

function toTextTest(wanted: Where[Place]): (given: string) => boolean {
  if (wanted === undefined) return () => true
  if (typeof wanted === 'string') return (given) => given === wanted
  return 'not' in wanted ? (given) => !wanted.not.includes(given) : (given) => wanted.includes(given)
}

/** What all of these parts together read; unknown when it is unknown of one. */
function keysOf(parts: readonly LoopPart<unknown>[]): readonly Key[] | undefined {
  return parts.every(({ keys }) => keys !== undefined) ? parts.flatMap(({ keys = [] }) => keys) : undefined
}

/** One look at each child tells what parts it is for, instead of one look at all children for each part. */
function scoutFor(parts: readonly LoopPart<unknown>[]): Scout<Loop> {
  const byId = new Map<string, { bits: number; readonly byCode: Map<string, number> }>()
  let always = 0
  for (const [index, { keys }] of parts.entries()) {
    const bit = 1 << index
    if (keys === undefined) always |= bit
    for (const { id, codes } of keys ?? []) {
      const entry = byId.get(id) ?? { bits: 0, byCode: new Map<string, number>() }
      byId.set(id, entry)
      if (codes === undefined) entry.bits |= bit
      for (const code of codes ?? []) entry.byCode.set(code, (entry.byCode.get(code) ?? 0) | bit)
    }
  }
  return ({ children }) => {
    let seen = always
    for (const child of children) {
      const entry = byId.get(child.id)
      if (entry === undefined) continue
      seen |= entry.bits
      if (entry.byCode.size > 0 && !isLoop(child)) seen |= entry.byCode.get(child.text(1)) ?? 0
    }
    return seen
  }
}

/** Placed texts as the elements of a segment; a later text at the same place wins. */
function toInputs(placed: readonly Placed[]): ElementInput[] {
  const grid: string[][][] = []
  for (const { element, repetition, component, text: written } of placed) {
    const repetitions = (grid[element - 1] ??= [])
    const components = (repetitions[repetition - 1] ??= [])
    components[component - 1] = written
  }
  // Array.from, because it visits the holes that `map` would leave.
  return Array.from(grid, (repetitions: string[][] | undefined) => ({
    repeated: Array.from(repetitions ?? [[]], (components: string[] | undefined) =>
      Array.from(components?.length ? components : [''], (written: string | undefined) => written ?? ''),
    ),
  }))
}
