// Brings the schema up to date, or refuses to work on one that is not.
import { type DataSource, MigrationExecutor } from 'typeorm'
import { Fault } from '../values/index.js'
import { wholeNumber } from './columns.js'

/** How long to wait for another process that is migrating the same MySQL database, in seconds. */
const waitSeconds = 60

/** Runs the migrations that are missing. One that was cut off is run again from its start. */
export async function migrate(source: DataSource): Promise<void> {
  await refuseNewerSchema(source)
  if (source.options.type === 'better-sqlite3') {
    await source.runMigrations()
    return
  }
  await using runner = source.createQueryRunner() // the lock belongs to this connection
  const lock = `x12gw.migrate.${await runner.getCurrentDatabase()}`.slice(0, 64)
  const [row] = await runner.manager.query<{ got: unknown }[]>('SELECT GET_LOCK(?, ?) AS got', [lock, waitSeconds])
  if (wholeNumber(row?.got ?? 0) !== 1) throw new Fault('DATABASE_UNAVAILABLE', 'another process is migrating this database')
  try {
    await source.runMigrations()
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [lock])
  }
}

/** Throws a Fault CONFIG_INVALID when a migration is missing, or when there is one that this program does not know. */
export async function checkMigrations(source: DataSource): Promise<void> {
  await refuseNewerSchema(source)
  const pending = await new MigrationExecutor(source).getPendingMigrations()
  if (pending.length > 0)
    throw new Fault('CONFIG_INVALID', `the database lacks ${pending.length} migrations of this version; run "x12gw migrate"`)
}

async function refuseNewerSchema(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map(({ name }) => name))
  const unknown = (await new MigrationExecutor(source).getExecutedMigrations()).filter(({ name }) => !known.has(name))
  if (unknown.length > 0)
    throw new Fault('CONFIG_INVALID', 'the database was migrated by a newer version of this program; use that version, or a backup')
}
