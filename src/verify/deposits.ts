// Checks of the money at the bank: what deposits took off CASH:REMIT, and that every cent of theirs is in one place. Own SQL, as elsewhere here.
import type { Remittance } from '../domain/index.js'
import type { Store } from '../store/index.js'
import { addDays } from '../values/index.js'
import { type Check, everyRow, inPages, numberOf, textOf } from './check.js'

/** Entries of the postings whose key is one of these prefixes and the id of a row: what was booked for that row. */
function bookedFor(table: string, of: string, ...prefixes: readonly string[]): string {
  return prefixes
    .map(
      // SQLite and MySQL write "a then b" differently; REPLACE they both know.
      (prefix) => `SELECT m.id AS id, m.${of} AS ${of === 'id' ? 'own_id' : of}, e.dr AS dr, e.cr AS cr, e.cents AS cents
       FROM ${table} m JOIN posting g ON g.posting_key = REPLACE('${prefix}?', '?', m.id) JOIN ledger_entry e ON e.posting_id = g.id`,
    )
    .join(' UNION ALL ')
}

const ofLinks = (of: string): string => bookedFor('deposit_match', of, 'deposit-match:', 'deposit-unmatch:')

function net(account: string, of: string): string {
  return `COALESCE(SUM(CASE WHEN ${of}.dr = '${account}' THEN ${of}.cents WHEN ${of}.cr = '${account}' THEN -${of}.cents ELSE 0 END), 0)`
}

export const depositChecks: readonly Check[] = [
  everyRow(
    'I-8',
    'per posted remittance, what is left in CASH:REMIT is BPR02 less the deposit that pays it',
    "SELECT COUNT(*) AS n FROM remittance WHERE state = 'posted'",
    `SELECT r.id AS id, r.paid_cents - COALESCE(p.paid, 0) AS expected, COALESCE(o.cents, 0) + COALESCE(b.cents, 0) AS booked
     FROM remittance r
     LEFT JOIN (SELECT remittance_id, SUM(cents) AS paid FROM deposit_match WHERE undone_at IS NULL GROUP BY remittance_id) p ON p.remittance_id = r.id
     LEFT JOIN (SELECT e.remittance_id AS remittance_id, ${net('CASH:REMIT', 'e')} AS cents FROM ledger_entry e
       WHERE e.remittance_id IS NOT NULL GROUP BY e.remittance_id) o ON o.remittance_id = r.id
     LEFT JOIN (SELECT l.remittance_id AS remittance_id, ${net('CASH:REMIT', 'l')} AS cents FROM (${ofLinks('remittance_id')}) l
       GROUP BY l.remittance_id) b
       ON b.remittance_id = r.id
     WHERE r.state = 'posted' AND COALESCE(o.cents, 0) + COALESCE(b.cents, 0) <> r.paid_cents - COALESCE(p.paid, 0)`,
    (row) =>
      `remittance ${textOf(row, 'id')}: ${numberOf(row, 'expected')} cents should wait for the bank, the books hold ${numberOf(row, 'booked')}`,
  ),
  everyRow(
    'I-8b',
    'a matched deposit with its fees is its posted remittances to the cent, and no remittance is paid by two',
    "SELECT COUNT(*) AS n FROM deposit WHERE direction = 'credit'",
    `SELECT d.id AS id FROM deposit d LEFT JOIN deposit_match m ON m.deposit_id = d.id AND m.undone_at IS NULL
     GROUP BY d.id, d.cents, d.state
     HAVING COALESCE(SUM(m.cents - m.fee_cents), 0) <> CASE WHEN d.state = 'matched' THEN d.cents ELSE 0 END
     UNION ALL
     SELECT remittance_id AS id FROM deposit_match WHERE undone_at IS NULL GROUP BY remittance_id HAVING COUNT(*) > 1
     UNION ALL
     SELECT m.remittance_id AS id FROM deposit_match m JOIN remittance r ON r.id = m.remittance_id
     WHERE m.undone_at IS NULL AND r.state NOT IN ('posted', 'waiting')`,
    (row) => `${textOf(row, 'id')} does not agree with what it is matched with`,
  ),
  everyRow(
    'I-8c',
    'of every deposit each cent is in one place: CASH:BANK holds it, SUSPENSE:BANK what belongs to no remittance yet',
    "SELECT COUNT(*) AS n FROM deposit WHERE direction = 'credit'",
    `SELECT d.id AS id, d.state AS state, ${net('CASH:BANK', 'x')} AS bank, ${net('SUSPENSE:BANK', 'x')} AS waiting
     FROM deposit d LEFT JOIN (
       SELECT deposit_id, dr, cr, cents FROM (${ofLinks('deposit_id')}) l
       UNION ALL SELECT own_id, dr, cr, cents FROM (${bookedFor('deposit', 'id', 'deposit:', 'deposit-taken-back:')}) o
     ) x ON x.deposit_id = d.id
     WHERE d.direction = 'credit' GROUP BY d.id, d.state, d.cents
     HAVING ${net('CASH:BANK', 'x')} <> CASE WHEN d.state IN ('new', 'taken-back') THEN 0 ELSE d.cents END
       OR -${net('SUSPENSE:BANK', 'x')} <> CASE WHEN d.state IN ('new', 'taken-back', 'matched') THEN 0 ELSE d.cents END`,
    (row) =>
      `deposit ${textOf(row, 'id')} is ${textOf(row, 'state')}: CASH:BANK holds ${numberOf(row, 'bank')} of it, SUSPENSE:BANK ${0 - numberOf(row, 'waiting')}`,
  ),
  {
    id: 'I-8e',
    says: 'money that the bank should have shown long ago is matched, or somebody is asked for it (eft-missing)',
    run: tellUnasked,
  },
  {
    id: 'I-8d',
    says: 'the bytes of the bank file state the amount of every deposit',
    async run(store, breach) {
      const lines = 'SELECT id, file_id, byte_offset, byte_length, cents FROM deposit WHERE id > ? ORDER BY id'
      let count = 0
      for await (const row of inPages(store, lines, (last) => [textOf(last, 'id')])) {
        count += 1
        if (!(await isStated(store, row))) breach(`deposit ${textOf(row, 'id')}: its line does not state ${numberOf(row, 'cents')} cents`)
      }
      return count
    },
  },
]

/** Days after BPR16 from which on money that the bank has not shown must be somebody's work: its own four business days, and holidays, are over. */
const lateAfterDays = 14

/** Posted remittances over money without a deposit, and without an item that is open or that a person has ended. */
const unasked = `SELECT r.id AS id, r.remittance AS remittance FROM remittance r
  WHERE r.state = 'posted' AND r.paid_cents > 0
  AND NOT EXISTS (SELECT 1 FROM deposit_match m WHERE m.remittance_id = r.id AND m.undone_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM work_item w WHERE w.remittance_id = r.id AND w.type = 'eft-missing'
    AND (w.state = 'open' OR w.resolved_by <> 'system'))`

/** By the last day that bank files tell of, not by today: what the bank has not told of yet is not late. */
async function tellUnasked(store: Store, breach: (problem: string) => void): Promise<number> {
  const [days] = await store.query('SELECT MIN(posted_on) AS first, MAX(posted_on) AS last FROM deposit')
  const spoken = await store.query("SELECT candidates FROM deposit WHERE state IN ('proposed', 'differs')")
  const named = spoken.map((row) => textOf(row, 'candidates')).join(' ')
  for (const row of await store.query(unasked)) {
    const { effectiveOn, method } = JSON.parse(textOf(row, 'remittance')) as Pick<Remittance, 'effectiveOn' | 'method'>
    const isTold = textOf(days, 'first') !== '' && textOf(days, 'first') <= effectiveOn
    if (!isTold || method === 'NON' || textOf(days, 'last') <= addDays(effectiveOn, lateAfterDays)) continue
    const id = textOf(row, 'id')
    if (!named.includes(id)) breach(`remittance ${id}: its money is late and nobody is asked; x12gw overdue opens the item`)
  }
  const [count] = await store.query("SELECT COUNT(*) AS n FROM remittance WHERE state = 'posted' AND paid_cents > 0")
  return numberOf(count, 'n')
}

/** In cents, or in dollars, as digits: "0000012345", "12345", "123.45", "1,234.50". */
async function isStated(store: Store, row: Readonly<Record<string, unknown>>): Promise<boolean> {
  const range = { offset: numberOf(row, 'byte_offset'), length: numberOf(row, 'byte_length') }
  const bytes = await store.files.slice(textOf(row, 'file_id'), range).catch(() => undefined)
  if (bytes === undefined) return false
  const line = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/,(?=\d{3}(?!\d))/g, '')
  const cents = numberOf(row, 'cents')
  const [whole, part] = [String(Math.floor(cents / 100)), String(cents % 100).padStart(2, '0')]
  const dollars = part === '00' ? [whole] : [part.endsWith('0') ? `${whole}.${part.slice(0, 1)}` : `${whole}.${part}`]
  return [`${whole}.${part}`, String(cents), ...dollars].some(
    (figure) => line.includes(figure) || (whole === '0' && line.includes(`.${part}`)),
  )
}
