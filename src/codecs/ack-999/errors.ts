// Where a transaction set is wrong: IK3, CTX and IK4 of a 999 (005010X231A1, loops 2100 and 2110).
import type { ElementError, ElementPlace, ErrorContext, SegmentError } from '../../domain/index.js'
import {
  at,
  type ElementPart,
  elements,
  loopCodec,
  type LoopCodec,
  optional,
  readable,
  segmentCodec,
  series,
  text,
  whole,
} from '../codec.js'

/** Element, component and repetition: the three components of IK401 and CTX05. */
function placeAt(element: number): ElementPart<ElementPlace> {
  return elements({
    element: at(`${element}-1`, whole),
    component: optional(at(`${element}-2`, whole)),
    repetition: optional(at(`${element}-3`, whole)),
  })
}

/** CTX01: repetitions of a name with, or without, a value. */
const names: ElementPart<ErrorContext['names']> = {
  isIn: (segment) => segment.text(1) !== '',
  read: (segment) => segment.element(1).map(([name = '', value = '']) => (value === '' ? { name } : { name, value })),
  write: (list) =>
    list.flatMap(({ name, value = '' }, index) =>
      [name, value].map((written, component) => ({ element: 1, component: component + 1, repetition: index + 1, text: written })),
    ),
}

const context = segmentCodec('CTX', {
  names,
  segment: optional(at(2, text)),
  ordinal: optional(at(3, whole)),
  loop: optional(at(4, text)),
  place: optional(placeAt(5)),
  dataElements: optional(series([at('6-1', text), at('6-2', text)])),
})

const elementError: LoopCodec<ElementError> = loopCodec(
  '2110',
  segmentCodec('IK4', elements(placeAt(1), { dataElement: optional(at(2, text)), code: at(3, text), copy: optional(at(4, text)) })),
  { contexts: readable(context) },
)

/** Loop 2100. */
export const segmentError: LoopCodec<SegmentError> = loopCodec(
  '2100',
  segmentCodec('IK3', {
    segment: at(1, text),
    ordinal: at(2, whole),
    loop: optional(at(3, text)),
    code: optional(at(4, text)),
  }),
  { contexts: readable(context), elements: readable(elementError) },
)
