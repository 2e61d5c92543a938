// Calendar days: what is one, in every form the gateway reads.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { addDays, d8FromIsoDate, type IsoDate, isoDateFromD6, isoDateFromD8, toIsoDate } from '../../src/values/index.js'

describe('iso-date', () => {
  const rows = [
    ['20240229', '2024-02-29'],
    ['20230229', undefined],
    ['20000229', '2000-02-29'],
    ['19000229', undefined],
    ['20260430', '2026-04-30'],
    ['20260431', undefined],
    ['20261231', '2026-12-31'],
    ['20261301', undefined],
    ['20260001', undefined],
    ['20260100', undefined],
    ['20260132', undefined],
    ['2026011', undefined],
    ['202601011', undefined],
    ['2026-101', undefined],
    ['', undefined],
  ] as const
  for (const [text, expected] of rows) {
    it(`D8 ${JSON.stringify(text)} is ${String(expected)}`, () => {
      expect(isoDateFromD8(text)).to.equal(expected)
      expect(toIsoDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)).to.equal(expected)
    })
  }

  it('D6 is of this century', () => expect(isoDateFromD6('240229')).to.equal('2024-02-29'))

  it('every day of the calendar is one, and comes back as it was written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3_000_000 }), (days) => {
        const day = addDays('0001-01-01' as IsoDate, days)
        expect(toIsoDate(day)).to.equal(day)
        expect(isoDateFromD8(d8FromIsoDate(day))).to.equal(day)
      }),
    )
  })

  it('what the calendar skips is no day', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9999 }), fc.nat({ max: 13 }), fc.nat({ max: 32 }), (year, month, date) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
        const instant = new Date(`${text}T00:00:00Z`)
        const isDay = !Number.isNaN(instant.valueOf()) && instant.toISOString().startsWith(text)
        expect(toIsoDate(text)).to.equal(isDay ? text : undefined)
      }),
    )
  })
})
