// One claim payment becomes entries, work items and a state of its claim. Pure: what is known comes in, what is to be done goes out.
import type { AdjudicationState, ClaimPayment, EntryDraft, PayerOrder, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import { type Cents, sumCents, toCents, zeroCents } from '../values/index.js'
import { type Allocation, allocate, type EntryFrame, toEntry } from './allocate.js'
import { allAdjustments, checkClaimPayment, isBlocking } from './balance.js'
import { capAdjustments, cobMismatch, isBeforePrimary } from './coordinate.js'
import { creditItems, denialItems, forwardedItem, nextPayerItem } from './items.js'
import { type Disposition, type KnownClaim, receivable, standingAdjudications, withEntries } from './known-claim.js'
import { type LineMatch, matchLines } from './lines.js'
import { type MatchDecision, matchClaim } from './match.js'
import { noteworthy } from './notes.js'
import { claimState, lineOutcomes } from './outcome.js'
import { isCrossover, nextCoverage, type PayerPlace, placePayer, previousCoverage } from './payer-order.js'
import { doubleRecovery } from './provider-adjustment.js'
import { sequenceOf } from './readjudicate.js'
import { adjustmentTotals, findOriginal, isReversal, mirror } from './reverse.js'
import { cashAccount, type SettleContext, type Settlement, suspend, suspenseReference } from './settlement.js'
import { isMemoStatus } from './treatments.js'

const processedStatuses = new Set(['1', '2', '3', '4', '19', '20', '21'])

/**
 * Finds the claim among the candidates (see `candidateKeys`) and settles the payment.
 * Invariant: the entries move exactly CLP04 through CASH:REMIT, or through SUSPENSE:CLAIM when it waited there.
 */
export function settleClaimPayment(
  payment: ClaimPayment,
  candidates: readonly KnownClaim[],
  context: SettleContext,
): Settlement & { readonly decision: MatchDecision } {
  const decision = matchClaim(payment, context.remittance, candidates)
  if (decision.kind === 'matched') return { ...postClaimPayment(payment, decision.match.known, context), decision }
  return { ...leaveUnmatched(payment, decision, context), decision }
}

/** No claim is certain enough: its money waits for a person, with the claims that may be meant. */
export function leaveUnmatched(
  payment: ClaimPayment,
  decision: Exclude<MatchDecision, { readonly kind: 'matched' }>,
  context: SettleContext,
): Settlement {
  const proposed = decision.proposals.map(({ known }) => known.claim.patientControlNumber)
  const suspended = suspend(payment, decision.kind, context, undefined, { candidates: proposed })
  // R-MATCH-3 is about one claim: its number came, with somebody else's name.
  const [claim] = decision.kind === 'identity-conflict' ? proposed : []
  const workItems = suspended.workItems.map((item) => (claim === undefined ? item : { ...item, claim }))
  return { ...suspended, workItems }
}

/** Settles a payment for a claim that is known to be meant: by match, or because a person said so. */
export function postClaimPayment(payment: ClaimPayment, known: KnownClaim, context: SettleContext): Settlement {
  const imbalances = checkClaimPayment(payment).filter(isBlocking)
  if (imbalances.length > 0) return suspend(payment, 'claim-payment-unbalanced', context, known, { imbalances })
  const owing = (['S', 'T'] as const).filter((order) => (known.balances[receivable(order)] ?? 0) > 0)
  const place = placePayer(payment, context.remittance, known.claim, owing)
  if (isReversal(payment)) return takeBack(payment, known, place.order, context)
  if (isMemoStatus(payment.status) && payment.paidCents === 0) return remember(payment, known, place.order, context)
  if (!processedStatuses.has(payment.status)) {
    return suspend(payment, 'unknown-claim-status', context, known, { status: payment.status })
  }
  return adjudicate(payment, known, place, context)
}

/** CLP02 = 22. */
function takeBack(payment: ClaimPayment, known: KnownClaim, order: PayerOrder, context: SettleContext): Settlement {
  const search = findOriginal(payment, known, order)
  if (search.kind !== 'found') {
    const posted = search.kind === 'reversal-mismatch' ? { posted: Object.fromEntries(adjustmentTotals(search.original.payment)) } : {}
    return suspend(payment, search.kind, context, known, { ...posted, reversed: Object.fromEntries(adjustmentTotals(payment)) })
  }
  const { claim } = known
  const entries = mirror(search.original, cashOf(payment, context))
  const double: readonly WorkItemDraft[] =
    known.letterRecoveryCents !== undefined && known.letterRecoveryCents > 0
      ? [doubleRecovery(claim.patientControlNumber, known.letterRecoveryCents)]
      : []
  const answered = (
    [
      'denial',
      'patient-liability-review',
      'secondary-claim-ready',
      'crossover-expected',
      'cob-mismatch',
      'underpayment',
      'overpaid',
    ] as const
  ).map((type): WorkItemClosing => ({ type, claim: claim.patientControlNumber, outcome: 'reversed' }))
  const disposition: Disposition = {
    outcome: 'posted',
    payerOrder: order,
    lines: search.original.disposition.lines,
    memoCents: search.original.disposition.memoCents,
    reverses: [search.original.id],
  }
  return finish(payment, known, context, { entries, workItems: double, closes: answered, notes: [], state: 'reversed', disposition })
}

/** CLP02 = 23 and 25: shown, nothing booked. */
function remember(payment: ClaimPayment, known: KnownClaim, order: PayerOrder, context: SettleContext): Settlement {
  const sum = (...groups: readonly string[]): Cents =>
    sumCents(allAdjustments(payment).flatMap(({ group, amountCents }) => (groups.includes(group) ? [amountCents] : [])))
  const memo = { outcome: 'memo', payerOrder: order, lines: [], memoCents: payment.chargedCents, reverses: [] } as const
  const isEstimate = payment.status === '25'
  // Of a predetermination OA 101 is what the payer expects to pay (domain rule 1.3).
  const estimate = { payerCents: sum('OA'), patientCents: sum('PR'), contractualCents: sum('CO', 'PI') }
  const disposition: Disposition = isEstimate ? { ...memo, estimate } : memo
  const state: AdjudicationState = isEstimate ? 'estimated' : 'forwarded'
  const workItems = isEstimate ? [] : [forwardedItem(payment, known.claim.patientControlNumber, known.balances[receivable(order)])]
  return finish(payment, known, context, { entries: [], workItems, closes: [], notes: [], state, disposition })
}

/** CLP02 = 1, 2, 3, 4, 19, 20, 21: paid or not, these say what the payer decided. */
function adjudicate(payment: ClaimPayment, known: KnownClaim, { order, disagrees }: PayerPlace, context: SettleContext): Settlement {
  const { claim } = known
  const { treatments } = context
  const matches = matchLines(payment.services, claim.lines)
  if (isAdded(payment, known, matches)) return suspend(payment, 'line-unmatched', context, known)
  const notes = [...noteworthy(payment, claim, matches, treatments), ...(disagrees ? ([{ code: 'payer-order-differs' }] as const) : [])]

  const sequence = sequenceOf(payment, matches, known, standingAdjudications(known, order))
  if (sequence.kind === 'duplicate') {
    const memo = { outcome: 'memo', payerOrder: order, lines: [], memoCents: payment.chargedCents, reverses: [] } as const
    return finish(payment, known, context, { entries: [], workItems: [], closes: [], notes, disposition: memo })
  }
  if (sequence.kind === 'readjudication-without-reversal') return suspend(payment, sequence.kind, context, known)
  if (isBeforePrimary(known, order)) return suspend(payment, 'secondary-before-primary', context, known)

  const denied = sequence.kind === 'after-denial' ? sequence.denied : []
  const undone = denied.flatMap((earlier) => mirror(earlier, cashOf(payment, context)))
  const open = withEntries(known.balances, undone)[receivable(order)] ?? zeroCents
  const planned = allocate(payment, matches, treatments)
  const isLater = previousCoverage(order, claim) !== undefined
  const { allocations, heldCents } = isLater ? capAdjustments(planned, open) : { allocations: planned, heldCents: zeroCents }

  const next = nextCoverage(order, payment, claim)
  const cash = cashOf(payment, context)
  const frame: EntryFrame = {
    claim: claim.patientControlNumber,
    payerOrder: order,
    patientAccount: next === undefined ? 'AR:PATIENT' : receivable(next.order),
    cash,
  }
  const entries = [...undone, ...allocations.flatMap((allocation) => toEntry(allocation, frame) ?? [])]
  const lines = lineOutcomes(payment, matches, allocations, treatments)
  const state = claimState(
    withoutHistory(
      known,
      denied.map(({ id }) => id),
    ),
    order,
    lines,
  )
  const mismatch = isLater ? cobMismatch(payment, known, order, heldCents) : []

  const workItems = [...denialItems(claim.patientControlNumber, payment, allocations, treatments), ...mismatch]
  const nextOwes = next === undefined ? 0 : (withEntries(known.balances, entries)[receivable(next.order)] ?? 0)
  const passedOn = allocations.some(({ booking, cents }) => booking === 'patient' && cents > 0)
  if (next !== undefined && passedOn && nextOwes > 0 && state !== undefined && mismatch.length === 0) {
    workItems.push(nextPayerItem(claim.patientControlNumber, next.payerId, toCents(nextOwes), isCrossover(payment)))
  }

  const closes: WorkItemClosing[] = []
  if (denied.length > 0) {
    closes.push({ type: 'denial', claim: claim.patientControlNumber, outcome: state === 'denied' ? 'upheld' : 'won' })
    closes.push({ type: 'patient-liability-review', claim: claim.patientControlNumber, outcome: 'decided again' })
    notes.push({ code: 'reposted-after-denial' })
  }
  if (isLater || known.state === 'forwarded') {
    for (const type of ['secondary-claim-ready', 'crossover-expected'] as const) {
      closes.push({ type, claim: claim.patientControlNumber, outcome: 'answered' })
    }
  }
  const disposition: Disposition = {
    outcome: 'posted',
    payerOrder: order,
    lines,
    memoCents: memoOf(allocations, heldCents),
    reverses: denied.map(({ id }) => id),
  }
  return finish(payment, known, context, { entries, workItems, closes, notes, disposition, ...(state === undefined ? {} : { state }) })
}

/** R-ADDED: a charge of no line of ours, in a payment that does not add up to our claim. */
function isAdded(payment: ClaimPayment, { claim }: KnownClaim, matches: readonly LineMatch[]): boolean {
  const stray = payment.services.some(({ chargedCents }, index) => chargedCents !== 0 && matches[index]?.line === 0)
  return stray && payment.chargedCents !== claim.chargeCents
}

function cashOf(payment: ClaimPayment, context: SettleContext): EntryFrame['cash'] {
  const account = cashAccount(context)
  return account === 'CASH:REMIT' ? { account } : { account, ref: suspenseReference(payment, context) }
}

function memoOf(allocations: readonly Allocation[], heldCents: Cents): Cents {
  return sumCents([heldCents, ...allocations.flatMap(({ booking, cents }) => (booking === 'memo' ? [cents] : []))])
}

function withoutHistory(known: KnownClaim, ids: readonly string[]): KnownClaim {
  return { ...known, history: known.history.filter(({ id }) => !ids.includes(id)) }
}

/** What every settled payment of a known claim has: its claim, its credit balances, the end of its wait. */
function finish(payment: ClaimPayment, known: KnownClaim, context: SettleContext, parts: Omit<Settlement, 'claimId'>): Settlement {
  const claim = known.claim.patientControlNumber
  const entries: readonly EntryDraft[] = parts.entries
  const credit = creditItems(claim, known.balances, withEntries(known.balances, entries))
  const waited: readonly WorkItemClosing[] =
    context.waitingFor === undefined ? [] : [{ type: context.waitingFor, ref: suspenseReference(payment, context), outcome: 'posted' }]
  return {
    ...parts,
    claimId: known.id,
    workItems: [...parts.workItems, ...credit.workItems],
    closes: [...parts.closes, ...credit.closes, ...waited],
  }
}
