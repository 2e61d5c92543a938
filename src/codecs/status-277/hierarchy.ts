// The levels of a 277CA, 277 or 276: HL numbers on the way out, and one tree on the way in, whether read with a claim or without any.
import { allSegments, firstLoop, type Loop, loop } from '../../schema/index.js'
import { type Segment, segment } from '../../x12/index.js'

/** HL03: information source, information receiver, provider; patient of a 277CA; subscriber and dependent of a 276 or 277. */
export type LevelCode = '20' | '21' | '19' | 'PT' | '22' | '23'

/** Writes the HL segments of one transaction set, counting from 1; each tells its number, for its children to name. */
export function createHierarchy(): (code: LevelCode, parent: Segment | undefined, hasChildren: boolean) => Segment {
  let count = 0
  return (code, parent, hasChildren) => {
    count += 1
    const child = hasChildren ? '1' : '0'
    // The guides give patients no HL04.
    return segment('HL', [String(count), parent?.text(1) ?? '', code, code === 'PT' || code === '23' ? '' : child])
  }
}

/** A level above what is told, without its HL. */
export interface LevelToWrite {
  readonly code: LevelCode
  readonly nodes: readonly (Loop | Segment)[]
}

/** What is told (nothing, where the levels themselves tell it all), with the levels above it, outermost first. */
export interface ToldBeneath {
  readonly levels: readonly LevelToWrite[]
  readonly nodes: readonly (Loop | Segment)[]
}

interface OpenLevel extends LevelToWrite {
  readonly told: (Loop | Segment)[]
  readonly inner: Map<string, OpenLevel>
}

/** Writes all with their HL. What says the same at a level stands beneath one of it, in the order of first appearance. */
export function* encodeLevels(all: Iterable<ToldBeneath>): Generator<Segment> {
  const hl = createHierarchy()
  function* write({ code, nodes, told, inner }: OpenLevel, parent: Segment | undefined): Generator<Segment> {
    const mine = hl(code, parent, inner.size > 0)
    yield mine
    yield* allSegments(loop('', [...nodes, ...told]))
    for (const level of inner.values()) yield* write(level, mine)
  }
  for (const level of arrange(all).values()) yield* write(level, undefined)
}

function arrange(all: Iterable<ToldBeneath>): Map<string, OpenLevel> {
  const top = new Map<string, OpenLevel>()
  for (const { levels, nodes } of all) {
    let inner = top
    let last: OpenLevel | undefined
    for (const level of levels) {
      const key = JSON.stringify([level.code, [...allSegments(loop('', level.nodes))].map(textsOf)])
      last = inner.get(key) ?? { ...level, told: [], inner: new Map() }
      inner.set(key, last)
      inner = last.inner
    }
    last?.told.push(...nodes)
  }
  return top
}

/** Everything a segment says. */
function textsOf(each: Segment): unknown {
  return [each.id, Array.from({ length: each.elementCount }, (_, index) => each.element(index + 1))]
}

/** Levels that came one by one (the parents of a unit), put into each other as they stand in the file. */
export function nest(levels: readonly Loop[]): Loop {
  const whole = levels.reduceRight<Loop | undefined>(
    (inner, outer) => (inner === undefined ? outer : loop(outer.id, [...outer.children, inner])),
    undefined,
  )
  return whole ?? loop('277', [])
}

/** The first loop on this way down; an empty one where there is none, so that reading it finds what is missing. */
export function descend(from: Loop, ...ids: readonly string[]): Loop {
  return ids.reduce((inside, id) => firstLoop(inside, id) ?? loop(id, []), from)
}
