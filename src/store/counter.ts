// Running numbers, one row each, taken inside the transaction that uses them: rolled back with it, burned once committed.
// The upsert locks the row until the end of the transaction (MySQL; SQLite has one writer), so that number order is commit order.
import type { EntityManager } from 'typeorm'
import { wholeNumber } from './columns.js'

/** Takes `count` numbers, from 1; gives the last of them. After `max` it begins again at 1. */
export async function takeNumbers(manager: EntityManager, name: string, count = 1, max = Number.MAX_SAFE_INTEGER): Promise<number> {
  const isSqlite = manager.dataSource.options.type === 'better-sqlite3'
  await manager.query(
    `INSERT INTO counter (name, last) VALUES (?, ?) ${isSqlite ? 'ON CONFLICT (name) DO UPDATE SET' : 'ON DUPLICATE KEY UPDATE'} last = last % ? + ?`,
    [name, count, max, count],
  )
  return lastNumber(manager, name)
}

/** The number that was taken last; 0 when none was. */
export async function lastNumber(manager: EntityManager, name: string): Promise<number> {
  const rows = await manager.query<{ last: unknown }[]>('SELECT last FROM counter WHERE name = ?', [name])
  return wholeNumber(rows[0]?.last ?? 0)
}
