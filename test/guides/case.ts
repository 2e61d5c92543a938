// One case per rule of a guide: a set with one fault and the findings it must make, a set at the edge of a rule that must make none,
// or the reason why a rule has no case.
import { createSetReader, type Guide, type SetListener } from '../../src/schema/index.js'
import { type BuiltLoop, segmentsOf } from './build.js'

export type Rule =
  | 'required'
  | 'repeat'
  | 'order'
  | 'unknown segment'
  | 'opening segment'
  | 'not used'
  | 'code'
  | 'too long'
  | 'too short'
  | 'type'
  | 'format'
  | 'guide length'
  | 'outside list'
  | 'npi'
  | 'repetitions'
  | 'components'
  | 'elements'
  | 'syntax note'
  | 'hierarchy'

export type Case = TestedCase | LeftOut

export interface TestedCase {
  readonly rule: Rule
  /** Where: "837/2000A/2010AA Billing Provider Name NM109". */
  readonly at: string
  readonly set: BuiltLoop
  /** "CODE path" of each finding it must make; none for a set that is right. */
  readonly expected: readonly string[]
}

/** A rule without a case, and why. */
export interface LeftOut {
  readonly rule: Rule
  readonly at: string
  readonly why: string
}

/** "CODE path" of every error of syntax and guide, and of whatever else was expected. Balances, situational rules and forms of values have tests of their own. */
export function findingsOf(guide: Guide, set: BuiltLoop, expected: readonly string[]): string[] {
  const found: string[] = []
  const listener: SetListener = {
    finding({ code, path, severity, snip }) {
      const key = `${code} ${path}`
      if (expected.includes(key) || (severity === 'error' && snip <= 2)) found.push(key)
    },
  }
  const reader = createSetReader(guide, listener, { maxFindings: Number.POSITIVE_INFINITY })
  for (const each of segmentsOf(set)) reader.segment(each)
  reader.end()
  return found.toSorted()
}
