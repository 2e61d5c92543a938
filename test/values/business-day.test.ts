// Business days, by the holidays of the Federal Reserve Banks and days of one's own.
import { expect } from 'chai'
import { addBusinessDays, createBusinessCalendar, federalReserveHolidays, type IsoDate } from '../../src/values/index.js'

describe('business days', () => {
  const published: Readonly<Record<number, string>> = {
    2022: '2022-01-01 2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26',
    2026: '2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-04 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25',
    2027: '2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-19 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 2027-12-25',
  }
  for (const [year, days] of Object.entries(published))
    it(`holidays of the Federal Reserve in ${year}`, () => {
      expect(federalReserveHolidays(Number(year)).join(' ')).to.equal(days)
    })

  const later: readonly (readonly [string, number, string, string])[] = [
    ['2026-11-23', 1, '2026-11-24', 'Monday to Tuesday'],
    ['2026-11-25', 1, '2026-11-27', 'over Thanksgiving'],
    ['2026-11-27', 1, '2026-11-30', 'over a weekend'],
    ['2026-11-28', 1, '2026-11-30', 'from a Saturday'],
    ['2026-07-02', 1, '2026-07-03', 'a holiday on a Saturday moves nothing'],
    ['2027-07-02', 1, '2027-07-06', 'a holiday on a Sunday is kept on Monday'],
    ['2026-12-23', 5, '2026-12-31', 'five days over Christmas'],
    ['2026-12-31', 1, '2027-01-04', 'into the next year'],
  ]
  for (const [from, count, to, what] of later)
    it(`${count} after ${from} is ${to}: ${what}`, () => {
      expect(addBusinessDays(from as IsoDate, count, createBusinessCalendar())).to.equal(to)
    })

  it('own days count as holidays, and those of the Federal Reserve need not', () => {
    const own = createBusinessCalendar({ federalReserve: false, days: ['2026-11-27' as IsoDate] })
    expect(addBusinessDays('2026-11-25' as IsoDate, 2, own)).to.equal('2026-11-30')
  })
})
