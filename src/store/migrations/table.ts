// One spelling of a table for both engines. The column types used (varchar, int, bigint, longtext, longblob) mean the same to
// SQLite by affinity; what differs is written here alone. MySQL commits each statement of a schema change by itself, so every
// one of them may be run again: a migration that was cut off goes on where it stopped.
import type { QueryRunner } from 'typeorm'

function isSqlite(runner: QueryRunner): boolean {
  return runner.dataSource.options.type === 'better-sqlite3'
}

/** A table with its columns and constraints, and its indexes as lists of columns. */
export async function createTable(runner: QueryRunner, name: string, body: string, indexes: readonly string[] = []): Promise<void> {
  const named = indexes.map((columns) => ({ name: `ix_${name}_${columns.replaceAll(/\W+/g, '_')}`, columns }))
  if (isSqlite(runner)) {
    await runner.query(`CREATE TABLE IF NOT EXISTS ${name} (${body})`)
    for (const index of named) await runner.query(`CREATE INDEX IF NOT EXISTS ${index.name} ON ${name} (${index.columns})`)
    return
  }
  const inline = named.map((index) => `, INDEX ${index.name} (${index.columns})`).join('')
  const collation = await exactCollation(runner)
  await runner.query(
    `CREATE TABLE IF NOT EXISTS ${name} (${body}${inline}) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE ${collation}`,
  )
}

/** Binary and without padding: "a", "A" and "a " are three control numbers, as on SQLite. The two servers name it differently. */
async function exactCollation(runner: QueryRunner): Promise<string> {
  const [row] = await runner.manager.query<{ version: string }[]>('SELECT VERSION() AS version')
  return row?.version.includes('MariaDB') ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin'
}

/** Makes the database itself refuse to change or remove a row of the table. */
export async function refuseChanges(runner: QueryRunner, table: string): Promise<void> {
  for (const verb of ['UPDATE', 'DELETE']) {
    const name = `${table}_no_${verb.toLowerCase()}`
    const message = `rows of ${table} are never changed`
    await runner.query(`DROP TRIGGER IF EXISTS ${name}`)
    await runner.query(
      isSqlite(runner)
        ? `CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} BEGIN SELECT RAISE(ABORT, '${message}'); END`
        : `CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`,
    )
  }
}

/** A further column, which may be empty, in a table that has rows already. */
export async function addColumn(runner: QueryRunner, table: string, column: string, type: string): Promise<void> {
  if (!(await runner.hasColumn(table, column))) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`)
}

export async function dropColumn(runner: QueryRunner, table: string, column: string): Promise<void> {
  if (await runner.hasColumn(table, column)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`)
}

/** Drops tables, given in the order in which they were made. */
export async function dropTables(runner: QueryRunner, ...names: readonly string[]): Promise<void> {
  for (const name of names.toReversed()) await runner.query(`DROP TABLE IF EXISTS ${name}`)
}

/** Columns of a row's source, as `sourceSchema` names them. */
export function sourceColumns(prefix: string): string {
  return `${prefix}_file_id varchar(36), ${prefix}_sha256 varchar(64), ${prefix}_set bigint, ${prefix}_segment bigint,
    ${prefix}_offset bigint, ${prefix}_length bigint`
}

/** Columns that a released table gets later; those that an earlier, interrupted run has added are passed over. */
export async function addColumns(runner: QueryRunner, table: string, columns: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, type] of Object.entries(columns))
    if (!(await runner.hasColumn(table, name))) await runner.query(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`)
}

export async function dropColumns(runner: QueryRunner, table: string, ...columns: readonly string[]): Promise<void> {
  for (const name of columns) if (await runner.hasColumn(table, name)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${name}`)
}

/** A further index over a table that has rows already. */
export async function addIndex(runner: QueryRunner, table: string, columns: string): Promise<void> {
  const name = `ix_${table}_${columns.replaceAll(/\W+/g, '_')}`
  if (isSqlite(runner)) return void (await runner.query(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`))
  const found = await runner.manager.query<unknown[]>(`SHOW INDEX FROM ${table} WHERE Key_name = '${name}'`)
  if (found.length === 0) await runner.query(`CREATE INDEX ${name} ON ${table} (${columns})`)
}

export async function dropIndex(runner: QueryRunner, table: string, columns: string): Promise<void> {
  const name = `ix_${table}_${columns.replaceAll(/\W+/g, '_')}`
  await runner.query(isSqlite(runner) ? `DROP INDEX IF EXISTS ${name}` : `DROP INDEX ${name} ON ${table}`)
}
