// Conditions of rules, compiled to functions. What cannot be compared (no such value, no number, no day) is undefined: neither right nor wrong.
import { Fault, numberFrom } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { CodeSet } from './code-set.js'
import { atMostOf, type Comparison, notAfter, notBefore, same } from './comparisons.js'
import type { OpenLoop } from './open-loop.js'
import type { WrittenCondition, WrittenCount, WrittenTest, WrittenWhere } from './rule-format.js'
import { findValue, type Hit, type LoopFilter, presenceOf, resolvePath, type RuleHome, type RulePath } from './rule-path.js'
import { singleValue } from './single-value.js'

export type Condition = (open: OpenLoop, now: Segment | undefined) => boolean
type Opinion = (text: string, open: OpenLoop, now: Segment | undefined) => boolean | undefined

/** Thrown while a rule is compiled for a loop: the guide has no such place. */
export class NoSuchPlace extends Error {}

/** Throws NoSuchPlace when the guide has no such path. */
export function pathFrom(path: string, home: RuleHome): RulePath {
  const found = resolvePath(path, home)
  if (found === undefined) throw new NoSuchPlace(path)
  home.mentioned.push(found)
  return found
}

export function compileCondition(written: WrittenCondition, home: RuleHome): Condition {
  if ('any' in written) {
    const inner = written.any.map((each) => compileCondition(each, home))
    return (open, now) => inner.some((holds) => holds(open, now))
  }
  if ('count' in written) return compileCount(written, home)
  const path = pathFrom(written.path, home)
  const opinions = opinionsOf(written, home)
  if (opinions.length === 0) {
    const isThere = presenceOf(path)
    const isWanted = written.present !== false
    return (open, now) => isThere(open, now) === isWanted
  }
  const single = singleValue(path)
  if (single !== undefined && written.in !== undefined && opinions.length === 1) {
    const codes = new CodeSet(new Set(written.in))
    return (open, now) => single.isAmong(codes, open, now)
  }
  const opinion = allOf(opinions)
  if (single !== undefined)
    return (open, now) => {
      const text = single.text(open, now)
      return text !== '' && opinion(text, open, now) === true
    }
  const test = (text: string, open: OpenLoop, now: Segment | undefined) => opinion(text, open, now) === true
  return (open, now) => findValue(path, open, now, test) !== undefined
}

/** The first value at the path that is not as it must be. */
export function compileMust(written: WrittenTest, home: RuleHome): (open: OpenLoop, now: Segment | undefined) => Hit | undefined {
  const path = pathFrom(written.path, home)
  const opinion = allOf(opinionsOf(written, home))
  const isWrong = (text: string, open: OpenLoop, now: Segment | undefined) => opinion(text, open, now) === false
  const single = singleValue(path)
  if (single === undefined) return (open, now) => findValue(path, open, now, isWrong)
  return (open, now) => {
    const text = single.text(open, now)
    return text === '' || !isWrong(text, open, now) ? undefined : findValue(path, open, now, isWrong)
  }
}

/** Tests whose conditions hold all together; false as soon as one is. */
function allOf(opinions: readonly Opinion[]): Opinion {
  const [only, other] = opinions
  if (only === undefined) return () => true
  if (other === undefined) return only
  return (text, open, now) => {
    let isKnown = true
    for (const opinion of opinions) {
      const holds = opinion(text, open, now)
      if (holds === false) return false
      if (holds === undefined) isKnown = false
    }
    return isKnown ? true : undefined
  }
}

function opinionsOf(test: WrittenTest, home: RuleHome): readonly Opinion[] {
  const opinions: Opinion[] = []
  const add = <T>(written: T | undefined, make: (written: T) => Opinion): void => {
    if (written !== undefined) opinions.push(make(written))
  }
  add(test.in, (codes) => among(codes, true))
  add(test.notIn, (codes) => among(codes, false))
  add(test.matches, (pattern) => {
    const whole = new RegExp(`^(?:${pattern})$`)
    return (text) => whole.test(text)
  })
  add(test.atLeast, (limit) => compared((number) => number >= limit))
  add(test.atMost, (limit) => compared((number) => number <= limit))
  add(test.above, (limit) => compared((number) => number > limit))
  add(test.below, (limit) => compared((number) => number < limit))
  add(test.same, (path) => against(pathFrom(path, home), same))
  add(test.differs, (path) => against(pathFrom(path, home), same, false))
  add(test.notBefore, (path) => against(pathFrom(path, home), notBefore))
  add(test.notAfter, (path) => against(pathFrom(path, home), notAfter))
  add(test.atMostOf, (path) => against(pathFrom(path, home), atMostOf))
  add(test.atMostCount, (path) => {
    const counted = pathFrom(path, home)
    return (text, open, now) => {
      let left = numberFrom(text)
      if (Number.isNaN(left)) return undefined
      return left <= 0 || findValue(counted, open, now, () => --left <= 0) !== undefined
    }
  })
  add(test.isOrdinal, () => (text, open) => text === String(open.ordinal))
  return opinions
}

function among(codes: readonly string[], wanted: boolean): Opinion {
  const set = new Set(codes)
  return (text) => set.has(text) === wanted
}

function compared(holds: (number: number) => boolean): Opinion {
  return (text) => {
    const number = numberFrom(text)
    return Number.isNaN(number) ? undefined : holds(number)
  }
}

/** Compares with the values at a path of which anything can be said; one that is as asked is enough. */
function against(path: RulePath, compare: Comparison, wanted = true): Opinion {
  const single = singleValue(path)
  if (single !== undefined)
    return (text, open, now) => {
      const other = single.text(open, now)
      const holds = other === '' ? undefined : compare(text, other)
      return holds === undefined ? undefined : holds === wanted
    }
  return (text, open, now) => {
    let isKnown = false
    const isHeld = findValue(path, open, now, (other) => {
      const holds = compare(text, other)
      if (holds !== undefined) isKnown = true
      return holds === true
    })
    return isKnown ? (isHeld !== undefined) === wanted : undefined
  }
}

export function always(): boolean {
  return true
}

function compileCount({ count, where, atLeast = 0, atMost = Number.POSITIVE_INFINITY }: WrittenCount, home: RuleHome): Condition {
  const path = pathFrom(count, home)
  const number = countOf(path, where === undefined ? undefined : compileWhere(where, path, home))
  return (open, now) => {
    const found = number(open, now)
    return found >= atLeast && found <= atMost
  }
}

/** How many values (or segments, or loops) there are at a path. */
export function countOf(path: RulePath, filter?: LoopFilter): (open: OpenLoop, now: Segment | undefined) => number {
  return (open, now) => {
    let count = 0
    findValue(
      path,
      open,
      now,
      () => {
        count++
        return false
      },
      filter,
    )
    return count
  }
}

/** {"SVD01": "2330B/NM109"}: key seen from where the path ends, value from the rule's loop. */
export function compileWhere(where: WrittenWhere, path: RulePath, home: RuleHome): LoopFilter {
  const pairs = Object.entries(where).map(([key, value]) => [pathFrom(key, homeAtEnd(path, home)), pathFrom(value, home)] as const)
  return (inner, open, now) =>
    pairs.every(
      ([key, value]) =>
        findValue(key, inner, undefined, (text) => findValue(value, open, now, (other) => other === text) !== undefined) !== undefined,
    )
}

/** From where the keys of `where` are seen. */
export function homeAtEnd({ up, down }: RulePath, { chain }: RuleHome): RuleHome {
  return { chain: [...chain.slice(0, chain.length - up), ...down], each: undefined, mentioned: [] }
}

/** A rule that nobody can follow. */
export function unusable(rule: string, why: string): never {
  throw new Fault('CONFIG_INVALID', `rule ${rule}: ${why}`)
}
