// Readers of codecs, written as source text and compiled. A part says beside `read` how it is read where all is plain; from that
// follows one function for a whole loop, with the names of properties, the places of elements and the codes as literals in it.
// Such a reader knows only what is plainly right. It answers undefined for anything else, and then the codec reads again and explains.
//
// What gets into the text: names and codes from our own definitions, as JSON. Nothing that was read from a file.
import { codeOf } from '../x12/index.js'

/** How a part is read where all is plain. Every string is a piece of source text. */
export interface PlainPart {
  /** Condition: is there anything to read? */
  isIn(scope: Scope): string
  /**
   * Adds the statements that read it, and gives the expression of its value. A statement that meets something not plain returns
   * undefined. An object may be filled instead of a new one being made.
   */
  read(scope: Scope, into?: ObjectSource): string
}

export interface TextPosition {
  readonly element: number
  readonly component: number
  /** Was a component named? Only then findings name it. */
  readonly isComponent: boolean
}

/** What tells a child of a loop: its id, and tests of its texts. In a broken file a segment may call itself like a loop. */
export interface ChildTest {
  readonly id: string
  readonly isLoop: boolean
  readonly texts: readonly TextTest[]
}

/** What may, or may not, stand at a place. */
export interface TextTest {
  readonly element: number
  readonly component: number
  readonly codes: readonly string[]
  readonly isWanted: boolean
}

/** A reader that was compiled. */
export type PlainReader<Whole, T> = (whole: Whole) => T | undefined

/** Lines of a function. What is looked up stands in front of what asks for it, and is written later. */
class Block {
  readonly front: string[] = []
  readonly lines: (string | Block | Children)[] = []
  /** Names of what was looked up here, by the expression. */
  private readonly names = new Map<string, string>()

  constructor(
    private readonly source: FunctionSource,
    private readonly around?: Block,
  ) {}

  /** The name of an expression's value, which is worked out once. */
  once(expression: string): string {
    const known = this.nameOf(expression)
    if (known !== undefined) return known
    const name = this.source.name()
    this.names.set(expression, name)
    this.front.push(`const ${name} = ${expression}`)
    return name
  }

  private nameOf(expression: string): string | undefined {
    return this.names.get(expression) ?? this.around?.nameOf(expression)
  }

  toString(): string {
    return [...this.front, ...this.lines].join('\n')
  }
}

/** The function that is being written: its names, and the values from outside that it uses. */
class FunctionSource {
  private readonly constants = new Map<unknown, string>()
  private names = 0

  name(): string {
    return `v${this.names++}`
  }

  constant(value: unknown): string {
    const name = this.constants.get(value) ?? `c${this.constants.size}`
    this.constants.set(value, name)
    return name
  }

  compile(name: string, parameter: string, body: Block): unknown {
    const text = `'use strict'; return function ${name}(${parameter}) {\n${String(body)}\n}`
    // oxlint-disable-next-line typescript/no-implied-eval -- what goes into the text is ours: see above
    const make = new Function(...this.constants.values(), text) as (...constants: readonly unknown[]) => unknown
    return make(...this.constants.keys())
  }
}

/** Where a part is read: a segment or a loop, known by a name in the text. */
export class Scope {
  private constructor(
    private readonly source: FunctionSource,
    private readonly whole: string,
    private readonly block: Block,
    private readonly children: Children,
    /** Conditions around it. */
    readonly depth: number,
  ) {}

  /** The scope of a segment or loop that is known by this name; its lines follow those of `around`. */
  static of(whole: string, source: FunctionSource, around?: Block, depth = 0): Scope {
    const block = new Block(source, around)
    const children = new Children(whole, source)
    block.lines.push(children)
    around?.lines.push(block)
    return new Scope(source, whole, block, children, depth)
  }

  in(whole: string): Scope {
    return Scope.of(whole, this.source, this.block, this.depth)
  }

  /** The name of a value from outside the text. */
  constant(value: unknown): string {
    return this.source.constant(value)
  }

  object(): ObjectSource {
    return new ObjectSource(this.source.name(), this.depth)
  }

  line(text: string): void {
    this.block.lines.push(text)
  }

  /** Keeps the value of an expression; gives its name. */
  keep(expression: string): string {
    const name = this.source.name()
    this.line(`const ${name} = ${expression}`)
    return name
  }

  /** A variable that later lines may set. */
  variable(expression: string): string {
    const name = this.source.name()
    this.line(`let ${name} = ${expression}`)
    return name
  }

  /** The same as `keep` for a value that is undefined when something is not plain. */
  keepPlain(expression: string): string {
    const name = this.keep(expression)
    this.leaveIf(`${name} === undefined`)
    return name
  }

  /** From here on, nothing is plain where this holds. */
  leaveIf(condition: string): void {
    this.line(`if (${condition}) return undefined`)
  }

  when(condition: string, inside: (scope: Scope) => void): void {
    this.line(`if (${condition}) {`)
    const block = new Block(this.source, this.block)
    this.block.lines.push(block)
    inside(new Scope(this.source, this.whole, block, this.children, this.depth + 1))
    this.line('}')
  }

  /** In a segment: the name of a text. */
  text({ element, component, isComponent }: TextPosition): string {
    return this.block.once(`${this.whole}.text(${element}${isComponent ? `, ${component}` : ''})`)
  }

  /** The same where it must not be empty. */
  filledText(place: TextPosition): string {
    const text = this.text(place)
    this.leaveIf(`${text} === ''`)
    return text
  }

  /** In a segment: an amount in cents; NaN where there is none. */
  cents({ element, component, isComponent }: TextPosition): string {
    return this.block.once(`${this.whole}.cents(${element}${isComponent ? `, ${component}` : ''})`)
  }

  /** In a segment: condition that there is anything at a place. An element of nothing but separators is not plain, so it may pass here. */
  isIn(place: TextPosition): string {
    return place.isComponent ? `${this.text(place)} !== ''` : this.isFilled(1 << (place.element - 1))
  }

  /** In a segment: does one of these elements (bits as of `filled`) hold anything, be it only separators? */
  isFilled(places: number): string {
    return `(${this.block.once(`${this.whole}.filled`)} & ${places}) !== 0`
  }

  /** In a loop: the name of the first such child; undefined when there is none. */
  first(test: ChildTest): string {
    return this.children.first(test)
  }

  /** In a loop: the name of the list of what the reader makes of all such children; undefined when there is none. */
  all(test: ChildTest, reader: PlainReader<never, unknown>): string {
    return this.children.all(test, this.constant(reader))
  }

  /** What no text was written for is read by a function, of the segment or loop as a whole. */
  call(reader: (whole: never) => unknown): string {
    return `${this.constant(reader)}(${this.whole})`
  }

  /** The finished function; `value` is the expression it answers. */
  compile(name: string, value: string): unknown {
    this.line(`return ${value}`)
    return this.source.compile(name, this.whole, this.block)
  }
}

/** The children of a loop: one look at each tells which parts it is for. */
class Children {
  private readonly takers: { readonly test: ChildTest; readonly reader: string | undefined; readonly name: string }[] = []

  constructor(
    private readonly loop: string,
    private readonly source: FunctionSource,
  ) {}

  first(test: ChildTest): string {
    return this.taker(test, undefined)
  }

  all(test: ChildTest, reader: string): string {
    return this.taker(test, reader)
  }

  private taker(test: ChildTest, reader: string | undefined): string {
    const known = this.takers.find((taker) => taker.test === test && taker.reader === reader)
    if (known !== undefined) return known.name
    const name = this.source.name()
    this.takers.push({ test, reader, name })
    return name
  }

  toString(): string {
    const ids = new Set(this.takers.map(({ test }) => test.id))
    if (ids.size === 0) return ''
    return [
      `let ${this.takers.map(({ name }) => name).join(', ')}`,
      `for (const child of ${this.loop}.children) switch (child.id) {`,
      ...[...ids].map((id) => `case ${JSON.stringify(id)}: {\n${this.linesFor(id)}\nbreak }`),
      '}',
    ].join('\n')
  }

  /** For children with one id. Most are told apart by a short code in one place, which is compared as a number. */
  private linesFor(id: string): string {
    const cases = new Map<string, Map<number, string[]>>()
    const others: string[] = []
    for (const { test, reader, name } of this.takers) {
      if (test.id !== id) continue
      const take = test.isLoop ? `if ('children' in child) {\n${this.take(name, reader)}\n}` : this.take(name, reader)
      const [first, ...rest] = test.texts
      const numbers = first?.isWanted === true ? first.codes.map(codeOf) : []
      if (first === undefined || numbers.length === 0 || numbers.includes(0)) others.push(guarded(test.texts, take))
      else {
        const place = `child.code(${first.element}, ${first.component})`
        const numbered = cases.get(place) ?? new Map<number, string[]>()
        cases.set(place, numbered)
        for (const number of numbers) numbered.set(number, [...(numbered.get(number) ?? []), guarded(rest, take)])
      }
    }
    const switches = [...cases].map(
      ([place, numbered]) =>
        `switch (${place}) {\n${[...numbered].map(([number, takes]) => `case ${number}: ${takes.join('\n')} break`).join('\n')}\n}`,
    )
    return [...switches, ...others].join('\n')
  }

  private take(name: string, reader: string | undefined): string {
    if (reader === undefined) return `if (${name} === undefined) ${name} = child`
    return [
      `const value = ${reader}(child)`,
      'if (value === undefined) return undefined',
      `if (${name} === undefined) ${name} = [value]`,
      `else ${name}.push(value)`,
    ].join('\n')
  }
}

function guarded(texts: readonly TextTest[], take: string): string {
  const conditions = texts.map(({ element, component, codes, isWanted }) => {
    const text = `child.text(${element}, ${component})`
    const isOne = anyOf(codes.map((code) => `${text} === ${JSON.stringify(code)}`))
    return isWanted ? isOne : `!${isOne}`
  })
  return `${conditions.length === 0 ? '' : `if (${conditions.join(' && ')}) `}{\n${take}\n}`
}

/** Condition: does one of these hold? */
export function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join(' || ') || 'false'})`
}

/** An object that is being made. Its first properties stand in the literal that makes it, until one comes that is not always there. */
export class ObjectSource {
  private literal: string[] | undefined = []
  private readonly properties = new Set<string>()
  /** Properties that are objects, where they are always there. */
  private readonly groups = new Map<string, ObjectSource>()

  constructor(
    readonly name: string,
    private readonly depth: number,
  ) {}

  get isStanding(): boolean {
    return this.literal === undefined
  }

  set(scope: Scope, property: string, value: string): void {
    const key = JSON.stringify(property)
    this.properties.add(property)
    if (this.literal === undefined) scope.line(`${this.name}[${key}] = ${value}`)
    else this.literal.push(`${key}: ${value}`)
  }

  /** The object that is this property: made here, unless a part before has made it. */
  group(scope: Scope, property: string): ObjectSource {
    const known = this.groups.get(property)
    if (known !== undefined) return known
    const group = scope.object()
    if (this.properties.has(property)) {
      scope.line(`const ${group.name} = ${this.name}[${JSON.stringify(property)}] ??= {}`)
      group.literal = undefined
      return group
    }
    if (scope.depth === this.depth) this.groups.set(property, group)
    return group
  }

  /** From here on it can be spoken of, and changed in lines that do not always run. */
  stand(scope: Scope): string {
    if (this.literal !== undefined) scope.line(`const ${this.name} = { ${this.literal.join(', ')} }`)
    this.literal = undefined
    return this.name
  }
}

/** Compiles the reader of a segment or loop. Where the process may not make code of text, there is none that finds anything plain. */
export function compilePlain<Whole, T>(id: string, write: (scope: Scope) => string): PlainReader<Whole, T> {
  const scope = Scope.of('whole', new FunctionSource())
  const value = write(scope)
  try {
    return scope.compile(`read${id}`, value) as PlainReader<Whole, T>
  } catch (error) {
    if (!(error instanceof EvalError)) throw error
    return () => undefined
  }
}
