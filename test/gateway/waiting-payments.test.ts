// Claim payments that came too early, twice, or whose ground was voided: their money never waits without an open item (I-7).
import { expect } from 'chai'
import { claimTimeline, createPostingActs } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { Fault } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, stillClock } from '../support/gateway.js'
import { type PaidClaim, remittanceFile } from '../support/remittance-file.js'

const number = 'WAIT0001'
const day = 86_400_000
const act = { by: 'user:tester', reason: 'cheque was stopped' }
const paid = (change: Partial<PaidClaim> = {}): PaidClaim => ({ number, chargeCents: 10_000, paidCents: 8000, ...change })
/** Of 100.00 the first payer pays 80.00 and leaves the rest to the next one. */
const primary = (text: string): string => text.replace('REF*2U*60001', 'REF*2U*60009').replace('CAS*CO*45*20', 'CAS*PR*2*20')
const secondary = (paidCents: number) => ({
  paid: paid({ status: '2', payerClaimNumber: 'ICN-S', paidCents }),
  change: (text: string): string => text.replace('CAS*CO*45', 'CAS*OA*23'),
})

withDatabases((_name, openStore) => {
  describe('claim payments that wait', () => {
    async function world(payers: readonly string[]) {
      const clock = stillClock('2026-11-23T12:00:00.000Z')
      const store = await openStore()
      const gateway = gatewayOn(store, { clock })
      await openAccounts(gateway, [openClaim(number, { charges: [100], payers })])
      let sets = 0
      const receive = async (claim: PaidClaim, change = (text: string): string => text): Promise<string> => {
        sets += 1
        const file = remittanceFile({ trace: `EFT-W${sets}`, claims: [claim] }, { control: `00000020${sets}` }).toString()
        return (await receiveBytes(gateway, Buffer.from(change(file)))).remittances[0]?.remittanceId ?? ''
      }
      const stands = async (remittanceId: string) => (await store.remittances.payments(remittanceId, { limit: 2 })).items[0]
      const line = async () => {
        const [record] = await store.claims.byNumbers([number])
        if (record === undefined) throw new Error('no claim')
        return claimTimeline(gateway, record)
      }
      return { clock, store, gateway, acts: createPostingActs(gateway), receive, stands, line }
    }

    it('I-7: of two that wait under one reference for the same payer before them, the one that still waits keeps its item', async () => {
      const { store, receive, stands } = await world(['60009', '60001'])
      const [one, two] = [secondary(2000), secondary(1000)]
      const ids = [await receive(one.paid, one.change), await receive(two.paid, two.change)]
      expect(await openTypes(store)).to.deep.equal(['secondary-before-primary', 'secondary-before-primary'])
      await receive(paid(), primary)
      expect([(await stands(ids[0] ?? ''))?.state, (await stands(ids[1] ?? ''))?.state]).to.deep.equal(['posted', 'suspended'])
      expect(await unworked(store)).to.deep.equal([])
      expect(await openTypes(store)).to.deep.equal(['secondary-before-primary'])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('what was posted on a payment that is voided is refused to be left alone, and waits with an item of its own', async () => {
      const { store, acts, receive, stands } = await world(['60009', '60001'])
      const late = secondary(2000)
      const second = await receive(late.paid, late.change)
      const first = await receive(paid(), primary)
      expect(await openTypes(store)).to.deep.equal([])
      expect(await failure(acts.void(first, act))).to.equal('REFUSED')
      await acts.void(first, { ...act, withDependants: true })
      expect((await stands(second))?.state).to.equal('suspended')
      expect(await openTypes(store)).to.deep.equal(['claim-payment-voided'])
      expect([await unworked(store), await breaches(store)]).to.deep.equal([[], []])
    })

    it('what waited for the reversal of a payment keeps its item when that payment is voided instead, and can be linked then', async () => {
      const { store, acts, receive, stands } = await world(['60001'])
      const first = await receive(paid())
      const second = await receive(paid({ payerClaimNumber: 'ICN-2', paidCents: 7000 }))
      const types = ['readjudication-without-reversal']
      expect(await openTypes(store)).to.deep.equal(types)
      await acts.void(first, act)
      expect([await openTypes(store), await unworked(store), await breaches(store)]).to.deep.equal([types, [], []])
      await acts.link((await stands(second))?.id ?? '', number, act)
      expect([await openTypes(store), await unworked(store), await breaches(store)]).to.deep.equal([[], [], []])
      expect((await store.ledger.balances())['AR:P'] ?? 0).to.equal(0)
    })

    it('R-REV-8b: a duplicate denial with nothing before it decides nothing: the payer owes the decision, and is asked when it is late', async () => {
      const { clock, store, gateway, receive, line } = await world(['60001'])
      await receive(paid({ paidCents: 0 }), (text) => text.replace('CAS*CO*45', 'CAS*OA*18'))
      const { state, next, steps } = await line()
      expect([state, next.owner, next.what, steps.at(-1)?.event]).to.deep.equal([
        'submitted',
        'payer',
        'decide the claim (835)',
        '835 noted',
      ])
      expect(await openTypes(store)).to.deep.equal([])
      clock.advance(31 * day)
      await gateway.overdue.review()
      expect(await openTypes(store)).to.deep.equal(['overdue-835'])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a denial of the next payer that comes before the first one: the first payer owes its decision, then the practice has a denial to work', async () => {
      const { store, receive, line } = await world(['60009', '60001'])
      await receive(paid({ status: '2', payerClaimNumber: 'ICN-S', paidCents: 0 }), (text) =>
        text
          .replace('CAS*CO*45*100', 'CAS*OA*23*80~\nCAS*CO*29*20')
          .replace(/SE\*(\d+)/, (_all, count: string) => `SE*${Number(count) + 1}`),
      )
      const early = await line()
      expect([early.state, early.next.owner, early.next.what]).to.deep.equal(['submitted', 'payer', 'decide the claim (835)'])
      expect(early.work.map(({ type, nextAction }) => [type, nextAction])).to.deep.equal([
        ['secondary-before-primary', 'wait for the primary remittance'],
      ])
      await receive(paid(), primary)
      const { next, work } = await line()
      expect([next.owner, next.what]).to.deep.equal(['practice', 'work the denial: correct, appeal or write off'])
      expect(work.map(({ type }) => type)).to.deep.equal(['denial'])
      expect([await unworked(store), await breaches(store)]).to.deep.equal([[], []])
    })
  })
})

async function openTypes(store: Store): Promise<string[]> {
  return (await store.workItems.list({ state: 'open', limit: 100 })).items.map(({ type }) => type).toSorted()
}

/** Claim payments in suspense for which nobody has an open item. */
async function unworked(store: Store): Promise<string[]> {
  const found: string[] = []
  for (const { id } of await store.query("SELECT id FROM claim_payment WHERE state = 'suspended'")) {
    const { items } = await store.workItems.list({ state: 'open', keyStart: `claim-payment:${String(id)}` })
    if (items.length === 0) found.push(String(id))
  }
  return found
}

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : 'no fault'),
  )
}
