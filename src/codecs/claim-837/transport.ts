// Transport by ambulance, at a professional claim and at its lines: what for, how far, from where and to where.
import type { Address, DropOff, Transport } from '../../domain/index.js'
import {
  at,
  constant,
  decimal,
  elements,
  loopCodec,
  type LoopCodec,
  optional,
  type SegmentCodec,
  segmentCodec,
  tagged,
  text,
} from '../codec.js'
import { address } from '../parts/address.js'

export const transport: SegmentCodec<Transport> = segmentCodec('CR1', {
  pounds: optional(tagged(1, 'LB', at(2, decimal))),
  reason: at(4, text),
  miles: tagged(5, 'DH', at(6, decimal)),
  roundTripPurpose: optional(at(9, text)),
  stretcherPurpose: optional(at(10, text)),
})

/** 2310E, 2420G: where an ambulance took the patient up. */
export function pickUp(id: string): LoopCodec<Address> {
  return loopCodec(id, segmentCodec('NM1', elements(constant(2, '2')), { 1: 'PW' }), address)
}

/** 2310F, 2420H: where it took the patient. */
export function dropOff(id: string): LoopCodec<DropOff> {
  return loopCodec(id, segmentCodec('NM1', elements(constant(2, '2'), { name: optional(at(3, text)) }), { 1: '45' }), { address })
}
