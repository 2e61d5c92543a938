// What stands in a file, from its envelope down to its findings, and what was answered about it.
import { createHash } from 'node:crypto'
import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import { newId } from '../values/index.js'
import { insertAll } from './bulk.js'
import { present } from './columns.js'
import {
  type FindingRow,
  findingEntity,
  groupEntity,
  interchangeEntity,
  interchangeIdentityEntity,
  setEntity,
} from './entities/interchanges.js'
import { changeById, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { GroupRow, InterchangeRow, InterchangeStore, SetRow } from './store.js'
import type { Session } from './transaction.js'

/** Verdict of what has begun and not ended. */
const unknownYet = ''

export function createInterchangeStore(session: Session): InterchangeStore {
  return {
    add: (draft) =>
      session.transaction(async (manager) => {
        const mine = { ...draft, id: newId(), verdict: unknownYet }
        const { row, isNew } = await insertOnce(manager, interchangeEntity, mine, ['fileId', 'ordinal'])
        const repeats = await earlierInterchange(manager, row)
        return { id: row.id, isNew, ...(repeats === undefined ? {} : { repeats }) }
      }),

    addGroup: (draft) =>
      session.transaction(async (manager) => {
        const mine = { ...draft, id: newId(), verdict: unknownYet }
        const { row } = await insertOnce(manager, groupEntity, mine, ['interchangeId', 'ordinal'])
        return { id: row.id }
      }),

    addSet: (draft) =>
      session.transaction(async (manager) => {
        const mine: SetRow = { ...draft, id: newId(), verdict: unknownYet, state: 'reading', segments: 0, units: 0 }
        const { row, isNew } = await insertOnce(manager, setEntity, mine, ['fileId', 'ordinal'])
        return { id: row.id, isNew, state: row.state }
      }),

    finishInterchange: (id, end) => session.transaction((manager) => changeById(manager, interchangeEntity, id, end)),
    finishGroup: (id, end) => session.transaction((manager) => changeById(manager, groupEntity, id, end)),
    finishSet: (id, end) => session.transaction((manager) => changeById(manager, setEntity, id, end)),

    saveFindings: (fileId, findings) =>
      session.transaction(async (manager) => {
        const rows = findings.map(
          (finding, index): FindingRow => ({ fileId, ordinal: index + 1, code: finding.code, severity: finding.severity, finding }),
        )
        await manager.delete(findingEntity, { fileId })
        await insertAll(manager, findingEntity, rows)
      }),

    findings: (fileId) =>
      session.read(async (manager) => {
        const rows = manager.createQueryBuilder(findingEntity, 'finding').where('finding.fileId = :fileId', { fileId })
        return (await rows.orderBy('finding.ordinal').getMany()).map(({ finding }) => finding)
      }),

    find: (id) =>
      session.read(async (manager) => {
        const interchange = await manager
          .createQueryBuilder(interchangeEntity, 'interchange')
          .where('interchange.id = :id', { id })
          .getOne()
        if (interchange === null) return undefined
        const groups = manager.createQueryBuilder(groupEntity, 'grp').where('grp.interchangeId = :id', { id }).orderBy('grp.ordinal')
        return { ...present(interchange), groups: await withSets(manager, groups) }
      }),

    findSet: (setId) =>
      session.read(async (manager) => {
        const set = await manager.createQueryBuilder(setEntity, 'ts').where('ts.id = :setId', { setId }).getOne()
        return set === null ? undefined : present(set)
      }),

    setsOfFile: (fileId) =>
      session.read(async (manager) => {
        const sets = await manager
          .createQueryBuilder(setEntity, 'ts')
          .where('ts.fileId = :fileId', { fileId })
          .orderBy('ts.ordinal')
          .getMany()
        return sets.map((set) => present(set))
      }),

    list: (query) =>
      session.read(async (manager) => {
        const rows = manager.createQueryBuilder(interchangeEntity, 'interchange')
        if (query.direction !== undefined) rows.andWhere('interchange.direction = :direction', { direction: query.direction })
        if (query.partnerId !== undefined) rows.andWhere('interchange.partnerId = :partnerId', { partnerId: query.partnerId })
        const page = await pageOf(rows, query, newestFirst('interchange'))
        return { ...page, items: page.items.map((row) => present(row)) }
      }),

    sentByControl: (control, receiverId) =>
      session.read(async (manager) => {
        const rows = await manager
          .createQueryBuilder(interchangeEntity, 'interchange')
          .where("interchange.direction = 'out'")
          .andWhere('interchange.control = :control AND interchange.receiverId = :receiverId', { control, receiverId })
          .orderBy('interchange.id', 'DESC')
          .getMany()
        return rows.map((row) => present(row))
      }),

    sentGroups: (functionalId, control, receiverId) =>
      session.read((manager) => {
        const groups = manager
          .createQueryBuilder(groupEntity, 'grp')
          .innerJoin('interchange', 'interchange', 'interchange.id = grp.interchangeId')
          .where('grp.functionalId = :functionalId AND grp.control = :control', { functionalId, control })
          .andWhere("interchange.direction = 'out' AND interchange.receiverId = :receiverId", { receiverId })
          .orderBy('grp.id', 'DESC')
        return withSets(manager, groups)
      }),

    sentByReference: (reference) =>
      session.read(async (manager) => {
        const sets = await manager
          .createQueryBuilder(setEntity, 'ts')
          .innerJoin('interchange', 'interchange', 'interchange.id = ts.interchangeId')
          .where("interchange.direction = 'out' AND ts.reference = :reference", { reference })
          .orderBy('ts.id', 'DESC')
          .getMany()
        return sets.map((set) => present(set))
      }),

    acknowledge: ({ interchangeId, groupId, setId }, verdict) =>
      session.transaction(async (manager) => {
        const answer = { acknowledged: verdict }
        if (interchangeId !== undefined) await changeById(manager, interchangeEntity, interchangeId, answer)
        if (groupId !== undefined) await changeById(manager, groupEntity, groupId, answer)
        if (setId !== undefined) await changeById(manager, setEntity, setId, answer)
      }),
  }
}

/**
 * The interchange of another file that had this row's sender, receiver, control number, date and time first.
 * A unique key decides who was first, so that of two that come at the same time one is told of the other.
 */
async function earlierInterchange(manager: EntityManager, row: InterchangeRow): Promise<string | undefined> {
  const { direction, senderQualifier, senderId, receiverQualifier, receiverId, control, date, time } = row
  const parts = [direction, senderQualifier, senderId, receiverQualifier, receiverId, control, date, time]
  const identity = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const mine = { id: newId(), identity, interchangeId: row.id, fileId: row.fileId }
  const { row: first } = await insertOnce(manager, interchangeIdentityEntity, mine, ['identity'])
  return first.fileId === row.fileId ? undefined : first.interchangeId
}

async function withSets(
  manager: EntityManager,
  query: SelectQueryBuilder<GroupRow>,
): Promise<readonly (GroupRow & { readonly sets: readonly SetRow[] })[]> {
  const groups = await query.getMany()
  if (groups.length === 0) return []
  const sets = await manager
    .createQueryBuilder(setEntity, 'ts')
    .where('ts.groupId IN (:...ids)', { ids: groups.map(({ id }) => id) })
    .orderBy('ts.ordinal')
    .getMany()
  return groups.map((group) => ({
    ...present(group),
    sets: sets.filter(({ groupId }) => groupId === group.id).map((set) => present(set)),
  }))
}
