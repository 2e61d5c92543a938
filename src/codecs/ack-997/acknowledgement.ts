// The older answer to a functional group: a 997 (005010X230). It says the same as a 999 in fewer words, so both share one value.
import type { ElementError, GroupAcknowledgement, GroupVerdict, SegmentError, TransactionSetAcknowledgement } from '../../domain/index.js'
import { allSegments, type Loop, loopsIn } from '../../schema/index.js'
import type { Checked } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { at, checked, loopCodec, optional, readable, segmentCodec, segments, series, text, whole } from '../codec.js'
import { allRead } from '../part.js'

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
const setAcknowledgement = loopCodec(
  '2000',
  segmentCodec('AK2', { type: at(1, text), control: at(2, text), version: optional(at(3, text)) }),
  { errors: readable(segmentError) },
  segmentCodec('AK5', { verdict: at(1, text), reasons: series([2, 3, 4, 5, 6].map((place) => at(place, text))) }),
)

/** Reads a whole 997 held in memory. A set whose answer cannot be read leaves no value: it must not pass for accepted. */
export function decodeFunctionalAcknowledgement(set: Loop): Checked<GroupAcknowledgement> {
  return checked((reading) => {
    const verdict = groupVerdict.read(set, reading)
    const sets = allRead(loopsIn(set, '2000').map((inside) => setAcknowledgement.readNode(inside, reading)))
    return verdict && sets && { ...verdict, sets: sets.map(withContexts) }
  })
}

/** Writes AK1 to AK9, all between ST and SE. What only a 999 can say is said with the nearest code of a 997, or left out (CTX). */
export function* encodeFunctionalAcknowledgement(verdict: GroupVerdict, sets: Iterable<TransactionSetAcknowledgement>): Generator<Segment> {
  yield header.encode(verdict)
  for (const set of sets) yield* allSegments(setAcknowledgement.encode(inPlainCodes(set)))
  yield trailer.encode(verdict)
}

type Plain<T> = Omit<T, 'contexts'>
type PlainSet = Omit<TransactionSetAcknowledgement, 'errors'> & {
  readonly errors: readonly (Omit<SegmentError, 'contexts' | 'elements'> & { readonly elements: readonly Plain<ElementError>[] })[]
}

function withContexts({ errors, ...set }: PlainSet): TransactionSetAcknowledgement {
  return {
    ...set,
    errors: errors.map((error) => ({
      ...error,
      contexts: [],
      elements: error.elements.map((element) => ({ ...element, contexts: [] })),
    })),
  }
}

/** Codes that the 999 has beyond those of the 997: IK304, IK403 and IK502 to IK506. */
const plainSegmentCodes: Readonly<Record<string, string>> = { I4: '2', I6: '3', I7: '3', I8: '3', I9: '2' }
const plainElementCodes: Readonly<Record<string, string>> = { I6: '7', I9: '2', I10: '10', I11: '1', I12: '7', I13: '10' }
const plainSetCodes: Readonly<Record<string, string>> = { I5: '5', I6: '5' }
/** AK4 under one AK3. */
const maxElementErrors = 99

function inPlainCodes({ errors, reasons, ...set }: TransactionSetAcknowledgement): PlainSet {
  return {
    ...set,
    reasons: [...new Set(reasons.map((code) => plainSetCodes[code] ?? code))],
    errors: errors.map(({ contexts: _contexts, code, elements, ...error }) => ({
      ...error,
      ...(code === undefined ? {} : { code: plainSegmentCodes[code] ?? code }),
      elements: elements
        .slice(0, maxElementErrors)
        .map(({ contexts: _none, ...element }) => ({ ...element, code: plainElementCodes[element.code] ?? element.code })),
    })),
  }
}
