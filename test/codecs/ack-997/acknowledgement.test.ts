import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeFunctionalAcknowledgement, encodeFunctionalAcknowledgement } from '../../../src/codecs/index.js'
import type { GroupAcknowledgement } from '../../../src/domain/index.js'
import { loop } from '../../../src/schema/index.js'
import { groupAcknowledgement } from '../../support/arbitrary-acknowledgement.js'
import { asSet, guideOf, readSet, segmentOf } from '../../support/read-set.js'

const guide = guideOf('005010X230', '997')

/** Written, read by the guide, and decoded again. */
function again(acknowledgement: GroupAcknowledgement) {
  const { rest, units, findings } = readSet(
    guide,
    asSet('997', '005010X230', encodeFunctionalAcknowledgement(acknowledgement, acknowledgement.sets)),
  )
  const wrong = findings.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`)
  return { wrong, ...decodeFunctionalAcknowledgement(loop(rest.id, [...rest.children, ...units.map((unit) => unit.loop)])) }
}

describe('a 997', () => {
  it('is right by its guide whatever a 999 would say, and a second writing changes nothing', () => {
    fc.assert(
      fc.property(groupAcknowledgement, (acknowledgement) => {
        const first = again(acknowledgement)
        expect(first.wrong).to.deep.equal([])
        expect(first.findings).to.deep.equal([])
        const { value } = first
        expect(value?.verdict).to.equal(acknowledgement.verdict)
        expect(value?.sets.map(({ control, verdict }) => [control, verdict])).to.deep.equal(
          acknowledgement.sets.map(({ control, verdict }) => [control, verdict]),
        )
        if (value !== undefined) expect(again(value).value).to.deep.equal(value)
      }),
    )
  })

  it('says with the nearest code what only a 999 has a code for', () => {
    const element = { element: 5, component: 3, code: 'I10', contexts: [] }
    const error = {
      segment: 'CLM',
      ordinal: 22,
      loop: '2300',
      code: 'I9',
      contexts: [{ names: [{ name: 'CLM01', value: '1' }] }],
      elements: [element],
    }
    const set = { type: '837', control: '0001', version: '005010X222A1', verdict: 'R', reasons: ['5', 'I5'], errors: [error] }
    const whole = {
      functionalId: 'HC',
      control: '1',
      version: '005010X222A1',
      verdict: 'R',
      includedCount: 1,
      receivedCount: 1,
      acceptedCount: 0,
      reasons: [],
    }
    expect(again({ ...whole, sets: [set] }).value?.sets).to.deep.equal([
      { ...set, reasons: ['5'], errors: [{ ...error, code: '2', contexts: [], elements: [{ ...element, code: '10' }] }] },
    ])
  })

  it('never lets a set without a verdict pass for answered', () => {
    const nodes = [segmentOf('AK1*HC*521'), loop('2000', [segmentOf('AK2*837*0001')]), segmentOf('AK9*A*1*1*1')]
    const { value, findings } = decodeFunctionalAcknowledgement(loop('997', nodes))
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['SEGMENT_MISSING', '2000/AK5']])
  })
})
