// Answers under idempotency keys. Of a key only its hash is kept: it may be as long as the client likes.
import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { newId } from '../values/index.js'
import { givenAnswerEntity, type GivenAnswerTable } from './entities/operations.js'
import { insertOnce } from './rows.js'
import type { AnswerStore } from './store.js'
import type { Session } from './transaction.js'

export function createAnswerStore(session: Session): AnswerStore {
  return {
    reserve: (key, fingerprint, at) =>
      session.transaction(async (manager) => {
        const mine: GivenAnswerTable = { id: newId(), keyHash: hashOf(key), fingerprint, answer: null, at }
        const { row, isNew } = await insertOnce(manager, givenAnswerEntity, mine, ['keyHash'])
        return { fingerprint: row.fingerprint, isNew, ...(row.answer === null ? {} : { answer: row.answer }) }
      }),

    keep: (key, answer) =>
      session.transaction(async (manager) => {
        const update = manager
          .createQueryBuilder()
          .update(givenAnswerEntity)
          .set({ answer: answer as object })
        await update.where('keyHash = :keyHash AND answer IS NULL', { keyHash: hashOf(key) }).execute()
        return find(manager, hashOf(key))
      }),
  }
}

async function find(manager: EntityManager, keyHash: string): Promise<unknown> {
  return (await manager.createQueryBuilder(givenAnswerEntity, 'given').where('given.keyHash = :keyHash', { keyHash }).getOneOrFail()).answer
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
