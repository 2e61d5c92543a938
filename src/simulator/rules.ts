// How the simulated payers decide, as one table. Nothing is random: the same claim always has the same outcome.
//
// What decides is the ending of the patient control number (CLM01), counting its digits only: RB000302 ends in 02 and 2,
// RB0003-2X in 32 and 2. The first line of the table whose ending fits is the outcome, so two digits go before one.
//
// The allowed amount of a service line is 70 % of its charge, to the cent, half a cent up. Every outcome begins with it:
// what is charged above it is a contractual adjustment (CO 45), what is left is paid but for what the table says.
//
// What the rules of front end and payers say goes before (front-end-rules.ts, payer-rules.ts). What a rule of this table makes the
// front end refuse is refused the first time; sent again under the same number, as after a correction, it is accepted and paid, and
// so is a replacement (frequency 7) of a claim that was denied by this table.
//
// A secondary or tertiary payer pays what the payers before it left to the patient, and tells the rest as OA 23.

import type { StatusCode } from '../domain/index.js'

/** Share of the charge that is allowed, in hundredths. */
export const allowedPercent = 70
/** Share of the allowed amount that is the patient's coinsurance, in hundredths. */
export const coinsurancePercent = 20
/** A claim's deductible at most, and its copay, in cents. */
export const deductibleCents = 100_00
export const copayCents = 25_00
/** Interest on what is paid, in hundredths. */
export const interestPercent = 1

/** Why a payer refuses money: adjustment group, reason code, remark. */
export interface Denial {
  readonly group: 'CO' | 'OA' | 'PR'
  readonly reason: string
  readonly remark?: string
  /** CLP02, when the payer does not know the member. */
  readonly status?: '4'
}

export type Outcome =
  | { readonly kind: 'paid'; readonly patientShare?: 'deductible' | 'coinsurance' | 'copay' | 'all'; readonly hasInterest?: boolean }
  /** Everything is denied. */
  | { readonly kind: 'denied'; readonly denial: Denial }
  /** The last service line is denied, the others are paid; a claim of one line is denied as a whole. */
  | { readonly kind: 'partly-paid'; readonly denial: Denial }
  /** Refused in the 277CA, before any payer looks at it. Sent once more, as if corrected, it is accepted and paid. */
  | { readonly kind: 'front-end-rejected'; readonly status: StatusCode }
  /** Accepted in the 277CA, and then never heard of again. */
  | { readonly kind: 'never-answered' }

export interface Rule {
  /** Digits that the patient control number ends with; empty fits all. */
  readonly ending: string
  readonly outcome: Outcome
  /** For people who read the table. */
  readonly says: string
}

export const rules: readonly Rule[] = [
  { ending: '00', outcome: { kind: 'never-answered' }, says: 'accepted, then never paid nor denied' },
  {
    ending: '15',
    outcome: { kind: 'denied', denial: { group: 'PR', reason: '27' } },
    says: 'denied: coverage had ended, the patient may owe it',
  },
  {
    ending: '25',
    outcome: { kind: 'denied', denial: { group: 'CO', reason: '31', status: '4' } },
    says: 'denied: the payer does not know the member',
  },
  { ending: '35', outcome: { kind: 'denied', denial: { group: 'CO', reason: '50' } }, says: 'denied: not medically necessary' },
  { ending: '12', outcome: { kind: 'paid', patientShare: 'all' }, says: 'nothing paid: all of the allowed amount goes to the deductible' },
  {
    ending: '18',
    outcome: { kind: 'front-end-rejected', status: { category: 'A7', status: '562', entity: '85' } },
    says: 'rejected in the 277CA: the billing provider is not known by this NPI',
  },
  { ending: '2', outcome: { kind: 'paid', patientShare: 'deductible' }, says: 'paid less a deductible of up to 100.00 (PR 1)' },
  { ending: '3', outcome: { kind: 'paid', patientShare: 'coinsurance' }, says: 'paid less 20 % coinsurance (PR 2)' },
  { ending: '4', outcome: { kind: 'paid', patientShare: 'copay' }, says: 'paid less a copay of 25.00 (PR 3)' },
  { ending: '5', outcome: { kind: 'denied', denial: { group: 'CO', reason: '197' } }, says: 'denied: no prior authorization' },
  {
    ending: '6',
    outcome: { kind: 'denied', denial: { group: 'CO', reason: '16', remark: 'N290' } },
    says: 'denied: the rendering provider identifier is missing or wrong',
  },
  {
    ending: '7',
    outcome: { kind: 'partly-paid', denial: { group: 'CO', reason: '97' } },
    says: 'partly paid: the last service line is denied as included in another',
  },
  {
    ending: '8',
    outcome: { kind: 'front-end-rejected', status: { category: 'A7', status: '164', entity: 'IL' } },
    says: 'rejected in the 277CA: the member number is wrong',
  },
  { ending: '9', outcome: { kind: 'paid', hasInterest: true }, says: 'paid at the allowed amount, with 1 % interest (AMT I and PLB L6)' },
  { ending: '', outcome: { kind: 'paid' }, says: 'paid at the allowed amount' },
]

/** What becomes of a claim with this patient control number. */
export function outcomeOf(patientControlNumber: string): Outcome {
  const digits = patientControlNumber.replaceAll(/\D/g, '')
  return rules.find(({ ending }) => digits.endsWith(ending))?.outcome ?? { kind: 'paid' }
}
