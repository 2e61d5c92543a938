// Working the queue on the denials of a worked remittance: nothing is closed over money, and what moves money moves it once.
import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { createPostingActs, createWorkQueue, type WorkQueue } from '../../src/gateway/index.js'
import type { DenialScenario } from '../../src/ledger/index.js'
import type { Store } from '../../src/store/index.js'
import { Fault, type IsoDate } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { payerRules } from '../support/edit-facts.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, sample, stillClock } from '../support/gateway.js'

const claims = JSON.parse(sample('scenarios/03-denied.claims.json').toString()) as OpenClaim[]
const withSecondary = claims.map((claim) => ({
  ...claim,
  coverages: [...claim.coverages, { order: 'S' as const, payerId: '60002', memberId: 'S1' }],
}))

/** How the work ended: the code of its fault, or "done". */
function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Fault) return error.code
      throw error
    },
  )
}

withDatabases((_database, openStore) => {
  describe('work queue', () => {
    let store: Store
    let queue: WorkQueue

    /** The remittance that denies four claims has come. */
    async function denied(open: readonly OpenClaim[] = claims): Promise<void> {
      store = await openStore()
      const clock = stillClock('2026-11-05T12:00:00.000Z')
      const gateway = gatewayOn(store, { clock })
      await openAccounts(gateway, open)
      await receiveBytes(gateway, sample('scenarios/03-denied.835'))
      queue = createWorkQueue({ store, clock, payerRules: [payerRules({ appealDays: 180 })] })
    }
    afterEach(() => store.close())

    async function itemOf(claim: string): Promise<string> {
      const { items } = await store.workItems.list({ state: 'open' })
      const item = items.find((one) => one.claim === claim)
      if (item === undefined) throw new Error(`no open item for ${claim}`)
      return item.id
    }

    it('keeps who has it, what was noted and when it comes back', async () => {
      await denied()
      const id = await itemOf('RB000301')
      await queue.assign(id, 'user:ann', 'maria')
      await queue.note(id, 'user:maria', 'asked the payer')
      await queue.snooze(id, 'user:maria', '2026-11-20' as IsoDate)
      expect(await codeOf(queue.snooze(id, 'user:maria', '2026-11-05' as IsoDate)), 'a day that is not ahead').to.equal('REFUSED')
      const { item, history } = await queue.open(id)
      expect(item).to.include({ state: 'open', assignedTo: 'maria', snoozedUntil: '2026-11-20' })
      expect(history.map(({ kind, by, value, text }) => [kind, by, value ?? text])).to.deep.equal([
        ['assigned', 'user:ann', 'maria'],
        ['noted', 'user:maria', 'asked the payer'],
        ['snoozed', 'user:maria', '2026-11-20'],
      ])
      const inSight = async (day: string): Promise<boolean> =>
        (await store.workItems.list({ state: 'open', inSightOn: day as IsoDate })).items.some((one) => one.id === id)
      expect([await inSight('2026-11-19'), await inSight('2026-11-20')]).to.deep.equal([false, true])
      expect((await store.workItems.list({ assignedTo: 'maria' })).items.map((one) => one.id)).to.deep.equal([id])
      await queue.assign(id, 'user:ann')
      expect((await queue.open(id)).item.assignedTo, 'given back').to.equal(undefined)
    })

    it('knows the last day for an appeal (domain rules 7.1), and none where the payer allows no appeal', async () => {
      await denied()
      // 180 days after 3 November 2026, the date of the remittance.
      expect((await queue.open(await itemOf('RB000301'))).appealBy).to.equal('2027-05-02')
      expect((await queue.open(await itemOf('RB000303'))).appealBy, 'a patient share is not appealed').to.equal(undefined)
    })

    it('7.1 open denials, what a day is worth first; those out of sight and of other scenarios are left out', async () => {
      await denied()
      const told = async (scenario?: DenialScenario) =>
        (await queue.denials(scenario)).map(({ item, priority, scenario: kind }) => [item.claim, priority, kind])
      // Cents x 40 % (authorization, eligibility) or 85 % (claim data) / 178 days until 2 May 2027, or 90 where no appeal is possible.
      const authorization = ['RB000301', 202, 'not-covered']
      const data = ['RB000302', 142, 'claim-data']
      const eligibility = ['RB000304', 67, 'not-covered']
      expect(await told()).to.deep.equal([authorization, data, eligibility])
      expect(await told('not-covered')).to.deep.equal([authorization, eligibility])
      await queue.snooze(await itemOf('RB000301'), 'user:maria', '2026-11-20' as IsoDate)
      expect(await told()).to.deep.equal([data, eligibility])
    })

    it('7.1 the last day for a corrected claim counts where it comes first; once all have passed nothing is left', async () => {
      await denied()
      const on = (day: string, rules: Parameters<typeof payerRules>[0]) =>
        createWorkQueue({ store, clock: stillClock(`${day}T12:00:00.000Z`), payerRules: [payerRules(rules)] })
      const id = await itemOf('RB000301')
      // 90 days after the service of 5 October 2026.
      const sooner = await on('2026-12-04', { appealDays: 180, correctedFilingDays: 90 }).open(id)
      expect([sooner.fixBy, sooner.priority]).to.deep.equal(['2027-01-03', 1200])
      expect((await on('2027-06-01', { appealDays: 180, correctedFilingDays: 90 }).open(id)).priority).to.equal(0)
      expect((await on('2026-11-15', {}).open(id)).priority, 'no limit is known: 90 days from the decision').to.equal(450)
    })

    it('does not close a denial over money that nothing was decided about', async () => {
      await denied()
      const id = await itemOf('RB000301')
      expect(await codeOf(queue.resolve(id, 'user:ann', 'tired of it'))).to.equal('REFUSED')
      await queue.decide(id, 'user:ann', 'appeal', 'authorization was asked for in time')
      expect((await queue.open(id)).item).to.include({ state: 'open', decided: 'appeal' })
      await queue.resolve(id, 'user:ann', 'the appeal was sent')
      expect((await queue.open(id)).history.map(({ kind }) => kind)).to.deep.equal(['decided', 'resolved'])
    })

    it('does not close the item of a claim payment that waits in suspense; disowning it does', async () => {
      store = await openStore()
      const clock = stillClock('2026-11-05T12:00:00.000Z')
      const gateway = gatewayOn(store, { clock })
      await openAccounts(gateway, JSON.parse(sample('scenarios/10-unmatched.claims.json').toString()) as OpenClaim[])
      await receiveBytes(gateway, sample('scenarios/10-unmatched.835'))
      queue = createWorkQueue({ store, clock })
      const [item] = (await store.workItems.list({ state: 'open', type: 'unmatched-claim' })).items
      expect(await codeOf(queue.resolve(item?.id ?? '', 'user:ann', 'unknown here'))).to.equal('REFUSED')
      const waiting = (await store.remittances.payments(item?.remittanceId ?? '', {})).items.find(
        ({ state, payment }) => state === 'suspended' && payment.paidCents === item?.cents,
      )
      await createPostingActs(gateway).disown(waiting?.id ?? '', { by: 'user:ann', reason: 'of another practice' })
      expect((await queue.open(item?.id ?? '')).item.state).to.equal('resolved')
      expect(await breaches(store)).to.deep.equal([])
    })

    for (const [action, account] of [
      ['write-off', 'ADJ:WRITEOFF'],
      ['bill-patient', 'AR:PATIENT'],
      ['bill-other-payer', 'AR:S'],
    ] as const)
      it(`${action} moves the denied cents to ${account} once, and ends the item`, async () => {
        await denied(withSecondary)
        const id = await itemOf('RB000301')
        const item = await queue.decide(id, 'user:ann', action, 'decided at the desk')
        expect(item.state).to.equal('resolved')
        expect(await codeOf(queue.decide(id, 'user:ann', action, 'again'))).to.equal('CONFLICT')
        const balances = await store.ledger.balances({ claimId: item.claimId ?? '' })
        expect([balances['AR:DENIED'], balances[account]]).to.deep.equal([0, 90_000])
        expect(await breaches(store)).to.deep.equal([])
        const proposed = await store.workItems.list({ state: 'open', type: 'secondary-claim-ready', claimId: item.claimId ?? '' })
        expect(proposed.items.map(({ cents }) => cents)).to.deep.equal(action === 'bill-other-payer' ? [90_000] : [])
      })

    it('two people who decide at once: one of them does', async () => {
      await denied()
      const id = await itemOf('RB000301')
      const tries = ['user:ann', 'user:bob'].map((by) => codeOf(queue.decide(id, by, 'write-off', 'small')))
      expect((await Promise.all(tries)).toSorted()).to.deep.equal(['CONFLICT', 'done'])
      expect((await store.ledger.balances())['ADJ:WRITEOFF']).to.equal(90_000)
    })

    it('refuses what the books cannot bear: no next payer, no denial, no such item', async () => {
      await denied()
      expect(await codeOf(queue.decide(await itemOf('RB000301'), 'user:ann', 'bill-other-payer', 'why not'))).to.equal('REFUSED')
      expect(await codeOf(queue.decide(await itemOf('RB000303'), 'user:ann', 'write-off', 'why not'))).to.equal('REFUSED')
      expect(await codeOf(queue.open('no-such-item'))).to.equal('NOT_FOUND')
      expect((await queue.open(await itemOf('RB000301'))).history, 'nothing of it stays').to.deep.equal([])
    })
  })
})
