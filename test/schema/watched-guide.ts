// A guide whose rules are watched: whatever its judges do not ask must have nothing to say.
import type { Guide } from '../../src/schema/index.js'
import { FaultyElements } from '../../src/schema/faulty-elements.js'
import { type Ask, askEveryRule, type Judge } from '../../src/schema/rule-judge.js'
import type { LoopRules } from '../../src/schema/rule-set.js'

export interface Watch {
  /** Rules that were breached and not asked, or asked out of their order. */
  readonly missed: string[]
  /** How many rules there were to ask, how many were asked, and how many of those had something to say. */
  rules: number
  asked: number
  breached: number
}

export function startWatch(): Watch {
  return { missed: [], rules: 0, asked: 0, breached: 0 }
}

export function watched(guide: Guide, watch: Watch): Guide {
  return {
    ...guide,
    root: guide.root,
    rules: new Map([...guide.rules].map(([loop, rules]) => [loop, { ...rules, judge: watchedJudge(rules, watch, loop.path.join('/')) }])),
  }
}

/** Knows of no faulty elements; yet of what stands too often, of which nothing is told. */
const tooMany = new FaultyElements()

function watchedJudge({ groups, judge }: LoopRules, watch: Watch, loop: string): Judge {
  return (open, ask) => {
    const asked: Parameters<Ask>[] = []
    judge(open, (...question) => asked.push(question))
    if (open.hasStranger) return
    watch.asked += asked.length
    const questions = asked.map((question) => question)
    askEveryRule(groups)(open, (rule, ...place) => {
      watch.rules++
      const isAsked = asked[0]?.every((part, i) => part === [rule, ...place][i]) === true
      if (isAsked) asked.shift()
      let isBreached = false
      rule.check(...place, () => (isBreached = !tooMany.isAmong(rule.places, ...place)))
      if (isBreached) watch.breached++
      if (isBreached && !isAsked) watch.missed.push(`${loop} ${rule.id}`)
    })
    if (asked.length > 0) watch.missed.push(`${loop}: ${asked.length} out of order`)
    for (const question of questions) ask(...question)
  }
}
