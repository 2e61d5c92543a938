import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeClaim } from '../../../src/codecs/claim-837/decode.js'
import { toClaimLevels, toClaimLoop } from '../../../src/codecs/claim-837/encode.js'
import { decodeSubmission, submissionHeader } from '../../../src/codecs/claim-837/header.js'
import { arbitraryClaim, arbitraryHeader } from '../../support/arbitrary-claim.js'

describe('837P claim', () => {
  it('reads back what it writes, for any claim', () => {
    fc.assert(
      fc.property(arbitraryClaim, (claim) => {
        const { billing, subscriber, patient } = toClaimLevels(claim)
        const parents = [billing, subscriber, ...(patient === undefined ? [] : [patient])]
        expect(decodeClaim({ loop: toClaimLoop(claim), parents })).to.deep.equal({ value: claim, findings: [] })
      }),
      { numRuns: 300 },
    )
  })

  it('reads back the header it writes', () => {
    fc.assert(
      fc.property(arbitraryHeader, (header) => {
        expect(decodeSubmission(submissionHeader.encode(header))).to.deep.equal({ value: header, findings: [] })
      }),
    )
  })
})
