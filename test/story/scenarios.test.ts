// The worked scenarios from the outside: claims imported, files received, and exactly these books, states and work items.
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseOpenClaims } from '../../src/codecs/index.js'
import type { EntryDraft } from '../../src/domain/index.js'
import { enterByHand } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, riverbend, submitBytes, acorn } from '../support/gateway.js'

type Fields = Readonly<Record<string, unknown>>

interface Step {
  readonly file: string
  readonly note?: string
  /** Codes of findings that are errors; none when left out. */
  readonly findings?: readonly string[]
  readonly entries: readonly Fields[]
  readonly workItems: readonly Fields[]
}

interface Scenario {
  readonly scenario: string
  readonly claims?: string
  readonly givenEntries: readonly Pick<EntryDraft, 'dr' | 'cr' | 'cents' | 'why' | 'ref' | 'claim'>[]
  readonly steps: readonly Step[]
  readonly finalBalances: Readonly<Record<string, number>>
}

interface AcknowledgementStep {
  readonly file: string
  readonly states: Readonly<Record<string, string>>
  readonly workItems?: readonly Fields[]
  readonly payerClaimNumbers?: Readonly<Record<string, string>>
}

interface Chain {
  readonly scenario: string
  readonly steps: readonly AcknowledgementStep[]
}

const folder = 'samples/scenarios'
const read = (name: string): Buffer => readFileSync(`${folder}/${name}`)
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name) => JSON.parse(read(name).toString()) as Scenario)
const remittances = scenarios.filter(({ claims }) => claims !== undefined)
const chains = scenarios.filter(({ claims }) => claims === undefined) as unknown as readonly Chain[]

/** Further fields may be printed beside those of the expected file; lists are compared whole and in order. */
function only(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(actual))
    return actual.map((each: unknown, index) => (index < expected.length ? only(expected[index], each) : each))
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) return actual
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, only(value, (actual as Fields)[key])]))
}

/** 09 names in `nextAction` the sample file that it sends to the next payer; the gateway cannot know that name. */
function withoutSampleNames(item: Fields): Fields {
  const { nextAction, ...rest } = item
  return typeof nextAction === 'string' && nextAction.endsWith('.837') ? rest : item
}

/** Steps of one file, one after the other, are the transaction sets that it holds. */
function byFile(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  const sets = new Map<string, readonly Step[]>()
  for (const step of steps) sets.set(step.file, [...(sets.get(step.file) ?? []), step])
  return sets
}

async function importFrom(store: Store, claims: string): Promise<void> {
  const parsed = parseOpenClaims(JSON.parse(read(claims).toString()))
  expect(parsed.problems).to.deep.equal([])
  await openAccounts(gatewayOn(store), parsed.claims)
}

function notZero(balances: Fields): Fields {
  return Object.fromEntries(Object.entries(balances).filter(([, cents]) => cents !== 0))
}

function states(store: Store): Promise<Fields> {
  return claimsBy(store, ({ submissionState }) => submissionState)
}

async function claimsBy(
  store: Store,
  value: (claim: { readonly submissionState: string; readonly payerClaimNumber?: string }) => unknown,
): Promise<Fields> {
  const { items } = await store.claims.list({ limit: 100 })
  return Object.fromEntries(items.map((claim) => [claim.patientControlNumber, value(claim)]))
}

withDatabases((_database, openNew) => {
  const opened: Store[] = []
  async function openStore(): Promise<Store> {
    const store = await openNew()
    opened.push(store)
    return store
  }

  // So many are opened here that a server would run out of connections.
  afterEach('close the databases', async () => {
    for (const store of opened.splice(0)) await store.close()
  })

  describe('scenarios, replayed from the outside', () => {
    it('has the given remittances and the acknowledgement chain, and those of our own', () => {
      expect(remittances).to.have.length.at.least(14)
      expect(chains).to.have.length.at.least(1)
    })

    for (const { scenario, claims = '', givenEntries, steps, finalBalances } of remittances) {
      it(`${scenario} leaves exactly these books, also when every file comes twice`, async () => {
        const store = await openStore()
        const gateway = gatewayOn(store)
        await importFrom(store, claims)
        for (const entry of givenEntries) await enterByHand(gateway, entry)
        for (const [file, sets] of byFile(steps)) {
          const report = await receiveBytes(gateway, read(file), file)
          const errors = report.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
          expect(errors, file).to.deep.equal(sets.flatMap(({ findings = [] }) => findings))
          const wanted = sets.map(({ file: _file, note: _forReaders, findings: _compared, ...expected }) => {
            return { ...expected, workItems: expected.workItems.map(withoutSampleNames) }
          })
          expect(only(wanted, report.remittances), file).to.deep.equal(wanted)
        }
        expect(notZero(await store.ledger.balances())).to.deep.equal(notZero(finalBalances))
        expect(await breaches(store)).to.deep.equal([])

        // Received a second time, it changes nothing.
        const before = await store.ledger.entries({ limit: 1000 })
        for (const [file, sets] of byFile(steps)) {
          const again = await receiveBytes(gateway, read(file), file)
          expect(again.outcome).to.equal('duplicate')
          expect(again.remittances.map(({ outcome, entries }) => ({ outcome, entries }))).to.deep.equal(
            sets.map(() => ({ outcome: 'duplicate', entries: [] })),
          )
        }
        expect(await store.ledger.entries({ limit: 1000 })).to.deep.equal(before)
        expect(await breaches(store)).to.deep.equal([])
      })
    }
  })

  describe('numbers that are used again', () => {
    it('are told of where they take effect: interchange 89, payment 90; a duplicate needs no word', async () => {
      const store = await openStore()
      await riverbend(store)
      const gateway = gatewayOn(store)
      const told: string[] = []
      for (const name of [
        '89-interchange-reused.1',
        '89-interchange-reused.2',
        '90-zero-pay-trace-reused.1',
        '90-zero-pay-trace-reused.2',
        '90-zero-pay-trace-reused.3',
      ]) {
        const { findings } = await receiveBytes(gateway, read(`${name}.835`))
        for (const { code, path } of findings) if (code.endsWith('_REUSED')) told.push(`${name} ${code} ${path}`)
      }
      expect(told).to.deep.equal([
        '89-interchange-reused.2 INTERCHANGE_REUSED ISA13',
        '90-zero-pay-trace-reused.2 PAYMENT_TRACE_REUSED TRN02',
      ])
    })
  })

  describe('acknowledgement chains, replayed from the outside', () => {
    for (const { scenario, steps } of chains) {
      const [first, ...answers] = steps
      const file = first?.file ?? ''

      it(`${scenario} moves each claim as its answers come, once however often they come, and opens what a person must look at`, async () => {
        const store = await openStore()
        const gateway = gatewayOn(store, { partners: [acorn()] })
        await riverbend(store)
        const submitted = await submitBytes(gateway, read(file), { asSent: true })
        expect(submitted.outcome).to.equal('submitted')
        expect(await states(store)).to.deep.equal(first?.states)
        for (const { file: answer, states: wanted, workItems = [], payerClaimNumbers } of answers) {
          const report = await receiveBytes(gateway, read(answer), answer)
          expect(await states(store), answer).to.deep.equal(wanted)
          expect(only(workItems, report.workItems), answer).to.deep.equal(workItems)
          if (payerClaimNumbers !== undefined)
            expect(await claimsBy(store, ({ payerClaimNumber }) => payerClaimNumber)).to.deep.include(payerClaimNumbers)
          await receiveBytes(gateway, read(answer), answer)
          expect(await states(store), `${answer} again`).to.deep.equal(wanted)
        }
        const opened = answers.flatMap(({ workItems = [] }) => workItems)
        expect((await store.workItems.list({ limit: 100 })).items).to.have.length(opened.length)
        expect(await breaches(store)).to.deep.equal([])
      })
    }

    it('21-ack-lifecycle is sent with the birthday of a thirteenth month, and its claims are owed', async () => {
      const store = await openStore()
      const submitted = await submitBytes(gatewayOn(store, { partners: [acorn()] }), read('21-ack-lifecycle.837'), { asSent: true })
      // The 999 then refuses that set; it was sent all the same.
      expect(submitted.findings.map(({ code, path }) => `${code} ${path}`)).to.deep.equal(['ELEMENT_DATE_INVALID 2010BA/DMG02'])
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 62_000, REVENUE: -62_000 })
    })
  })
})
