import { expect } from 'chai'
import { type FindingCode, finding, findingCodes, sayFinding } from '../../src/values/index.js'

const at = { offset: 812, segment: 17 }

describe('findings', () => {
  it('take severity and SNIP type from the catalogue', () => {
    expect(finding('ELEMENT_TOO_LONG', at, '2300/CLM01', { length: 40, max: 38 }, '2300')).to.deep.equal({
      code: 'ELEMENT_TOO_LONG',
      severity: 'error',
      snip: 1,
      at,
      path: '2300/CLM01',
      detail: { length: 40, max: 38 },
      loop: '2300',
    })
  })

  it('say where, what and how to mend it', () => {
    const found = finding('ELEMENT_TOO_LONG', at, '2300/CLM01', { length: 40, max: 38 })
    expect(sayFinding(found)).to.equal('2300/CLM01 has 40 characters, at most 38 are allowed')
  })

  it('keep the word for a figure that is missing', () => {
    expect(sayFinding(finding('ELEMENT_TOO_LONG', at, '2300/CLM01'))).to.contain('{length}')
  })

  for (const [code, { says }] of Object.entries(findingCodes)) {
    it(`${code} is said as a sentence without its end mark, and begins small unless with a place or an X12 name`, () => {
      expect(says).to.not.match(/[.!]$/)
      expect(says).to.match(/^(?:[a-z{]|[A-Z]{2,3}\d\d)/)
      expect(finding(code as FindingCode, at, '').code).to.equal(code)
    })
  }
})
