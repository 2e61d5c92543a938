// What a payer has agreed to allow for a procedure: one row of the practice's contracts (domain rules 7.2).
import type { Cents, IsoDate } from '../values/index.js'

/** How the allowed amount of a line comes about: an amount, or per cent of what Medicare allows, or of what was charged. */
export type RateBasis =
  | { readonly kind: 'cents'; readonly cents: Cents }
  | { readonly kind: 'medicare'; readonly hundredths: number }
  | { readonly kind: 'charge'; readonly hundredths: number }

/** unit: the rate is for each unit; line: for the line, however many units it has. */
export type UnitRule = 'unit' | 'line'

/** Payer of the rows that hold what Medicare allows here: the basis of "per cent of Medicare". */
export const medicarePayer = 'MEDICARE'

/** Procedure of a row that is for every procedure without a row of its own. */
export const anyProcedure = '*'

export interface ContractRate {
  /** Payer id of the claims (NM109 of 2010BB), or `medicarePayer`. */
  readonly payerId: string
  /** Class of contract (REF*CE), group number or plan name; every product when left out. */
  readonly product?: string
  /** NPI or taxonomy code; every provider of the practice when left out. */
  readonly provider?: string
  /** CPT, HCPCS, CDT or revenue code, or `anyProcedure`. */
  readonly procedure: string
  /** Sorted. The line must have all of them, and they are in the rate. */
  readonly modifiers: readonly string[]
  readonly placeOfService?: string
  /** First and last day of service. */
  readonly from: IsoDate
  readonly to?: IsoDate
  readonly basis: RateBasis
  readonly unitRule: UnitRule
  /** Never more than the charge of the line. */
  readonly lesserOf: boolean
}

/** What makes two rows one row at two times: the later one takes its place. */
export function rateKey({ payerId, product = '', provider = '', procedure, modifiers, placeOfService = '', from }: ContractRate): string {
  return JSON.stringify([payerId, product, provider, procedure, modifiers.join(' '), placeOfService, from])
}
