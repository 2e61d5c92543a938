import { expect } from 'chai'
import { isNpi } from '../../src/values/index.js'

describe('isNpi', () => {
  const rows = [
    ['1234567893', true],
    ['1999000015', true],
    ['1234567890', false, 'wrong check digit'],
    ['3234567893', false, 'begins with 3'],
    ['123456789', false, 'nine digits'],
    ['12345678931', false, 'eleven digits'],
    ['123456789A', false, 'a letter'],
    ['', false, 'empty'],
  ] as const
  for (const [text, expected, why = 'valid'] of rows) {
    it(`${JSON.stringify(text)}: ${why}`, () => {
      expect(isNpi(text)).to.equal(expected)
    })
  }

  it('has one right check digit for any nine digits', () => {
    const right = Array.from({ length: 10 }, (_, digit) => `124531959${digit}`).filter(isNpi)
    expect(right).to.deep.equal(['1245319599'])
  })
})
