// Pages of a listing by key: a cursor names the last row that was seen, so rows that arrive meanwhile shift nothing.
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import { Fault } from '../values/index.js'
import type { Page, Paging } from './store.js'

const defaultLimit = 50
const maxLimit = 1000

interface Order<T> {
  /** Unique column by which the listing is ordered, as "alias.property". */
  readonly by: string
  readonly direction: 'ASC' | 'DESC'
  /** The value of that column. */
  readonly of: (row: T) => string | number
}

/** Newest first: ids sort by the time they were made. */
export function newestFirst<T extends { readonly id: string }>(alias: string): Order<T> {
  return { by: `${alias}.id`, direction: 'DESC', of: ({ id }) => id }
}

/**
 * Runs the query for one page. `limit` is 50 unless said, 1000 at most.
 * Throws a Fault ARGUMENT_INVALID for a limit below 1 or a cursor that no page gave.
 */
export async function pageOf<T extends ObjectLiteral>(query: SelectQueryBuilder<T>, paging: Paging, order: Order<T>): Promise<Page<T>> {
  const { limit = defaultLimit, cursor } = paging
  if (!Number.isInteger(limit) || limit < 1) throw new Fault('ARGUMENT_INVALID', 'limit must be a whole number above 0')
  const size = Math.min(limit, maxLimit)
  if (cursor !== undefined) query.andWhere(`${order.by} ${order.direction === 'ASC' ? '>' : '<'} :cursor`, { cursor: readCursor(cursor) })
  const rows = await query
    .orderBy(order.by, order.direction)
    .limit(size + 1)
    .getMany()
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return rows.length > size && last !== undefined ? { items, next: writeCursor(order.of(last)) } : { items }
}

function writeCursor(key: string | number): string {
  return Buffer.from(String(key)).toString('base64url')
}

function readCursor(cursor: string): string | number {
  const key = Buffer.from(cursor, 'base64url').toString()
  if (/^\d{1,15}$/.test(key)) return Number(key)
  if (/^[0-9a-f-]{36}$/.test(key)) return key
  throw new Fault('ARGUMENT_INVALID', 'this cursor was not given by a listing; leave it out to begin at the start')
}
