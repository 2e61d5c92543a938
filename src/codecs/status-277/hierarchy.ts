// The levels of a 277CA: HL numbers on the way out, and one tree on the way in, whether read with a claim or without any.
import { firstLoop, type Loop, loop } from '../../schema/index.js'
import { type Segment, segment } from '../../x12/index.js'

/** HL03: information source, information receiver, billing provider, patient. */
export type LevelCode = '20' | '21' | '19' | 'PT'

/** Writes the HL segments of one transaction set, counting from 1; each tells its number, for its children to name. */
export function createHierarchy(): (code: LevelCode, parent: Segment | undefined, hasChildren: boolean) => Segment {
  let count = 0
  return (code, parent, hasChildren) => {
    count += 1
    const child = hasChildren ? '1' : '0'
    return segment('HL', [String(count), parent?.text(1) ?? '', code, code === 'PT' ? '' : child]) // this guide gives patients no HL04
  }
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
