// How a plain reader takes the children of a loop apart.
import { anyOf, literal } from '../../values/index.js'
import { codeOf } from '../../x12/index.js'
import type { FunctionSource } from './function.js'

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

/** The children of a loop: one look at each tells which parts it is for. */
export class Children {
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
      ...[...ids].map((id) => `case ${literal(id)}: {\n${this.linesFor(id)}\nbreak }`),
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
    const isOne = anyOf(codes.map((code) => `${text} === ${literal(code)}`))
    return isWanted ? isOne : `!${isOne}`
  })
  return `${conditions.length === 0 ? '' : `if (${conditions.join(' && ')}) `}{\n${take}\n}`
}
