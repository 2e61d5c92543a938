// What a patient is told: the account over all claims of one person at one practice, and what is due from the patient.
import type { Cents, IsoDate } from '../values/index.js'
import type { Address } from './party.js'

export interface Statement {
  readonly day: IsoDate
  readonly practice: {
    readonly name: string
    readonly npi: string
    readonly taxId: string
    readonly address?: Address
    readonly phone?: string
  }
  readonly patient: { readonly last: string; readonly first?: string; readonly address?: Address }
  /** By day of service. */
  readonly claims: readonly StatementClaim[]
  /** What the patient is asked to pay: never netted with a credit, and nothing that is under review. */
  readonly dueCents: Cents
  /** `dueCents` by age in days since the service: 0-30, 31-60, 61-90, 91-120, 121 and more. */
  readonly dueByAge: readonly Cents[]
  /** What the practice owes the patient; 0 or above. */
  readonly creditCents: Cents
}

export interface StatementClaim {
  readonly claimId: string
  readonly patientControlNumber: string
  readonly serviceOn: IsoDate
  readonly procedures: readonly string[]
  readonly chargeCents: Cents
  readonly insurancePaidCents: Cents
  readonly adjustedCents: Cents
  readonly patientPaidCents: Cents
  /** What insurance still owes, what it refused included: not yet the patient's. */
  readonly insuranceOwesCents: Cents
  /** What the books have the patient owe; negative is a credit. */
  readonly patientOwesCents: Cents
  /** Why the patient owes: what each reason put on the account, or took off it. */
  readonly shares: readonly { readonly carc: string; readonly cents: Cents }[]
  /** A person must first say that the patient may be billed (domain rule 1.6): nothing of it is due. */
  readonly isUnderReview: boolean
}
