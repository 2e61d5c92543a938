// Who covers the patient of an arbitrary claim, with the payers before the destination that may have decided.
import * as fc from 'fast-check'
import type { ClaimKind, Coverage, CoverageOrder, PayerProviderIds, Person } from '../../src/domain/index.js'
import { type Charged, decisionOf, type LineDecision } from './arbitrary-claim-decisions.js'
import { organisation, otherPerson, personOf } from './arbitrary-claim-parties.js'
import { address, from, identifier, joined, number, optionalOf, references, words } from './arbitrary-claim-values.js'

type Arbitrary<T> = fc.Arbitrary<T>

export interface Covered {
  readonly coverages: readonly Coverage[]
  readonly destination: CoverageOrder
  /** For each line of the claim, in their order. */
  readonly decisions: readonly (readonly LineDecision[])[]
}

export interface Covering extends Charged {
  readonly kind: ClaimKind
  readonly patient: Person
}

const orders: readonly CoverageOrder[] = ['P', 'S', 'T', 'A', 'B']

/** Payers in their order; those before the destination may have decided, the others not yet. */
export function coveragesOf(covering: Covering): Arbitrary<Covered> {
  return fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 3 }))
    .map(([count, index]) => ({ all: orders.slice(0, count), place: index % count }))
    .chain(({ all, place }) =>
      fc.tuple(fc.constant(place), fc.tuple(...all.map((order, index) => coverage(order, index - place, covering)))),
    )
    .map(([place, all]) => ({
      coverages: all.map((one) => one.coverage),
      destination: orders[place] as CoverageOrder,
      decisions: covering.charges.map((_, line) => all.flatMap(({ byLine }) => byLine[line] ?? [])),
    }))
}

interface Decided {
  readonly coverage: Coverage
  readonly byLine: readonly LineDecision[]
}

function coverage(order: CoverageOrder, distance: number, covering: Covering): Arbitrary<Decided> {
  if (distance === 0) return destination(order, covering).map((one) => ({ coverage: one, byLine: [] }))
  const usual = other(order, covering.kind)
  if (distance > 0) return usual.map((one) => ({ coverage: one, byLine: [] }))
  return usual.chain((one) =>
    decisionOf(one.payer.id, covering).map(({ adjudication, byLine }) => ({
      coverage: adjudication === undefined ? one : { ...one, adjudication },
      byLine,
    })),
  )
}

const payerOf = (order: CoverageOrder): Arbitrary<Coverage['payer']> =>
  fc.record(
    {
      id: identifier.map((it) => `${order}${it}`),
      name: words,
      idQualifier: from('XV'),
      address,
      references: references('2U', 'FY', 'NF'),
    },
    { requiredKeys: ['id', 'name'] },
  )

/** The group by its number, or by its name. */
const policyGroup = fc.oneof(fc.constant({}), fc.record({ group: identifier }), fc.record({ groupName: words }))

/** Medicare has numbers of its own form, and tells professionals why it is second. */
function filed(order: CoverageOrder, kind: ClaimKind) {
  const medicare = kind === 'institutional' ? 'MA' : 'MB'
  const mspReason = kind === 'professional' && order !== 'P' ? { mspReason: '12' } : {}
  return fc.oneof(
    fc.record({ filing: from('CI', 'BL', '12'), memberId: identifier }, { requiredKeys: ['filing', 'memberId'] }),
    fc.record({ filing: from('HM'), memberId: identifier, memberIdQualifier: from('II') }),
    number(2).map((end) => ({ filing: medicare, memberId: `1EG4TE5MK${end}`, ...mspReason })),
  )
}

function destination(order: CoverageOrder, { kind, patient }: Covering): Arbitrary<Coverage> {
  const ids = kind === 'professional' ? references('G2', 'LU') : fc.oneof(references('G2'), references('LU'))
  const usual = joined(joined(policyGroup, filed(order, kind)), optionalOf({ payer: payerOf(order), billingProviderIds: ids }, 'payer'))
  const own = fc.constant({ order, relationship: '18', subscriber: patient })
  const byPerson = fc.record({
    order: fc.constant(order),
    relationship: from('01', '19', '20', 'G8'),
    subscriber: personOf(kind, ['SY', 'Y4']),
  })
  // An organisation is sent without a member number.
  const byEmployer = fc.record({ order: fc.constant(order), relationship: from('20'), subscriber: organisation, memberId: from('') })
  return fc.oneof(
    joined(usual, own),
    joined(usual, byPerson),
    joined(usual, byEmployer).map(({ memberIdQualifier: _none, ...rest }: Coverage) => withoutMedicare(rest)),
  )
}

function withoutMedicare({ mspReason: _reason, ...rest }: Coverage): Coverage {
  return { ...rest, filing: 'CI' }
}

const ids = (role: PayerProviderIds['role'], entityTypes: readonly ('1' | '2')[], qualifiers: readonly string[]) =>
  fc.record({ role: fc.constant(role), entityType: from(...entityTypes), references: references(...qualifiers) })
const referring = ids('referring', ['1'], ['0B', '1G', 'G2'])
const primaryCare = ids('primaryCare', ['1'], ['0B', '1G', 'G2'])
const facility = ids('serviceFacility', ['2'], ['0B', 'G2', 'LU'])
const supervising = ids('supervising', ['1'], ['0B', 'LU'])

/** In the order of the loops of each guide. */
const idsOf: Readonly<Record<ClaimKind, readonly Arbitrary<PayerProviderIds>[]>> = {
  professional: [
    referring,
    primaryCare,
    ids('rendering', ['1', '2'], ['0B', 'LU']),
    facility,
    supervising,
    ids('billing', ['1', '2'], ['G2', 'LU']),
  ],
  institutional: [
    ids('attending', ['1'], ['0B', '1G', 'G2', 'LU']),
    ids('operating', ['1'], ['0B', '1G', 'G2', 'LU']),
    ids('otherOperating', ['1'], ['0B', '1G', 'G2', 'LU']),
    facility,
    ids('rendering', ['1'], ['0B', 'LU']),
    referring,
    ids('billing', ['2'], ['G2', 'LU']),
  ],
  dental: [
    referring,
    primaryCare,
    ids('rendering', ['1', '2'], ['0B', 'LU']),
    supervising,
    ids('billing', ['1', '2'], ['G2', 'LU']),
    facility,
    ids('assistant', ['1', '2'], ['0B', 'LU']),
  ],
}

function other(order: CoverageOrder, kind: ClaimKind): Arbitrary<Coverage> {
  const further = {
    authorization: identifier,
    referral: identifier,
    claimAdjustmentIndicator: from('Y'),
    providerIds: fc.tuple(...idsOf[kind]).chain((all) => fc.subarray(all, { minLength: 1 })),
    ...(kind === 'professional' ? { patientSignatureSource: from('P') } : {}),
    ...(kind === 'dental' ? { predeterminationNumber: identifier } : {}),
  }
  return joined(
    joined(joined(policyGroup, filed(order, kind)), fc.record(further, { requiredKeys: [] })),
    fc.record({
      order: fc.constant(order),
      payer: payerOf(order),
      relationship: from('18', '01', '19', 'G8'),
      subscriber: fc.oneof(otherPerson, organisation),
      benefitsAssigned: from('Y', 'N', 'W'),
      release: from('Y', 'I'),
    }),
  )
}
