// REF: numbers that others know something by.
import { at, type LoopPart, many, optional, segmentCodec, text } from '../codec.js'
import type { Reference } from '../../domain/index.js'

/** The number of the one REF with this qualifier. */
export function referenceCodec(qualifier: string) {
  return segmentCodec('REF', at(2, text), { 1: qualifier })
}

/** All REF with one of these qualifiers, in their order. */
export function referencesUnder(...qualifiers: readonly string[]): LoopPart<readonly Reference[]> {
  return many(segmentCodec('REF', { qualifier: at(1, text), value: at(2, text), description: optional(at(3, text)) }, { 1: qualifiers }))
}
