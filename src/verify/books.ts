// Checks of the books among themselves: invariants I-1 to I-10 of the domain rules, as plain SQL for both engines.
import { type Check, everyRow, numberOf, textOf } from './check.js'

const entries = 'SELECT COUNT(*) AS n FROM ledger_entry'
const posted = "SELECT COUNT(*) AS n FROM remittance WHERE state = 'posted'"
const claims = 'SELECT COUNT(*) AS n FROM claim'

/** Debit less credit of one account, over the entries of a group. */
function net(account: string): string {
  return `SUM(CASE WHEN e.dr = '${account}' THEN e.cents WHEN e.cr = '${account}' THEN -e.cents ELSE 0 END)`
}

export const bookChecks: readonly Check[] = [
  everyRow(
    'I-1',
    'every entry is one debit and one credit of the same cents above 0',
    entries,
    'SELECT id FROM ledger_entry WHERE cents <= 0 OR dr = cr',
    (row) => `entry ${textOf(row, 'id')} is no entry`,
  ),
  everyRow(
    'I-2',
    'per posted remittance, the net debit to CASH:REMIT is BPR02: posted + suspended',
    posted,
    `SELECT r.id AS id, r.paid_cents AS paid, COALESCE(${net('CASH:REMIT')}, 0) AS booked
     FROM remittance r LEFT JOIN ledger_entry e ON e.remittance_id = r.id
     WHERE r.state = 'posted' GROUP BY r.id, r.paid_cents
     HAVING COALESCE(${net('CASH:REMIT')}, 0) <> r.paid_cents`,
    (row) => `remittance ${textOf(row, 'id')}: BPR02 is ${numberOf(row, 'paid')} cents, the books hold ${numberOf(row, 'booked')}`,
  ),
  everyRow(
    'I-2b',
    'nothing of a held, duplicate or unfinished remittance is in the books',
    "SELECT COUNT(*) AS n FROM remittance WHERE state <> 'posted'",
    `SELECT r.id AS id, r.state AS state FROM remittance r JOIN ledger_entry e ON e.remittance_id = r.id
     WHERE r.state IN ('held', 'duplicate', 'staging') GROUP BY r.id, r.state`,
    (row) => `remittance ${textOf(row, 'id')} is ${textOf(row, 'state')} and has entries`,
  ),
  everyRow(
    'I-3',
    'per claim payment, what went through cash or suspense is CLP04',
    "SELECT COUNT(*) AS n FROM claim_payment WHERE state IN ('posted', 'suspended', 'memo')",
    `SELECT p.id AS id, p.paid_cents AS paid, COALESCE(${net('CASH:REMIT')}, 0) AS booked
     FROM claim_payment p JOIN remittance r ON r.id = p.remittance_id LEFT JOIN ledger_entry e ON e.claim_payment_id = p.id
     WHERE r.state = 'posted' AND p.state IN ('posted', 'suspended', 'memo')
     GROUP BY p.id, p.paid_cents HAVING COALESCE(${net('CASH:REMIT')}, 0) <> p.paid_cents`,
    (row) => `claim payment ${textOf(row, 'id')}: CLP04 is ${numberOf(row, 'paid')} cents, the books hold ${numberOf(row, 'booked')}`,
  ),
  everyRow(
    'I-4',
    'a receivable below zero has an open credit-balance item',
    claims,
    `SELECT c.id AS id FROM claim c JOIN ledger_entry e ON e.claim_id = c.id
     WHERE NOT EXISTS (SELECT 1 FROM work_item w WHERE w.claim_id = c.id AND w.type = 'credit-balance' AND w.state = 'open')
     GROUP BY c.id HAVING ${['AR:P', 'AR:S', 'AR:T', 'AR:PATIENT', 'AR:DENIED'].map((account) => `${net(account)} < 0`).join(' OR ')}`,
    (row) => `claim ${textOf(row, 'id')} has a credit that nobody is asked about`,
  ),
  everyRow(
    'I-5',
    'bundled lines cancel out per claim',
    claims,
    `SELECT e.claim_id AS id FROM ledger_entry e WHERE e.claim_id IS NOT NULL GROUP BY e.claim_id HAVING ${net('ADJ:BUNDLE')} <> 0`,
    (row) => `claim ${textOf(row, 'id')}: ADJ:BUNDLE is not zero`,
  ),
  everyRow(
    'I-6',
    'what is due to a payer is never below zero without an open item',
    "SELECT COUNT(*) AS n FROM ledger_entry WHERE dr = 'DUE:PAYER' OR cr = 'DUE:PAYER'",
    `SELECT e.ref AS ref FROM ledger_entry e WHERE (e.dr = 'DUE:PAYER' OR e.cr = 'DUE:PAYER')
     AND NOT EXISTS (SELECT 1 FROM work_item w WHERE w.type = 'recoupment-without-balance' AND w.state = 'open')
     GROUP BY e.ref HAVING ${net('DUE:PAYER')} > 0`,
    (row) => `DUE:PAYER under ${textOf(row, 'ref')} was taken back without having been owed`,
  ),
  {
    id: 'I-7',
    says: 'SUSPENSE:CLAIM holds exactly the claim payments that wait for a person',
    async run(store, breach) {
      const [books] = await store.query(
        `SELECT COALESCE(${net('SUSPENSE:CLAIM')}, 0) AS booked FROM ledger_entry e WHERE e.claim_payment_id IS NOT NULL`,
      )
      const [waiting] = await store.query(
        "SELECT COUNT(*) AS n, COALESCE(SUM(paid_cents), 0) AS cents FROM claim_payment WHERE state = 'suspended'",
      )
      const booked = 0 - numberOf(books, 'booked')
      if (booked !== numberOf(waiting, 'cents'))
        breach(`${booked} cents are in suspense, payments over ${numberOf(waiting, 'cents')} cents wait`)
      return numberOf(waiting, 'n')
    },
  },
  everyRow(
    'I-10',
    'of a posted remittance every claim payment has taken effect',
    'SELECT COUNT(*) AS n FROM claim_payment',
    `SELECT p.id AS id FROM claim_payment p JOIN remittance r ON r.id = p.remittance_id
     WHERE r.state = 'posted' AND p.state NOT IN ('posted', 'suspended', 'memo')`,
    (row) => `claim payment ${textOf(row, 'id')} was never posted`,
  ),
  everyRow(
    'I-11',
    'no payment is posted twice: one posted remittance per payment key and per content',
    posted,
    `SELECT payment_key AS k, COUNT(*) AS times FROM remittance WHERE state IN ('posted', 'waiting') GROUP BY payment_key HAVING COUNT(*) > 1
     UNION ALL
     SELECT content_hash AS k, COUNT(*) AS times FROM remittance WHERE state IN ('posted', 'waiting') GROUP BY content_hash HAVING COUNT(*) > 1`,
    (row) => `a payment was posted ${numberOf(row, 'times')} times`,
  ),
  everyRow(
    'REVERSAL',
    'an entry that takes back another has its cents and its reason',
    'SELECT COUNT(*) AS n FROM ledger_entry WHERE reverses IS NOT NULL',
    `SELECT e.id AS id FROM ledger_entry e LEFT JOIN ledger_entry o ON o.id = e.reverses
     WHERE e.reverses IS NOT NULL AND (o.id IS NULL OR o.cents <> e.cents OR o.why <> e.why OR (o.dr <> e.cr AND o.cr <> e.dr))`,
    (row) => `entry ${textOf(row, 'id')} is not the mirror of what it reverses`,
  ),
  everyRow(
    'CHARGE',
    'the charge of a claim is booked once, and with its corrections is what the claim asks for',
    claims,
    `SELECT c.id AS id FROM claim c JOIN ledger_entry e ON e.claim_id = c.id
       JOIN posting g ON g.id = e.posting_id AND g.posting_key LIKE 'charge:%'
     GROUP BY c.id, c.charge_cents
     HAVING ${net('REVENUE')} <> -c.charge_cents OR SUM(CASE WHEN e.why = 'charge' THEN 1 ELSE 0 END) <> 1`,
    (row) => `claim ${textOf(row, 'id')}: its charge is not booked exactly once`,
  ),
  everyRow(
    'SEQUENCE',
    'the entries are numbered without a gap: none was taken out',
    entries,
    'SELECT COUNT(*) AS n, MAX(seq) AS last, MIN(seq) AS first FROM ledger_entry HAVING COUNT(*) > 0 AND (MAX(seq) - MIN(seq) + 1 <> COUNT(*) OR MIN(seq) <> 1)',
    (row) => `${numberOf(row, 'n')} entries are numbered ${numberOf(row, 'first')} to ${numberOf(row, 'last')}`,
  ),
]
