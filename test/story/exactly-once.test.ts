// Whatever comes twice, at once, or is cut off in the middle: the books are those of one undisturbed run.
import { expect } from 'chai'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { acorn, booksOf, breaches, gatewayOn, openAccounts, receiveBytes, sample, submitBytes } from '../support/gateway.js'
import { fourFifthsOf, remittanceFile } from '../support/remittance-file.js'
import { crashingStore, Killed } from './crashing-store.js'

const claims = [openClaim('RB000101', { charges: [150] }), openClaim('RB000102', { charges: [250] })]
/** Two claims of ours, one that nobody knows, and interest: each kind of effect once. */
const remittance = {
  trace: 'EFT-1',
  claims: [...fourFifthsOf(claims), { number: 'NOBODY00001', chargeCents: 5000, paidCents: 1000, last: 'NOBODY' }],
  bpr02Cents: 33_421,
  trailer: ['PLB*1234567893*20261231*L6*-4.21'],
}
const file = remittanceFile(remittance)

withDatabases((database, openStore) => {
  /** Every point on SQLite; on MySQL, where a new database takes its time, every seventh. */
  const stride = database === 'SQLite' ? 1 : 7

  describe('exactly once', () => {
    async function world(): Promise<Store> {
      const store = await openStore()
      await openAccounts(gatewayOn(store), claims)
      return store
    }

    let undisturbed: Awaited<ReturnType<typeof booksOf>>

    before('one undisturbed run', async () => {
      const store = await world()
      const report = await receiveBytes(gatewayOn(store), file)
      expect(report.remittances.map(({ outcome, postedCents, suspendedCents }) => [outcome, postedCents, suspendedCents])).to.deep.equal([
        ['posted', 32_421, 1000],
      ])
      expect(await breaches(store)).to.deep.equal([])
      undisturbed = await booksOf(store)
    })

    it('the same file twice', async () => {
      const store = await world()
      const first = await receiveBytes(gatewayOn(store), file)
      const again = await receiveBytes(gatewayOn(store), file, 'another-name.edi')
      expect([first.outcome, again.outcome]).to.deep.equal(['processed', 'duplicate'])
      expect(again.fileId).to.equal(first.fileId)
      expect((await store.files.find(first.fileId))?.receipts, 'each arrival leaves a receipt').to.equal(2)
      expect(await booksOf(store)).to.deep.equal(undisturbed)
    })

    it('the same file ten times at once, through one gateway', async () => {
      const store = await world()
      const gateway = gatewayOn(store)
      const reports = await Promise.all(Array.from({ length: 10 }, (_, n) => receiveBytes(gateway, file, `copy-${n}.edi`)))
      expect(reports.filter(({ outcome }) => outcome === 'processed')).to.have.length(1)
      expect(await booksOf(store)).to.deep.equal(undisturbed)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('the same payment in new envelopes, one after the other and at once', async () => {
      const store = await world()
      const gateway = gatewayOn(store)
      const envelopes = ['000000201', '000000202', '000000203'].map((control) => remittanceFile(remittance, { control, lineEnd: '' }))
      const reports = await Promise.all([file, ...envelopes].map((bytes) => receiveBytes(gateway, bytes)))
      const outcomes = reports.flatMap(({ remittances }) => remittances.map(({ outcome }) => outcome))
      expect(outcomes.toSorted()).to.deep.equal(['duplicate', 'duplicate', 'duplicate', 'posted'])
      const { balances, entries } = await booksOf(store)
      expect(balances).to.deep.equal(undisturbed.balances)
      expect(entries).to.deep.equal(undisturbed.entries)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a hundred different remittances at once, each claim paid by its own', async function () {
      this.timeout(120_000)
      const store = await openStore()
      const gateway = gatewayOn(store)
      const many = Array.from({ length: 100 }, (_, n) => openClaim(`RB${String(n).padStart(6, '0')}`, { charges: [100 + n] }))
      await openAccounts(gateway, many)
      const files = many.map((claim, n) =>
        remittanceFile({ trace: `EFT-${n}`, claims: fourFifthsOf([claim]) }, { control: String(n + 1).padStart(9, '0') }),
      )
      const reports = await Promise.all(files.map((bytes, n) => receiveBytes(gateway, bytes, `${n}.edi`)))
      expect(reports.every(({ remittances: [one] }) => one?.outcome === 'posted')).to.equal(true)
      const charge = many.reduce((sum, { chargeCents }) => sum + chargeCents, 0)
      expect(await store.ledger.balances()).to.deep.equal({
        'AR:P': 0,
        'CASH:REMIT': (charge / 5) * 4,
        'ADJ:CONTRACTUAL': charge / 5,
        REVENUE: -charge,
      })
      expect(await breaches(store)).to.deep.equal([])
    })

    for (const when of ['before', 'after'] as const) {
      it(`killed ${when} any one of its calls to the store, then taken up again`, async function () {
        this.timeout(600_000)
        let points = 0
        for (let point = 1; ; point += stride) {
          const store = await world()
          const dying = crashingStore(store, point, when)
          const survived = await receiveBytes(gatewayOn(dying.store), file).then(
            () => true,
            (error: unknown) => {
              if (!(error instanceof Killed)) throw error
              return false
            },
          )
          const gateway = gatewayOn(store)
          await gateway.receive.resume()
          const report = await receiveBytes(gateway, file)
          expect(await booksOf(store), `killed ${when} call ${point}`).to.deep.equal(undisturbed)
          expect(report.remittances, `told after call ${point}`).to.have.length(1)
          expect(await breaches(store), `killed ${when} call ${point}`).to.deep.equal([])
          await store.close()
          if (survived) break
          points += 1
        }
        expect(points, 'places where it was killed').to.be.greaterThan(60 / stride)
      })
    }

    for (const answer of ['ta1', '999', '277ca'])
      it(`a ${answer} killed anywhere, then taken up again, moves each claim by one step`, async function () {
        this.timeout(600_000)
        const bytes = sample(`scenarios/21-ack-lifecycle.${answer}`)
        const sent = async (): Promise<Store> => {
          const store = await openStore()
          await submitBytes(gatewayOn(store, { partners: [acorn()] }), sample('scenarios/21-ack-lifecycle.837'), { asSent: true })
          return store
        }
        const told = async (store: Store): Promise<unknown> => {
          const { items } = await store.claims.list({})
          const timelines = await Promise.all(items.map(({ id }) => store.claims.timeline(id)))
          return [await booksOf(store), timelines.map((steps) => steps.map(({ event }) => event).join(', ')).toSorted()]
        }
        const calm = await sent()
        await receiveBytes(gatewayOn(calm), bytes)
        const wanted = await told(calm)
        let points = 0
        for (let point = 1; ; point += stride) {
          const store = await sent()
          const dying = crashingStore(store, point, 'after')
          const survived = await receiveBytes(gatewayOn(dying.store), bytes).then(
            () => true,
            (error: unknown) => {
              if (!(error instanceof Killed)) throw error
              return false
            },
          )
          await receiveBytes(gatewayOn(store), bytes)
          expect(await told(store), `killed after call ${point}`).to.deep.equal(wanted)
          await store.close()
          if (survived) break
          points += 1
        }
        expect(points, 'places where it was killed').to.be.greaterThan(15 / stride)
      })

    it('a submission killed anywhere, then tried again, goes out once', async function () {
      this.timeout(600_000)
      const bytes = sample('scenarios/01-simple-paid.837')
      let points = 0
      for (let point = 1; ; point += stride) {
        const store = await openStore()
        const dying = crashingStore(store, point, 'after')
        const options = { partners: [acorn()], defaultPartner: acorn() }
        const survived = await submitBytes(gatewayOn(dying.store, options), bytes).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error
            return false
          },
        )
        const report = await submitBytes(gatewayOn(store, options), bytes)
        expect(
          report.sending.map(({ interchangeControl }) => interchangeControl),
          `killed after call ${point}`,
        ).to.deep.equal(['000000001'])
        expect((await store.outbox.list({})).items).to.have.length(1)
        expect((await store.claims.list({})).items.map(({ submissionState }) => submissionState)).to.deep.equal(['Batched'])
        await store.close()
        if (survived) break
        points += 1
      }
      expect(points, 'places where it was killed').to.be.greaterThan(15 / stride)
    })
  })
})
