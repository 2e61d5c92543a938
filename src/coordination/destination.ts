// The same claim to another of its payers: who was the destination stands among the others, and what each payer calls things moves along.
import {
  type Claim,
  type Coverage,
  type CoverageOrder,
  coverageOrders,
  type LineAdjudication,
  type LineProvider,
  type Person,
  type Reference,
} from '../domain/index.js'
import { given } from './given.js'
import { idsAtDestination, underNext, underOther } from './provider-ids.js'

/**
 * The claim as an original (frequency 1) for the payer of this order. Charges, codes and dates stay, and what the payers
 * before that one decided. Throws a RangeError when no coverage has that order.
 */
export function redirect(claim: Claim, order: CoverageOrder): Claim {
  const leaving = coverageOf(claim, claim.destination)
  const next = coverageOf(claim, order)
  if (leaving === next) return claim
  const {
    originalPayerClaimNumber: _ofLeaving,
    intermediaryNumber: _ofEarlierSending,
    authorization: _authorization,
    referral: _referral,
    ...rest
  } = claim
  const coverages = claim.coverages.map((coverage) => {
    if (coverage === leaving) return asOther(coverage, claim)
    return coverage === next ? asDestination(coverage, claim) : coverage
  })
  const redirected = {
    ...rest,
    // Bills in a series (2, 3, 4) stay what they are; a replacement is one only for the payer whose decision it replaces.
    frequency: ['7', '8'].includes(claim.frequency) ? '1' : claim.frequency,
    ...given('authorization', next.authorization),
    ...given('referral', next.referral),
    coverages,
    destination: order,
    ...underNext(claim, next.providerIds ?? []),
    lines: claim.lines.map((line) => lineFor(line, leaving.payer.id, next.payer.id)),
  }
  if (claim.kind !== 'dental') return withoutLaterDecisions(redirected as Claim)
  const { predeterminationNumber: _ofLeavingToo, ...dental } = redirected as typeof claim
  return withoutLaterDecisions({ ...dental, ...given('predeterminationNumber', next.predeterminationNumber) })
}

/** The destination and those after it have decided nothing yet. */
function withoutLaterDecisions(claim: Claim): Claim {
  const turn = coverageOrders.indexOf(claim.destination)
  const isBefore = ({ order }: Coverage) => order === 'U' || coverageOrders.indexOf(order) < turn
  const before = new Set(claim.coverages.filter(isBefore).map(({ payer }) => payer.id))
  const coverages = claim.coverages.map((coverage): Coverage => {
    const { adjudication: _later, ...undecided } = coverage
    return isBefore(coverage) ? coverage : undecided
  })
  const lines = claim.lines.map((line) => {
    const { adjudications, ...rest } = line
    const kept = (adjudications as readonly LineAdjudication[] | undefined)?.filter(({ payerId }) => before.has(payerId)) ?? []
    return kept.length === 0 ? rest : { ...rest, adjudications: kept }
  })
  return { ...claim, coverages, lines } as Claim
}

function coverageOf({ coverages }: Claim, order: CoverageOrder): Coverage {
  const found = coverages.find((coverage) => coverage.order === order)
  if (found === undefined) throw new RangeError(`no coverage has order ${order}`)
  return found
}

/** 2320 in place of 2000B. The subscriber's address is told unless that is the patient, who has it elsewhere. */
function asOther({ billingProviderIds: _own, subscriber, ...rest }: Coverage, claim: Claim): Coverage {
  const ids = idsAtDestination(claim)
  return {
    ...rest,
    ...(ids.length === 0 ? {} : { providerIds: ids }),
    subscriber: nameOf(subscriber, rest.relationship !== '18'),
    benefitsAssigned: claim.benefitsAssigned,
    release: claim.release,
    ...given('authorization', claim.authorization),
    ...given('referral', claim.referral),
    ...(claim.kind === 'dental' ? given('predeterminationNumber', claim.predeterminationNumber) : {}),
    ...(claim.kind === 'professional' ? given('patientSignatureSource', claim.patientSignatureSource) : {}),
  }
}

function nameOf({ entityType, last, first, middle, suffix, address, references }: Person, withAddress: boolean): Person {
  const told = references?.filter(({ qualifier }) => qualifier === 'SY') ?? []
  return {
    ...given('entityType', entityType),
    last,
    ...given('first', first),
    ...given('middle', middle),
    ...given('suffix', suffix),
    ...(withAddress ? given('address', address) : {}),
    ...(told.length === 0 ? {} : { references: told }),
  }
}

/** 2000B in place of 2320. A subscriber that is an organisation is sent without a member number. */
function asDestination(coverage: Coverage, { patient, kind }: Claim): Coverage {
  const { order, payer, filing, memberId, memberIdQualifier, group, groupName, relationship, mspReason, providerIds = [] } = coverage
  const subscriber = relationship === '18' ? patient : coverage.subscriber
  const isOrganisation = subscriber.entityType === '2'
  const billing = providerIds.find(({ role }) => role === 'billing')?.references
  // Only 2010BB of professionals has room for both kinds.
  const ids = kind === 'professional' ? billing : billing?.slice(0, 1)
  return {
    order,
    payer,
    ...given('billingProviderIds', ids),
    ...given('filing', filing),
    memberId: isOrganisation ? '' : memberId,
    ...(isOrganisation ? {} : given('memberIdQualifier', memberIdQualifier)),
    ...given('group', group),
    ...given('groupName', groupName),
    relationship,
    subscriber,
    ...given('mspReason', mspReason),
  }
}

type Line = Claim['lines'][number]

/** A number without a payer is the destination's; the others name theirs. */
function lineFor(line: Line, from: string, to: string): Line {
  if (from === to) return line
  const providers = line.providers as readonly LineProvider[] | undefined
  const facility = 'serviceFacility' in line ? line.serviceFacility : undefined
  const moved = {
    ...line,
    ...given(
      'providers',
      providers?.map((one) => ({ ...one, provider: underOther(one.provider, from, to) })),
    ),
    ...given('serviceFacility', facility && underOther(facility, from, to)),
  } as Line
  if ('revenueCode' in moved) return moved
  const { authorization, referral, payerReferences = [], ...rest } = moved
  const predetermination = 'predeterminationNumber' in rest ? rest.predeterminationNumber : undefined
  const own = [
    ['G1', authorization],
    ['9F', referral],
    ['G3', predetermination],
  ] as const
  const theirs = payerReferences.filter(({ payerId }) => payerId !== to)
  const ofLeaving = own.flatMap(([qualifier, value]): Reference[] => (value === undefined ? [] : [{ qualifier, value, payerId: from }]))
  const all = [...theirs, ...ofLeaving]
  const ofNext = (qualifier: string) => payerReferences.find((one) => one.payerId === to && one.qualifier === qualifier)?.value
  const { predeterminationNumber: _moved, ...bare } = rest as typeof rest & { readonly predeterminationNumber?: string }
  return {
    ...bare,
    ...given('authorization', ofNext('G1')),
    ...given('referral', ofNext('9F')),
    ...given('predeterminationNumber', ofNext('G3')),
    ...(all.length === 0 ? {} : { payerReferences: all }),
  }
}
