// Every edit: an example that passes it, the same example changed so that it fails, and the exact place where it is told.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { editClaim, type EditFacts, edits, toFinding } from '../../src/edits/index.js'
import { loadSchemas } from '../../src/schema/index.js'
import { findingCodes, sayFinding } from '../../src/values/index.js'
import { arbitraryClaim } from '../support/arbitrary-claim.js'
import { editFacts, exampleClaim, payerRules } from '../support/edit-facts.js'
import { editRows as rows, visit } from '../support/edit-rows.js'

const schemas = loadSchemas('schemas')

describe('edits of the practice', () => {
  it('each has a row here, in the order of the catalogue', () => {
    expect(new Set(rows.map(({ edit }) => edit))).to.deep.equal(new Set(edits.map(({ id }) => id)))
  })

  for (const {
    edit,
    example,
    change = {},
    at: [pointer, path],
    given = {},
    facts = {},
    factsChange = {},
  } of rows) {
    it(`${edit} lets ${example} pass, and tells ${pointer} when it fails`, () => {
      const told = (claim: ReturnType<typeof exampleClaim>, known: EditFacts) =>
        editClaim(claim, known).filter((one) => one.edit.id === edit)
      const before = editFacts(facts)
      expect(told(exampleClaim(example, given), before)).to.deep.equal([])
      const found = told(exampleClaim(example, { ...given, ...change }), { ...before, ...factsChange })
      expect(found.map(({ hit }) => [hit.pointer, hit.path])).to.deep.equal([[pointer, path]])
    })
  }

  it('days are not held against a file for tests', () => {
    const claim = exampleClaim(visit, { '/lines/0/from': '2026-10-07' })
    const late = exampleClaim(visit, { '/lines/0/from': '2025-01-01' })
    const facts = editFacts({ usage: 'T', payer: payerRules({ filingDays: 90 }) })
    expect([...editClaim(claim, facts), ...editClaim(late, facts)]).to.deep.equal([])
  })

  it('no edit throws, whatever a claim says', () => {
    fc.assert(
      fc.property(arbitraryClaim, (claim) => {
        for (const { hit } of editClaim(claim, editFacts())) {
          expect(hit.pointer).to.match(/^\/[a-zA-Z]/)
          expect(hit.line ?? 1).to.be.within(1, claim.lines.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('what an edit says is the same is a rule of the guides or a finding code', () => {
    const unknown = edits.flatMap(({ id, same }) =>
      same.filter((one) => !(one in findingCodes) && !schemas.hasRule(one)).map((one) => `${id}: ${one}`),
    )
    expect(unknown).to.deep.equal([])
  })

  it('every sentence says what to do, is filled in, and repeats nothing of the patient', () => {
    for (const { edit, example, change = {}, given = {}, facts = {}, factsChange = {} } of rows) {
      const all = editClaim(exampleClaim(example, { ...given, ...change }), { ...editFacts(facts), ...factsChange })
      for (const one of all) {
        const says = sayFinding(toFinding(one, { offset: 0, segment: 0 }))
        expect(says, edit).to.match(/^[0-9A-Z]{4,6}(\/\w+(-\d)?)?: .*[,;:] .+ \(edit edit-[a-z-]+\)$/)
        expect(says, edit).not.to.match(/[{}]|WATTS|IRENE|W1000/)
      }
    }
  })
})
