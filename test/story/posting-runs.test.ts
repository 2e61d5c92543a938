// Remittances go into the books in runs and out of them again: whatever is voided, and in which order, the rest is right.
import { expect } from 'chai'
import fc from 'fast-check'
import { createPostingActs, type PostingActs } from '../../src/gateway/index.js'
import { importClaims } from '../../src/gateway/index.js'
import type { OpenClaim } from '../../src/domain/index.js'
import type { Store } from '../../src/store/index.js'
import { Fault } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import {
  booksOf,
  breaches,
  type GatewayShape,
  gatewayOn,
  openAccounts,
  receiveBytes,
  riverbend,
  sample,
  type TestGateway,
} from '../support/gateway.js'
import { fourFifthsOf, type RemittanceShape, remittanceFile } from '../support/remittance-file.js'
import { crashingStore, Killed } from './crashing-store.js'

const claims = [openClaim('RB000101', { charges: [150] }), openClaim('RB000102', { charges: [250] })]
const stranger = { number: 'NOBODY00001', chargeCents: 5000, paidCents: 1000, last: 'NOBODY' }
const paid: RemittanceShape = {
  trace: 'EFT-1',
  claims: [...fourFifthsOf(claims), stranger],
  bpr02Cents: 33_421,
  trailer: ['PLB*1234567893*20261231*L6*-4.21'],
}
const reversal: RemittanceShape = {
  trace: 'EFT-2',
  claims: [{ number: 'RB000101', chargeCents: -15_000, paidCents: -12_000, status: '22' }],
  bpr02Cents: 0,
  trailer: ['PLB*1234567893*20261231*WO:ICNRB000101*-120'],
}
const charges = { 'AR:P': 40_000, REVENUE: -40_000 }
const act = { by: 'user:tester', reason: 'cheque was stopped' }

/** The scenarios whose several remittances stand on each other, with one of each other kind. */
const scenarios: readonly (readonly string[])[] = [
  ['01-simple-paid'],
  ['03-denied'],
  ['04-partial-bundled'],
  ['05-reversal-correction', '1', '2'],
  ['06-overpayment-wo', '1', '2', '3'],
  ['09-secondary-payment', '1', '2'],
  ['10-unmatched'],
  ['14-institutional-crossover'],
  ['17-predetermination'],
  ['19-plb-mixed'],
]

withDatabases((database, openStore) => {
  describe('posting runs', () => {
    async function world(shape: GatewayShape = {}) {
      const store = await openStore()
      const gateway = gatewayOn(store, shape)
      await openAccounts(gateway, claims)
      return { store, gateway, acts: createPostingActs(gateway) }
    }

    async function receive(gateway: TestGateway, shape: RemittanceShape, control = '000000101'): Promise<string> {
      const report = await receiveBytes(gateway, remittanceFile(shape, { control }))
      return report.remittances[0]?.remittanceId ?? ''
    }

    it('void payment: every account is back at its charges, nothing is deleted, no work is left; posted again it is as before', async () => {
      const { store, gateway, acts } = await world()
      const id = await receive(gateway, paid)
      const before = await booksOf(store)
      const { remittance, balances } = await acts.void(id, act)
      expect(remittance.outcome).to.equal('voided')
      expect(balances.map(({ balances: { ['AR:P']: owed } }) => owed)).to.deep.equal([15_000, 25_000])
      expect(nonZero(await store.ledger.balances())).to.deep.equal(charges)
      const voided = await booksOf(store)
      expect(voided.entries.length).to.equal(before.entries.length * 2 - claims.length)
      expect(voided.claims.map(({ state }) => state)).to.deep.equal(['submitted', 'submitted'])
      expect(voided.workItems.every((item) => item.endsWith('resolved'))).to.equal(true)
      expect(await breaches(store)).to.deep.equal([])
      expect(await fails(acts.void(id, act)), 'once for ever').to.equal('CONFLICT')
      expect(await fails(acts.post(id, { by: act.by })), 'with a reason').to.equal('REFUSED')

      await acts.post(id, act)
      const again = await booksOf(store)
      expect(again.balances).to.deep.include(nonZero(before.balances))
      expect(again.claims).to.deep.equal(before.claims)
      expect(await breaches(store)).to.deep.equal([])
      const runs = await acts.runs(id)
      expect(runs.map(({ number, mode, state }) => [number, mode, state])).to.deep.equal([
        [1, 'automatic', 'voided'],
        [2, 'void', 'posted'],
        [3, 'by-person', 'posted'],
      ])
      expect(await acts.compareRuns(runs[0]?.id ?? '', runs[2]?.id ?? '')).to.deep.equal([])
      expect(await acts.compareRuns(runs[0]?.id ?? '', runs[1]?.id ?? '')).to.have.length(before.entries.length * 2 - 2 * claims.length)
    })

    it('R-REV-3: what a reversal took back is not voided under it; with what stands on it, it is', async () => {
      const { store, gateway, acts } = await world()
      const first = await receive(gateway, paid)
      const second = await receive(gateway, reversal, '000000102')
      expect(await fails(acts.void(first, act))).to.equal('REFUSED')
      expect(await breaches(store)).to.deep.equal([])
      await acts.void(second, act)
      expect((await booksOf(store)).claims[0]?.state, 'the payment stands again').to.equal('paid')
      await acts.post(second, act)
      await acts.void(first, { ...act, withDependants: true })
      expect(await breaches(store)).to.deep.equal([])
      await acts.void(second, act)
      expect(nonZero(await store.ledger.balances())).to.deep.equal(charges)
    })

    it('I-2: one claim payment is voided into suspense, linked to another claim, disowned and claimed again', async () => {
      const { store, gateway, acts } = await world()
      const id = await receive(gateway, {
        ...paid,
        claims: [...fourFifthsOf(claims.slice(0, 1)), { ...stranger, chargeCents: 25_000 }],
        bpr02Cents: 13_421,
      })
      const [own, strange] = (await store.remittances.payments(id, { limit: 10 })).items.map((row) => row.id)
      await acts.voidPayment(own ?? '', act)
      expect(await breaches(store)).to.deep.equal([])
      expect(nonZero(await store.ledger.balances())).to.deep.include({ 'AR:P': 40_000, 'SUSPENSE:CLAIM': -13_000, 'CASH:REMIT': 13_421 })
      await acts.disown(strange ?? '', act)
      expect(nonZero(await store.ledger.balances())).to.deep.include({ 'DUE:PAYER': -1000, 'SUSPENSE:CLAIM': -12_000 })
      expect(await breaches(store)).to.deep.equal([])
      await acts.voidPayment(strange ?? '', act)
      await acts.link(strange ?? '', 'RB000102', act)
      await acts.link(own ?? '', 'RB000101', act)
      expect(await breaches(store)).to.deep.equal([])
      expect(await fails(acts.link(own ?? '', 'RB000102', act)), 'it is linked').to.equal('CONFLICT')
      // A person's word teaches nothing: the payer's number of the stranger finds no claim.
      expect(await store.claims.byPayerClaimNumbers(['ICNNOBODY00001'])).to.deep.equal([])
      await acts.void(id, act)
      expect(nonZero(await store.ledger.balances())).to.deep.equal(charges)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a dry run shows what the real one then does, and leaves nothing', async () => {
      const { store, gateway, acts } = await world({ posting: { mode: 'review', rules: {} } })
      const empty = await booksOf(store)
      const tried = await store.tryOut(() => receiveBytes(gateway, remittanceFile(paid)))
      expect(tried.remittances.map(({ heldFor }) => heldFor)).to.deep.equal(['posting-review'])
      expect(await booksOf(store)).to.deep.equal(empty)
      const id = await receive(gateway, paid)
      const held = await booksOf(store)
      const trial = await acts.post(id, { by: act.by, dryRun: true })
      expect(await booksOf(store)).to.deep.equal(held)
      const last = async () => (await store.audit.list({ limit: 1 })).items.map(({ action, actor, object }) => ({ action, actor, object }))
      const trace = { actor: act.by, object: `remittance:${id}` }
      expect(await last(), 'the trail names it apart').to.deep.equal([{ action: 'remittance.post.dry-run', ...trace }])
      const real = await acts.post(id, { by: act.by })
      expect(await last()).to.deep.equal([{ action: 'remittance.post', ...trace }])
      const told = ({ remittance, balances }: typeof real) => ({ entries: remittance.entries, states: remittance.claimStates, balances })
      expect(told(trial)).to.deep.equal(told(real))
      expect(await breaches(store)).to.deep.equal([])
    })

    it('F4: a possible reissue takes over the posting of the payment before it, or is posted beside it', async () => {
      for (const as of ['reissue', 'separate'] as const) {
        const { store, gateway, acts } = await world()
        const first = await receive(gateway, paid)
        const second = await receive(gateway, { ...paid, trace: 'EFT-9' }, '000000109')
        expect(await fails(acts.post(second, act)), 'a person says which').to.equal('REFUSED')
        await acts.post(second, { ...act, as })
        const states = await Promise.all([first, second].map(async (id) => (await store.remittances.find(id))?.state))
        expect(states).to.deep.equal([as === 'reissue' ? 'voided' : 'posted', 'posted'])
        expect(await breaches(store)).to.deep.equal([])
        if (as === 'reissue') expect(await fails(acts.post(first, act)), 'its place is taken').to.equal('REFUSED')
      }
    })

    it('remittance-conflict: shown claim by claim; posted when the first is voided', async () => {
      const { store, gateway, acts } = await world()
      const first = await receive(gateway, paid)
      const other = { ...paid, claims: [{ number: 'RB000101', chargeCents: 15_000, paidCents: 10_000 }], bpr02Cents: 10_421 }
      const second = await receive(gateway, other, '000000103')
      expect((await store.remittances.find(second))?.heldFor).to.equal('remittance-conflict')
      const differences = await acts.compareRemittances(first, second)
      expect(differences.map(({ claim, first: a, second: b }) => [claim, a?.paidCents, b?.paidCents])).to.deep.equal([
        ['RB000101', 12_000, 10_000],
        ['RB000102', 20_000, undefined],
        ['NOBODY00001', 1000, undefined],
      ])
      expect(await fails(acts.post(second, act))).to.equal('REFUSED')
      await acts.void(first, act)
      await acts.post(second, act)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('killed anywhere while voiding and posting again, then done again: the books of one undisturbed run', async () => {
      const stride = database === 'SQLite' ? 3 : 29
      const steps = async (acts: PostingActs, id: string): Promise<void> => {
        const runs = await acts.runs(id)
        if (runs.length === 1) await acts.void(id, act)
        if ((await acts.runs(id)).at(-1)?.state !== 'posted' || (await acts.runs(id)).length === 2) await acts.post(id, act)
      }
      const { store: calm, gateway, acts } = await world()
      await steps(acts, await receive(gateway, paid))
      const undisturbed = await booksOf(calm)
      for (let point = 1; ; point += stride) {
        const { store, gateway: own, acts: whole } = await world()
        const id = await receive(own, paid)
        const dying = crashingStore(store, point, 'after')
        const survived = await steps(createPostingActs(gatewayOn(dying.store)), id).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error
            return false
          },
        )
        await steps(whole, id)
        expect(await booksOf(store), `killed at call ${point}`).to.deep.equal(undisturbed)
        expect(await breaches(store)).to.deep.equal([])
        if (survived) break
      }
    })

    it('voided by five people at once: one void, four refusals', async () => {
      const { store, gateway, acts } = await world()
      const id = await receive(gateway, paid)
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => fails(acts.void(id, act))))
      expect(outcomes.toSorted()).to.deep.equal(['', 'CONFLICT', 'CONFLICT', 'CONFLICT', 'CONFLICT'].toSorted())
      expect(nonZero(await store.ledger.balances())).to.deep.equal(charges)
    })

    if (database === 'SQLite')
      for (const [name = '', ...parts] of scenarios)
        it(`scenario ${name}: every run voided in any order brings every account back to its charges`, async () => {
          const names = parts.length === 0 ? [`${name}.835`] : parts.map((part) => `${name}.${part}.835`)
          await fc.assert(
            fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async (order) => {
              const store = await openStore()
              const gateway = gatewayOn(store)
              await open(store, gateway, name)
              const opened = nonZero(await store.ledger.balances())
              const acts = createPostingActs(gateway)
              const ids = new Map<string, string[]>()
              for (const file of names) {
                const { remittances } = await receiveBytes(gateway, sample(`scenarios/${file}`))
                ids.set(
                  file,
                  remittances.map(({ remittanceId }) => remittanceId),
                )
              }
              for (const id of order.flatMap((file) => ids.get(file) ?? [])) {
                await acts.void(id, { ...act, withDependants: true })
                expect(await breaches(store)).to.deep.equal([])
              }
              expect(nonZero(await store.ledger.balances())).to.deep.equal(opened)
              expect((await booksOf(store)).claims.every(({ state }) => state === 'submitted')).to.equal(true)
              await store.close()
            }),
            { numRuns: names.length === 1 ? 1 : names.length === 2 ? 3 : 5 },
          )
        })
  })
})

async function open(store: Store, gateway: TestGateway, name: string): Promise<void> {
  const practice = await riverbend(store)
  const text = sample(`scenarios/${name}.claims.json`).toString()
  await importClaims(gateway, JSON.parse(text) as OpenClaim[], { practice })
}

function nonZero(balances: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(balances).filter(([, cents]) => cents !== 0))
}

/** The fault code that it fails with; empty when it does not. */
function fails(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => '',
    (error: unknown) => {
      if (error instanceof Fault) return error.code
      throw error
    },
  )
}
