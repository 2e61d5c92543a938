// Answers that wait for what they answer: each once, by its place in the file it came in.
import { newId } from '../values/index.js'
import { present } from './columns.js'
import { parkedAnswerEntity } from './entities/operations.js'
import { change, insertOnce } from './rows.js'
import type { ParkedAnswer, ParkedAnswerStore } from './store.js'
import type { Session } from './transaction.js'

export function createParkedAnswerStore(session: Session): ParkedAnswerStore {
  return {
    park: ({ at, ...draft }) =>
      session.transaction(async (manager) => {
        const mine: ParkedAnswer = { ...draft, id: newId(), state: 'waiting', attempts: 0, parkedAt: at }
        const { row, isNew } = await insertOnce(manager, parkedAnswerEntity, mine, ['fileId', 'set', 'offset'])
        return { answer: present(row), isNew }
      }),

    waiting: ({ dueAt } = {}) =>
      session.read(async (manager) => {
        const rows = manager.createQueryBuilder(parkedAnswerEntity, 'parked').where("parked.state = 'waiting'")
        if (dueAt !== undefined) rows.andWhere('parked.nextAttemptAt <= :dueAt', { dueAt })
        return (await rows.orderBy('parked.id').getMany()).map((row) => present(row))
      }),

    apply: (id, at) =>
      session.transaction((manager) =>
        change(manager, parkedAnswerEntity, { id, state: 'waiting' }, { state: 'applied' as const, appliedAt: at }),
      ),

    postpone: (id, nextAttemptAt) =>
      session.transaction(async (manager) => {
        await change(manager, parkedAnswerEntity, { id, state: 'waiting' }, { nextAttemptAt, attempts: () => 'attempts + 1' })
      }),
  }
}
