// What the edits are asked with in tests: the examples of claims in JSON, changed at some places, on a day soon after their services.
import { readFileSync } from 'node:fs'
import { parseClaims } from '../../src/codecs/index.js'
import type { Claim, PayerRules } from '../../src/domain/index.js'
import type { EditFacts } from '../../src/edits/index.js'
import { loadSchemas } from '../../src/schema/index.js'
import type { IsoDate } from '../../src/values/index.js'

const places = loadSchemas('schemas').codes('place-of-service')

export function editFacts(change: Partial<EditFacts> = {}): EditFacts {
  return {
    today: '2026-10-06' as IsoDate,
    usage: 'P',
    reachedPayers: [],
    delimiters: '*:^~',
    isPlaceOfService: (code) => places?.label(code) !== undefined,
    history: [],
    ...change,
  }
}

export function payerRules(change: Partial<PayerRules> = {}): PayerRules {
  return { id: '60001', isTest: false, authorization: [], needsDrugNumber: false, ...change }
}

/** Values to set by JSON pointer in the claim; undefined removes. */
export type Changes = Readonly<Record<string, unknown>>

/** The first claim of an example, "professional/office-visit", with changes. */
export function exampleClaim(name: string, changes: Changes = {}): Claim {
  const { claims, problems } = parseClaims(JSON.parse(readFileSync(`samples/claims/${name}.json`, 'utf8')))
  const [claim] = claims
  if (claim === undefined) throw new Error(`${name} is no claim: ${JSON.stringify(problems)}`)
  return changed(claim, changes)
}

export function changed(claim: Claim, changes: Changes): Claim {
  const copy = structuredClone(claim) as unknown as Record<string, unknown>
  for (const [pointer, value] of Object.entries(changes)) {
    const keys = pointer.slice(1).split('/')
    const last = keys.pop() ?? ''
    const parent = keys.reduce((inside, key) => inside[key] as Record<string, unknown>, copy)
    if (value === undefined) Reflect.deleteProperty(parent, last)
    else parent[last] = structuredClone(value)
  }
  return copy as unknown as Claim
}
