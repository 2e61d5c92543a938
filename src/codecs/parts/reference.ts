// REF: numbers that others know something by.
import { at, type LoopPart, many, optional, type SegmentCodec, segmentCodec, tagged, text, type Where } from '../codec.js'
import type { Reference } from '../../domain/index.js'

/** The number of the one REF with this qualifier. */
export function referenceCodec(qualifier: string) {
  return segmentCodec('REF', at(2, text), { 1: qualifier })
}

/** Any REF, or those that `where` tells, with its qualifier. */
export function anyReference(where: Where = {}): SegmentCodec<Reference> {
  return segmentCodec(
    'REF',
    {
      qualifier: at(1, text),
      value: at(2, text),
      description: optional(at(3, text)),
      payerId: optional(tagged('4-1', '2U', at('4-2', text))),
    },
    where,
  )
}

/** All REF with one of these qualifiers, in their order. */
export function referencesUnder(...qualifiers: readonly string[]): LoopPart<readonly Reference[]> {
  return many(anyReference({ 1: qualifiers }))
}
