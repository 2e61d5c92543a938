// Writing a row under a unique key that decides who was first, or where it stands.
import type { EntityManager, EntitySchema, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm'
import { Fault } from '../values/index.js'
import { inParts, insertAll, placesFor, selectRows } from './bulk.js'

/** Ids that are looked for in one statement. */
const idsAtOnce = 400

/** New values: `null` empties a column (of an embedded value: each of its columns), `undefined` leaves it, a function gives SQL. */
type Change<T> = { readonly [K in keyof T]?: T[K] | null | undefined | (() => string) | { readonly [P in keyof NonNullable<T[K]>]: null } }

/**
 * Inserts the rows whose unique key nobody has yet. The key decides; no error is caught, because after an error
 * inside a transaction nothing of it may be kept. Of two at the same time the second waits for the first to commit.
 */
export async function insertMissing<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  rows: readonly T[],
  key: readonly (keyof T & string)[],
): Promise<void> {
  const names = columnNames(manager, entity, key)
  const isSqlite = manager.dataSource.options.type === 'better-sqlite3'
  // Where the key is taken it is set to itself, which changes nothing. IGNORE would also swallow broken constraints.
  const taken = isSqlite ? `ON CONFLICT (${names.join(', ')}) DO NOTHING` : `ON DUPLICATE KEY UPDATE ${names[0]} = ${names[0]}`
  await insertAll(manager, entity, rows, taken)
}

/** The same, and gives those that are new. */
export async function insertNew<T extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  rows: readonly T[],
  key: readonly (keyof T & string)[],
): Promise<readonly T[]> {
  await insertMissing(manager, entity, rows, key)
  // Only now it is decided: another process may have taken a key a moment ago.
  const there = new Set<string>()
  for (const some of inParts(rows, idsAtOnce)) {
    const sql = `SELECT id FROM ${entity.options.name} WHERE id IN (${placesFor(some)})`
    const ids = some.map(({ id }) => id)
    for (const { id } of await manager.query<{ id: string }[]>(sql, ids)) there.add(id)
  }
  return rows.filter(({ id }) => there.has(id))
}

/** Inserts the row unless another has its unique key, and gives back the one that has it. */
export async function insertOnce<T extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  row: T,
  key: readonly (keyof T & string)[],
): Promise<{ readonly row: T; readonly isNew: boolean }> {
  await insertMissing(manager, entity, [row], key)
  const where = columnNames(manager, entity, key).map((name) => `${name} = ?`)
  const [found] = await selectRows(
    manager,
    entity,
    where.join(' AND '),
    key.map((property) => row[property]),
  )
  if (found === undefined) throw new Fault('INTERNAL', `a row of ${entity.options.name} is gone right after it was written`)
  return { row: found, isNew: found.id === row.id }
}

function columnNames<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  key: readonly (keyof T & string)[],
): string[] {
  const { columns } = manager.dataSource.getMetadata(entity)
  return key.map((property) => columns.find(({ propertyName }) => propertyName === property)?.databaseName ?? property)
}

/** Changes the one row that fits, and says whether there was one: a compare-and-set when `where` holds the present state. */
export async function change<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  where: Partial<T>,
  to: Change<T>,
): Promise<boolean> {
  const { affected } = await manager.update(entity, where, to as QueryDeepPartialEntity<T>)
  return affected === 1
}

/** The same for the row of an id; a Fault NOT_FOUND when there is none. */
export async function changeById<T extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  id: string,
  to: Change<T>,
): Promise<void> {
  if (!(await change(manager, entity, { id } as Partial<T>, to))) throw new Fault('NOT_FOUND', `no ${entity.options.name} ${id}`)
}
