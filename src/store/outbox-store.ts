// What is to be sent: written in the transaction that made the bytes, uploaded later.
import { newId } from '../values/index.js'
import { boundedKey, present } from './columns.js'
import { outboxEntity, type OutboxTable } from './entities/operations.js'
import { changeById, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { OutboxRow, OutboxStore } from './store.js'
import type { Session } from './transaction.js'

export function createOutboxStore(session: Session): OutboxStore {
  return {
    add: ({ key, at, ...draft }) =>
      session.transaction(async (manager) => {
        const mine: OutboxTable = {
          ...draft,
          id: newId(),
          key: boundedKey(key),
          state: 'ready',
          attempts: 0,
          nextAttemptAt: at,
          createdAt: at,
        }
        const { row, isNew } = await insertOnce(manager, outboxEntity, mine, ['key'])
        return { row: toRow(row), isNew }
      }),

    due: (partnerId, now) =>
      session.read(async (manager) => {
        const rows = manager
          .createQueryBuilder(outboxEntity, 'outbox')
          .where('outbox.partnerId = :partnerId AND outbox.nextAttemptAt <= :now', { partnerId, now })
          .andWhere("outbox.state IN ('ready', 'uncertain', 'sending')")
        return (await rows.orderBy('outbox.id').getMany()).map(toRow)
      }),

    mark: (id, { state, at, nextAttemptAt, lastError }) =>
      session.transaction((manager) =>
        changeById(manager, outboxEntity, id, {
          state,
          nextAttemptAt,
          lastError,
          attempts: state === 'sending' ? () => 'attempts + 1' : undefined,
          sentAt: state === 'sent' ? at : undefined,
        }),
      ),

    list: (query) =>
      session.read(async (manager) => {
        const rows = manager.createQueryBuilder(outboxEntity, 'outbox')
        if (query.state !== undefined) rows.andWhere('outbox.state = :state', { state: query.state })
        if (query.partnerId !== undefined) rows.andWhere('outbox.partnerId = :partnerId', { partnerId: query.partnerId })
        if (query.kind !== undefined) rows.andWhere('outbox.kind = :kind', { kind: query.kind })
        const page = await pageOf(rows, query, newestFirst('outbox'))
        return { ...page, items: page.items.map(toRow) }
      }),

    find: (id) =>
      session.read(async (manager) => {
        const row = await manager.createQueryBuilder(outboxEntity, 'outbox').where('outbox.id = :id', { id }).getOne()
        return row === null ? undefined : toRow(row)
      }),

    ofFile: (partnerId, fileId) =>
      session.read(async (manager) => {
        const rows = manager.createQueryBuilder(outboxEntity, 'outbox')
        const row = await rows.where('outbox.fileId = :fileId AND outbox.partnerId = :partnerId', { fileId, partnerId }).getOne()
        return row === null ? undefined : toRow(row)
      }),
  }
}

function toRow(table: OutboxTable): OutboxRow {
  const { key: _, ...row } = present(table)
  return row
}
