// What the lines of a guide look like, made from the guide: json-schema.ts and typescript.ts write it down in their languages.
import type { ChildDefinition, ElementDefinition, Guide, LoopDefinition, SchemaRegistry, SegmentDefinition } from '../schema/index.js'
import { Fault } from '../values/index.js'
import { isaDelimiters, orderProperty, unplacedProperty } from './line.js'
import { trailerOf } from './set-value.js'

export type Shape =
  | { readonly kind: 'text'; readonly codes?: readonly string[]; readonly min?: number; readonly max?: number; readonly isNumber?: boolean }
  | { readonly kind: 'whole' }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly of: Shape; readonly min?: number; readonly max?: number }
  | { readonly kind: 'object'; readonly properties: readonly PropertyShape[] }
  /** Values under the two-digit numbers of elements. */
  | { readonly kind: 'numbered'; readonly of: Shape }
  | { readonly kind: 'either'; readonly of: readonly Shape[] }
  | { readonly kind: 'ref'; readonly name: string }

export interface PropertyShape {
  readonly name: string
  readonly shape: Shape
  readonly isRequired: boolean
  /** "CLM01 Patient Control Number". */
  readonly says?: string
}

export interface LineShape {
  readonly title: string
  /** Shapes with a name, in the order in which they are needed; the line is the last. */
  readonly definitions: ReadonlyMap<string, NamedShape>
}

export interface NamedShape {
  readonly shape: Shape
  readonly says: string
}

export interface ShapeOptions {
  /** Only what the guide allows, with all that it requires. Otherwise whatever to-json may print for any file. */
  readonly strict?: boolean
}

/** Name of the shape of a whole line. */
export const lineName = 'Line'

/** Shape of the lines of a guide by its id, or of the lines without a set by the id of the control schema. A Fault names the ids there are. */
export function lineShape(schemas: SchemaRegistry, id: string, { strict = false }: ShapeOptions = {}): LineShape {
  const guide = [...schemas.guides, schemas.control].find((each) => each.id === id)
  if (guide === undefined) {
    const ids = [...schemas.guides.map((each) => each.id), schemas.control.id]
    throw new Fault('ARGUMENT_INVALID', `there is no guide ${id}; there are ${ids.toSorted().join(', ')}`)
  }
  return new ShapeMaker(schemas, strict).line(guide)
}

const text: Shape = { kind: 'text' }
const plainElement: Shape = { kind: 'ref', name: 'PlainElement' }
const plainSegment: Shape = { kind: 'ref', name: 'PlainSegment' }

class ShapeMaker {
  private readonly definitions = new Map<string, NamedShape>()

  constructor(
    private readonly schemas: SchemaRegistry,
    private readonly isStrict: boolean,
  ) {}

  line(guide: Guide): LineShape {
    const isControl = guide === this.schemas.control
    if (!this.isStrict || isControl) this.definePlain()
    const content = isControl ? this.contentWithoutSet() : this.contentWithSet(guide)
    const properties = [
      required('interchange', this.interchange()),
      { ...required('group', this.group()), isRequired: !isControl },
      ...content,
    ]
    this.definitions.set(lineName, { shape: { kind: 'object', properties }, says: 'One line.' })
    return { title: `${guide.id} ${guide.name}`, definitions: this.definitions }
  }

  private definePlain(): void {
    const repetition: Shape = { kind: 'either', of: [text, { kind: 'list', of: text }] }
    const repeated: Shape = { kind: 'object', properties: [required('repeated', { kind: 'list', of: repetition })] }
    this.definitions.set('PlainElement', {
      shape: { kind: 'either', of: [text, { kind: 'list', of: text }, repeated] },
      says: 'An element without a name: its text, the components of a composite, or several of either.',
    })
    this.definitions.set('PlainSegment', {
      shape: { kind: 'object', properties: [required('segment', text), required('elements', { kind: 'list', of: plainElement })] },
      says: 'A segment without names: its id, its elements from 01.',
    })
  }

  private contentWithSet(guide: Guide): PropertyShape[] {
    const set = this.define('TransactionSet', guide.name, this.loop(guide.root, []))
    const ways: PropertyShape[] = [
      optional('path', text, 'The loops on the way to the unit, each with its ordinal.'),
      optional('unit', { kind: 'whole' }, 'Ordinal of the unit in its set.'),
    ]
    return [
      required('guide', { kind: 'text', codes: [guide.id] }),
      optional('encoding', { kind: 'text', codes: ['latin1'] }, 'Left out for UTF-8.'),
      ...(this.isStrict ? [] : ways),
      required('transactionSet', set),
    ]
  }

  private contentWithoutSet(): PropertyShape[] {
    const trailer = (id: string): Shape => ({ kind: 'either', of: [this.segment(this.control(id)), { kind: 'null' }] })
    return [
      optional('interchangeAcknowledgement', this.segment(this.control('TA1')), 'A TA1.'),
      optional('segment', plainSegment, 'A segment outside any set that has a guide here.'),
      optional('groupTrailer', trailer('GE'), 'A GE that cannot be derived; null when there is none.'),
      optional('interchangeTrailer', trailer('IEA'), 'An IEA that cannot be derived; null when there is none.'),
      optional('lineEnd', text, 'What stands after the IEA, when it is not what stands after the other segments.'),
    ]
  }

  private interchange(): Shape {
    const delimiters = ['element', 'component', 'repetition', 'terminator'].map((name) => required(name, { kind: 'text', min: 1, max: 1 }))
    const header = this.control('ISA')
      .elements.filter(({ number }) => !isaDelimiters.has(number))
      .map(({ ref, name, property, max }) => optional(property, { kind: 'text', max }, `${ref} ${name}`))
    const properties = [
      optional('ordinal', { kind: 'whole' }, 'Counted over all lines.'),
      required('delimiters', { kind: 'object', properties: delimiters }),
      optional('lineEnd', { kind: 'text', codes: ['', '\n', '\r', '\r\n'] }, 'What stands after each terminator.'),
      required('header', { kind: 'object', properties: header }, 'The ISA without its padding.'),
    ]
    return this.define('Interchange', 'The interchange of a line.', { kind: 'object', properties })
  }

  private group(): Shape {
    const header = this.segment(this.control('GS'))
    const properties = [optional('ordinal', { kind: 'whole' }, 'Counted in the interchange.'), required('header', header, 'The GS.')]
    return this.define('Group', 'The functional group of a line.', { kind: 'object', properties })
  }

  private loop({ children }: LoopDefinition, above: readonly string[]): Shape {
    const isRoot = above.length === 0
    const trailer = isRoot ? trailerOf(children) : undefined
    const properties = children
      .filter((child) => child !== trailer)
      .map((child) => this.child(child, above, isRoot && child === children[0]))
    if (trailer !== undefined && !this.isStrict) {
      const shape: Shape = { kind: 'either', of: [this.segment(trailer), { kind: 'null' }] }
      properties.push(optional(trailer.property, shape, 'SE, told only when it cannot be derived; null when there is none.'))
    }
    if (!this.isStrict)
      properties.push(optional(unplacedProperty, { kind: 'list', of: plainSegment }, 'Segments the guide has no place for.'))
    const names = [
      ...children.filter((child) => child !== trailer).map(({ property }) => property),
      ...(this.isStrict ? [] : [unplacedProperty]),
    ]
    const order: Shape = { kind: 'list', of: { kind: 'text', codes: names } }
    properties.push(optional(orderProperty, order, 'The order of what stands here, when it is not that of the guide.'))
    return { kind: 'object', properties }
  }

  private child(child: ChildDefinition, above: readonly string[], mustStand: boolean): PropertyShape {
    const { name, property, usage, max } = child
    const shape =
      child.kind === 'segment'
        ? this.segment(child)
        : this.define(`Loop${child.id}`, `Loop ${child.id} ${name}`, this.loop(child, [...above, child.id]), above.at(-1))
    return {
      name: property,
      shape: max > 1 ? { kind: 'list', of: shape, ...(this.isStrict ? { min: 1, ...(Number.isFinite(max) ? { max } : {}) } : {}) } : shape,
      isRequired: mustStand || (this.isStrict && usage === 'R'),
      says: `${child.kind === 'segment' ? child.id : `Loop ${child.id}`} ${name}`,
    }
  }

  private segment({ elements }: SegmentDefinition): Shape {
    const properties = elements.filter(({ usage }) => usage !== 'N').map((element) => this.element(element))
    if (!this.isStrict)
      properties.push(optional(unplacedProperty, { kind: 'numbered', of: plainElement }, 'Elements the guide has no place for.'))
    return { kind: 'object', properties }
  }

  private element(element: ElementDefinition): PropertyShape {
    const { ref, name, property, usage, repeat, components } = element
    const one: Shape =
      components.length === 0
        ? this.text(element)
        : { kind: 'object', properties: components.filter((each) => each.usage !== 'N').map((each) => this.element(each)) }
    return {
      name: property,
      shape: repeat > 1 ? { kind: 'list', of: one, ...(this.isStrict ? { min: 1, max: repeat } : {}) } : one,
      isRequired: this.isStrict && usage === 'R',
      says: `${ref} ${name}`,
    }
  }

  private text({ codes, type, min, max }: ElementDefinition): Shape {
    if (!this.isStrict) return text
    if (codes !== undefined) return { kind: 'text', codes: [...codes] }
    if (type === 'R' || type === 'N0' || type === 'N2') return { kind: 'text', isNumber: true }
    return { kind: 'text', min, max }
  }

  /** Gives a shape a name; the same shape gets the same one, another of that name takes the loop around it along. */
  private define(wanted: string, says: string, shape: Shape, around = ''): Shape {
    let name = wanted
    for (let i = 1; ; i++) {
      const known = this.definitions.get(name)
      if (known === undefined) break
      if (JSON.stringify(known.shape) === JSON.stringify(shape)) return { kind: 'ref', name }
      name = `${wanted}In${around}${i === 1 ? '' : `_${i}`}`
    }
    this.definitions.set(name, { shape, says })
    return { kind: 'ref', name }
  }

  private control(id: string): SegmentDefinition {
    const definition = this.schemas.controlSegment(id)
    if (definition === undefined) throw new Fault('CONFIG_INVALID', `the control schema has no ${id}`)
    return definition
  }
}

function required(name: string, shape: Shape, says?: string): PropertyShape {
  return { name, shape, isRequired: true, ...(says === undefined ? {} : { says }) }
}

function optional(name: string, shape: Shape, says: string): PropertyShape {
  return { name, shape, isRequired: false, says }
}
