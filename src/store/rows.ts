// Writing rows: many at once, under a unique key that decides who was first, or changed where they stand.
import type { EntityManager, EntitySchema, FindOptionsWhere, InsertQueryBuilder, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm'
import { Fault } from '../values/index.js'

/** Rows of one INSERT: both engines bound the number of parameters and the size of a statement. */
const rowsPerInsert = 100

/** New values: `null` empties a column (of an embedded value: each of its columns), `undefined` leaves it, a function gives SQL. */
type Change<T> = { readonly [K in keyof T]?: T[K] | null | undefined | (() => string) | { readonly [P in keyof NonNullable<T[K]>]: null } }

type Narrow<T extends ObjectLiteral> = (insert: InsertQueryBuilder<T>) => InsertQueryBuilder<T>

export async function insertAll<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  rows: readonly T[],
  narrow: Narrow<T> = (insert) => insert,
): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsPerInsert) {
    const some = rows.slice(first, first + rowsPerInsert) as QueryDeepPartialEntity<T>[]
    await narrow(manager.createQueryBuilder().insert().into(entity).values(some)).updateEntity(false).execute()
  }
}

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
  const { columns } = manager.dataSource.getMetadata(entity)
  const keyColumns = key.map((property) => columns.find(({ propertyName }) => propertyName === property)?.databaseName ?? property)
  // Where the key is taken it is set to itself, which changes nothing. IGNORE would also swallow broken constraints.
  await insertAll(manager, entity, rows, (insert) => insert.orUpdate(keyColumns.slice(0, 1), keyColumns))
}

/** Inserts the row unless another has its unique key, and gives back the one that has it. */
export async function insertOnce<T extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  row: T,
  key: readonly (keyof T & string)[],
): Promise<{ readonly row: T; readonly isNew: boolean }> {
  await insertMissing(manager, entity, [row], key)
  const query = manager.createQueryBuilder(entity, 'row')
  for (const property of key) query.andWhere(`row.${property} = :${property}`, { [property]: row[property] })
  const found = await query.getOne()
  if (found === null) throw new Fault('INTERNAL', `a row of ${entity.options.name} is gone right after it was written`)
  return { row: found, isNew: found.id === row.id }
}

/** Changes the one row that fits, and says whether there was one: a compare-and-set when `where` holds the present state. */
export async function change<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  where: Partial<T>,
  to: Change<T>,
): Promise<boolean> {
  const { affected } = await manager.update(entity, where as FindOptionsWhere<T>, to as QueryDeepPartialEntity<T>)
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
