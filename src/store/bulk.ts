// Many rows in one statement, by SQL made from the tables' descriptions. TypeORM's own builders take longer over a row than the
// database does, which is felt where a file brings a hundred thousand of them.
import type { DataSource, EntityManager, EntitySchema, ObjectLiteral } from 'typeorm'
import { Fault } from '../values/index.js'

/** Rows of one statement: both engines bound the number of parameters and the size of a statement. */
const rowsAtOnce = 100
/** Characters and bytes of one statement, about: MariaDB takes 16 MB unless told otherwise. */
const sizeAtOnce = 2_000_000
/** Values of one IN list. */
const valuesAtOnce = 400

/** New values: `null` empties a column, `undefined` leaves it. */
export type RowChange<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

type Description = ReturnType<DataSource['getMetadata']>
type Column = Description['columns'][number]

/** Inserts rows; `conflict` is what follows the values. */
export async function insertAll<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  rows: readonly T[],
  conflict = '',
): Promise<void> {
  if (rows.length === 0) return
  const { table, columns } = tableOf(manager, entity)
  const names = columns.map(({ name }) => name).join(', ')
  const places = `(${columns.map(() => '?').join(', ')})`
  // One after the other: after a deadlock MySQL has rolled back, and what follows on the connection would commit by itself.
  for (const { count, values } of statements(rows, columns))
    await manager.query(`INSERT INTO ${table} (${names}) VALUES ${Array<string>(count).fill(places).join(', ')} ${conflict}`, values)
}

/** The values of rows, as many as one statement may hold. */
function* statements(
  rows: readonly object[],
  columns: readonly TableColumn[],
): Generator<{ readonly count: number; readonly values: unknown[] }> {
  let values: unknown[] = []
  let count = 0
  let size = 0
  for (const row of rows) {
    for (const column of columns) {
      const value = column.toDatabase(column.of(row))
      values.push(value)
      if (typeof value === 'string' || value instanceof Uint8Array) size += value.length
    }
    count += 1
    if (count < rowsAtOnce && size < sizeAtOnce) continue
    yield { count, values }
    values = []
    count = 0
    size = 0
  }
  if (count > 0) yield { count, values }
}

/** Rows under a condition in SQL, which may end with an order and a limit. What is NULL is absent, as in our types. */
export async function selectRows<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  where: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  const { table, columns } = tableOf(manager, entity)
  const names = columns.map(({ name }) => name).join(', ')
  const rows = await manager.query<ObjectLiteral[]>(`SELECT ${names} FROM ${table} WHERE ${where}`, [...parameters])
  return rows.map((row) => {
    const value: ObjectLiteral = {}
    for (const column of columns) if (row[column.key] !== null) column.set(value, column.fromDatabase(row[column.key]))
    return value as T
  })
}

/** Rows whose column has one of these values; `rest` is what else is asked of them. */
export async function selectAmong<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  column: string,
  values: readonly string[],
  rest = '',
): Promise<T[]> {
  const found: T[] = []
  for (const some of inParts([...new Set(values)], valuesAtOnce))
    found.push(...(await selectRows(manager, entity, `${column} IN (${placesFor(some)}) ${rest}`, some)))
  return found
}

/** Changes each row to values of its own, and says how many were there. Rows that change the same columns go in one statement. */
export async function changeRows<T extends ObjectLiteral & { readonly id: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  changes: readonly { readonly id: string; readonly to: RowChange<T> }[],
): Promise<number> {
  const { table, columns } = tableOf(manager, entity)
  const groups = new Map<string, { readonly changed: readonly TableColumn[]; readonly rows: { id: string; to: RowChange<T> }[] }>()
  for (const { id, to } of changes) {
    const changed = columns.filter((column) => column.of(to) !== undefined)
    const key = changed.map(({ key: name }) => name).join(' ')
    const group = groups.get(key) ?? { changed, rows: [] }
    group.rows.push({ id, to })
    groups.set(key, group)
  }
  let count = 0
  for (const { changed, rows } of groups.values())
    for (const some of inParts(rows, rowsAtOnce)) {
      const sets = changed.map((column) => setOf(column, some))
      const sql = `UPDATE ${table} SET ${sets.map(({ sql: set }) => set).join(', ')} WHERE id IN (${placesFor(some)})`
      count += await affect(manager, sql, [...sets.flatMap(({ values }) => values), ...some.map(({ id }) => id)])
    }
  return count
}

/** One value for all where they agree, else one for each id. */
function setOf(
  { name, of, toDatabase }: TableColumn,
  rows: readonly { readonly id: string; readonly to: object }[],
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values = rows.map(({ to }) => toDatabase(of(to)))
  if (values.every((value) => value === values[0])) return { sql: `${name} = ?`, values: values.slice(0, 1) }
  const cases = rows.map(() => 'WHEN ? THEN ?').join(' ')
  return { sql: `${name} = CASE id ${cases} END`, values: rows.flatMap(({ id }, index) => [id, values[index]]) }
}

async function affect(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  if (manager.queryRunner === undefined) throw new Fault('INTERNAL', 'rows are changed inside a transaction only')
  return (await manager.queryRunner.query(sql, parameters, true)).affected ?? 0
}

/** A question mark for each. */
export function placesFor(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}

export function* inParts<T>(values: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < values.length; from += size) yield values.slice(from, from + size)
}

type Row = Record<string, unknown>

interface TableColumn {
  /** As the database calls it, and the same ready for a statement. */
  readonly key: string
  readonly name: string
  of(row: object): unknown
  set(row: object, value: unknown): void
  toDatabase(value: unknown): unknown
  fromDatabase(value: unknown): unknown
}

interface Table {
  readonly table: string
  readonly columns: readonly TableColumn[]
}

/** Made once for each description; they go together. */
const tables = new WeakMap<Description, Table>()

function tableOf(manager: EntityManager, entity: EntitySchema): Table {
  const description = manager.dataSource.getMetadata(entity)
  const known = tables.get(description)
  if (known !== undefined) return known
  const { driver } = manager.dataSource
  const columns = description.columns.map(
    (column): TableColumn => ({
      ...placeOf(column),
      ...convert(column),
      key: column.databaseName,
      name: driver.escape(column.databaseName),
    }),
  )
  const made = { table: driver.escape(description.tableName), columns }
  tables.set(description, made)
  return made
}

/** The columns of columns.ts need no more than their transformer: both engines keep what it gives as it is. */
function convert({ transformer }: Column): Pick<TableColumn, 'toDatabase' | 'fromDatabase'> {
  if (transformer === undefined || Array.isArray(transformer))
    return { toDatabase: (value) => value ?? null, fromDatabase: (value) => value }
  return {
    toDatabase: (value): unknown => transformer.to(value) ?? null,
    fromDatabase: (value): unknown => transformer.from(value),
  }
}

/** Where the column's value stands in a row: beside the others, or in an embedded value. */
function placeOf({ propertyName, embeddedMetadata }: Column): Pick<TableColumn, 'of' | 'set'> {
  const inner = embeddedMetadata?.propertyName
  if (inner === undefined)
    return {
      of: (row: Row) => row[propertyName],
      set: (row: Row, value) => {
        row[propertyName] = value
      },
    }
  return {
    of: (row: Row) => (row[inner] as Row | null | undefined)?.[propertyName],
    set: (row: Row, value) => {
      const embedded = (row[inner] ??= {}) as Row
      embedded[propertyName] = value
    },
  }
}
