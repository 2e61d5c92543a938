// Money in and out of text: what is an amount, and what is none.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { centsFromBytes, centsFromR, rFromCents, toCents } from '../../src/values/index.js'

describe('cents', () => {
  const rows = [
    ['12.5', 1250],
    ['12.50', 1250],
    ['12.5000', 1250],
    ['.07', 7],
    ['5.', 500],
    ['-3', -300],
    ['-.5', -50],
    ['-0', 0],
    ['007', 700],
    ['9999999999999.99', 999_999_999_999_999],
    ['10000000000000', undefined],
    ['', undefined],
    ['.', undefined],
    ['-', undefined],
    ['+1', undefined],
    ['1,000', undefined],
    ['1e3', undefined],
    ['1.005', undefined],
    ['1.2.3', undefined],
    ['--1', undefined],
    [' 1', undefined],
    ['1\n', undefined],
  ] as const
  for (const [amount, expected] of rows) {
    it(`R amount ${JSON.stringify(amount)} is ${String(expected)} cents`, () => expect(centsFromR(amount)).to.equal(expected))
    it(`and so it is in bytes: ${JSON.stringify(amount)}`, () => {
      expect(centsFromBytes(Buffer.from(`1${amount}1`), 1, 1 + amount.length)).to.deep.equal(expected ?? Number.NaN)
    })
  }

  it('any amount is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (cents) => {
        expect(centsFromR(rFromCents(toCents(cents)))).to.equal(cents)
      }),
    )
  })
})
