// ISA, GS, TA1 and trailers as JSON. They are read as Latin-1, where each byte is one character, since an ISA counts bytes.
import type { SegmentDefinition } from '../schema/index.js'
import type { InterchangeSyntax, ReadSegment } from '../x12/index.js'
import { isaDelimiters, type JsonObject, type JsonValue } from './line.js'
import { elementsOf, segmentValue } from './segment-value.js'

/** What a line says about its interchange. The blanks that pad the ISA are left off, and put back by its widths. */
export function interchangeValue(
  ordinal: number,
  { segment, delimiters, lineEnd }: Pick<InterchangeSyntax, 'segment' | 'delimiters' | 'lineEnd'>,
  isa: SegmentDefinition,
): JsonObject {
  const texts = Buffer.from(segment.bytes() ?? [])
    .toString('latin1')
    .split(delimiters.element)
  const header: Record<string, JsonValue> = {}
  for (const { number, property } of isa.elements) {
    const text = (texts[number] ?? '').replace(/ +$/, '')
    if (text !== '' && !isaDelimiters.has(number)) header[property] = text
  }
  const { element, component, terminator } = delimiters
  return { ordinal, delimiters: { element, component, repetition: texts[11] ?? '', terminator }, lineEnd, header }
}

export function groupValue(ordinal: number, segment: ReadSegment, gs: SegmentDefinition): JsonObject {
  return { ordinal, header: envelopeSegment(segment, gs) }
}

export function envelopeSegment(segment: ReadSegment, definition: SegmentDefinition): JsonObject {
  return segmentValue(definition, elementsOf(segment, 'latin1'))
}

/** Is the trailer what it must be, with this count and control number, so that it can be written again without being told? */
export function isDerivable(trailer: ReadSegment, count: number, control: string): boolean {
  const { element, terminator } = trailer.delimiters
  return Buffer.from(trailer.bytes() ?? []).toString('latin1') === derivedTrailer(trailer.id, count, control, element) + terminator
}

/** SE, GE or IEA without its terminator. */
export function derivedTrailer(id: string, count: number, control: string, separator: string): string {
  return [id, count, ...(control === '' ? [] : [control])].join(separator)
}

/** The control number a trailer repeats: GS06, ST02; as Latin-1. Undefined when it is not one plain text. */
export function controlOf(header: ReadSegment, element: number): string | undefined {
  const [first = [], ...others] = elementsOf(header, 'latin1')[element - 1] ?? [['']]
  return others.length === 0 && first.length === 1 ? first[0] : undefined
}
