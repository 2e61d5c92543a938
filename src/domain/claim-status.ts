// Where a claim stands, as a clearinghouse or payer says it in a 277CA; its statuses and lines are those of a 277 too.
import type { Cents, IsoDate } from '../values/index.js'
import type { Procedure } from './service-line.js'
import type { NamedEntity, Reference } from './party.js'

/** STC01 (STC10, STC11): category, status and the entity meant. */
export interface StatusCode {
  readonly category: string
  readonly status: string
  readonly entity?: string
}

/** One STC. */
export interface StatusInformation {
  /** STC01, then STC10 and STC11 when sent. */
  readonly codes: readonly StatusCode[]
  readonly effectiveOn?: IsoDate
  /** STC03: WQ accepted, U rejected. */
  readonly action?: string
  readonly chargedCents?: Cents
  /** STC05, STC06, STC08 and STC09: what was paid, when it was decided and paid, and the number of the payment; of a 277 alone. */
  readonly paidCents?: Cents
  readonly adjudicatedOn?: IsoDate
  readonly paidOn?: IsoDate
  readonly paymentNumber?: string
  readonly text?: string
}

/** Figures of one level: how many claims were taken and refused, and their charges. */
export interface StatusTotals {
  /** QTY*90 at receiver level, QTY*QA at provider level. */
  readonly acceptedCount?: number
  /** QTY*AA, QTY*QC. */
  readonly rejectedCount?: number
  /** AMT*YU. */
  readonly acceptedCents?: Cents
  /** AMT*YY. */
  readonly rejectedCents?: Cents
}

/** Header of a 277CA: who answers, to whom, for which 837. Source: 005010X214 BHT, loops 2000A to 2200B. */
export interface ClaimStatusReport {
  /** BHT03, BHT04 and BHT05. */
  readonly reference: string
  readonly createdOn: IsoDate
  readonly createdAt: string
  /** NM1*PR a payer, NM1*AY a clearinghouse. */
  readonly source: NamedEntity & { readonly role: string }
  /** 2200A TRN02. */
  readonly sourceTrace: string
  /** DTP*050 and DTP*009. */
  readonly receivedOn?: IsoDate
  readonly processedOn?: IsoDate
  readonly receiver: NamedEntity
  /** 2200B TRN02: the BHT03 of the 837 transaction set that is answered. */
  readonly batchReference: string
  readonly statuses: readonly StatusInformation[]
  readonly totals: StatusTotals
}

/** 2000C and 2200C: the billing provider whose claims follow. */
export interface ProviderStatus {
  readonly provider: NamedEntity
  /** 2200C TRN02; "0" where the sender has none. */
  readonly trace?: string
  readonly statuses: readonly StatusInformation[]
  readonly references: readonly Reference[]
  readonly totals: StatusTotals
}

/** One claim of a 277CA. Source: 005010X214 loops 2000D to 2220D. */
export interface ClaimStatus {
  readonly provider?: ProviderStatus
  /** Left out when its NM1 cannot be read. */
  readonly patient?: NamedEntity
  /** 2200D TRN02: our CLM01. */
  readonly patientControlNumber: string
  readonly statuses: readonly StatusInformation[]
  /** REF*1K. */
  readonly payerClaimNumber?: string
  /** REF*D9. */
  readonly clearinghouseNumber?: string
  /** REF*BLT. */
  readonly billType?: string
  /** DTP*472, a day or a range. */
  readonly serviceFrom?: IsoDate
  readonly serviceTo?: IsoDate
  readonly lines: readonly LineStatus[]
}

export interface LineStatus {
  /** SVC01: qualifier, code, modifiers; SVC02 charge; SVC04 revenue code; SVC07 units. */
  readonly procedure: Procedure
  readonly chargedCents: Cents
  /** SVC03, of a 277 alone. */
  readonly paidCents?: Cents
  readonly revenueCode?: string
  readonly units?: string
  readonly statuses: readonly StatusInformation[]
  /** REF*FJ: our line number. */
  readonly lineControlNumber?: string
  /** REF*XZ. */
  readonly prescription?: string
  readonly serviceFrom?: IsoDate
  readonly serviceTo?: IsoDate
}
