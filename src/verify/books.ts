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
     WHERE r.state IN ('held', 'awaiting-funds', 'duplicate', 'staging') GROUP BY r.id, r.state`,
    (row) => `remittance ${textOf(row, 'id')} is ${textOf(row, 'state')} and has entries`,
  ),
  everyRow(
    'I-2c',
    'what was voided is out of the books: a voided remittance, and a voided claim payment, moved nothing in any account',
    "SELECT COUNT(*) AS n FROM remittance WHERE state = 'voided'",
    `SELECT r.id AS id, m.account AS account FROM remittance r JOIN (
       SELECT remittance_id, dr AS account, cents FROM ledger_entry UNION ALL SELECT remittance_id, cr, -cents FROM ledger_entry
     ) m ON m.remittance_id = r.id
     WHERE r.state = 'voided' GROUP BY r.id, m.account HAVING SUM(m.cents) <> 0`,
    (row) => `remittance ${textOf(row, 'id')} is voided and still moves ${textOf(row, 'account')}`,
  ),
  everyRow(
    'I-2d',
    'every posting run moves BPR02 through CASH:REMIT, and its void moves it back',
    "SELECT COUNT(*) AS n FROM posting_run WHERE state <> 'posting'",
    `SELECT g.id AS id, COALESCE(${net('CASH:REMIT')}, 0) AS booked
     FROM posting_run g JOIN remittance r ON r.id = g.remittance_id LEFT JOIN ledger_entry e ON e.run_id = g.id
     WHERE g.state <> 'posting' GROUP BY g.id, g.run_mode, r.paid_cents
     HAVING COALESCE(${net('CASH:REMIT')}, 0) <> CASE g.run_mode WHEN 'void' THEN -r.paid_cents ELSE r.paid_cents END`,
    (row) => `posting run ${textOf(row, 'id')} moved ${numberOf(row, 'booked')} cents of cash, which is not BPR02`,
  ),
  everyRow(
    'RUN',
    'every entry of a remittance is of a run of it, a posted remittance has one run that stands, a voided one none',
    'SELECT COUNT(*) AS n FROM posting_run',
    `SELECT e.id AS id FROM ledger_entry e LEFT JOIN posting_run g ON g.id = e.run_id AND g.remittance_id = e.remittance_id
     WHERE e.remittance_id IS NOT NULL AND g.id IS NULL
     UNION ALL
     SELECT r.id AS id FROM remittance r LEFT JOIN posting_run g ON g.remittance_id = r.id AND g.run_mode <> 'void' AND g.state <> 'voided'
     WHERE r.state IN ('posted', 'voided') GROUP BY r.id, r.state
     HAVING COUNT(g.id) <> CASE r.state WHEN 'posted' THEN 1 ELSE 0 END`,
    (row) => `${textOf(row, 'id')} has no run, or more than one that stands`,
  ),
  everyRow(
    'I-3',
    'per claim payment, what went through cash or suspense is CLP04',
    "SELECT COUNT(*) AS n FROM claim_payment WHERE state IN ('posted', 'suspended', 'memo', 'not-ours')",
    `SELECT p.id AS id, p.paid_cents AS paid, COALESCE(${net('CASH:REMIT')}, 0) AS booked
     FROM claim_payment p JOIN remittance r ON r.id = p.remittance_id LEFT JOIN ledger_entry e ON e.claim_payment_id = p.id
     WHERE r.state = 'posted' AND p.state IN ('posted', 'suspended', 'memo', 'not-ours')
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
    'of a posted remittance every claim payment has taken effect, of a voided one none',
    'SELECT COUNT(*) AS n FROM claim_payment',
    `SELECT p.id AS id FROM claim_payment p JOIN remittance r ON r.id = p.remittance_id
     WHERE (r.state = 'posted' AND p.state NOT IN ('posted', 'suspended', 'memo', 'not-ours')) OR (r.state = 'voided' AND p.state <> 'voided')`,
    (row) => `claim payment ${textOf(row, 'id')} was never posted`,
  ),
  everyRow(
    'I-11',
    'no payment is posted twice: one posted remittance per payment key and per content',
    posted,
    `SELECT payment_key AS k, COUNT(*) AS times FROM remittance WHERE state IN ('posted', 'waiting', 'awaiting-funds') GROUP BY payment_key HAVING COUNT(*) > 1
     UNION ALL
     SELECT content_hash AS k, COUNT(*) AS times FROM remittance WHERE state IN ('posted', 'waiting', 'awaiting-funds') GROUP BY content_hash HAVING COUNT(*) > 1`,
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
