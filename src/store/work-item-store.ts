// What needs a person, each thing once.
import type { EntityManager } from 'typeorm'
import type { WorkEvent } from '../domain/index.js'
import { Fault, grouped, newId } from '../values/index.js'
import { insertAll } from './bulk.js'
import { boundedKey, present } from './columns.js'
import { workEventEntity, type WorkEventTable, workItemEntity, type WorkItemTable } from './entities/operations.js'
import { change, insertMissing, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { NewWorkItem, WorkItem, WorkItemEnding, WorkItemStore } from './store.js'
import type { Session } from './transaction.js'

export function createWorkItemStore(session: Session): WorkItemStore {
  return {
    open: (item) =>
      session.transaction(async (manager) => {
        const { row, isNew } = await insertOnce(manager, workItemEntity, toRow(item), ['key'])
        return { item: toItem(row), isNew }
      }),

    openAll: (items) => session.transaction((manager) => insertMissing(manager, workItemEntity, items.map(toRow), ['key'])),

    find: (id) =>
      session.read(async (manager) => {
        const row = await manager.findOneBy(workItemEntity, { id })
        return row === null ? undefined : toItem(row)
      }),

    list: (query) =>
      session.read(async (manager) => {
        const items = manager.createQueryBuilder(workItemEntity, 'item')
        const { state, type, claimId, remittanceId, fileId, assignedTo, inSightOn } = query
        for (const [column, value] of Object.entries({ state, type, claimId, remittanceId, fileId, assignedTo }))
          if (value !== undefined) items.andWhere(`item.${column} = :${column}`, { [column]: value })
        if (query.claimIds !== undefined) items.andWhere('item.claimId IN (:...claimIds)', { claimIds: query.claimIds })
        if (query.types !== undefined) items.andWhere('item.type IN (:...types)', { types: query.types })
        if (inSightOn !== undefined) items.andWhere('(item.snoozedUntil IS NULL OR item.snoozedUntil <= :inSightOn)', { inSightOn })
        if (query.keyStart !== undefined) items.andWhere('item.key LIKE :start', { start: `${query.keyStart}%` })
        const page = await pageOf(items, query, newestFirst('item'))
        return { ...page, items: page.items.map(toItem) }
      }),

    record: (id, event) =>
      session.transaction(async (manager) => {
        const column = columnOf[event.kind]
        const to = column === undefined ? { state: 'open' as const } : { [column]: event.value ?? null }
        // MySQL counts a row as affected when it fits, changed or not: the driver asks for found rows.
        await changeOpen(manager, id, to)
        await write(manager, id, event)
      }),

    endings: (type, claimIds) =>
      session.read(async (manager) => {
        if (claimIds.length === 0) return new Map()
        const items = manager.createQueryBuilder(workItemEntity, 'item').where('item.claimId IN (:...claimIds)', { claimIds })
        const rows = await items.andWhere("item.type = :type AND item.state = 'resolved'", { type }).orderBy('item.id').getMany()
        return grouped(rows.flatMap(toEnding), ({ claimId }) => claimId)
      }),

    history: (id) =>
      session.read(async (manager) => {
        const rows = await manager.find(workEventEntity, { where: { itemId: id }, order: { id: 'ASC' } })
        return rows.map(toEvent)
      }),

    resolve: (id, { by, reason, at }) =>
      session.transaction(async (manager) => {
        await changeOpen(manager, id, { state: 'resolved', resolvedBy: by, resolvedFor: reason, resolvedAt: at })
        await write(manager, id, { kind: 'resolved', at, by, text: reason })
      }),
  }
}

/** Where an event's value stands on the item. */
const columnOf = { assigned: 'assignedTo', snoozed: 'snoozedUntil', decided: 'decided', noted: undefined } as const

async function changeOpen(manager: EntityManager, id: string, to: Parameters<typeof change<WorkItemTable>>[3]): Promise<void> {
  if (await change(manager, workItemEntity, { id, state: 'open' }, to)) return
  const isThere = await manager.existsBy(workItemEntity, { id })
  throw isThere ? new Fault('CONFLICT', `work item ${id} is resolved already`) : new Fault('NOT_FOUND', `no work item ${id}`)
}

function write(manager: EntityManager, itemId: string, event: WorkEvent): Promise<void> {
  return insertAll(manager, workEventEntity, [{ id: newId(), itemId, ...event }])
}

function toEvent(row: WorkEventTable): WorkEvent {
  const { id: _id, itemId: _item, ...event } = present(row)
  return event
}

function toRow({ key, at, ...draft }: NewWorkItem): WorkItemTable {
  return { ...draft, id: newId(), key: boundedKey(key), state: 'open', openedAt: at }
}

function toEnding({ claimId, resolvedAt: at, resolvedBy: by, resolvedFor: reason, decided }: WorkItemTable): WorkItemEnding[] {
  if (!claimId || !at || !by || !reason) return []
  return [{ claimId, at, by, reason, ...(decided ? { decided } : {}) }]
}

function toItem(row: WorkItemTable): WorkItem {
  const { key: _key, resolvedBy: _by, resolvedFor: _for, resolvedAt: _at, ...item } = present(row)
  return item
}
