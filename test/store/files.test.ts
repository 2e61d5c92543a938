// The exact bytes: stored once, encrypted, and refused when anything about them was altered.
import { createHash, randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { FileStore, Store } from '../../src/store/index.js'
import { addMs } from '../../src/values/index.js'
import { type TestDatabase, withDatabases } from '../support/databases.js'
import { expectFault, faultOf } from './faulty.js'
import { rawSql } from './raw.js'
import { allPages, arrival, at, keepText, later } from './samples.js'

const chunk = 64 * 1024

async function readAll(files: FileStore, fileId: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of files.read(fileId)) parts.push(part)
  return Buffer.concat(parts)
}

function* cut(bytes: Buffer, size: number): Generator<Uint8Array> {
  const reused = Buffer.alloc(size) // as readers do: the same buffer for every piece
  for (let start = 0; start < bytes.length; start += size) {
    const length = bytes.copy(reused, 0, start, start + size)
    yield reused.subarray(0, length)
  }
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield randomBytes(20 * chunk)
  throw new Error('connection lost')
}

async function countOf(store: Store, table: string): Promise<number> {
  const [row] = await store.query(`SELECT COUNT(*) AS n FROM ${table}`)
  return Number(row?.n)
}

describe('store: files', () => {
  withDatabases((name, _openStore, createDatabase) => {
    let database: TestDatabase
    let store: Store
    before(async () => {
      database = await createDatabase()
      store = await database.open()
    })

    for (const size of [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 20 * chunk + 7])
      it(`${size} bytes come back as they were`, async () => {
        const bytes = randomBytes(size)
        const { file, isNew } = await store.files.keep({ ...arrival, name: `size-${size}` }, cut(bytes, 40_000))
        expect(isNew).to.equal(true)
        expect(file).to.include({ sizeBytes: size, sha256: createHash('sha256').update(bytes).digest('hex'), receipts: 1, state: 'kept' })
        expect((await readAll(store.files, file.id)).equals(bytes)).to.equal(true)
        expect(await store.files.find(file.id)).to.deep.equal(file)
      })

    it('any range of bytes comes back, across chunks too', async () => {
      const bytes = randomBytes(3 * chunk + 100)
      const { file } = await store.files.keep(arrival, [bytes])
      for (const [offset, length] of [
        [0, 10],
        [chunk - 5, 10],
        [chunk, chunk],
        [chunk - 1, chunk + 2],
        [3 * chunk, 100],
        [17, 0],
      ] as const) {
        const slice = await store.files.slice(file.id, { offset, length })
        expect(Buffer.from(slice).equals(bytes.subarray(offset, offset + length)), `${offset}+${length}`).to.equal(true)
      }
      await expectFault('ARGUMENT_INVALID', store.files.slice(file.id, { offset: 3 * chunk, length: 101 }))
      await expectFault('NOT_FOUND', store.files.slice('none', { offset: 0, length: 1 }))
    })

    it('pieces of any size make the same file', async () => {
      const bytes = randomBytes(300)
      const ids = []
      for (const size of [1, 2, 7, 105, 106, 107, 4096]) ids.push((await store.files.keep(arrival, cut(bytes, size))).file.id)
      expect(new Set(ids)).to.have.property('size', 1)
    })

    it('the same bytes are stored once, and each arrival leaves a receipt', async () => {
      const chunksBefore = await countOf(store, 'file_chunk')
      const first = await store.files.keep({ ...arrival, name: 'one.edi', partnerId: 'acorn' }, [Buffer.from('same')])
      const second = await store.files.keep({ ...arrival, name: 'two.edi', source: 'sftp', at: later }, [Buffer.from('same')])
      expect([first.isNew, second.isNew]).to.deep.equal([true, false])
      expect(second.file).to.deep.equal({ ...first.file, receipts: 2 })
      const receipts = await store.query('SELECT name, source, partner_id, at FROM file_receipt WHERE file_id = ? ORDER BY id', [
        first.file.id,
      ])
      expect(receipts.map((row) => ({ ...row }))).to.deep.equal([
        { name: 'one.edi', source: 'api', partner_id: 'acorn', at },
        { name: 'two.edi', source: 'sftp', partner_id: null, at: later },
      ])
      expect(await countOf(store, 'file_chunk')).to.equal(chunksBefore + 1)
      const sent = await store.files.keep({ ...arrival, direction: 'out' }, [Buffer.from('same')])
      expect(sent.isNew).to.equal(true)
    })

    it('the same bytes at the same time are stored once', async () => {
      const bytes = randomBytes(2 * chunk)
      const kept = await Promise.all(Array.from({ length: 6 }, () => store.files.keep(arrival, cut(bytes, 10_000))))
      expect(kept.filter(({ isNew }) => isNew)).to.have.length(1)
      const id = kept[0]?.file.id ?? ''
      expect(kept.every(({ file }) => file.id === id)).to.equal(true)
      expect((await store.files.find(id))?.receipts).to.equal(6)
      expect((await readAll(store.files, id)).equals(bytes)).to.equal(true)
      expect(await store.query('SELECT id FROM file_content WHERE id NOT IN (SELECT id FROM file)')).to.deep.equal([])
    })

    it('a source that breaks off leaves nothing', async () => {
      const contents = await countOf(store, 'file_content')
      const error = await store.files.keep(arrival, broken()).catch((reason: unknown) => reason)
      expect(error).to.be.instanceOf(Error).with.property('message', 'connection lost')
      expect(await countOf(store, 'file_content')).to.equal(contents)
      expect(await store.query('SELECT content_id FROM file_chunk WHERE content_id NOT IN (SELECT id FROM file)')).to.deep.equal([])
    })

    it('a file kept inside a transaction goes with it', async () => {
      const contents = await countOf(store, 'file_content')
      const failed = store.transaction(async () => {
        await store.files.keep(arrival, [Buffer.from('in a transaction')])
        throw new Error('no')
      })
      await failed.catch(() => undefined)
      expect(await countOf(store, 'file_content')).to.equal(contents)
      expect((await store.files.keep(arrival, [Buffer.from('in a transaction')])).isNew).to.equal(true)
    })

    it('bytes at rest are not readable', async () => {
      const id = await keepText(store, 'NM1*IL*1*CANARY~'.repeat(50))
      const [row] = await store.query('SELECT sealed FROM file_chunk WHERE content_id = ?', [id])
      expect(Buffer.isBuffer(row?.sealed) && !row.sealed.includes('CANARY')).to.equal(true)
      expect((await readAll(store.files, id)).includes('CANARY')).to.equal(true)
    })

    it('state and summary are what processing wrote', async () => {
      const id = await keepText(store, 'summary')
      await store.files.finish(id, 'done', { sets: 2, note: 'ünïcode ☂' })
      expect(await store.files.find(id)).to.deep.include({ state: 'done', summary: { sets: 2, note: 'ünïcode ☂' } })
      await store.files.finish(id, 'refused')
      expect(await store.files.find(id)).to.deep.include({ state: 'refused', summary: { sets: 2, note: 'ünïcode ☂' } })
      await expectFault('NOT_FOUND', store.files.finish('none', 'done'))
    })

    it('a name from outside may be of any length', async () => {
      const { file } = await store.files.keep({ ...arrival, name: 'x'.repeat(5000) }, [Buffer.from('long name')])
      expect(file.name).to.equal('x'.repeat(255))
    })

    it('lists newest first, page by page', async () => {
      const ids = []
      for (let i = 0; i < 5; i++) ids.push(await keepText(store, `listed ${i}`, { direction: 'out' }))
      const first = await store.files.list({ direction: 'out', limit: 2 })
      await keepText(store, 'came meanwhile', { direction: 'out' })
      const second = await store.files.list({ direction: 'out', limit: 2, ...(first.next === undefined ? {} : { cursor: first.next }) })
      expect([...first.items, ...second.items].map(({ id }) => id)).to.deep.equal(ids.toReversed().slice(0, 4))
      const all = await allPages((paging) => store.files.list({ ...paging, direction: 'out' }))
      expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length)
      expect((await store.files.list({ state: 'done' })).items.every(({ state }) => state === 'done')).to.equal(true)
      await expectFault('ARGUMENT_INVALID', store.files.list({ cursor: 'nonsense' }))
      await expectFault('ARGUMENT_INVALID', store.files.list({ limit: 0 }))
    })

    describe('altered at rest', () => {
      let id: string
      const intact = randomBytes(2 * chunk + 10)
      beforeEach(async () => {
        id = (await store.files.keep(arrival, [randomBytes(16), intact])).file.id
      })
      const sealed = async (ordinal: number): Promise<Buffer> => {
        const [row] = await store.query('SELECT sealed FROM file_chunk WHERE content_id = ? AND ordinal = ?', [id, ordinal])
        return Buffer.from(row?.sealed as Buffer)
      }
      const put = (ordinal: number, bytes: Buffer): Promise<void> =>
        rawSql(database.settings, ['UPDATE file_chunk SET sealed = ? WHERE content_id = ? AND ordinal = ?', [bytes, id, ordinal]])

      it('a flipped bit is refused, wherever it is', async () => {
        const original = await sealed(1)
        for (const place of [0, 1000, original.length - 17, original.length - 16, original.length - 1]) {
          const bytes = Buffer.from(original)
          bytes[place] = (bytes[place] ?? 0) ^ 1
          await put(1, bytes)
          await expectFault('INTERNAL', readAll(store.files, id))
          await expectFault('INTERNAL', store.files.slice(id, { offset: chunk + 5, length: 1 }))
        }
        await put(1, original)
        expect((await readAll(store.files, id)).length).to.equal(intact.length + 16)
      })

      it('swapped chunks are refused', async () => {
        const [zero, one] = [await sealed(0), await sealed(1)]
        await put(0, one)
        await put(1, zero)
        await expectFault('INTERNAL', readAll(store.files, id))
      })

      it('a cut last chunk is refused, also when the size was changed to fit', async () => {
        await rawSql(database.settings, ['DELETE FROM file_chunk WHERE content_id = ? AND ordinal = 2', [id]])
        await expectFault('INTERNAL', readAll(store.files, id))
        await rawSql(database.settings, ['UPDATE file SET size_bytes = ? WHERE id = ?', [2 * chunk, id]])
        await expectFault('INTERNAL', readAll(store.files, id))
        await expectFault('INTERNAL', store.files.slice(id, { offset: chunk, length: chunk }))
      })

      it('chunks and key of another file are refused', async () => {
        const other = (await store.files.keep(arrival, [randomBytes(2 * chunk + 26)])).file.id
        for (const ordinal of [0, 1, 2]) {
          const [row] = await store.query('SELECT sealed FROM file_chunk WHERE content_id = ? AND ordinal = ?', [other, ordinal])
          await put(ordinal, row?.sealed as Buffer)
        }
        await expectFault('INTERNAL', readAll(store.files, id))
        const [row] = await store.query('SELECT wrapped_key FROM file_content WHERE id = ?', [other])
        await rawSql(database.settings, ['UPDATE file_content SET wrapped_key = ? WHERE id = ?', [row?.wrapped_key, id]])
        await expectFault('KEY_MISSING', readAll(store.files, id))
      })

      it('another SHA-256 is refused', async () => {
        await rawSql(database.settings, ['UPDATE file SET sha256 = ? WHERE id = ?', ['0'.repeat(64), id]])
        const fault = await faultOf(readAll(store.files, id))
        expect(fault.message).to.include('SHA-256')
        await rawSql(database.settings, ['UPDATE file SET sha256 = ? WHERE id = ?', [randomBytes(32).toString('hex'), id]])
      })
    })

    it('bytes that a crash left half written are swept at the next start', async () => {
      const other = await createDatabase()
      const first = await other.open()
      await keepText(first, 'whole')
      const insert = 'INSERT INTO file_content (id, master_key_id, wrapped_key, open_since)'
      await rawSql(
        other.settings,
        `${insert} SELECT 'half-written', master_key_id, wrapped_key, '${at}' FROM file_content`,
        "INSERT INTO file_chunk (content_id, ordinal, sealed) VALUES ('half-written', 0, 'x')",
      )
      await first.close()
      const warnings: string[] = []
      const nextDay = addMs(at, 25 * 60 * 60 * 1000)
      const second = await other.open({ parts: { clock: () => nextDay, log: { warn: (message) => warnings.push(message) } } })
      expect(await countOf(second, 'file_content')).to.equal(1)
      expect(await countOf(second, 'file_chunk')).to.equal(1)
      expect(warnings).to.have.length(1)
    })

    if (name === 'MySQL')
      it('bytes that another process may still be writing are left alone', async () => {
        const other = await createDatabase()
        const first = await other.open({ parts: { clock: () => at } })
        let second: Store | undefined
        async function* slow(): AsyncGenerator<Uint8Array> {
          yield randomBytes(20 * chunk)
          second = await other.open({ parts: { clock: () => later } })
          yield Buffer.from('end')
        }
        const { file } = await first.files.keep(arrival, slow())
        expect((await readAll(second?.files ?? first.files, file.id)).length).to.equal(20 * chunk + 3)
      })
  })
})
