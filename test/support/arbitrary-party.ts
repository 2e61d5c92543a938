// People, organisations and addresses as NM1, N3 and N4 carry them.
import * as fc from 'fast-check'
import type { Address, NamedEntity } from '../../src/domain/index.js'
import { digitString, identified, oneOf, record, words } from './arbitrary-values.js'

export const address: fc.Arbitrary<Address> = record(
  { line1: words(55), line2: words(55), city: words(30, 2), state: oneOf('CT', 'NY', 'TX'), postalCode: digitString(9) },
  { requiredKeys: ['line1', 'city', 'state', 'postalCode'] },
)

/** A person known by a number under one of these qualifiers (NM108). */
export function person(...qualifiers: readonly string[]): fc.Arbitrary<NamedEntity> {
  const name = record(
    { entityType: fc.constant('1' as const), last: words(60), first: words(35), middle: words(25), suffix: words(10) },
    { requiredKeys: ['entityType', 'last', 'first'] },
  )
  return fc.tuple(name, identified(...qualifiers)).map(([entity, id]) => ({ ...entity, ...id }))
}

export function organisation(...qualifiers: readonly string[]): fc.Arbitrary<NamedEntity> {
  return fc.tuple(words(60), identified(...qualifiers)).map(([last, id]) => ({ entityType: '2' as const, last, ...id }))
}
