// How findings name places.
import type { ChildDefinition, LoopDefinition, SegmentDefinition } from '../../src/schema/index.js'
import type { Chain } from './build.js'

/** "2010AA", "2300/HI", or "BHT" for what stands directly in the set. */
export function pathOf({ id, path }: LoopDefinition, child: Pick<ChildDefinition, 'kind' | 'id'>): string {
  return child.kind === 'loop' || path.length === 1 ? child.id : `${id}/${child.id}`
}

/** "LOOP_MISSING 2010AA". */
export function missing(inside: LoopDefinition, child: ChildDefinition): string {
  return `${child.kind === 'loop' ? 'LOOP' : 'SEGMENT'}_MISSING ${pathOf(inside, child)}`
}

/** The loop that a chain leads to. */
export function lastOf(chain: Chain): LoopDefinition {
  const last = chain.at(-1)
  if (last === undefined) throw new Error('an empty chain')
  return last
}

/** ST and SE: whether they stand, and how often, the reader of envelopes knows before any guide is asked. */
export function isEnvelope(chain: Chain, { id }: ChildDefinition): boolean {
  return chain.length === 1 && (id === 'ST' || id === 'SE')
}

export function everySegment(loop: LoopDefinition | undefined): SegmentDefinition[] {
  return (loop?.children ?? []).flatMap((child) => (child.kind === 'loop' ? everySegment(child) : [child]))
}
