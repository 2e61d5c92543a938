// What parts write into a plain reader, and what they may ask for while they do.
import { type ChildTest, Children } from './children.js'
import { Block, type FunctionSource } from './function.js'
import { ObjectSource } from './object.js'
import type { PlainReader } from './reader.js'

export interface TextPosition {
  readonly element: number
  readonly component: number
  /** Was a component named? Only then findings name it. */
  readonly isComponent: boolean
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

  /** The finished function, with the expression it answers; undefined where no code may be made of text. */
  compile(name: string, value: string): unknown {
    this.line(`return ${value}`)
    return this.source.compile(name, this.whole, this.block)
  }
}
