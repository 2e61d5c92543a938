// The written examples of claims in JSON: each is a claim that its guide has nothing against, and comes back equal from the wire.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { encodeClaims, parseClaims } from '../../../src/codecs/index.js'
import { type Claim, claimGuides, claimKinds, type SubmissionHeader } from '../../../src/domain/index.js'
import { type IsoDate, sayFinding, toIsoDate } from '../../../src/values/index.js'
import { readClaims } from '../../support/read-claims.js'
import { asSet } from '../../support/read-set.js'

const header: SubmissionHeader = {
  purpose: '00',
  reference: 'EX0000000001',
  createdOn: toIsoDate('2026-10-06') as IsoDate,
  createdAt: '0930',
  use: 'CH',
  submitter: {
    entityType: '2',
    last: 'RIVERBEND FAMILY PRACTICE',
    id: 'RIVERBEND',
    contacts: [{ name: 'BILLING OFFICE', numbers: [{ qualifier: 'TE', value: '8605550123' }] }],
  },
  receiver: { name: 'ACORN CLEARING', id: 'ACORNEDI' },
}

describe('examples of claims in JSON', () => {
  for (const kind of claimKinds) {
    const folder = join('samples/claims', kind)
    const names = readdirSync(folder).toSorted()

    it(`there are at least 25 ${kind} ones`, () => expect(names.length).to.be.at.least(25))

    for (const name of names) {
      it(`${folder}/${name} is one ${kind} claim, valid up to SNIP 5, and reads back equal`, () => {
        const { claims, problems } = parseClaims(JSON.parse(readFileSync(join(folder, name), 'utf8')))
        expect(problems).to.deep.equal([])
        expect(claims.map((claim) => claim.kind)).to.deep.equal([kind])
        const [{ billing }] = claims as [Claim]
        const use = billing.payToPlan === undefined ? 'CH' : '31'
        const read = readClaims(kind, asSet('837', claimGuides[kind], encodeClaims(claims, { ...header, use })))
        expect(read.findings.map(sayFinding)).to.deep.equal([])
        expect(read.claims).to.deep.equal(claims)
      })
    }
  }

  it('no two have the same number', () => {
    const numbers = claimKinds.flatMap((kind) =>
      readdirSync(join('samples/claims', kind)).flatMap((name) =>
        parseClaims(JSON.parse(readFileSync(join('samples/claims', kind, name), 'utf8'))).claims.map(
          ({ patientControlNumber }) => patientControlNumber,
        ),
      ),
    )
    expect(new Set(numbers).size).to.equal(numbers.length)
  })
})
