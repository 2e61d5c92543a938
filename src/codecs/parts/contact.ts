// PER: whom to call or write to.
import { at, elements, optional, segmentCodec, series, text } from '../codec.js'

/** PER03 to PER08: up to three numbers, each under its qualifier (TE, FX, EM, EX, UR). */
export const communicationNumbers = series([3, 5, 7].map((place) => elements({ qualifier: at(place, text), value: at(place + 1, text) })))

/** PER with this function code; its value is a `Contact`. */
export function contactCodec(functionCode: string) {
  return segmentCodec('PER', { name: optional(at(2, text)), numbers: communicationNumbers }, { 1: functionCode })
}

/** Any PER, with its function code. */
export const anyContact = segmentCodec('PER', { function: at(1, text), name: optional(at(2, text)), numbers: communicationNumbers })
