// Rules of a guide, compiled once: for each loop what is looked at when it is complete.
import type { FindingCode } from '../values/index.js'
import { findingCodes } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { type OpenLoop, pathIn } from './open-loop.js'
import { always, compileCondition, compileMust, type Condition, NoSuchPlace, pathFrom, unusable } from './rule-conditions.js'
import type { WrittenRule } from './rule-format.js'
import { findValue, firstOf, type Hit, presenceOf, refOf, type RuleHome, type RulePath } from './rule-path.js'
import { type Judge, judgeOf } from './rule-judge.js'
import { compileSum, type Feed, type Feeds } from './rule-sums.js'
import { singleValue } from './single-value.js'
import type { LoopDefinition } from './types.js'

/** What a rule found wrong in a loop. */
export interface Breach {
  readonly code: FindingCode
  /** Where it shows; undefined when the loop has no segment at all. */
  readonly segment: Segment | undefined
  /** 0 when it is about the segment or loop as a whole. */
  readonly element: number
  readonly component: number
  readonly path: string
  readonly loop: LoopDefinition
  /** Of sums: stated less computed. */
  readonly cents?: number
  /** Of what is missing or too much as a whole: the segment a 999 names it by. */
  readonly names?: string
}

export interface Rule {
  readonly id: string
  readonly snip: 3 | 4 | 5
  readonly isWarning: boolean
  readonly says: string
  /** Every place it looks at. */
  readonly places: readonly RulePath[]
  /** As it is written, and where it stands: what its judge is made of. */
  readonly written: WrittenRule
  readonly home: RuleHome
  /** `now` is the segment of `each`. */
  check(open: OpenLoop, now: Segment | undefined, tell: (breach: Breach) => void): void
}

/** Rules of a loop that are looked at together, in the order in which their findings come. */
export interface RuleGroup {
  readonly each: RulePath | undefined
  readonly rules: readonly Rule[]
}

export interface LoopRules {
  readonly groups: readonly RuleGroup[]
  /** Its text is made when it is first asked: most loops of a guide are never seen by a command. */
  readonly judge: Judge
}

export type RuleSet = ReadonlyMap<LoopDefinition, LoopRules>

/** What a consequence looks at: tells what is wrong where the conditions hold. */
type Consequence = (open: OpenLoop, now: Segment | undefined, tell: (breach: Breach) => void) => void

/** Rules of a guide, as they are written. */
export interface GuideRules {
  /** Of the guide itself: each must fit somewhere. */
  readonly own: readonly WrittenRule[]
  /** Of several guides: those that do not fit are left out. */
  readonly shared: readonly WrittenRule[]
}

/**
 * Compiles the rules for every loop they speak of. Throws CONFIG_INVALID for an own rule that fits nowhere, unless `isChanged`:
 * a companion guide may have taken away what it speaks of.
 */
export function compileRules(root: LoopDefinition, { own, shared }: GuideRules, isChanged: boolean): RuleSet {
  const rules = new Map<LoopDefinition, PlacedRule[]>()
  const feeds = new Map<LoopDefinition, Feed[]>()
  let places = 0
  const feeder: Feeds = {
    add: (feed) => {
      listIn(feeds, feed.path.loop).push({ ...feed, index: places })
      return places++
    },
  }
  const chains = [...chainsOf(root, [])]
  for (const rule of [...own, ...shared]) {
    const ids = typeof rule.loop === 'string' ? [rule.loop] : rule.loop
    let isPlaced = false
    let missing = 'there is no such loop'
    for (const chain of chains) {
      const loop = chain.at(-1)
      if (loop === undefined || !(ids.includes(loop.id) || (ids.includes('*') && holds(loop, rule.each)))) continue
      try {
        listIn(rules, loop).push(placeRule(rule, { chain, each: rule.each, mentioned: [] }, feeder))
        isPlaced = true
      } catch (error) {
        if (!(error instanceof NoSuchPlace)) throw error
        missing = `there is no ${error.message} in loop ${loop.id}`
      }
    }
    if (!isPlaced && !isChanged && own.includes(rule)) unusable(rule.id, missing)
  }
  const loops = new Set([...rules.keys(), ...feeds.keys()])
  return new Map(
    [...loops].map((loop) => {
      const [asked, fed] = [grouped(rules.get(loop) ?? []), feeds.get(loop) ?? []]
      let judge: Judge | undefined
      return [loop, { groups: asked, judge: (open, ask) => (judge ??= judgeOf(asked, fed))(open, ask) }]
    }),
  )
}

function* chainsOf(loop: LoopDefinition, above: readonly LoopDefinition[]): Generator<readonly LoopDefinition[]> {
  const chain = [...above, loop]
  yield chain
  for (const inner of loop.loops) yield* chainsOf(inner, chain)
}

function listIn<T>(lists: Map<LoopDefinition, T[]>, loop: LoopDefinition): T[] {
  const known = lists.get(loop)
  if (known !== undefined) return known
  const made: T[] = []
  lists.set(loop, made)
  return made
}

function holds({ children }: LoopDefinition, segment: string | undefined): boolean {
  return children.some((child) => child.kind === 'segment' && child.id === segment)
}

/** A rule with the segments it is looked at for, and the place of the first code it asks for. */
interface PlacedRule {
  readonly rule: Rule
  readonly each: RulePath | undefined
  readonly by: RulePath | undefined
}

function placeRule(written: WrittenRule, home: RuleHome, feeds: Feeds): PlacedRule {
  const { id, snip, each, when = [], says, severity } = written
  const first = when.findIndex(
    (condition) => 'path' in condition && condition.in !== undefined && singleValue(pathFrom(condition.path, home)) !== undefined,
  )
  const asked = when[first]
  const conditions = when.map((condition) => compileCondition(condition, home))
  const consequence = compileConsequence(written, home, feeds)
  return {
    each: each === undefined ? undefined : pathFrom(each, { ...home, each: undefined }),
    by: asked !== undefined && 'path' in asked ? pathFrom(asked.path, home) : undefined,
    rule: {
      id,
      snip,
      isWarning: severity === 'warning',
      says,
      places: [...home.mentioned],
      written,
      home,
      check: (open, now, tell) => {
        if (allHold(conditions, open, now)) consequence(open, now, tell)
      },
    },
  }
}

/** Rules for the same segments that ask for a code in the same place belong together. */
function grouped(rules: readonly PlacedRule[]): readonly RuleGroup[] {
  const groups = new Map<string, RuleGroup & { readonly rules: Rule[] }>()
  for (const { rule, each, by } of rules) {
    const key = `${each?.label ?? ''} ${by?.label ?? ''} ${by?.up ?? 0} ${by?.isNow === true}`
    const group = groups.get(key) ?? { each, rules: [] }
    groups.set(key, group)
    group.rules.push(rule)
  }
  return [...groups.values()]
}

function allHold(conditions: readonly Condition[], open: OpenLoop, now: Segment | undefined): boolean {
  for (const holdsHere of conditions) if (!holdsHere(open, now)) return false
  return true
}

function compileConsequence(written: WrittenRule, home: RuleHome, feeds: Feeds): Consequence {
  const { id, requires, requiresOneOf, forbids, must, unique, sum } = written
  const codes = codesOf(written)
  if (requires !== undefined) return all(listOf(requires).map((path) => requirement([path], home, codes)))
  if (requiresOneOf !== undefined) return requirement(requiresOneOf, home, codes)
  if (forbids !== undefined) return all(listOf(forbids).map((path) => prohibition(path, home, codes)))
  if (must !== undefined) {
    const find = compileMust(must, home)
    return (open, now, tell) => {
      const hit = find(open, now)
      if (hit !== undefined) tell(breachAt(codes.value, hit))
    }
  }
  if (unique !== undefined) return uniqueness(pathFrom(unique, home), codes)
  if (sum !== undefined) return balance(written, home, feeds, codes)
  return unusable(id, 'it asks for nothing')
}

function listOf(paths: string | readonly string[]): readonly string[] {
  return typeof paths === 'string' ? [paths] : paths
}

function all(consequences: readonly Consequence[]): Consequence {
  const [only, other] = consequences
  if (only !== undefined && other === undefined) return only
  return (open, now, tell) => {
    for (const consequence of consequences) consequence(open, now, tell)
  }
}

interface Codes {
  readonly missing: (isElement: boolean) => FindingCode
  readonly extra: (isElement: boolean) => FindingCode
  readonly value: FindingCode
  readonly amount: FindingCode
}

/** The kind of rule decides the finding's code; what is only doubtful has codes of its own, so that profiles can treat it apart. */
function codesOf({ id, code, severity, snip }: WrittenRule): Codes {
  const fixed = severity === 'warning' ? (snip === 3 ? 'AMOUNTS_DOUBTFUL' : 'SITUATION_DOUBTFUL') : undefined
  const own = code === undefined ? fixed : catalogued(code, id)
  return {
    missing: (isElement) => own ?? (isElement ? 'SITUATION_REQUIRES_ELEMENT' : 'SITUATION_REQUIRES_SEGMENT'),
    extra: (isElement) => own ?? (isElement ? 'SITUATION_FORBIDS_ELEMENT' : 'SITUATION_FORBIDS_SEGMENT'),
    value: own ?? (snip === 5 ? 'VALUE_FORM_INVALID' : 'VALUES_DISAGREE'),
    amount: own ?? 'AMOUNTS_DISAGREE',
  }
}

function catalogued(code: string, rule: string): FindingCode {
  if (!(code in findingCodes)) return unusable(rule, `there is no finding code ${code}`)
  return code as FindingCode
}

/** One of the places must be filled. An element is asked for only where its segment stands. */
function requirement(written: readonly string[], home: RuleHome, codes: Codes): Consequence {
  const paths = written.map((path) => pathFrom(path, home))
  const [wanted] = paths
  if (wanted === undefined) return () => undefined
  const spot = wanted.spots[0] ?? { element: 0, component: 0 }
  const isElement = spot.element !== 0
  const areThere = paths.map(presenceOf)
  const code = codes.missing(isElement)
  const holder: RulePath = { ...wanted, spots: [{ element: 0, component: 0 }] }
  const names = wanted.segments[0]?.id ?? wanted.loop.trigger.id
  return (open, now, tell) => {
    for (const isThere of areThere) if (isThere(open, now)) return
    const there = isElement ? findValue(holder, open, now, always) : undefined
    if (isElement && there === undefined) return
    const segment = there?.segment ?? now ?? firstOf(open)
    tell({ code, segment, ...spot, path: wanted.label, loop: wanted.loop, ...(isElement ? {} : { names }) })
  }
}

function prohibition(written: string, home: RuleHome, codes: Codes): Consequence {
  const path = pathFrom(written, home)
  return (open, now, tell) => {
    const hit = findValue(path, open, now, always)
    if (hit === undefined) return
    const isElement = hit.element !== 0
    tell({
      ...breachAt(codes.extra(isElement), hit),
      path: isElement ? labelOf(hit) : path.label,
      ...(isElement ? {} : { names: hit.segment.id }),
    })
  }
}

function uniqueness(path: RulePath, codes: Codes): Consequence {
  return (open, now, tell) => {
    const seen = new Set<string>()
    const hit = findValue(path, open, now, (text) => {
      if (seen.has(text)) return true
      seen.add(text)
      return false
    })
    if (hit !== undefined) tell(breachAt(codes.value, hit))
  }
}

function balance({ sum = {} }: WrittenRule, home: RuleHome, feeds: Feeds, codes: Codes): Consequence {
  const { stated, difference } = compileSum(sum, home, feeds)
  const loop = home.chain.at(-1)
  return (open, now, tell) => {
    const cents = difference(open, now) ?? 0
    if (cents === 0 || loop === undefined) return
    const hit = stated === undefined ? undefined : findValue(stated, open, now, always)
    const where =
      hit === undefined
        ? { code: codes.amount, segment: firstOf(open), element: 0, component: 0, path: pathIn(loop, loop.trigger.id), loop }
        : breachAt(codes.amount, hit)
    tell({ ...where, cents })
  }
}

function breachAt(code: FindingCode, hit: Hit): Breach {
  const { segment, element, component, loop } = hit
  return { code, segment, element, component, path: labelOf(hit), loop: loop.definition }
}

function labelOf({ segment, element, component, loop: { definition } }: Hit): string {
  return pathIn(definition, refOf(segment.id, { element, component }, definition))
}
