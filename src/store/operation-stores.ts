// Four small stores: practices, control numbers, pickups, jobs.
import { createHash } from 'node:crypto'
import { newId } from '../values/index.js'
import { boundedKey } from './columns.js'
import { takeNumbers } from './counter.js'
import { jobSlotEntity, pickupEntity, practiceEntity } from './entities/operations.js'
import { changeById, insertOnce } from './rows.js'
import type { ControlNumberStore, JobStore, PickupStore, PracticeStore } from './store.js'
import type { Session } from './transaction.js'

export function createPracticeStore(session: Session): PracticeStore {
  return {
    save: (practice, at) =>
      session.transaction(async (manager) => {
        const { row } = await insertOnce(manager, practiceEntity, { ...practice, id: newId(), createdAt: at }, ['npi'])
        await changeById(manager, practiceEntity, row.id, practice)
        return { ...practice, id: row.id }
      }),

    list: () =>
      session.read(async (manager) => {
        const practices = await manager.createQueryBuilder(practiceEntity, 'practice').orderBy('practice.id').getMany()
        return practices.map(({ id, name, npi, taxId }) => ({ id, name, npi, taxId }))
      }),
  }
}

export function createControlNumberStore(session: Session): ControlNumberStore {
  return {
    next: (partnerId, counter, max) => session.transaction((manager) => takeNumbers(manager, `${counter}/${partnerId}`, 1, max)),
  }
}

export function createPickupStore(session: Session): PickupStore {
  return {
    find: (partnerId, path, sizeBytes, modifiedMs) =>
      session.read(async (manager) => {
        const row = await manager
          .createQueryBuilder(pickupEntity, 'pickup')
          .where('pickup.partnerId = :partnerId AND pickup.pathHash = :pathHash', { partnerId, pathHash: hashOf(path) })
          .andWhere('pickup.sizeBytes = :sizeBytes AND pickup.modifiedMs = :modifiedMs', { sizeBytes, modifiedMs })
          .getOne()
        return row === null ? undefined : { sha256: row.sha256, fileId: row.fileId, isRemoved: row.isRemoved, at: row.at }
      }),

    save: (pickup) =>
      session.transaction(async (manager) => {
        const mine = { ...pickup, id: newId(), pathHash: hashOf(pickup.path) }
        const { row, isNew } = await insertOnce(manager, pickupEntity, mine, ['partnerId', 'pathHash', 'sizeBytes', 'modifiedMs'])
        const { sha256, fileId, isRemoved, at } = pickup
        // Of two who note the same pickup the first one's word stands, until the file is gone.
        if (!isNew && (isRemoved || row.isRemoved)) await changeById(manager, pickupEntity, row.id, { sha256, fileId, isRemoved, at })
      }),
  }
}

export function createJobStore(session: Session): JobStore {
  return {
    claim: (job, slot, at) =>
      session.transaction(async (manager) => {
        const mine = { id: newId(), job: boundedKey(job), slot: boundedKey(slot), at }
        return (await insertOnce(manager, jobSlotEntity, mine, ['job', 'slot'])).isNew
      }),
  }
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex')
}
