// What random histories of payments found wrong, each as small as it can be told.
import { expect } from 'chai'
import { createPostingActs } from '../../src/gateway/index.js'
import { creditItems } from '../../src/ledger/index.js'
import type { Store } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { remit, settled } from '../support/arbitrary-era.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, type TestGateway } from '../support/gateway.js'
import { fileOf, remittanceFile } from '../support/remittance-file.js'

const act = { by: 'user:tester', reason: 'cheque was stopped' }
const claim = openClaim('RB000101', { charges: [100, 50] })
const twoPayers = openClaim('RB000102', { charges: [100], payers: ['60001', '60002'] })
const plb = (...items: readonly string[]): string => `PLB*1234567893*20261231*${items.join('*')}`

withDatabases((_database, openStore) => {
  describe('found by random histories', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store)
      await openAccounts(gateway, [claim, twoPayers])
    })
    afterEach(async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    async function adjusted(trace: string, bpr02Cents: number, trailer: string): Promise<string> {
      const control = trace.padStart(9, '0')
      const file = remittanceFile({ trace, claims: [], bpr02Cents, trailer: [trailer] }, { control })
      // Without claims there is no LX, and one segment less.
      const { remittances } = await receiveBytes(
        gateway,
        file.replace('LX*1~\n', '').replace(/SE\*(\d+)/, (_, n) => `SE*${Number(n) - 1}`),
      )
      expect(remittances.map(({ outcome }) => outcome)).to.deep.equal(['posted'])
      return remittances[0]?.remittanceId ?? ''
    }

    async function asked(): Promise<string[]> {
      const { items } = await store.workItems.list({ state: 'open', limit: 100 })
      return items.map(({ type, cents }) => `${type} ${cents ?? 0}`).toSorted()
    }

    it('I-2: a remittance of provider adjustments alone is voided with its first entry', async () => {
      const id = await adjusted('1', 300, plb('L6:INT', '-1', 'CT:CAP', '-2'))
      await createPostingActs(gateway).void(id, act)
      expect(await store.ledger.balances()).to.include({ 'CASH:REMIT': 0, 'INCOME:INTEREST': 0, 'INCOME:CAPITATION': 0 })
    })

    it('R-PLB-1: a void of what went both ways under one reference asks about nothing', async () => {
      const id = await adjusted('1', 0, plb('WO:R3', '-5', 'WO:R3', '5'))
      await createPostingActs(gateway).void(id, act)
      expect(await asked()).to.deep.equal([])
    })

    it('R-PLB-2: a void of what a debt grew by asks about the rest of it again', async () => {
      await adjusted('1', 1000, plb('WO:R3', '-10'))
      const id = await adjusted('2', 500, plb('WO:R3', '-5'))
      expect(await asked()).to.deep.equal(['open-payer-balance 1500'])
      await createPostingActs(gateway).void(id, act)
      expect(await asked()).to.deep.equal(['open-payer-balance 1000'])
    })

    it('I-4: a credit of the first of two payments in one set is asked about, although the second waits for a person', async () => {
      const { patientControlNumber: number, chargeCents } = claim
      const over = { group: 'CO', reason: '45', amountCents: toCents(-2000) }
      const first = settled(claim, 'ICN1', '1', [over, { group: 'PR', reason: '2', amountCents: toCents(-100) }])
      await receiveBytes(gateway, fileOf([remit('EFT-1', [first, { ...first, payerClaimNumber: 'ICN2', status: '1' }])]))
      const { items } = await store.workItems.list({ state: 'open', limit: 100 })
      expect(items.filter(({ claim: of }) => of === number).map(({ type }) => type)).to.have.members([
        'credit-balance',
        'readjudication-without-reversal',
      ])
      expect(first.paidCents).to.equal(chargeCents + 2100)
    })

    it('I-4: when one of two credits is settled, the other is still asked about', () => {
      const before = { 'AR:P': toCents(-1000), 'AR:PATIENT': toCents(-500) }
      const { closes, workItems } = creditItems('RB1', before, { ...before, 'AR:P': toCents(0) })
      expect(closes.map(({ type }) => type)).to.deep.equal(['credit-balance'])
      expect(workItems.map(({ cents, facts }) => [cents, facts?.account])).to.deep.equal([[500, 'AR:PATIENT']])
    })

    it('I-9: a later payer whose reason lowers and raises is cut by what lowers', async () => {
      const primary = settled(twoPayers, 'ICNP', '1', [])
      const mixed = [-3000, 3000].map((cents) => ({ group: 'OA', reason: '209', amountCents: toCents(cents) }))
      const secondary = { ...settled(twoPayers, 'ICNS', '2', mixed), patient: { entityType: '1' as const, last: 'ALVAREZ', id: 'W2' } }
      await receiveBytes(gateway, fileOf([remit('EFT-1', [primary])], { control: '000000001' }))
      await receiveBytes(gateway, fileOf([remit('EFT-2', [secondary], [], { id: '60002', name: 'OAK' })], { control: '000000002' }))
    })
  })
})
