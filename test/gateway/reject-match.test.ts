// R-MATCH-5: a rejected proposal is remembered with its claim payment, and not shown again for it.
import { expect } from 'chai'
import { createPostingActs, proposedFor } from '../../src/gateway/index.js'
import type { ClaimPaymentRow, Store, WorkItem } from '../../src/store/index.js'
import { Fault, type Instant } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { breaches, gatewayOn, openAccounts, receiveBytes } from '../support/gateway.js'
import { type PaidClaim, remittanceFile } from '../support/remittance-file.js'

const [one, other] = ['REJ00001', 'REJ00002']
/** Two visits of one patient that nothing tells apart, and the same number but for zeros before it. */
const twins = [openClaim(one, { charges: [100] }), openClaim(other, { charges: [100] })]
const alike = [openClaim('REJ00003', { charges: [100] }), openClaim('0REJ00003', { charges: [100] })]
const nameless: PaidClaim = { number: '0', payerClaimNumber: 'ICN1', chargeCents: 10_000, paidCents: 8000 }
const act = { by: 'user:tester', reason: 'the payer says it is another visit' }

withDatabases((_name, openStore) => {
  describe('R-MATCH-5: proposals that a person rejects', () => {
    async function world(claims: typeof twins, paid: PaidClaim, change = (text: string): string => text) {
      const store = await openStore()
      const gateway = gatewayOn(store)
      await openAccounts(gateway, claims)
      // The charge line names no claim of ours.
      const text = change(remittanceFile({ trace: 'EFT-R5', claims: [paid] }).toString()).replaceAll(/REF\*6R\*[^~]*~\n?/g, '')
      const { remittances } = await receiveBytes(gateway, Buffer.from(withRightCount(text)))
      const remittanceId = remittances[0]?.remittanceId ?? ''
      const payment = async (): Promise<ClaimPaymentRow> => {
        const [row] = (await store.remittances.payments(remittanceId, { limit: 2 })).items
        if (row === undefined) throw new Error('the remittance has no claim payment')
        return row
      }
      return { store, acts: createPostingActs(gateway), remittanceId, payment, id: (await payment()).id }
    }

    it('it leaves the proposals, the work item and the API at once, moves no money, and keeps who has the item', async () => {
      const { store, acts, payment, id } = await world(twins, nameless)
      const [item] = await openItems(store)
      expect([item?.type, item?.facts?.candidates]).to.deep.equal(['ambiguous-match', [one, other]])
      await store.workItems.record(item?.id ?? '', {
        kind: 'assigned',
        at: '2026-11-23T12:00:00.000Z' as Instant,
        by: 'user:lead',
        value: 'ann',
      })
      const before = await store.ledger.balances()
      await acts.reject(id, one, act)
      expect(proposedFor(await payment())).to.deep.equal([other])
      expect((await payment()).rejections?.map(({ claim, by, reason }) => ({ claim, by, reason }))).to.deep.equal([{ claim: one, ...act }])
      const [left, ...more] = await openItems(store)
      expect(more).to.deep.equal([])
      expect(left).to.deep.include({ type: 'unmatched-claim', assignedTo: 'ann', cents: 8000 })
      expect(left?.facts?.candidates).to.deep.equal([other])
      expect((await store.workItems.history(item?.id ?? '')).at(-1)?.text).to.include(act.reason)
      expect(await store.ledger.balances()).to.deep.equal(before)
      expect((await store.audit.list({ limit: 1 })).items[0]).to.include({ action: 'claim-payment.reject', actor: act.by })
      expect(await failure(acts.reject(id, one, act)), 'it is proposed no more').to.equal('REFUSED')
      expect(await failure(acts.reject(id, other, { ...act, reason: ' ' })), 'never without a reason').to.equal('REFUSED')
      await acts.reject(id, other, act)
      expect((await openItems(store)).map(({ facts }) => facts?.candidates)).to.deep.equal([[]])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('it stays away when the remittance is judged again; linked on purpose it is a proposal like any other', async () => {
      const { store, acts, remittanceId, payment, id } = await world(twins, nameless)
      await acts.reject(id, one, act)
      await acts.void(remittanceId, act)
      await acts.post(remittanceId, act)
      expect(proposedFor(await payment())).to.deep.equal([other])
      await acts.link(id, one, act)
      expect([(await payment()).state, (await payment()).rejections]).to.deep.equal(['posted', []])
      expect(proposedFor(await payment())).to.deep.equal([])
      await acts.void(remittanceId, act)
      await acts.post(remittanceId, act)
      expect(proposedFor(await payment())).to.deep.equal([one, other])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('what is certain once the other is rejected is booked by a person, or when the remittance is judged again', async () => {
      const { store, acts, remittanceId, payment, id } = await world(alike, { ...nameless, number: '00REJ00003' })
      expect(proposedFor(await payment())).to.have.members(['REJ00003', '0REJ00003'])
      await acts.reject(id, '0REJ00003', act)
      expect([(await payment()).state, proposedFor(await payment())]).to.deep.equal(['suspended', ['REJ00003']])
      await acts.void(remittanceId, act)
      await acts.post(remittanceId, act)
      const posted = await payment()
      expect([posted.state, (await store.claims.find(posted.claimId ?? ''))?.patientControlNumber]).to.deep.equal(['posted', 'REJ00003'])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a number that is ours with somebody else’s name: rejected, what resembles it is proposed instead', async () => {
      const stranger = openClaim('REJ00009', { charges: [100], last: 'OTHER', date: '2026-01-09' })
      const { store, acts, payment, id } = await world([...twins.slice(0, 1), stranger], { ...nameless, number: 'REJ00009' })
      expect(proposedFor(await payment())).to.deep.equal(['REJ00009'])
      expect((await openItems(store)).map(({ type, claim }) => [type, claim])).to.deep.equal([['identity-conflict', 'REJ00009']])
      await acts.reject(id, 'REJ00009', act)
      expect(proposedFor(await payment())).to.deep.equal([one])
      expect((await openItems(store)).map(({ type, claim }) => [type, claim])).to.deep.equal([['unmatched-claim', undefined]])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('two people who reject at the same moment are both remembered', async () => {
      const { store, acts, payment, id } = await world(twins, nameless)
      await Promise.all([acts.reject(id, one, act), acts.reject(id, other, { ...act, by: 'user:second' })])
      expect((await payment()).rejections?.map(({ claim }) => claim).toSorted()).to.deep.equal([one, other])
      expect(proposedFor(await payment())).to.deep.equal([])
      expect(await openItems(store)).to.have.length(1)
      expect(await breaches(store)).to.deep.equal([])
    })
  })
})

async function openItems(store: Store): Promise<readonly WorkItem[]> {
  return (await store.workItems.list({ state: 'open', types: ['ambiguous-match', 'unmatched-claim', 'identity-conflict'] })).items
}

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : 'no fault'),
  )
}

/** SE01 once segments were taken out. */
function withRightCount(text: string): string {
  const from = text.indexOf('ST*')
  const to = text.indexOf('SE*')
  return text.replace(/SE\*\d+/, `SE*${text.slice(from, to).split('~').length}`)
}
