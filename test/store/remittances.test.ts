// Remittances in the store: staged, settled under their payment key, and taking effect unit by unit, each once.
import { expect } from 'chai'
import type { ClaimPaymentRow, RemittanceState, Store } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { expectFault } from './faulty.js'
import { allPages, at, claimPayment, providerAdjustment, remittance, source, without } from './samples.js'

let sets = 0

const header = (setId: string) => ({ setId, fileId: 'file-1', remittance, at })
const staged = (remittanceId: string, ordinal: number, status = '1'): Omit<ClaimPaymentRow, 'id' | 'state'> => ({
  remittanceId,
  ordinal,
  payment: claimPayment(`PCN-${ordinal}`, { status }),
  source: { ...source, segment: ordinal },
  serviceSources: [{ segment: 20, offset: 900, length: 30 }],
})
const outcome = (state: RemittanceState, paymentKey: string) => ({
  contentHash: `c-${paymentKey}`,
  paymentKey,
  reissueHash: `r-${paymentKey}`,
  claimCount: 2,
  state,
})

describe('store: remittances', () => {
  withDatabases((_name, openStore) => {
    let store: Store
    before(async () => {
      store = await openStore()
    })

    const begin = async (): Promise<string> => (await store.remittances.begin(header(`set-${++sets}`))).id

    it('gives back what was staged, in order and whole', async () => {
      const id = await begin()
      const payments = Array.from({ length: 450 }, (_, index) => staged(id, index + 1))
      await store.remittances.stage(payments)
      await store.remittances.stageAdjustments([{ remittanceId: id, ordinal: 1, adjustment: providerAdjustment, source }])
      const all = await allPages((paging) => store.remittances.payments(id, { ...paging, limit: 100 }))
      expect(all.map((row) => without(row, 'id', 'state'))).to.deep.equal(payments)
      expect(all.every(({ state }) => state === 'staged')).to.equal(true)
      expect((await store.remittances.adjustments(id)).map((row) => without(row, 'id'))).to.deep.equal([
        { remittanceId: id, ordinal: 1, adjustment: providerAdjustment, source, state: 'staged' },
      ])
      const totals = await store.query('SELECT SUM(paid_cents) AS paid FROM claim_payment WHERE remittance_id = ?', [id])
      expect(totals[0]?.paid, 'sums come as numbers on both engines').to.equal(450 * 8_000)
    })

    it('begun again, what an unfinished try staged is gone', async () => {
      const { id } = await store.remittances.begin(header('set-again'))
      await store.remittances.stage([staged(id, 1), staged(id, 2)])
      await store.remittances.stageAdjustments([{ remittanceId: id, ordinal: 1, adjustment: providerAdjustment, source }])
      const again = await store.remittances.begin(header('set-again'))
      expect(again.state).to.equal('staging')
      for (const one of [id, again.id]) {
        expect((await store.remittances.payments(one, {})).items).to.deep.equal([])
        expect(await store.remittances.adjustments(one)).to.deep.equal([])
      }
      await store.remittances.stage([staged(again.id, 1)])
      await store.remittances.settle(again.id, outcome('waiting', 'again'))
      expect(await store.remittances.begin(header('set-again'))).to.deep.equal({ id: again.id, state: 'waiting' })
      expect((await store.remittances.payments(again.id, {})).items, 'settled units stay').to.have.length(1)
    })

    it('begun again by another process, the first one is told so and can write nothing more', async () => {
      const first = await store.remittances.begin(header('set-raced'))
      await store.remittances.stage([staged(first.id, 1)])
      const second = await store.remittances.begin(header('set-raced'))
      await expectFault('CONFLICT', store.remittances.stage([staged(first.id, 2)]))
      await expectFault('CONFLICT', store.remittances.settle(first.id, outcome('waiting', 'raced')))
      await store.remittances.stage([staged(second.id, 1)])
      expect(await store.remittances.settle(second.id, outcome('waiting', 'raced'))).to.deep.equal({ taken: true })
    })

    it('the same unit is never staged twice', async () => {
      const id = await begin()
      await store.remittances.stage([staged(id, 1)])
      await expectFault('INTERNAL', store.remittances.stage([staged(id, 1)]))
    })

    it('settled, it has its fingerprints and state', async () => {
      const id = await begin()
      expect(await store.remittances.find(id)).to.deep.include({ state: 'staging', contentHash: '', claimCount: 0 })
      expect(await store.remittances.settle(id, { ...outcome('held', 'h1'), heldFor: 'unbalanced' })).to.deep.equal({ taken: false })
      expect(await store.remittances.find(id)).to.deep.equal({
        id,
        ...header(`set-${sets}`),
        ...outcome('held', 'h1'),
        heldFor: 'unbalanced',
      })
      expect(await store.remittances.settle(id, outcome('waiting', 'h1')), 'released by a person').to.deep.equal({ taken: true })
      expect(await store.remittances.find(id)).to.not.have.property('heldFor')
      await expectFault('CONFLICT', store.remittances.settle('none', outcome('held', 'h2')))
    })

    it('one payment takes effect in one remittance', async () => {
      const [one, two] = [await begin(), await begin()]
      expect(await store.remittances.settle(one, outcome('waiting', 'pay-1'))).to.deep.equal({ taken: true })
      const second = await store.remittances.settle(two, outcome('waiting', 'pay-1'))
      expect(second).to.deep.equal({ taken: false, holder: await store.remittances.find(one) })
      expect(await store.remittances.find(two), 'nothing changed').to.include({ state: 'staging', paymentKey: '' })
      expect(await store.remittances.settle(one, outcome('waiting', 'pay-1')), 'again after a crash').to.deep.equal({ taken: true })
      await store.remittances.settle(two, { ...outcome('duplicate', 'pay-1'), duplicateOf: one })
      expect((await store.remittances.alike({ id: one, paymentKey: 'pay-1', reissueHash: 'x' })).map(({ id }) => id)).to.deep.equal([two])
      expect((await store.remittances.alike({ id: two, paymentKey: 'x', reissueHash: 'r-pay-1' })).map(({ id }) => id)).to.deep.equal([one])
      expect(
        await store.remittances.alike({ id: 'none', paymentKey: '', reissueHash: '' }),
        'unfinished ones are like nothing',
      ).to.deep.equal([])
    })

    it('of those that come at the same time one takes the payment', async () => {
      const ids = [await begin(), await begin(), await begin(), await begin()]
      const long = `race ${'x'.repeat(400)}`
      const settled = await Promise.all(ids.map((id) => store.remittances.settle(id, outcome('waiting', long))))
      expect(settled.filter(({ taken }) => taken)).to.have.length(1)
      const winner = ids[settled.findIndex(({ taken }) => taken)]
      expect(settled.filter(({ holder }) => holder?.id === winner)).to.have.length(3)
    })

    it('reversals take effect first, each unit once, and the end needs every mark', async () => {
      const id = await begin()
      await store.remittances.stage([staged(id, 1), staged(id, 2, '22'), staged(id, 3), staged(id, 4, '22')])
      await store.remittances.stageAdjustments([{ remittanceId: id, ordinal: 1, adjustment: providerAdjustment, source }])
      await store.remittances.settle(id, outcome('waiting', `marks-${id}`))
      expect((await store.remittances.waiting()).map((row) => row.id)).to.include(id)
      const next = await store.remittances.nextStaged(id, 10)
      expect(next.map(({ ordinal }) => ordinal)).to.deep.equal([2, 4, 1, 3])
      expect((await store.remittances.nextStaged(id, 1)).map(({ ordinal }) => ordinal)).to.deep.equal([2])
      const first = next[0]?.id ?? ''
      const claimId = `claim of ${id}`.slice(0, 36)
      const marks = await Promise.all(
        [1, 2, 3].map(() => store.remittances.markPayment(first, { state: 'posted', claimId, decision: { rule: 'exact' } })),
      )
      expect(marks).to.have.members([false, false, true])
      await expectFault('CONFLICT', store.remittances.finish(id))
      for (const { id: paymentId } of await store.remittances.nextStaged(id, 10))
        await store.remittances.markPayment(paymentId, { state: 'suspended', claimId })
      await expectFault('CONFLICT', store.remittances.finish(id))
      const [adjustment] = await store.remittances.nextStagedAdjustments(id, 10)
      expect(await store.remittances.markAdjustment(adjustment?.id ?? '', 'posted')).to.equal(true)
      expect(await store.remittances.markAdjustment(adjustment?.id ?? '', 'posted')).to.equal(false)
      await store.remittances.finish(id)
      expect((await store.remittances.find(id))?.state).to.equal('posted')
      expect((await store.remittances.waiting()).map((row) => row.id)).to.not.include(id)
      const effective = await store.remittances.paymentsOfClaim(claimId)
      expect(effective.map(({ ordinal, state }) => [ordinal, state])).to.deep.equal([
        [1, 'suspended'],
        [2, 'posted'],
        [3, 'suspended'],
        [4, 'suspended'],
      ])
      expect(effective[1]?.decision).to.deep.equal({ rule: 'exact' })
    })

    it('many are marked at once, each with its own outcome, and by one alone', async () => {
      const id = await begin()
      const count = 130
      await store.remittances.stage(Array.from({ length: count }, (_, index) => staged(id, index + 1)))
      const ids = (await store.remittances.nextStaged(id, count)).map((row) => row.id)
      const marks = ids.map((paymentId, index) => ({
        id: paymentId,
        state: index % 3 === 0 ? ('suspended' as const) : ('posted' as const),
        ...(index % 3 === 0 ? {} : { claimId: `${index} of ${id}`.slice(0, 36) }),
        decision: { index },
      }))
      const moved = await Promise.all([
        store.remittances.markPayments(marks.slice(0, 90)),
        store.remittances.markPayments(marks.slice(40)),
        store.remittances.markPayments(marks.toReversed()),
      ])
      expect(moved.flatMap((some) => [...some]).toSorted()).to.deep.equal(ids)
      const rows = await allPages((paging) => store.remittances.payments(id, { ...paging, limit: 50 }))
      expect(rows.map(({ id: paymentId, state, claimId, decision }) => ({ id: paymentId, state, claimId, decision }))).to.deep.equal(
        marks.map((mark) => ({ claimId: undefined, ...mark })),
      )
      const of = await store.remittances.paymentsOfClaims(['none', marks[1]?.claimId ?? '', marks[2]?.claimId ?? ''])
      expect(marks.slice(1, 3).map(({ claimId = '' }) => of.get(claimId)?.map(({ ordinal }) => ordinal))).to.deep.equal([[2], [3]])
      expect(of.size).to.equal(2)
      expect(await store.remittances.markPayments([], 'posted')).to.deep.equal(new Set())
    })

    it('payments of many megabytes are staged together', async () => {
      const id = await begin()
      const references = [{ qualifier: 'EV', value: 'z'.repeat(1_000_000) }]
      const large = Array.from({ length: 20 }, (_, index) => {
        const row = staged(id, index + 1)
        return { ...row, payment: { ...row.payment, references } }
      })
      await store.remittances.stage(large)
      const rows = await store.remittances.nextStaged(id, 100)
      expect(rows.map(({ payment }) => payment.references[0]?.value.length)).to.deep.equal(large.map(() => 1_000_000))
    })

    it('numbers of a payment may be of any length', async () => {
      const id = await begin()
      const payment = claimPayment('x'.repeat(1000), { payerClaimNumber: 'y'.repeat(1000), paidCents: toCents(-1) })
      await store.remittances.stage([{ ...staged(id, 1), payment }])
      expect((await store.remittances.payments(id, {})).items[0]?.payment).to.deep.equal(payment)
    })

    it('lists newest first, by state', async () => {
      const all = await allPages((paging) => store.remittances.list(paging))
      expect(all).to.have.length(Number((await store.query('SELECT COUNT(*) AS n FROM remittance'))[0]?.n))
      const posted = (await store.remittances.list({ state: 'posted' })).items
      expect(posted).to.have.length(all.filter(({ state }) => state === 'posted').length)
    })
  })
})
