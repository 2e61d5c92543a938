// The answer to a functional group: a 999 (005010X231A1), set by set or whole.
import type { GroupAcknowledgement, GroupVerdict, TransactionSetAcknowledgement } from '../../domain/index.js'
import { allSegments, type Loop, loopsIn } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import {
  at,
  checked,
  type LoopCodec,
  loopCodec,
  type LoopPart,
  optional,
  readable,
  segmentCodec,
  segments,
  series,
  text,
  whole,
} from '../codec.js'
import { allRead } from '../part.js'
import { segmentError } from './errors.js'

const header = segmentCodec('AK1', { functionalId: at(1, text), control: at(2, text), version: optional(at(3, text)) })

const trailer = segmentCodec('AK9', {
  verdict: at(1, text),
  includedCount: at(2, whole),
  receivedCount: at(3, whole),
  acceptedCount: at(4, whole),
  reasons: series([5, 6, 7, 8, 9].map((place) => at(place, text))),
})

const groupVerdict: LoopPart<GroupVerdict> = segments(header, trailer)

/** Loop 2000. An error that cannot be read costs itself, not the verdict. */
const setAcknowledgement: LoopCodec<TransactionSetAcknowledgement> = loopCodec(
  '2000',
  segmentCodec('AK2', { type: at(1, text), control: at(2, text), version: optional(at(3, text)) }),
  { errors: readable(segmentError) },
  segmentCodec('IK5', { verdict: at(1, text), reasons: series([2, 3, 4, 5, 6].map((place) => at(place, text))) }),
)

/** Reads AK1 and AK9 from what stands outside the loops 2000. */
export function decodeGroupVerdict(set: Loop): Checked<GroupVerdict> {
  return checked((reading) => groupVerdict.read(set, reading))
}

/** Reads one loop 2000, AK2 to IK5. */
export function decodeSetAcknowledgement(inside: Loop): Checked<TransactionSetAcknowledgement> {
  return setAcknowledgement.decode(inside)
}

/** Reads a whole 999 held in memory. A set whose answer cannot be read leaves no value: it must not pass for accepted. */
export function decodeGroupAcknowledgement(set: Loop): Checked<GroupAcknowledgement> {
  return checked((reading) => {
    const verdict = groupVerdict.read(set, reading)
    const sets = allRead(loopsIn(set, '2000').map((inside) => setAcknowledgement.readNode(inside, reading)))
    return verdict && sets && { ...verdict, sets }
  })
}

/** Writes AK1 to AK9, all between ST and SE, one set at a time. */
export function* encodeGroupAcknowledgement(verdict: GroupVerdict, sets: Iterable<TransactionSetAcknowledgement>): Generator<Segment> {
  yield header.encode(verdict)
  for (const set of sets) yield* allSegments(setAcknowledgement.encode(set))
  yield trailer.encode(verdict)
}
