// DTP of a claim (2300) and of a line (2400): days by their meaning.
import type { ClaimDateKind, DentalDateKind, DentalLineDateKind, LineDateKind } from '../../domain/index.js'
import type { Loop } from '../../schema/index.js'
import type { IsoDate } from '../../values/index.js'
import type { Segment } from '../../x12/index.js'
import { defaulted, type LoopPart, mapped, optional, period, segmentCodec, segments } from '../codec.js'
import { dateCodec } from '../parts/amount.js'

export type Dates<Kind extends string> = Readonly<Partial<Record<Kind, IsoDate>>>

export const date = (qualifier: string) => optional(dateCodec(qualifier))

/** DTP*472: the day of a service, or its first and last day. */
export const service = segmentCodec('DTP', period(2, 3), { 1: '472' })

export interface ServiceDays {
  readonly from?: IsoDate
  readonly to?: IsoDate
}

/** The same where it may be left out. */
export const serviceDays: LoopPart<ServiceDays> = {
  ...defaulted<Loop, Loop | Segment, ServiceDays>(service, {}),
  write: ({ from, to }) => (from === undefined ? [] : service.write(to === undefined ? { from } : { from, to })),
}

/** One DTP holds both days of a disability (314, a range) or the one that is known (360, 361). */
const disability: LoopPart<Dates<'disabilityFrom' | 'disabilityTo'>> = mapped(
  segments({ both: optional(segmentCodec('DTP', period(2, 3), { 1: '314' })), from: date('360'), to: date('361') }),
  {
    decode: ({ both, from = both?.from, to = both?.to }) => ({
      ...(from === undefined ? {} : { disabilityFrom: from }),
      ...(to === undefined ? {} : { disabilityTo: to }),
    }),
    encode: ({ disabilityFrom: from, disabilityTo: to }) => {
      if (from !== undefined && to !== undefined) return { both: { from, to } }
      return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    },
  },
)

export const professionalDates: LoopPart<Dates<ClaimDateKind>> = segments(
  {
    onset: date('431'),
    initialTreatment: date('454'),
    lastSeen: date('304'),
    acute: date('453'),
    accident: date('439'),
    lastMenstrualPeriod: date('484'),
    lastXray: date('455'),
    visionPrescription: date('471'),
  },
  disability,
  {
    lastWorked: date('297'),
    returnToWork: date('296'),
    admission: date('435'),
    discharge: date('096'),
    assumedCare: date('090'),
    relinquishedCare: date('091'),
    firstContact: date('444'),
    repricerReceived: date('050'),
  },
)

export const professionalLineDates: LoopPart<Dates<LineDateKind>> = segments({
  prescription: date('471'),
  recertification: date('607'),
  therapyBegin: date('463'),
  lastCertification: date('461'),
  lastSeen: date('304'),
  hemoglobinTest: date('738'),
  creatinineTest: date('739'),
  shipped: date('011'),
  lastXray: date('455'),
  initialTreatment: date('454'),
})

export const dentalLineDates: LoopPart<Dates<DentalLineDateKind>> = segments({
  priorPlacement: date('441'),
  priorPlacementEstimated: date('139'),
  appliancePlacement: date('452'),
  replacement: date('446'),
  treatmentStart: date('196'),
  treatmentCompletion: date('198'),
})

/** The days of service stand among the others. */
export const dentalDates: LoopPart<ServiceDays & { readonly dates?: Dates<DentalDateKind> }> = mapped(
  segments({ accident: date('439'), appliancePlacement: date('452') }, serviceDays, { repricerReceived: date('050') }),
  {
    decode: ({ from, to, ...dates }) => ({
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(Object.keys(dates).length === 0 ? {} : { dates }),
    }),
    encode: ({ from, to, dates }) => ({ ...dates, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
  },
)
