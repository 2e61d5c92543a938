// The published JSON Schema of claims: made from what the code checks, and saying the same of claims and of faults in them.
import { readFileSync, writeFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { claimsJsonSchema, parseClaims } from '../../../src/codecs/index.js'
import { type Claim, claimKinds } from '../../../src/domain/index.js'
import { arbitraryClaims } from '../../support/arbitrary-claim.js'

const path = 'docs/claims.schema.json'

describe('JSON Schema of claims', () => {
  const text = `${JSON.stringify(claimsJsonSchema(), undefined, 2)}\n`
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, text)
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(text) as object)

  it(`${path} says what the code checks`, () => expect(readFileSync(path, 'utf8'), 'UPDATE_GOLDEN=1 writes it').to.equal(text))

  for (const kind of claimKinds) {
    it(`takes any ${kind} claim`, () => {
      fc.assert(
        fc.property(fc.array(arbitraryClaims[kind] as fc.Arbitrary<Claim>, { minLength: 1, maxLength: 2 }), (claims) => {
          expect(validate(JSON.parse(JSON.stringify(claims))), JSON.stringify(validate.errors)).to.equal(true)
        }),
      )
    })

    const [sample] = fc.sample<Claim>(arbitraryClaims[kind], { numRuns: 1, seed: 7 }) as [Claim]
    const rows: readonly (readonly [string, object])[] = [
      ['an unknown field', { color: 'red' }],
      ['a missing field', { frequency: undefined }],
      ['dollars instead of cents', { chargeCents: 12.5 }],
      ['a day in another form', { lines: [{ ...sample.lines[0], from: '10/05/2026' }] }],
      ['no lines', { lines: [] }],
      ['an unknown kind', { kind: 'veterinary' }],
    ]
    for (const [name, change] of rows) {
      it(`refuses a ${kind} claim with ${name}, as the code does`, () => {
        const json: unknown = JSON.parse(JSON.stringify([{ ...sample, ...change }]))
        expect(validate(json)).to.equal(false)
        expect(parseClaims(json).problems).to.not.have.length(0)
      })
    }
  }
})
