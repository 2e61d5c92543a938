// Two hundred remittances are posted by processes that are killed (kill -9) at any moment and started again, on MySQL by two at
// once: the books are those of a run that nobody disturbed. `npm run test:money` takes all of them, the ordinary tests a fifth.
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect } from 'chai'
import { createConnection } from 'mysql2/promise'
import { openStore, type Store } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { runCli, startCli } from '../cli/run-cli.js'
import { openClaim } from '../support/era.js'
import { breaches, gatewayOn, openAccounts } from '../support/gateway.js'
import { isLongMoneyRun } from '../support/money-runs.js'
import { createMysqlDatabase, hasMysql } from '../support/mysql.js'
import { type PaidClaim, remittanceFile } from '../support/remittance-file.js'
import { testKeys } from '../support/test-keys.js'

const count = isLongMoneyRun ? 200 : 40
const killsEach = isLongMoneyRun ? 16 : 4
const payersTurns = 4

const claims = Array.from({ length: 2 * count }, (_, n) => openClaim(`RB${String(n).padStart(6, '0')}`, { charges: [100, 50] }))

/** By turns: two claims paid, one denied, one that nobody knows; and a taking back of what was paid in the first half. */
function remittance(n: number): string {
  const [one, two] = [claims[2 * n], claims[2 * n + 1]].map((claim): PaidClaim => {
    const number = claim?.patientControlNumber ?? ''
    return { number, chargeCents: 15_000, paidCents: 12_000 - n }
  })
  const some: PaidClaim[] = one === undefined || two === undefined ? [] : [one, two]
  if (two !== undefined && n % payersTurns === 1) some[1] = { ...two, paidCents: 0, contractualCents: 15_000, status: '4' }
  if (n % payersTurns === 2) some.push({ number: `NOBODY${n}`, chargeCents: 5000, paidCents: 1000, last: 'NOBODY' })
  const trailer = ['PLB*1234567893*20261231*L6*-4.21']
  const earlier = n - count / 2
  if (earlier >= 0) {
    const number = claims[2 * earlier]?.patientControlNumber ?? ''
    some.push({ number, chargeCents: -15_000, paidCents: earlier - 12_000, status: '22' })
  }
  const paid = some.reduce((sum, { paidCents }) => sum + paidCents, 421)
  return remittanceFile({ trace: `EFT-${n}`, claims: some, bpr02Cents: paid, trailer }, { control: String(n + 1).padStart(9, '0') })
}

/** A database that processes of the command line share. */
interface Place {
  readonly data: string
  readonly env: Readonly<Record<string, string>>
  open(): Promise<Store>
  /** Opens an eye of our own on how far the work is: claim payments staged and posted, and remittances posted. */
  watch(): Promise<{ steps(): Promise<number>; close(): Promise<unknown> }>
  remove(): Promise<unknown>
}

const progress = `SELECT (SELECT COUNT(*) FROM claim_payment) + (SELECT COUNT(*) FROM claim_payment WHERE state <> 'staged')
  + (SELECT COUNT(*) FROM remittance WHERE state = 'posted') AS steps`

const keys = {
  X12GW_ENCRYPTION_KEY: testKeys.encryptionKey.toString('base64'),
  X12GW_AUDIT_KEY: testKeys.auditKey.toString('base64'),
}

function sqlitePlace(data: string): Promise<Place> {
  mkdirSync(data, { recursive: true })
  const file = join(data, 'gateway.sqlite')
  return Promise.resolve({
    data,
    env: keys,
    open: () => openStore({ engine: 'sqlite', file, ...testKeys, migrate: true }, { clock: systemClock }),
    watch: () => {
      const database = new Database(file, { readonly: true })
      const done = database.prepare(progress).pluck()
      return Promise.resolve({ steps: async () => Number(done.get()), close: async () => database.close() })
    },
    remove: async () => undefined,
  })
}

async function mysqlPlace(data: string): Promise<Place> {
  mkdirSync(data, { recursive: true })
  const { url, drop } = await createMysqlDatabase()
  return {
    data,
    env: { ...keys, X12GW_DATABASE_URL: url },
    open: () => openStore({ engine: 'mysql', url, ...testKeys, migrate: true }, { clock: systemClock }),
    watch: async () => {
      const connection = await createConnection(url)
      const steps = async (): Promise<number> => {
        const [rows] = await connection.query(progress)
        return Number((rows as { steps: unknown }[])[0]?.steps)
      }
      return { steps, close: () => connection.end() }
    },
    remove: drop,
  }
}

const engines = [
  { name: 'SQLite', createPlace: sqlitePlace, workers: 1 },
  ...(hasMysql ? [{ name: 'MySQL', createPlace: mysqlPlace, workers: 2 }] : []),
]

for (const { name, createPlace, workers } of engines)
  describe(`killed while it posts ${count} remittances, ${name}`, function () {
    this.timeout(isLongMoneyRun ? 1_800_000 : 240_000)
    const folder = mkdtempSync(join(tmpdir(), 'x12gw-kill-many-'))
    const files = Array.from({ length: count }, (_, n) => join(folder, `${String(n).padStart(3, '0')}.835`))
    const places: Place[] = []
    let undisturbed: Awaited<ReturnType<typeof booksOf>>
    let allSteps = 0

    before('one undisturbed run', async () => {
      for (const [n, file] of files.entries()) writeFileSync(file, remittance(n))
      const place = await newPlace('undisturbed')
      await post(place, files)
      undisturbed = await booksOf(place)
      const eye = await place.watch()
      allSteps = await eye.steps()
      await eye.close()
    })

    after(async () => {
      for (const place of places) await place.remove()
      rmSync(folder, { recursive: true, force: true })
    })

    async function newPlace(of: string): Promise<Place> {
      const place = await createPlace(join(folder, of))
      places.push(place)
      const store = await place.open()
      await store.transaction(() => openAccounts(gatewayOn(store), claims))
      await store.close()
      return place
    }

    async function post({ data, env }: Place, inOrder: readonly string[]): Promise<void> {
      const ran = await runCli(['--data', data, 'receive', ...inOrder, '--quiet'], { env })
      expect(ran.code, ran.stderr).to.equal(0)
    }

    /** A worker that is killed and started again; gives where it really was cut off. */
    async function killedWorker(place: Place, inOrder: readonly string[]): Promise<readonly number[]> {
      const cutAt: number[] = []
      const eye = await place.watch()
      for (let kill = 0; kill < killsEach; kill++) {
        const child = startCli(['--data', place.data, 'receive', ...inOrder, '--quiet'], { env: place.env })
        child.stdout?.resume()
        child.stderr?.resume()
        const ended = once(child, 'close')
        const target = Math.round((allSteps * (kill + Math.random())) / killsEach)
        while (child.exitCode === null && (await eye.steps()) < target) await sleep(3)
        await sleep(Math.random() * 20) // between two commits as well as at one
        child.kill('SIGKILL')
        await ended
        if (child.signalCode === 'SIGKILL') cutAt.push(await eye.steps())
      }
      await eye.close()
      await post(place, inOrder)
      return cutAt
    }

    it(`I-11: ${workers} of them, each up to ${killsEach} times; in the end every cent is there once`, async () => {
      const place = await newPlace('killed')
      const orders = [files, files.toReversed()].slice(0, workers)
      const cuts = await Promise.all(orders.map((inOrder) => killedWorker(place, inOrder)))
      const told = `cut off at ${cuts.map((some) => some.join(', ')).join(' and ')} of ${allSteps} steps`
      expect(cuts.flat().length, told).to.be.at.least(killsEach - 1)
      expect(await booksOf(place), told).to.deep.equal(undisturbed)
      if (isLongMoneyRun) console.log(`      ${told}`)
    })
  })

/** What two runs must agree on, whichever remittance came first. */
async function booksOf(place: Place) {
  const store = await place.open()
  try {
    expect((await breaches(store)).join('\n')).to.equal('')
    const lines = async (sql: string): Promise<string[]> => (await store.query(sql)).map((row) => Object.values(row).join(' ')).toSorted()
    return {
      balances: await store.ledger.balances(),
      accounts: await lines(`SELECT c.patient_control_number, m.account, SUM(m.cents) FROM (
          SELECT claim_id, dr AS account, cents FROM ledger_entry UNION ALL SELECT claim_id, cr, -cents FROM ledger_entry
        ) m JOIN claim c ON c.id = m.claim_id GROUP BY c.patient_control_number, m.account HAVING SUM(m.cents) <> 0`),
      claims: await lines('SELECT patient_control_number, state FROM claim'),
      remittances: await lines('SELECT state, COUNT(*) FROM remittance GROUP BY state'),
      payments: await lines('SELECT patient_control_number, charged_cents, paid_cents, state FROM claim_payment'),
      openItems: await lines("SELECT type, COUNT(*), SUM(cents) FROM work_item WHERE state = 'open' GROUP BY type"),
    }
  } finally {
    await store.close()
  }
}
