// When a batch is due: from what waits, the partner's settings and the time alone.
import { expect } from 'chai'
import type { BatchSettings } from '../../src/domain/index.js'
import { batchReason } from '../../src/gateway/index.js'
import type { Instant, IsoDate } from '../../src/values/index.js'

const settings: BatchSettings = {
  hold: true,
  maxClaims: 100,
  maxMinutes: 600,
  cutOffs: ['11:00', '16:30'],
  timeZone: 'America/New_York',
  holidays: ['2026-11-26' as IsoDate],
  onWeekends: false,
}

/** New York is five hours behind UTC in November: 16:30 there is 21:30Z. 2026-11-23 is a Monday. */
const rows: readonly (readonly [string, string, string, number, string | undefined, Partial<BatchSettings>?])[] = [
  ['nothing waits', '2026-11-23T20:00', '2026-11-23T23:00', 0, undefined],
  ['one claim before any cut-off', '2026-11-23T17:00', '2026-11-23T21:29', 1, undefined],
  ['the cut-off has come', '2026-11-23T17:00', '2026-11-23T21:30', 1, 'cut-off'],
  ['the tick at the cut-off was missed', '2026-11-23T17:00', '2026-11-23T23:00', 1, 'cut-off'],
  ['it came after the cut-off', '2026-11-23T21:31', '2026-11-23T23:00', 1, undefined],
  ['it came in the very minute of the cut-off', '2026-11-23T21:30', '2026-11-23T21:30', 1, undefined],
  ['it came after the cut-off, and the next day has not one yet', '2026-11-23T21:31', '2026-11-24T05:00', 1, undefined],
  ['the cut-off of the next day', '2026-11-23T21:31', '2026-11-24T16:00', 1, 'waited'],
  ['the cut-off of the next day, where nothing else counts', '2026-11-23T21:31', '2026-11-24T16:00', 1, 'cut-off', { maxMinutes: 9999 }],
  ['enough claims', '2026-11-23T17:00', '2026-11-23T17:01', 100, 'count'],
  ['one too few', '2026-11-23T17:00', '2026-11-23T17:01', 99, undefined],
  ['a minute too short', '2026-11-24T06:00', '2026-11-24T15:59', 1, undefined],
  ['long enough', '2026-11-24T05:59', '2026-11-24T15:59', 1, 'waited'],
  ['enough, but it is Saturday', '2026-11-28T15:00', '2026-11-28T22:00', 500, undefined],
  ['enough on a Saturday, for those who work then', '2026-11-28T15:00', '2026-11-28T22:00', 500, 'count', { onWeekends: true }],
  ['what came on Friday evening, on Sunday in UTC that is still Saturday there', '2026-11-27T23:00', '2026-11-29T03:00', 500, undefined],
  ['what came on Friday evening, on Monday morning', '2026-11-27T23:00', '2026-11-30T05:00', 1, 'waited'],
  ['on Monday before the cut-off', '2026-11-28T03:00', '2026-11-30T15:59', 1, undefined, { maxMinutes: 99_999 }],
  ['on Monday at the cut-off', '2026-11-28T03:00', '2026-11-30T16:00', 1, 'cut-off', { maxMinutes: 99_999 }],
  ['the cut-off of a holiday', '2026-11-26T15:00', '2026-11-26T22:00', 500, undefined],
  [
    'the cut-off of a holiday does not count on the day after',
    '2026-11-26T15:00',
    '2026-11-27T15:00',
    1,
    undefined,
    { maxMinutes: 99_999 },
  ],
  ['the cut-off before a holiday was missed', '2026-11-25T15:00', '2026-11-27T05:00', 1, 'cut-off', { maxMinutes: 99_999 }],
  [
    'a cut-off in the hour that spring leaves out',
    '2026-03-08T06:59',
    '2026-03-08T07:00',
    1,
    'cut-off',
    { cutOffs: ['02:30'], onWeekends: true },
  ],
  [
    'a cut-off in the hour that autumn repeats',
    '2026-11-01T05:00',
    '2026-11-01T05:30',
    1,
    'cut-off',
    { cutOffs: ['01:30'], onWeekends: true },
  ],
  ['in its second coming it is past', '2026-11-01T05:40', '2026-11-01T06:35', 1, undefined, { cutOffs: ['01:30'], onWeekends: true }],
  ['another zone', '2026-11-23T23:00', '2026-11-24T00:30', 1, 'cut-off', { timeZone: 'America/Los_Angeles' }],
  ['not held any more', '2026-11-28T15:00', '2026-11-28T15:00', 1, 'not-held', { hold: false }],
]

describe('when a batch is due', () => {
  for (const [what, oldest, now, count, expected, change = {}] of rows)
    it(`${what}: ${expected ?? 'not yet'}`, () => {
      const given = { count, oldestAt: `${oldest}:00.000Z` as Instant }
      expect(batchReason(given, { ...settings, ...change }, `${now}:00.000Z` as Instant)).to.equal(expected)
    })

  it('without any rule: only by hand', () => {
    const { maxClaims: _claims, maxMinutes: _minutes, ...rest } = settings
    const given = { count: 9999, oldestAt: '2026-01-05T15:00:00.000Z' as Instant }
    expect(batchReason(given, { ...rest, cutOffs: [] }, '2026-11-23T22:00:00.000Z' as Instant)).to.equal(undefined)
  })
})
