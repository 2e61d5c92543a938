// Which elements of a segment (or components of a composite) to fill, so that usages and syntax notes hold, or one note is broken.
// Reads the notes on its own, so that the validator's reading is checked and not repeated.
import type { ElementDefinition, SyntaxNote } from '../../src/schema/index.js'

export interface Wish {
  /** Numbers that must be filled. */
  readonly filled?: readonly number[]
  /** Numbers that must stay empty although the notes may ask for them. */
  readonly empty?: readonly number[]
  /** The one note that need not hold. */
  readonly except?: SyntaxNote
}

/** The fewest numbers that hold what is required and wished for, and what the notes ask for beside them; undefined when nothing does. */
export function choose(parts: readonly ElementDefinition[], notes: readonly SyntaxNote[], wish: Wish = {}): Set<number> | undefined {
  const { filled = [], empty = [], except } = wish
  const may = (number: number) => !empty.includes(number) && parts[number - 1] !== undefined && parts[number - 1]?.usage !== 'N'
  const chosen = new Set([...parts.filter(({ usage }) => usage === 'R').map(({ number }) => number), ...filled])
  if ([...chosen].some((number) => empty.includes(number))) return undefined
  for (let round = 0; round <= parts.length; round++) {
    const broken = notes.find((note) => note !== except && !holds(note, chosen))
    if (broken === undefined) return chosen
    const lacking = broken.numbers.filter((number) => !chosen.has(number) && may(number))
    const wanted = broken.kind === 'P' || broken.kind === 'C' ? lacking : lacking.slice(0, 1)
    if (broken.kind === 'E' || wanted.length === 0) return undefined
    for (const number of wanted) chosen.add(number)
  }
  return undefined
}

/** Does the note hold when these numbers are filled? X12.6: paired, required, exclusive, conditional, list conditional. */
export function holds({ kind, numbers }: SyntaxNote, filled: ReadonlySet<number>): boolean {
  const [first = 0, ...rest] = numbers
  const count = numbers.filter((number) => filled.has(number)).length
  if (kind === 'P') return count === 0 || count === numbers.length
  if (kind === 'R') return count > 0
  if (kind === 'E') return count < 2
  if (!filled.has(first)) return true
  return kind === 'C' ? rest.every((number) => filled.has(number)) : rest.some((number) => filled.has(number))
}

/** A way to break this note and nothing else; undefined when usages or the other notes leave none. */
export function choiceThatBreaks(
  parts: readonly ElementDefinition[],
  notes: readonly SyntaxNote[],
  note: SyntaxNote,
): Set<number> | undefined {
  for (const wish of waysToBreak(note)) {
    const chosen = choose(parts, notes, { ...wish, except: note })
    if (chosen === undefined || holds(note, chosen)) continue
    if ([...chosen].every((number) => parts[number - 1]?.usage !== 'N')) return chosen
  }
  return undefined
}

function waysToBreak({ kind, numbers }: SyntaxNote): Wish[] {
  const [first = 0, ...rest] = numbers
  switch (kind) {
    case 'P':
      return numbers.flatMap((filled) => numbers.filter((each) => each !== filled).map((empty) => ({ filled: [filled], empty: [empty] })))
    case 'R':
      return [{ empty: numbers }]
    case 'E':
      return numbers.flatMap((one, i) => numbers.slice(i + 1).map((other) => ({ filled: [one, other] })))
    case 'C':
      return rest.map((empty) => ({ filled: [first], empty: [empty] }))
    case 'L':
      return [{ filled: [first], empty: rest }]
  }
}

/** The number a finding about a broken note points at: the first one missing, of exclusive ones the last one filled. */
export function culpritOf({ kind, numbers }: SyntaxNote, filled: ReadonlySet<number>): number {
  const found = kind === 'E' ? numbers.findLast((number) => filled.has(number)) : numbers.find((number) => !filled.has(number))
  return found ?? 0
}

export const noteCodes = {
  P: 'SYNTAX_PAIRED',
  R: 'SYNTAX_REQUIRED',
  E: 'SYNTAX_EXCLUSIVE',
  C: 'SYNTAX_CONDITIONAL',
  L: 'SYNTAX_LIST',
} as const
