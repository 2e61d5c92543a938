// What a check of `verify` is.
import type { Store } from '../store/index.js'

export interface Check {
  readonly id: string
  readonly says: string
  /** Gives how many things it looked at, and tells each breach. */
  run(store: Store, breach: (problem: string) => void): Promise<number>
}

/** Breaches told one by one; more are only counted. */
export const problemLimit = 20

export type Row = Readonly<Record<string, unknown>>

/** Rows read at a time. */
const rowsAtOnce = 1000

/** The rows of a query, read in pages: `keyOf` gives the parameters for what follows a row, and for the beginning. */
export async function* inPages(store: Store, sql: string, keyOf: (last: Row | undefined) => readonly unknown[]): AsyncGenerator<Row> {
  let last: Row | undefined
  do {
    const rows = await store.query(`${sql} LIMIT ${rowsAtOnce}`, keyOf(last))
    yield* rows
    last = rows.length < rowsAtOnce ? undefined : rows.at(-1)
  } while (last !== undefined)
}

/** Numbers come as numbers from SQLite and as text from MySQL. */
export function numberOf(row: Row | undefined, column: string): number {
  return Number(row?.[column] ?? 0)
}

export function textOf(row: Row | undefined, column: string): string {
  const value = row?.[column]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** A check that is one query: every row it gives is a breach. `examined` counts what was looked at. */
export function everyRow(id: string, says: string, examined: string, breaches: string, problem: (row: Row) => string): Check {
  return {
    id,
    says,
    async run(store, breach) {
      for (const row of await store.query(breaches)) breach(problem(row))
      const [count] = await store.query(examined)
      return numberOf(count, 'n')
    },
  }
}
