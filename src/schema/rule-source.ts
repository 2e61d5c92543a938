// A written rule as source text: what must be true for it to be breached, in expressions of JavaScript. Where that is not sure, it says
// "true": then the rule itself is asked (see rule-judge.ts).
import { anyOf, centsFromR, literal } from '../values/index.js'
import { pathFrom, homeAtEnd } from './rule-conditions.js'
import type { WrittenCondition, WrittenCount, WrittenRule, WrittenTest, WrittenWhere } from './rule-format.js'
import { countedSlots, type RuleHome, type RulePath } from './rule-path.js'
import {
  amongSource,
  countSource,
  knownValue,
  knownValues,
  maybeSource,
  ofAll,
  type Picked,
  standingSource,
  valuesSource,
  type ValueSource,
} from './path-source.js'
import { startOfPattern } from './pattern-start.js'
import { Definitions, unsure } from './source-text.js'
import { sumSource } from './sum-source.js'

/** Writes expressions for the head and body of one function, whose parameters are `open` and `now`. */
export class RuleWriter {
  constructor(
    private readonly home: RuleHome,
    /** Functions and constants that the whole source shares. */
    readonly shared: Definitions,
    /** What the function looks up when it begins. */
    readonly head: Definitions,
  ) {}

  /** True wherever the rule may be breached. */
  breach({ when = [], ...written }: WrittenRule): string {
    const all = [...when.map((condition) => this.condition(condition)), ...this.consequence(written)]
    // What needs no walk along a path comes first.
    const [known, called] = [all.filter(isKnown), all.filter((each) => !isKnown(each))]
    return [...known, ...called].join(' && ')
  }

  path(written: string): RulePath {
    return pathFrom(written, { ...this.home, mentioned: [] })
  }

  /** Name of a function of its own that walks along paths. */
  helper(kind: string, parameters: string, write: (inner: RuleWriter) => string, home = this.home): string {
    const head = new Definitions()
    const body = write(new RuleWriter(home, this.shared, head))
    return this.shared.function(kind, parameters, `${head.written()}${body}`)
  }

  private condition(written: WrittenCondition): string {
    if ('any' in written) return anyOf(written.any.map((each) => this.condition(each)))
    if ('count' in written) return this.count(written)
    if (!asksForMore(written)) return this.presence(this.path(written.path), written.present !== false)
    // To be one of the codes may mean to be empty.
    return written.in?.includes('') === true ? unsure : this.some(written, 'holds')
  }

  /** All of them must be true for a breach. */
  private consequence({ requires, requiresOneOf, forbids, must, unique, sum }: Omit<WrittenRule, 'when'>): readonly string[] {
    if (requires !== undefined) return [anyOf(listOf(requires).map((path) => this.absence([path])))]
    if (requiresOneOf !== undefined) return [this.absence(requiresOneOf)]
    if (forbids !== undefined) return [anyOf(listOf(forbids).map((path) => this.presence(this.path(path))))]
    if (must !== undefined) return [this.some(must, 'fails')]
    if (unique !== undefined) return [this.areSeveral(this.path(unique)), this.twice(this.path(unique))]
    return [sum === undefined ? unsure : sumSource(sum, this)]
  }

  private presence(path: RulePath, isWanted = true): string {
    const there = this.there(path)
    return isWanted ? there : `!${there}`
  }

  private there(path: RulePath): string {
    const values = knownValues(path, this.head, this.shared)
    if (values !== undefined) return anyOf(values.map(({ stands }) => stands))
    const slots = countedSlots(path)
    if (slots !== undefined) return anyOf(slots.map((slot) => `${countSource(path.up, slot, this.head)} !== 0`))
    const standing = path.spots[0]?.element === 0 ? standingSource(path, this.head, this.shared) : undefined
    return `(${standing ?? `${this.maybe(path)} && ${this.countOf(path)}(open, now, 1) !== 0`})`
  }

  private maybe(path: RulePath): string {
    return maybeSource(path, this.head, this.shared)
  }

  /** None of the paths is filled; where an element is wanted, its segment stands. */
  private absence(written: readonly string[]): string {
    const paths = written.map((path) => this.path(path))
    const [wanted] = paths
    if (wanted === undefined) return 'false'
    const holder = wanted.spots[0]?.element === 0 ? [] : [this.presence({ ...wanted, spots: [{ element: 0, component: 0 }] })]
    return [...paths.map((path) => this.presence(path, false)), ...holder].join(' && ')
  }

  /** Is there a value of which the test holds, or (surely) does not? */
  private some(test: WrittenTest, verdict: 'holds' | 'fails'): string {
    const path = this.path(test.path)
    const values = knownValues(path, this.head, this.shared)
    if (values !== undefined) return anyOf(values.map((value) => `${value.mayStand} && ${this.test(test, verdict, value)}`))
    if (path.spots[0]?.element === 0) return unsure
    const name = this.helper('has', 'open, now', (inner) => {
      const found = valuesSource(path, this.shared, (value) => `if (${inner.test(test, verdict, value)}) return true`)
      return `${found}\nreturn false`
    })
    return `${this.maybe(path)} && ${name}(open, now)`
  }

  private test(test: WrittenTest, verdict: 'holds' | 'fails', value: ValueSource): string {
    const holds = verdict === 'holds'
    const opinions = this.opinions(test, value).map((opinion) => (holds ? opinion.holds : opinion.fails))
    return holds ? opinions.join(' && ') || unsure : anyOf(opinions)
  }

  /** Expressions for what each part of a test may say of a value. */
  private opinions(test: WrittenTest, value: ValueSource): readonly Opinion[] {
    const { text } = value
    const opinions: Opinion[] = []
    const add = <T>(written: T | undefined, make: (written: T) => Opinion): void => {
      if (written !== undefined) opinions.push(make(written))
    }
    add(test.in, (codes) => plain(amongSource(codes, value, this.shared)))
    add(test.notIn, (codes) => plain(`!(${amongSource(codes, value, this.shared)})`))
    add(test.matches, (pattern) => plain(this.matching(pattern, text)))
    add(test.atLeast, (limit) => numeric(value, '>=', '<', limit))
    add(test.atMost, (limit) => numeric(value, '<=', '>', limit))
    add(test.above, (limit) => numeric(value, '>', '<=', limit))
    add(test.below, (limit) => numeric(value, '<', '>=', limit))
    add(test.same, (path) => this.compared('same', path, value))
    add(test.differs, (path) => this.compared('same', path, value, 'false'))
    add(test.notBefore, (path) => this.compared('notBefore', path, value))
    add(test.notAfter, (path) => this.compared('notAfter', path, value))
    add(test.atMostOf, (path) => this.compared('atMostOf', path, value))
    add(test.atMostCount, (path) => {
      const number = `${value.cents} / 100`
      const count = `${this.countOf(this.path(path))}(open, now, ${number})`
      return { holds: `!(${count} < ${number})`, fails: `!(${count} >= ${number})` }
    })
    add(test.isOrdinal, () => ({ holds: unsure, fails: `!isNumeral(${value.code}, open.ordinal)` }))
    return opinions
  }

  private matching(pattern: string, text: string): string {
    const test = `${this.shared.constant('pattern', `new RegExp(${literal(`^(?:${pattern})$`)})`)}.test(${text})`
    // Many patterns are of codes that begin with one character: nearly all other texts are told from them by that.
    const start = startOfPattern(pattern)
    return start === undefined ? test : `(${text}.charCodeAt(0) === ${start} && ${test})`
  }

  private compared(comparison: Compared, written: string, { text, cents }: ValueSource, wanted: 'true' | 'false' = 'true'): Opinion {
    const path = this.path(written)
    const other = knownValue(path, this.head, this.shared)
    const verdict =
      other === undefined
        ? `(${this.maybe(path)} ? ${this.comparison(comparison, path)}(${text}, open, now) : undefined)`
        : `(${other.mayStand} ? ${comparison}(${text}, ${other.text}) : undefined)`
    const holds = `${verdict} === ${wanted}`
    const fails = `${verdict} === ${wanted === 'true' ? 'false' : 'true'}`
    if (comparison === 'atMostOf') return { holds, fails }
    if (comparison === 'same') {
      // Numbers that differ are no same text.
      const maybe = other === undefined ? '' : `${other.mayStand} && !(${cents} < ${other.cents} || ${cents} > ${other.cents}) && `
      return wanted === 'true' ? { holds: `${maybe}${holds}`, fails } : { holds, fails: `${maybe}${fails}` }
    }
    // Nearly all are plain days, and in order: seen without making text.
    const limit = other?.cents ?? this.limit(comparison, path)
    const isInOrder = comparison === 'notBefore' ? `areInOrder(${limit}, ${cents})` : `areInOrder(${cents}, ${limit})`
    return { holds, fails: `${other?.mayStand ?? this.maybe(path)} && !${isInOrder} && ${fails}` }
  }

  /** The first or last of the days at a path, as an amount: it is enough to be in order with one of them. */
  private limit(comparison: 'notBefore' | 'notAfter', path: RulePath): string {
    const isNearer = comparison === 'notBefore' ? '<=' : '>='
    const name = this.helper('limit', 'open, now', () => {
      const values = valuesSource(
        path,
        this.shared,
        ({ cents, text }) =>
          `const day = ${cents}\nif (areInOrder(day, day) && !(limit ${isNearer} day) && ${text}.length === 8) limit = day`,
      )
      return `let limit = NaN\n${values}\nreturn limit`
    })
    const found = `${name}(open, now)`
    return `(${this.head.lazy('limit', found)} ??= ${found})`
  }

  /** Name of a function that compares a text with the values at a path: one that is as asked is enough. */
  private comparison(comparison: Compared, path: RulePath): string {
    return this.helper('compare', 'text, open, now', () => {
      const values = valuesSource(
        path,
        this.shared,
        (other) =>
          `if (${other.stands}) switch (${comparison}(text, ${other.text})) {\ncase true: return true\ncase false: isKnown = true\n}`,
      )
      return `let isKnown = false\n${values}\nreturn isKnown ? false : undefined`
    })
  }

  private count({ count, where, atLeast = 0, atMost }: WrittenCount): string {
    const path = this.path(count)
    const name = this.countOf(path, where)
    const least = atLeast > 0 ? [`${name}(open, now, ${literal(atLeast)}) >= ${literal(atLeast)}`] : []
    const most = atMost === undefined ? [] : [`${name}(open, now, ${literal(atMost)} + 1) <= ${literal(atMost)}`]
    return [...least, ...most].join(' && ') || 'true'
  }

  /** Name of a function that counts the values at a path, up to a limit. */
  countOf(path: RulePath, where?: WrittenWhere): string {
    const picked = this.picked(where, path)
    return this.helper('count', 'open, now, limit', () => {
      const values = valuesSource(path, this.shared, (value) => `if (${value.stands} && ++count >= limit) return count`, picked)
      return `let count = 0\n${values}\nreturn count`
    })
  }

  /** A condition on the loops where a path ends; undefined when all are meant. */
  picked(where: WrittenWhere | undefined, path: RulePath): Picked | undefined {
    if (where === undefined) return undefined
    const home = homeAtEnd(path, this.home)
    const pairs = Object.entries(where).map(([key, other]) => {
      const same = this.comparison('same', this.path(other))
      return this.helper(
        'picks',
        'open, outer, now',
        (inner) => {
          const values = valuesSource(
            // Keys are not among the places of a rule (see FaultyElements).
            ofAll(inner.path(key)),
            this.shared,
            (value) => `if (${value.stands} && ${same}(${value.text}, outer, now) === true) return true`,
          )
          return `${values}\nreturn false`
        },
        home,
      )
    })
    return (end) => pairs.map((name) => `${name}(${end}, open, now)`).join(' && ') || 'true'
  }

  private areSeveral(path: RulePath): string {
    const values = knownValues(path, this.head, this.shared)
    if (values === undefined) return `${this.maybe(path)} && ${this.countOf(path)}(open, now, 2) === 2`
    return `${values.map(({ stands }) => stands).join(' + ') || '0'} > 1`
  }

  private twice(path: RulePath): string {
    const name = this.helper('twice', 'open, now', () => {
      const values = valuesSource(
        path,
        this.shared,
        (value) => `if (${value.stands}) {\nconst text = ${value.text}\nif (seen.has(text)) return true\nseen.add(text)\n}`,
      )
      return `const seen = new Set()\n${values}\nreturn false`
    })
    return `${name}(open, now)`
  }
}

interface Opinion {
  readonly holds: string
  readonly fails: string
}

type Compared = 'same' | 'notBefore' | 'notAfter' | 'atMostOf'

/** Compares with a number, in hundredths. What is no amount may be any number. */
function numeric({ cents }: ValueSource, holds: string, fails: string, limit: number): Opinion {
  const limitCents = centsFromR(String(limit))
  if (limitCents === undefined) return { holds: unsure, fails: unsure }
  return { holds: `!(${cents} ${fails} ${limitCents})`, fails: `!(${cents} ${holds} ${limitCents})` }
}

/** Of any text it is known whether it is so. */
function plain(holds: string): Opinion {
  return { holds, fails: `!(${holds})` }
}

/** Does an expression do without functions that walk along paths? It matters for speed alone. */
function isKnown(expression: string): boolean {
  return !expression.includes('(open')
}

function asksForMore(test: WrittenTest): boolean {
  return Object.keys(test).some((key) => key !== 'path' && key !== 'present')
}

function listOf(paths: string | readonly string[]): readonly string[] {
  return typeof paths === 'string' ? [paths] : paths
}
