// N3 with N4: where somebody lives or works.
import type { Address } from '../../domain/index.js'
import { at, defaulted, type LoopPart, optional, segmentCodec, segments, text } from '../codec.js'

const street = segmentCodec('N3', { line1: at(1, text), line2: optional(at(2, text)) })
const city = segmentCodec('N4', {
  city: at(1, text),
  state: optional(at(2, text)),
  postalCode: optional(at(3, text)),
  country: optional(at(4, text)),
  subdivision: optional(at(7, text)),
})

/** N3 and N4 as one address. Some senders leave N3 out: `line1` is then empty, and N3 is not written. */
export const address: LoopPart<Address> = segments(defaulted(street, { line1: '' }), city)
