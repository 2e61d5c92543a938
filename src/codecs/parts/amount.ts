// AMT, and DTP with a single day: one value under a qualifier.
import { at, cents, day, segmentCodec, tagged } from '../codec.js'

export function amountCodec(qualifier: string) {
  return segmentCodec('AMT', at(2, cents), { 1: qualifier })
}

/** DTP with this qualifier and a day (D8). */
export function dateCodec(qualifier: string) {
  return segmentCodec('DTP', tagged(2, 'D8', at(3, day)), { 1: qualifier })
}
