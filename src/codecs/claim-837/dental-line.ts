// 2400 of the 837D with 2420 and 2430: one service, its teeth, its providers.
import type { DentalLine, DentalRole, LineProvider } from '../../domain/index.js'
import {
  at,
  cents,
  decimal,
  loopCodec,
  type LoopCodec,
  many,
  optional,
  type SegmentCodec,
  segmentCodec,
  series,
  text,
  whole,
} from '../codec.js'
import { amountCodec } from '../parts/amount.js'
import { procedureAt } from '../parts/procedure.js'
import { referencesUnder } from '../parts/reference.js'
import { dentalLineDates, serviceDays } from './dates.js'
import { contract, fixedFormat, repricing } from './details.js'
import { adjudication, lineControl, ofDestination, ofOtherPayers } from './line-parts.js'
import { lineProviders, provider } from './providers.js'

/** A list in the components of an element. */
const componentsOf = (element: number, most: number) => Array.from({ length: most }, (_, index) => `${element}-${index + 1}` as const)

const service = segmentCodec('SV3', {
  procedure: procedureAt(1),
  chargeCents: at(2, cents),
  placeOfService: optional(at(3, text)),
  oralCavity: optional(series(componentsOf(4, 5).map((place) => at(place, text)))),
  prosthesis: optional(at(5, text)),
  units: optional(at(6, decimal)),
  diagnosisPointers: optional(series(componentsOf(11, 4).map((place) => at(place, whole)))),
})

type Tooth = NonNullable<DentalLine['teeth']>[number]

const namedTooth: SegmentCodec<Tooth> = segmentCodec(
  'TOO',
  { tooth: optional(at(2, text)), surfaces: series(componentsOf(3, 5).map((place) => at(place, text))) },
  { 1: 'JP' },
)
/** Written even when nothing is said of it, because its place in the list may say something. */
const tooth: SegmentCodec<Tooth> = { ...namedTooth, write: (value) => [namedTooth.encode(value)] }

const providers = lineProviders<LineProvider<DentalRole>>({
  before: [
    provider('2420A', { 82: 'rendering' }, 'PE'),
    provider('2420B', { DD: 'assistant' }, 'AS'),
    provider('2420C', { DQ: 'supervising' }),
  ],
  facility: '2420D',
  after: [],
})

export const dentalLine: LoopCodec<DentalLine> = loopCodec(
  '2400',
  service,
  { teeth: optional(many(tooth)) },
  serviceDays,
  {
    dates: optional(dentalLineDates),
    contract: optional(contract),
    predeterminationNumber: ofDestination('G3'),
    authorization: ofDestination('G1'),
    control: lineControl,
    references: optional(referencesUnder('9A', '9C')),
    referral: ofDestination('9F'),
    payerReferences: ofOtherPayers('G3', 'G1', '9F'),
    salesTaxCents: optional(amountCodec('T')),
    fixedFormat: optional(many(fixedFormat)),
    repricing: optional(repricing),
  },
  optional(providers),
  { adjudications: optional(many(adjudication)) },
)
