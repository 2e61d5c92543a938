// JavaScript as text, while it is being written: what is defined in it, each thing once.
// What stands in a file of rules or in a companion guide goes into source through `literal`, or as a number that was reckoned from it,
// and in no other way: who may write rules may not write code.

/** A condition of which nobody knows without asking the rule. */
export const unsure = 'true'

/** Definitions at the head of a function, or of the whole source. Equal ones are one, and have one name. */
export class Definitions {
  private readonly names = new Map<string, string>()
  private readonly lists = new Map<string, number[]>()
  private readonly lines: (() => string)[] = []

  /** `mark` is what names begin with, so that those of a function never hide those of the whole source. */
  constructor(private readonly mark = '') {}

  /** Name of a constant: `code3`, when its kind is "code". */
  constant(kind: string, expression: string): string {
    return this.define(kind, expression, (name) => `const ${name} = ${expression}`)
  }

  /** Name of a variable whose value is worked out when it is first needed: `(code3 ??= …)`. */
  lazy(kind: string, expression: string): string {
    return this.define(kind, expression, (name) => `let ${name}`)
  }

  /** Name of a function. Its body is written last, when all that it has to do is known. */
  function(kind: string, parameters: string, what: string, body = () => what): string {
    return this.define(kind, `${parameters} ${what}`, (name) => `function ${name}(${parameters}) {\n${body()}\n}`)
  }

  /** A list that belongs to what is defined here: for what functions written last have to do. */
  list(name: string): number[] {
    const known = this.lists.get(name) ?? []
    this.lists.set(name, known)
    return known
  }

  /** All of it, as source. */
  written(): string {
    return this.lines.map((line) => `${line()}\n`).join('')
  }

  private define(kind: string, what: string, line: (name: string) => string): string {
    const key = `${kind} ${what}`
    const known = this.names.get(key)
    if (known !== undefined) return known
    const name = `${this.mark}${kind}${this.names.size}`
    this.names.set(key, name)
    this.lines.push(() => line(name))
    return name
  }
}
