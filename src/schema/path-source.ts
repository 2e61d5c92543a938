// Paths of rules as source text: the loops and segments along a path become loops of JavaScript.
import { anyOf, centsFromR, literal } from '../values/index.js'
import { codeOf } from '../x12/index.js'
import type { RulePath, Spot } from './rule-path.js'
import type { Definitions } from './source-text.js'
import type { LoopDefinition } from './types.js'

/** Expressions for what stands in one place of a segment. */
export interface ValueSource {
  /** Is there any text? */
  readonly stands: string
  /** The same for places that hold nothing else; at least false where there is none. The others are asked only where this is true. */
  readonly mayStand: string
  readonly code: string
  /** The same, where it was asked for before. */
  readonly sameCode: string
  readonly text: string
  /** Its amount in cents, which is also a quick way to a day: NaN where it is none. */
  readonly cents: string
}

/** A condition on the loop where a path ends. */
export type Picked = (end: string) => string

/** The number of the empty text. */
const nothing = codeOf('')

/** The loop so far above `open`; perhaps undefined. */
export function loopAbove(up: number): string {
  return up === 0 ? 'open' : `open.parent${'?.parent'.repeat(up - 1)}`
}

/**
 * The values at a path whose segment there is once at most, looked up once for all rules of the function; undefined for any other path.
 * A segment too many is found elsewhere, and then no rule judges what stands in it: the first one is enough.
 */
export function knownValues(path: RulePath, head: Definitions, shared: Definitions): readonly ValueSource[] | undefined {
  const { isNow, up, down, codes, segments, spots } = path
  const [only, other] = segments
  const isAlone = down.length === 0 && other === undefined && only?.max === 1
  if (only === undefined || !(isNow || isAlone) || spots.some(({ element }) => element === 0)) return undefined
  const segment = isNow ? 'now' : head.constant('segment', `first(${loopAbove(up)}, ${only.slot})`)
  const filled = head.constant('filled', `${segment} === undefined ? 0 : ${segment}.filled`)
  const values = spots.map((spot) => knownValueIn(segment, filled, spot, head))
  if (codes === undefined) return values
  const first = knownValueIn(segment, filled, { element: 1, component: 1 }, head)
  const isWanted = `${first.mayStand} && ${amongSource([...codes.texts], first, shared)} && `
  return values.map((value) => ({ ...value, mayStand: `${isWanted}${value.mayStand}`, stands: `(${isWanted}${value.stands})` }))
}

function knownValueIn(segment: string, filled: string, spot: Spot, head: Definitions): ValueSource {
  const remembered = (kind: string, expression: string) => `(${head.lazy(kind, expression)} ??= ${expression})`
  const place = placeOf(spot)
  const code = remembered('code', `${segment}.code(${place})`)
  return {
    ...standingIn(filled, spot, code),
    code,
    sameCode: head.lazy('code', `${segment}.code(${place})`),
    text: remembered('text', `${segment}.text(${place})`),
    cents: remembered('cents', `${segment}.cents(${place})`),
  }
}

/** The value at a path of which there is one at most. */
export function knownValue(path: RulePath, head: Definitions, shared: Definitions): ValueSource | undefined {
  return path.spots.length === 1 ? knownValues(path, head, shared)?.[0] : undefined
}

/** How many there are in a slot of the loop so far above. */
export function countSource(up: number, slot: number, head: Definitions): string {
  return head.constant('number', `countIn(${loopAbove(up)}, ${slot})`)
}

/**
 * False where there surely is nothing at the path: neither its segment nor the first loop on the way. For a segment as a whole that has
 * one of some codes it is exact.
 */
export function maybeSource(path: RulePath, head: Definitions, shared: Definitions): string {
  const { isNow, up, down, segments } = path
  const [inner] = down
  if (isNow || (inner === undefined && segments.length === 0)) return 'true'
  if (inner !== undefined) return `${countSource(up, inner.slot, head)} !== 0`
  return standingSource(path, head, shared) ?? anyOf(segments.map(({ slot }) => `${countSource(up, slot, head)} !== 0`))
}

/** Codes that fit into the bits of a number. */
const maxBits = 31
/** Amounts that are compared one by one. */
const maxAmounts = 3

/** Stands one of the codes of the path? All codes that are asked of the same slots, in whichever loop, are looked for at once. */
export function standingSource({ up, down, segments, codes }: RulePath, head: Definitions, shared: Definitions): string | undefined {
  const wanted = [...(codes?.texts ?? [])].map(codeOf)
  if (codes === undefined || down.length > 0 || wanted.includes(0)) return undefined
  const places = segments.map(({ slot, max }) => `${slot}, ${max} times at most`).join('; ')
  const known = shared.list(places)
  const fresh = wanted.filter((code) => !known.includes(code))
  if (known.length + fresh.length > maxBits) return undefined
  known.push(...fresh)
  const find = shared.function('standing', 'open', places, () => {
    const cases = known.map((code, bit) => `case ${code}: standing |= ${1 << bit}; break`).join('\n')
    const found = segmentsSource({ segments, codes: undefined }, 'open', shared, () => `switch (segment.code(1, 1)) {\n${cases}\n}`)
    return `let standing = 0\nif (open !== undefined) {\n${found}\n}\nreturn standing`
  })
  const bits = wanted.reduce((sum, code) => sum | (1 << known.indexOf(code)), 0)
  return `(${head.constant('codes', `${find}(${loopAbove(up)})`)} & ${bits}) !== 0`
}

/** Is the value one of these codes? Short ones are compared by their numbers; longer text has the number 0. */
export function amongSource(codes: readonly string[], value: Omit<ValueSource, 'stands' | 'mayStand'>, shared: Definitions): string {
  const numbers = [...new Set(codes.map(codeOf))]
  const isNumbered = anyOf(numbers.map((number, place) => `${place === 0 ? value.code : value.sameCode} === ${number}`))
  if (!numbers.includes(0)) return isNumbered
  const isThere = `${shared.constant('set', `new Set(${literal(codes)})`)}.has(${value.text})`
  if (!codes.every(isAscii)) return isThere
  // Text that is no amount, or another one, is none of a few amounts.
  const amounts = new Set(codes.map(centsFromR))
  const isAmount =
    amounts.has(undefined) || amounts.size > maxAmounts ? [] : [anyOf([...amounts].map((cents) => `${value.cents} === ${cents}`))]
  return `(${[isNumbered, ...isAmount, isThere].join(' && ')})`
}

/** Only then is it known what number its bytes have. */
function isAscii(text: string): boolean {
  return !/[^\x00-\x7f]/.test(text)
}

/** Statements for each loop in which the path ends, seen from `open`. */
export function endsSource({ up, down }: RulePath, write: (end: string) => string): string {
  if (up === 0) return below('open', down, write)
  return `const start = ${loopAbove(up)}\nif (start !== undefined) {\n${below('start', down, write)}\n}`
}

function below(loop: string, [step, ...further]: readonly LoopDefinition[], write: (end: string) => string): string {
  if (step === undefined) return write(loop)
  const inner = `inner${further.length}`
  return `if (${loop}.inner !== undefined && ${loop}.counts[${step.slot}] !== 0)
for (const ${inner} of ${loop}.inner) if (${inner}.definition.slot === ${step.slot}) {\n${below(inner, further, write)}\n}`
}

/** Statements for each segment of the path in a loop where it ends; for the first alone where more are too many (see knownValues). */
export function segmentsSource(
  { segments, codes }: Pick<RulePath, 'segments' | 'codes'>,
  end: string,
  shared: Definitions,
  visit: (segment: string) => string,
): string {
  const first = { ...valueIn('segment', { element: 1, component: 1 }), code: 'first', sameCode: 'first' }
  const isWanted = codes === undefined ? '' : `const first = segment.code(1, 1)\nif (${amongSource([...codes.texts], first, shared)}) `
  return segments
    .map(({ slot, max }) => {
      const start = `${end}.firsts[${slot}]`
      const statements = `const segment = ${end}.loop.children[i]\n${isWanted}{\n${visit('segment')}\n}`
      if (max === 1) return `if (${start} !== 0) {\nconst i = ${start} - 1\n${statements}\n}`
      const slots = `${end}.slots`
      return `if (${start} !== 0)\nfor (let i = ${start} - 1; i < ${slots}.length; i++) if (${slots}[i] === ${slot}) {\n${statements}\n}`
    })
    .join('\n')
}

function valueSource(segment: string, spot: Spot, write: (value: ValueSource) => string): string {
  const { mayStand, code } = valueIn(segment, spot)
  const body = write(valueIn(segment, spot, 'code'))
  return `if (${mayStand}) {\n${/\bcode\b/.test(body) ? `const code = ${code}\n` : ''}${body}\n}`
}

/** The path with all segments in it, those too many among them. */
export function ofAll(path: RulePath): RulePath {
  return { ...path, segments: path.segments.map((segment) => ({ ...segment, max: Number.POSITIVE_INFINITY })) }
}

/** What stands in a place of a segment that is met on the way. */
export function valueIn(segment: string, spot: Spot, code = `${segment}.code(${placeOf(spot)})`): ValueSource {
  const place = placeOf(spot)
  const standing = standingIn(`${segment}.filled`, spot, code)
  return { ...standing, code, sameCode: code, text: `${segment}.text(${place})`, cents: `${segment}.cents(${place})` }
}

function standingIn(filled: string, spot: Spot, code: string): Pick<ValueSource, 'stands' | 'mayStand'> {
  const isFilled = `(${filled} & ${1 << (spot.element - 1)}) !== 0`
  const stands = `(${isFilled} && ${code} !== ${nothing})`
  return { stands, mayStand: spot.component === 1 ? isFilled : stands }
}

/** Statements for each value that there may be at a path. Of a segment or loop as a whole the text is empty, though it stands. */
export function valuesSource(path: RulePath, shared: Definitions, write: (value: ValueSource) => string, picked?: Picked): string {
  const inSegment = (segment: string) =>
    path.spots.map((spot) => (spot.element === 0 ? write(wholeValue) : valueSource(segment, spot, write))).join('\n')
  if (path.isNow) return inSegment('now')
  return endsSource(path, (end) => {
    const inEnd =
      path.segments.length === 0
        ? `if (firstOf(${end}) !== undefined) {\n${inSegment('')}\n}`
        : segmentsSource(path, end, shared, inSegment)
    return picked === undefined ? inEnd : `if (${picked(end)}) {\n${inEnd}\n}`
  })
}

/** A segment or loop as a whole: its text is empty, yet it stands. */
const wholeValue: ValueSource = { stands: 'true', mayStand: 'true', code: '0', sameCode: '0', text: literal(''), cents: 'NaN' }

export function placeOf({ element, component }: Spot): string {
  return `${element}, ${component}`
}
