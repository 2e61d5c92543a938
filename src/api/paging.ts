// Pages: asked for with `limit` and `cursor`, answered with `items` and `next`.
import { z } from 'zod'
import type { Page, Paging } from '../store/index.js'

export const maxPageSize = 200

/** Query parameters of every listing. */
export const pagingQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(maxPageSize)
    .default(50)
    .meta({ description: `Items per page, at most ${maxPageSize}`, example: 50 }),
  cursor: z.string().min(1).max(500).optional().meta({ description: '`next` of the page before' }),
}

/** Ids in paths are opaque, but short and plain. */
export const idParams = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[\w.-]+$/)
    .meta({ description: 'Opaque id of ours', example: '019ab0c2-77f0-7c51-9d2e-4a0b6f1c8e11' }),
})

/** What was asked, without the keys that were left out: the stores tell absent from undefined. */
export function given<T extends Readonly<Record<string, unknown>>>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } & Paging {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

export function toPage<T, V>({ items, next }: Page<T>, view: (item: T) => V): { items: V[]; next?: string } {
  return { items: items.map(view), ...(next === undefined ? {} : { next }) }
}
