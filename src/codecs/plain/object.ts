// How a plain reader makes an object.
import { literal } from '../../values/index.js'
import type { Scope } from './scope.js'

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
    const key = literal(property)
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
      scope.line(`const ${group.name} = ${this.name}[${literal(property)}] ??= {}`)
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
