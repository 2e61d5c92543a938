// A loop while it is being read: where in its order we are, what came how often, what was passed over.
import type { Segment } from '../x12/index.js'
import type { Loop } from './tree.js'
import type { Candidate, ChildDefinition, LoopDefinition } from './types.js'

export const noSlot = -1

/** A loop that is being read. */
export interface OpenLoop {
  readonly definition: LoopDefinition
  readonly loop: Loop
  /** The loop it stands in; undefined for the transaction set. */
  readonly parent: OpenLoop | undefined
  /** Its number among its like, from 1. */
  readonly ordinal: number
  /** How many of each child there were, by slot. */
  readonly counts: readonly number[]
  /** Of each of the loop's children: its slot, or noSlot for an inner loop and for what has no place. */
  readonly slots: readonly number[]
  /** By slot: which of the loop's children is the first segment there, from 1; 0 when there is none. */
  readonly firsts: readonly number[]
  /** Inner loops that have ended, without those that hold units; undefined when there are none. */
  readonly inner: readonly OpenLoop[] | undefined
  /** Is there a segment in it that has no place? */
  readonly hasStranger: boolean
  /** Running sums of rules. */
  sums: number[] | undefined
  keep(ended: OpenLoop): void
}

/** An open loop with what is counted in it. */
export class Frame implements OpenLoop {
  readonly loop: Loop & { readonly children: (Loop | Segment)[] }
  /** Of each child, by slot. */
  readonly counts: number[]
  readonly slots: number[] = []
  readonly firsts: number[]
  inner: OpenLoop[] | undefined
  readonly ordinal: number
  hasStranger = false
  sums: number[] | undefined
  /** How far in the loop's order we are. */
  group = 0
  /** First of the required children that was not yet looked at. */
  private due = 0
  /** Required children that had not come when their place was passed, with the segment that passed it. */
  passed: { readonly child: ChildDefinition; readonly segment: Segment | undefined }[] | undefined

  constructor(
    readonly definition: LoopDefinition,
    readonly parent: Frame | undefined,
    /** The loop that goes on when this one ends: its parent, unless it was opened out of order. */
    readonly below: Frame | undefined,
  ) {
    this.loop = { id: definition.id, children: [] }
    this.counts = definition.blankCounts.slice()
    this.firsts = definition.blankCounts.slice()
    this.ordinal = parent?.counts[definition.slot] ?? 1
  }

  /** Takes a segment; without a slot it has no place here. */
  put(segment: Segment, slot: number | undefined): void {
    const place = this.loop.children.push(segment)
    this.slots.push(slot ?? noSlot)
    if (slot === undefined) this.hasStranger = true
    else if (this.firsts[slot] === 0) this.firsts[slot] = place
  }

  /** Keeps an inner loop that has ended. */
  keep(ended: OpenLoop): void {
    this.loop.children.push(ended.loop)
    this.slots.push(noSlot)
    if (this.inner === undefined) this.inner = [ended]
    else this.inner.push(ended)
  }

  /** Opened out of order: what follows it goes on as if it were not there. */
  get isStray(): boolean {
    return this.parent !== this.below
  }

  /** Is nothing missing that must stand before this child? */
  hasAllBefore({ group }: ChildDefinition): boolean {
    return this.definition.required.every((child) => child.group >= group || this.counts[child.slot] !== 0)
  }

  /** Notes required children before this group that did not come; they may still turn up out of order. */
  pass(group: number, segment: Segment | undefined): void {
    const { required } = this.definition
    for (let child = required[this.due]; child !== undefined && child.group < group; child = required[++this.due])
      if (this.counts[child.slot] === 0) (this.passed ??= []).push({ child, segment })
  }

  isFull({ slot, max }: ChildDefinition): boolean {
    return (this.counts[slot] ?? 0) >= max
  }
}

/** Is this the segment the candidate asks for? Its id is known to be right. */
export function fits({ segment: { qualifiers } }: Candidate, segment: Segment): boolean {
  for (const { element, component, codes } of qualifiers) if (!codes.isIn(segment, element, component)) return false
  return true
}

/** "2300/HI", or "BPR" for what stands directly in the transaction set. */
export function pathIn({ id, path }: LoopDefinition, segment: string): string {
  return path.length === 1 ? segment : `${id}/${segment}`
}
