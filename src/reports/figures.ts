// The figures by which a practice judges its billing (domain rules 7.5), each a numerator over a denominator that can be counted by hand.
import type { Remittance } from '../domain/index.js'
import { type AdjustmentTreatments, payerIdsOf } from '../ledger/index.js'
import { type Cents, dayOf, daysBetween, type IsoDate, toCents } from '../values/index.js'
import {
  asOf,
  balanceOf,
  type ClaimBook,
  collected,
  firstDecision,
  firstPayerOf,
  openBalances,
  paymentsOf,
  recentCharges,
  serviceDayOf,
} from './claim-book.js'
import { type FigureId, type FigureRow, figures, type Grouping, isIn, matureDays, type Period } from './figure-catalogue.js'
import { Medians, rated, Tally } from './tally.js'
import { acceptedOn, firstAttempt, firstFinal } from './time-line.js'

/** What became of the claim payments of one remittance: how many, and the sum of CLP04 without signs. */
export interface PaymentCounts {
  /** Took effect without a person. */
  readonly automatic: { readonly count: number; readonly cents: number }
  readonly all: { readonly count: number; readonly cents: number }
}

/** A remittance that is no duplicate, with what happened to it. */
export interface RemittanceFacts {
  readonly remittance: Remittance
  readonly receivedOn: IsoDate
  readonly isVoided: boolean
  readonly counts: PaymentCounts
  readonly postedOn?: IsoDate
  /** The deposit that pays it, and whether a person said so. */
  readonly deposit?: { readonly on: IsoDate; readonly isByHand: boolean }
  /** What of it is in suspense at the end of the period. */
  readonly suspense: readonly Suspended[]
}

export interface Suspended {
  readonly cents: Cents
  readonly since: IsoDate
}

export interface FigureReport {
  add(book: ClaimBook): void
  /** After the claims: their payers tell which of its ids a remittance's payer goes by. */
  addRemittance(facts: RemittanceFacts): void
  /** Money in suspense that belongs to no remittance. */
  addSuspense(some: readonly Suspended[]): void
  rows(): readonly FigureRow[]
}

export function createFigures(period: Period, treatments: AdjustmentTreatments, grouping?: Grouping): FigureReport {
  const tally = new Tally<FigureId>()
  const medians = new Medians<FigureId>()
  const payers = new Set<string>()
  const groupOf = (payer: string, npi: string): string => (grouping === undefined ? 'all' : grouping === 'payer' ? payer : npi)
  return { add, addRemittance, addSuspense: (some) => suspended(grouping === undefined ? 'all' : 'unknown', some), rows }

  function add(book: ClaimBook): void {
    const payer = firstPayerOf(book.record)
    payers.add(payer)
    const group = groupOf(payer, book.npi)
    addWay(group, book)
    addDecision(group, book)
    addMoney(group, book)
  }

  /** How it came to the payer. */
  function addWay(group: string, { record, events }: ClaimBook): void {
    const attempt = firstAttempt(events)
    const final = firstFinal(events)
    if (final !== undefined && isIn(period, final.on)) tally.add(group, 'clean-claim-rate', final.isClean ? 1 : 0, 1)
    if (attempt === undefined) return
    lag(group, 'lag-sent-to-accepted', attempt.on, acceptedOn(events))
    if (!isIn(period, attempt.on)) return
    tally.add(group, 'first-pass-acceptance', attempt.isAccepted ? 1 : 0, 1)
    lag(group, 'lag-service-to-sent', serviceDayOf(record), attempt.on)
  }

  /** What the payer said first, and what came of its denials. */
  function addDecision(group: string, { events, entries, denials }: ClaimBook): void {
    const decision = firstDecision(asOf(entries, period.to), treatments)
    if (decision !== undefined && isIn(period, decision.on)) {
      const denied = decision.denials.reduce((sum, { cents }) => sum + cents, 0)
      tally.add(group, 'denial-rate', decision.denials.length > 0 ? 1 : 0, 1)
      tally.add(group, 'denial-rate-cents', denied, decision.adjudicatedCents)
      const sentOn = firstAttempt(events)?.on
      if (sentOn !== undefined) lag(group, 'lag-sent-to-remittance', sentOn, decision.on)
    }
    for (const { at, outcome } of denials)
      if (outcome !== undefined && isIn(period, dayOf(at))) tally.add(group, 'overturn-rate', outcome === 'won' ? 1 : 0, 1)
  }

  function addMoney(group: string, { record, entries: all }: ClaimBook): void {
    const entries = asOf(all, period.to)
    const service = serviceDayOf(record)
    const age = daysBetween(service, period.to)
    const owed = openBalances(entries).reduce((sum, { cents }) => sum + Math.max(cents, 0), 0)
    tally.add(group, 'days-in-ar', owed, recentCharges(entries, period.to))
    tally.add(group, 'ar-over-90', age > 90 ? owed : 0, owed)
    const inPeriod = entries.filter(({ at }) => isIn(period, dayOf(at)))
    tally.add(group, 'gross-collection-rate', paymentsOf(inPeriod), 0 - balanceOf(inPeriod, (account) => account === 'REVENUE'))
    if (!isIn(period, service) || age < matureDays) return
    const charges = 0 - balanceOf(entries, (account) => account === 'REVENUE')
    const contractual = balanceOf(entries, (account) => account === 'ADJ:CONTRACTUAL')
    tally.add(group, 'net-collection-rate', collected(entries), toCents(charges - contractual))
  }

  function addRemittance({ remittance, receivedOn, isVoided, counts, postedOn, deposit, suspense }: RemittanceFacts): void {
    const ids = payerIdsOf(remittance)
    const group = groupOf(ids.find((id) => payers.has(id)) ?? ids[0] ?? '', remittance.payee.id ?? '')
    suspended(group, suspense)
    lag(group, 'lag-remittance-to-posted', receivedOn, postedOn)
    lag(group, 'lag-remittance-to-deposit', receivedOn, deposit?.on)
    if (!isIn(period, receivedOn)) return
    tally.add(group, 'auto-post-rate', counts.automatic.count, counts.all.count)
    tally.add(group, 'auto-post-rate-cents', counts.automatic.cents, counts.all.cents)
    const isMatchedAlone = deposit !== undefined && !deposit.isByHand
    if (remittance.paidCents > 0 && !isVoided) tally.add(group, 'eft-match-rate', isMatchedAlone ? 1 : 0, 1)
  }

  function suspended(group: string, some: readonly Suspended[]): void {
    for (const { cents, since } of some) {
      const waiting = Math.abs(cents)
      tally.add(group, 'suspense-age', waiting * daysBetween(since, period.to), waiting)
    }
  }

  /** Counts in the period in which it ends. */
  function lag(group: string, figure: FigureId, from: IsoDate, to: IsoDate | undefined): void {
    if (to !== undefined && isIn(period, to)) medians.add(group, figure, daysBetween(from, to))
  }

  function rows(): readonly FigureRow[] {
    const groups = grouping === undefined ? ['all'] : [...new Set([...tally.groups(), ...medians.groups()])].toSorted()
    return groups.flatMap((group) =>
      (Object.keys(figures) as FigureId[]).map((figure) => {
        const entry: { readonly scale?: number } = figures[figure]
        const isMedian = entry.scale === undefined
        const { median, ...ofMedian } = medians.of(group, figure)
        const counted = isMedian ? ofMedian : tally.of(group, figure)
        const value = isMedian ? median : rated(counted, entry.scale ?? 1)
        return { group, figure, ...counted, ...(value === undefined ? {} : { value }) }
      }),
    )
  }
}
