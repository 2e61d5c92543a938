// The loop tree: what a transaction set is once every segment has found its loop. Codecs read it and make it.
import type { Segment } from '../x12/index.js'
import type { ByteRange, Finding } from '../values/index.js'

/** A loop with its segments and inner loops, in the order they stand. */
export interface Loop {
  /** "2300"; the outermost one is the transaction set itself and has its ST01 as id ("837"). */
  readonly id: string
  readonly children: readonly (Loop | Segment)[]
}

/**
 * One loop of the guide's unit (2300 of an 837, 2100 of an 835, 2200D of a 277CA), complete, with the loops it stands in.
 * A parent holds what came before this unit and stands outside other units: its own segments and loops such as 2010AA.
 */
export interface Unit {
  readonly loop: Loop
  /** Outermost first: the transaction set, 2000A, 2000B, … */
  readonly parents: readonly Loop[]
  /** Ordinal of this unit in its transaction set, from 1. */
  readonly ordinal: number
  /** Bytes from the unit's first segment to the end of its last. */
  readonly range: ByteRange
  /** Ordinal of its first segment, ST = 1. */
  readonly segment: number
  readonly findings: readonly Finding[]
}

export function isLoop(node: Loop | Segment): node is Loop {
  return 'children' in node
}

/** Makes a loop; undefined children are left out, so that absent parts need no `if`. */
export function loop(id: string, children: readonly (Loop | Segment | undefined)[]): Loop {
  return { id, children: children.filter((child) => child !== undefined) }
}

/** Segments that stand directly in this loop, with this id and, when given, one of these texts in element 01. */
export function segmentsIn(inside: Loop | undefined, id: string, ...qualifiers: readonly string[]): Segment[] {
  const found: Segment[] = []
  for (const child of inside?.children ?? [])
    if (!isLoop(child) && child.id === id && (qualifiers.length === 0 || qualifiers.includes(child.text(1)))) found.push(child)
  return found
}

export function firstSegment(inside: Loop | undefined, id: string, ...qualifiers: readonly string[]): Segment | undefined {
  return segmentsIn(inside, id, ...qualifiers)[0]
}

/** Loops with this id that stand directly in this one. */
export function loopsIn(inside: Loop | undefined, id: string): Loop[] {
  return (inside?.children ?? []).filter((child): child is Loop => isLoop(child) && child.id === id)
}

export function firstLoop(inside: Loop | undefined, id: string): Loop | undefined {
  return loopsIn(inside, id)[0]
}

/** Every segment of the loop and of its inner loops, in order. */
export function* allSegments(inside: Loop): Generator<Segment> {
  for (const child of inside.children) {
    if (isLoop(child)) yield* allSegments(child)
    else yield child
  }
}

/** Bytes and first segment ordinal of a loop that was read from a file. */
export function rangeOf(inside: Loop): ByteRange & { readonly segment: number } {
  let first: Segment | undefined
  let last: Segment | undefined
  for (const each of allSegments(inside)) {
    first ??= each
    last = each
  }
  if (first === undefined || last === undefined) return { offset: 0, length: 0, segment: 0 }
  return { offset: first.at.offset, length: last.at.offset + (last.at.length ?? 0) - first.at.offset, segment: first.at.segment }
}
