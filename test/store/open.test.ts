// Opening: who may, with which keys, on which schema; and that a killed process leaves nothing to clean up.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { DataSource } from 'typeorm'
import { patientKey } from '../../src/domain/index.js'
import { mysqlSource, sqliteSource } from '../../src/store/data-source.js'
import { entities } from '../../src/store/entities/index.js'
import type { StoreSettings } from '../../src/store/index.js'
import { openStore } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { testKeys, withDatabases } from '../support/databases.js'
import { expectFault, faultOf } from './faulty.js'
import { rawSql } from './raw.js'
import { addPractice, arrival, at, claimRecord, keepText } from './samples.js'

async function withSource<T>(settings: StoreSettings, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = await (settings.engine === 'sqlite' ? sqliteSource(settings, 'writer') : mysqlSource(settings)).initialize()
  try {
    return await work(source)
  } finally {
    await source.destroy()
  }
}

describe('store: opening', () => {
  withDatabases((name, openFresh, createDatabase) => {
    it('migrations go up, down and up again', async () => {
      const database = await createDatabase()
      await (await database.open()).close()
      await withSource(database.settings, async (source) => {
        const tables = async (): Promise<number> => {
          await using runner = source.createQueryRunner()
          const found = []
          for (const { options } of entities) found.push(await runner.hasTable(options.name))
          return found.filter(Boolean).length
        }
        expect(await tables()).to.equal(entities.length)
        for (const _ of source.migrations) await source.undoLastMigration()
        expect(await tables()).to.equal(0)
        await source.runMigrations()
        expect(await tables()).to.equal(entities.length)
      })
      expect((await (await database.open()).practices.list()).length).to.equal(0)
    })

    it('a migration that was cut off after any statement goes on where it stopped', async () => {
      const database = await createDatabase()
      await withSource(database.settings, async (source) => {
        const runner = source.createQueryRunner()
        for (const migration of source.migrations) {
          // MySQL commits each change of the schema by itself, so this is what a crash leaves there.
          for (let statements = 0, isWhole = false; !isWhole; statements++) {
            let left = statements
            const cutOff = new Proxy(runner, {
              get: (target, property, receiver) => {
                if (property !== 'query') return Reflect.get(target, property, receiver) as unknown
                return (sql: string, parameters?: unknown[]) =>
                  left-- > 0 ? target.query(sql, parameters) : Promise.reject(new Error('cut off'))
              },
            })
            const error: unknown = await migration.up(cutOff).catch((reason: unknown) => reason)
            isWhole = error === undefined
            if (!isWhole) expect(error).to.have.property('message', 'cut off')
          }
        }
        await runner.release()
        await source.runMigrations()
      })
      const store = await database.open()
      await store.audit.append({ at, actor: 'system', action: 'test' })
      expect(await store.audit.verify()).to.deep.equal({ links: 1 })
    })

    it('every column of the entities is in its table, and may be empty where the entity says so', async () => {
      const database = await createDatabase()
      await (await database.open()).close()
      await withSource(database.settings, async (source) => {
        await using runner = source.createQueryRunner()
        for (const { tableName, columns } of source.entityMetadatas) {
          const table = await runner.getTable(tableName)
          const inTable = Object.fromEntries((table?.columns ?? []).map((column) => [column.name, column.isNullable]))
          const inEntity = Object.fromEntries(columns.map((column) => [column.databaseName, column.isNullable]))
          expect(inEntity, tableName).to.deep.equal(inTable)
        }
      })
    })

    it('a schema that is behind is refused, unless it is to be migrated', async () => {
      const database = await createDatabase()
      const fault = await faultOf(database.open({ settings: { migrate: false } }))
      expect(fault).to.include({ code: 'CONFIG_INVALID' })
      expect(fault.message).to.include('x12gw migrate')
      await (await database.open()).close()
      await (await database.open({ settings: { migrate: false } })).close()
      await withSource(database.settings, (source) => source.undoLastMigration())
      await expectFault('CONFIG_INVALID', database.open({ settings: { migrate: false } }))
    })

    it('a schema of a newer version is refused', async () => {
      const database = await createDatabase()
      await (await database.open()).close()
      await rawSql(database.settings, "INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')")
      await expectFault('CONFIG_INVALID', database.open())
    })

    it('claims of a data folder from before patients were findable by name are found by it', async () => {
      const database = await createDatabase()
      const store = await database.open()
      const { record } = await store.claims.add(claimRecord(await addPractice(store), 'OLD-1'))
      await store.close()
      await rawSql(
        database.settings,
        'UPDATE claim SET patient_key = NULL',
        "DELETE FROM migrations WHERE name = 'PatientKeys1764500000021'",
      )
      const { claim, chargeCents } = record
      const found = await (await database.open()).claims.byPatientKeys([patientKey(claim.patient.last, chargeCents)])
      expect(found).to.deep.equal([record])
    })

    it('wrong and missing keys are refused', async () => {
      const database = await createDatabase()
      const store = await database.open()
      await keepText(store, 'under the first key')
      await store.close()
      await expectFault('KEY_MISSING', database.open({ settings: { encryptionKey: Buffer.alloc(32, 0x55) } }))
      await expectFault('KEY_MISSING', database.open({ settings: { encryptionKey: Buffer.alloc(31) } }))
      await expectFault('KEY_MISSING', database.open({ settings: { auditKey: Buffer.alloc(0) } }))
      await (await database.open()).close()
    })

    if (name === 'MySQL') {
      it('processes that start at the same time migrate once', async () => {
        const database = await createDatabase()
        const stores = await Promise.all([database.open(), database.open(), database.open()])
        const rows = await stores[0].query('SELECT name FROM migrations')
        expect(rows).to.have.length(new Set(rows.map((row) => row.name)).size)
      })
    }

    if (name === 'SQLite') {
      it('the writing connection waits for the disk, and the reading one cannot write', async () => {
        const store = await openFresh()
        const settings = await store.transaction(async () => [
          ...(await store.query('PRAGMA synchronous')),
          ...(await store.query('PRAGMA foreign_keys')),
          ...(await store.query('PRAGMA journal_mode')),
          ...(await store.query('PRAGMA busy_timeout')),
        ])
        expect(Object.assign({}, ...settings)).to.deep.equal({ synchronous: 2, foreign_keys: 1, journal_mode: 'wal', timeout: 5000 })
        await expectFault('DATABASE_UNAVAILABLE', store.query("INSERT INTO counter (name, last) VALUES ('x', 1)"))
      })

      it('the files are readable by their owner alone', async () => {
        const database = await createDatabase()
        await database.open()
        const { file } = database.settings as { file: string }
        for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o077, path).to.equal(0)
      })

      it('a second opening is refused, by this process too', async () => {
        const database = await createDatabase()
        const store = await database.open()
        expect((await faultOf(database.open())).message).to.include(`process ${process.pid}`)
        await store.close()
        await (await database.open()).close()
      })

      it('a folder that cannot be made is a Fault', async () => {
        const settings: StoreSettings = { engine: 'sqlite', file: '/dev/null/x.sqlite', ...testKeys }
        await expectFault('DATABASE_UNAVAILABLE', openStore(settings, { clock: systemClock }))
      })

      it('a file that is no database is refused and left as it is', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'x12gw-store-'))
        const file = join(folder, 'notes.txt')
        writeFileSync(file, 'not a database\n'.repeat(100))
        const opened = openStore({ engine: 'sqlite', file, ...testKeys, migrate: true }, { clock: systemClock })
        await expectFault('DATABASE_UNAVAILABLE', opened)
        expect(readFileSync(file, 'utf8')).to.equal('not a database\n'.repeat(100))
        rmSync(folder, { recursive: true })
      })

      describe('beside another process', () => {
        it('is refused while that lives, and works at once when it was killed', async () => {
          const database = await createDatabase()
          const { file } = database.settings as { file: string }
          const child = await startHolder(file)
          const fault = await faultOf(database.open())
          expect(fault).to.include({ code: 'DATABASE_IN_USE' })
          expect(fault.message).to.include(`process ${child.pid}`)
          child.kill('SIGKILL')
          await once(child, 'exit')
          const store = await database.open()
          // It was killed in the middle of writing a file: that is gone, what it had committed is there.
          expect((await store.files.list({})).items.map(({ name: label }) => label)).to.deep.equal(['whole.edi'])
          expect(await store.query('SELECT COUNT(*) AS n FROM file_content')).to.deep.equal([{ n: 1 }])
          expect((await store.files.keep(arrival, [Buffer.from('after')])).isNew).to.equal(true)
        })
      })
    }
  })

  it('a server that is not there is a Fault, and says nothing of the password', async () => {
    const settings: StoreSettings = { engine: 'mysql', url: 'mysql://user:sesame@127.0.0.1:1/db', ...testKeys }
    const fault = await faultOf(openStore(settings, { clock: systemClock }))
    expect(fault.code).to.equal('DATABASE_UNAVAILABLE')
    expect(`${fault.message} ${String(fault.cause)}`).to.not.include('sesame')
  })

  for (const url of ['', 'mysql://', 'mysql://host', 'postgres://host/db', '/var/lib/x'])
    it(`the address ${JSON.stringify(url)} is refused`, async () => {
      await expectFault('CONFIG_INVALID', openStore({ engine: 'mysql', url, ...testKeys }, { clock: systemClock }))
    })

  const verified = { minVersion: 'TLSv1.2', verifyIdentity: true }
  const tls = [
    ['mysql://u@127.0.0.1/db', undefined, undefined],
    ['mysql://u@localhost/db', undefined, undefined],
    ['mysql://u@[::1]/db', undefined, undefined],
    ['mysql://u@db.example/db', undefined, verified],
    ['mysql://u@127.0.0.1.example/db', undefined, verified],
    ['mysql://u@10.0.0.5/db', 'off', undefined],
    ['mysql://u@127.0.0.1/db', 'verified', verified],
    ['mysql://u@db.example/db', { ca: 'PEM' }, { ...verified, ca: 'PEM' }],
  ] as const
  for (const [url, wish, expected] of tls)
    it(`${url} with TLS ${JSON.stringify(wish) ?? 'not said'} is ${expected === undefined ? 'plain' : 'verified TLS'}`, () => {
      const { options } = mysqlSource({ engine: 'mysql', url, ...(wish === undefined ? {} : { tls: wish }) })
      expect((options as { readonly ssl?: unknown }).ssl).to.deep.equal(expected)
    })
})

/** A process that has the database open and is in the middle of writing a file. */
async function startHolder(file: string): Promise<ChildProcess> {
  const here = fileURLToPath(import.meta.url)
  const program = here.replace(/open\.test\.(\w+)$/, 'hold-database.$1')
  const loader = here.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [...loader, program, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}
