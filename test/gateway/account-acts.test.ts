// Money that a person moves on an account: never more than is owed, never twice, and every entry can be taken back.
import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { type AccountActs, createAccountActs, createWorkQueue } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { Fault } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, sample, stillClock } from '../support/gateway.js'

const claims = JSON.parse(sample('scenarios/02-deductible.claims.json').toString()) as OpenClaim[]
const by = 'user:ann'
const reason = 'told at the desk'

/** "CODE: message" of a fault; the number of the entry when there is none. */
function outcomeOf(act: Promise<{ readonly seq: number }>): Promise<string> {
  return act.then(
    () => 'booked',
    (error: unknown) => {
      if (error instanceof Fault) return `${error.code}: ${error.message}`
      throw error
    },
  )
}

withDatabases((_database, openStore) => {
  describe('money that a person moves on an account', () => {
    let store: Store
    let acts: AccountActs
    const claim = 'RB000201'

    beforeEach('a remittance that leaves 166.00 of this claim to the patient', async () => {
      store = await openStore()
      const gateway = gatewayOn(store)
      await openAccounts(gateway, claims)
      await receiveBytes(gateway, sample('scenarios/02-deductible.835'))
      acts = createAccountActs(gateway)
    })
    afterEach(async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    async function balances() {
      const [record] = await store.claims.byNumbers([claim])
      return store.ledger.balances({ claimId: record?.id ?? '' })
    }
    async function openItems() {
      return (await store.workItems.list({ state: 'open' })).items.filter((item) => item.claim === claim).map(({ type }) => type)
    }

    it('a payment lowers what the patient owes; under one reference it is taken once', async () => {
      const entry = await acts.pay(claim, { cents: 6000, method: 'card', reference: '4711', reason, by })
      expect(entry).to.include({ dr: 'CASH:PATIENT', cr: 'AR:PATIENT', cents: 6000, why: `patient payment (card): ${reason}`, ref: '4711' })
      expect(await outcomeOf(acts.pay(claim, { cents: 6000, method: 'card', reference: '4711', reason, by }))).to.match(/^CONFLICT: .*4711/)
      expect(await outcomeOf(acts.pay(claim, { cents: 6000, method: 'card', reference: '4712', reason, by }))).to.equal('booked')
      expect(await balances()).to.include({ 'AR:PATIENT': 4600, 'CASH:PATIENT': 12_000 })
    })

    it('what is paid too much is a credit, is refunded up to that, and its work ends', async () => {
      await acts.pay(claim, { cents: 20_000, method: 'check', reason, by })
      expect(await openItems()).to.include('credit-balance')
      const item = (await store.workItems.list({ state: 'open', type: 'credit-balance' })).items[0]
      const closing = createWorkQueue({ store, clock: stillClock() }).resolve(item?.id ?? '', by, reason)
      expect(await outcomeOf(closing.then(() => ({ seq: 0 }))), 'over a credit').to.match(/^REFUSED: the credit still stands/)
      expect(await outcomeOf(acts.refund(claim, { cents: 3401, reason, by }))).to.equal(
        'REFUSED: cannot refund 34.01: the credit of the patient on this claim is 34.00',
      )
      await acts.refund(claim, { cents: 3400, reason, by })
      expect(await balances()).to.include({ 'AR:PATIENT': 0, 'CASH:PATIENT': 16_600 })
      expect(await openItems()).not.to.include('credit-balance')
    })

    it('no more is written off or transferred than is owed, and only to a payer of the claim', async () => {
      expect(await outcomeOf(acts.writeOff(claim, { cents: 16_601, from: 'patient', reason, by }))).to.equal(
        'REFUSED: cannot write off 166.01: what the patient owes on this claim is 166.00',
      )
      await acts.writeOff(claim, { cents: 1000, from: 'patient', reason, by })
      expect(await outcomeOf(acts.transfer(claim, { cents: 1, from: 'primary', to: 'patient', reason, by }))).to.match(/^REFUSED: .*0\.00$/)
      expect(await outcomeOf(acts.transfer(claim, { cents: 1, from: 'patient', to: 'tertiary', reason, by }))).to.match(/names no tertiary/)
      await acts.transfer(claim, { cents: 5000, from: 'patient', to: 'primary', reason, by })
      expect(await balances()).to.include({ 'AR:PATIENT': 10_600, 'AR:P': 5000, 'ADJ:WRITEOFF': 1000 })
    })

    it('an entry of a person is taken back once; one of a remittance is not', async () => {
      const before = await balances()
      const { seq } = await acts.pay(claim, { cents: 6000, method: 'cash', reference: 'R1', reason, by })
      await acts.takeBack(claim, seq, { reason: 'wrong patient', by })
      expect(await balances()).to.deep.equal({ ...before, 'CASH:PATIENT': 0 })
      expect(await outcomeOf(acts.takeBack(claim, seq, { reason, by }))).to.match(/^REFUSED: .*taken back already/)
      expect(
        await outcomeOf(acts.pay(claim, { cents: 6000, method: 'cash', reference: 'R1', reason, by })),
        'it may be paid again',
      ).to.equal('booked')
      const [first] = (await store.ledger.entries({ limit: 1000 })).items.filter(
        (one) => one.claim === claim && one.remittanceId !== undefined,
      )
      expect(await outcomeOf(acts.takeBack(claim, first?.seq ?? 0, { reason, by }))).to.match(/^REFUSED: .*remittances void/)
      expect(await outcomeOf(acts.takeBack(claim, 999_999, { reason, by }))).to.match(/^NOT_FOUND/)
    })

    it('two people at once cannot write off the same money', async () => {
      const both = await Promise.all([1, 2].map(() => outcomeOf(acts.writeOff(claim, { cents: 10_000, from: 'patient', reason, by }))))
      expect(both.filter((outcome) => outcome === 'booked')).to.have.length(1)
      expect((await balances())['AR:PATIENT']).to.equal(6600)
    })
  })
})
