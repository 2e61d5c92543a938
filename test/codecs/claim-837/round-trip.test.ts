// Claims through the whole way: written as a transaction set, made bytes, read again by the guide, one unit at a time.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { encodeClaims } from '../../../src/codecs/index.js'
import { type Claim, claimGuides, claimKinds } from '../../../src/domain/index.js'
import { segment } from '../../../src/x12/index.js'
import { arbitraryBatch } from '../../support/arbitrary-claim.js'
import { claimRuns } from '../../support/claim-runs.js'
import { readClaims } from '../../support/read-claims.js'
import { asSet, written } from '../../support/read-set.js'

/** The long run takes its time; the usual one is done in seconds. */
const hour = 3600_000

const byNumber = (claims: readonly Claim[]) => [...claims].sort((a, b) => (a.patientControlNumber < b.patientControlNumber ? -1 : 1))

describe('837 round trip', () => {
  for (const kind of claimKinds) {
    it(`any batch of ${kind} claims is without a finding under its guide and reads back equal`, () => {
      fc.assert(
        fc.property(arbitraryBatch(kind), ({ claims, header }) => {
          const read = readClaims(kind, asSet('837', claimGuides[kind], encodeClaims(claims, header)))
          expect(read.findings.map(({ code, path, detail }) => `${code} ${path} ${JSON.stringify(detail)}`)).to.deep.equal([])
          expect(read.header).to.deep.equal(header)
          expect(byNumber(read.claims)).to.deep.equal(byNumber(claims))
        }),
        claimRuns(150),
      )
    }).timeout(hour)

    it(`never throws over a damaged set of ${kind} claims, and never drops a claim without saying why`, () => {
      const damage = fc.record({
        segment: fc.nat(),
        element: fc.nat({ max: 20 }),
        text: fc.constantFrom('', 'X', '-1', '1,000', '20260230', 'A:B:C', ':', '^', '99999999999999999999'),
      })
      fc.assert(
        fc.property(arbitraryBatch(kind, 1), fc.array(damage, { minLength: 1, maxLength: 4 }), ({ claims, header }, all) => {
          const lines = [...encodeClaims(claims, header)].map((each) => written(each).split('*'))
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
          const { decoded } = readClaims(kind, asSet('837', claimGuides[kind], body))
          for (const { value, findings } of decoded)
            if (value === undefined) expect(findings.filter(({ severity }) => severity === 'error')).to.not.have.length(0)
        }),
        { numRuns: 150 },
      )
    }).timeout(120_000)
  }
})
