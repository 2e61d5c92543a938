// What a professional claim and its lines may say beyond the usual: conditions, transport, contracts, equipment, forms, other payers' numbers.
import type { Cents, IsoDate } from '../values/index.js'
import type { Address, Contact, Reference } from './party.js'

/** Further parts of loop 2300 and its 2310 (005010X222A1). */
export interface ClaimDetails {
  readonly attachments?: readonly Attachment[]
  readonly contract?: Contract
  /** K3, as the payer asks for it. */
  readonly fixedFormat?: readonly string[]
  readonly transport?: Transport
  readonly spinalManipulation?: { readonly condition: string; readonly description?: string; readonly moreDescription?: string }
  readonly conditions?: readonly Condition[]
  /** HI under BP and BO: the surgery an anaesthesia was for. */
  readonly anesthesiaFor?: readonly string[]
  /** HI under BG. */
  readonly conditionCodes?: readonly string[]
  readonly repricing?: Repricing
  readonly pickUp?: Address
  readonly dropOff?: DropOff
}

/** Further parts of loop 2400, its 2420 and 2440. */
export interface LineDetails {
  readonly equipment?: Equipment
  readonly attachments?: readonly Attachment[]
  readonly transport?: Transport
  /** CR3: I initial, R renewal, S revised; for so many months. */
  readonly equipmentNeed?: { readonly type: string; readonly months: string }
  readonly conditions?: readonly Condition[]
  /** QTY*PT, patients carried together. */
  readonly patientCount?: string
  /** QTY*FL, additional units of obstetric anaesthesia. */
  readonly obstetricUnits?: string
  /** MEA: OG or TR, what was measured, its value. */
  readonly measurements?: readonly { readonly reference: string; readonly qualifier: string; readonly value: string }[]
  readonly contract?: Contract
  /** G1 and 9F of other payers, each with its payer. */
  readonly payerReferences?: readonly Reference[]
  readonly salesTaxCents?: Cents
  readonly postageCents?: Cents
  readonly fixedFormat?: readonly string[]
  /** NTE*DCP, goals and plans; in place of `note`. */
  readonly goals?: string
  /** NTE*TPO, for the organisation that reprices. */
  readonly thirdPartyNote?: string
  /** PS1: who sold the service, and for how much. */
  readonly purchase?: { readonly providerId: string; readonly chargeCents: Cents }
  readonly repricing?: LineRepricing
  readonly pickUp?: Address
  readonly dropOff?: DropOff
  readonly forms?: readonly SupportingForm[]
  /** SV115. */
  readonly copayExempt?: boolean
}

/** Further parts of loop 2320 and its 2330. */
export interface CoverageDetails {
  /** OI04. */
  readonly patientSignatureSource?: string
  /** REF G1, 9F and T4 of a payer that is not the destination. */
  readonly authorization?: string
  readonly referral?: string
  readonly claimAdjustmentIndicator?: string
  /** What this payer calls those who took part (2330C to 2330G). */
  readonly providerIds?: readonly PayerProviderIds[]
}

/** Further parts of loop 2000A. */
export interface BillingDetails {
  /** CUR02, when the amounts are not US dollars. */
  readonly currency?: string
  readonly secondContact?: Contact
  readonly payToPlan?: PayToPlan
}

/** The health plan that is paid in the provider's place (2010AC). */
export interface PayToPlan {
  readonly name: string
  readonly id: string
  readonly idQualifier?: string
  readonly address: Address
  readonly reference?: Reference
  readonly taxId: string
}

/** What MOA says beside the remarks. */
export interface OutpatientDetails {
  readonly reimbursementRate?: string
  readonly hcpcsPayableCents?: Cents
  readonly renalDiseaseCents?: Cents
  readonly professionalComponentCents?: Cents
}

/** PWK. */
export interface Attachment {
  readonly type: string
  readonly how: string
  readonly control?: string
}

/** CRC: conditions of one category (07 ambulance, E1 to E3 vision, 75 homebound, ZZ EPSDT, 09 and 70 equipment) hold, or do not. */
export interface Condition {
  readonly category: string
  readonly applies: boolean
  readonly codes: readonly string[]
}

/** CR1. */
export interface Transport {
  readonly pounds?: string
  readonly reason: string
  readonly miles: string
  readonly roundTripPurpose?: string
  readonly stretcherPurpose?: string
}

/** CN1. */
export interface Contract {
  readonly type: string
  readonly amountCents?: Cents
  readonly percent?: string
  readonly code?: string
  readonly discountPercent?: string
  readonly version?: string
}

/** HCP: what a repricer made of the charge. */
export interface Repricing {
  readonly method: string
  readonly allowedCents: Cents
  readonly savingsCents?: Cents
  readonly organization?: string
  readonly rate?: string
  readonly approvedGroup?: string
  readonly approvedCents?: Cents
  readonly rejectReason?: string
  readonly compliance?: string
  readonly exception?: string
}

export interface LineRepricing extends Repricing {
  readonly approvedProcedure?: { readonly qualifier: string; readonly code: string }
  readonly approvedUnits?: { readonly unit: string; readonly units: string }
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

export interface PayerProviderIds {
  readonly role: 'referring' | 'primaryCare' | 'rendering' | 'serviceFacility' | 'supervising' | 'billing'
  readonly entityType: '1' | '2'
  readonly references: readonly Reference[]
}
