// The shape of a guide's lines as TypeScript types.
import type { SchemaRegistry } from '../schema/index.js'
import { lineShape, type NamedShape, type Shape, type ShapeOptions } from './shape.js'

/** A module of types (.d.ts); `Line` is one line of this guide. A Fault when there is no such guide. */
export function lineTypes(schemas: SchemaRegistry, guide: string, options: ShapeOptions = {}): string {
  const { title, definitions } = lineShape(schemas, guide, options)
  const strict = options.strict === true ? ' --strict' : ''
  const head = `// ${title}\n// Made by x12gw to-json --types ${guide}${strict}; do not edit.\n`
  return [head, ...[...definitions].map(declaration)].join('\n')
}

function declaration([name, { shape, says }]: readonly [string, NamedShape]): string {
  const comment = `/** ${says} */\n`
  return shape.kind === 'object'
    ? `${comment}export interface ${name} ${typeOf(shape, '')}\n`
    : `${comment}export type ${name} = ${typeOf(shape, '')}\n`
}

function typeOf(shape: Shape, indent: string): string {
  switch (shape.kind) {
    case 'text':
      return shape.codes === undefined ? 'string' : shape.codes.map(quoted).join(' | ')
    case 'whole':
      return 'number'
    case 'null':
      return 'null'
    case 'list': {
      const of = typeOf(shape.of, indent)
      return `readonly ${/^[\w.]+$/.test(of) || shape.of.kind === 'object' ? of : `(${of})`}[]`
    }
    case 'numbered':
      return `{ readonly [number: string]: ${typeOf(shape.of, indent)} }`
    case 'either':
      return shape.of.map((each) => typeOf(each, indent)).join(' | ')
    case 'ref':
      return shape.name
    case 'object': {
      const inner = `${indent}  `
      const lines = shape.properties.map(({ name, shape: each, isRequired, says }) => {
        const comment = says === undefined ? '' : `${inner}/** ${says.replaceAll('*/', '* /')} */\n`
        return `${comment}${inner}readonly ${propertyName(name)}${isRequired ? '' : '?'}: ${typeOf(each, inner)}\n`
      })
      return `{\n${lines.join('')}${indent}}`
    }
  }
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll("'", String.raw`\'`).replaceAll(String.raw`\"`, '"')}'`
}
