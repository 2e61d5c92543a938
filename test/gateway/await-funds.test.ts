// "Post only when the money is seen": nothing in the books before the deposit is matched, everything after it, once.
import { expect } from 'chai'
import type { PayerRules, PostingRules } from '../../src/domain/index.js'
import { cashStandings, createPostingActs } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { Fault } from '../../src/values/index.js'
import { crashingStore, Killed } from '../story/crashing-store.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import {
  booksOf,
  breaches,
  chunksOf,
  type GatewayShape,
  gatewayOn,
  openAccounts,
  receiveBytes,
  stillClock,
  type TestGateway,
} from '../support/gateway.js'
import { remittanceFile } from '../support/remittance-file.js'

const claims = [100, 200].map((charge, index) => openClaim(`RB00010${index + 1}`, { charges: [charge] }))
/** EFT-1 pays the first claim 80.00, EFT-2 the second 160.00. */
function era(n: number, trace = `EFT-${n}`, control = `00000010${n}`): string {
  const claim = claims[n - 1] ?? expect.fail()
  const paid = { number: claim.patientControlNumber, chargeCents: claim.chargeCents, paidCents: (claim.chargeCents / 5) * 4 }
  return remittanceFile({ trace, claims: [paid] }, { control })
}
const statement = (...rows: readonly string[]): string => ['postedDate,amount,description,companyName,addenda', ...rows].join('\n')
const row = (amount: string, trace?: string): string =>
  `2026-11-03,${amount},HCCLAIMPMT,ACORN HEALTH PLAN,${trace === undefined ? '' : `TRN*1*${trace}*1987654321~`}`
const onlyFunded: PostingRules = { mode: 'automatic', rules: {}, awaitFunds: true }
const acorn: PayerRules = { id: '60001', isTest: false, authorization: [], needsDrugNumber: false }

withDatabases((_database, openStore) => {
  describe('awaiting funds', () => {
    async function world(shape: GatewayShape = { posting: onlyFunded }): Promise<{ store: Store; gateway: TestGateway }> {
      const store = await openStore()
      const gateway = gatewayOn(store, shape)
      await openAccounts(gateway, claims)
      return { store, gateway }
    }
    const bring = (gateway: TestGateway, text: string) =>
      gateway.importDeposits({ name: 'bank', source: 'command-line', at: gateway.clock() }, chunksOf(Buffer.from(text)), { format: 'csv' })
    const states = async (store: Store) =>
      Object.fromEntries((await store.remittances.list({})).items.map(({ remittance, state }) => [remittance.trace.number, state]))
    const openTypes = async (store: Store) => (await store.workItems.list({ state: 'open' })).items.map(({ type }) => type).toSorted()
    const booked = async (store: Store) => (await store.ledger.entries({ limit: 100 })).items.filter(({ why }) => why !== 'charge').length

    it('waits without an entry, is told as waiting, and posts by itself when its deposit comes', async () => {
      const { store, gateway } = await world()
      const { remittances } = await receiveBytes(gateway, era(1))
      expect(remittances.map(({ outcome, entries, workItems }) => [outcome, entries, workItems.map(({ type }) => type)])).to.deep.equal([
        ['awaiting-funds', [], ['awaiting-funds']],
      ])
      expect(await booked(store)).to.equal(0)
      const [waiting] = (await store.remittances.list({})).items
      expect((await cashStandings(store, waiting === undefined ? [] : [waiting])).get(waiting?.id ?? '')).to.deep.equal({
        cashState: 'awaiting',
      })
      expect(await breaches(store)).to.deep.equal([])

      expect(await bring(gateway, statement(row('80.00', 'EFT-1')))).to.include({ matched: 1 })
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted' })
      expect(await openTypes(store)).to.deep.equal([])
      const runs = await store.runs.of(waiting?.id ?? '')
      expect(runs.map(({ mode, by, reason, state }) => [mode, by, reason, state])).to.deep.equal([
        ['automatic', 'system', 'its money is there', 'posted'],
      ])
      const { 'CASH:BANK': bank, 'CASH:REMIT': remit, 'AR:P': owed } = await store.ledger.balances()
      expect([bank, remit, owed]).to.deep.equal([8000, 0, 20_000])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('the money was there first: it posts at once, and the receipt says so', async () => {
      const { store, gateway } = await world()
      await bring(gateway, statement(row('80.00', 'EFT-1')))
      const { remittances } = await receiveBytes(gateway, era(1))
      expect(remittances.map(({ outcome, postedCents }) => [outcome, postedCents])).to.deep.equal([['posted', 8000]])
      expect(await openTypes(store)).to.deep.equal([])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('another amount does not let it post; a deposit matched by hand to both does', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      await receiveBytes(gateway, era(2))
      await bring(gateway, statement(row('79.00', 'EFT-1'), row('240.00')))
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'awaiting-funds', 'EFT-2': 'awaiting-funds' })
      const both = (await store.deposits.list({})).items.find(({ cents }) => cents === 24_000)
      await gateway.matchDeposit.match({ depositId: both?.id ?? '', remittances: ['EFT-1', 'EFT-2'], by: 'user:test' })
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted', 'EFT-2': 'posted' })
      expect(await breaches(store)).to.deep.equal([])
    })

    it('matched by hand within a larger transaction, as the API does: all of it, or nothing', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      await bring(gateway, statement(row('80.00')))
      const [deposit] = (await store.deposits.list({})).items
      const match = () => gateway.matchDeposit.match({ depositId: deposit?.id ?? '', remittances: ['EFT-1'], by: 'user:test' })
      const givenUp = store.transaction(async () => {
        await match()
        throw new Fault('REFUSED', 'the audit trail cannot be written')
      })
      expect(await faultOf(givenUp)).to.equal('REFUSED')
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'awaiting-funds' })
      expect(await breaches(store)).to.deep.equal([])
      await store.transaction(match)
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted' })
      expect(await breaches(store)).to.deep.equal([])
    })

    it('an undone match leaves it posted: its money is awaited again, and comes once', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      await bring(gateway, statement(row('80.00', 'EFT-1')))
      const [deposit] = (await store.deposits.list({})).items
      await gateway.matchDeposit.unmatch({ depositId: deposit?.id ?? '', by: 'user:test', reason: 'another practice' })
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted' })
      expect((await store.ledger.balances())['CASH:REMIT']).to.equal(8000)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('R-EFT-5: what pays nothing never waits', async () => {
      const { store, gateway } = await world()
      const denied = { number: 'RB000101', chargeCents: 10_000, paidCents: 0 }
      await receiveBytes(gateway, remittanceFile({ trace: 'NOTE-1', claims: [denied] }).replace('*C*ACH*CCP*', '*C*NON**'))
      expect(await states(store)).to.deep.equal({ 'NOTE-1': 'posted' })
    })

    const rows: readonly (readonly [string, GatewayShape, 'posted' | 'awaiting-funds'])[] = [
      ['no setting', {}, 'posted'],
      ['not asked for', { posting: { ...onlyFunded, awaitFunds: false } }, 'posted'],
      ['asked for this practice by its NPI', { posting: { ...onlyFunded, awaitFunds: ['1234567893'] } }, 'awaiting-funds'],
      ['asked for this practice by its tax id', { posting: { ...onlyFunded, awaitFunds: ['912345678'] } }, 'awaiting-funds'],
      ['asked for another practice', { posting: { ...onlyFunded, awaitFunds: ['1999000015'] } }, 'posted'],
      [
        'the payer says no',
        { posting: onlyFunded, payerRules: [{ ...acorn, posting: { mode: 'automatic', rules: {}, awaitFunds: false } }] },
        'posted',
      ],
      [
        'the payer says nothing of it',
        { posting: onlyFunded, payerRules: [{ ...acorn, posting: { mode: 'automatic', rules: {} } }] },
        'awaiting-funds',
      ],
      ['the payer alone says yes', { payerRules: [{ ...acorn, posting: { ...onlyFunded } }] }, 'awaiting-funds'],
    ]
    for (const [name, shape, state] of rows)
      it(`${name}: ${state}`, async () => {
        const { store, gateway } = await world(shape)
        await receiveBytes(gateway, era(1))
        expect(await states(store)).to.deep.equal({ 'EFT-1': state })
      })

    it('a person posts it before its money, with a reason; that the money is missing stays work', async () => {
      const clock = stillClock()
      const { store, gateway } = await world({ posting: onlyFunded, clock })
      const { remittances } = await receiveBytes(gateway, era(1))
      await bring(gateway, statement('2026-11-01,1.00,other,,'))
      await gateway.reassociate.review()
      expect(await openTypes(store)).to.include.members(['awaiting-funds', 'eft-missing'])
      const id = remittances[0]?.remittanceId ?? ''
      const postings = createPostingActs(gateway)
      expect(await faultOf(postings.post(id, { by: 'user:test' }))).to.equal('REFUSED')
      await postings.post(id, { by: 'user:test', reason: 'the payer confirmed the cheque' })
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted' })
      expect(await openTypes(store))
        .to.include('eft-missing')
        .and.not.to.include('awaiting-funds')
      await bring(gateway, statement(row('80.00', 'EFT-1')))
      expect(await openTypes(store)).not.to.include('eft-missing')
      expect(await breaches(store)).to.deep.equal([])
    })

    it('one that was reviewed needs a reason to pass this gate too', async () => {
      const { store, gateway } = await world({ posting: { ...onlyFunded, mode: 'review' } })
      const { remittances } = await receiveBytes(gateway, era(1))
      const postings = createPostingActs(gateway)
      const id = remittances[0]?.remittanceId ?? ''
      expect(await faultOf(postings.post(id, { by: 'user:test' }))).to.equal('REFUSED')
      await postings.post(id, { by: 'user:test', reason: 'needed before the month ends' })
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted' })
    })

    it('the same payment again while it waits is a duplicate; other content under its trace a conflict', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      const again = await receiveBytes(gateway, era(1, 'EFT-1', '000000201'))
      expect(again.remittances.map(({ outcome }) => outcome)).to.deep.equal(['duplicate'])
      const other = await receiveBytes(gateway, era(2, 'EFT-1', '000000202'))
      expect(other.remittances.map(({ outcome, heldFor }) => [outcome, heldFor])).to.deep.equal([['held', 'remittance-conflict']])
      await bring(gateway, statement(row('80.00', 'EFT-1')))
      expect((await store.ledger.balances())['AR:P']).to.equal(20_000)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('issued again under another trace: the one that never was funded ends, the new one is in its place', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      const { remittances } = await receiveBytes(gateway, era(1, 'EFT-9', '000000201'))
      expect(remittances[0]?.heldFor).to.equal('possible-reissue')
      const act = { by: 'user:test', reason: 'cheque lost, issued again', as: 'reissue' } as const
      await createPostingActs(gateway).post(remittances[0]?.remittanceId ?? '', act)
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'duplicate', 'EFT-9': 'posted' })
      await bring(gateway, statement(row('80.00', 'EFT-9')))
      expect(await openTypes(store)).to.deep.equal([])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('killed anywhere between the deposit and the books: the next look goes on, and all is there once', async () => {
      const undisturbed = await world()
      await receiveBytes(undisturbed.gateway, era(1))
      await bring(undisturbed.gateway, statement(row('80.00', 'EFT-1')))
      const expected = await booksOf(undisturbed.store)
      let survived = false
      for (let point = 1; !survived; point += 3) {
        const { store, gateway } = await world()
        await receiveBytes(gateway, era(1))
        survived = await bring(
          gatewayOn(crashingStore(store, point, point % 2 === 0 ? 'before' : 'after').store, { posting: onlyFunded }),
          statement(row('80.00', 'EFT-1')),
        ).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error
            return false
          },
        )
        expect(await breaches(store), `killed at call ${point}`).to.deep.equal([])
        await bring(gateway, statement(row('80.00', 'EFT-1')))
        expect(await booksOf(store), `killed at call ${point}`).to.deep.equal(expected)
        expect(await breaches(store)).to.deep.equal([])
      }
    })

    it('its money comes while three look at once: it is posted once', async () => {
      const { store, gateway } = await world()
      await receiveBytes(gateway, era(1))
      const looks = [1, 2, 3].map(() => gatewayOn(store, { posting: onlyFunded }).reassociate.settle())
      await Promise.all([bring(gateway, statement(row('80.00', 'EFT-1'))), ...looks])
      await Promise.all([1, 2, 3].map(() => gatewayOn(store, { posting: onlyFunded }).reassociate.settle()))
      expect((await store.ledger.balances())['AR:P']).to.equal(20_000)
      expect(await states(store)).to.deep.equal({ 'EFT-1': 'posted' })
      expect(await breaches(store)).to.deep.equal([])
    })
  })
})

async function faultOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : 'other'),
  )
}
