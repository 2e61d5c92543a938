// The letter method: a person books the claim side of a recovery, before or after the payer takes it (R-PLB-1, R-PLB-3, R-PLB-4).
import { expect } from 'chai'
import type { EntryDraft } from '../../src/domain/index.js'
import { enterByHand } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, type TestGateway } from '../support/gateway.js'
import { remittanceFile } from '../support/remittance-file.js'

const first = { number: 'RB000101', chargeCents: 10_000, paidCents: 8000 }
const second = { number: 'RB000102', chargeCents: 20_000, paidCents: 16_000 }
const letter: Pick<EntryDraft, 'dr' | 'cr' | 'cents' | 'why' | 'claim'> = {
  dr: 'AR:P',
  cr: 'DUE:PAYER',
  cents: toCents(7500),
  why: 'overpayment letter',
  claim: first.number,
}

const paid = remittanceFile({ trace: 'EFT-1', claims: [first] }, { control: '000000001' })
const recovered = recovery('ICNRB000101')

/** The second claim is paid less 75.00 that the payer takes under this reference. */
function recovery(reference: string): string {
  const trailer = [`PLB*1234567893*20261231*WO:${reference}*75`]
  return remittanceFile({ trace: 'EFT-2', claims: [second], bpr02Cents: 8500, trailer }, { control: '000000002' })
}

async function openItems(store: Store): Promise<string[]> {
  const { items } = await store.workItems.list({ state: 'open', limit: 100 })
  return items.map(({ type, cents }) => `${type} ${cents ?? 0}`).toSorted()
}

withDatabases((_database, openStore) => {
  describe('a recovery booked by hand', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store)
      await openAccounts(gateway, [openClaim(first.number, { charges: [100] }), openClaim(second.number, { charges: [200] })])
      await receiveBytes(gateway, paid)
    })

    afterEach('the books hold', async () => {
      expect(await breaches(store)).to.deep.equal([])
    })

    it('R-PLB-3 that names only its claim is found by the payer number of the claim', async () => {
      const { ref } = await enterByHand(gateway, letter)
      expect(ref).to.equal(first.number)
      expect(await openItems(store)).to.deep.equal(['open-payer-balance 7500'])
      await receiveBytes(gateway, recovered)
      expect(await openItems(store)).to.deep.equal([])
      expect((await store.ledger.balancesByReference('DUE:PAYER')).size).to.equal(0)
    })

    it('R-PLB-1 after the payer took it explains the recoupment', async () => {
      await receiveBytes(gateway, recovered)
      expect(await openItems(store)).to.deep.equal(['recoupment-without-balance 7500'])
      const { ref } = await enterByHand(gateway, letter)
      expect(ref, 'what is due of this claim').to.equal('ICNRB000101')
      expect(await openItems(store)).to.deep.equal([])
      expect(await store.ledger.balances()).to.include({ 'DUE:PAYER': 0, 'AR:P': 7500 })
    })

    it('is paid by a cheque of ours: nothing is due any more', async () => {
      await enterByHand(gateway, letter)
      await enterByHand(gateway, { ...letter, dr: 'DUE:PAYER', cr: 'CASH:BANK', why: 'refund cheque 1001' })
      expect(await openItems(store)).to.deep.equal([])
    })

    it('keeps the reference that it is given', async () => {
      expect((await enterByHand(gateway, { ...letter, ref: 'LETTER 7' })).ref).to.equal('LETTER 7')
      expect(await openItems(store)).to.deep.equal(['open-payer-balance 7500'])
    })

    it('takes a provider adjustment out of suspense: its review ends with the last cent', async () => {
      const trailer = ['PLB*1234567893*20261231*AP:ADV1*75']
      await receiveBytes(gateway, remittanceFile({ trace: 'EFT-2', claims: [second], bpr02Cents: 8500, trailer }, { control: '000000002' }))
      expect(await openItems(store)).to.deep.equal(['plb-review 7500'])
      const booking = { dr: 'EXPENSE:PENALTY', cr: 'SUSPENSE:PLB', why: 'penalty of October', ref: 'ADV1' } as const
      await enterByHand(gateway, { ...booking, cents: toCents(7000) })
      expect(await openItems(store)).to.deep.equal(['plb-review 7500'])
      await enterByHand(gateway, { ...booking, cents: toCents(500) })
      expect(await openItems(store)).to.deep.equal([])
      expect(await store.ledger.balances()).to.include({ 'SUSPENSE:PLB': 0, 'EXPENSE:PENALTY': 7500 })
    })

    it('R-PLB-4 of a claim that was reversed already is a double recovery', async () => {
      const taken = { ...first, status: '22', chargeCents: -10_000, paidCents: -8000 }
      const file = remittanceFile({ trace: 'EFT-3', claims: [taken, second] }, { control: '000000003' })
      expect((await receiveBytes(gateway, file)).remittances.map(({ outcome }) => outcome)).to.deep.equal(['posted'])
      await enterByHand(gateway, letter)
      expect(await openItems(store)).to.deep.equal(['double-recovery 7500', 'open-payer-balance 7500'])
    })
  })
})
