// The books: entries are added under a key that is unique for ever, and never changed (the tables refuse it).
import type { EntityManager } from 'typeorm'
import type { Account, LedgerEntry } from '../domain/index.js'
import { type Cents, Fault, grouped, newId, toCents } from '../values/index.js'
import { AccountTotals, moved, type Movement } from './account-totals.js'
import { inParts, insertAll, placesFor, selectAmong } from './bulk.js'
import { boundedKey, present, wholeNumber } from './columns.js'
import { takeNumbers } from './counter.js'
import { ledgerEntryEntity, type LedgerEntryTable, postingEntity } from './entities/books.js'
import { insertNew } from './rows.js'
import { pageOf } from './paging.js'
import type { LedgerStore, Posting } from './store.js'
import type { Session } from './transaction.js'

/** Claims whose balances are asked for in one statement. */
const claimsAtOnce = 400
/** Keys that are looked for in one statement. */
const keysAtOnce = 400

export function createLedgerStore(session: Session): LedgerStore {
  const totals = new AccountTotals()
  return {
    post: (posting) =>
      session.transaction(async (manager) => {
        const [entries] = await write(manager, [posting])
        return entries === undefined
          ? { entries: await entriesUnder(manager, posting.key), isNew: false }
          : { entries: entries.map(toEntry), isNew: true }
      }),

    postAll: (postings) => session.transaction(async (manager) => void (await write(manager, postings))),

    entries: (query) =>
      session.read(async (manager) => {
        const { claimId, remittanceId, claimPaymentId, runId, account, after } = query
        const entries = manager.createQueryBuilder(ledgerEntryEntity, 'entry')
        for (const [column, value] of Object.entries({ claimId, remittanceId, claimPaymentId, runId }))
          if (value !== undefined) entries.andWhere(`entry.${column} = :${column}`, { [column]: value })
        if (account !== undefined) entries.andWhere('(entry.dr = :account OR entry.cr = :account)', { account })
        if (after !== undefined) entries.andWhere('entry.seq > :after', { after })
        const page = await pageOf(entries, query, { by: 'entry.seq', direction: 'ASC', of: ({ seq }) => seq })
        return { ...page, items: page.items.map(toEntry) }
      }),

    entriesByClaim: (claimIds) =>
      session.read(async (manager) => {
        const rows = await selectAmong(manager, ledgerEntryEntity, 'claim_id', claimIds, 'ORDER BY seq')
        return grouped(rows.map(toEntry), ({ claimId = '' }) => claimId)
      }),

    balances: ({ claimId, remittanceId, before } = {}) => {
      const narrow = [
        ...(claimId === undefined ? [] : [{ column: 'claim_id =', value: claimId }]),
        ...(remittanceId === undefined ? [] : [{ column: 'remittance_id =', value: remittanceId }]),
        ...(before === undefined ? [] : [{ column: 'at <', value: before }]),
      ]
      const isCommitted = !session.isInTransaction
      return session.read(async (manager) => {
        if (narrow.length === 0) return totals.now(manager, isCommitted)
        const movements = await manager.query<Movement[]>(
          `SELECT dr, cr, SUM(cents) AS moved FROM ledger_entry
          WHERE ${narrow.map(({ column }) => `${column} ?`).join(' AND ')} GROUP BY dr, cr`,
          narrow.map(({ value }) => value),
        )
        return moved({}, movements)
      })
    },

    balancesByClaim: async (claimIds) => {
      const found = new Map<string, Partial<Record<Account, Cents>>>()
      for (let from = 0; from < claimIds.length; from += claimsAtOnce) {
        const some = claimIds.slice(from, from + claimsAtOnce)
        const where = `WHERE claim_id IN (${some.map(() => '?').join(', ')})`
        const rows = await session.read((manager) =>
          manager.query<{ claim: string; account: Account; balance: unknown }[]>(
            `SELECT claim, account, SUM(cents) AS balance FROM (
              SELECT claim_id AS claim, dr AS account, cents FROM ledger_entry ${where}
              UNION ALL SELECT claim_id, cr, -cents FROM ledger_entry ${where}
            ) AS moved GROUP BY claim, account`,
            [...some, ...some],
          ),
        )
        for (const { claim, account, balance } of rows) {
          const balances = found.get(claim) ?? {}
          balances[account] = toCents(wholeNumber(balance))
          found.set(claim, balances)
        }
      }
      return found
    },

    balancesByReference: (account) =>
      session.read(async (manager) => {
        const rows = await manager.query<{ reference: string; balance: unknown }[]>(
          `SELECT COALESCE(ref, '') AS reference, SUM(CASE WHEN dr = ? THEN cents ELSE -cents END) AS balance
          FROM ledger_entry WHERE dr = ? OR cr = ? GROUP BY COALESCE(ref, '')`,
          [account, account, account],
        )
        const balances = rows.map(({ reference, balance }): [string, Cents] => [reference, toCents(wholeNumber(balance))])
        return new Map(balances.filter(([, balance]) => balance !== 0))
      }),
  }
}

/** Writes those whose key nobody used before; gives the entries of each, undefined where the key was taken. */
async function write(manager: EntityManager, postings: readonly Posting[]): Promise<readonly (readonly LedgerEntryTable[] | undefined)[]> {
  const drafts = postings.map(({ key, source, entries, ...of }) => ({
    row: { id: newId(), key: boundedKey(key), ...of },
    of,
    source,
    entries,
  }))
  const taken = await keysAmong(
    manager,
    drafts.map(({ row }) => row.key),
  )
  const open = drafts.filter(({ row }) => !taken.has(row.key)).map(({ row }) => row)
  const mine = new Set((await insertNew(manager, postingEntity, open, ['key'])).map(({ id }) => id))
  const fresh = drafts.filter(({ row }) => mine.has(row.id))
  const count = fresh.reduce((sum, { entries }) => sum + entries.length, 0)
  let seq = count === 0 ? 0 : (await takeNumbers(manager, 'ledger', count)) - count
  const written = drafts.map(({ row, of, source, entries }) => {
    if (!mine.has(row.id)) return undefined
    const common = { postingId: row.id, ...of, ...(source === undefined ? {} : { source }) }
    // What is named stands first: V8 takes twenty times as long over a spread before it.
    return entries.map((entry): LedgerEntryTable => ({ id: newId(), seq: ++seq, ...common, ...entry }))
  })
  await insertAll(
    manager,
    ledgerEntryEntity,
    written.flatMap((entries) => entries ?? []),
  )
  return written
}

async function keysAmong(manager: EntityManager, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const some of inParts(keys, keysAtOnce)) {
    const sql = `SELECT posting_key AS taken FROM posting WHERE posting_key IN (${placesFor(some)})`
    for (const { taken } of await manager.query<{ taken: string }[]>(sql, [...some])) found.add(taken)
  }
  return found
}

async function entriesUnder(manager: EntityManager, key: string): Promise<LedgerEntry[]> {
  const [posting] = await selectAmong(manager, postingEntity, 'posting_key', [boundedKey(key)])
  if (posting === undefined) throw new Fault('INTERNAL', 'a posting is gone right after its key was found taken')
  return (await selectAmong(manager, ledgerEntryEntity, 'posting_id', [posting.id], 'ORDER BY seq')).map(toEntry)
}

function toEntry(row: LedgerEntryTable): LedgerEntry {
  const { postingId: _, ...entry } = present(row, 'source')
  return entry
}
