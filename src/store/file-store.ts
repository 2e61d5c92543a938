// The exact bytes of every file, encrypted, stored before anybody reads them (promise 1 of the design).
// Chunks go in by short transactions while they arrive; the hash is known at the end, and then the unique key
// (direction, sha256) decides whether these bytes are new. Bytes that never got there are swept when the store opens.
import { createHash } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { type Clock, Fault, type Instant, newId } from '../values/index.js'
import { insertAll } from './bulk.js'
import { chunkBytes, inChunks, type MasterKey, openChunk, sealChunk } from './cipher.js'
import { present } from './columns.js'
import { type FileChunk, fileChunkEntity, fileContentEntity, fileEntity, fileReceiptEntity } from './entities/files.js'
import { change, changeById, insertOnce } from './rows.js'
import { newestFirst, pageOf } from './paging.js'
import type { FileStore, StoredFile } from './store.js'
import type { Session } from './transaction.js'

/** Chunks written or read at a time: 1 MiB, what one file costs in memory. */
const chunksAtATime = 16

export interface FileStoreParts {
  readonly session: Session
  readonly masterKey: MasterKey
  readonly clock: Clock
}

export function createFileStore({ session, masterKey, clock }: FileStoreParts): FileStore {
  const find = (fileId: string): Promise<StoredFile | undefined> =>
    session.read(async (manager) => {
      const file = await manager.createQueryBuilder(fileEntity, 'file').where('file.id = :fileId', { fileId }).getOne()
      return file === null ? undefined : present(file)
    })

  const opened = async (fileId: string): Promise<{ readonly file: StoredFile; readonly dataKey: Buffer }> => {
    const file = await find(fileId)
    const content = await session.read((manager) =>
      manager.createQueryBuilder(fileContentEntity, 'content').where('content.id = :fileId', { fileId }).getOne(),
    )
    if (file === undefined || content === null) throw new Fault('NOT_FOUND', `no file ${fileId}`)
    return { file, dataKey: masterKey.unwrap(fileId, content.wrappedKey) }
  }

  /** Decrypted chunks `first` to `last`; a missing one is an altered one. */
  const plainChunks = async (file: StoredFile, dataKey: Buffer, first: number, last: number): Promise<Buffer[]> => {
    const rows = await session.read((manager) =>
      manager
        .createQueryBuilder(fileChunkEntity, 'chunk')
        .where('chunk.contentId = :fileId AND chunk.ordinal BETWEEN :first AND :last', { fileId: file.id, first, last })
        .orderBy('chunk.ordinal')
        .getMany(),
    )
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const ordinal = first + index
      const row = rows[index]
      if (row?.ordinal !== ordinal) throw new Fault('INTERNAL', `chunk ${ordinal} of file ${file.id} is missing`)
      return openChunk(dataKey, { fileId: file.id, ordinal, isLast: ordinal === lastChunk(file) }, row.sealed)
    })
  }

  return {
    async keep(arrival, chunks) {
      const id = newId()
      const { dataKey, wrappedKey } = masterKey.create(id)
      await session.transaction((manager) =>
        insertAll(manager, fileContentEntity, [{ id, masterKeyId: masterKey.id, wrappedKey, openSince: clock() }]),
      )
      try {
        const { sha256, sizeBytes } = await write(session, id, dataKey, chunks)
        const { direction, ...receipt } = arrival
        const { at, ...label } = receipt
        const row: StoredFile = { id, sha256, sizeBytes, direction, ...label, firstAt: at, state: 'kept', receipts: 0 }
        return await session.transaction(async (manager) => {
          await closeContent(manager, id)
          const { row: file, isNew } = await insertOnce(manager, fileEntity, row, ['direction', 'sha256'])
          if (!isNew) await removeContent(manager, id)
          await insertAll(manager, fileReceiptEntity, [{ id: newId(), fileId: file.id, ...receipt }])
          await manager.increment(fileEntity, { id: file.id }, 'receipts', 1)
          return { file: { ...present(file), receipts: file.receipts + 1 }, isNew }
        })
      } catch (error) {
        await session.transaction((manager) => removeContent(manager, id)).catch(() => undefined) // else the next start sweeps it
        throw error
      }
    },

    find,

    list: (query) =>
      session.read(async (manager) => {
        const files = manager.createQueryBuilder(fileEntity, 'file')
        if (query.direction !== undefined) files.andWhere('file.direction = :direction', { direction: query.direction })
        if (query.state !== undefined) files.andWhere('file.state = :state', { state: query.state })
        const page = await pageOf(files, query, newestFirst('file'))
        return { ...page, items: page.items.map((file) => present(file)) }
      }),

    async *read(fileId) {
      const { file, dataKey } = await opened(fileId)
      const hash = createHash('sha256')
      for (let first = 0; first <= lastChunk(file); first += chunksAtATime) {
        for (const chunk of await plainChunks(file, dataKey, first, Math.min(first + chunksAtATime - 1, lastChunk(file)))) {
          hash.update(chunk)
          if (chunk.length > 0) yield chunk
        }
      }
      if (hash.digest('hex') !== file.sha256) throw new Fault('INTERNAL', `file ${fileId} is not what its SHA-256 says`)
    },

    async slice(fileId, { offset, length }) {
      const { file, dataKey } = await opened(fileId)
      if (offset < 0 || length < 0 || offset + length > file.sizeBytes)
        throw new Fault('ARGUMENT_INVALID', `file ${fileId} has ${file.sizeBytes} bytes; ${length} from ${offset} are not all in it`)
      if (length === 0) return Buffer.alloc(0)
      const first = Math.floor(offset / chunkBytes)
      const plain = Buffer.concat(await plainChunks(file, dataKey, first, Math.floor((offset + length - 1) / chunkBytes)))
      return plain.subarray(offset - first * chunkBytes, offset - first * chunkBytes + length)
    },

    finish: (fileId, state, summary) => session.transaction((manager) => changeById(manager, fileEntity, fileId, { state, summary })),
  }
}

function lastChunk({ sizeBytes }: StoredFile): number {
  return Math.max(0, Math.ceil(sizeBytes / chunkBytes) - 1)
}

/** Encrypts and stores the bytes while they come; no transaction is open while the source is slow. */
async function write(
  session: Session,
  contentId: string,
  dataKey: Buffer,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let ordinal = 0
  let waiting: FileChunk[] = []
  for await (const { bytes, isLast } of inChunks(source)) {
    hash.update(bytes)
    sizeBytes += bytes.length
    waiting.push({ contentId, ordinal, sealed: sealChunk(dataKey, { fileId: contentId, ordinal, isLast }, bytes) })
    ordinal += 1
    if (!isLast && waiting.length < chunksAtATime) continue
    const rows = waiting
    await session.transaction((manager) => insertAll(manager, fileChunkEntity, rows))
    waiting = []
  }
  return { sha256: hash.digest('hex'), sizeBytes }
}

async function closeContent(manager: EntityManager, id: string): Promise<void> {
  const isThere = await change(manager, fileContentEntity, { id }, { openSince: null })
  if (!isThere) throw new Fault('INTERNAL', 'the bytes were swept while they were still being written')
}

async function removeContent(manager: EntityManager, id: string): Promise<void> {
  await manager.delete(fileChunkEntity, { contentId: id })
  await manager.delete(fileContentEntity, { id })
}

/** Removes bytes that a crash left without a file; where other processes write too, only those begun before `before`. */
export async function sweepUnfinishedFiles(session: Session, before?: Instant): Promise<number> {
  const abandoned = await session.read((manager) => {
    const open = manager.createQueryBuilder(fileContentEntity, 'content').where('content.openSince IS NOT NULL')
    if (before !== undefined) open.andWhere('content.openSince < :before', { before })
    return open.getMany()
  })
  for (const { id } of abandoned) await session.transaction((manager) => removeContent(manager, id))
  return abandoned.length
}

/** Throws a Fault KEY_MISSING when the newest file was encrypted under another master key: better now than when it is needed. */
export async function checkMasterKey(session: Session, masterKey: MasterKey): Promise<void> {
  const newest = await session.read((manager) =>
    manager.createQueryBuilder(fileContentEntity, 'content').orderBy('content.id', 'DESC').limit(1).getOne(),
  )
  if (newest !== null && newest.masterKeyId !== masterKey.id)
    throw new Fault('KEY_MISSING', `the files are encrypted under key ${newest.masterKeyId}, the key given is ${masterKey.id}`)
}
