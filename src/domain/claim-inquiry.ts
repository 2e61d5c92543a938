// Asking a payer where a claim stands (276), and what it answers (277). Source: 005010X212.
import type { Cents, IsoDate } from '../values/index.js'
import type { LineStatus, StatusInformation } from './claim-status.js'
import type { NamedEntity, Contact } from './party.js'
import type { Procedure } from './service-line.js'

/** BHT03, BHT04 and BHT05 of a 276 or 277. */
export interface StatusTransaction {
  readonly reference: string
  readonly createdOn: IsoDate
  readonly createdAt: string
}

/** Whom a claim is between: the levels 2000A to 2000E above it. */
export interface StatusParties {
  /** Information source. */
  readonly payer: NamedEntity
  /** Information receiver: who asks and is answered. */
  readonly receiver: NamedEntity
  /** Service provider, by one number or two. */
  readonly providers: readonly NamedEntity[]
  readonly subscriber: NamedEntity
  /** Left out when it is the subscriber. */
  readonly patient?: NamedEntity
}

/** Numbers of a claim that a 276 asks by and a 277 repeats (REF of 2200D and 2200E). */
export interface ClaimNumbers {
  /** REF*1K. */
  readonly payerClaimNumber?: string
  /** REF*BLT. */
  readonly billType?: string
  /** REF*EJ: our CLM01. */
  readonly patientControlNumber?: string
  /** REF*XZ. */
  readonly prescription?: string
  /** REF*D9. */
  readonly clearinghouseNumber?: string
}

/** One question of a 276: a claim, with the levels above it. */
export interface StatusQuestion extends StatusParties {
  /** DMG of the patient: of the subscriber, or of the dependent. */
  readonly birthDate?: IsoDate
  readonly sex?: 'F' | 'M'
  readonly claim: InquiredClaim
}

/** Loop 2200D or 2200E of a 276. */
export interface InquiredClaim extends ClaimNumbers {
  /** TRN02: ours, and comes back in the answer. */
  readonly trace: string
  /** REF*LU. */
  readonly location?: string
  /** REF*6P. */
  readonly groupNumber?: string
  /** AMT*T3. */
  readonly chargedCents?: Cents
  /** DTP*472. */
  readonly serviceFrom?: IsoDate
  readonly serviceTo?: IsoDate
  readonly lines: readonly InquiredLine[]
}

/** Loop 2210D or 2210E. */
export interface InquiredLine {
  readonly procedure: Procedure
  readonly chargedCents: Cents
  readonly revenueCode?: string
  readonly units?: string
  /** REF*FJ. */
  readonly lineControlNumber?: string
  readonly serviceFrom?: IsoDate
  readonly serviceTo?: IsoDate
}

/** What a 277 says of a level above claims: 2200B of the receiver, 2200C of a provider. */
export interface LevelAnswer {
  /** TRN02: of the receiver the BHT03 of our 276. */
  readonly trace: string
  readonly statuses: readonly StatusInformation[]
}

/** One answer of a 277: of a claim, or of a level that no claim follows. */
export interface StatusAnswer extends Pick<StatusParties, 'payer' | 'receiver'>, Partial<Omit<StatusParties, 'payer' | 'receiver'>> {
  /** PER*IC of the payer. */
  readonly contact?: Contact
  readonly receiverAnswer?: LevelAnswer
  readonly providerAnswer?: LevelAnswer
  readonly claim?: AnsweredInquiry
}

/** Loop 2200D or 2200E of a 277. */
export interface AnsweredInquiry extends ClaimNumbers {
  /** TRN02 of the question. */
  readonly trace: string
  readonly statuses: readonly StatusInformation[]
  /** REF*VV. */
  readonly voucher?: string
  readonly serviceFrom?: IsoDate
  readonly serviceTo?: IsoDate
  readonly lines: readonly LineStatus[]
}
