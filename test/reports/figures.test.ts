// The figures of domain rules 7.4 and 7.5, counted by hand on the worked scenarios 01, 02, 03, 10 and 21.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseOpenClaims } from '../../src/codecs/index.js'
import type { PostingRules } from '../../src/domain/index.js'
import { createPostingActs, createReports, createWorkQueue, type Reports } from '../../src/gateway/index.js'
import type { FigureId, FigureRow } from '../../src/reports/index.js'
import type { Store } from '../../src/store/index.js'
import { daysBetween, type IsoDate } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim, treatments } from '../support/era.js'
import { acorn, chunksOf, gatewayOn, openAccounts, receiveBytes, riverbend, sample, stillClock, submitBytes } from '../support/gateway.js'
import { type PaidClaim, remittanceFile } from '../support/remittance-file.js'

const booked = '2026-11-23' as IsoDate
const later = '2027-01-31' as IsoDate

function figure(rows: readonly FigureRow[], id: FigureId, group = 'all'): readonly (number | undefined)[] {
  const row = rows.find((each) => each.figure === id && each.group === group)
  return [row?.numerator, row?.denominator, row?.value]
}

withDatabases((_database, openStore) => {
  describe('reports', () => {
    let store: Store
    let reports: Reports
    before('the books of four scenarios: 10 claims, 2,265.00 charged, 8 adjudicated, 4 denied, 2 payments without a claim', async () => {
      store = await openStore()
      reports = createReports({ store, treatments })
      const gateway = gatewayOn(store)
      for (const scenario of ['01-simple-paid', '02-deductible', '03-denied', '10-unmatched']) {
        const { claims } = parseOpenClaims(JSON.parse(readFileSync(`samples/scenarios/${scenario}.claims.json`, 'utf8')))
        await openAccounts(gateway, claims)
        await receiveBytes(gateway, sample(`scenarios/${scenario}.835`))
      }
    })

    it('7.5 denial rate, in claims and in money, of first adjudications', async () => {
      const rows = await reports.figures({ to: booked })
      expect(figure(rows, 'denial-rate')).to.deep.equal([4, 8, 50])
      expect(figure(rows, 'denial-rate-cents')).to.deep.equal([135_000, 208_500, 64.7])
    })

    it('7.5 days in A/R: what is owed by the charges of ninety days', async () => {
      expect(figure(await reports.figures({ to: booked }), 'days-in-ar')).to.deep.equal([172_100, 226_500, 68.4])
    })

    it('7.5 net collection rate, of services that are ninety days old', async () => {
      expect(figure(await reports.figures({ to: booked }), 'net-collection-rate')).to.deep.equal([0, 0, undefined])
      const rows = await reports.figures({ to: later })
      expect(figure(rows, 'net-collection-rate')).to.deep.equal([32_400, 204_500, 15.8])
      expect(figure(rows, 'ar-over-90')).to.deep.equal([172_100, 172_100, 100])
    })

    it('7.5 auto-post rate, in payments and in money', async () => {
      const rows = await reports.figures({ to: booked })
      expect(figure(rows, 'auto-post-rate')).to.deep.equal([8, 10, 80])
      expect(figure(rows, 'auto-post-rate-cents')).to.deep.equal([32_400, 46_900, 69.1])
    })

    it('by payer and by provider: one of each here, with the same figures', async () => {
      const [whole, byPayer, byProvider] = [
        await reports.figures({ to: booked }),
        await reports.figures({ to: booked }, 'payer'),
        await reports.figures({ to: booked }, 'provider'),
      ]
      expect(byPayer).to.deep.equal(whole.map((row) => ({ ...row, group: '60001' })))
      expect(byProvider).to.deep.equal(whole.map((row) => ({ ...row, group: '1234567893' })))
    })

    it('a period without anything rates nothing, and the books before the first entry are empty', async () => {
      const rows = await reports.figures({ from: '2026-01-01' as IsoDate, to: '2026-01-31' as IsoDate })
      expect(rows.map(({ value }) => value)).to.deep.equal(rows.map(() => undefined))
      expect(await reports.denials({ from: later, to: later })).to.deep.equal([])
    })

    it('7.1 denials by payer and reason, the most expensive first', async () => {
      const rows = await reports.denials({ to: booked })
      expect(
        rows.map(({ payer, reason, claims, cents, adjudicatedClaims, value }) => [payer, reason, claims, cents, adjudicatedClaims, value]),
      ).to.deep.equal([
        ['60001', 'CO197', 1, 90_000, 8, 12.5],
        ['60001', 'CO16', 1, 15_000, 8, 12.5],
        ['60001', 'CO31', 1, 15_000, 8, 12.5],
        ['60001', 'PR27', 1, 15_000, 8, 12.5],
      ])
      expect(rows[0]?.category).to.equal('authorization')
      expect(rows.map(({ scenario }) => scenario)).to.deep.equal(['not-covered', 'claim-data', 'not-covered', 'not-covered'])
    })

    it('7.1 denials by CORE 360 scenario: a claim counts once in each', async () => {
      const rows = await reports.denials({ to: booked }, 'scenario')
      expect(rows).to.deep.equal([
        { payer: '60001', scenario: 'not-covered', claims: 3, cents: 120_000, adjudicatedClaims: 8, value: 37.5 },
        { payer: '60001', scenario: 'claim-data', claims: 1, cents: 15_000, adjudicatedClaims: 8, value: 12.5 },
      ])
    })

    it('7.4 ageing: by owner and payer, denials and suspense apart, the total that of the ledger', async () => {
      const rows = await reports.ageing(booked, 'service')
      expect(rows.map(({ owner, payer, buckets, totalCents }) => [owner, payer, buckets.indexOf(totalCents), totalCents])).to.deep.equal([
        ['primary', '60001', 1, 18_000],
        ['patient', '', 1, 34_100],
        ['denied', '60001', 1, 120_000],
        ['total', '', 1, 172_100],
        ['suspense', '', -1, -14_500],
      ])
      const byOwner = await reports.ageing(booked, 'owner')
      expect(byOwner.slice(0, 4).map(({ buckets }) => buckets[0])).to.deep.equal([18_000, 34_100, 120_000, 172_100])
      expect((await reports.ageing('2026-10-31' as IsoDate, 'service')).map(({ totalCents }) => totalCents)).to.deep.equal([0, 0])
    })

    it('7.5 first-pass acceptance: of the four claims of scenario 21 the payer takes one', async () => {
      const fresh = await openStore()
      await riverbend(fresh)
      const gateway = gatewayOn(fresh, { partners: [acorn()] })
      await submitBytes(gateway, sample('scenarios/21-ack-lifecycle.837'), { partnerId: 'acorn', asSent: true })
      for (const answer of ['ta1', '999', '277ca']) await receiveBytes(gateway, sample(`scenarios/21-ack-lifecycle.${answer}`))
      const rows = await createReports({ store: fresh, treatments }).figures({ to: booked })
      expect(figure(rows, 'first-pass-acceptance')).to.deep.equal([1, 4, 25])
    })

    describe('7.5 the way of claims and of money, counted by hand', () => {
      const day = (n: number): number => n * 24 * 60 * 60 * 1000
      const clock = stillClock('2026-11-01T12:00:00.000Z')
      const posting: PostingRules = { mode: 'automatic', rules: { denial: 'review' } }
      const to = '2026-12-31' as IsoDate
      const since = { from: '2026-11-01' as IsoDate, to }
      const paid = (number: string, paidCents: number, change: Partial<PaidClaim> = {}): PaidClaim => ({
        number,
        chargeCents: 10_000,
        paidCents,
        ...change,
      })
      let fresh: Store
      let ours: Reports

      before(
        'five claims of 100.00 of 2026-10-05: paid, paid by a link, denied then won, denied and written off; one nobody knows',
        async () => {
          fresh = await openStore()
          ours = createReports({ store: fresh, treatments })
          const gateway = gatewayOn(fresh, { clock, posting })
          const postings = createPostingActs(gateway)
          const receive = (trace: string, control: number, claims: readonly PaidClaim[], change = (text: string) => text) =>
            receiveBytes(gateway, change(remittanceFile({ trace, claims }, { control: String(control) })))
          const denied = (text: string): string => text.replaceAll('CAS*CO*45', 'CAS*CO*197')
          const numbers = ['FIG00001', 'FIG00002', 'FIG00003', 'FIG00004']
          await openAccounts(
            gateway,
            numbers.map((number) => openClaim(number, { charges: [100] })),
          )
          // 1 November: 80.00 paid, and 50.00 of a number that nobody knows and that a person links on the 6th.
          const first = await receive('T1', 100000001, [paid('FIG00001', 8000), paid('UNKNOWN1', 5000, { last: 'NOBODY' })])
          const second = await receive('T2', 100000002, [paid('FIG00003', 0), paid('FIG00004', 0)], denied)
          expect(second.remittances[0]?.outcome).to.equal('posted')
          const [, unknown] = (await fresh.remittances.payments(first.remittances[0]?.remittanceId ?? '', {})).items
          clock.advance(day(5))
          await postings.link(unknown?.id ?? '', 'FIG00002', { by: 'user:test', reason: 'found it' })
          await receive('T3', 100000003, [paid('FIG00003', 9000)])
          const [denial] = (await fresh.workItems.list({ type: 'denial', state: 'open' })).items
          await createWorkQueue(gateway).decide(denial?.id ?? '', 'user:test', 'write-off', 'too small')
          // Another that stays unknown, and one that a person posts.
          await receive('T4', 100000004, [paid('UNKNOWN2', 2000, { last: 'NOBODY' })])
          const held = gatewayOn(fresh, { clock, posting: { mode: 'hold', rules: {} } })
          await openAccounts(held, [openClaim('FIG00005', { charges: [100] })])
          const { remittances } = await receiveBytes(
            held,
            remittanceFile({ trace: 'T5', claims: [paid('FIG00005', 4000)] }, { control: '100000005' }),
          )
          clock.advance(day(4))
          await postings.post(remittances[0]?.remittanceId ?? '', { by: 'user:test', reason: 'looked at' })
          // 10 November: the bank shows T1 (on the 3rd), and T3 with T4 in one sum that a person matches; 7.00 are of nobody.
          const rows = ['2026-11-03,130.00,TRN*1*T1*1987654321~', '2026-11-08,110.00,', '2026-11-09,7.00,']
          const bytes = Buffer.from(['postedDate,amount,addenda', ...rows].join('\n'))
          await gateway.importDeposits({ name: 'bank', source: 'command-line', at: clock() }, chunksOf(bytes), { format: 'csv' })
          const both = (await fresh.deposits.list({})).items.find(({ cents }) => cents === 11_000)
          await gateway.matchDeposit.match({ depositId: both?.id ?? '', remittances: ['T3', 'T4'], by: 'user:test' })
        },
      )

      const expected: readonly (readonly [FigureId, readonly (number | undefined)[], string])[] = [
        ['gross-collection-rate', [26_000, 50_000, 52], '80 + 50 + 90 + 40 of five charges'],
        ['clean-claim-rate', [3, 5, 60], 'two were denied first'],
        ['overturn-rate', [1, 2, 50], 'one won, one written off'],
        ['auto-post-rate', [4, 7, 57.1], 'not the linked one, the unknown one, nor the one that a person posted'],
        ['auto-post-rate-cents', [17_000, 28_000, 60.7], '80 + 0 + 0 + 90 of 280'],
        ['eft-match-rate', [1, 4, 25], 'T1 by itself, T3 and T4 by a person, T5 not; T2 pays nothing'],
        ['suspense-age', [2000 * 55 + 700 * 51, 2700, 54], '20.00 since 6 November, 7.00 since the 10th'],
        ['lag-remittance-to-posted', [4, 5, 0], 'four on the same day, one after four'],
        ['lag-remittance-to-deposit', [6, 3, 2], 'T1 after 2 days, T3 and T4 after 2'],
        ['lag-service-to-sent', [0, 0, undefined], 'none was sent from here'],
        ['lag-sent-to-accepted', [0, 0, undefined], 'none was sent from here'],
        ['lag-sent-to-remittance', [0, 0, undefined], 'none was sent from here'],
      ]
      for (const [id, values, why] of expected)
        it(`${id}: ${why}`, async () => {
          expect(figure(await ours.figures(since), id)).to.deep.equal(values)
        })

      it('by payer: the same, and what the bank alone knows stands under `unknown`', async () => {
        const rows = await ours.figures(since, 'payer')
        expect(figure(rows, 'suspense-age', '60001')).to.deep.equal([110_000, 2000, 55])
        expect(figure(rows, 'suspense-age', 'unknown')).to.deep.equal([35_700, 700, 51])
        expect(figure(rows, 'eft-match-rate', '60001')).to.deep.equal([1, 4, 25])
      })

      it('an old report is the same: on 7 November the 50.00 were linked, the bank had told nothing', async () => {
        const rows = await ours.figures({ to: '2026-11-05' as IsoDate })
        expect(figure(rows, 'suspense-age')).to.deep.equal([5000 * 4, 5000, 4])
        expect(figure(rows, 'gross-collection-rate')).to.deep.equal([8000, 40_000, 20])
        expect(figure(await ours.figures({ to: '2026-11-07' as IsoDate }), 'suspense-age')).to.deep.equal([2000, 2000, 1])
      })
    })

    it('7.5 lags of claims that were sent from here: service to sending, to acceptance, to decision', async () => {
      const fresh = await openStore()
      await riverbend(fresh)
      const clock = stillClock('2026-10-08T12:00:00.000Z')
      const gateway = gatewayOn(fresh, { partners: [acorn()], clock })
      await submitBytes(gateway, sample('scenarios/21-ack-lifecycle.837'), { partnerId: 'acorn', asSent: true })
      clock.advance(3 * 24 * 60 * 60 * 1000)
      for (const answer of ['ta1', '999', '277ca']) await receiveBytes(gateway, sample(`scenarios/21-ack-lifecycle.${answer}`))
      const rows = await createReports({ store: fresh, treatments }).figures({ to: booked })
      const services = (await fresh.claims.list({})).items.map(({ claim }) =>
        daysBetween(claim.lines[0]?.serviceDate ?? booked, '2026-10-08' as IsoDate),
      )
      const [low = 0, second = 0, third = 0, high = 0] = services.toSorted((a, b) => a - b)
      expect(figure(rows, 'lag-service-to-sent')).to.deep.equal([low + second + third + high, 4, (second + third) / 2])
      expect(figure(rows, 'lag-sent-to-accepted')).to.deep.equal([3, 1, 3])
    })
  })
})
