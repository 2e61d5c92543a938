// What a 277CA (005010X214), a 277 and a 276 (005010X212) have in common: statuses, totals, service lines and their days.
import type { LineStatus, StatusInformation, StatusTotals } from '../../domain/index.js'
import {
  at,
  cents,
  day,
  decimal,
  type ElementPart,
  elements,
  type LoopPart,
  optional,
  period,
  readable,
  type SegmentCodec,
  segmentCodec,
  segments,
  series,
  text,
  whole,
} from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { procedureAt } from '../parts/procedure.js'

const status: SegmentCodec<StatusInformation> = segmentCodec('STC', {
  codes: series(
    ([1, 10, 11] as const).map((place) =>
      elements({ category: at(`${place}-1`, text), status: at(`${place}-2`, text), entity: optional(at(`${place}-3`, text)) }),
    ),
  ),
  effectiveOn: optional(at(2, day)),
  action: optional(at(3, text)),
  chargedCents: optional(at(4, cents)),
  paidCents: optional(at(5, cents)),
  adjudicatedOn: optional(at(6, day)),
  paidOn: optional(at(8, day)),
  paymentNumber: optional(at(9, text)),
  text: optional(at(12, text)),
})

/** The STC of a level. */
export const statuses: LoopPart<readonly StatusInformation[]> = readable(status)

/** QTY under these qualifiers, and the AMT that are the same at every level. */
export function totalsUnder(accepted: string, rejected: string): LoopPart<StatusTotals> {
  return segments({
    acceptedCount: optional(segmentCodec('QTY', at(2, whole), { 1: accepted })),
    rejectedCount: optional(segmentCodec('QTY', at(2, whole), { 1: rejected })),
    acceptedCents: optional(amountCodec('YU')),
    rejectedCents: optional(amountCodec('YY')),
  })
}

/** TRN02 under this trace type. */
export function trace(type: '1' | '2'): SegmentCodec<string> {
  return segmentCodec('TRN', at(2, text), { 1: type })
}

/** SVC: the service of a line. */
export const service = segmentCodec('SVC', {
  procedure: procedureAt(1),
  chargedCents: at(2, cents),
  paidCents: optional(at(3, cents)),
  revenueCode: optional(at(4, text)),
  units: optional(at(7, decimal)),
})

const onDays = period(2, 3)

/** DTP*472: the days of service of a claim or a line, one or a range. */
export const serviceDates: LoopPart<Pick<LineStatus, 'serviceFrom' | 'serviceTo'>> = segmentCodec(
  'DTP',
  {
    isIn: (segment) => onDays.isIn(segment),
    read: (segment, reading) => {
      const days = onDays.read(segment, reading)
      return days && { serviceFrom: days.from, ...(days.to === undefined ? {} : { serviceTo: days.to }) }
    },
    write: ({ serviceFrom: from, serviceTo: to }) =>
      from === undefined ? [] : onDays.write({ from, ...(to === undefined ? {} : { to }) }),
  } satisfies ElementPart<Pick<LineStatus, 'serviceFrom' | 'serviceTo'>>,
  { 1: '472' },
)
