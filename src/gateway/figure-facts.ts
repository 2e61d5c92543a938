// What the figures need to know beside claims and their books: of remittances, of closed denials, of money in suspense.
import type { PostingRun } from '../domain/index.js'
import { type ClosedDenial, createSuspenseBook, type RemittanceFacts, type Suspended } from '../reports/index.js'
import type { DepositMatch, DepositRow, PaymentCount, RemittanceRow, Store, WorkItemEnding } from '../store/index.js'
import { dayOf, grouped, type IsoDate } from '../values/index.js'
import { pagesOf } from './pages-of.js'

const pageSize = 500

/** Money in suspense at the end of a day, by remittance; under undefined what belongs to none, such as deposits without one. */
export async function suspenseAt(store: Store, day: IsoDate): Promise<ReadonlyMap<string | undefined, readonly Suspended[]>> {
  const book = createSuspenseBook(day)
  for (const account of ['SUSPENSE:CLAIM', 'SUSPENSE:PLB'] as const)
    for await (const { items } of pagesOf((cursor) => store.ledger.entries({ account, limit: pageSize, ...cursor })))
      items.forEach(book.add)
  const open = new Map(book.open())
  const deposited: Suspended[] = []
  for await (const { items } of pagesOf((cursor) => store.deposits.list({ limit: pageSize, ...cursor }))) {
    const matches = await store.deposits.matchesOf(items.map(({ id }) => id))
    deposited.push(...items.filter((deposit) => waitsAt(deposit, matches.get(deposit.id) ?? [], day)).map(toSuspended))
  }
  return open.set(undefined, [...(open.get(undefined) ?? []), ...deposited])
}

/** What was taken back counts as if it had never come. */
function waitsAt({ direction, state, importedAt }: DepositRow, matches: readonly DepositMatch[], day: IsoDate): boolean {
  const isHere = direction === 'credit' && state !== 'taken-back' && dayOf(importedAt) <= day
  const isMatched = matches.some(({ matchedAt, undoneAt }) => dayOf(matchedAt) <= day && (undoneAt === undefined || dayOf(undoneAt) > day))
  return isHere && !isMatched
}

function toSuspended({ cents, importedAt }: DepositRow): Suspended {
  return { cents, since: dayOf(importedAt) }
}

/** Of these remittances, without duplicates. */
export async function remittanceFacts(
  store: Store,
  rows: readonly RemittanceRow[],
  suspense: ReadonlyMap<string | undefined, readonly Suspended[]>,
): Promise<readonly RemittanceFacts[]> {
  const ids = rows.map(({ id }) => id)
  const counts = grouped(await store.remittances.paymentCounts(ids), ({ remittanceId }) => remittanceId)
  const [runs, paid] = [await store.runs.currentOf(ids), await store.deposits.payments(ids)]
  return rows
    .filter(({ state }) => state !== 'duplicate')
    .map(({ id, remittance, at, state }) => {
      const [run, deposit] = [runs.get(id), paid.get(id)]
      return {
        remittance,
        receivedOn: dayOf(at),
        isVoided: state === 'voided',
        counts: countsOf(counts.get(id) ?? [], run),
        ...(run?.state === 'posted' ? { postedOn: dayOf(run.at) } : {}),
        ...(deposit === undefined ? {} : { deposit: { on: deposit.on, isByHand: deposit.by !== 'system' } }),
        suspense: suspense.get(id) ?? [],
      }
    })
}

/** Memo-only payments took effect too: they had nothing to book. What a person posted or linked did not go by itself. */
function countsOf(counts: readonly PaymentCount[], run: PostingRun | undefined): RemittanceFacts['counts'] {
  const sum = (some: readonly PaymentCount[]) => ({
    count: some.reduce((total, { count }) => total + count, 0),
    cents: some.reduce((total, { cents }) => total + cents, 0),
  })
  const automatic =
    run?.mode === 'automatic' ? counts.filter(({ state, isByHand }) => !isByHand && (state === 'posted' || state === 'memo')) : []
  return { automatic: sum(automatic), all: sum(counts) }
}

/** Closed because the payer or we took the decision back, a denial is neither won nor lost. */
export function toClosedDenial({ at, reason, decided }: WorkItemEnding): ClosedDenial {
  if (reason === 'won') return { at, outcome: 'won' }
  return reason === 'upheld' || (decided !== undefined && reason !== 'reversed') ? { at, outcome: 'lost' } : { at }
}
