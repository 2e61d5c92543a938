// What a payer says it paid, adjusted and denied: one 835 transaction set is one payment from one payer to one payee.
import type { Cents, IsoDate } from '../values/index.js'
import type { Procedure } from './service-line.js'
import type { Address, Contact, NamedEntity, Reference } from './party.js'

/**
 * Header of one payment or non-payment notice. Its claim payments and provider adjustments follow one at a time.
 * Source: 005010X221A1 ST to loop 1000B. Invariant (R-BAL-1): `paidCents` is the sum of CLP04 less the sum of PLB amounts.
 */
export interface Remittance {
  /** BPR01. */
  readonly handling: string
  /** BPR02. */
  readonly paidCents: Cents
  /** BPR03: C credit; D a debit that the provider started. */
  readonly creditOrDebit: string
  /** BPR04: ACH, BOP, CHK, FWT, NON. */
  readonly method: string
  /** BPR05. */
  readonly format?: string
  readonly sender?: BankAccount
  /** BPR10 and BPR11. */
  readonly originatingCompany?: { readonly id?: string; readonly supplementalCode?: string }
  readonly receiver?: BankAccount
  /** BPR16: cheque issue date or EFT effective date. */
  readonly effectiveOn: IsoDate
  readonly trace: {
    /** TRN02: cheque number, EFT trace, or notice number when nothing is paid. */
    readonly number: string
    /** TRN03: "1" and the payer's tax id. */
    readonly payerIdentifier: string
    /** TRN04. */
    readonly supplementalCode?: string
  }
  /** CUR02. */
  readonly currency?: string
  /** REF*EV. */
  readonly receiverId?: string
  /** REF*F2. */
  readonly softwareVersion?: string
  /** DTM*405. */
  readonly producedOn?: IsoDate
  readonly payer: RemittanceParty & { readonly contacts: readonly RemittanceContact[] }
  readonly payee: RemittanceParty & { readonly delivery?: { readonly method: string; readonly name?: string; readonly address?: string } }
}

export interface BankAccount {
  /** 01 ABA routing number, 04 Canadian. */
  readonly bankQualifier: string
  readonly bankId: string
  /** DA demand deposit, SG savings. */
  readonly accountQualifier?: string
  readonly account?: string
}

export interface RemittanceParty {
  readonly name?: string
  readonly idQualifier?: string
  readonly id?: string
  readonly address?: Address
  readonly references: readonly Reference[]
}

export interface RemittanceContact extends Contact {
  /** CX claims office, BL technical, IC information. */
  readonly function: string
}

/** One reason why the amount paid differs from the amount charged. A positive amount lowers the payment. */
export interface Adjustment {
  /** CO contractual, PR patient, PI payer initiated, OA other. */
  readonly group: string
  /** CARC. */
  readonly reason: string
  readonly amountCents: Cents
  readonly quantity?: string
}

/** AMT: information beside the balance, never part of it. */
export interface SupplementalAmount {
  readonly qualifier: string
  readonly amountCents: Cents
}

export interface SupplementalQuantity {
  readonly qualifier: string
  readonly quantity: string
}

export interface QualifiedDate {
  readonly qualifier: string
  readonly date: IsoDate
}

/** LX with TS3 and TS2: how the payer grouped the claims that follow. Figures are kept as written. */
export interface ClaimGroup {
  /** LX01. */
  readonly number: string
  /** TS301 to TS305, then TS306 to TS324 as written. */
  readonly provider?: {
    readonly id: string
    readonly facilityType: string
    readonly fiscalPeriodEnd: IsoDate
    readonly claimCount: number
    readonly chargedCents: Cents
    readonly more: readonly string[]
  }
  /** TS201 to TS219 as written. */
  readonly supplemental?: readonly string[]
}

/**
 * One claim as the payer settled it.
 * Source: 005010X221A1 loop 2100 with its loops 2110.
 * Invariant (R-BAL-2): `paidCents` is `chargedCents` less every adjustment of the claim and of its service lines.
 */
export interface ClaimPayment {
  readonly claimGroup?: ClaimGroup
  /** CLP01: our number, as the payer gave it back. */
  readonly patientControlNumber: string
  /** CLP02. */
  readonly status: string
  readonly chargedCents: Cents
  readonly paidCents: Cents
  /** CLP05. */
  readonly patientResponsibilityCents?: Cents
  /** CLP06. */
  readonly filing?: string
  /** CLP07. */
  readonly payerClaimNumber?: string
  /** CLP08 place of service or bill type, CLP09 frequency. */
  readonly facilityType?: string
  readonly frequency?: string
  /** CLP11 to CLP13. */
  readonly drg?: { readonly code: string; readonly weight?: string; readonly dischargeFraction?: string }
  readonly adjustments: readonly Adjustment[]
  /** NM1*QC. */
  readonly patient?: NamedEntity
  /** NM1*IL. */
  readonly insured?: NamedEntity
  /** NM1*74. */
  readonly correctedInsured?: NamedEntity
  /** NM1*82. */
  readonly renderingProvider?: NamedEntity
  /** NM1*TT: the payer the claim was forwarded to. */
  readonly crossoverCarrier?: NamedEntity
  /** NM1*PR: who should have paid first. */
  readonly correctedPriorityPayer?: NamedEntity
  /** NM1*GB. */
  readonly otherSubscriber?: NamedEntity
  /** MIA01 to MIA24 as written, for inpatient claims. */
  readonly inpatient?: readonly string[]
  /** MOA01 to MOA09 as written, otherwise. */
  readonly outpatient?: readonly string[]
  readonly references: readonly Reference[]
  /** DTM 232, 233, 036, 050. */
  readonly dates: readonly QualifiedDate[]
  readonly contacts: readonly RemittanceContact[]
  readonly amounts: readonly SupplementalAmount[]
  readonly quantities: readonly SupplementalQuantity[]
  readonly services: readonly ServicePayment[]
}

/** One service line as settled. Source: 005010X221A1 loop 2110. Invariant (R-BAL-3): paid = charged less the line's adjustments. */
export interface ServicePayment {
  /** SVC01: the code the payer decided on. */
  readonly procedure: Procedure
  readonly chargedCents: Cents
  readonly paidCents: Cents
  /** SVC04. */
  readonly revenueCode?: string
  /** SVC05; absent means 1. */
  readonly unitsPaid?: string
  /** SVC06: the code we sent, when it differs. */
  readonly submittedProcedure?: Procedure
  /** SVC07: the units we sent, when they differ. */
  readonly submittedUnits?: string
  /** DTM 472, or 150 and 151. */
  readonly dates: readonly QualifiedDate[]
  readonly adjustments: readonly Adjustment[]
  /** REF*6R: our line number. */
  readonly lineControlNumber?: string
  readonly references: readonly Reference[]
  readonly amounts: readonly SupplementalAmount[]
  readonly quantities: readonly SupplementalQuantity[]
  /** LQ: HE remittance advice remark code, RX pharmacy reject code. */
  readonly remarks: readonly { readonly qualifier: string; readonly code: string }[]
}

/** PLB: money that belongs to no claim of this remittance. Positive is taken from us, negative is given to us. */
export interface ProviderAdjustment {
  /** PLB01. */
  readonly providerId: string
  /** PLB02. Absent when it is no day. */
  readonly fiscalPeriodEnd?: IsoDate
  /** PLB03-1 (05-1, … 13-1). */
  readonly reason: string
  /** PLB03-2. */
  readonly reference?: string
  /** PLB04 (06, … 14). */
  readonly amountCents: Cents
}
