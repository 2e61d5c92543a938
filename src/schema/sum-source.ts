// Sums of rules as source text; NaN is what nobody can add up.
import type { WrittenSum, WrittenTerm } from './rule-format.js'
import type { RulePath, Spot } from './rule-path.js'
import { amongSource, endsSource, knownValue, loopAbove, ofAll, type Picked, segmentsSource, valueIn } from './path-source.js'
import { type Feed, holdsUnit } from './rule-sums.js'
import type { RuleWriter } from './rule-source.js'
import { type Definitions, unsure } from './source-text.js'

/** True where the sides may differ. */
export function sumSource({ stated, plus = [], minus = [] }: WrittenSum, writer: RuleWriter): string {
  const path = stated === undefined ? undefined : writer.path(stated)
  // What lies inside units is added up while they go by.
  const isFed = [...plus, ...minus].some((term) => writer.path(pathOf(term)).down.some(holdsUnit))
  const value = path && knownValue(path, writer.head, writer.shared)
  if (isFed || (path !== undefined && value === undefined)) return unsure
  const terms = [...plus.map((term) => ` - ${termSource(term, writer)}`), ...minus.map((term) => ` + ${termSource(term, writer)}`)]
  const difference = `isOff(${value === undefined ? '0' : value.cents}${terms.join('')})`
  return value === undefined ? difference : `${value.mayStand} && ${difference}`
}

function pathOf(term: WrittenTerm): string {
  return typeof term === 'string' ? term : 'count' in term ? term.count : term.path
}

function termSource(written: WrittenTerm, writer: RuleWriter): string {
  const term = typeof written === 'string' ? { path: written } : written
  const path = writer.path(pathOf(term))
  if ('count' in term) return `${writer.countOf(path, term.where)}(open, now, Infinity) * 100`
  const picked = writer.picked(term.where, path)
  const name = writer.helper('total', 'open, now', () => totalSource(path, term.paired, picked, writer.shared))
  return `(${writer.head.lazy('sum', `${name}(open, now)`)} ??= ${name}(open, now))`
}

/** Statements that add to a running sum what stands in a loop: all of it, for when the sum is judged nobody knows what was too much. */
export function feedSource({ up, index, path, isCount, paired }: Feed, shared: Definitions): string {
  const amount = isCount
    ? '100'
    : `${shared.function('total', 'open, now', totalSource(ofAll(path), paired, undefined, shared))}(open, now)`
  return `feed(${loopAbove(up)}, ${index}, ${amount})\n`
}

/** Statements that return the sum over a path, as compileTotal has it. */
function totalSource(path: RulePath, paired: readonly string[] | undefined, picked: Picked | undefined, shared: Definitions): string {
  const { segments, spots, down, isNow } = path
  const add = (segment: string) => amountsSource(spots, segment, paired, shared)
  if (isNow) return `let sum = 0\n${add('now')}\nreturn sum`
  const isLoopRequired = down.every(({ usage }) => usage === 'R')
  const isSegmentRequired = segments.every(({ usage }) => usage === 'R')
  const totals = endsSource(path, (end) => {
    const isMissing = segments.map(({ slot }) => `${end}.counts[${slot}] === 0`).join(' && ') || 'true'
    const missing = isSegmentRequired ? `if (${isMissing}) sum = NaN\n` : ''
    return `ends++\nif (${picked?.(end) ?? 'true'}) {\n${missing}${segmentsSource(path, end, shared, add)}\n}`
  })
  return `let [sum, ends] = [0, 0]\n${totals}\nreturn ${isLoopRequired ? 'ends === 0 ? NaN : sum' : 'sum'}`
}

/** Statements that add the amounts of a segment. */
function amountsSource(spots: readonly Spot[], segment: string, paired: readonly string[] | undefined, shared: Definitions): string {
  return spots.reduceRight((rest, spot) => {
    const { element, isRequired } = spot
    const value = valueIn(segment, spot)
    const before = valueIn(segment, { element: element - 1, component: 1 })
    const isPaired = paired === undefined ? '' : `if (${amongSource(paired, before, shared)}) `
    if (isRequired === true) return `${isPaired}sum += ${value.cents}\n${rest}`
    return `if (${segment}.elementCount >= ${element}) {\n${isPaired}if (${value.stands}) sum += ${value.cents}\n${rest}}\n`
  }, '')
}
