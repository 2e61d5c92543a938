// Which claim a payer settled: the cascade M1 to M6 of domain rule 2.2. It posts nothing by resemblance alone.
import { type ClaimPayment, normalisedNumber, patientKey, type Remittance } from '../domain/index.js'
import type { KnownClaim } from './known-claim.js'
import { submitted } from './lines.js'
import { compareClaim, type Evidence, memberIdsOf, type Trait } from './support.js'

export type MatchStep = 'M1' | 'M2' | 'M3' | 'M4' | 'M5' | 'M6'

/** A claim that may be meant, with what speaks for and against it. */
export interface Proposal extends Evidence {
  readonly known: KnownClaim
  readonly step: MatchStep
  /** For the screen only: it orders proposals and decides nothing. */
  readonly score: number
}

export type MatchDecision =
  | { readonly kind: 'matched'; readonly match: Proposal }
  /** R-MATCH-1: several fit at the first step where any fits. */
  | { readonly kind: 'ambiguous-match'; readonly proposals: readonly Proposal[] }
  /** R-MATCH-2: none, or none that may be posted without a person. */
  | { readonly kind: 'unmatched-claim'; readonly proposals: readonly Proposal[] }
  /** R-MATCH-3: the number is ours, the person is not. */
  | { readonly kind: 'identity-conflict'; readonly proposals: readonly Proposal[] }

/** What the store must look claims up by, before `matchClaim` can judge them. */
export interface CandidateKeys {
  /** M1: CLP01 as it came. */
  readonly number: string
  /** M2, and M4 by prefix when it has at least 8 characters; empty when CLP01 holds nothing usable ("0"). */
  readonly normalised: string
  /** M3: CLP07 and REF*F8. */
  readonly payerClaimNumbers: readonly string[]
  /** M5: member ids that the payer names. */
  readonly memberIds: readonly string[]
  /** M6: `patientKey` of the patient's last name and the charge; empty when there is no name. */
  readonly patientKey: string
}

/** Shortest number that may be taken for a cut one. */
const minPrefixLength = 8

const points: Readonly<Record<MatchStep, number>> = { M1: 60, M2: 50, M3: 50, M4: 35, M5: 30, M6: 15 }
/** Traits that must agree for posting without a person; M5 and M6 are never enough. */
const supportsNeeded: Readonly<Record<MatchStep, number>> = { M1: 2, M2: 3, M3: 2, M4: 4, M5: Infinity, M6: Infinity }
const agreementPoints: Readonly<Record<Trait, number>> = { name: 10, member: 10, dates: 10, charge: 10, payer: 5, npi: 5 }
const differencePoints: Readonly<Partial<Record<Trait, number>>> = { name: 40, dates: 30, charge: 20 }
/** Weaker resemblances are not worth a person's time. */
const minScore = 40

export function candidateKeys(payment: ClaimPayment): CandidateKeys {
  return {
    number: payment.patientControlNumber,
    normalised: normalisedNumber(payment.patientControlNumber),
    payerClaimNumbers: payerClaimNumbersOf(payment),
    memberIds: [...new Set(memberIdsOf(payment))],
    patientKey: patientKey(payment.patient?.last ?? payment.insured?.last ?? '', payment.chargedCents),
  }
}

/** CLP07, then REF*F8: the number of what a correction replaces. */
export function payerClaimNumbersOf({ payerClaimNumber, references }: ClaimPayment): readonly string[] {
  const originals = references.filter(({ qualifier }) => qualifier === 'F8').map(({ value }) => value)
  return [...new Set([...(payerClaimNumber === undefined ? [] : [payerClaimNumber]), ...originals])].filter((number) => number !== '')
}

/** Judges the candidates that the store found by `candidateKeys`; more candidates than needed do no harm. */
export function matchClaim(payment: ClaimPayment, remittance: Remittance, candidates: readonly KnownClaim[]): MatchDecision {
  const judged = candidates.map((known) => ({ known, ...compareClaim(payment, remittance, known) }))
  for (const { step, fits } of cascade) {
    const proposals = judged
      .filter((candidate) => fits(payment, candidate))
      .map((candidate) => ({ ...candidate, step, score: scoreOf(step, candidate) }))
      .filter((proposal) => canPost(step) || proposal.score >= minScore)
      .toSorted((a, b) => b.score - a.score || (a.known.claim.patientControlNumber < b.known.claim.patientControlNumber ? -1 : 1))
    const [best, second] = proposals
    if (best === undefined) continue
    if (second !== undefined) return { kind: 'ambiguous-match', proposals }
    if (isSomeoneElse(best)) return { kind: canPost(step) ? 'identity-conflict' : 'unmatched-claim', proposals }
    return best.agrees.length >= supportsNeeded[step] ? { kind: 'matched', match: best } : { kind: 'unmatched-claim', proposals }
  }
  return { kind: 'unmatched-claim', proposals: [] }
}

interface Candidate extends Evidence {
  readonly known: KnownClaim
}

/** First step with any fitting claim decides. */
const cascade: readonly { readonly step: MatchStep; readonly fits: (payment: ClaimPayment, candidate: Candidate) => boolean }[] = [
  { step: 'M1', fits: (payment, { known }) => payment.patientControlNumber === known.claim.patientControlNumber },
  { step: 'M2', fits: (payment, { known }) => sameNumber(payment.patientControlNumber, known.claim.patientControlNumber) },
  { step: 'M3', fits: (payment, { known }) => payerClaimNumbersOf(payment).some((number) => known.payerClaimNumbers.includes(number)) },
  {
    step: 'M4',
    fits: (payment, { known }) => isCut(normalisedNumber(payment.patientControlNumber), normalisedNumber(known.claim.patientControlNumber)),
  },
  { step: 'M5', fits: (payment, candidate) => agreesIn(candidate, ['member', 'dates', 'charge']) && sameProcedures(payment, candidate) },
  { step: 'M6', fits: (_payment, candidate) => agreesIn(candidate, ['name', 'dates', 'charge']) },
]

function canPost(step: MatchStep): boolean {
  return supportsNeeded[step] < Infinity
}

function sameNumber(theirs: string, ours: string): boolean {
  const number = normalisedNumber(theirs)
  return number !== '' && number === normalisedNumber(ours)
}

/** Is one of these normalised numbers the beginning of the other, and long enough to say so? */
export function isCut(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= minPrefixLength && (a.startsWith(b) || b.startsWith(a))
}

function agreesIn({ agrees }: Evidence, traits: readonly Trait[]): boolean {
  return traits.every((trait) => agrees.includes(trait))
}

function sameProcedures(payment: ClaimPayment, { known }: Candidate): boolean {
  const theirs = payment.services.map((service) => submitted(service).code).toSorted()
  const ours = known.claim.lines.map(({ procedure = '' }) => procedure).toSorted()
  return theirs.length === ours.length && theirs.every((code, index) => code === ours[index])
}

/** R-MATCH-3: numbers get reused after a change of system; a name alone may have been misspelt, a date alone mistyped. */
function isSomeoneElse({ differs }: Evidence): boolean {
  return differs.includes('name') && (differs.includes('member') || differs.includes('dates'))
}

function scoreOf(step: MatchStep, { agrees, differs }: Evidence): number {
  return points[step] + worth(agrees, agreementPoints) - worth(differs, differencePoints)
}

function worth(traits: readonly Trait[], table: Readonly<Partial<Record<Trait, number>>>): number {
  return traits.reduce((total, trait) => total + (table[trait] ?? 0), 0)
}
