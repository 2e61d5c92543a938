// Claims of physicians and other professionals (837P).
import type { Cents, IsoDate } from '../values/index.js'
import type { ClaimBasics, Diagnosis, PractitionerClaim } from './claim-basics.js'
import type { Attachment, Condition } from './claim-details.js'
import type { Address } from './party.js'
import type { ClaimProvider, Drug, LineAdjudication, LineBasics, LineProvider, PractitionerLine, Procedure } from './service-line.js'

/** Source: 005010X222A1 loops 2000A to 2440. */
export interface ProfessionalClaim extends ClaimBasics, PractitionerClaim {
  readonly kind: 'professional'
  /** CLM10. */
  readonly patientSignatureSource?: string
  /** Principal first, at most 12. */
  readonly diagnoses: readonly Diagnosis[]
  readonly dates?: Readonly<Partial<Record<ClaimDateKind, IsoDate>>>
  readonly providers: readonly ClaimProvider<ProfessionalRole>[]
  readonly clia?: string
  readonly medicalRecord?: string
  readonly transport?: Transport
  readonly spinalManipulation?: { readonly condition: string; readonly description?: string; readonly moreDescription?: string }
  readonly conditions?: readonly Condition[]
  /** HI under BP and BO: the surgery an anaesthesia was for. */
  readonly anesthesiaFor?: readonly string[]
  /** HI under BG. */
  readonly conditionCodes?: readonly string[]
  readonly pickUp?: Address
  readonly dropOff?: DropOff
  readonly lines: readonly ProfessionalLine[]
}

export type ProfessionalRole = 'referring' | 'primaryCare' | 'rendering' | 'supervising'
export type ProfessionalLineRole = ProfessionalRole | 'purchased' | 'ordering'

export type ClaimDateKind =
  | 'onset'
  | 'initialTreatment'
  | 'lastSeen'
  | 'acute'
  | 'accident'
  | 'lastMenstrualPeriod'
  | 'lastXray'
  | 'disabilityFrom'
  | 'disabilityTo'
  | 'lastWorked'
  | 'returnToWork'
  | 'admission'
  | 'discharge'
  | 'assumedCare'
  | 'relinquishedCare'
  | 'visionPrescription'
  | 'firstContact'
  | 'repricerReceived'

/** One service (2400 with 2410, 2420, 2430 and 2440). */
export interface ProfessionalLine extends LineBasics, PractitionerLine {
  readonly procedure: Procedure
  /** A decimal, as text: "1", "2.5". */
  readonly units: string
  /** UN units, MJ minutes. */
  readonly unit: 'UN' | 'MJ'
  readonly from: IsoDate
  /** Last day of a range (RD8). */
  readonly to?: IsoDate
  /** Positions in the claim's diagnoses, from 1; the first is the line's primary one. */
  readonly diagnosisPointers: readonly number[]
  readonly emergency?: boolean
  readonly epsdt?: boolean
  readonly familyPlanning?: boolean
  /** SV115. */
  readonly copayExempt?: boolean
  readonly equipment?: Equipment
  readonly attachments?: readonly Attachment[]
  readonly transport?: Transport
  /** CR3: I initial, R renewal, S revised; for so many months. */
  readonly equipmentNeed?: { readonly type: string; readonly months: string }
  readonly conditions?: readonly Condition[]
  readonly dates?: Readonly<Partial<Record<LineDateKind, IsoDate>>>
  /** QTY*PT, patients carried together. */
  readonly patientCount?: string
  /** QTY*FL, additional units of obstetric anaesthesia. */
  readonly obstetricUnits?: string
  /** MEA: OG or TR, what was measured, its value. */
  readonly measurements?: readonly { readonly reference: string; readonly qualifier: string; readonly value: string }[]
  readonly clia?: string
  readonly postageCents?: Cents
  /** NTE*ADD. */
  readonly note?: string
  /** NTE*DCP, goals and plans; in place of `note`. */
  readonly goals?: string
  /** NTE*TPO, for the organisation that reprices. */
  readonly thirdPartyNote?: string
  /** PS1: who sold the service, and for how much. */
  readonly purchase?: { readonly providerId: string; readonly chargeCents: Cents }
  readonly drug?: Drug
  /** `last` is empty for `purchased`: the guide asks only for the identifier. */
  readonly providers?: readonly LineProvider<ProfessionalLineRole>[]
  readonly pickUp?: Address
  readonly dropOff?: DropOff
  readonly adjudications?: readonly LineAdjudication[]
  readonly forms?: readonly SupportingForm[]
}

export type LineDateKind =
  | 'prescription'
  | 'recertification'
  | 'therapyBegin'
  | 'lastCertification'
  | 'lastSeen'
  | 'hemoglobinTest'
  | 'creatinineTest'
  | 'shipped'
  | 'lastXray'
  | 'initialTreatment'

/** CR1. */
export interface Transport {
  readonly pounds?: string
  readonly reason: string
  readonly miles: string
  readonly roundTripPurpose?: string
  readonly stretcherPurpose?: string
}

/** SV5: equipment by the day, rented or bought. */
export interface Equipment {
  readonly code: string
  readonly days: string
  readonly rentalCents: Cents
  readonly purchaseCents: Cents
  /** 1 weekly, 4 monthly, 6 daily. */
  readonly rentalUnit: string
}

export interface DropOff {
  readonly name?: string
  readonly address: Address
}

/** A form and its answers (2440: LQ, FRM). */
export interface SupportingForm {
  readonly list: string
  readonly form: string
  readonly answers: readonly FormAnswer[]
}

export interface FormAnswer {
  readonly question: string
  /** Y, N or W (not applicable). */
  readonly yesNo?: string
  readonly text?: string
  readonly day?: IsoDate
  readonly percent?: string
}
