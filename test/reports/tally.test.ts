// Ratios and medians that grow one by one.
import { expect } from 'chai'
import { Medians, rated } from '../../src/reports/tally.js'

describe('tally', () => {
  const rows: readonly (readonly [readonly number[], number | undefined])[] = [
    [[], undefined],
    [[7], 7],
    [[1, 2], 1.5],
    [[3, 1, 2], 2],
    [[0, 0, 0, 4], 0],
    [[5, 5, 1, 9], 5],
    [[-2, 3], 0.5],
    [[10, 2, 2, 10, 10], 10],
  ]
  for (const [values, median] of rows)
    it(`the median of [${values.join(', ')}] is ${median ?? 'nothing'}`, () => {
      const medians = new Medians<'lag'>()
      for (const value of values) medians.add('all', 'lag', value)
      const sum = values.reduce((total, value) => total + value, 0)
      expect(medians.of('all', 'lag')).to.deep.equal({
        numerator: sum,
        denominator: values.length,
        ...(median === undefined ? {} : { median }),
      })
    })

  it('a ratio over nothing is nothing, not 0 or 100', () => {
    expect(rated({ numerator: 0, denominator: 0 }, 100)).to.equal(undefined)
    expect(rated({ numerator: 0, denominator: 3 }, 100)).to.equal(0)
  })
})
