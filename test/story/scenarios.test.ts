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

const folder = 'samples/scenarios'
const read = (name: string): Buffer => readFileSync(`${folder}/${name}`)
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name) => JSON.parse(read(name).toString()) as Scenario)
const remittances = scenarios.filter(({ claims }) => claims !== undefined)

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

withDatabases((_database, openStore) => {
  describe('scenarios, replayed from the outside', () => {
    it('has the fourteen remittances and the acknowledgement chain', () => {
      expect(remittances).to.have.length(14)
      expect(scenarios).to.have.length(15)
    })

    for (const { scenario, claims = '', givenEntries, steps, finalBalances } of remittances) {
      it(`${scenario} leaves exactly these books`, async () => {
        const store = await openStore()
        const gateway = gatewayOn(store)
        await importFrom(store, claims)
        for (const entry of givenEntries) await enterByHand(gateway, entry)
        for (const { file, note: _forReaders, ...expected } of steps) {
          const report = await receiveBytes(gateway, read(file), file)
          expect(report.findings.filter(({ severity }) => severity === 'error')).to.deep.equal([])
          const wanted = { ...expected, workItems: expected.workItems.map(withoutSampleNames) }
          expect(only([wanted], report.remittances), file).to.deep.equal([wanted])
        }
        expect(notZero(await store.ledger.balances())).to.deep.equal(notZero(finalBalances))
        expect(await breaches(store)).to.deep.equal([])
      })

      it(`${scenario} received a second time changes nothing`, async () => {
        const store = await openStore()
        const gateway = gatewayOn(store)
        await importFrom(store, claims)
        for (const entry of givenEntries) await enterByHand(gateway, entry)
        for (const { file } of steps) await receiveBytes(gateway, read(file), file)
        const before = await store.ledger.entries({ limit: 1000 })
        for (const { file } of steps) {
          const again = await receiveBytes(gateway, read(file), file)
          expect(again.outcome).to.equal('duplicate')
          expect(again.remittances.map(({ outcome, entries }) => ({ outcome, entries }))).to.deep.equal([
            { outcome: 'duplicate', entries: [] },
          ])
        }
        expect(await store.ledger.entries({ limit: 1000 })).to.deep.equal(before)
        expect(await breaches(store)).to.deep.equal([])
      })
    }
  })

  describe('21-ack-lifecycle, replayed from the outside', () => {
    const [chain] = scenarios.filter(({ claims }) => claims === undefined) as unknown as { steps: readonly AcknowledgementStep[] }[]
    const [first, ...answers] = chain?.steps ?? []

    it('moves each claim as its answers come, and opens what a person must look at', async () => {
      const store = await openStore()
      const gateway = gatewayOn(store, { partners: [acorn()] })
      await riverbend(store)
      const submitted = await submitBytes(gateway, read(first?.file ?? ''), { asSent: true })
      expect(submitted.outcome).to.equal('submitted')
      // The sample holds the birthday of a thirteenth month, which the 999 then refuses; it was sent all the same.
      expect(submitted.findings.map(({ code, path }) => `${code} ${path}`)).to.deep.equal(['ELEMENT_DATE_INVALID 2010BA/DMG02'])
      expect(await states(store)).to.deep.equal(first?.states)
      expect(await store.ledger.balances(), 'a claim that was sent is owed').to.deep.equal({ 'AR:P': 62_000, REVENUE: -62_000 })
      for (const { file, states: wanted, workItems = [], payerClaimNumbers } of answers) {
        const report = await receiveBytes(gateway, read(file), file)
        expect(await states(store), file).to.deep.equal(wanted)
        expect(only(workItems, report.workItems), file).to.deep.equal(workItems)
        if (payerClaimNumbers !== undefined)
          expect(await claimsBy(store, ({ payerClaimNumber }) => payerClaimNumber)).to.deep.include(payerClaimNumbers)
      }
      expect(await breaches(store)).to.deep.equal([])
    })

    it('is the same when every answer comes twice', async () => {
      const store = await openStore()
      const gateway = gatewayOn(store, { partners: [acorn()] })
      await submitBytes(gateway, read(first?.file ?? ''), { asSent: true })
      for (const { file } of answers) {
        await receiveBytes(gateway, read(file), file)
        await receiveBytes(gateway, read(file), file)
      }
      expect(await states(store)).to.deep.equal(answers.at(-1)?.states)
      expect((await store.workItems.list({ limit: 100 })).items).to.have.length(4)
    })
  })
})
