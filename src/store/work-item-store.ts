// What needs a person, each thing once.
import { Fault, newId } from '../values/index.js'
import { boundedKey, present } from './columns.js'
import { workItemEntity, type WorkItemTable } from './entities/operations.js'
import { change, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { WorkItem, WorkItemStore } from './store.js'
import type { Session } from './transaction.js'

export function createWorkItemStore(session: Session): WorkItemStore {
  return {
    open: ({ key, at, ...draft }) =>
      session.transaction(async (manager) => {
        const mine: WorkItemTable = { ...draft, id: newId(), key: boundedKey(key), state: 'open', openedAt: at }
        const { row, isNew } = await insertOnce(manager, workItemEntity, mine, ['key'])
        return { item: toItem(row), isNew }
      }),

    find: (id) =>
      session.read(async (manager) => {
        const row = await manager.findOneBy(workItemEntity, { id })
        return row === null ? undefined : toItem(row)
      }),

    list: (query) =>
      session.read(async (manager) => {
        const items = manager.createQueryBuilder(workItemEntity, 'item')
        const { state, type, claimId, remittanceId, fileId } = query
        for (const [column, value] of Object.entries({ state, type, claimId, remittanceId, fileId }))
          if (value !== undefined) items.andWhere(`item.${column} = :${column}`, { [column]: value })
        if (query.types !== undefined) items.andWhere('item.type IN (:...types)', { types: query.types })
        if (query.keyStart !== undefined) items.andWhere('item.key LIKE :start', { start: `${query.keyStart}%` })
        const page = await pageOf(items, query, newestFirst('item'))
        return { ...page, items: page.items.map(toItem) }
      }),

    resolve: (id, { by, reason, at }) =>
      session.transaction(async (manager) => {
        const resolution = { state: 'resolved' as const, resolvedBy: by, resolvedFor: reason, resolvedAt: at }
        if (await change(manager, workItemEntity, { id, state: 'open' }, resolution)) return
        const isThere = await manager.existsBy(workItemEntity, { id })
        throw isThere ? new Fault('CONFLICT', `work item ${id} is resolved already`) : new Fault('NOT_FOUND', `no work item ${id}`)
      }),
  }
}

function toItem(row: WorkItemTable): WorkItem {
  const { key: _key, resolvedBy: _by, resolvedFor: _for, resolvedAt: _at, ...item } = present(row)
  return item
}
