// The parts of a person's name in NM1.
import { at, optional, text } from '../codec.js'

/** NM104, NM105 and NM107; absent for an organisation. */
export const givenNames = { first: optional(at(4, text)), middle: optional(at(5, text)), suffix: optional(at(7, text)) }
