import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeClaimPayment, decodeProviderAdjustments, decodeRemittance, encodeRemittanceBody } from '../../../src/codecs/index.js'
import type { ClaimPayment, ProviderAdjustment, Remittance } from '../../../src/domain/index.js'
import type { Segment } from '../../../src/x12/index.js'
import { claimPayment, claimPayments, providerAdjustments, remittance } from '../../support/arbitrary-remittance.js'
import { example } from '../../support/arbitrary-values.js'
import { asSet, form, guideOf, readSet, readSetFile, written } from '../../support/read-set.js'

const version = '005010X221A1'
const guide = guideOf(version, '835')

interface Content {
  readonly header: Remittance | undefined
  readonly payments: readonly (ClaimPayment | undefined)[]
  readonly adjustments: readonly ProviderAdjustment[] | undefined
  /** Codes of what the guide and the codecs found wrong. */
  readonly wrong: readonly string[]
}

function read(segments: readonly Segment[]): Content {
  const { rest, units, findings } = readSet(guide, segments, form)
  const header = decodeRemittance(rest)
  const payments = units.map((unit) => decodeClaimPayment(unit))
  const adjustments = decodeProviderAdjustments(rest)
  const all = [...findings, ...header.findings, ...payments.flatMap((one) => one.findings), ...adjustments.findings]
  return {
    header: header.value,
    payments: payments.map(({ value }) => value),
    adjustments: adjustments.value?.map(({ adjustment }) => adjustment),
    wrong: all.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`),
  }
}

describe('a remittance written and read back', () => {
  it('is the same, and right by its guide', () => {
    fc.assert(
      fc.property(remittance, claimPayments, providerAdjustments, (header, payments, adjustments) => {
        const body = encodeRemittanceBody(header, payments, adjustments)
        expect(read(asSet('835', version, body))).to.deep.equal({ header, payments, adjustments, wrong: [] })
      }),
    )
  })

  it('writes one LX for neighbours of one group, and one for payments without any', () => {
    const header = example(remittance)
    const one = example(claimPayment)
    const other = example(claimPayment, 2)
    const second = { number: '2' }
    const ids = (payments: readonly ClaimPayment[]) =>
      [...encodeRemittanceBody(header, payments)]
        .filter(({ id }) => id === 'LX' || id === 'CLP')
        .map((each) => (each.id === 'LX' ? written(each) : 'CLP'))
    expect(ids([one, other])).to.deep.equal(['LX*1', 'CLP', 'CLP'])
    expect(ids([one, { ...other, claimGroup: second }, { ...one, claimGroup: second }])).to.deep.equal([
      'LX*1',
      'CLP',
      'LX*2',
      'CLP',
      'CLP',
    ])
  })

  it('asks for one payment at a time', () => {
    const header = example(remittance)
    const payment = example(claimPayment)
    let asked = 0
    function* payments(): Generator<ClaimPayment> {
      for (;;) {
        asked += 1
        yield payment
      }
    }
    for (const { id } of encodeRemittanceBody(header, payments())) if (id === 'CLP' && asked === 3) break
    expect(asked).to.equal(3)
  })
})

describe('the remittances of the worked scenarios', () => {
  const folder = 'samples/scenarios'
  // The given ones; those of our own, from 30 on, are irregular on purpose here and there.
  const names = readdirSync(folder).filter((name) => name.endsWith('.835') && Number.parseInt(name, 10) < 30)

  it('are all there', () => {
    expect(names).to.have.length(21)
  })

  for (const name of names) {
    it(`${name} comes out segment by segment as it came in`, () => {
      const segments = readSetFile(`${folder}/${name}`)
      const { header, payments, adjustments, wrong } = read(segments)
      expect(wrong).to.deep.equal([])
      const body = encodeRemittanceBody(header as Remittance, payments as ClaimPayment[], adjustments)
      expect([...body].map(written)).to.deep.equal(segments.slice(1, -1).map(written).map(withShortAmounts))
    })
  }
})

/** We write amounts as short as the guides ask; one payer of the scenarios writes 0.24 for .24. */
function withShortAmounts(segment: string): string {
  return segment.replaceAll(/\*(-?)0+(?=\.\d+(?:\*|$))/g, '*$1')
}
