import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { interchangeAcknowledgement } from '../../src/codecs/index.js'
import { type Segment, sameSegment, segmentsOf } from '../../src/x12/index.js'
import * as arbitrary from '../support/arbitrary-acknowledgement.js'
import { segmentOf } from '../support/read-set.js'

describe('a TA1', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(arbitrary.interchangeAcknowledgement, (acknowledgement) => {
        const ta1 = interchangeAcknowledgement.encode(acknowledgement)
        expect(interchangeAcknowledgement.decode(ta1)).to.deep.equal({ value: acknowledgement, findings: [] })
      }),
    )
  })

  it('answers the interchange of the worked scenario', () => {
    const segments = [...segmentsOf(readFileSync('samples/scenarios/21-ack-lifecycle.ta1'))]
    const ta1 = segments.find(({ id }) => id === 'TA1') as Segment
    const value = { control: '000000521', date: '261006', time: '0915', verdict: 'A', note: '000' } as const
    expect(interchangeAcknowledgement.decode(ta1)).to.deep.equal({ value, findings: [] })
    expect(sameSegment(interchangeAcknowledgement.encode(value), ta1)).to.equal(true)
  })

  it('is no value with a verdict that is none', () => {
    const { value, findings } = interchangeAcknowledgement.decode(segmentOf('TA1*000000521*261006*0915*P*000'))
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['ELEMENT_CODE_INVALID', 'TA104']])
  })
})
