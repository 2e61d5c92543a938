// Segments that stand at a claim (2300) and at its lines (2400) alike: attachments, contracts, transport, conditions, repricing, places.
import type { Address, Attachment, Condition, Contract, DropOff, LineRepricing, Transport } from '../../domain/index.js'
import {
  at,
  cents,
  constant,
  decimal,
  elements,
  loopCodec,
  type LoopCodec,
  optional,
  type SegmentCodec,
  segmentCodec,
  series,
  tagged,
  text,
  yesNo,
} from '../codec.js'
import { address } from '../parts/address.js'

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

export const transport: SegmentCodec<Transport> = segmentCodec('CR1', {
  pounds: optional(tagged(1, 'LB', at(2, decimal))),
  reason: at(4, text),
  miles: tagged(5, 'DH', at(6, decimal)),
  roundTripPurpose: optional(at(9, text)),
  stretcherPurpose: optional(at(10, text)),
})

export const condition: SegmentCodec<Condition> = segmentCodec('CRC', {
  category: at(1, text),
  applies: at(2, yesNo),
  codes: series([3, 4, 5, 6, 7].map((place) => at(place, text))),
})

/** HCP; its procedure and units are for lines only. */
export const repricing: SegmentCodec<LineRepricing> = segmentCodec('HCP', {
  method: at(1, text),
  allowedCents: at(2, cents),
  savingsCents: optional(at(3, cents)),
  organization: optional(at(4, text)),
  rate: optional(at(5, decimal)),
  approvedGroup: optional(at(6, text)),
  approvedCents: optional(at(7, cents)),
  approvedProcedure: optional(elements({ qualifier: at(9, text), code: at(10, text) })),
  approvedUnits: optional(elements({ unit: at(11, text), units: at(12, decimal) })),
  rejectReason: optional(at(13, text)),
  compliance: optional(at(14, text)),
  exception: optional(at(15, text)),
})

/** 2310E, 2420G: where an ambulance took the patient up. */
export function pickUp(id: string): LoopCodec<Address> {
  return loopCodec(id, segmentCodec('NM1', elements(constant(2, '2')), { 1: 'PW' }), address)
}

/** 2310F, 2420H: where it took the patient. */
export function dropOff(id: string): LoopCodec<DropOff> {
  return loopCodec(id, segmentCodec('NM1', elements(constant(2, '2'), { name: optional(at(3, text)) }), { 1: '45' }), { address })
}
