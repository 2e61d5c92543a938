// A claim: all that an 837 says of it.
import type { Cents, IsoDate } from '../values/index.js'
import type { BillingDetails, ClaimDetails, CoverageDetails, LineDetails, OutpatientDetails } from './claim-details.js'
import type { Address, Contact, Person, Provider, Reference } from './party.js'

export type ClaimKind = 'professional' | 'institutional' | 'dental'
/** Place of a payer in the order of payment: primary, secondary, tertiary (SBR01). */
export type PayerOrder = 'P' | 'S' | 'T'

/** A billing provider, with what 2000A, 2010AA and 2010AB say. */
export interface BillingProvider extends Provider, BillingDetails {
  readonly address: Address
  readonly taxId: string
  /** EI employer identification number, SY social security number. */
  readonly taxIdQualifier: 'EI' | 'SY'
  readonly payTo?: Address
  readonly contact?: Contact
}

/** One payer's cover of the patient, with its subscriber (2000B, 2010BA, 2010BB; 2320, 2330A, 2330B for the others). */
export interface Coverage extends CoverageDetails {
  readonly order: PayerOrder
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
  readonly group?: string
  readonly groupName?: string
  /** Patient's relationship to the subscriber: "18" self, else PAT01 or SBR02. */
  readonly relationship: string
  /** For the destination under relationship "18" this is `patient`. Of other payers' subscribers only name and address are sent. */
  readonly subscriber: Person
  /** SBR05, why Medicare is secondary. */
  readonly mspReason?: string
  /** What this payer decided before, told to the payers after it (2320, 2430). */
  readonly adjudication?: PriorAdjudication
  /** OI03 and OI06 of a payer that is not the destination. */
  readonly benefitsAssigned?: string
  readonly release?: string
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
}

export interface LineAdjudication {
  /** Equals the payer id of the coverage it came from (SVD01). */
  readonly payerId: string
  readonly paidCents: Cents
  readonly procedure: Procedure
  readonly units: string
  /** Line into which this one was bundled (SVD06). */
  readonly bundledInto?: string
  readonly adjustments: readonly PriorAdjustment[]
  readonly paidOn: IsoDate
  readonly remainingPatientCents?: Cents
}

export interface Procedure {
  /** HC, ER, IV, WK (HP on remittances, AD dental). */
  readonly qualifier: string
  readonly code: string
  readonly modifiers: readonly string[]
  readonly description?: string
}

/** Who took part, one per role. A line names only those who differ from the claim's (loops 2310 and 2420). */
export interface ClaimProvider {
  readonly role: 'referring' | 'primaryCare' | 'rendering' | 'supervising'
  readonly provider: Provider
}

export interface LineProvider {
  readonly role: ClaimProvider['role'] | 'purchased' | 'ordering'
  /** `last` is empty for `purchased`: the guide asks only for the identifier. */
  readonly provider: Provider
  /** Of `ordering` only. */
  readonly address?: Address
  readonly contact?: Contact
}

/** Where the service was given, when that is not the billing provider's address (2310C, 2420C). */
export interface ServiceFacility {
  readonly name: string
  readonly npi?: string
  readonly address: Address
  readonly references?: readonly Reference[]
  /** At the claim only. */
  readonly contact?: Contact
}

export interface ServiceLine extends LineDetails {
  /** Our line number, REF*6R; unique in the claim, empty when a file read from elsewhere has none. */
  readonly control: string
  readonly procedure: Procedure
  readonly chargeCents: Cents
  /** A decimal, as text: "1", "2.5". */
  readonly units: string
  /** UN units, MJ minutes. */
  readonly unit: 'UN' | 'MJ'
  readonly from: IsoDate
  /** Last day of a range (RD8). */
  readonly to?: IsoDate
  /** Positions in the claim's diagnoses, from 1; the first is the line's primary one. */
  readonly diagnosisPointers: readonly number[]
  readonly placeOfService?: string
  readonly emergency?: boolean
  readonly epsdt?: boolean
  readonly familyPlanning?: boolean
  readonly drug?: {
    readonly ndc: string
    readonly quantity: string
    readonly unit: string
    readonly prescription?: string
    readonly linkNumber?: string
  }
  readonly clia?: string
  readonly authorization?: string
  readonly referral?: string
  /** REF 9B, 9D, EW, F4, BT. */
  readonly references?: readonly Reference[]
  readonly dates?: Readonly<Partial<Record<LineDateKind, IsoDate>>>
  /** NTE*ADD. */
  readonly note?: string
  readonly providers?: readonly LineProvider[]
  readonly serviceFacility?: ServiceFacility
  readonly adjudications?: readonly LineAdjudication[]
}

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

/**
 * A professional claim for one patient to one destination payer.
 * Source: 005010X222A1 loops 2000A to 2430. Invariant: `chargeCents` is the sum of the lines' charges; exactly one coverage has order `destination`.
 */
export interface Claim extends ClaimDetails {
  readonly kind: 'professional'
  /** CLM01, ours; comes back as CLP01 and 277CA TRN02. */
  readonly patientControlNumber: string
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  readonly frequency: string
  /** REF*F8 of a replacement or void. */
  readonly originalPayerClaimNumber?: string
  readonly billing: BillingProvider
  /** The patient; the same person as the subscriber when the destination's `relationship` is "18". */
  readonly patient: Person
  readonly coverages: readonly Coverage[]
  readonly destination: PayerOrder
  readonly chargeCents: Cents
  readonly placeOfService: string
  /** Code without its dot, principal first, at most 12. */
  readonly diagnoses: readonly { readonly code: string; readonly qualifier?: string }[]
  /** CLM06 provider signature on file. */
  readonly signatureOnFile: boolean
  /** CLM07 assignment code. */
  readonly assignment: string
  /** CLM08. */
  readonly benefitsAssigned: string
  /** CLM09. */
  readonly release: string
  /** CLM10. */
  readonly patientSignatureSource?: string
  readonly accident?: { readonly causes: readonly string[]; readonly state?: string; readonly country?: string }
  /** CLM12 special program, CLM20 delay reason. */
  readonly specialProgram?: string
  readonly delayReason?: string
  readonly dates?: Readonly<Partial<Record<ClaimDateKind, IsoDate>>>
  readonly providers: readonly ClaimProvider[]
  readonly serviceFacility?: ServiceFacility
  readonly authorization?: string
  readonly referral?: string
  readonly clia?: string
  readonly medicalRecord?: string
  /** REF*D9, the clearinghouse's own number. */
  readonly intermediaryNumber?: string
  /** REF 4N, F5, EW, 9A, 9C, LX, P4, 1J. */
  readonly references?: readonly Reference[]
  readonly patientPaidCents?: Cents
  readonly note?: { readonly code: string; readonly text: string }
  readonly lines: readonly ServiceLine[]
}

/** Header of an 837 transaction set: who sends it to whom. Source: 005010X222A1 BHT, loops 1000A and 1000B. */
export interface SubmissionHeader {
  /** BHT02: 00 original, 18 sent again after it was lost. */
  readonly purpose: string
  /** BHT03: ours, never used twice; a 277CA answers to it. */
  readonly reference: string
  readonly createdOn: IsoDate
  /** BHT05, HHMM or longer, as written. */
  readonly createdAt: string
  /** BHT06: CH chargeable, RP reporting, 31 subrogation. */
  readonly use: string
  readonly submitter: {
    readonly entityType: '1' | '2'
    readonly last: string
    readonly first?: string
    readonly middle?: string
    readonly id: string
    readonly contacts: readonly Contact[]
  }
  readonly receiver: { readonly name: string; readonly id: string }
}
