// What one payer wants of claims beyond the guide: known to the practice from its contract and the payer's manual, told in the settings.

import type { PostingRules } from './posting-policy.js'

export interface PayerRules {
  /** The payer id of the claims (NM109 of 2010BB). */
  readonly id: string
  readonly name?: string
  /** A payer for trials only: nothing for it goes out in production. */
  readonly isTest: boolean
  /** Timely filing: days from the last service (of later payers, from the decision of the one before) until the claim must be sent. */
  readonly filingDays?: number
  /** The same for replacements and voids. */
  readonly correctedFilingDays?: number
  /** Days from the date of a remittance until an appeal against it must reach the payer. */
  readonly appealDays?: number
  /** Regular expression for the whole member number. */
  readonly memberId?: string
  /** Procedures that need an authorization; "705*" is all that begin so. */
  readonly authorization: readonly string[]
  /** Must drugs billed by a J code carry their NDC? */
  readonly needsDrugNumber: boolean
  /** How its remittances are posted, in place of the general rules. */
  readonly posting?: PostingRules
}
