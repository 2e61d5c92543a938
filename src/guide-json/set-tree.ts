// Segments of one transaction set become a tree, loop by loop. Read from the first child to the last, from the inside
// out, the tree always gives the segments in the order of the file, whatever is wrong with it.
import { isUtf8 } from 'node:buffer'
import type { ChildDefinition, Guide, LoopDefinition, SegmentDefinition } from '../schema/index.js'
import type { ReadSegment } from '../x12/index.js'
import type { JsonObject } from './line.js'

/** A segment in its loop; the definition is undefined when the guide has no place for it, or that place is taken. */
export interface PlacedSegment {
  readonly segment: ReadSegment
  readonly definition: SegmentDefinition | undefined
  readonly isUtf8: boolean
  /** Made once, since each unit tells the segments around it again; of UTF-8 only. */
  value?: JsonObject
}

/** A loop that is being read or has been. */
export class LoopNode {
  readonly children: (LoopNode | PlacedSegment)[] = []
  /** Segments here and in inner loops, but for those loops that hold units. */
  count = 0
  /** How many of them were told already. */
  told = 0
  private readonly opened = new Map<LoopDefinition, number>()
  private readonly taken = new Set<ChildDefinition>()

  /** `sink` takes the segments of a loop that stands once too often: they have no place of their own. */
  constructor(
    readonly definition: LoopDefinition,
    readonly ordinal: number,
    readonly sink: LoopNode | undefined,
  ) {}

  add(segment: ReadSegment, definition: SegmentDefinition | undefined): void {
    const home = this.sink ?? this
    const isPlaced = definition !== undefined && home === this && this.take(definition)
    home.children.push({ segment, definition: isPlaced ? definition : undefined, isUtf8: isUtf8(segment.bytes() ?? Buffer.alloc(0)) })
  }

  /** A loop that begins in this one. */
  open(definition: LoopDefinition): LoopNode {
    const ordinal = (this.opened.get(definition) ?? 0) + 1
    this.opened.set(definition, ordinal)
    const isPlaced = this.sink === undefined && this.take(definition)
    const node = new LoopNode(definition, ordinal, isPlaced ? undefined : (this.sink ?? this))
    if (isPlaced) this.children.push(node)
    return node
  }

  has(definition: SegmentDefinition): boolean {
    return this.taken.has(definition)
  }

  /** False when there is room for one only, and it is taken. */
  private take(definition: ChildDefinition): boolean {
    if (definition.max === 1 && this.taken.has(definition)) return false
    this.taken.add(definition)
    return true
  }
}

/** Told while the tree grows, when it is told unit by unit. `way` leads from the set to the loop that has ended. */
export interface UnitListener {
  unit(way: readonly LoopNode[]): void
  /** Segments outside units that no unit has told, since none came after them. */
  rest(way: readonly LoopNode[]): void
}

export class SetTree {
  /** Open loops, outermost first. */
  private readonly way: LoopNode[] = []
  readonly root: LoopNode

  /** Without a listener the whole set is kept; with one, a unit and the loops around it. `ordinal` is that of the set. */
  constructor(
    private readonly plan: TreePlan,
    ordinal: number,
    private readonly listener?: UnitListener,
  ) {
    this.root = new LoopNode(plan.root, ordinal, undefined)
    this.way.push(this.root)
  }

  /** Takes the next segment, with its use in the guide and the loop in which the guide puts it. */
  add(segment: ReadSegment, definition: SegmentDefinition | undefined, loop: LoopDefinition): void {
    const chain = this.plan.chains.get(loop) ?? [this.root.definition]
    let depth = 0
    while (depth < chain.length && this.way[depth]?.definition === chain[depth]) depth++
    if (depth > 1 && depth === chain.length && this.isNext(definition, loop)) depth--
    this.closeDownTo(depth)
    for (const inner of chain.slice(depth)) this.way.push(this.top.open(inner))
    this.top.add(segment, definition)
    const keeper = this.way.findLast((node) => this.isKeeper(node)) ?? this.root
    keeper.count++
  }

  /** The set is over. */
  end(): void {
    this.closeDownTo(1)
  }

  private get top(): LoopNode {
    return this.way.at(-1) ?? this.root
  }

  /** Does the loop, of which one is open, begin anew? */
  private isNext(definition: SegmentDefinition | undefined, loop: LoopDefinition): boolean {
    if (definition === loop.trigger) return true
    // A level whose HL is missing begins with the segment that must follow the HL.
    if (definition === undefined || !loop.isHierarchical || definition.group !== 1 || definition.usage !== 'R') return false
    return this.way.find((node) => node.definition === loop)?.has(definition) ?? false
  }

  /** Does it hold units, or is it one? A loop without a place of its own holds nothing. */
  private isKeeper({ definition, sink }: LoopNode): boolean {
    return sink === undefined && this.plan.keepers.has(definition)
  }

  private closeDownTo(depth: number): void {
    const { way, listener } = this
    while (way.length > depth) {
      const node = this.top
      if (listener !== undefined && this.isKeeper(node)) {
        if (node.definition.isUnit) listener.unit(way)
        else if (node.count > node.told) listener.rest(way)
        // What was told is let go: it is the last child of the loop around it.
        way.at(-2)?.children.pop()
      }
      way.pop()
    }
  }
}

/** What a guide says about where loops stand; made once per guide. */
export interface TreePlan {
  readonly root: LoopDefinition
  /** For each loop the loops on the way to it, itself the last. */
  readonly chains: ReadonlyMap<LoopDefinition, readonly LoopDefinition[]>
  /** The units and the loops that hold them. */
  readonly keepers: ReadonlySet<LoopDefinition>
}

export function planTree({ root }: Guide): TreePlan {
  const chains = new Map<LoopDefinition, readonly LoopDefinition[]>()
  const keepers = new Set([root])
  const add = (loop: LoopDefinition, above: readonly LoopDefinition[]): boolean => {
    const chain = [...above, loop]
    chains.set(loop, chain)
    const isAroundUnit = loop.loops.filter((inner) => add(inner, chain)).length > 0
    if (loop.isUnit || isAroundUnit) keepers.add(loop)
    return loop.isUnit || isAroundUnit
  }
  add(root, [])
  return { root, chains, keepers }
}
