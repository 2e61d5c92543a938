// What speaks for and against a claim being the one that a payer settled (domain rule 2.2).
import { type ClaimPayment, letters, type Remittance } from '../domain/index.js'
import type { IsoDate } from '../values/index.js'
import type { KnownClaim } from './known-claim.js'
import { matchLines, serviceDate } from './lines.js'
import { payerIdsOf } from './payer-order.js'

export type Trait = 'name' | 'member' | 'dates' | 'charge' | 'payer' | 'npi'

/** Each trait agrees, differs, or (in neither list) cannot be told because one side does not say. */
export interface Evidence {
  readonly agrees: readonly Trait[]
  readonly differs: readonly Trait[]
}

export function compareClaim(payment: ClaimPayment, remittance: Remittance, known: KnownClaim): Evidence {
  const verdicts: readonly (readonly [Trait, boolean | undefined])[] = [
    ['name', sameName(payment, known)],
    ['member', sameMember(payment, known)],
    ['dates', datesWithin(payment, known)],
    ['charge', chargeFits(payment, known)],
    ['payer', knowsPayer(remittance, known)],
    ['npi', sameNpi(remittance, known)],
  ]
  return {
    agrees: verdicts.filter(([, verdict]) => verdict === true).map(([trait]) => trait),
    differs: verdicts.filter(([, verdict]) => verdict === false).map(([trait]) => trait),
  }
}

function sameName({ patient, insured }: ClaimPayment, { claim }: KnownClaim): boolean | undefined {
  const last = patient?.last ?? insured?.last
  return last === undefined ? undefined : letters(last) === letters(claim.patient.last)
}

/** Member ids that the payer names; NM1*74 holds what it has corrected. */
export function memberIdsOf({ patient, insured, correctedInsured }: ClaimPayment): readonly string[] {
  return [patient, insured, correctedInsured].flatMap((party) => (party?.id === undefined || party.id === '' ? [] : [memberKey(party.id)]))
}

function sameMember(payment: ClaimPayment, { claim }: KnownClaim): boolean | undefined {
  const theirs = memberIdsOf(payment)
  if (theirs.length === 0) return undefined
  const ours = claim.coverages.map(({ memberId }) => memberKey(memberId))
  // Some payers leave off the two digits that tell the members of a family apart.
  return theirs.some((their) => ours.some((our) => our === their || our === their.slice(0, -2) || our.slice(0, -2) === their))
}

function memberKey(id: string): string {
  return id.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

function datesWithin(payment: ClaimPayment, { claim }: KnownClaim): boolean | undefined {
  const ours = claim.lines.flatMap(({ serviceDate: date }) => (date === undefined ? [] : [date])).toSorted(byText)
  const from = ours[0]
  const to = ours.at(-1)
  if (from === undefined || to === undefined) return undefined
  const theirs = payment.services.flatMap(({ dates }) => serviceDate(dates) ?? [])
  if (theirs.length > 0) return theirs.every((date) => date >= from && date <= to)
  // Claim level: a stay lasts longer than the days its charges are dated.
  const statementFrom = payment.dates.find(({ qualifier }) => qualifier === '232')?.date
  const statementTo = payment.dates.find(({ qualifier }) => qualifier === '233')?.date ?? statementFrom
  return statementFrom === undefined || statementTo === undefined ? undefined : statementFrom <= to && statementTo >= from
}

function byText(a: IsoDate, b: IsoDate): number {
  return a < b ? -1 : 1
}

/** The whole charge, or for a split claim the charge of the lines it speaks of. Reversals state it negative. */
function chargeFits(payment: ClaimPayment, { claim }: KnownClaim): boolean {
  const charged = Math.abs(payment.chargedCents)
  if (charged === claim.chargeCents) return true
  const lines = new Set(matchLines(payment.services, claim.lines).map(({ line }) => line))
  const part = claim.lines.filter(({ number }) => lines.has(number)).reduce((sum, { chargeCents }) => sum + chargeCents, 0)
  return !lines.has(0) && lines.size > 0 && part === charged
}

function knowsPayer(remittance: Remittance, { claim }: KnownClaim): boolean {
  const ids = payerIdsOf(remittance)
  return claim.coverages.some(({ payerId }) => ids.includes(payerId))
}

function sameNpi({ payee }: Remittance, { billingNpi }: KnownClaim): boolean | undefined {
  return billingNpi === undefined || payee.idQualifier !== 'XX' ? undefined : payee.id === billingNpi
}
