// One service line as the payer settled it: loop 2110 of an 835 (005010X221A1).
import type { ServicePayment } from '../../domain/index.js'
import { at, cents, day, decimal, type LoopCodec, loopCodec, optional, readable, segmentCodec, text } from '../codec.js'
import { adjustments } from '../parts/adjustments.js'
import { procedureAt } from '../parts/procedure.js'
import { anyReference, referenceCodec } from '../parts/reference.js'

const service = segmentCodec('SVC', {
  procedure: procedureAt(1),
  chargedCents: at(2, cents),
  paidCents: at(3, cents),
  revenueCode: optional(at(4, text)),
  unitsPaid: optional(at(5, decimal)),
  submittedProcedure: optional(procedureAt(6)),
  submittedUnits: optional(at(7, decimal)),
})

export const dates = readable(segmentCodec('DTM', { qualifier: at(1, text), date: at(2, day) }))
export const amounts = readable(segmentCodec('AMT', { qualifier: at(1, text), amountCents: at(2, cents) }))
export const quantities = readable(segmentCodec('QTY', { qualifier: at(1, text), quantity: at(2, decimal) }))

export const servicePayment: LoopCodec<ServicePayment> = loopCodec('2110', service, {
  dates,
  adjustments,
  lineControlNumber: optional(referenceCodec('6R')),
  references: readable(anyReference({ 1: { not: ['6R'] } })),
  amounts,
  quantities,
  remarks: readable(segmentCodec('LQ', { qualifier: at(1, text), code: at(2, text) })),
})
