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
  type Part,
  plainly,
  type Properties,
  type Reading,
  type ValueOf,
} from './part.js'
import type { ChildTest, TextTest } from './plain/children.js'
import { compilePlain, type PlainPart, type PlainReader } from './plain/reader.js'
import type { Scope } from './plain/scope.js'

export * from './element.js'
export * from './element-type.js'
export { defaulted, mapped, optional, series, type ValueOf } from './part.js'

/** A part of a loop. */
export type LoopPart<T> = Part<Loop, Loop | Segment, T>

/** A part of a loop that is one segment or one inner loop, and can be read and written on its own. */
export interface Codec<Node extends Loop | Segment, T> extends LoopPart<T> {
  readonly test: ChildTest
  nodesIn(inside: Loop): readonly Node[]
  /** Reads quickly where all is plain, and so that it can be explained where not. */
  readNode(node: Node, reading: Reading, into?: Properties): T | undefined
  /** The reader of what is plain; undefined for what is not. */
  plainReader(): PlainReader<Node, T>
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
  const test = toTest(id, where)
  const tags = Object.entries(where).flatMap(([place, wanted]): Placed[] => (typeof wanted === 'string' ? [toPlaced(place, wanted)] : []))
  const isBare = !isPart(input) && Object.keys(input).length === 0
  const build = (placed: readonly Placed[]) => segment(id, toInputs([...tags, ...placed]))
  return nodeCodec<Segment, Value<I>>(test, 'SEGMENT_MISSING', body, {
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
  return nodeCodec<Loop, Group<I>>({ id, isLoop: true, texts: [] }, 'LOOP_MISSING', body, {
    readNode: (node, { findings }, into) => body.read(node, { findings, ...inside }, false, into),
    encode,
    write: (value) => [encode(value)],
  })
}

/** Several segments of one loop as one value: N3 with N4. */
export function segments<const I extends readonly Input<Loop, Loop | Segment>[]>(...inputs: I): LoopPart<Group<I>> {
  return grouped(inputs)
}

/** All segments or inner loops of this kind, in order; none is an empty list. */
export function many<Node extends Loop | Segment, T>(codec: Codec<Node, T>): LoopPart<readonly T[]> {
  return {
    plain: plainList(codec),
    isIn: (inside) => codec.isIn(inside),
    read: (inside, reading, mayBeAbsent) => {
      const nodes = codec.nodesIn(inside)
      return mayBeAbsent && nodes.length === 0 ? undefined : allRead(nodes.map((node) => codec.readNode(node, reading)))
    },
    write: (values) => values.flatMap((value) => codec.write(value)),
  }
}

/**
 * As `many`, but what cannot be read is left out of the list, with its finding: one unreadable date must not cost the payment it
 * belongs to. Never for money that balances.
 */
export function readable<Node extends Loop | Segment, T>(codec: Codec<Node, T>): LoopPart<readonly T[]> {
  return {
    ...many(codec),
    read: (inside, reading) => codec.nodesIn(inside).flatMap((node) => codec.readNode(node, reading) ?? []),
  }
}

function plainList<Node extends Loop | Segment, T>(codec: Codec<Node, T>): PlainPart {
  const list = (scope: Scope) => scope.all(codec.test, codec.plainReader())
  return { isIn: (scope) => `${list(scope)} !== undefined`, read: (scope) => `(${list(scope)} ?? [])` }
}

/** Runs a read and gives its value together with what was found. */
export function checked<T>(read: (reading: Reading) => T | undefined): Checked<T> {
  const findings: Finding[] = []
  const value = read({ findings })
  return { value, findings }
}

/**
 * Reads a loop that many units stand in: once for those that follow each other, and again when it has got more children since.
 * What was found is part of the answer each time.
 */
export function readOnce<T>(codec: LoopCodec<T>): (node: Loop) => Checked<T> {
  let last: { readonly node: Loop; readonly size: number; readonly answer: Checked<T> } | undefined
  return (node) => {
    const size = node.children.length
    if (last?.node !== node || last.size !== size) last = { node, size, answer: codec.decode(node) }
    return last.answer
  }
}

/** Nodes that are read before a reader is compiled for them: small files do not wait for compilers. */
const readBeforeCompiled = 20

function nodeCodec<Node extends Loop | Segment, T>(
  test: ChildTest,
  missing: 'SEGMENT_MISSING' | 'LOOP_MISSING',
  body: Part<Node, unknown, T>,
  own: Pick<Codec<Node, T>, 'readNode' | 'encode' | 'write'>,
): Codec<Node, T> {
  const { id } = test
  const nodesIn = ({ children }: Loop) => children.filter((child): child is Node => child.id === id && passes(child, test))
  let plain: PlainReader<Node, T> | undefined
  let read = 0
  const plainReader = () => (plain ??= compilePlain(id, (scope) => plainly(body).read(scope)))
  const readNode: typeof own.readNode = (node, reading, into) => {
    const value = into === undefined && ++read > readBeforeCompiled ? plainReader()(node) : undefined
    return value ?? own.readNode(node, reading, into)
  }
  return {
    ...own,
    test,
    plain: {
      isIn: (scope) => `${scope.first(test)} !== undefined`,
      read: (scope, into) => {
        const node = scope.first(test)
        scope.leaveIf(`${node} === undefined`)
        if (into !== undefined && 'isGroup' in body) return plainly(body).read(scope.in(node), into)
        return scope.keepPlain(`${scope.constant(plainReader())}(${node})`)
      },
    },
    nodesIn,
    readNode,
    plainReader,
    isIn: (inside) => nodesIn(inside).length > 0,
    read: (inside, reading, mayBeAbsent, into) => {
      const [node] = nodesIn(inside)
      if (node !== undefined) return readNode(node, reading, into)
      if (mayBeAbsent) return undefined
      const { loop: name } = named(inside.id)
      const path = missing === 'LOOP_MISSING' || name === undefined ? id : `${name}/${id}`
      reading.findings.push(finding(missing, rangeOf(inside), path, {}, name))
      return undefined
    },
    decode: (node) => checked((reading) => readNode(node, reading)),
  }
}

/** The loop as findings name it. The outermost one has its ST01 as id, three characters: what stands in it is named without a loop. */
function named(id: string): { readonly loop?: string } {
  return id.length === 3 ? {} : { loop: id }
}

function toTest(id: string, where: Where): ChildTest {
  const texts = Object.entries(where).map(([place, wanted = []]): TextTest => {
    const isWanted = typeof wanted === 'string' || !('not' in wanted)
    return { ...toPosition(place), codes: [isWanted ? wanted : wanted.not].flat(), isWanted }
  })
  return { id, isLoop: false, texts }
}

/** Is a node with the right id a loop, or a segment whose texts are as they must be? */
function passes(node: Loop | Segment, { isLoop: isLoopWanted, texts }: ChildTest): boolean {
  if (isLoop(node)) return isLoopWanted
  return (
    !isLoopWanted && texts.every(({ element, component, codes, isWanted }) => codes.includes(node.text(element, component)) === isWanted)
  )
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
