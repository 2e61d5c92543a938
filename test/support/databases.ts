// Runs a suite on every database that is there: SQLite always, MySQL or MariaDB where a server is installed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store, type StoreParts, type StoreSettings } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { createMysqlDatabase, hasMysql } from './mysql.js'
import { testKeys } from './test-keys.js'

export { testKeys }

/** Opens a store on a new, empty, migrated database. It is closed and removed after the suite. */
export type OpenTestStore = (parts?: Partial<StoreParts>) => Promise<Store>

/** One database that a test opens, closes, opens again and looks into by itself. */
export interface TestDatabase {
  readonly settings: StoreSettings
  open(change?: { readonly settings?: Partial<StoreSettings>; readonly parts?: Partial<StoreParts> }): Promise<Store>
}

/** Declares the suite once for each database; `openStore` gives each call a database of its own. */
export function withDatabases(suite: (name: string, openStore: OpenTestStore, createDatabase: () => Promise<TestDatabase>) => void): void {
  for (const engine of engines()) {
    describe(engine === 'sqlite' ? 'SQLite' : 'MySQL', () => {
      const removers: (() => unknown)[] = []
      const createDatabase = async (): Promise<TestDatabase> => {
        const { settings, remove } = await createSettings(engine)
        removers.push(remove)
        return {
          settings,
          open: async (change = {}) => {
            const store = await openStore({ ...settings, ...change.settings } as StoreSettings, { clock: systemClock, ...change.parts })
            removers.push(() => store.close())
            return store
          },
        }
      }
      after('close and remove the databases', async () => {
        for (const remove of removers.splice(0).toReversed()) await remove()
      })
      suite(engine === 'sqlite' ? 'SQLite' : 'MySQL', async (parts = {}) => (await createDatabase()).open({ parts }), createDatabase)
    })
  }
}

function engines(): readonly ('sqlite' | 'mysql')[] {
  if (hasMysql) return ['sqlite', 'mysql']
  const notice = 'no MySQL or MariaDB server is installed: these suites run on SQLite alone'
  if (process.env.X12GW_TEST_REQUIRE_ALL !== undefined) throw new Error(notice)
  return ['sqlite']
}

if (!hasMysql) console.error('No MySQL or MariaDB server is installed and TEST_MYSQL_URL is not set: the MySQL suites are left out.')

async function createSettings(engine: 'sqlite' | 'mysql'): Promise<{ readonly settings: StoreSettings; readonly remove: () => unknown }> {
  if (engine === 'mysql') {
    const { url, drop } = await createMysqlDatabase()
    return { settings: { engine, url, ...testKeys, migrate: true }, remove: drop }
  }
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-store-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  return { settings: { engine, file: join(folder, 'test.sqlite'), ...testKeys, migrate: true }, remove }
}
