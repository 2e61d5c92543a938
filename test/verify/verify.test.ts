// Somebody has the database and changes it past the gateway: whatever is changed, a check says so by name.
import { expect } from 'chai'
import { plainCents, PlainReader, type PlacedSegment } from '../../src/verify/tokenize.js'
import { verify } from '../../src/verify/index.js'
import type { Store } from '../../src/store/index.js'
import { rawSql } from '../store/raw.js'
import { type TestDatabase, withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { acorn, chunksOf, gatewayOn, openAccounts, receiveBytes, submitBytes, sample } from '../support/gateway.js'
import { fourFifthsOf, remittanceFile } from '../support/remittance-file.js'

const claims = [openClaim('RB000101', { charges: [150] }), openClaim('RB000102', { charges: [250] })]
const stranger = { number: 'NOBODY00001', chargeCents: 5000, paidCents: 1000, last: 'NOBODY' }
const paid = remittanceFile({
  trace: 'EFT-1',
  claims: [...fourFifthsOf(claims), stranger],
  bpr02Cents: 33_421,
  trailer: ['PLB*1234567893*20261231*L6*-4.21'],
})
/** Takes back the first payment. */
const reversed = remittanceFile(
  {
    trace: 'EFT-2',
    claims: [{ number: 'RB000101', chargeCents: -15_000, paidCents: -12_000, status: '22' }],
    bpr02Cents: 0,
    trailer: ['PLB*1234567893*20261231*WO:ICNRB000101*-120'],
  },
  { control: '000000102' },
)

/** The bank has the money of EFT-1, and money of nobody yet. */
const statement = 'postedDate,amount,addenda\n2026-11-03,334.21,TRN*1*EFT-1*1987654321~\n2026-11-03,50.00,\n'

type Statement = string | readonly [string, readonly unknown[]]
const unlocked = ['DROP TRIGGER ledger_entry_no_update', 'DROP TRIGGER ledger_entry_no_delete']
const oneEntry = (where: string): string => `seq = (SELECT seq FROM (SELECT MIN(seq) AS seq FROM ledger_entry WHERE ${where}) AS chosen)`

/** What is changed, by which statements, and the check that must say so. */
const tampers: readonly (readonly [string, readonly Statement[], string])[] = [
  ['a payment is a cent more', [...unlocked, `UPDATE ledger_entry SET cents = cents + 1 WHERE ${oneEntry("why = 'payment'")}`], 'I-2'],
  ['a payment is a cent less', [...unlocked, `UPDATE ledger_entry SET cents = cents - 1 WHERE ${oneEntry("why = 'payment'")}`], 'I-3'],
  ['a write-off is a cent more', [...unlocked, `UPDATE ledger_entry SET cents = cents + 1 WHERE ${oneEntry("why = 'CO45'")}`], 'I-9b'],
  ['a write-off is a cent less', [...unlocked, `UPDATE ledger_entry SET cents = cents - 1 WHERE ${oneEntry("why = 'CO45'")}`], 'I-9b'],
  [
    'a take-back is a cent less',
    [...unlocked, `UPDATE ledger_entry SET cents = cents - 1 WHERE ${oneEntry('reverses IS NOT NULL')}`],
    'REVERSAL',
  ],
  ['a charge is a cent more', [...unlocked, `UPDATE ledger_entry SET cents = cents + 1 WHERE ${oneEntry("why = 'charge'")}`], 'CHARGE'],
  ['interest is a cent more', [...unlocked, `UPDATE ledger_entry SET cents = cents + 1 WHERE ${oneEntry("why = 'PLB L6'")}`], 'I-2'],
  [
    'what waits is a cent less',
    [...unlocked, `UPDATE ledger_entry SET cents = cents - 1 WHERE ${oneEntry("cr = 'SUSPENSE:CLAIM'")}`],
    'I-7',
  ],
  ['money goes to another account', [...unlocked, `UPDATE ledger_entry SET dr = 'CASH:BANK' WHERE ${oneEntry("why = 'payment'")}`], 'I-2'],
  ['an entry is taken out of the middle', [...unlocked, `DELETE FROM ledger_entry WHERE ${oneEntry("why = 'CO45'")}`], 'SEQUENCE'],
  [
    'a payment is posted a second time',
    [
      `INSERT INTO posting (id, posting_key, at, claim_payment_id, remittance_id, claim_id) SELECT 'again', 'again', at, claim_payment_id, remittance_id, claim_id FROM posting WHERE claim_payment_id IS NOT NULL AND claim_id IS NOT NULL ORDER BY id LIMIT 1`,
      `INSERT INTO ledger_entry (id, seq, posting_id, at, dr, cr, cents, why, claim_id, remittance_id, claim_payment_id)
       SELECT 'again', (SELECT MAX(seq) + 1 FROM ledger_entry), 'again', e.at, e.dr, e.cr, e.cents, e.why, e.claim_id, e.remittance_id, e.claim_payment_id
       FROM ledger_entry e WHERE ${oneEntry("why = 'payment'")}`,
    ],
    'I-2',
  ],
  ['a claim asks for more', ['UPDATE claim SET charge_cents = charge_cents + 1'], 'CHARGE'],
  ['BPR02 is another', ["UPDATE remittance SET paid_cents = paid_cents + 1 WHERE trace_number = 'EFT-1'"], 'I-9b'],
  ['CLP04 is another', ['UPDATE claim_payment SET paid_cents = paid_cents + 1 WHERE ordinal = 2'], 'I-9b'],
  ['a claim payment is gone', ['DELETE FROM claim_payment WHERE ordinal = 3'], 'I-9b'],
  ['a claim payment was never posted', ["UPDATE claim_payment SET state = 'staged' WHERE ordinal = 2"], 'I-10'],
  ['a remittance that is in the books is called held', ["UPDATE remittance SET state = 'held'"], 'I-2b'],
  ['what waits is called settled', ["UPDATE claim_payment SET state = 'memo' WHERE state = 'suspended'"], 'I-7'],
  ['a provider adjustment is another', ['UPDATE provider_adjustment SET amount_cents = amount_cents - 1'], 'I-9b'],
  [
    'a file says it is another',
    [['UPDATE file SET sha256 = ? WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM file) AS one)', ['ab'.repeat(32)]]],
    'BYTES',
  ],
  ['a file says it is longer', ['UPDATE file SET size_bytes = size_bytes + 1'], 'BYTES'],
  ['a chunk of a file is altered', [['UPDATE file_chunk SET sealed = ?', [Buffer.alloc(300, 7)]]], 'BYTES'],
  [
    'a bank match is a cent more',
    [...unlocked, `UPDATE ledger_entry SET cents = cents + 1 WHERE ${oneEntry("why = 'bank match'")}`],
    'I-8',
  ],
  ['a bank match is gone', ['DELETE FROM deposit_match'], 'I-8b'],
  ['a deposit is a cent more', ['UPDATE deposit SET cents = cents + 1'], 'I-8d'],
  [
    'money at the bank goes to another account',
    [...unlocked, `UPDATE ledger_entry SET cr = 'AR:P' WHERE ${oneEntry("why = 'deposit'")}`],
    'I-8c',
  ],
  ['a deposit is said to have been taken back', ["UPDATE deposit SET state = 'taken-back' WHERE state = 'unmatched'"], 'I-8c'],
  ['a chunk of a file is gone', ['DELETE FROM file_chunk'], 'BYTES'],
  [
    'the audit trail says somebody else did it',
    ['DROP TRIGGER audit_event_no_update', "UPDATE audit_event SET actor = 'user:nobody' WHERE seq = 2"],
    'I-9',
  ],
  ['a link of the audit trail is gone', ['DROP TRIGGER audit_event_no_delete', 'DELETE FROM audit_event WHERE seq = 2'], 'I-9'],
  ['the end of the audit trail is gone', ['DROP TRIGGER audit_event_no_delete', 'DELETE FROM audit_event WHERE seq > 2'], 'I-9'],
]

async function broken(store: Store): Promise<string[]> {
  const { checks, isHeld } = await verify(store)
  const names = checks.filter((check) => !check.isHeld).map(({ id }) => id)
  expect(isHeld).to.equal(names.length === 0)
  return names
}

withDatabases((_name, _openStore, createDatabase) => {
  describe('verify', () => {
    let database: TestDatabase

    /** A practice's books: two claims paid, a stranger in suspense, interest, a payment taken back; at the bank the money, and more. */
    async function fill(): Promise<void> {
      const store = await database.open()
      const gateway = gatewayOn(store)
      await openAccounts(gateway, claims)
      await receiveBytes(gateway, paid)
      const report = await receiveBytes(gateway, reversed)
      expect(report.remittances.map(({ outcome, suspendedCents }) => [outcome, suspendedCents])).to.deep.equal([['posted', 0]])
      const arrival = { name: 'bank.csv', source: 'command-line', at: gateway.clock() } as const
      expect(await gateway.importDeposits(arrival, chunksOf(Buffer.from(statement)), { format: 'csv' })).to.include({
        matched: 1,
        unmatched: 1,
      })
      await store.close()
    }

    beforeEach(async () => {
      database = await createDatabase()
      await fill()
    })

    it('holds over books that nobody touched, having looked at something in every check', async () => {
      const store = await database.open()
      const report = await verify(store)
      expect(report.checks.filter(({ isHeld }) => !isHeld)).to.deep.equal([])
      expect(report.checks.filter(({ examined }) => examined === 0).map(({ id }) => id)).to.deep.equal(['I-2b', 'I-2c'])
      await store.close()
    })

    for (const [what, statements, check] of tampers)
      it(`${what}: ${check} says so`, async () => {
        await rawSql(database.settings, ...statements)
        const store = await database.open()
        expect(await broken(store)).to.include(check)
        await store.close()
      })

    it('finds the one cent that differs among more claim payments than are compared at a time', async () => {
      const store = await database.open()
      const many = Array.from({ length: 1100 }, (_, index) => openClaim(`MANY${String(index).padStart(4, '0')}`, { charges: [100] }))
      const gateway = gatewayOn(store)
      await openAccounts(gateway, many)
      const bpr02Cents = many.length * 8000
      await receiveBytes(gateway, remittanceFile({ trace: 'EFT-MANY', claims: fourFifthsOf(many), bpr02Cents }, { control: '000000103' }))
      expect(await broken(store)).to.deep.equal([])
      const payment = (ordinal: number): string =>
        `(SELECT p.id FROM claim_payment p JOIN remittance r ON r.id = p.remittance_id WHERE r.trace_number = 'EFT-MANY' AND p.ordinal = ${ordinal})`
      await store.close()
      const wrong = [500, 501, 1100]
      await rawSql(
        database.settings,
        ...unlocked,
        ...wrong.map(
          (ordinal) => `UPDATE ledger_entry SET cents = cents + 1 WHERE why = 'CO45' AND claim_payment_id = ${payment(ordinal)}`,
        ),
      )
      const again = await database.open()
      const problems = async (): Promise<readonly string[]> =>
        ((await verify(again)).checks.find(({ id }) => id === 'I-9b')?.problems ?? []).map((problem) =>
          problem.replace(/^remittance \S+: /, ''),
        )
      expect(await problems()).to.deep.equal(
        wrong.map((ordinal) => `CO45 of claim payment ${ordinal} is 2000 cents in its bytes, 2001 in the books`),
      )
      await again.close()
      await rawSql(
        database.settings,
        `UPDATE claim_payment SET paid_cents = paid_cents + 1 WHERE id = (SELECT id FROM (SELECT ${payment(1000)} AS id) AS one)`,
      )
      const third = await database.open()
      const told = (await verify(third)).checks.find(({ id }) => id === 'I-9b')?.problems ?? []
      expect(told.map((problem) => problem.includes('its claim payments are not those of its bytes'))).to.deep.equal([
        true,
        false,
        false,
        false,
      ])
      await third.close()
    })

    it('names rows and amounts, never a patient', async () => {
      await rawSql(database.settings, ...unlocked, `UPDATE ledger_entry SET cents = cents + 1`)
      const store = await database.open()
      const told = JSON.stringify((await verify(store)).checks)
      expect(told).not.to.match(/ALVAREZ|RB0001|NOBODY/)
      expect(told).to.match(/BPR02 is 33421 cents, the books hold \d+/)
      await store.close()
    })

    it('changes nothing', async () => {
      const store = await database.open()
      const count = async (): Promise<unknown> => store.query('SELECT COUNT(*) AS n FROM audit_event')
      const before = [await store.ledger.entries({ limit: 100 }), await count()]
      await verify(store)
      expect([await store.ledger.entries({ limit: 100 }), await count()]).to.deep.equal(before)
      await store.close()
    })

    it('holds when the charge of a paid claim was corrected by a replacement, up or down', async () => {
      const store = await database.open()
      const gateway = gatewayOn(store, { partners: [acorn()] })
      await submitBytes(gateway, first(), { asSent: true })
      for (const [dollars, reference] of [
        ['140', 'BT1'],
        ['175.5', 'BT2'],
      ] as const) {
        const replacement = first()
          .replace('CLM*RB009101*150***11:B:1', `CLM*RB009101*${dollars}***11:B:7`)
          .replace('SV1*HC:99213*150', `SV1*HC:99213*${dollars}`)
          .replace('HI*ABK', 'REF*F8*AC26101001~\nHI*ABK')
          .replace('SE*27', 'SE*28')
          .replace('BT0000000501', reference)
        expect((await submitBytes(gateway, replacement)).problems).to.deep.equal([])
      }
      expect(await broken(store)).to.deep.equal([])
      await store.close()
    })
  })

  function first(): string {
    return sample('scenarios/01-simple-paid.837').toString('latin1').replaceAll('RB000101', 'RB009101')
  }
})

describe("verify's own reader", () => {
  /** Cut at any size, the bytes give the same. */
  function segmentsOf(text: string): readonly PlacedSegment[] {
    const bytes = Buffer.from(text, 'latin1')
    const all = [1, 2, 7, 105, 106, 107, 4096].map((size) => {
      const reader = new PlainReader()
      const segments: PlacedSegment[] = []
      for (let from = 0; from < bytes.length; from += size) segments.push(...reader.push(bytes.subarray(from, from + size)))
      return [...segments, ...reader.end()]
    })
    for (const segments of all) expect(segments).to.deep.equal(all[0])
    return all[0] ?? []
  }

  const inOtherDelimiters = (text: string): string => text.replaceAll('*', '|').replaceAll('~\n', "'")

  it('reads sets, whatever the delimiters and line ends', () => {
    const texts = [paid, paid.replaceAll('\n', ''), paid.replaceAll('\n', '\r\n'), paid.replaceAll('~\n', '\n'), inOtherDelimiters(paid)]
    for (const text of texts) {
      const segments = segmentsOf(text)
      expect(new Set(segments.map(({ set }) => set))).to.deep.equal(new Set([1]))
      expect([segments[0]?.segment[0], segments.at(-1)?.segment[0]]).to.deep.equal(['ST', 'SE'])
      expect(segments.map(({ segment }) => segment).find(([id]) => id === 'TRN')).to.deep.equal(['TRN', '1', 'EFT-1', '1987654321'])
    }
  })

  it('counts the sets of all interchanges, also where the next has other delimiters', () => {
    for (const text of [`${paid}\n${reversed}`, `\n${paid}\r\n${inOtherDelimiters(reversed)}\n`, inOtherDelimiters(paid) + reversed]) {
      const traces = segmentsOf(text).filter(({ segment: [id] }) => id === 'TRN')
      expect(traces.map(({ set, segment }) => [set, segment[2]])).to.deep.equal([
        [1, 'EFT-1'],
        [2, 'EFT-2'],
      ])
    }
  })

  it('reads amounts in cents, and no others', () => {
    const amounts: readonly [string | undefined, number][] = [
      ['0', 0],
      ['-.5', -50],
      ['12.', 1200],
      ['12.34', 1234],
      ['+3', 300],
      ['12.340', 1234],
      ['12.345', Number.NaN],
      ['1,000', Number.NaN],
      ['', Number.NaN],
      [undefined, Number.NaN],
    ]
    for (const [text, cents] of amounts) expect(plainCents(text), text).to.deep.equal(cents)
  })
})
