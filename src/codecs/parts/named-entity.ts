// NM1 as the wire has it, for transactions that tell who is meant rather than build on it: remittances and claim statuses.
import { at, elements, oneOf, optional, type SegmentCodec, segmentCodec, text } from '../codec.js'
import type { NamedEntity } from '../../domain/index.js'

/** NM102 to NM109. */
export const entityName = elements({
  entityType: at(2, oneOf('1', '2')),
  last: optional(at(3, text)),
  first: optional(at(4, text)),
  middle: optional(at(5, text)),
  suffix: optional(at(7, text)),
  idQualifier: optional(at(8, text)),
  id: optional(at(9, text)),
})

/** The NM1 of one role (NM101). */
export function namedEntity(role: string): SegmentCodec<NamedEntity> {
  return segmentCodec('NM1', entityName, { 1: role })
}
