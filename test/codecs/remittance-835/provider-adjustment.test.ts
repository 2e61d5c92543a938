import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeProviderAdjustments, encodeProviderAdjustments } from '../../../src/codecs/index.js'
import type { ProviderAdjustment } from '../../../src/domain/index.js'
import { loop } from '../../../src/schema/index.js'
import { type IsoDate, toCents } from '../../../src/values/index.js'
import { segment } from '../../../src/x12/index.js'
import { providerAdjustments } from '../../support/arbitrary-remittance.js'
import { guideOf, readSet, readSetFile, written } from '../../support/read-set.js'

function wo(reference: string, cents: number, providerId = '1234567893', year = '2026'): ProviderAdjustment {
  return { providerId, fiscalPeriodEnd: `${year}-12-31` as IsoDate, reason: 'WO', reference, amountCents: toCents(cents) }
}

describe('provider adjustments', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(providerAdjustments, (adjustments) => {
        const { value, findings } = decodeProviderAdjustments(loop('835', encodeProviderAdjustments(adjustments)))
        expect(value?.map(({ adjustment }) => adjustment)).to.deep.equal(adjustments)
        expect(findings).to.deep.equal([])
      }),
    )
  })

  it('stand six to a PLB, by provider and period', () => {
    const seven = Array.from({ length: 7 }, (_, index) => wo(`R${index}`, 100))
    const list = [...seven, wo('S', 100, '1999000015'), wo('T', -2, '1999000015', '2027')]
    expect(encodeProviderAdjustments(list).map(written)).to.deep.equal([
      'PLB*1234567893*20261231*WO:R0*1*WO:R1*1*WO:R2*1*WO:R3*1*WO:R4*1*WO:R5*1',
      'PLB*1234567893*20261231*WO:R6*1',
      'PLB*1999000015*20261231*WO:S*1',
      'PLB*1999000015*20271231*WO:T*-.02',
    ])
  })

  it('come with the place of their PLB, for the books to cite (scenario 19)', () => {
    const segments = readSetFile('samples/scenarios/19-plb-mixed.835')
    const plb = segments.find(({ id }) => id === 'PLB')
    const { rest } = readSet(guideOf('005010X221A1', '835'), segments)
    const provider = { providerId: '1234567893', fiscalPeriodEnd: '2026-12-31' }
    expect(decodeProviderAdjustments(rest).value).to.deep.equal([
      { adjustment: { ...provider, reason: 'IR', reference: '912345678', amountCents: 28_000 }, at: plb?.at },
      { adjustment: { ...provider, reason: 'CS', reference: 'MANUAL77', amountCents: -5000 }, at: plb?.at },
    ])
  })

  it('keep their money when PLB02 is no day, or empty', () => {
    for (const [day, code] of [
      ['20261331', 'ELEMENT_DATE_INVALID'],
      ['', 'none'],
    ] as const) {
      const { value, findings } = decodeProviderAdjustments(loop('835', [segment('PLB', ['1', day, ['WO', 'A'], '1'])]))
      expect(value?.map(({ adjustment }) => adjustment)).to.deep.equal([
        { providerId: '1', reason: 'WO', reference: 'A', amountCents: 100 },
      ])
      expect(findings.map(({ code: found }) => found)).to.deep.equal(code === 'none' ? [] : [code])
    }
  })

  it('are no value at all when one amount cannot be read', () => {
    const good = segment('PLB', ['1', '20261231', ['WO', 'A'], '1'])
    const bad = segment('PLB', ['1', '20261231', ['WO', 'B'], '1', ['WO', 'C'], '1e3'])
    const { value, findings } = decodeProviderAdjustments(loop('835', [good, bad]))
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['ELEMENT_NUMBER_INVALID', 'PLB06']])
  })
})
