// Which rules have to be asked when a loop is complete. Nearly all rules have nothing to say of nearly all loops; one function for each
// loop of a guide, made of the written rules as source text, knows that of nearly all of them. What is left explains itself (Rule.check).
import { runSource } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { OpenLoop } from './open-loop.js'
import { segmentsSource } from './path-source.js'
import { eachSegment, loopAt } from './rule-path.js'
import type { Rule, RuleGroup } from './rule-set.js'
import { RuleWriter } from './rule-source.js'
import { type Feed, feed } from './rule-sums.js'
import { sourceCalls } from './source-calls.js'
import { Definitions } from './source-text.js'
import { feedSource } from './sum-source.js'

export type Ask = (rule: Rule, open: OpenLoop, now: Segment | undefined) => void
/** Adds up what the loops around want to know of the loop, and asks, in order, every rule that may be breached in it. */
export type Judge = (open: OpenLoop, ask: Ask) => void

export function judgeOf(groups: readonly RuleGroup[], feeds: readonly Feed[]): Judge {
  const rules = groups.flatMap((group) => group.rules)
  return (runSource(sourceOf(groups, feeds), { rules, ...sourceCalls }) as Judge | undefined) ?? plainJudge(groups, feeds)
}

/** The judge that needs no source text: it asks them all. */
function plainJudge(groups: readonly RuleGroup[], feeds: readonly Feed[]): Judge {
  const askAll = askEveryRule(groups)
  return (open, ask) => {
    for (const { up, index, amount } of feeds) feed(loopAt(up, open), index, amount(open, undefined) ?? Number.NaN)
    if (!open.hasStranger) askAll(open, ask)
  }
}

/** Asks without looking: what judges are held against. */
export function askEveryRule(groups: readonly RuleGroup[]): Judge {
  return (open, ask) => {
    for (const { each, rules } of groups) {
      if (each === undefined) for (const rule of rules) ask(rule, open, undefined)
      else
        eachSegment(each, open, (now) => {
          for (const rule of rules) ask(rule, open, now)
        })
    }
  }
}

/** The body of a function that returns the judge. */
export function sourceOf(groups: readonly RuleGroup[], feeds: readonly Feed[]): string {
  const shared = new Definitions('$')
  const head = new Definitions()
  let place = 0
  const askAll = (rules: readonly Rule[], inner: Definitions) =>
    rules
      .map(({ written, home }) => `if (${new RuleWriter(home, shared, inner).breach(written)}) ask(rules[${place++}], open, now)\n`)
      .join('')
  const groupSource = ({ each, rules }: RuleGroup) => {
    if (each === undefined) return askAll(rules, head)
    const eachHead = new Definitions()
    const body = askAll(rules, eachHead)
    const name = shared.function('each', 'open, now, ask', `${eachHead.written()}${body}`)
    return `${segmentsSource(each, 'open', shared, (segment) => `${name}(open, ${segment}, ask)`)}\n`
  }
  const fed = feeds.map((each) => feedSource(each, shared)).join('')
  const body = groups.map(groupSource).join('')
  // What a rule misses may be what did not find its place here.
  const judge = `(open, ask) => {\nconst now = undefined\n${fed}if (open.hasStranger) return\n${head.written()}${body}}`
  return `${shared.written()}return ${judge}`
}
