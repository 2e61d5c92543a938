import { expect } from 'chai'
import { hostileName, matchesPattern, outgoingName } from '../../src/exchange/index.js'

describe('file names', () => {
  const rows = [
    ['a.edi', '*', true],
    ['a.edi', '*.edi', true],
    ['A.EDI', '*.edi', true],
    ['a.edi', '*.835', false],
    ['a.edi.bak', '*.edi', false],
    ['era_835_1.txt', '*835*', true],
    ['era_837_1.txt', '*835*', false],
    ['a1.edi', 'a?.edi', true],
    ['a.edi', 'a?.edi', false],
    ['a.edi', '', false],
    ['', '*', true],
    ['a+b(1).edi', 'a+b(1).edi', true],
    ['axedi', 'a.edi', false],
    ['abab', '*ab', true],
  ] as const
  for (const [name, pattern, expected] of rows)
    it(`${JSON.stringify(name)} ${expected ? 'matches' : 'does not match'} ${JSON.stringify(pattern)}`, () => {
      expect(matchesPattern(name, pattern)).to.equal(expected)
    })

  it('a pattern of many stars does not take for ever', () => {
    expect(matchesPattern('a'.repeat(255), `${'*a'.repeat(60)}b`)).to.equal(false)
  })

  it('an outgoing name follows from partner, kind and control number', () => {
    expect(outgoingName({ partnerId: 'acorn', kind: '837', control: '000000001' })).to.equal('acorn_837_000000001.edi')
  })

  it('an outgoing name is always a safe one', () => {
    const name = outgoingName({ partnerId: '../a/b\u0000', kind: '837', control: '1'.repeat(300) })
    expect(hostileName(name)).to.equal(undefined)
    expect(name).to.match(/^[\w-]+\.edi$/)
  })

  it('ordinary names are not hostile', () => {
    for (const name of ['a.edi', 'ERA 2026-11-23 (2).835', 'über.edi']) expect(hostileName(name)).to.equal(undefined)
  })
})
