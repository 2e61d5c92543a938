// The written examples of claims in JSON are claims that a practice would send: no edit has an error against them.
import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { claimKinds } from '../../src/domain/index.js'
import { editClaim } from '../../src/edits/index.js'
import { editFacts, exampleClaim } from '../support/edit-facts.js'

describe('edits of the examples in samples/claims', () => {
  for (const kind of claimKinds)
    for (const file of readdirSync(`samples/claims/${kind}`).toSorted()) {
      const name = `${kind}/${file.replace('.json', '')}`
      it(`${name} may be sent`, () => {
        const errors = editClaim(exampleClaim(name), editFacts()).filter(({ edit }) => edit.severity === 'error')
        expect(errors.map(({ edit, hit }) => `${edit.id} ${hit.pointer}`)).to.deep.equal([])
      })
    }
})
