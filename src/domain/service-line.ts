// What the service lines of all claims have in common (2400, 2410, 2420, 2430).
import type { Cents, IsoDate } from '../values/index.js'
import type { Address, Contact, Provider, ProviderRole, Reference } from './party.js'
import type { Contract, LineRepricing } from './claim-details.js'
import type { PriorAdjustment } from './coverage.js'

export interface Procedure {
  /** HC, ER, IV, WK, AD dental, HP rates of institutions. */
  readonly qualifier: string
  readonly code: string
  readonly modifiers: readonly string[]
  readonly description?: string
}

/** What lines of all kinds say. */
export interface LineBasics {
  /** Our line number, REF*6R; unique in the claim, empty when a file read from elsewhere has none. */
  readonly control: string
  readonly chargeCents: Cents
  /** Numbers of a repricer, and what else has no property of its own. */
  readonly references?: readonly Reference[]
  readonly repricing?: LineRepricing
}

/** What lines of professionals and dentists say alike. */
export interface PractitionerLine {
  /** When another than the claim's. */
  readonly placeOfService?: string
  readonly contract?: Contract
  readonly authorization?: string
  readonly referral?: string
  /** Numbers that other payers gave (G1, 9F, dental also G3), each with its payer; the first one without a payer is the destination's. */
  readonly payerReferences?: readonly Reference[]
  readonly salesTaxCents?: Cents
  readonly fixedFormat?: readonly string[]
  readonly serviceFacility?: ServiceFacility
}

/** LIN, CTP and REF of 2410. */
export interface Drug {
  readonly ndc: string
  /** LIN02 when it is not N4: other numbering systems of drugs and supplies. */
  readonly qualifier?: string
  readonly quantity: string
  readonly unit: string
  readonly prescription?: string
  readonly linkNumber?: string
}

/** What an earlier payer decided on a line (2430). */
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

/** Who took part, one per role (2310). */
export interface ClaimProvider<Role extends ProviderRole = ProviderRole> {
  readonly role: Role
  readonly provider: Provider
}

/** Who took part in a line, when another than for the claim (2420). */
export interface LineProvider<Role extends ProviderRole = ProviderRole> extends ClaimProvider<Role> {
  /** Of `ordering` only. */
  readonly address?: Address
  readonly contact?: Contact
}

/** Where the service was given, when that is not the billing provider's address (2310C, 2310E, 2420C, 2420D). */
export interface ServiceFacility {
  readonly name: string
  readonly npi?: string
  readonly address: Address
  readonly references?: readonly Reference[]
  /** At a professional claim only. */
  readonly contact?: Contact
}
