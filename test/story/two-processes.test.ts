// Several gateways on one MySQL database: whatever they do at the same moment, the effects are those of one.
import { expect } from 'chai'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { acorn, booksOf, breaches, gatewayOn, openAccounts, receiveBytes, sample, submitBytes } from '../support/gateway.js'
import { fourFifthsOf, remittanceFile } from '../support/remittance-file.js'

const count = 60
const claims = Array.from({ length: count }, (_, n) => openClaim(`RB${String(n).padStart(6, '0')}`, { charges: [100] }))
const file = remittanceFile({ trace: 'EFT-1', claims: fourFifthsOf(claims) })
const gateways = 3

withDatabases((database, _openStore, createDatabase) => {
  if (database === 'SQLite') return // one process alone may have the file; test/cli holds it to that

  describe('two processes', function () {
    this.timeout(120_000)

    it('the same file at the same moment is posted once, by whomever', async () => {
      for (let round = 0; round < 5; round++) {
        const shared = await createDatabase()
        const stores = await Promise.all(Array.from({ length: gateways }, () => shared.open()))
        const [first] = stores
        if (first === undefined) throw new Error('no store')
        await openAccounts(gatewayOn(first), claims)
        const outcomes = await Promise.allSettled(stores.map((store) => receiveBytes(gatewayOn(store), file)))
        const told = outcomes.map((one) => (one.status === 'fulfilled' ? one.value.outcome : String(one.reason)))
        await gatewayOn(first).receive.resume()
        expect(await first.ledger.balances(), told.join('; ')).to.deep.equal({
          'AR:P': 0,
          'CASH:REMIT': count * 8000,
          'ADJ:CONTRACTUAL': count * 2000,
          REVENUE: count * -10_000,
        })
        expect(await breaches(first), told.join('; ')).to.deep.equal([])
        expect((await booksOf(first)).remittances).to.deep.equal([`EFT-1 posted ${count}`])
        for (const store of stores) await store.close()
      }
    })

    it('the same payment in different envelopes at the same moment is posted once', async () => {
      const shared = await createDatabase()
      const stores = await Promise.all(Array.from({ length: gateways }, () => shared.open()))
      const [first] = stores
      if (first === undefined) throw new Error('no store')
      await openAccounts(gatewayOn(first), claims)
      const reports = await Promise.all(
        stores.map((store, n) =>
          receiveBytes(gatewayOn(store), remittanceFile({ trace: 'EFT-1', claims: fourFifthsOf(claims) }, { control: `00000030${n}` })),
        ),
      )
      const outcomes = reports.map(({ remittances: [one] }) => one?.outcome)
      expect(outcomes.filter((outcome) => outcome === 'posted')).to.have.length(1)
      expect((await first.ledger.balances())['CASH:REMIT']).to.equal(count * 8000)
      expect(await breaches(first)).to.deep.equal([])
      for (const store of stores) await store.close()
    })

    it('different payments of the same claims, one of them reversing the other, leave the same books in any order', async () => {
      const payment = remittanceFile({ trace: 'EFT-1', claims: fourFifthsOf(claims) })
      const reversal = remittanceFile(
        {
          trace: 'EFT-2',
          claims: claims.map(({ patientControlNumber: number }) => ({ number, chargeCents: -10_000, paidCents: -8000, status: '22' })),
          bpr02Cents: 0,
          trailer: [`PLB*1234567893*20261231*WO:ALL*-${count * 80}`],
        },
        { control: '000000102' },
      )
      const shared = await createDatabase()
      const stores = await Promise.all([shared.open(), shared.open()])
      await openAccounts(gatewayOn(stores[0]), claims)
      await Promise.all([receiveBytes(gatewayOn(stores[0]), payment), receiveBytes(gatewayOn(stores[1]), reversal)])
      const { 'SUSPENSE:CLAIM': waiting = 0, 'AR:P': open = 0 } = await stores[0].ledger.balances()
      expect({ waiting, open }).to.deep.equal({ waiting: 0, open: count * 10_000 })
      expect(await breaches(stores[0])).to.deep.equal([])
      for (const store of stores) await store.close()
    })

    it('the same claims handed in at the same moment go out once', async () => {
      const shared = await createDatabase()
      const stores = await Promise.all(Array.from({ length: gateways }, () => shared.open()))
      const bytes = sample('scenarios/01-simple-paid.837')
      const reports = await Promise.all(stores.map((store) => submitBytes(gatewayOn(store, { partners: [acorn()] }), bytes)))
      expect(reports.map(({ outcome }) => outcome).toSorted()).to.deep.equal(['duplicate', 'duplicate', 'submitted'])
      expect((await stores[0]?.outbox.list({}))?.items).to.have.length(1)
      for (const store of stores) await store.close()
    })
  })
})
