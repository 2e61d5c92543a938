// The audit chain: who did what, each link an HMAC over the one before it and itself. The key is not in the database,
// so whoever changes, removes, inserts or swaps a row there breaks the chain at that place.
import { createHmac } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Fault } from '../values/index.js'
import { insertAll } from './bulk.js'
import { present } from './columns.js'
import { lastNumber, takeNumbers } from './counter.js'
import { auditEntity, type AuditTable } from './entities/operations.js'
import { pageOf } from './paging.js'
import type { AuditEvent, AuditStore } from './store.js'
import type { Session } from './transaction.js'

/** Links read at a time when all are checked. */
const linksAtATime = 1000
/** What the first link is chained to. */
const beginning = '0'.repeat(64)

export function createAuditStore(session: Session, auditKey: Uint8Array): AuditStore {
  const linkOf = (previous: string, { seq, at, actor, action, object, detail }: Omit<AuditTable, 'link'>): string =>
    createHmac('sha256', auditKey)
      .update(JSON.stringify([previous, seq, at, actor, action, object ?? null, detail ?? null]))
      .digest('hex')

  const after = (seq: number): Promise<AuditTable[]> =>
    session.read((manager) => {
      const rows = manager.createQueryBuilder(auditEntity, 'audit').where('audit.seq > :seq', { seq })
      return rows.orderBy('audit.seq').limit(linksAtATime).getMany()
    })

  return {
    append: ({ detail, ...event }) =>
      session.transaction(async (manager) => {
        // Taking the number locks the chain until this transaction ends: no two links follow the same one.
        const seq = await takeNumbers(manager, 'audit')
        const row = { ...event, seq, ...(detail === undefined ? {} : { detail: JSON.stringify(detail) }) }
        await insertAll(manager, auditEntity, [{ ...row, link: linkOf(await linkAt(manager, seq - 1), row) }])
      }),

    list: (query) =>
      session.read(async (manager) => {
        const rows = manager.createQueryBuilder(auditEntity, 'audit')
        const page = await pageOf(rows, query, { by: 'audit.seq', direction: 'DESC', of: ({ seq }) => seq })
        return { ...page, items: page.items.map(toEvent) }
      }),

    verify: async () => {
      const expected = await session.read((manager) => lastNumber(manager, 'audit'))
      let previous = beginning
      let links = 0
      for (let rows = await after(Number.MIN_SAFE_INTEGER); rows.length > 0; rows = await after(links)) {
        for (const row of rows) {
          if (row.seq !== links + 1 || row.link !== linkOf(previous, row)) return { links, firstBad: links + 1 }
          previous = row.link
          links += 1
        }
      }
      return links < expected ? { links, firstBad: links + 1 } : { links } // firstBad: the tail was cut off
    },
  }
}

async function linkAt(manager: EntityManager, seq: number): Promise<string> {
  if (seq === 0) return beginning
  const row = await manager.createQueryBuilder(auditEntity, 'audit').where('audit.seq = :seq', { seq }).getOne()
  if (row === null) throw new Fault('INTERNAL', `link ${seq} of the audit chain is missing`)
  return row.link
}

function toEvent(row: AuditTable): AuditEvent & { readonly seq: number } {
  const { link: _, detail, ...event } = present(row)
  return detail === undefined ? event : { ...event, detail: JSON.parse(detail) as NonNullable<AuditEvent['detail']> }
}
