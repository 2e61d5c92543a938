// A claim: all that an 837 says of it, in one of three kinds; and the header of the set that it is sent in.
import type { IsoDate } from '../values/index.js'
import type { ClaimKind } from './claim-basics.js'
import type { DentalClaim } from './dental-claim.js'
import type { InstitutionalClaim } from './institutional-claim.js'
import type { Contact } from './party.js'
import type { ProfessionalClaim } from './professional-claim.js'

export type Claim = ProfessionalClaim | InstitutionalClaim | DentalClaim
/** The claim of a kind. */
export type ClaimOf<Kind extends ClaimKind> = Extract<Claim, { readonly kind: Kind }>
export type ServiceLine = Claim['lines'][number]

/** Header of an 837 transaction set: who sends it to whom. Source: BHT, loops 1000A and 1000B, alike in all three guides. */
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
