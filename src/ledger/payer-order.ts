// Whose turn it is: which coverage of a claim a remittance pays for, and who owes what it leaves (domain rules 1.3, 1.6).
import type { ClaimPayment, OpenClaim, PayerOrder, Remittance } from '../domain/index.js'
import { allAdjustments } from './balance.js'

const orders: readonly PayerOrder[] = ['P', 'S', 'T']
const orderOfStatus: Readonly<Record<string, PayerOrder>> = { '1': 'P', '19': 'P', '2': 'S', '20': 'S', '3': 'T', '21': 'T' }
const crossoverRemarks = new Set(['MA18', 'MA07'])

/** The payer's identities in the order they are trusted: REF*2U, N104, TRN03 with and without its leading 1. */
export function payerIdsOf({ payer, trace }: Remittance): readonly string[] {
  const references = payer.references.filter(({ qualifier }) => qualifier === '2U').map(({ value }) => value)
  return [...references, ...(payer.id === undefined ? [] : [payer.id]), trace.payerIdentifier, trace.payerIdentifier.replace(/^1/, '')]
}

export interface PayerPlace {
  readonly order: PayerOrder
  /** CLP02 names another place in the order; a warning only, some plans always say 3. */
  readonly disagrees: boolean
}

/**
 * The place of this payer on the claim. The payer id decides, then the member id, then CLP02, then the first coverage.
 * `owing`: places that owe something. An earlier payer may have forwarded the claim to one that our records lack.
 */
export function placePayer(payment: ClaimPayment, remittance: Remittance, claim: OpenClaim, owing: readonly PayerOrder[] = []): PayerPlace {
  const ids = payerIdsOf(remittance)
  const said = orderOfStatus[payment.status]
  const byPayer = claim.coverages.filter(({ payerId }) => ids.includes(payerId))
  const isOnRecord = byPayer.length > 0 || claim.coverages.some(({ order }) => order === said)
  if (!isOnRecord && said !== undefined && (owing.includes(said) || reportsPriorPayer(payment))) return { order: said, disagrees: false }
  const named = byPayer.length > 0 ? byPayer : claim.coverages
  const members = [payment.patient?.id, payment.insured?.id]
  const byMember = named.filter(({ memberId }) => members.includes(memberId))
  const only = named.length === 1 && byPayer.length === 1 ? named[0] : undefined
  const place = only ?? named.find(({ order }) => order === said) ?? byMember[0] ?? named[0]
  const order = place?.order ?? said ?? 'P'
  return { order, disagrees: said !== undefined && said !== order }
}

/** OA 23: what payers before this one paid and wrote off. */
function reportsPriorPayer(payment: ClaimPayment): boolean {
  return allAdjustments(payment).some(({ group, reason }) => group === 'OA' && reason === '23')
}

/** Did the payer forward the claim itself? Then we must not send it on: the other payer would deny it as a duplicate. */
export function isCrossover(payment: ClaimPayment): boolean {
  return (
    ['19', '20', '21'].includes(payment.status) ||
    payment.crossoverCarrier !== undefined ||
    claimRemarks(payment).some((remark) => crossoverRemarks.has(remark))
  )
}

/** Remark codes of the claim: MIA05 and MIA20 to 23, MOA03 to MOA07. */
export function claimRemarks({ inpatient = [], outpatient = [] }: ClaimPayment): readonly string[] {
  return [inpatient[4], ...inpatient.slice(19, 23), ...outpatient.slice(2, 7)].filter(
    (code): code is string => code !== undefined && code !== '',
  )
}

/** The coverage that comes after this place; after a crossover there is one even when our records lack it. */
export function nextCoverage(
  order: PayerOrder,
  payment: ClaimPayment,
  claim: OpenClaim,
): { readonly order: PayerOrder; readonly payerId?: string } | undefined {
  const later = inTurn(claim).find((coverage) => isEarlier(order, coverage.order))
  if (later !== undefined) return later
  const next = orders[orders.indexOf(order) + 1]
  if (next === undefined || !isCrossover(payment)) return undefined
  return { order: next, ...(payment.crossoverCarrier?.id === undefined ? {} : { payerId: payment.crossoverCarrier.id }) }
}

/** Of the coverages that pay before this place, the one just before it. */
export function previousCoverage(order: PayerOrder, claim: OpenClaim): OpenClaim['coverages'][number] | undefined {
  return inTurn(claim).findLast((coverage) => isEarlier(coverage.order, order))
}

export function isEarlier(one: PayerOrder, other: PayerOrder): boolean {
  return orders.indexOf(one) < orders.indexOf(other)
}

function inTurn({ coverages }: OpenClaim): OpenClaim['coverages'] {
  return coverages.toSorted((a, b) => orders.indexOf(a.order) - orders.indexOf(b.order))
}
