// 2400 with 2410, 2420 and 2430: one service, its drug, its providers, what earlier payers said of it.
import type { LineAdjudication, ServiceLine } from '../../domain/index.js'
import { loop } from '../../schema/index.js'
import {
  at,
  cents,
  decimal,
  defaulted,
  loopCodec,
  type LoopCodec,
  type LoopPart,
  many,
  mark,
  oneOf,
  optional,
  period,
  segmentCodec,
  series,
  tagged,
  text,
  whole,
} from '../codec.js'
import { adjustmentsByGroup } from '../parts/adjustments.js'
import { amountCodec, dateCodec } from '../parts/amount.js'
import { procedureAt } from '../parts/procedure.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { lineDates } from './dates.js'
import { lineProviders } from './providers.js'

const service = segmentCodec('SV1', {
  procedure: procedureAt(1),
  chargeCents: at(2, cents),
  unit: at(3, oneOf('UN', 'MJ')),
  units: at(4, decimal),
  placeOfService: optional(at(5, text)),
  diagnosisPointers: series((['7-1', '7-2', '7-3', '7-4'] as const).map((place) => at(place, whole))),
  emergency: optional(at(9, mark)),
  epsdt: optional(at(11, mark)),
  familyPlanning: optional(at(12, mark)),
})

const drug = loopCodec(
  '2410',
  segmentCodec('LIN', { ndc: tagged(2, 'N4', at(3, text)) }),
  segmentCodec('CTP', { quantity: at(4, decimal), unit: at('5-1', text) }),
  { linkNumber: optional(referenceCodec('VY')), prescription: optional(referenceCodec('XZ')) },
)

const adjudication: LoopCodec<LineAdjudication> = loopCodec(
  '2430',
  segmentCodec('SVD', {
    payerId: at(1, text),
    paidCents: at(2, cents),
    procedure: procedureAt(3),
    units: at(5, decimal),
    bundledInto: optional(at(6, text)),
  }),
  { adjustments: adjustmentsByGroup, paidOn: dateCodec('573'), remainingPatientCents: optional(amountCodec('EAF')) },
)

const lineNumber = segmentCodec('LX', at(1, whole))

const line = loopCodec(
  '2400',
  service,
  segmentCodec('DTP', period(2, 3), { 1: '472' }),
  {
    dates: optional(lineDates),
    authorization: optional(referenceCodec('G1')),
    control: defaulted(referenceCodec('6R'), ''),
    clia: optional(referenceCodec('X4')),
    references: optional(referencesUnder('9B', '9D', 'EW', 'F4', 'BT')),
    referral: optional(referenceCodec('9F')),
    note: optional(segmentCodec('NTE', at(2, text), { 1: 'ADD' })),
    drug: optional(drug),
  },
  optional(lineProviders),
  { adjudications: optional(many(adjudication)) },
)

/** All lines of a claim. LX counts them from 1, whatever number they came with. */
export const serviceLines: LoopPart<readonly ServiceLine[]> = {
  ...many(line),
  write: (lines) => lines.map((each, index) => loop('2400', [lineNumber.encode(index + 1), ...line.encode(each).children])),
}
