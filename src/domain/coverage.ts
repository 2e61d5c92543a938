// Who covers the patient, and what payers before the destination decided.
import type { Cents, IsoDate } from '../values/index.js'
import type { Address, Person, ProviderRole, Reference } from './party.js'

/** The places in the order of payment that the books keep apart: primary, secondary, tertiary. */
export type PayerOrder = 'P' | 'S' | 'T'
/** All places that a claim can name (SBR01), in their order; A to H are the fourth to the eleventh, U is unknown. */
export const coverageOrders = ['P', 'S', 'T', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'U'] as const
export type CoverageOrder = (typeof coverageOrders)[number]

/** One payer's cover of the patient, with its subscriber (2000B, 2010BA, 2010BB; 2320, 2330 for the others). */
export interface Coverage {
  readonly order: CoverageOrder
  readonly payer: {
    readonly id: string
    readonly name: string
    readonly idQualifier?: string
    readonly address?: Address
    readonly references?: readonly Reference[]
  }
  /** What this payer calls the billing provider (REF*G2, REF*LU); destination only. */
  readonly billingProviderIds?: readonly Reference[]
  /** SBR09 claim filing indicator. */
  readonly filing?: string
  /** NM109 of the subscriber; empty when none is known (casualty claims). */
  readonly memberId: string
  /** NM108 of that number when it is not MI. */
  readonly memberIdQualifier?: string
  readonly group?: string
  readonly groupName?: string
  /** Patient's relationship to the subscriber: "18" self, else PAT01 or SBR02. */
  readonly relationship: string
  /** For the destination under relationship "18" this is `patient`. Of other payers' subscribers only name and address are sent. */
  readonly subscriber: Person
  /** SBR05, why Medicare is secondary; of professional claims. */
  readonly mspReason?: string
  /** What this payer decided before, told to the payers after it (2320, 2430). */
  readonly adjudication?: PriorAdjudication
  /** OI03 and OI06 of a payer that is not the destination. */
  readonly benefitsAssigned?: string
  readonly release?: string
  /** OI04, of professional claims. */
  readonly patientSignatureSource?: string
  /** REF G1, 9F, T4 and, of dental claims, G3 of a payer that is not the destination. */
  readonly authorization?: string
  readonly referral?: string
  readonly claimAdjustmentIndicator?: string
  readonly predeterminationNumber?: string
  /** What this payer calls those who took part (2330C to 2330I). */
  readonly providerIds?: readonly PayerProviderIds[]
}

export interface PayerProviderIds {
  readonly role: ProviderRole | 'serviceFacility' | 'billing'
  readonly entityType: '1' | '2'
  readonly references: readonly Reference[]
}

export interface PriorAdjustment {
  readonly group: string
  readonly reason: string
  readonly amountCents: Cents
  readonly quantity?: string
}

export interface PriorAdjudication extends OutpatientDetails {
  readonly paidCents?: Cents
  readonly remainingPatientCents?: Cents
  readonly nonCoveredCents?: Cents
  readonly paidOn?: IsoDate
  readonly payerClaimNumber?: string
  readonly adjustments: readonly PriorAdjustment[]
  /** MOA03 to MOA07. */
  readonly remarks?: readonly string[]
  readonly inpatient?: InpatientDetails
}

/** What MOA says beside the remarks. */
export interface OutpatientDetails {
  readonly reimbursementRate?: string
  readonly hcpcsPayableCents?: Cents
  readonly renalDiseaseCents?: Cents
  readonly professionalComponentCents?: Cents
}

/** MIA, of institutional claims: days, and the parts of what was paid for the stay. */
export interface InpatientDetails {
  readonly coveredDays: string
  readonly lifetimePsychiatricDays?: string
  readonly drgCents?: Cents
  readonly disproportionateShareCents?: Cents
  readonly mspPassThroughCents?: Cents
  readonly capitalCents?: Cents
  readonly capitalFederalDrgCents?: Cents
  readonly capitalHospitalDrgCents?: Cents
  readonly capitalDisproportionateShareCents?: Cents
  readonly oldCapitalCents?: Cents
  readonly capitalTeachingCents?: Cents
  readonly operatingHospitalDrgCents?: Cents
  readonly costReportDays?: string
  readonly operatingFederalDrgCents?: Cents
  readonly capitalOutlierCents?: Cents
  readonly indirectTeachingCents?: Cents
  readonly professionalComponentCents?: Cents
  readonly capitalExceptionCents?: Cents
  /** MIA05 and MIA20 to MIA23. */
  readonly remarks?: readonly string[]
}
