import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  decodeGroupAcknowledgement,
  decodeGroupVerdict,
  decodeSetAcknowledgement,
  encodeGroupAcknowledgement,
} from '../../../src/codecs/index.js'
import type { TransactionSetAcknowledgement } from '../../../src/domain/index.js'
import { type Loop, loop } from '../../../src/schema/index.js'
import type { Checked } from '../../../src/values/index.js'
import type { Segment } from '../../../src/x12/index.js'
import { groupAcknowledgement } from '../../support/arbitrary-acknowledgement.js'
import { asSet, form, guideOf, readSet, readSetFile, segmentOf, written } from '../../support/read-set.js'

const version = '005010X231A1'
const guide = guideOf(version, '999')

/** The whole tree again, as `decodeGroupAcknowledgement` takes it. */
function wholeOf(segments: readonly Segment[]): { readonly set: Loop; readonly wrong: readonly string[] } {
  const { rest, units, findings } = readSet(guide, segments, form)
  return {
    set: loop(rest.id, [...rest.children, ...units.map((unit) => unit.loop)]),
    wrong: findings.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`),
  }
}

describe('a 999 written and read back', () => {
  it('is the same, and right by its guide', () => {
    fc.assert(
      fc.property(groupAcknowledgement, (acknowledgement) => {
        const { set, wrong } = wholeOf(asSet('999', version, encodeGroupAcknowledgement(acknowledgement, acknowledgement.sets)))
        expect(decodeGroupAcknowledgement(set)).to.deep.equal({ value: acknowledgement, findings: [] })
        expect(wrong).to.deep.equal([])
      }),
    )
  })
})

describe('the 999 of the worked scenario', () => {
  const segments = readSetFile('samples/scenarios/21-ack-lifecycle.999')
  const { rest, units } = readSet(guide, segments)
  const sets = units.map((unit) => decodeSetAcknowledgement(unit.loop).value as TransactionSetAcknowledgement)

  it('is read set by set', () => {
    expect(sets).to.deep.equal([
      { type: '837', control: '0001', version: '005010X222A1', errors: [], verdict: 'A', reasons: [] },
      {
        type: '837',
        control: '0002',
        version: '005010X222A1',
        errors: [
          {
            segment: 'DMG',
            ordinal: 16,
            code: '8',
            contexts: [{ names: [{ name: 'CLM01', value: 'RB002104' }] }],
            elements: [{ element: 2, dataElement: '1251', code: '8', copy: '19661312', contexts: [] }],
          },
        ],
        verdict: 'R',
        reasons: ['5'],
      },
    ])
  })

  it('has its verdict on the group outside the sets', () => {
    expect(decodeGroupVerdict(rest)).to.deep.equal({
      value: {
        functionalId: 'HC',
        control: '521',
        version: '005010X222A1',
        verdict: 'P',
        includedCount: 2,
        receivedCount: 2,
        acceptedCount: 1,
        reasons: [],
      },
      findings: [],
    })
  })

  it('comes out segment by segment as it came in', () => {
    const { value } = decodeGroupAcknowledgement(wholeOf(segments).set)
    const out = value === undefined ? [] : [...encodeGroupAcknowledgement(value, value.sets)]
    expect(out.map(written)).to.deep.equal(segments.slice(1, -1).map(written))
  })
})

/** A loop 2000 that rejects, with these loops 2100 in it. */
function rejectedFor(...errors: readonly Loop[]): Checked<TransactionSetAcknowledgement> {
  return decodeSetAcknowledgement(loop('2000', [segmentOf('AK2*837*0001'), ...errors, segmentOf('IK5*R*5')]))
}

describe('the errors of a 999', () => {
  it('say which segment made another one necessary, and where an element stands', () => {
    const error = loop('2100', [
      segmentOf('IK3*CLM*22*2300*8'),
      segmentOf('CTX*SITUATIONAL TRIGGER*CLM*43*2300*5:3*C023:1325'),
      segmentOf('CTX*CLM01:123456789^PATIENT NAME NM109:W1'),
      loop('2110', [segmentOf('IK4*5:3:1*1325*7*9')]),
    ])
    expect(rejectedFor(error).value?.errors).to.deep.equal([
      {
        segment: 'CLM',
        ordinal: 22,
        loop: '2300',
        code: '8',
        contexts: [
          {
            names: [{ name: 'SITUATIONAL TRIGGER' }],
            segment: 'CLM',
            ordinal: 43,
            loop: '2300',
            place: { element: 5, component: 3 },
            dataElements: ['C023', '1325'],
          },
          {
            names: [
              { name: 'CLM01', value: '123456789' },
              { name: 'PATIENT NAME NM109', value: 'W1' },
            ],
          },
        ],
        elements: [{ element: 5, component: 3, repetition: 1, dataElement: '1325', code: '7', copy: '9', contexts: [] }],
      },
    ])
  })

  it('cost only themselves when they cannot be read', () => {
    const { value, findings } = rejectedFor(loop('2100', [segmentOf('IK3*CLM*X')]), loop('2100', [segmentOf('IK3*HI*23**8')]))
    expect(value).to.deep.include({ verdict: 'R', reasons: ['5'] })
    expect(value?.errors.map(({ segment }) => segment)).to.deep.equal(['HI'])
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['ELEMENT_NUMBER_INVALID', '2100/IK302']])
  })

  it('never let a set without a verdict pass for answered', () => {
    const nodes = [segmentOf('AK1*HC*521'), loop('2000', [segmentOf('AK2*837*0001')]), segmentOf('AK9*A*1*1*1')]
    const { value, findings } = decodeGroupAcknowledgement(loop('999', nodes))
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, path }) => [code, path])).to.deep.equal([['SEGMENT_MISSING', '2000/IK5']])
  })
})
