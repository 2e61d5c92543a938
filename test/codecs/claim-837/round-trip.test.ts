// Claims through the whole way: written as a transaction set, made bytes, read again by the guide, one unit at a time.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeClaim, decodeSubmission, encodeClaims } from '../../../src/codecs/index.js'
import type { Claim, SubmissionHeader } from '../../../src/domain/index.js'
import type { Finding } from '../../../src/values/index.js'
import { sameSegment, segment, type Segment, segmentsOf } from '../../../src/x12/index.js'
import { arbitraryClaim, arbitraryHeader } from '../../support/arbitrary-claim.js'
import { asSet, form, guideOf, readSet, written } from '../../support/read-set.js'

const version = '005010X222A1'
const guide = guideOf(version, '837')

function readBack(segments: readonly Segment[]): { claims: Claim[]; header: SubmissionHeader | undefined; findings: Finding[] } {
  const { units, rest, findings } = readSet(guide, segments, form)
  const read = units.map((unit) => decodeClaim(unit))
  const header = decodeSubmission(rest)
  return {
    claims: read.flatMap(({ value }) => value ?? []),
    header: header.value,
    findings: [...findings, ...units.flatMap((unit) => unit.findings), ...read.flatMap((each) => each.findings), ...header.findings],
  }
}

const byNumber = (claims: readonly Claim[]) => [...claims].sort((a, b) => (a.patientControlNumber < b.patientControlNumber ? -1 : 1))

/** A batch in which some claims have their billing provider, some also their patient and cover in common. */
const batch = fc
  .array(fc.tuple(arbitraryClaim, fc.constantFrom('own', 'provider', 'everything')), { minLength: 1, maxLength: 5 })
  .map((drawn) =>
    drawn.map(([claim, shared], index): Claim => {
      const first = drawn[0]?.[0] ?? claim
      const own = { ...claim, patientControlNumber: `RB${String(index).padStart(6, '0')}` }
      if (shared === 'own') return own
      if (shared === 'provider') return { ...own, billing: first.billing }
      return { ...first, patientControlNumber: own.patientControlNumber }
    }),
  )

describe('837P round trip', () => {
  it('any batch of claims is valid under the guide and reads back equal', () => {
    fc.assert(
      fc.property(batch, arbitraryHeader, (claims, header) => {
        const read = readBack(asSet('837', version, encodeClaims(claims, header)))
        expect(read.findings.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`)).to.deep.equal([])
        expect(read.header).to.deep.equal(header)
        expect(byNumber(read.claims)).to.deep.equal(byNumber(claims))
      }),
      { numRuns: 200 },
    )
  }).timeout(60_000)

  it('never throws over a damaged set, and never drops a claim without saying why', () => {
    const damage = fc.record({
      segment: fc.nat(),
      element: fc.nat({ max: 20 }),
      text: fc.constantFrom('', 'X', '-1', '1,000', '20260230', 'A:B:C', ':', '^', '99999999999999999999'),
    })
    fc.assert(
      fc.property(arbitraryClaim, arbitraryHeader, fc.array(damage, { minLength: 1, maxLength: 4 }), (claim, header, all) => {
        const lines = [...encodeClaims([claim], header)].map((each) => written(each).split('*'))
        for (const { segment: ordinal, element, text } of all) {
          const line = lines[ordinal % lines.length] as string[]
          line[1 + (element % Math.max(line.length - 1, 1))] = text
        }
        const body = lines.map(([id = '', ...texts]) =>
          segment(
            id,
            texts.map((it) => ({ repeated: it.split('^').map((one) => one.split(':')) })),
          ),
        )
        const { units } = readSet(guide, asSet('837', version, body))
        for (const unit of units) {
          const { value, findings } = decodeClaim(unit)
          if (value === undefined) expect(findings.filter(({ severity }) => severity === 'error')).to.not.have.length(0)
        }
      }),
      { numRuns: 300 },
    )
  }).timeout(60_000)

  /** Sets of a scenario, with what a claim of it says that no codec can read. */
  const scenarios = [
    ['01-simple-paid', 0, []],
    ['09-secondary-payment.primary', 0, []],
    ['09-secondary-payment.secondary', 0, []],
    ['21-ack-lifecycle', 0, []],
    ['21-ack-lifecycle', 1, ['ELEMENT_DATE_INVALID 2010BA/DMG02']],
  ] as const
  for (const [name, ordinal, faults] of scenarios) {
    it(`${name}.837, set ${ordinal + 1}, is written again segment for segment`, () => {
      const set = setsOf([...segmentsOf(readFileSync(`samples/scenarios/${name}.837`))])[ordinal] as readonly Segment[]
      const { claims, header, findings } = readBack(set)
      expect([...new Set(findings.map(({ code, path }) => `${code} ${path}`))]).to.deep.equal(faults)
      expect(claims).to.have.length(set.filter(({ id }) => id === 'CLM').length)
      const again = [...encodeClaims(claims, header as SubmissionHeader)]
      const body = set.slice(1, -1)
      expect(again.map(({ id }) => id)).to.deep.equal(body.map(({ id }) => id))
      const differing = again.filter((each, index) => !sameSegment(each, body[index] as Segment)).map(({ id }) => id)
      expect(differing).to.deep.equal(faults.length === 0 ? [] : ['DMG'])
    })
  }
})

function setsOf(segments: readonly Segment[]): Segment[][] {
  return segments.flatMap(({ id }, start) => {
    const length = segments.slice(start).findIndex((each) => each.id === 'SE') + 1
    return id === 'ST' ? [segments.slice(start, start + length)] : []
  })
}
