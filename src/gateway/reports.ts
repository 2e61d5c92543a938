// Figures over all claims and remittances, page by page: what is held is the sums.
import type { AdjustmentTreatments } from '../ledger/index.js'
import {
  type AgeFrom,
  type AgeingRow,
  type ClaimBook,
  createAgeing,
  createDenials,
  createFigures,
  createUnderpayments,
  type DenialGrouping,
  type DenialRow,
  type FigureRow,
  type Grouping,
  type Period,
  type UnderpaymentRow,
} from '../reports/index.js' // prettier-ignore
import type { Store } from '../store/index.js'
import { addDays, type IsoDate, toInstant } from '../values/index.js'
import { remittanceFacts, suspenseAt, toClosedDenial } from './figure-facts.js'
import { pagesOf } from './pages-of.js'

const pageSize = 300

export interface Reports {
  figures(period: Period, grouping?: Grouping): Promise<readonly FigureRow[]>
  denials(period: Period, grouping?: DenialGrouping): Promise<readonly DenialRow[]>
  ageing(day: IsoDate, ageFrom: AgeFrom): Promise<readonly AgeingRow[]>
  /** What is still open of it; the period is that of the postings. */
  underpayments(period: Period): Promise<readonly UnderpaymentRow[]>
}

export function createReports({ store, treatments }: { readonly store: Store; readonly treatments: AdjustmentTreatments }): Reports {
  async function figures(period: Period, grouping?: Grouping): Promise<readonly FigureRow[]> {
    const report = createFigures(period, treatments, grouping)
    for await (const book of claimBooks(store)) report.add(book)
    const suspense = await suspenseAt(store, period.to)
    for await (const { items } of pagesOf((cursor) => store.remittances.list({ limit: pageSize, ...cursor })))
      for (const facts of await remittanceFacts(store, items, suspense)) report.addRemittance(facts)
    report.addSuspense(suspense.get(undefined) ?? [])
    return report.rows()
  }

  async function denials(period: Period, grouping?: DenialGrouping): Promise<readonly DenialRow[]> {
    const report = createDenials(period, treatments, grouping)
    for await (const book of claimBooks(store)) report.add(book)
    return report.rows()
  }

  async function ageing(day: IsoDate, ageFrom: AgeFrom): Promise<readonly AgeingRow[]> {
    const report = createAgeing(day, ageFrom)
    for await (const book of claimBooks(store)) report.add(book)
    const before = toInstant(`${addDays(day, 1)}T00:00:00Z`)
    return report.rows(await store.ledger.balances(before === undefined ? {} : { before }))
  }

  async function underpayments(period: Period): Promise<readonly UnderpaymentRow[]> {
    const report = createUnderpayments(period)
    const query = { state: 'open', types: ['underpayment', 'overpaid'], limit: pageSize } as const
    for await (const { items } of pagesOf((cursor) => store.workItems.list({ ...query, ...cursor }))) items.forEach(report.add)
    return report.rows()
  }

  return { figures, denials, ageing, underpayments }
}

/** Every claim with its time line and entries. */
async function* claimBooks(store: Store): AsyncGenerator<ClaimBook> {
  const npis = new Map((await store.practices.list()).map(({ id, npi }) => [id, npi]))
  for await (const { items } of pagesOf((cursor) => store.claims.list({ limit: pageSize, ...cursor }))) {
    const ids = items.map(({ id }) => id)
    const [events, entries] = [await store.claims.timelines(ids), await store.ledger.entriesByClaim(ids)]
    const denials = await store.workItems.endings('denial', ids)
    for (const record of items)
      yield {
        record,
        npi: npis.get(record.practiceId) ?? '',
        events: events.get(record.id) ?? [],
        entries: entries.get(record.id) ?? [],
        denials: (denials.get(record.id) ?? []).map(toClosedDenial),
      }
  }
}
