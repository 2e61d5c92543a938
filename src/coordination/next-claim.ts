// The claim for the next payer, from the claim as it was sent and what the payers before decided (domain rules section 6). Pure.
import { type Claim, type Coverage, type CoverageOrder, coverageOrders, type PayerOrder, toOpenClaim } from '../domain/index.js'
import {
  type ClaimBalances,
  isCrossover,
  isReversal,
  type KnownClaim,
  type PostedAdjudication,
  standingAdjudications,
} from '../ledger/index.js'
import { type Cents, type IsoDate, sumCents, zeroCents } from '../values/index.js'
import { checkCoordination } from './balance.js'
import { redirect } from './destination.js'
import { type AnyLineDecision, type PriorDecision, priorDecision } from './prior-decision.js'
import type { NoClaimReason } from './reasons.js'

export interface NextClaimInput {
  /** As it was sent to the last payer. What it says of payers that the books do not know stays as it is. */
  readonly claim: Claim
  /** Its balances, and every claim payment that took effect. */
  readonly known: Pick<KnownClaim, 'history' | 'balances'>
  /** BPR16 of the remittance of each claim payment in `known.history`, by the payment's id. */
  readonly paidOn: ReadonlyMap<string, IsoDate>
  /** An open question of what the payers say of each other (I-9). */
  readonly hasMismatch?: boolean
  /** A payment for this claim is in suspense. */
  readonly isWaiting?: boolean
}

export type NextClaim =
  | {
      readonly kind: 'built'
      readonly claim: Claim
      readonly order: PayerOrder
      readonly payerId: string
      /** What the books say this payer now owes. */
      readonly owedCents: Cents
    }
  | { readonly kind: 'none'; readonly reasons: readonly NoClaimReason[] }

interface BookCoverage extends Coverage {
  readonly order: PayerOrder
}

/** The claim of the payer after the last that decided, or every reason why none is made. Invariant: R-COB-1 to R-COB-3 hold in it. */
export function buildNextClaim(given: NextClaimInput): NextClaim {
  const input = { ...given, claim: inPaymentOrder(given.claim) }
  const { claim, known } = input
  if (claim.kind === 'dental' && claim.predetermination === true) return none('predetermination')
  const coverages = claim.coverages.filter(isInBooks)
  const standing = (order: PayerOrder) => standingAdjudications(known, order)
  const last = coverages.findLastIndex(({ order }) => standing(order).length > 0)
  const priors = coverages.slice(0, last + 1)
  const next = last < 0 ? undefined : coverages[last + 1]
  const reasons = new Set<NoClaimReason>()
  if (last < 0) reasons.add(undecided(known, undefined))
  else if (next === undefined) reasons.add('no-later-coverage')
  for (const prior of priors) for (const reason of unready(prior, standing(prior.order), input)) reasons.add(reason)
  if (standing(priors.at(-1)?.order ?? 'P').some(({ payment }) => isCrossover(payment))) reasons.add('crossed-over')
  if (input.hasMismatch === true) reasons.add('cob-mismatch')
  if (input.isWaiting === true) reasons.add('payment-waits')
  if (next !== undefined) {
    if (owed(known.balances, next.order) <= 0) reasons.add((known.balances['AR:DENIED'] ?? 0) > 0 ? 'denied' : 'nothing-owed')
    if (claim.coverages.some((coverage) => coverage !== next && coverage.memberId === '')) reasons.add('member-number-missing')
    if (isUnexplainedMedicare(next, claim)) reasons.add('msp-reason-missing')
  }
  if (next === undefined || reasons.size > 0) return none(...reasons)

  const decisions = new Map<CoverageOrder, PriorDecision>()
  for (const prior of priors) {
    const decided = decide(prior, standing(prior.order), input)
    if (decided === undefined) continue
    if ('reason' in decided) return none(decided.reason)
    decisions.set(prior.order, decided)
  }
  const built = withDecisions(redirect(claim, next.order), decisions)
  if (checkCoordination(built).length > 0) return none('does-not-balance')
  return { kind: 'built', claim: built, order: next.order, payerId: next.payer.id, owedCents: owed(known.balances, next.order) }
}

function none(...reasons: readonly NoClaimReason[]): NextClaim {
  return { kind: 'none', reasons }
}

function inPaymentOrder(claim: Claim): Claim {
  const rank = ({ order }: Coverage) => coverageOrders.indexOf(order)
  return { ...claim, coverages: claim.coverages.toSorted((a, b) => rank(a) - rank(b)) }
}

function isInBooks(coverage: Coverage): coverage is BookCoverage {
  return ['P', 'S', 'T'].includes(coverage.order)
}

function owed(balances: ClaimBalances, order: PayerOrder): Cents {
  return balances[`AR:${order}`] ?? zeroCents
}

/** Why a payer's decision cannot be told yet. */
function unready(prior: BookCoverage, parts: readonly PostedAdjudication[], { claim, known }: NextClaimInput): NoClaimReason[] {
  // What the document says was decided before the gateway knew the claim.
  if (parts.length === 0) return prior.adjudication === undefined ? [undecided(known, prior.order)] : []
  const charged = sumCents(parts.map(({ payment }) => payment.chargedCents))
  if (charged === claim.chargeCents) return []
  return [charged < claim.chargeCents ? 'parts-missing' : 'charge-differs']
}

/** Nothing of this payer (or of any) stands: it was taken back, forwarded, or never came. */
function undecided({ history }: NextClaimInput['known'], order: PayerOrder | undefined): NoClaimReason {
  const own = history.filter(({ disposition }) => order === undefined || disposition.payerOrder === order)
  if (own.some(({ payment }) => isReversal(payment))) return 'reversed'
  if (own.some(({ payment }) => payment.status === '25')) return 'predetermination'
  return own.some(({ payment }) => payment.status === '23') ? 'crossed-over' : 'not-adjudicated'
}

/** SBR05 is asked of professional claims to Medicare when it is not first. */
function isUnexplainedMedicare({ filing = '', mspReason }: Coverage, { kind }: Claim): boolean {
  return kind === 'professional' && ['MA', 'MB'].includes(filing) && mspReason === undefined
}

function decide(
  prior: BookCoverage,
  parts: readonly PostedAdjudication[],
  { claim, paidOn }: NextClaimInput,
): PriorDecision | { readonly reason: NoClaimReason } | undefined {
  if (parts.length === 0) return undefined
  const dated = parts.flatMap(({ id, payment }) => {
    const day = paidOn.get(id)
    return day === undefined ? [] : [{ payment, paidOn: day }]
  })
  if (dated.length < parts.length) throw new RangeError('a claim payment without the day of its remittance')
  const lines = toOpenClaim(claim).lines.map((line, index) => {
    const procedure = claim.lines[index]?.procedure
    return procedure === undefined ? line : { ...line, submitted: procedure }
  })
  return priorDecision(prior, dated, { kind: claim.kind, lines })
}

/** Puts each payer's decision in the place of whatever was said of it; payers from the destination on have decided nothing. */
function withDecisions(claim: Claim, decisions: ReadonlyMap<CoverageOrder, PriorDecision>): Claim {
  const turn = claim.coverages.findIndex(({ order }) => order === claim.destination)
  const coverages = claim.coverages.map((coverage, index): Coverage => {
    const { adjudication, ...rest } = coverage
    const told = index < turn ? (decisions.get(coverage.order)?.adjudication ?? adjudication) : undefined
    return told === undefined ? rest : { ...rest, adjudication: told }
  })
  const kept = new Set(
    coverages.flatMap(({ order, payer, adjudication }) => (adjudication !== undefined && !decisions.has(order) ? [payer.id] : [])),
  )
  const lines = claim.lines.map((line, index) => {
    const { adjudications = [], ...rest } = line
    const before = (adjudications as readonly AnyLineDecision[]).filter(({ payerId }) => kept.has(payerId))
    const all = [...before, ...coverages.flatMap(({ order }) => decisions.get(order)?.lines.get(index + 1) ?? [])]
    return all.length === 0 ? rest : { ...rest, adjudications: all }
  })
  // Coverages and lines are of the claim's own kind: TypeScript does not tie them together.
  return { ...claim, coverages, lines } as Claim
}
