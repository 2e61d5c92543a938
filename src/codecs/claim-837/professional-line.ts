// 2400 of the 837P with 2410, 2420, 2430 and 2440: one service, its drug, its providers, its forms.
import type { Equipment, LineProvider, ProfessionalLine, ProfessionalLineRole, SupportingForm } from '../../domain/index.js'
import {
  at,
  cents,
  coded,
  constant,
  day,
  decimal,
  defaulted,
  elements,
  loopCodec,
  type LoopCodec,
  many,
  mark,
  markAs,
  oneOf,
  optional,
  type SegmentCodec,
  segmentCodec,
  series,
  tagged,
  text,
  whole,
} from '../codec.js'
import { address } from '../parts/address.js'
import { amountCodec } from '../parts/amount.js'
import { contactCodec } from '../parts/contact.js'
import { procedureAt } from '../parts/procedure.js'
import { referenceCodec, referencesUnder } from '../parts/reference.js'
import { professionalLineDates, service as serviceDays } from './dates.js'
import { attachment, condition, contract, fixedFormat, noteCodec, repricing } from './details.js'
import { adjudication, drug, lineControl, ofDestination, ofOtherPayers } from './line-parts.js'
import { lineProviders, npi, provider, providerName, providerReferences } from './providers.js'
import type { RoleLoop } from './roles.js'
import { dropOff, pickUp, transport } from './transport.js'

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
  // SV115 has one code: 0, exempt.
  copayExempt: optional(at(15, markAs('0'))),
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

type Who = LineProvider<ProfessionalLineRole>

/** Only identifiers: the guide leaves the name of who sold the service empty. */
const purchased: RoleLoop<LineProvider<'purchased'>> = {
  roles: ['purchased'],
  codec: loopCodec(
    '2420B',
    segmentCodec('NM1', {
      role: at(1, coded({ QB: 'purchased' })),
      provider: elements({ entityType: at(2, oneOf('1', '2')), last: defaulted(at(3, text), ''), npi }),
    }),
    providerReferences,
  ),
}

/** The only one whose address and telephone are told. */
const orderingProvider: RoleLoop<LineProvider<'ordering'>> = {
  roles: ['ordering'],
  codec: loopCodec('2420E', providerName({ DK: 'ordering' }), { address: optional(address) }, providerReferences, {
    contact: optional(contactCodec('IC')),
  }),
}

const providers = lineProviders<Who>({
  before: [provider('2420A', { 82: 'rendering' }, 'PE'), purchased],
  facility: '2420C',
  after: [provider('2420D', { DQ: 'supervising' }), orderingProvider, provider('2420F', { DN: 'referring', P3: 'primaryCare' })],
})

export const professionalLine: LoopCodec<ProfessionalLine> = loopCodec(
  '2400',
  service,
  {
    equipment: optional(equipment),
    attachments: optional(many(attachment)),
    transport: optional(transport),
    equipmentNeed: optional(segmentCodec('CR3', { type: at(1, text), months: tagged(2, 'MO', at(3, decimal)) })),
    conditions: optional(many(condition)),
  },
  serviceDays,
  {
    dates: optional(professionalLineDates),
    patientCount: optional(segmentCodec('QTY', at(2, decimal), { 1: 'PT' })),
    obstetricUnits: optional(segmentCodec('QTY', at(2, decimal), { 1: 'FL' })),
    measurements: optional(many(measurement)),
    contract: optional(contract),
    authorization: ofDestination('G1'),
    control: lineControl,
    clia: optional(referenceCodec('X4')),
    references: optional(referencesUnder('9B', '9D', 'EW', 'F4', 'BT')),
    referral: ofDestination('9F'),
    payerReferences: ofOtherPayers('G1', '9F'),
    salesTaxCents: optional(amountCodec('T')),
    postageCents: optional(amountCodec('F4')),
    fixedFormat: optional(many(fixedFormat)),
    note: optional(noteCodec('ADD')),
    goals: optional(noteCodec('DCP')),
    thirdPartyNote: optional(noteCodec('TPO')),
    purchase: optional(segmentCodec('PS1', { providerId: at(1, text), chargeCents: at(2, cents) })),
    repricing: optional(repricing),
    drug: optional(drug),
  },
  optional(providers),
  {
    pickUp: optional(pickUp('2420G')),
    dropOff: optional(dropOff('2420H')),
    adjudications: optional(many(adjudication)),
    forms: optional(many(form)),
  },
)
