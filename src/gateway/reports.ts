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
  type DenialRow,
  type FigureRow,
  type Grouping,
  type Period,
  type UnderpaymentRow,
} from '../reports/index.js' // prettier-ignore
import type { PaymentCount, Store } from '../store/index.js'
import { addDays, dayOf, grouped, type IsoDate, toInstant } from '../values/index.js'

const pageSize = 300

export interface Reports {
  figures(period: Period, grouping?: Grouping): Promise<readonly FigureRow[]>
  denials(period: Period): Promise<readonly DenialRow[]>
  ageing(day: IsoDate, ageFrom: AgeFrom): Promise<readonly AgeingRow[]>
  /** What is still open of it; the period is that of the postings. */
  underpayments(period: Period): Promise<readonly UnderpaymentRow[]>
}

export function createReports({ store, treatments }: { readonly store: Store; readonly treatments: AdjustmentTreatments }): Reports {
  async function figures(period: Period, grouping?: Grouping): Promise<readonly FigureRow[]> {
    const report = createFigures(period, treatments, grouping)
    for await (const book of claimBooks(store)) report.add(book)
    for await (const { items, next: _next } of pagesOf((cursor) => store.remittances.list({ limit: pageSize, ...cursor }))) {
      const counts = grouped(await store.remittances.paymentCounts(items.map(({ id }) => id)), ({ remittanceId }) => remittanceId)
      for (const { id, remittance, at, state } of items)
        if (state !== 'duplicate') report.addRemittance(remittance, dayOf(at), countsOf(counts.get(id) ?? []))
    }
    return report.rows()
  }

  async function denials(period: Period): Promise<readonly DenialRow[]> {
    const report = createDenials(period, treatments)
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
    for (const record of items)
      yield { record, npi: npis.get(record.practiceId) ?? '', events: events.get(record.id) ?? [], entries: entries.get(record.id) ?? [] }
  }
}

async function* pagesOf<P extends { readonly next?: string }>(
  read: (cursor: { readonly cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  let page = await read({})
  yield page
  while (page.next !== undefined) {
    page = await read({ cursor: page.next })
    yield page
  }
}

/** Memo-only payments took effect too: they had nothing to book. */
function countsOf(counts: readonly PaymentCount[]) {
  const sum = (some: readonly PaymentCount[]) => ({
    count: some.reduce((total, { count }) => total + count, 0),
    cents: some.reduce((total, { cents }) => total + cents, 0),
  })
  return { posted: sum(counts.filter(({ state }) => state === 'posted' || state === 'memo')), all: sum(counts) }
}
