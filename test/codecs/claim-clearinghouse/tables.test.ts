// Every claim of our examples, said in the JSON of clearinghouses, is read as the claim it was.
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parseClearinghouseClaims } from '../../../src/codecs/index.js'
import type { Claim } from '../../../src/domain/index.js'
import { destinationFirst, toClearinghouse } from '../../support/clearinghouse-json.js'

/** What the format has no words for, by the example that says it. */
const unsayable: Readonly<Record<string, readonly string[]>> = {
  'ambulance-transport.json': ['/dropOff/name'],
  'paid-elsewhere.json': ['/billing/secondContact', '/coverages/0/payer/idQualifier', '/coverages/0/payer/references'],
  'patient-from-abroad.json': ['/billing/currency'],
  'referral-and-authorization.json': ['/providers/1'],
  'repriced.json': ['/lines/0/repricing/approvedProcedure', '/lines/0/repricing/approvedUnits'],
  'device-in-a-trial.json': ['/references/1'],
  'several-days-of-therapy.json': ['/lines/0/providers/0/provider/references/0/payerId'],
}

function without(claim: Claim, pointers: readonly string[]): Claim {
  const copy = structuredClone(claim)
  for (const pointer of pointers) {
    const keys = pointer.split('/').slice(1)
    const last = keys.pop() ?? ''
    const place = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy)
    if (Array.isArray(place)) place.splice(Number(last), 1)
    else Reflect.deleteProperty(place as object, last)
  }
  return copy
}

/** The order in which those who took part are named says nothing. */
function byRole(claim: Claim): Claim {
  return { ...claim, providers: claim.providers.toSorted((a, b) => (a.role < b.role ? -1 : 1)) } as Claim
}

describe('claims in the JSON of clearinghouses, by its tables', () => {
  for (const kind of ['professional', 'institutional'] as const)
    for (const name of readdirSync(`samples/claims/${kind}`).toSorted()) {
      const examples = JSON.parse(readFileSync(`samples/claims/${kind}/${name}`, 'utf8')) as Claim[]
      const claims = examples.map((claim) => without(claim, unsayable[name] ?? []))
      it(`${kind} ${name} comes out as it was`, () => {
        const { claims: read, problems } = parseClearinghouseClaims(claims.map(toClearinghouse))
        expect(problems).to.deep.equal([])
        expect(read.map(({ claim }) => byRole(claim))).to.deep.equal(claims.map((claim) => byRole(destinationFirst(claim))))
      })
    }
})
