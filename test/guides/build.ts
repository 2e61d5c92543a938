// A minimal valid transaction set, made from a compiled guide: what is required, and what a test asks for beside it.
import type { ChildDefinition, ElementDefinition, LoopDefinition, SegmentDefinition } from '../../src/schema/index.js'
import { type Segment, segment } from '../../src/x12/index.js'
import { choose, type Wish } from './choice.js'
import { plausible } from './values.js'

export interface BuiltSegment {
  readonly definition: SegmentDefinition
  /** By element, repetition, component. */
  elements: string[][][]
}

export interface BuiltLoop {
  readonly definition: LoopDefinition
  readonly children: Built[]
}

export type Built = BuiltLoop | BuiltSegment

/** A loop with the loops around it: outermost first, itself last. */
export type Chain = readonly LoopDefinition[]

export function isBuiltLoop(built: Built): built is BuiltLoop {
  return 'children' in built
}

/** The set with all that is required, the loops of the chain, and these children of the last of them. */
export function buildSet(chain: Chain, ...wanted: readonly ChildDefinition[]): BuiltLoop {
  const [root] = chain
  if (root === undefined) throw new Error('an empty chain')
  return buildLoop(root, new Set<ChildDefinition>([...chain, ...wanted]))
}

export function buildLoop(definition: LoopDefinition, wanted: ReadonlySet<ChildDefinition> = new Set()): BuiltLoop {
  const children = definition.children
    .filter((child) => child.usage === 'R' || wanted.has(child))
    .map((child) => (child.kind === 'loop' ? buildLoop(child, wanted) : buildSegment(child)))
  return { definition, children }
}

export interface PartsWish extends Wish {
  /** What is wished for of the components of one element. */
  readonly components?: Wish & { readonly of: number }
}

/** The segment with what is required, wished for, and asked for by the notes. Throws when the notes leave no way: a guide at odds with itself. */
export function buildSegment(definition: SegmentDefinition, wish: PartsWish = {}): BuiltSegment {
  const chosen = choose(definition.elements, definition.syntax, wish)
  if (chosen === undefined)
    throw new Error(`${definition.id} (${definition.name}) cannot be filled: its notes and usages contradict each other`)
  // A segment of which nothing is required holds its first used element.
  if (chosen.size === 0) return buildSegment(definition, { filled: [firstUsed(definition.elements)] })
  return { definition, elements: filled(definition, chosen, wish.components) }
}

function firstUsed(parts: readonly ElementDefinition[]): number {
  return parts.find(({ usage }) => usage !== 'N')?.number ?? 1
}

/** Values for exactly these elements. */
export function filled(definition: SegmentDefinition, chosen: ReadonlySet<number>, components?: PartsWish['components']): string[][][] {
  const elements: string[][][] = []
  for (const element of definition.elements) {
    const before = elements.at(-1)?.[0]?.[0] ?? ''
    const wish = components?.of === element.number ? components : {}
    elements.push(chosen.has(element.number) ? [valueOf(element, before, wish)] : [['']])
  }
  return elements
}

function valueOf(element: ElementDefinition, before: string, wish: Wish): string[] {
  if (element.components.length === 0) return [plausible(element, before)]
  const chosen = choose(element.components, element.syntax, wish)
  if (chosen === undefined) throw new Error(`${element.ref} cannot be filled: its notes and usages contradict each other`)
  // A composite of which nothing is required holds its first used component.
  if (chosen.size === 0) chosen.add(firstUsed(element.components))
  return componentsOf(element, chosen)
}

export function componentsOf(element: ElementDefinition, chosen: ReadonlySet<number>): string[] {
  const texts: string[] = []
  for (const component of element.components) texts.push(chosen.has(component.number) ? plausible(component, texts.at(-1) ?? '') : '')
  return texts
}

/** The innermost loop of the chain: the first of each. */
export function innermost(set: BuiltLoop, chain: Chain): BuiltLoop {
  let found = set
  for (const wanted of chain.slice(1)) {
    const inner = found.children.find((child): child is BuiltLoop => isBuiltLoop(child) && child.definition === wanted)
    if (inner === undefined) throw new Error(`loop ${wanted.id} was not built`)
    found = inner
  }
  return found
}

/** Index of the first child of this kind. */
export function indexOf({ children }: BuiltLoop, definition: ChildDefinition): number {
  const index = children.findIndex((child) => child.definition === definition)
  if (index < 0) throw new Error(`${definition.id} was not built`)
  return index
}

/** Every loop of a guide with the loops around it. */
export function* chainsOf(root: LoopDefinition, around: Chain = []): Generator<Chain> {
  const chain = [...around, root]
  yield chain
  for (const inner of root.loops) yield* chainsOf(inner, chain)
}

export function firstSegment(built: Built): BuiltSegment {
  if (!isBuiltLoop(built)) return built
  const [first] = built.children
  if (first === undefined) throw new Error('an empty loop')
  return firstSegment(first)
}

/** Gives the HL segments their numbers, parents and child codes, and SE its count. */
export function number(set: BuiltLoop): BuiltLoop {
  let count = 0
  const levels = (loop: BuiltLoop, parent: string): boolean => {
    const { isHierarchical } = loop.definition
    const [hl] = loop.children
    const own = isHierarchical ? String(++count) : parent
    let hasInner = false
    for (const child of loop.children) if (isBuiltLoop(child)) hasInner = levels(child, own) || hasInner
    if (!isHierarchical || hl === undefined || isBuiltLoop(hl) || hl.definition.id !== 'HL') return hasInner
    put(hl, 1, own)
    put(hl, 2, parent)
    const stated = hasInner ? '1' : '0'
    // Where the guide knows one code only, it stays: the level is incomplete on purpose.
    if (hl.definition.elements[3]?.codes?.has(stated)) put(hl, 4, stated)
    return true
  }
  levels(set, '')
  return set
}

/** Sets the text of an element or component. */
export function put(built: BuiltSegment, element: number, text: string, component = 1): void {
  const repetition = built.elements[element - 1]?.[0]
  if (repetition === undefined) throw new Error(`no element ${element}`)
  while (repetition.length < component) repetition.push('')
  repetition[component - 1] = text
}

/** The segments of a set in order, as the reader takes them. */
export function segmentsOf(set: BuiltLoop): Segment[] {
  const segments: Segment[] = []
  const add = (built: Built) => {
    if (isBuiltLoop(built)) built.children.forEach(add)
    else
      segments.push(
        segment(
          built.definition.id,
          built.elements.map((repeated) => ({ repeated })),
          { offset: segments.length, segment: segments.length + 1 },
        ),
      )
  }
  add(set)
  return segments
}
