// Claims of dentists (837D), also for an estimate of what is planned.
import type { IsoDate } from '../values/index.js'
import type { ClaimBasics, Diagnosis, PractitionerClaim } from './claim-basics.js'
import type { ClaimProvider, LineAdjudication, LineBasics, LineProvider, PractitionerLine, Procedure } from './service-line.js'

/** Source: 005010X224A2 loops 2000A to 2430. */
export interface DentalClaim extends ClaimBasics, PractitionerClaim {
  readonly kind: 'dental'
  /** CLM19: an estimate is asked for, nothing was done yet. */
  readonly predetermination?: boolean
  /** REF*G3, the number of an estimate that came before. */
  readonly predeterminationNumber?: string
  /** DTP*472, for all lines that have no day of their own. */
  readonly from?: IsoDate
  /** Last day of a range (RD8). */
  readonly to?: IsoDate
  readonly dates?: Readonly<Partial<Record<DentalDateKind, IsoDate>>>
  readonly orthodontics?: Orthodontics
  /** DN2: teeth that are missing (M) or to be extracted (E). */
  readonly teeth?: readonly { readonly tooth: string; readonly status: string }[]
  /** At most 4. */
  readonly diagnoses?: readonly Diagnosis[]
  readonly providers: readonly ClaimProvider<DentalClaimRole>[]
  readonly lines: readonly DentalLine[]
}

/** Whom a line can name; the claim also those who referred the patient. */
export type DentalRole = 'rendering' | 'assistant' | 'supervising'
export type DentalClaimRole = 'referring' | 'primaryCare' | DentalRole
export type DentalDateKind = 'accident' | 'appliancePlacement' | 'repricerReceived'

/** DN1: months of treatment, those that remain, and the mark that it is orthodontics. */
export interface Orthodontics {
  readonly months?: string
  readonly monthsRemaining?: string
  readonly indicator?: string
}

/** One service (2400 with 2420 and 2430). */
export interface DentalLine extends LineBasics, PractitionerLine {
  readonly procedure: Procedure
  /** SV304: areas of the mouth, at most 5. */
  readonly oralCavity?: readonly string[]
  /** SV305: I first, R replacement. */
  readonly prosthesis?: string
  /** A decimal, as text: "1". */
  readonly units?: string
  /** Positions in the claim's diagnoses, from 1. */
  readonly diagnosisPointers?: readonly number[]
  /** TOO, each with its surfaces. */
  readonly teeth?: readonly { readonly tooth?: string; readonly surfaces: readonly string[] }[]
  /** When another than the claim's. */
  readonly from?: IsoDate
  readonly dates?: Readonly<Partial<Record<DentalLineDateKind, IsoDate>>>
  /** REF*G3 of the destination. */
  readonly predeterminationNumber?: string
  readonly providers?: readonly LineProvider<DentalRole>[]
  readonly adjudications?: readonly LineAdjudication[]
}

export type DentalLineDateKind =
  | 'priorPlacement'
  | 'priorPlacementEstimated'
  | 'appliancePlacement'
  | 'replacement'
  | 'treatmentStart'
  | 'treatmentCompletion'
