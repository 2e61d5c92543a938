// 2400 with 2410, 2420 and 2430: one service, its drug, its providers, what earlier payers said of it.
import type { Equipment, LineAdjudication, ServiceLine, SupportingForm } from '../../domain/index.js'
import { loop } from '../../schema/index.js'
import {
  at,
  cents,
  constant,
  day,
  decimal,
  defaulted,
  elements,
  type ElementType,
  loopCodec,
  type LoopCodec,
  type LoopPart,
  many,
  mark,
  oneOf,
  optional,
  period,
  type SegmentCodec,
  segmentCodec,
  series,
  tagged,
  text,
  whole,
} from '../codec.js'
import { adjustmentsByGroup } from '../parts/adjustments.js'
import { amountCodec, dateCodec } from '../parts/amount.js'
import { procedureAt } from '../parts/procedure.js'
import { anyReference, referenceCodec, referencesUnder } from '../parts/reference.js'
import { lineDates } from './dates.js'
import { attachment, condition, contract, dropOff, fixedFormat, pickUp, repricing, transport } from './details.js'
import { lineProviders } from './providers.js'

/** SV115 has one code: 0, exempt. */
const copayMark: ElementType<boolean> = {
  read: (it) => it === '0' || undefined,
  write: (it) => (it ? '0' : ''),
  otherwise: ['ELEMENT_CODE_INVALID', { allowed: '0' }],
}

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
  copayExempt: optional(at(15, copayMark)),
})

const equipment: SegmentCodec<Equipment> = segmentCodec(
  'SV5',
  elements(constant(2, 'DA'), {
    code: tagged('1-1', 'HC', at('1-2', text)),
    days: at(3, decimal),
    rentalCents: at(4, cents),
    purchaseCents: at(5, cents),
    rentalUnit: at(6, text),
  }),
)

const measurement = segmentCodec('MEA', { reference: at(1, text), qualifier: at(2, text), value: at(3, decimal) })

/** A number that another payer gave. The destination's own has no REF04. */
const ofOtherPayer = anyReference({ 1: ['G1', '9F'], '4-1': '2U' })
const ofDestination = (qualifier: string) => segmentCodec('REF', at(2, text), { 1: qualifier, '4-1': '' })
const note = (code: string) => optional(segmentCodec('NTE', at(2, text), { 1: code }))

const form: LoopCodec<SupportingForm> = loopCodec('2440', segmentCodec('LQ', { list: at(1, text), form: at(2, text) }), {
  answers: many(
    segmentCodec('FRM', {
      question: at(1, text),
      yesNo: optional(at(2, text)),
      text: optional(at(3, text)),
      day: optional(at(4, day)),
      percent: optional(at(5, decimal)),
    }),
  ),
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
  {
    equipment: optional(equipment),
    attachments: optional(many(attachment)),
    transport: optional(transport),
    equipmentNeed: optional(segmentCodec('CR3', { type: at(1, text), months: tagged(2, 'MO', at(3, decimal)) })),
    conditions: optional(many(condition)),
  },
  segmentCodec('DTP', period(2, 3), { 1: '472' }),
  {
    dates: optional(lineDates),
    patientCount: optional(segmentCodec('QTY', at(2, decimal), { 1: 'PT' })),
    obstetricUnits: optional(segmentCodec('QTY', at(2, decimal), { 1: 'FL' })),
    measurements: optional(many(measurement)),
    contract: optional(contract),
    authorization: optional(ofDestination('G1')),
    control: defaulted(referenceCodec('6R'), ''),
    clia: optional(referenceCodec('X4')),
    references: optional(referencesUnder('9B', '9D', 'EW', 'F4', 'BT')),
    referral: optional(ofDestination('9F')),
    payerReferences: optional(many(ofOtherPayer)),
    salesTaxCents: optional(amountCodec('T')),
    postageCents: optional(amountCodec('F4')),
    fixedFormat: optional(many(fixedFormat)),
    note: note('ADD'),
    goals: note('DCP'),
    thirdPartyNote: note('TPO'),
    purchase: optional(segmentCodec('PS1', { providerId: at(1, text), chargeCents: at(2, cents) })),
    repricing: optional(repricing),
    drug: optional(drug),
  },
  optional(lineProviders),
  {
    pickUp: optional(pickUp('2420G')),
    dropOff: optional(dropOff('2420H')),
    adjudications: optional(many(adjudication)),
    forms: optional(many(form)),
  },
)

/** All lines of a claim. LX counts them from 1, whatever number they came with. */
export const serviceLines: LoopPart<readonly ServiceLine[]> = {
  ...many(line),
  write: (lines) => lines.map((each, index) => loop('2400', [lineNumber.encode(index + 1), ...line.encode(each).children])),
}
