// Sums of rules, in cents. What lies inside units is added up while the units go by, so that a remittance of any size takes a handful of numbers.
import { centsFromR } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { OpenLoop } from './open-loop.js'
import { compileWhere, countOf, pathFrom } from './rule-conditions.js'
import type { WrittenSum, WrittenTerm } from './rule-format.js'
import { findValue, type LoopFilter, type RuleHome, type RulePath, type Spot, startAt, sumOf } from './rule-path.js'
import { singleValue } from './single-value.js'
import type { LoopDefinition } from './types.js'

/** In cents; undefined when something that belongs to it is missing or no amount, which is reported elsewhere. */
type Amount = (open: OpenLoop, now: Segment | undefined) => number | undefined

export interface Sum {
  /** Where the stated side stands; undefined when 0 is meant. */
  readonly stated: RulePath | undefined
  /** Stated less computed, in cents; undefined when nobody can tell. */
  readonly difference: Amount
}

/** A term that is added up loop by loop, and kept by the loop of its rule. */
export interface Feed {
  /** How far above the loop, inside which the amounts stand, the rule's loop is. */
  readonly up: number
  /** Place among the running sums of the rule's loop. */
  readonly index: number
  /** Where the amounts stand, seen from the loop they are in. */
  readonly path: RulePath
  /** Are they counted instead? */
  readonly isCount: boolean
  readonly paired: readonly string[] | undefined
  readonly amount: Amount
}

/** Hands out places for running sums; one for all rules of a guide. */
export interface Feeds {
  add(feed: Omit<Feed, 'index'>): number
}

/** Adds to a running sum of the rule's loop; NaN once something cannot be added up. */
export function feed(owner: OpenLoop | undefined, index: number, amount: number): void {
  if (owner === undefined) return
  owner.sums ??= []
  owner.sums[index] = (owner.sums[index] ?? 0) + amount
}

export function compileSum({ stated, plus = [], minus = [] }: WrittenSum, home: RuleHome, feeds: Feeds): Sum {
  const path = stated === undefined ? undefined : pathFrom(stated, home)
  const statedAmount = path === undefined ? () => 0 : compileStated(path)
  const added = plus.map((term) => compileTerm(term, home, feeds))
  const taken = minus.map((term) => compileTerm(term, home, feeds))
  return {
    stated: path,
    difference: (open, now) => {
      const left = statedAmount(open, now)
      if (left === undefined) return undefined
      let difference = left
      for (const term of added) difference -= term(open, now) ?? Number.NaN
      for (const term of taken) difference += term(open, now) ?? Number.NaN
      return Number.isSafeInteger(difference) ? difference : undefined
    },
  }
}

/** The stated amount; undefined when it is not stated. */
function compileStated(path: RulePath): Amount {
  const single = singleValue(path)
  if (single !== undefined) return (open, now) => centsFromR(single.text(open, now))
  return (open, now) => {
    let text = ''
    findValue(path, open, now, (each) => {
      text = each
      return true
    })
    return centsFromR(text)
  }
}

function compileTerm(written: WrittenTerm, home: RuleHome, feeds: Feeds): Amount {
  const term = typeof written === 'string' ? { path: written } : written
  const path = pathFrom('count' in term ? term.count : term.path, home)
  const filter = term.where === undefined ? undefined : compileWhere(term.where, path, home)
  const paired = 'path' in term ? term.paired : undefined
  if (path.down.some(holdsUnit)) return compileFeed(path, paired, 'count' in term, feeds)
  if ('count' in term) {
    const count = countOf(path, filter)
    return (open, now) => count(open, now) * 100
  }
  return compileTotal(path, paired, filter)
}

/** A unit, or a loop that holds one: gone by the time a loop around it ends. */
export function holdsUnit({ isUnit, loops }: LoopDefinition): boolean {
  return isUnit || loops.some(holdsUnit)
}

function compileFeed(path: RulePath, paired: readonly string[] | undefined, isCount: boolean, feeds: Feeds): Amount {
  const inner: RulePath = { ...path, up: 0, down: [] }
  const amount = isCount ? () => 100 : compileTotal(inner, paired, undefined)
  const index = feeds.add({ up: path.down.length, path: inner, isCount, paired, amount })
  return (open) => open.sums?.[index] ?? 0
}

/** The sum over the path; undefined when something required is missing or an amount is none. */
function compileTotal(path: RulePath, paired: readonly string[] | undefined, filter: LoopFilter | undefined): Amount {
  const { segments, isNow, spots, down } = path
  const isLoopRequired = down.every(({ usage }) => usage === 'R')
  const isSegmentRequired = segments.every(({ usage }) => usage === 'R')
  const amount = (segment: Segment) => amountsOf(segment, spots, paired)
  /** Loops in which the path was seen to end. */
  let ends = 0
  const totalIn = (end: OpenLoop, open: OpenLoop, now: Segment | undefined): number => {
    ends++
    if (filter !== undefined && !filter(end, open, now)) return 0
    if (isSegmentRequired && segments.every(({ slot }) => end.counts[slot] === 0)) return Number.NaN
    return sumOf(path, end, amount)
  }
  const totalBelow = (loop: OpenLoop, depth: number, open: OpenLoop, now: Segment | undefined): number => {
    const step = down[depth]
    if (step === undefined) return totalIn(loop, open, now)
    let sum = 0
    if (loop.inner !== undefined)
      for (const inner of loop.inner) if (inner.definition.slot === step.slot) sum += totalBelow(inner, depth + 1, open, now)
    return sum
  }
  return (open, now) => {
    if (isNow) return now === undefined ? 0 : known(amount(now))
    const start = startAt(path, open)
    ends = 0
    const sum = start === undefined ? 0 : totalBelow(start, 0, open, now)
    return ends === 0 && isLoopRequired ? undefined : known(sum)
  }
}

function known(sum: number): number | undefined {
  return Number.isNaN(sum) ? undefined : sum
}

function amountsOf(segment: Segment, spots: readonly Spot[], paired: readonly string[] | undefined): number {
  let sum = 0
  for (const { element, component, isRequired } of spots) {
    if (element > segment.elementCount && isRequired !== true) break
    if (paired !== undefined && !paired.includes(segment.text(element - 1))) continue
    const text = segment.text(element, component)
    if (text !== '' || isRequired === true) sum += centsFromR(text) ?? Number.NaN
  }
  return sum
}
