// People, organisations and where they live, as claims and remittances name them.
import type { IsoDate } from '../values/index.js'

export interface Address {
  readonly line1: string
  readonly line2?: string
  readonly city: string
  readonly state?: string
  /** ZIP of 5 or 9 digits, no hyphen. */
  readonly postalCode?: string
  readonly country?: string
  /** Part of a country that is not the United States or Canada (ISO 3166-2). */
  readonly subdivision?: string
}

export interface PersonName {
  readonly last: string
  readonly first?: string
  readonly middle?: string
  readonly suffix?: string
}

export interface Person extends PersonName {
  /** '2' when the subscriber is an organisation (an employer, for a casualty claim); `last` is then its name. */
  readonly entityType?: '2'
  readonly address?: Address
  readonly birthDate?: IsoDate
  readonly sex?: 'F' | 'M' | 'U'
  /** PAT06; like the two after it, of the patient only. */
  readonly diedOn?: IsoDate
  readonly pounds?: string
  readonly pregnant?: boolean
  /** SY social security number, 1W member number, Y4 property and casualty claim number. */
  readonly references?: readonly Reference[]
  /** For property and casualty claims. */
  readonly contact?: Contact
}

/** REF: a number with the qualifier that says what it is. */
export interface Reference {
  readonly qualifier: string
  readonly value: string
  readonly description?: string
  /** The other payer whose number this is (REF04 under 2U), when it is not the destination's. */
  readonly payerId?: string
}

export interface Contact {
  readonly name?: string
  /** Number or address by its qualifier: TE telephone, FX facsimile, EM electronic mail, EX extension, UR web address. */
  readonly numbers: readonly { readonly qualifier: string; readonly value: string }[]
}

/** NM1 as the wire has it: a person (`entityType` 1) or an organisation (2) in a role. */
export interface NamedEntity {
  readonly entityType: '1' | '2'
  readonly last?: string
  readonly first?: string
  readonly middle?: string
  readonly suffix?: string
  readonly idQualifier?: string
  readonly id?: string
}

/** A provider of care: a person when `first` is there or `entityType` says so. */
export interface Provider {
  readonly entityType: '1' | '2'
  /** Last name of a person, or the name of an organisation. */
  readonly last: string
  readonly first?: string
  readonly middle?: string
  readonly suffix?: string
  readonly npi?: string
  readonly taxonomy?: string
  readonly references?: readonly Reference[]
}

/** What somebody had to do with a claim or a line; which of them it can name depends on its kind. */
export type ProviderRole =
  | 'referring'
  | 'primaryCare'
  | 'rendering'
  | 'supervising'
  | 'attending'
  | 'operating'
  | 'otherOperating'
  | 'assistant'
  | 'purchased'
  | 'ordering'

/** The practice that sends and is paid. */
export interface Practice {
  readonly id: string
  readonly name: string
  readonly npi: string
  /** Employer identification number, nine digits. */
  readonly taxId: string
}
