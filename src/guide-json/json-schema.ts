// The shape of a guide's lines as JSON Schema, draft 2020-12.
import type { SchemaRegistry } from '../schema/index.js'
import { lineName, lineShape, type Shape, type ShapeOptions } from './shape.js'

type Schema = Readonly<Record<string, unknown>>

/** JSON Schema of one line of this guide. A Fault when there is no such guide. */
export function lineSchema(schemas: SchemaRegistry, guide: string, options: ShapeOptions = {}): Schema {
  const { title, definitions } = lineShape(schemas, guide, options)
  const $defs = Object.fromEntries([...definitions].map(([name, { shape, says }]) => [name, { description: says, ...schemaOf(shape) }]))
  const { [lineName]: line, ...others } = $defs
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...line, description: describe(title, options), $defs: others }
}

function describe(title: string, { strict = false }: ShapeOptions): string {
  return strict
    ? `A transaction set as the guide allows it: ${title}. Length, codes and repeats are those of the guide.`
    : `Any line that x12gw to-json prints for ${title}, whether the file was right or wrong.`
}

function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case 'text':
      return {
        type: 'string',
        ...(shape.codes === undefined ? {} : { enum: shape.codes }),
        ...(shape.min === undefined ? {} : { minLength: shape.min }),
        ...(shape.max === undefined ? {} : { maxLength: shape.max }),
        ...(shape.isNumber === true ? { pattern: '^-?(?:\\d+\\.?\\d*|\\.\\d+)$' } : {}),
      }
    case 'whole':
      return { type: 'integer', minimum: 1 }
    case 'null':
      return { type: 'null' }
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shape.of),
        ...(shape.min === undefined ? {} : { minItems: shape.min }),
        ...(shape.max === undefined ? {} : { maxItems: shape.max }),
      }
    case 'numbered':
      return { type: 'object', patternProperties: { '^\\d{2,4}$': schemaOf(shape.of) }, additionalProperties: false }
    case 'either':
      return { anyOf: shape.of.map(schemaOf) }
    case 'ref':
      return { $ref: `#/$defs/${shape.name}` }
    case 'object': {
      const required = shape.properties.filter(({ isRequired }) => isRequired).map(({ name }) => name)
      const properties = shape.properties.map(({ name, shape: each, says }) => [
        name,
        { ...(says === undefined ? {} : { description: says }), ...schemaOf(each) },
      ])
      return {
        type: 'object',
        properties: Object.fromEntries(properties) as Schema,
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      }
    }
  }
}
