import { expect } from 'chai'
import { addMs, dayOf, epochMs, type Instant, localTime, systemClock, toInstant, x12Stamp } from '../../src/values/index.js'

describe('instants', () => {
  const at = toInstant('2026-11-23T17:05:09.123Z') as Instant

  it('are read with their zone and kept in UTC', () => {
    expect(toInstant('2026-11-23T12:05:09.123-05:00')).to.equal(at)
    expect(toInstant('2026-11-23')).to.equal(undefined)
    expect(toInstant('2026-13-23T12:05:09Z')).to.equal(undefined)
  })

  it('move by milliseconds', () => {
    expect(addMs(at, 51_000)).to.equal('2026-11-23T17:06:00.123Z')
    expect(epochMs(addMs(at, -1)) - epochMs(at)).to.equal(-1)
    expect(dayOf(at)).to.equal('2026-11-23')
  })

  it('are written as ISA09/10 and GS04/05 want them', () => {
    expect(x12Stamp(at)).to.deep.equal({ d6: '261123', d8: '20261123', hhmm: '1705', hhmmss: '170509' })
  })

  const zones = [
    ['America/New_York', '2026-11-23', 12, 5],
    ['Asia/Tokyo', '2026-11-24', 2, 5],
    ['UTC', '2026-11-23', 17, 5],
    ['Asia/Kolkata', '2026-11-23', 22, 35],
  ] as const
  for (const [zone, day, hour, minute] of zones) {
    it(`have a local day and hour in ${zone}`, () => {
      expect(localTime(at, zone)).to.include({ day, hour, minute })
    })
  }

  it('know both sides of a change to daylight saving time', () => {
    expect(localTime(toInstant('2026-03-08T06:59:00Z') as Instant, 'America/New_York')).to.include({ hour: 1, minute: 59, weekday: 0 })
    expect(localTime(toInstant('2026-03-08T07:00:00Z') as Instant, 'America/New_York')).to.include({ hour: 3, minute: 0 })
  })

  it('come from the clock as they are written', () => {
    expect(toInstant(systemClock())).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })
})
