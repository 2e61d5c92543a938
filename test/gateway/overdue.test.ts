// Answers that do not come: each silence becomes one work item, which ends when the answer comes.
import { expect } from 'chai'
import { parseOpenClaims } from '../../src/codecs/index.js'
import { defaultExpectations, type Expectations, type OpenClaim } from '../../src/domain/index.js'
import type { Store } from '../../src/store/index.js'
import { createBusinessCalendar, type IsoDate } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { acorn, gatewayOn, openAccounts, receiveBytes, sample, stillClock, submitBytes, type TestGateway } from '../support/gateway.js'
import { remittanceFile } from '../support/remittance-file.js'

const scenario = (end: string): Buffer => sample(`scenarios/21-ack-lifecycle.${end}`)
const day = 86_400_000

withDatabases((_database, openStore) => {
  describe('overdue', () => {
    let store: Store
    let clock: ReturnType<typeof stillClock>
    let gateway: TestGateway

    /** Monday 23 November 2026, seven in the morning in New York; Thursday is Thanksgiving. */
    async function sent(patience: Partial<Expectations> = {}, days: readonly string[] = []): Promise<void> {
      store = await openStore()
      clock = stillClock('2026-11-23T12:00:00.000Z')
      const calendar = createBusinessCalendar({ days: days as IsoDate[] })
      gateway = gatewayOn(store, { partners: [acorn({ expect: { ...defaultExpectations, ...patience } })], clock, calendar })
      await submitBytes(gateway, scenario('837'), { asSent: true })
    }
    afterEach(() => store.close())

    async function open(): Promise<string[]> {
      const { items } = await store.workItems.list({ state: 'open' })
      return items.filter(({ type }) => type.startsWith('overdue')).map(({ type, claim }) => `${type} ${claim ?? ''}`.trim())
    }

    async function waits(): Promise<string[]> {
      const review = await gateway.overdue.review()
      return review.waits.map(
        ({ answer, owes, dueOn, isLate, claims }) => `${answer} of ${owes} by ${dueOn}${isLate ? ', late' : ''}: ${claims}`,
      )
    }

    it('a silence has an owner and a day from the start, and becomes one item when the day is over there', async () => {
      await sent()
      expect(await waits()).to.deep.equal(['ta1 of acorn by 2026-11-24: 4'])
      // Five in the morning UTC is still the 24th in New York by one minute.
      clock.advance(Date.parse('2026-11-25T04:59:00Z') - Date.parse(clock()))
      expect(await waits()).to.deep.equal(['ta1 of acorn by 2026-11-24: 4'])
      expect(await open()).to.deep.equal([])
      clock.advance(60_000)
      expect(await gateway.overdue.review()).to.include({ opened: 1, closed: 0 })
      expect(await gateway.overdue.review(), 'looking again').to.include({ opened: 0, closed: 0 })
      const { items } = await store.workItems.list({ state: 'open' })
      expect(items.map(({ type, facts }) => ({ type, ...facts }))).to.deep.equal([
        {
          type: 'overdue-ta1',
          owes: 'acorn',
          partnerId: 'acorn',
          since: '2026-11-23T12:00:00.000Z',
          dueOn: '2026-11-24',
          claims: 4,
          interchange: '000000521',
          ref: items[0]?.facts?.ref,
        },
      ])
    })

    it('answer by answer, the item ends as the answer comes, and the next silence has its own', async () => {
      await sent()
      clock.advance(5 * day) // Saturday; the clearinghouse had until Wednesday, the payer has until Tuesday.
      await gateway.overdue.review()
      expect(await open()).to.deep.equal(['overdue-ta1'])
      await receiveBytes(gateway, scenario('ta1'))
      expect(await open(), 'ended at once').to.deep.equal([])
      await gateway.overdue.review()
      expect(await open()).to.deep.equal(['overdue-999'])
      await receiveBytes(gateway, scenario('999'))
      await gateway.overdue.review()
      expect(await open()).to.deep.equal(['overdue-clearinghouse-277ca'])
      await receiveBytes(gateway, scenario('277ca'))
      expect(await waits(), 'one claim was not accounted for').to.deep.equal([
        'clearinghouse-277ca of acorn by 2026-11-25, late: 1',
        'status of practice by 2026-12-12: 1',
      ])
      clock.advance(15 * day)
      await gateway.overdue.review()
      expect(await open()).to.have.members(['overdue-clearinghouse-277ca', 'overdue-status RB002101'])
      clock.advance(16 * day)
      await gateway.overdue.review()
      expect(await open()).to.have.members(['overdue-clearinghouse-277ca', 'overdue-835 RB002101'])
      await receiveBytes(
        gateway,
        remittanceFile({ trace: 'EFT-1', claims: [{ number: 'RB002101', chargeCents: 15_000, paidCents: 12_000, last: 'ALVAREZ' }] }),
      )
      expect(await open()).to.deep.equal(['overdue-clearinghouse-277ca'])
    })

    it('a later answer stands for those before it', async () => {
      await sent()
      clock.advance(4 * day)
      await gateway.overdue.review()
      expect(await open()).to.deep.equal(['overdue-ta1'])
      await receiveBytes(gateway, scenario('999'))
      expect(await open()).to.deep.equal([])
    })

    it('what a partner never sends is not awaited', async () => {
      await sent({ ta1BusinessDays: 'none', ack999BusinessDays: 'none', clearinghouse277caBusinessDays: 'none' })
      expect(await waits()).to.deep.equal(['payer-277ca of acorn by 2026-12-01: 3', 'payer-277ca of acorn by 2026-12-01: 1'])
      await store.close()
      const none = { ta1BusinessDays: 'none', ack999BusinessDays: 'none', clearinghouse277caBusinessDays: 'none' } as const
      await sent({ ...none, payer277caBusinessDays: 'none', statusDays: 'none' })
      expect(await waits()).to.deep.equal(Array(4).fill('835 of payer 60001 by 2026-12-23: 1'))
    })

    it('own holidays stretch the days', async () => {
      await sent({}, ['2026-11-24', '2026-11-25'])
      expect(await waits(), 'Thanksgiving follows').to.deep.equal(['ta1 of acorn by 2026-11-27: 4'])
    })

    it('an item that a person has ended is not opened again for the same silence', async () => {
      await sent()
      clock.advance(3 * day)
      await gateway.overdue.review()
      const [item] = (await store.workItems.list({ state: 'open' })).items
      await store.workItems.resolve(item?.id ?? '', { by: 'user:ann', reason: 'asked by telephone', at: clock() })
      expect(await gateway.overdue.review()).to.include({ opened: 0, closed: 0 })
    })

    it('R-REV-5: a correction is awaited for fourteen days after its reversal', async () => {
      store = await openStore()
      clock = stillClock('2026-11-23T12:00:00.000Z')
      gateway = gatewayOn(store, { clock })
      const { claims } = parseOpenClaims(JSON.parse(sample('scenarios/48-correction-in-next-file.claims.json').toString()))
      await openAccounts(gateway, claims)
      const receive = (step: number) => receiveBytes(gateway, sample(`scenarios/48-correction-in-next-file.${step}.835`))
      await receive(1)
      clock.advance(day)
      await receive(2)
      expect(await waits()).to.deep.equal(['835 of payer 60001 by 2026-12-08: 1'])
      clock.advance(14 * day)
      await gateway.overdue.review()
      expect(await open()).to.deep.equal([])
      clock.advance(day)
      await gateway.overdue.review()
      expect(await open()).to.deep.equal(['overdue-835 RB004801'])
      await receive(3)
      expect(await open()).to.deep.equal([])
      expect(await waits()).to.deep.equal([])
    })

    it('R-PLB-2: what a payer postponed is late after 45 days: its item says so and is in sight again; ended too early, it is asked about once more', async () => {
      store = await openStore()
      clock = stillClock('2026-11-23T12:00:00.000Z')
      gateway = gatewayOn(store, { clock })
      await openAccounts(gateway, JSON.parse(sample('scenarios/06-overpayment-wo.claims.json').toString()) as OpenClaim[])
      for (const step of ['1', '2']) await receiveBytes(gateway, sample(`scenarios/06-overpayment-wo.${step}.835`))
      const items = async () => (await store.workItems.list({ state: 'open', type: 'open-payer-balance' })).items
      const [item] = await items()
      const ref = String(item?.facts?.ref)
      const wait = async () => {
        const { items: found } = await gateway.overdue.list({})
        return found
          .filter(({ answer }) => answer === 'recovery')
          .map(({ answer, reference, amountCents, dueOn, isLate }) => ({ answer, reference, amountCents, dueOn, isLate }))
      }
      const due = { answer: 'recovery', reference: ref, amountCents: item?.cents, dueOn: '2027-01-07' }
      await gateway.overdue.review()
      expect(await wait()).to.deep.equal([{ ...due, isLate: false }])
      expect(await store.workItems.history(item?.id ?? '')).to.deep.equal([])

      await store.workItems.record(item?.id ?? '', { kind: 'snoozed', by: 'user:ann', at: clock(), value: '2027-12-31' })
      clock.advance(45 * day)
      await gateway.overdue.review()
      expect(await wait(), 'the last day').to.deep.equal([{ ...due, isLate: false }])
      clock.advance(day)
      for (let times = 0; times < 2; times++) await gateway.overdue.review()
      expect(await wait()).to.deep.equal([{ ...due, isLate: true }])
      const told = (await store.workItems.history(item?.id ?? '')).filter(({ by }) => by === 'system')
      expect(told.map(({ kind, text }) => [kind, text])).to.deep.equal([
        ['noted', 'open since 2026-11-23, not taken back by 2027-01-07'],
        ['snoozed', 'open since 2026-11-23, not taken back by 2027-01-07'],
      ])
      expect((await items()).map(({ id, snoozedUntil }) => [id, snoozedUntil])).to.deep.equal([[item?.id, undefined]])

      await store.workItems.resolve(item?.id ?? '', { by: 'user:ann', reason: 'looked at', at: clock() })
      expect((await gateway.overdue.review()).opened).to.equal(1)
      const [again, ...more] = await items()
      expect(more).to.deep.equal([])
      expect(again).to.deep.include({ cents: item?.cents, facts: { ref, since: '2026-11-23T12:00:00.000Z', dueOn: '2027-01-07' } })
      await store.workItems.resolve(again?.id ?? '', { by: 'user:ann', reason: 'letter paid', at: clock() })
      expect((await gateway.overdue.review()).opened, 'a person has ended the follow-up as well').to.equal(0)

      await receiveBytes(gateway, sample('scenarios/06-overpayment-wo.3.835'))
      expect([await wait(), await items()]).to.deep.equal([[], []])
    })

    it('R-PLB-2: the days are those of the settings', async () => {
      store = await openStore()
      clock = stillClock('2026-11-23T12:00:00.000Z')
      gateway = gatewayOn(store, { clock, recoveryDays: 10 })
      await openAccounts(gateway, JSON.parse(sample('scenarios/06-overpayment-wo.claims.json').toString()) as OpenClaim[])
      for (const step of ['1', '2']) await receiveBytes(gateway, sample(`scenarios/06-overpayment-wo.${step}.835`))
      const recoveries = async (isLate: boolean) =>
        (await gateway.overdue.list({ isLate })).items.filter(({ answer }) => answer === 'recovery').map(({ dueOn }) => dueOn)
      expect(await recoveries(false)).to.deep.equal(['2026-12-03'])
      clock.advance(11 * day)
      expect([await recoveries(false), await recoveries(true)]).to.deep.equal([[], ['2026-12-03']])
    })

    it('a refused claim is awaited from nobody, and a new attempt has a clock of its own', async () => {
      await sent()
      clock.advance(3 * day)
      await gateway.overdue.review()
      await receiveBytes(gateway, scenario('ta1').toString('latin1').replace('*A*000', '*R*021'))
      expect(await open()).to.deep.equal([])
      expect(await waits()).to.deep.equal([])
      const again = scenario('837').toString('latin1').replaceAll('000000521', '000000621').replaceAll('BT00000005', 'BT00000006')
      await submitBytes(gateway, again, { asSent: true })
      expect(await waits()).to.deep.equal(['ta1 of acorn by 2026-11-27: 4'])
    })
  })
})
