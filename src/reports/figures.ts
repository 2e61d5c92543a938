// The figures by which a practice judges its billing (domain rules 7.5), each a numerator over a denominator that can be counted by hand.
import type { Remittance } from '../domain/index.js'
import type { Column } from '../export/index.js'
import { type AdjustmentTreatments, payerIdsOf } from '../ledger/index.js'
import { daysBetween, type IsoDate, toCents } from '../values/index.js'
import {
  asOf,
  balanceOf,
  type ClaimBook,
  collected,
  firstAttempt,
  firstDecision,
  firstPayerOf,
  openBalances,
  recentCharges,
  serviceDayOf,
} from './claim-book.js' // prettier-ignore
import { rated, Tally } from './tally.js'

/** Days old that a service must be before its claim counts as collected or not. */
export const matureDays = 90

/** `scale`: what the ratio is multiplied with; 100 gives per cent, 90 gives days of charges. */
export const figures = {
  'first-pass-acceptance': {
    scale: 100,
    says: 'claims whose first attempt the payer accepted without any rejection / claims first sent in the period',
  },
  'denial-rate': {
    scale: 100,
    says: 'claims with a denial in their first adjudication / claims first adjudicated in the period',
  },
  'denial-rate-cents': { scale: 100, says: 'cents denied in the first adjudication / cents adjudicated in it' },
  'days-in-ar': { scale: 90, says: 'receivables without credits and suspense / charges of the last 90 days, times 90' },
  'ar-over-90': { scale: 100, says: 'receivables older than 90 days of service / receivables, both without credits' },
  'net-collection-rate': {
    scale: 100,
    says: `payments less refunds / charges less contractual adjustments, of services in the period that are at least ${matureDays} days old`,
  },
  'auto-post-rate': {
    scale: 100,
    says: 'claim payments that took effect without a person / claim payments received in the period, duplicates left out',
  },
  'auto-post-rate-cents': { scale: 100, says: 'the same in cents of CLP04, whatever their sign' },
} as const satisfies Readonly<Record<string, { readonly scale: number; readonly says: string }>>

export type FigureId = keyof typeof figures

export interface Period {
  /** First and last day; the books are read as they stood at the end of the last. */
  readonly from?: IsoDate
  readonly to: IsoDate
}

export type Grouping = 'payer' | 'provider'

export interface FigureRow {
  readonly group: string
  readonly figure: FigureId
  readonly numerator: number
  readonly denominator: number
  readonly value?: number
}

export const figureColumns: readonly Column<FigureRow>[] = [
  { name: 'group', kind: 'text', isRequired: true, says: 'payer id, NPI, or `all`', of: ({ group }) => group },
  { name: 'figure', kind: 'text', isRequired: true, says: 'name of the figure', of: ({ figure }) => figure },
  { name: 'numerator', kind: 'whole', isRequired: true, says: 'count or cents', of: ({ numerator }) => numerator },
  { name: 'denominator', kind: 'whole', isRequired: true, says: 'count or cents', of: ({ denominator }) => denominator },
  {
    name: 'value',
    kind: 'text',
    says: 'per cent or days, one decimal; nothing over nothing',
    of: ({ value }) => value?.toFixed(1),
  },
]

/** What became of the claim payments of one remittance: how many, and the sum of CLP04 without signs. */
export interface PaymentCounts {
  readonly posted: { readonly count: number; readonly cents: number }
  readonly all: { readonly count: number; readonly cents: number }
}

export interface FigureReport {
  add(book: ClaimBook): void
  /** After the claims: their payers tell which of its ids a remittance's payer goes by. */
  addRemittance(remittance: Remittance, receivedOn: IsoDate, counts: PaymentCounts): void
  rows(): readonly FigureRow[]
}

export function createFigures(period: Period, treatments: AdjustmentTreatments, grouping?: Grouping): FigureReport {
  const tally = new Tally<FigureId>()
  const payers = new Set<string>()
  const isIn = (day: IsoDate): boolean => (period.from === undefined || day >= period.from) && day <= period.to
  const groupOf = (payer: string, npi: string): string => (grouping === undefined ? 'all' : grouping === 'payer' ? payer : npi)

  function add({ record, npi, events, entries: all }: ClaimBook): void {
    const entries = asOf(all, period.to)
    const payer = firstPayerOf(record)
    payers.add(payer)
    const group = groupOf(payer, npi)
    const attempt = firstAttempt(events)
    if (attempt !== undefined && isIn(attempt.on)) tally.add(group, 'first-pass-acceptance', attempt.isAccepted ? 1 : 0, 1)
    const decision = firstDecision(entries, treatments)
    if (decision !== undefined && isIn(decision.on)) {
      const denied = decision.denials.reduce((sum, { cents }) => sum + cents, 0)
      tally.add(group, 'denial-rate', decision.denials.length > 0 ? 1 : 0, 1)
      tally.add(group, 'denial-rate-cents', denied, decision.adjudicatedCents)
    }
    const service = serviceDayOf(record)
    const age = daysBetween(service, period.to)
    const owed = openBalances(entries).reduce((sum, { cents }) => sum + Math.max(cents, 0), 0)
    tally.add(group, 'days-in-ar', owed, recentCharges(entries, period.to))
    tally.add(group, 'ar-over-90', age > 90 ? owed : 0, owed)
    if (!isIn(service) || age < matureDays) return
    const charges = 0 - balanceOf(entries, (account) => account === 'REVENUE')
    const contractual = balanceOf(entries, (account) => account === 'ADJ:CONTRACTUAL')
    tally.add(group, 'net-collection-rate', collected(entries), toCents(charges - contractual))
  }

  function addRemittance(remittance: Remittance, receivedOn: IsoDate, { posted, all }: PaymentCounts): void {
    if (!isIn(receivedOn)) return
    const ids = payerIdsOf(remittance)
    const group = groupOf(ids.find((id) => payers.has(id)) ?? ids[0] ?? '', remittance.payee.id ?? '')
    tally.add(group, 'auto-post-rate', posted.count, all.count)
    tally.add(group, 'auto-post-rate-cents', posted.cents, all.cents)
  }

  function rows(): readonly FigureRow[] {
    const groups = grouping === undefined ? ['all'] : tally.groups()
    return groups.flatMap((group) =>
      (Object.keys(figures) as FigureId[]).map((figure) => {
        const ratio = tally.of(group, figure)
        const value = rated(ratio, figures[figure].scale)
        return { group, figure, ...ratio, ...(value === undefined ? {} : { value }) }
      }),
    )
  }

  return { add, addRemittance, rows }
}
