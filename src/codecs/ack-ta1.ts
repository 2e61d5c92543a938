// The answer to an interchange: TA1 (00501 interchange control), which stands between ISA and GS or IEA.
import type { InterchangeAcknowledgement } from '../domain/index.js'
import { at, oneOf, type SegmentCodec, segmentCodec, text } from './codec.js'

export const interchangeAcknowledgement: SegmentCodec<InterchangeAcknowledgement> = segmentCodec('TA1', {
  control: at(1, text),
  date: at(2, text),
  time: at(3, text),
  verdict: at(4, oneOf('A', 'E', 'R')),
  note: at(5, text),
})
