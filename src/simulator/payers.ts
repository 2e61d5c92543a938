// The payers that the simulator stands for, and what each wants. Any payer id is taken as an ordinary payer, but for those listed.
import type { Coverage } from '../domain/index.js'

export interface SimulatedPayer {
  /** Calendar days after the last service in which a claim is taken. */
  readonly filingDays: number
  /** Form of all its member numbers. */
  readonly memberId: RegExp
  /** Procedures that it pays with an authorization only. */
  readonly authorized?: RegExp
  /** Takes no drug (J code) without its NDC. */
  readonly needsDrugNumber: boolean
  /** Pays imaging, laboratory and equipment only with the NPI of who ordered or referred. */
  readonly needsReferrer: boolean
  /** Takes replacements and voids (frequency 7 and 8) electronically. */
  readonly takesCorrections: boolean
  /** Whether the clearinghouse has a way to it: for production, for tests, or none. */
  readonly reached: 'always' | 'tests' | 'never'
  /** For people who read the table. */
  readonly says: string
}

const ordinary: SimulatedPayer = {
  filingDays: 365,
  memberId: /^[A-Z0-9]+$/i,
  needsDrugNumber: false,
  needsReferrer: false,
  takesCorrections: true,
  reached: 'always',
  says: 'takes claims for 365 days after the last service',
}

/** Medicare beneficiary identifier: no S, L, O, I, B or Z, letters and digits at fixed places. */
const medicareNumber = /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d\d$/

/** By the payer id (2010BB NM109). */
export const simulatedPayers: Readonly<Record<string, SimulatedPayer>> = {
  '60003': { ...ordinary, memberId: /^W\d{9}$/, says: 'member numbers are W and nine digits, otherwise 277CA A7 164 IL' },
  '60004': { ...ordinary, filingDays: 21, says: 'takes claims for 21 days after the last service, then denies with CO 29' },
  '60005': {
    ...ordinary,
    authorized: /^7\d{4}$/,
    says: 'imaging and other procedures 70000 to 79999 need an authorization, otherwise CO 197',
  },
  '60006': { ...ordinary, needsDrugNumber: true, says: 'a drug under a J code needs its NDC, otherwise CO 16 M119' },
  '60008': { ...ordinary, reached: 'tests', says: 'is reached with files for tests only, otherwise 277CA A3 116 PR' },
  '60009': { ...ordinary, reached: 'never', says: 'is not reached: 277CA A3 116 PR' },
}

/** Medicare is known by its filing indicator (SBR09): MA and MB, whatever its id. */
export function payerOf({ payer, filing }: Pick<Coverage, 'payer' | 'filing'>): SimulatedPayer {
  const payerById = simulatedPayers[payer.id] ?? ordinary
  if (filing !== 'MA' && filing !== 'MB') return payerById
  return { ...payerById, memberId: medicareNumber, needsReferrer: true, takesCorrections: filing === 'MA' }
}
