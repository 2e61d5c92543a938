// The hand of somebody who has the database but not the gateway: SQL past the store, to tamper and to look.
import Database from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import type { StoreSettings } from '../../src/store/index.js'

export async function rawSql(
  settings: StoreSettings,
  ...statements: readonly (string | readonly [string, readonly unknown[]])[]
): Promise<void> {
  const pairs = statements.map((statement) => (typeof statement === 'string' ? ([statement, []] as const) : statement))
  if (settings.engine === 'sqlite') {
    const database = new Database(settings.file)
    for (const [sql, values] of pairs) database.prepare(sql).run(...values)
    database.close()
    return
  }
  const connection = await createConnection(settings.url)
  for (const [sql, values] of pairs) await connection.query(sql, [...values])
  await connection.end()
}
