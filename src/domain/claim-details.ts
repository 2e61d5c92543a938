// What claims and lines of several kinds may say beyond the usual: attachments, contracts, conditions, repricing, plans to be paid.
import type { Cents } from '../values/index.js'
import type { Address, Reference } from './party.js'

/** The health plan that is paid in the provider's place (2010AC). */
export interface PayToPlan {
  readonly name: string
  readonly id: string
  readonly idQualifier?: string
  readonly address: Address
  readonly reference?: Reference
  readonly taxId: string
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
  readonly approvedRevenueCode?: string
  readonly approvedUnits?: { readonly unit: string; readonly units: string }
  readonly rejectReason?: string
  readonly compliance?: string
  readonly exception?: string
}

export interface LineRepricing extends Repricing {
  readonly approvedProcedure?: { readonly qualifier: string; readonly code: string }
}
