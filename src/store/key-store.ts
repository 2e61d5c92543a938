// API keys. The secret is 256 random bits, so one SHA-256 of it is enough to keep; it is never stored itself.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault, newId } from '../values/index.js'
import { insertAll } from './bulk.js'
import { present } from './columns.js'
import { apiKeyEntity, type ApiKeyTable } from './entities/operations.js'
import { changeById } from './rows.js'
import type { ApiKey, KeyStore } from './store.js'
import type { Session } from './transaction.js'

/** "x12gw_<id>_<32 bytes>": the id finds the row, the rest proves it. */
const secretShape = /^x12gw_([0-9a-f-]{36})_[A-Za-z0-9_-]{43}$/
/** Compared with when there is no such key, so that both take equally long. */
const noHash = '0'.repeat(64)

export function createKeyStore(session: Session): KeyStore {
  return {
    create: (name, scopes, at) =>
      session.transaction(async (manager) => {
        const key: ApiKey = { id: newId(), name, scopes, createdAt: at }
        const secret = `x12gw_${key.id}_${randomBytes(32).toString('base64url')}`
        await insertAll(manager, apiKeyEntity, [{ ...key, secretHash: sha256(secret) }])
        return { key, secret }
      }),

    authenticate: (secret) =>
      session.read(async (manager) => {
        const [, id] = secretShape.exec(secret) ?? []
        if (id === undefined) return undefined
        const row = await manager.createQueryBuilder(apiKeyEntity, 'apiKey').where('apiKey.id = :id', { id }).getOne()
        const isRight = timingSafeEqual(Buffer.from(row?.secretHash ?? noHash), Buffer.from(sha256(secret)))
        const key = row === null || !isRight ? undefined : toKey(row)
        return key?.revokedAt === undefined ? key : undefined
      }),

    list: () =>
      session.read(async (manager) => (await manager.createQueryBuilder(apiKeyEntity, 'apiKey').orderBy('apiKey.id').getMany()).map(toKey)),

    revoke: (id, at) =>
      session.transaction(async (manager) => {
        const row = await manager.createQueryBuilder(apiKeyEntity, 'apiKey').where('apiKey.id = :id', { id }).getOne()
        if (row === null) throw new Fault('NOT_FOUND', `no API key ${id}`)
        if (toKey(row).revokedAt === undefined) await changeById(manager, apiKeyEntity, id, { revokedAt: at })
      }),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function toKey(row: ApiKeyTable): ApiKey {
  const { secretHash: _, ...key } = present(row)
  return key
}
