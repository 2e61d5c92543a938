// Posting runs. The unique number of a remittance's run and the one void of a run make both take effect once.
import type { EntityManager } from 'typeorm'
import type { PostingRun } from '../domain/index.js'
import { Fault, newId } from '../values/index.js'
import { present } from './columns.js'
import { postingRunEntity } from './entities/posting-runs.js'
import { change, insertOnce } from './rows.js'
import type { PostingRunStore } from './store.js'
import type { Session } from './transaction.js'

export function createPostingRunStore(session: Session): PostingRunStore {
  return {
    begin: (remittanceId, mode, act) =>
      session.transaction(async (manager) => {
        const runs = await runsOf(manager, remittanceId)
        const open = runs.find(({ state }) => state === 'posting')
        if (open !== undefined) return open
        const mine: PostingRun = { ...act, id: newId(), remittanceId, number: runs.length + 1, mode, state: 'posting' }
        return present((await insertOnce(manager, postingRunEntity, mine, ['remittanceId', 'number'])).row)
      }),

    current: (remittanceId) =>
      session.read(async (manager) =>
        (await runsOf(manager, remittanceId)).find(({ mode, state }) => mode !== 'void' && state !== 'voided'),
      ),

    currentOf: (remittanceIds) =>
      session.read(async (manager) => {
        if (remittanceIds.length === 0) return new Map()
        const runs = manager.createQueryBuilder(postingRunEntity, 'run').where('run.remittanceId IN (:...remittanceIds)', { remittanceIds })
        const rows = await runs.andWhere("run.mode <> 'void' AND run.state <> 'voided'").getMany()
        return new Map(rows.map((run) => [run.remittanceId, present(run)]))
      }),

    finish: (remittanceId) =>
      session.transaction(async (manager) => {
        await change(manager, postingRunEntity, { remittanceId, state: 'posting' }, { state: 'posted' })
      }),

    void: (run, act) =>
      session.transaction(async (manager) => {
        // The change locks the run: of two at the same time the second finds it voided.
        if (!(await change(manager, postingRunEntity, { id: run.id, state: 'posted' }, { state: 'voided' })))
          throw new Fault('CONFLICT', `posting run ${run.id} is not posted, or was voided already`)
        const number = (await runsOf(manager, run.remittanceId)).length + 1
        const mine: PostingRun = {
          ...act,
          id: newId(),
          remittanceId: run.remittanceId,
          number,
          mode: 'void',
          state: 'posted',
          voids: run.id,
        }
        const { row, isNew } = await insertOnce(manager, postingRunEntity, mine, ['remittanceId', 'number'])
        if (!isNew) throw new Fault('CONFLICT', `another run of remittance ${run.remittanceId} was begun at the same time`)
        return present(row)
      }),

    find: (id) =>
      session.read(async (manager) => {
        const row = await manager.createQueryBuilder(postingRunEntity, 'run').where('run.id = :id', { id }).getOne()
        return row === null ? undefined : present(row)
      }),

    of: (remittanceId) => session.read((manager) => runsOf(manager, remittanceId)),
  }
}

async function runsOf(manager: EntityManager, remittanceId: string): Promise<readonly PostingRun[]> {
  const runs = manager.createQueryBuilder(postingRunEntity, 'run').where('run.remittanceId = :remittanceId', { remittanceId })
  return (await runs.orderBy('run.number').getMany()).map((run) => present(run))
}
