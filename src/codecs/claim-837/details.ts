// Segments that stand at claims (2300) and at lines (2400) of several kinds alike: attachments, contracts, conditions, notes, repricing.
import type { Attachment, Condition, Contract, LineRepricing, Note } from '../../domain/index.js'
import { at, cents, decimal, elements, optional, type SegmentCodec, segmentCodec, series, tagged, text, yesNo } from '../codec.js'

export const attachment: SegmentCodec<Attachment> = segmentCodec('PWK', {
  type: at(1, text),
  how: at(2, text),
  control: optional(tagged(5, 'AC', at(6, text))),
})

export const contract: SegmentCodec<Contract> = segmentCodec('CN1', {
  type: at(1, text),
  amountCents: optional(at(2, cents)),
  percent: optional(at(3, decimal)),
  code: optional(at(4, text)),
  discountPercent: optional(at(5, decimal)),
  version: optional(at(6, text)),
})

export const fixedFormat = segmentCodec('K3', at(1, text))

/** Any NTE of a claim, with its code. */
export const claimNote: SegmentCodec<Note> = segmentCodec('NTE', { code: at(1, text), text: at(2, text) })

/** The text of the one NTE under this code. */
export function noteCodec(code: string) {
  return segmentCodec('NTE', at(2, text), { 1: code })
}

export const condition: SegmentCodec<Condition> = segmentCodec('CRC', {
  category: at(1, text),
  applies: at(2, yesNo),
  codes: series([3, 4, 5, 6, 7].map((place) => at(place, text))),
})

/** HCP; its procedure is for lines only. */
export const repricing: SegmentCodec<LineRepricing> = segmentCodec('HCP', {
  method: at(1, text),
  allowedCents: at(2, cents),
  savingsCents: optional(at(3, cents)),
  organization: optional(at(4, text)),
  rate: optional(at(5, decimal)),
  approvedGroup: optional(at(6, text)),
  approvedCents: optional(at(7, cents)),
  approvedRevenueCode: optional(at(8, text)),
  approvedProcedure: optional(elements({ qualifier: at(9, text), code: at(10, text) })),
  approvedUnits: optional(elements({ unit: at(11, text), units: at(12, decimal) })),
  rejectReason: optional(at(13, text)),
  compliance: optional(at(14, text)),
  exception: optional(at(15, text)),
})
