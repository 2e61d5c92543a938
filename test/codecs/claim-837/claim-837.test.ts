import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeClaim } from '../../../src/codecs/claim-837/decode.js'
import { toClaimLevels, toClaimLoop } from '../../../src/codecs/claim-837/encode.js'
import { decodeSubmission, submissionHeader } from '../../../src/codecs/claim-837/header.js'
import { type Claim, claimKinds } from '../../../src/domain/index.js'
import { arbitraryClaims, arbitraryHeader } from '../../support/arbitrary-claim.js'

describe('837 claim', () => {
  for (const kind of claimKinds) {
    it(`reads back what it writes, for any ${kind} claim`, () => {
      fc.assert(
        fc.property(arbitraryClaims[kind] as fc.Arbitrary<Claim>, (claim) => {
          const { billing, subscriber, patient } = toClaimLevels(claim)
          const parents = [billing, subscriber, ...(patient === undefined ? [] : [patient])]
          expect(decodeClaim({ loop: toClaimLoop(claim), parents }, kind)).to.deep.equal({ value: claim, findings: [] })
        }),
        { numRuns: 200 },
      )
    })
  }

  it('reads back the header it writes', () => {
    fc.assert(
      fc.property(arbitraryHeader, (header) => {
        expect(decodeSubmission(submissionHeader.encode(header))).to.deep.equal({ value: header, findings: [] })
      }),
    )
  })
})
