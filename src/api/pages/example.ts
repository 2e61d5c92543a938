// An example value for a schema of the OpenAPI document, put together from the examples of its leaves.

export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly example?: unknown
  readonly examples?: readonly unknown[]
  readonly default?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

/** Follows references into `components`; our views do not contain themselves. */
export function exampleOf(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): unknown {
  const { $ref, example, examples, anyOf, allOf, items, properties, type } = schema
  const given = example ?? examples?.[0] ?? schema.const ?? schema.default ?? schema.enum?.[0]
  if (given !== undefined) return given
  const target = $ref === undefined ? (allOf?.[0] ?? anyOf?.[0]) : components[$ref.slice($ref.lastIndexOf('/') + 1)]
  if (target !== undefined) return exampleOf(target, components)
  if (properties !== undefined) {
    return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, exampleOf(property, components)]))
  }
  if (items !== undefined) return [exampleOf(items, components)]
  return { string: '…', integer: 0, number: 0, boolean: false }[String(type)] ?? {}
}
