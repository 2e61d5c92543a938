// Money at the bank: each movement once by its key, each remittance paid by one deposit at a time.
import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import { grouped, newId } from '../values/index.js'
import { boundedKey, present } from './columns.js'
import { depositEntity, depositMatchEntity, type DepositMatchTable, type DepositTable } from './entities/deposits.js'
import { remittanceEntity } from './entities/remittances.js'
import { newestFirst, pageOf } from './paging.js'
import { toRemittance } from './remittance-store.js'
import { change, insertMissing, insertOnce } from './rows.js'
import type { DepositMatch, DepositRow, DepositStore } from './store.js'
import type { Session } from './transaction.js'

/** Keys or ids asked for in one statement. */
const atOnce = 400

export function createDepositStore(session: Session): DepositStore {
  return {
    stage: (drafts) =>
      session.transaction(async (manager) => {
        const mine = drafts.map(toTable)
        await insertMissing(manager, depositEntity, mine, ['key'])
        let isNew = 0
        for (const ids of pieces(mine.map(({ id }) => id)))
          isNew += await deposits(manager).where('deposit.id IN (:...ids)', { ids }).getCount()
        return isNew
      }),

    find: (id) =>
      session.read(async (manager) => {
        const row = await deposits(manager).where('deposit.id = :id', { id }).getOne()
        return row === null ? undefined : toRow(row)
      }),

    list: (query) =>
      session.read(async (manager) => {
        const rows = deposits(manager)
        if (query.state !== undefined) rows.where('deposit.state = :state', { state: query.state })
        const page = await pageOf(rows, query, newestFirst('deposit'))
        return { ...page, items: page.items.map(toRow) }
      }),

    inStates: (states) =>
      session.read(async (manager) => {
        const rows = deposits(manager).where('deposit.state IN (:...states)', { states }).orderBy('deposit.id')
        return (await rows.getMany()).map(toRow)
      }),

    known: (keys) =>
      session.read(async (manager) => {
        const found = new Set<string>()
        for (const some of pieces(keys.map(boundedKey)))
          for (const { key } of await deposits(manager).where('deposit.key IN (:...some)', { some }).getMany()) found.add(key)
        return new Set(keys.filter((key) => found.has(boundedKey(key))))
      }),

    move: (id, from, to, candidates) =>
      session.transaction((manager) => change(manager, depositEntity, { id, state: from }, { state: to, candidates })),

    link: (match) =>
      session.transaction(async (manager) => {
        const mine: DepositMatchTable = { ...match, takenId: match.remittanceId }
        return (await insertOnce(manager, depositMatchEntity, mine, ['takenId'])).isNew
      }),

    unlink: (id, at) =>
      session.transaction(async (manager) => {
        const link = await matches(manager).where('match.id = :id AND match.takenId IS NOT NULL', { id }).getOne()
        return link !== null && change(manager, depositMatchEntity, { id, takenId: link.takenId }, { takenId: null, undoneAt: at })
      }),

    matches: (of) =>
      session.read(async (manager) => {
        const [column, value] = 'depositId' in of ? ['depositId', of.depositId] : ['remittanceId', of.remittanceId]
        const rows = matches(manager).where(`match.${column} = :value`, { value }).orderBy('match.id')
        return (await rows.getMany()).map(toMatch)
      }),

    undone: () =>
      session.read(async (manager) => {
        const found = new Map<string, string[]>()
        for (const { depositId, remittanceId } of await matches(manager).where('match.takenId IS NULL').getMany())
          found.set(depositId, [...(found.get(depositId) ?? []), remittanceId])
        return found
      }),

    ofAmounts: (amounts) =>
      session.read(async (manager) => {
        const found: DepositRow[] = []
        for (const some of pieces([...new Set(amounts)])) {
          const rows = deposits(manager).where("deposit.direction = 'credit' AND deposit.cents IN (:...some)", { some })
          found.push(...(await rows.orderBy('deposit.id').getMany()).map(toRow))
        }
        return found
      }),

    firstDay: () =>
      session.read(async (manager) => {
        const first = await deposits(manager).orderBy('deposit.postedOn').limit(1).getOne()
        return first?.postedOn
      }),

    paying: (remittanceIds) =>
      session.read(async (manager) => {
        const found = new Map<string, string>()
        for (const some of pieces(remittanceIds))
          for (const { remittanceId, depositId } of await matches(manager).where('match.takenId IN (:...some)', { some }).getMany())
            found.set(remittanceId, depositId)
        return found
      }),

    matchesOf: (depositIds) =>
      session.read(async (manager) => {
        const found: DepositMatch[] = []
        for (const some of pieces(depositIds))
          found.push(
            ...(await matches(manager).where('match.depositId IN (:...some)', { some }).orderBy('match.id').getMany()).map(toMatch),
          )
        return grouped(found, ({ depositId }) => depositId)
      }),

    payments: (remittanceIds) =>
      session.read(async (manager) => {
        const found = new Map<string, { on: DepositRow['postedOn']; by: string }>()
        for (const some of pieces(remittanceIds)) {
          const links = await matches(manager).where('match.takenId IN (:...some)', { some }).getMany()
          const ids = [...new Set(links.map(({ depositId }) => depositId))]
          const paying = ids.length === 0 ? [] : await deposits(manager).where('deposit.id IN (:...ids)', { ids }).getMany()
          const days = new Map(paying.map(({ id, postedOn }) => [id, postedOn]))
          for (const { remittanceId, depositId, by } of links) {
            const on = days.get(depositId)
            if (on !== undefined) found.set(remittanceId, { on, by })
          }
        }
        return found
      }),

    awaited: () =>
      session.read(async (manager) => {
        const taken = manager.createQueryBuilder(depositMatchEntity, 'match').select('match.takenId').where('match.takenId IS NOT NULL')
        const rows = manager
          .createQueryBuilder(remittanceEntity, 'remittance')
          .where("remittance.state IN ('posted', 'awaiting-funds') AND remittance.paidCents > 0")
          .andWhere(`remittance.id NOT IN (${taken.getQuery()})`)
        return (await rows.orderBy('remittance.id').getMany()).map(toRemittance)
      }),
  }
}

function* pieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += atOnce) yield all.slice(from, from + atOnce)
}

function deposits(manager: EntityManager): SelectQueryBuilder<DepositTable> {
  return manager.createQueryBuilder(depositEntity, 'deposit')
}

function matches(manager: EntityManager): SelectQueryBuilder<DepositMatchTable> {
  return manager.createQueryBuilder(depositMatchEntity, 'match')
}

function toTable(draft: Omit<DepositRow, 'id' | 'candidates'>): DepositTable {
  const { trace, at, isReturn: _said, key, ...rest } = draft
  return {
    ...rest,
    ...at,
    ...(trace === undefined ? {} : { traceNumber: trace.number, payerIdentifier: trace.payerIdentifier }),
    key: boundedKey(key),
    id: newId(),
    candidates: [],
  }
}

function toRow(row: DepositTable): DepositRow {
  const { traceNumber, payerIdentifier, line, offset, length, ...rest } = present(row)
  return {
    ...rest,
    ...(traceNumber === undefined || payerIdentifier === undefined ? {} : { trace: { number: traceNumber, payerIdentifier } }),
    at: { line, offset, length },
  }
}

function toMatch(row: DepositMatchTable): DepositMatch {
  const { takenId: _, ...match } = present(row)
  return match
}
