// The path language, text to parts: "2300/CLM01[2300/REF01=G1]". What the names mean, resolve.ts finds out from the guides.
import { Fault } from '../values/index.js'

/** A word of the expression and where it begins, from character 1. */
export interface Word {
  readonly text: string
  readonly at: number
}

/** `loops/segment` with an element, by its number or by its names; without an element it means the segment as a whole. */
export interface Path {
  /** Loop ids or names, outermost first; empty when left out. */
  readonly loops: readonly Word[]
  /** Segment id or name. */
  readonly segment: Word
  readonly element: ElementPath | undefined
  /** As written. */
  readonly text: string
}

export type ElementPath =
  | { readonly kind: 'number'; readonly element: number; readonly component: number | undefined; readonly word: Word }
  | { readonly kind: 'name'; readonly element: Word; readonly component: Word | undefined }

/** What must hold of one segment: an element's text, or only that it is filled. */
export interface Test {
  readonly path: Path
  readonly operator: '=' | '!=' | 'present'
  /** Empty when the operator is "present". */
  readonly value: string
}

/** One pair of brackets: its tests must hold of one and the same segment. */
export interface Condition {
  /** `[not …]`: there is no such segment. */
  readonly isNegated: boolean
  readonly tests: readonly [Test, ...Test[]]
}

export interface Expression {
  readonly path: Path
  readonly conditions: readonly Condition[]
}

/** Longest expression taken, in characters. */
export const maxExpressionLength = 500

/** Reads an expression. Throws ARGUMENT_INVALID that says what is wrong and at which character. */
export function parseExpression(text: string): Expression {
  if (text.length > maxExpressionLength) throw new Fault('ARGUMENT_INVALID', `the query is longer than ${maxExpressionLength} characters`)
  return new ExpressionParser(text).expression()
}

/** The fault of a wrong expression. */
export function wrongAt(at: number, what: string): Fault {
  return new Fault('ARGUMENT_INVALID', `the query is wrong at character ${at}: ${what}`)
}

const howElements = 'write one like CLM01, CLM05-1 or claimInformation.patientControlNumber'
const numbered = /^([A-Z][A-Z0-9]{1,2})(\d\d)(?:-(\d{1,2}))?$/
const named = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,2}$/

class ExpressionParser {
  private i = 0

  constructor(private readonly text: string) {}

  expression(): Expression {
    this.skipSpace()
    const path = this.path()
    if (path.element === undefined) throw wrongAt(path.segment.at, `"${path.segment.text}" names no element; ${howElements}`)
    const conditions: Condition[] = []
    for (this.skipSpace(); this.i < this.text.length; this.skipSpace()) {
      if (!this.takes('[')) throw wrongAt(this.i + 1, `"${this.text.charAt(this.i)}" is not expected here; a condition begins with "["`)
      conditions.push(this.condition())
    }
    return { path, conditions }
  }

  private condition(): Condition {
    this.skipSpace()
    const isNegated = this.takesWord('not')
    const tests: [Test, ...Test[]] = [this.test()]
    while (this.takesWord('and')) {
      const { path, ...rest } = this.test()
      const [{ path: first }] = tests
      if (path.loops.length > 0 || path.segment.text !== first.segment.text)
        throw wrongAt(
          (path.loops[0] ?? path.segment).at,
          `"and" joins what must hold of one segment, here ${first.segment.text}; give another segment brackets of its own`,
        )
      tests.push({ path: { ...path, loops: first.loops }, ...rest })
    }
    if (!this.takes(']')) throw wrongAt(this.i + 1, 'the condition is not closed; "]", "and", "=" or "!=" is expected')
    return { isNegated, tests }
  }

  private test(): Test {
    this.skipSpace()
    const path = this.path()
    this.skipSpace()
    const at = this.i + 1
    const operator = this.takes('!=') ? '!=' : this.takes('=') ? '=' : 'present'
    if (operator === 'present') return { path, operator, value: '' }
    if (path.element === undefined) throw wrongAt(at, `"${path.segment.text}" names a segment; only an element has a value to compare`)
    this.skipSpace()
    const value = this.value()
    this.skipSpace()
    return { path, operator, value }
  }

  private value(): string {
    const quote = this.text.charAt(this.i)
    if (quote !== '"' && quote !== "'") {
      const bare = this.match(/[^\s\]"'=]+/y)
      if (bare === undefined) throw wrongAt(this.i + 1, 'a value is missing; write it plainly or in quotes')
      return bare
    }
    const end = this.text.indexOf(quote, this.i + 1)
    if (end < 0) throw wrongAt(this.i + 1, 'the quote is not closed')
    const value = this.text.slice(this.i + 1, end)
    this.i = end + 1
    return value
  }

  private path(): Path {
    const start = this.i
    const words: Word[] = []
    do {
      const at = this.i + 1
      const text = this.match(/[\w.-]+/y)
      if (text === undefined) throw wrongAt(at, 'a name is missing; a path is written like 2300/CLM01')
      words.push({ text, at })
    } while (this.takes('/'))
    const last = words.pop() as Word
    return { loops: words, ...segmentAndElement(last), text: this.text.slice(start, this.i) }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.i
    const [found] = pattern.exec(this.text) ?? []
    if (found !== undefined) this.i += found.length
    return found
  }

  private takes(token: string): boolean {
    if (!this.text.startsWith(token, this.i)) return false
    this.i += token.length
    return true
  }

  private takesWord(word: 'and' | 'not'): boolean {
    this.skipSpace()
    return this.match(word === 'and' ? /and\s+/y : /not\s+/y) !== undefined
  }

  private skipSpace(): void {
    this.match(/\s+/y)
  }
}

/** "CLM05-1", "CLM", or names: "claimInformation.patientControlNumber". */
function segmentAndElement(word: Word): Pick<Path, 'segment' | 'element'> {
  const { text, at } = word
  const [, id, element, component] = numbered.exec(text) ?? []
  if (id !== undefined)
    return {
      segment: { text: id, at },
      element: { kind: 'number', element: Number(element), component: component === undefined ? undefined : Number(component), word },
    }
  if (!named.test(text)) throw wrongAt(at, `"${text}" names no element; ${howElements}`)
  const words: Word[] = []
  for (const part of text.split('.')) words.push({ text: part, at: at + words.reduce((sum, each) => sum + each.text.length + 1, 0) })
  const [segment = word, first, second] = words
  return { segment, element: first === undefined ? undefined : { kind: 'name', element: first, component: second } }
}
