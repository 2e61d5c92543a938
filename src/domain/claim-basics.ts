// What claims of all kinds have in common: who bills, who is covered, who is the patient, and what 2300 says alike.
import type { Cents } from '../values/index.js'
import type { Attachment, Contract, PayToPlan, Repricing } from './claim-details.js'
import type { Coverage, CoverageOrder } from './coverage.js'
import type { Address, Contact, Person, Provider, Reference } from './party.js'
import type { ServiceFacility } from './service-line.js'

export const claimKinds = ['professional', 'institutional', 'dental'] as const
export type ClaimKind = (typeof claimKinds)[number]

/** The guide of each kind (ST03). */
export const claimGuides = {
  professional: '005010X222A1',
  institutional: '005010X223A2',
  dental: '005010X224A2',
} as const satisfies Record<ClaimKind, string>

/** The kind of claims that a guide is for; undefined when it is not one for claims. */
export function claimKindOf(guideId: string): ClaimKind | undefined {
  return claimKinds.find((kind) => claimGuides[kind] === guideId)
}

/** A billing provider, with what 2000A, 2010AA, 2010AB and 2010AC say. */
export interface BillingProvider extends Provider {
  readonly address: Address
  readonly taxId: string
  /** EI employer identification number, SY social security number. */
  readonly taxIdQualifier: 'EI' | 'SY'
  readonly payTo?: PayToAddress
  readonly contact?: Contact
  readonly secondContact?: Contact
  /** CUR02, when the amounts are not US dollars. */
  readonly currency?: string
  readonly payToPlan?: PayToPlan
}

/** Another address of the same provider. */
export interface PayToAddress extends Address {
  /** '1' when it is that of a person (NM102). */
  readonly entityType?: '1'
}

/**
 * A claim for one patient to one destination payer.
 * Invariant: `chargeCents` is the sum of the lines' charges; exactly one coverage has order `destination`.
 */
export interface ClaimBasics {
  /** CLM01, ours; comes back as CLP01 and 277CA TRN02. */
  readonly patientControlNumber: string
  /** CLM05-3: 1 original, 7 replacement, 8 void; of institutional claims also the place in a series of bills. */
  readonly frequency: string
  /** REF*F8 of a replacement or void. */
  readonly originalPayerClaimNumber?: string
  readonly billing: BillingProvider
  /** The patient; the same person as the subscriber when the destination's `relationship` is "18". */
  readonly patient: Person
  readonly coverages: readonly Coverage[]
  readonly destination: CoverageOrder
  readonly chargeCents: Cents
  /** CLM07 assignment code. */
  readonly assignment: string
  /** CLM08. */
  readonly benefitsAssigned: string
  /** CLM09. */
  readonly release: string
  /** CLM20. */
  readonly delayReason?: string
  readonly attachments?: readonly Attachment[]
  readonly contract?: Contract
  readonly referral?: string
  readonly authorization?: string
  /** REF*D9, the clearinghouse's own number. */
  readonly intermediaryNumber?: string
  /** REF of any kind that has no property of its own. */
  readonly references?: readonly Reference[]
  /** K3, as the payer asks for it. */
  readonly fixedFormat?: readonly string[]
  readonly notes?: readonly Note[]
  readonly repricing?: Repricing
  readonly serviceFacility?: ServiceFacility
}

/** What claims of professionals and dentists say alike. */
export interface PractitionerClaim {
  readonly placeOfService: string
  /** CLM06 provider signature on file. */
  readonly signatureOnFile: boolean
  readonly accident?: { readonly causes: readonly string[]; readonly state?: string; readonly country?: string }
  /** CLM12 special program. */
  readonly specialProgram?: string
  /** AMT*F5. */
  readonly patientPaidCents?: Cents
}

/** NTE: a text under the code that says what it is about. */
export interface Note {
  readonly code: string
  readonly text: string
}

/** A code without its dot (HI). */
export interface Diagnosis {
  readonly code: string
  /** When not the usual one, ICD-10 (ABK for the principal one, ABF for others and so on): BK, BF, TQ … */
  readonly qualifier?: string
}
