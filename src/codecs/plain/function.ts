// A function while it is being written: lines in blocks, names, and values from outside that it uses.
import { runSource } from '../../values/index.js'

/** Lines of a function. What is looked up stands in front of what asks for it, and is written later. */
export class Block {
  readonly front: string[] = []
  readonly lines: { toString(): string }[] = []
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
export class FunctionSource {
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

  /** The finished function; undefined where no code may be made of text. */
  compile(name: string, parameter: string, body: Block): unknown {
    const given = Object.fromEntries([...this.constants].map(([value, constant]) => [constant, value]))
    return runSource(`return function ${name}(${parameter}) {\n${String(body)}\n}`, given)
  }
}
