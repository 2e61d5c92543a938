// Every example claim as the question where it stands: whatever its kind and whoever the patient, no rule of the guide finds anything,
// but for what no 276 can ask about.
import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { type Claim, claimKinds, toOpenClaim } from '../../src/domain/index.js'
import { toStatusQuestion } from '../../src/gateway/status-question.js'
import { checkQuestion } from '../../src/gateway/write-inquiries.js'
import type { ClaimRecord } from '../../src/store/index.js'
import { dayOf, type Instant } from '../../src/values/index.js'
import { exampleClaim } from '../support/edit-facts.js'
import { acorn, schemas } from '../support/gateway.js'

const at = '2026-12-08T12:00:00.000Z' as Instant
const partner = acorn()

function recordOf(document: Claim): ClaimRecord {
  const { patientControlNumber, chargeCents } = document
  const states = { submissionState: 'PayerAccepted', state: 'submitted' } as const
  const ids = { id: 'c1', practiceId: 'p1', partnerId: partner.id, createdAt: at, updatedAt: at }
  return { ...ids, ...states, patientControlNumber, chargeCents, claim: toOpenClaim(document), document }
}

/** What no 276 can ask about: an insured without a number, an estimate without a day. */
const unaskable = ['injury-at-work.json: ELEMENT_MISSING 2100D/NM109', 'estimate-of-a-crown.json: SITUATION_REQUIRES_SEGMENT 2200D/DTP']

describe('claims as status questions', () => {
  for (const kind of claimKinds)
    it(`of ${kind} examples are right by their guide`, () => {
      const wrong: string[] = []
      for (const file of readdirSync(`samples/claims/${kind}`)) {
        const claim = exampleClaim(`${kind}/${file.replace('.json', '')}`)
        const question = toStatusQuestion(recordOf(claim), partner, 'TRACE1')
        if (question === undefined) wrong.push(`${file}: no question`)
        else wrong.push(...checkQuestion({ schemas }, partner, question, at).map(({ code, path }) => `${file}: ${code} ${path}`))
      }
      expect(wrong.filter((one) => !unaskable.includes(one))).to.deep.equal([])
    })

  it('name the dependent and the subscriber, or the patient alone; hospitals their bill type; a charge of nothing is not told', () => {
    const hospital = exampleClaim('institutional/birth')
    const asked = toStatusQuestion(recordOf(hospital), partner, 'TRACE1')
    expect(asked?.claim).to.include({ trace: 'TRACE1', patientControlNumber: hospital.patientControlNumber })
    expect(asked?.claim.billType).to.match(/^\d{3}$/)
    const child = exampleClaim('dental/cleaning-of-a-child')
    const { patient, subscriber, birthDate } = toStatusQuestion(recordOf(child), partner, 'T') ?? {}
    expect([patient?.first, birthDate, subscriber?.idQualifier]).to.deep.equal([child.patient.first, child.patient.birthDate, 'MI'])
    expect(dayOf(at) > (birthDate ?? '')).to.equal(true)
    const { document: _, ...inBooksAlone } = recordOf(child)
    expect(toStatusQuestion(inBooksAlone, partner, 'T')).to.equal(undefined)
  })
})
