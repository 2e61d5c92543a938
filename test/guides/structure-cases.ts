// Cases about loops and segments: dropped, one too many, out of order, without the segment that opens them, of no guide.
import type { ChildDefinition, LoopDefinition } from '../../src/schema/index.js'
import {
  type Built,
  buildLoop,
  buildSegment,
  buildSet,
  type BuiltLoop,
  type BuiltSegment,
  type Chain,
  firstSegment,
  indexOf,
  innermost,
  isBuiltLoop,
  number,
} from './build.js'
import type { Case } from './case.js'
import { isAwaited, loopsWith, openBefore, opensWithout, placesFor } from './open-loops.js'
import { isEnvelope, lastOf, missing, pathOf } from './paths.js'

/** Cases about the children of the last loop of the chain. */
export function* structureCases(chain: Chain): Generator<Case> {
  const loop = lastOf(chain)
  for (const child of loop.children.slice(1)) {
    const at = `${loop.path.join('/')} ${child.id} ${child.name}`
    if (isEnvelope(chain, child)) {
      for (const rule of ['required', 'repeat', 'order'] as const) yield { rule, at, why: 'ST and SE: tested with the envelopes' }
      continue
    }
    yield dropped(chain, child, at)
    yield* repeated(chain, child, at)
    yield moved(chain, child, at)
    if (child.kind === 'loop') yield withoutOpening(chain, child, at)
  }
  yield strange(chain)
}

/** A required child left out, or a situational one put in. */
function dropped(chain: Chain, child: ChildDefinition, at: string): Case {
  const set = buildSet(chain, child)
  if (child.usage === 'S') return { rule: 'required', at, set: number(set), expected: [] }
  take(innermost(set, chain), child)
  return { rule: 'required', at, set: number(set), expected: [missing(lastOf(chain), child)] }
}

/** As many as may stand, and one more. */
function* repeated(chain: Chain, child: ChildDefinition, at: string): Generator<Case> {
  const rule = 'repeat'
  const isLimited = Number.isFinite(child.max)
  yield { rule, at, set: copied(chain, child, isLimited ? child.max : 2), expected: [] }
  if (!isLimited) {
    yield { rule, at, why: 'no limit' }
    return
  }
  const set = copied(chain, child, child.max + 1)
  const last = innermost(set, chain).children.findLast(({ definition }) => definition === child)
  const own = child.kind === 'loop' ? child.trigger : child
  const others =
    last === undefined ? [] : placesFor(firstSegment(last), openBefore(set, firstSegment(last)), 'later').filter((place) => place !== own)
  if (others.length > 0) yield { rule, at, why: 'one more has another place' }
  else yield { rule, at, set, expected: [`${child.kind === 'loop' ? 'LOOP' : 'SEGMENT'}_REPEATED ${pathOf(lastOf(chain), child)}`] }
}

function copied(chain: Chain, child: ChildDefinition, count: number): BuiltLoop {
  const set = buildSet(chain, child)
  const inside = innermost(set, chain)
  const copies = Array.from({ length: count - 1 }, () => (child.kind === 'loop' ? buildLoop(child) : buildSegment(child)))
  inside.children.splice(indexOf(inside, child), 0, ...copies)
  return number(set)
}

/** The child after the next one of its loop that must come later than it. */
function moved(chain: Chain, child: ChildDefinition, at: string): Case {
  const rule = 'order'
  const loop = lastOf(chain)
  const later = loop.children.filter((each) => each.group > child.group && !isEnvelope(chain, each))
  const next = later.find(({ kind }) => kind === 'segment') ?? later[0]
  if (next === undefined) return { rule, at, why: 'last of its loop' }
  const set = buildSet(chain, child, next)
  const inside = innermost(set, chain)
  const taken = take(inside, child)
  inside.children.splice(indexOf(inside, next) + 1, 0, taken)
  const first = firstSegment(taken)
  const open = openBefore(set, first)
  if (placesFor(first, open, 'later').length > 0) return { rule, at, why: 'has another place there' }
  if (opensWithout(first, open)) return { rule, at, why: 'reads as the next loop without its opening segment' }
  const path = child.kind === 'loop' ? `${child.id}/${child.trigger.id}` : pathOf(loop, child)
  return { rule, at, set: number(set), expected: [`SEGMENT_MISPLACED ${path}`] }
}

/** A loop without its first segment, when something else must stand in it. */
function withoutOpening(chain: Chain, child: LoopDefinition, at: string): Case {
  const rule = 'opening segment'
  const set = number(buildSet(chain, child))
  const inside = innermost(set, chain)
  const built = inside.children[indexOf(inside, child)]
  if (built === undefined || !isBuiltLoop(built) || built.children.length < 2)
    return { rule, at, why: 'nothing else must stand in the loop' }
  built.children.shift()
  const first = firstSegment(built)
  const open = openBefore(set, first)
  if (placesFor(first, open, 'anywhere').length > 0) return { rule, at, why: 'what is left has a place in an open loop' }
  if (child.usage === 'S' && !child.isHierarchical) {
    if (loopsWith(first, open) > 1) return { rule, at, why: 'what is left could begin several loops' }
    if (isAwaited(first, open)) return { rule, at, why: 'what is left reads as a segment with a wrong code' }
  }
  return { rule, at, set, expected: [`SEGMENT_MISSING ${child.id}/${child.trigger.id}`] }
}

/** A segment that no guide knows. */
function strange(chain: Chain): Case {
  const loop = lastOf(chain)
  const set = number(buildSet(chain))
  const zzz: BuiltSegment = { definition: { ...loop.trigger, id: 'ZZZ' }, elements: [[['1']]] }
  innermost(set, chain).children.splice(1, 0, zzz)
  return {
    rule: 'unknown segment',
    at: `${loop.path.join('/')} ZZZ`,
    set,
    expected: [`SEGMENT_UNEXPECTED ${pathOf(loop, zzz.definition)}`],
  }
}

function take(inside: BuiltLoop, child: ChildDefinition): Built {
  const [taken] = inside.children.splice(indexOf(inside, child), 1)
  if (taken === undefined) throw new Error(`${child.id} was not built`)
  return taken
}
