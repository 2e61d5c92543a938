// One step of the posting measurement, in a process of its own: node posting.js STEP FIXTURE, where FIXTURE is JSON. Prints one line of JSON.
import { createReadStream, readFileSync } from 'node:fs'
import { decodeClaimPayment } from '../src/codecs/index.js'
import { createReceive, type GatewayParts, importClaims } from '../src/gateway/index.js'
import type { AdjustmentTreatments } from '../src/ledger/index.js'
import { createFileReader, loadSchemas, type Unit } from '../src/schema/index.js'
import { openStore, type Store } from '../src/store/index.js'
import { Fault, systemClock } from '../src/values/index.js'
import { copyByBulkInserts } from './bulk-inserts.js'
import { openClaims } from './settled-claims.js'

export type Target = { readonly engine: 'sqlite'; readonly file: string } | { readonly engine: 'mysql'; readonly url: string }

export interface Fixture {
  readonly target: Target
  /** The 835. */
  readonly path: string
  readonly claims: number
}

export interface StepResult {
  readonly milliseconds: number
  /** Resident memory of the process before it began, and at its most. */
  readonly idleBytes: number
  readonly peakBytes: number
}

const keys = { encryptionKey: Buffer.alloc(32, 1), auditKey: Buffer.alloc(32, 2) }

async function main([step, text = '{}']: readonly string[]): Promise<void> {
  const fixture = JSON.parse(text) as Fixture
  const run = steps[step ?? '']
  if (run === undefined) throw new Error(`no such step: ${step}`)
  process.stdout.write(JSON.stringify(await run(fixture)))
}

const steps: Readonly<Record<string, (fixture: Fixture) => Promise<StepResult>>> = {
  import: (fixture) => withStore(fixture, (store) => measured(() => importAll(store, fixture.claims))),
  read: ({ path }) => measured(() => read(path)),
  post: (fixture) => withStore(fixture, (store) => measured(() => receive(store, fixture))),
  bulk: async ({ target }) => {
    if (target.engine !== 'mysql') throw new Error('bulk inserts are measured on MySQL')
    return { milliseconds: await copyByBulkInserts(target.url), idleBytes: 0, peakBytes: 0 }
  },
}

async function withStore<T>({ target }: Fixture, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ ...target, ...keys, migrate: true }, { clock: systemClock })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function measured(work: () => Promise<void>): Promise<StepResult> {
  globalThis.gc?.()
  const idleBytes = process.memoryUsage().rss
  const began = performance.now()
  await work()
  return { milliseconds: performance.now() - began, idleBytes, peakBytes: process.resourceUsage().maxRSS * 1024 }
}

async function importAll(store: Store, count: number): Promise<void> {
  const named = { name: 'RIVERBEND FAMILY PRACTICE', npi: '1234567893', taxId: '912345678' }
  const practice = await store.practices.save(named, systemClock())
  await importClaims({ store, clock: systemClock }, openClaims(count), { practice })
}

/** What is done before anything is staged: every check of the guide, and typed values. */
async function read(path: string): Promise<void> {
  let payments = 0
  const unit = (one: Unit): void => void (payments += decodeClaimPayment(one).value === undefined ? 0 : 1)
  const refuse = ({ code }: { readonly code: string }): void => {
    throw new Error(`the generated file is wrong: ${code}`)
  }
  const reader = createFileReader(loadSchemas('schemas'), { unit, finding: refuse })
  for await (const chunk of createReadStream(path)) reader.push(chunk as Buffer)
  reader.end()
  if (payments === 0) throw new Error('no claim payment could be read')
}

/** Everything that follows when the file comes in, as the command line does it: kept, read, checked, staged, matched, posted, told. */
async function receive(store: Store, { path, claims }: Fixture): Promise<void> {
  const parts: GatewayParts = {
    store,
    schemas: loadSchemas('schemas'),
    treatments: JSON.parse(readFileSync('schemas/codes/adjustment-treatment.json', 'utf8')) as AdjustmentTreatments,
    clock: systemClock,
    partners: [],
    openFolder: () => Promise.reject(new Fault('INTERNAL', 'nothing is sent here')),
    log: { info: () => undefined, warn: () => undefined, error: (message) => process.stderr.write(`${message}\n`) },
  }
  const story = createReceive(parts)
  const arrival = { name: 'bench.835', direction: 'in', source: 'command-line', at: systemClock() } as const
  const { remittances } = await story.process(await story.keep(arrival, createReadStream(path)))
  const counts = await store.remittances.paymentCounts(remittances.map(({ remittanceId }) => remittanceId))
  const posted = counts.filter(({ state }) => state === 'posted').reduce((sum, { count }) => sum + count, 0)
  if (posted !== claims) throw new Error(`${posted} of ${claims} claim payments were posted`)
}

await main(process.argv.slice(2))
