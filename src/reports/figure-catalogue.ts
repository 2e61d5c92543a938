// Every figure of domain rules 7.5: its name, what is counted over what, and whether it is a ratio or a median.
import type { Column } from '../export/index.js'
import type { IsoDate } from '../values/index.js'

/** Days old that a service must be before its claim counts as collected or not. */
export const matureDays = 90

interface FigureEntry {
  /** What a ratio is multiplied with: 100 gives per cent, 90 days of charges, 1 a mean. A median has none. */
  readonly scale?: number
  readonly says: string
}

const ratio = (scale: number, says: string): FigureEntry => ({ scale, says })
const median = (says: string): FigureEntry => ({
  says: `median of the days from ${says} in the period (numerator: their sum; denominator: how many)`,
})

export const figures = {
  'first-pass-acceptance': ratio(
    100,
    'claims whose first attempt the payer accepted without any rejection / claims first sent in the period',
  ),
  'clean-claim-rate': ratio(
    100,
    'claims paid on their first attempt, without rejection or denial / claims first decided as final in the period',
  ),
  'denial-rate': ratio(100, 'claims with a denial in their first adjudication / claims first adjudicated in the period'),
  'denial-rate-cents': ratio(100, 'cents denied in the first adjudication / cents adjudicated in it'),
  'overturn-rate': ratio(100, 'denials won / denials decided in the period: won, upheld, or closed after a decision about them'),
  'days-in-ar': ratio(90, 'receivables without credits and suspense / charges of the last 90 days, times 90'),
  'ar-over-90': ratio(100, 'receivables older than 90 days of service / receivables, both without credits'),
  'net-collection-rate': ratio(
    100,
    `payments less refunds / charges less contractual adjustments, of services in the period that are at least ${matureDays} days old`,
  ),
  'gross-collection-rate': ratio(100, 'payments / charges, both as booked to claims in the period'),
  'auto-post-rate': ratio(
    100,
    'claim payments that took effect without a person / claim payments received in the period, duplicates left out',
  ),
  'auto-post-rate-cents': ratio(100, 'the same in cents of CLP04, whatever their sign'),
  'eft-match-rate': ratio(
    100,
    'remittances that a deposit was matched with by itself / remittances over money received in the period, duplicates and voided ones left out',
  ),
  'suspense-age': ratio(1, 'cents in suspense times their days there / cents in suspense, at the end of the period: the mean age in days'),
  'lag-service-to-sent': median('the first service to the first sending, of claims first sent'),
  'lag-sent-to-accepted': median('the first sending to the payer’s acceptance by a 277CA, of claims accepted'),
  'lag-sent-to-remittance': median('the first sending to the first decision booked, of claims first decided'),
  'lag-remittance-to-posted': median('receiving a remittance to its posting, of remittances posted'),
  'lag-remittance-to-deposit': median('receiving a remittance to its deposit at the bank, of deposits'),
} as const satisfies Readonly<Record<string, FigureEntry>>

export type FigureId = keyof typeof figures

/** What each figure counts over what, and in which period: told wherever figures are. */
export const figureDefinitions = Object.fromEntries(Object.entries(figures).map(([id, { says }]) => [id, says])) as Readonly<
  Record<FigureId, string>
>

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
  {
    name: 'group',
    kind: 'text',
    isRequired: true,
    says: 'payer id, NPI, or `all`; `unknown` for money of nobody known',
    of: ({ group }) => group,
  },
  { name: 'figure', kind: 'text', isRequired: true, says: 'name of the figure', of: ({ figure }) => figure },
  { name: 'numerator', kind: 'whole', isRequired: true, says: 'count, cents or days', of: ({ numerator }) => numerator },
  { name: 'denominator', kind: 'whole', isRequired: true, says: 'count or cents', of: ({ denominator }) => denominator },
  {
    name: 'value',
    kind: 'text',
    says: 'per cent or days, one decimal; nothing over nothing',
    of: ({ value }) => value?.toFixed(1),
  },
]

export function isIn({ from, to }: Period, day: IsoDate): boolean {
  return (from === undefined || day >= from) && day <= to
}
