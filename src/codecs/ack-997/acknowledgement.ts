// The older answer to a functional group: a 997 (005010X230). It says the same as a 999 in fewer words, so both share one value.
import type { ElementError, GroupAcknowledgement, GroupVerdict, SegmentError, TransactionSetAcknowledgement } from '../../domain/index.js'
import { allSegments, type Loop, loopsIn } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { at, checked, type LoopCodec, loopCodec, mapped, optional, segmentCodec, segments, series, text, whole } from '../codec.js'
import { allRead } from '../part.js'
import { readable } from '../parts/readable.js'

const header = segmentCodec('AK1', { functionalId: at(1, text), control: at(2, text), version: optional(at(3, text)) })

const trailer = segmentCodec('AK9', {
  verdict: at(1, text),
  includedCount: at(2, whole),
  receivedCount: at(3, whole),
  acceptedCount: at(4, whole),
  reasons: series([5, 6, 7, 8, 9].map((place) => at(place, text))),
})

const groupVerdict = segments(header, trailer)

const elementError = segmentCodec('AK4', {
  element: at('1-1', whole),
  component: optional(at('1-2', whole)),
  repetition: optional(at('1-3', whole)),
  dataElement: optional(at(2, text)),
  code: at(3, text),
  copy: optional(at(4, text)),
})

/** Loop 2100. */
const segmentError = loopCodec(
  '2100',
  segmentCodec('AK3', { segment: at(1, text), ordinal: at(2, whole), loop: optional(at(3, text)), code: optional(at(4, text)) }),
  { elements: readable(elementError) },
)

/** Loop 2000. */
const setAcknowledgement: LoopCodec<Omit<TransactionSetAcknowledgement, 'errors'> & { readonly errors: readonly PlainSegmentError[] }> = loopCodec(
  '2000',
  segmentCodec('AK2', { type: at(1, text), control: at(2, text), version: optional(at(3, text)) }),
  { errors: readable(segmentError) },
  segmentCodec('AK5', { verdict: at(1, text), reasons: series([2, 3, 4, 5, 6].map((place) => at(place, text))) }),
)

type PlainElementError = Omit<ElementError, 'contexts'>
type PlainSegmentError = Omit<SegmentError, 'contexts' | 'elements'> & { readonly elements: readonly PlainElementError[] }
