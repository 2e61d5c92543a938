// The figures of domain rules 7.4 and 7.5, counted by hand on the worked scenarios 01, 02, 03, 10 and 21.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseOpenClaims } from '../../src/codecs/index.js'
import { createReports, type Reports } from '../../src/gateway/index.js'
import type { FigureId, FigureRow } from '../../src/reports/index.js'
import type { Store } from '../../src/store/index.js'
import type { IsoDate } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { treatments } from '../support/era.js'
import { acorn, gatewayOn, openAccounts, receiveBytes, riverbend, sample, submitBytes } from '../support/gateway.js'

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
  })
})
