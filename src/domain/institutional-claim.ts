// Claims of hospitals and other institutions (837I).
import type { Cents, IsoDate } from '../values/index.js'
import type { ClaimBasics, Diagnosis } from './claim-basics.js'
import type { Attachment, Condition } from './claim-details.js'
import type { ClaimProvider, Drug, LineAdjudication, LineBasics, LineProvider, Procedure } from './service-line.js'

/** Source: 005010X223A2 loops 2000A to 2430. */
export interface InstitutionalClaim extends ClaimBasics {
  readonly kind: 'institutional'
  /** CLM05-1: the first two digits of the bill type; `frequency` is the third. */
  readonly facilityType: string
  /** DTP*434. */
  readonly statement: { readonly from: IsoDate; readonly to: IsoDate }
  /** DTP*435, with the hour as HHMM when it is known. */
  readonly admission?: { readonly on: IsoDate; readonly at?: string }
  /** DTP*096, HHMM. */
  readonly dischargeHour?: string
  readonly dates?: { readonly repricerReceived?: IsoDate }
  /** CL101 priority of the admission or visit, CL102 point of origin, CL103 status at the end of the statement. */
  readonly admissionType: string
  readonly admissionSource?: string
  readonly patientStatus: string
  /** AMT*F3. */
  readonly estimatedPatientCents?: Cents
  /** REF*LU, where the car accident was. */
  readonly accidentState?: string
  readonly medicalRecord?: string
  /** CRC*ZZ: what the screening of a child led to. */
  readonly conditions?: readonly Condition[]
  /** Principal first, at most 25. */
  readonly diagnoses: readonly DiagnosisOfStay[]
  readonly admittingDiagnosis?: Diagnosis
  /** At most 3. */
  readonly reasonsForVisit?: readonly Diagnosis[]
  /** At most 12. */
  readonly externalCauses?: readonly DiagnosisOfStay[]
  /** Diagnosis related group. */
  readonly drg?: string
  readonly principalProcedure?: ProcedureOfStay
  readonly otherProcedures?: readonly ProcedureOfStay[]
  readonly occurrenceSpans?: readonly { readonly code: string; readonly from: IsoDate; readonly to: IsoDate }[]
  readonly occurrences?: readonly { readonly code: string; readonly on: IsoDate }[]
  /** Amounts are money, days or counts, whatever the code makes them; decimals as text. */
  readonly values?: readonly { readonly code: string; readonly amount: string }[]
  readonly conditionCodes?: readonly string[]
  readonly treatmentCodes?: readonly string[]
  readonly providers: readonly ClaimProvider<InstitutionalRole>[]
  readonly lines: readonly InstitutionalLine[]
}

/** Whom a line can name; the claim also the attending provider. */
export type InstitutionalLineRole = 'operating' | 'otherOperating' | 'rendering' | 'referring'
export type InstitutionalRole = 'attending' | InstitutionalLineRole

export interface DiagnosisOfStay extends Diagnosis {
  /** Y, N, U (not documented) or W (cannot be told). */
  readonly presentOnAdmission?: string
}

export interface ProcedureOfStay {
  readonly code: string
  /** When not BBR (principal) or BBQ (other): BR, CAH, BQ. */
  readonly qualifier?: string
  readonly on: IsoDate
}

/** One revenue code with its charge (2400 with 2410, 2420 and 2430). */
export interface InstitutionalLine extends LineBasics {
  readonly revenueCode: string
  readonly procedure?: Procedure
  /** UN units, DA days. */
  readonly unit: 'UN' | 'DA'
  /** A decimal, as text: "1", "2.5". */
  readonly units: string
  readonly nonCoveredCents?: Cents
  readonly attachments?: readonly Attachment[]
  readonly from?: IsoDate
  /** Last day of a range (RD8). */
  readonly to?: IsoDate
  /** AMT GT and N8. */
  readonly serviceTaxCents?: Cents
  readonly facilityTaxCents?: Cents
  /** NTE*TPO, for the organisation that reprices. */
  readonly thirdPartyNote?: string
  readonly drug?: Drug
  readonly providers?: readonly LineProvider<InstitutionalLineRole>[]
  readonly adjudications?: readonly InstitutionalLineAdjudication[]
}

export interface InstitutionalLineAdjudication extends Omit<LineAdjudication, 'procedure'> {
  readonly revenueCode: string
  readonly procedure?: Procedure
}
