// What is said of each claim before it is adjudicated: a 277CA to each accepted 837 transaction set.
import { encodeStatusReport, type ProviderAnswer } from '../codecs/index.js'
import type { Claim, ClaimStatus, ClaimStatusReport, NamedEntity, StatusCode, StatusTotals, SubmissionHeader } from '../domain/index.js'
import { dayOf, type Instant, sumCents, x12Stamp } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { serviceDays } from './adjudicate.js'

/** A claim with what the front end made of it. */
export type ScreenedClaim =
  | { readonly claim: Claim; readonly kind: 'accepted'; readonly payerClaimNumber: string }
  | { readonly claim: Claim; readonly kind: 'rejected'; readonly status: StatusCode }

export interface ClaimAnswerHead {
  readonly submission: SubmissionHeader
  /** BHT03 and 2200A TRN02 of the answer. */
  readonly reference: string
  readonly receivedAt: Instant
  readonly answeredAt: Instant
}

/** The 277CA between ST and SE. Its totals are counted from its claims, so that every level balances. */
export function toClaimAnswer(
  { submission, reference, receivedAt, answeredAt }: ClaimAnswerHead,
  claims: readonly ScreenedClaim[],
): Segment[] {
  const source = sourceOf(submission, claims)
  const { submitter } = submission
  const answeredOn = dayOf(answeredAt)
  const received = {
    codes: [{ category: 'A1', status: '19', entity: source.role }],
    effectiveOn: answeredOn,
    action: 'WQ',
    chargedCents: sumCents(claims.map(({ claim }) => claim.chargeCents)),
  }
  const report: ClaimStatusReport = {
    reference,
    createdOn: answeredOn,
    createdAt: x12Stamp(answeredAt).hhmm,
    source,
    sourceTrace: reference,
    receivedOn: dayOf(receivedAt),
    processedOn: answeredOn,
    receiver: {
      entityType: submitter.entityType,
      last: submitter.last,
      ...(submitter.first === undefined ? {} : { first: submitter.first }),
      idQualifier: '46',
      id: submitter.id,
    },
    batchReference: submission.reference,
    statuses: [received],
    totals: totalsOf(claims),
  }
  const providers = byProvider(claims).map((theirs): ProviderAnswer => {
    const chargedCents = sumCents(theirs.map(({ claim }) => claim.chargeCents))
    const provider = {
      provider: providerOf(theirs[0].claim),
      trace: '0',
      statuses: [{ codes: received.codes, action: 'WQ', chargedCents }],
      references: [],
      totals: totalsOf(theirs),
    }
    return { provider, claims: theirs.map((screened) => toStatus(screened, answeredAt)) }
  })
  return [...encodeStatusReport(report, providers)]
}

/** The payer when the claims go to one only, else the clearinghouse. */
function sourceOf({ receiver }: SubmissionHeader, claims: readonly ScreenedClaim[]): ClaimStatusReport['source'] {
  const payers = new Map(claims.flatMap(({ claim }) => payerOf(claim)).map((payer) => [payer.id, payer]))
  const [payer] = payers.values()
  return payer !== undefined && payers.size === 1
    ? { role: 'PR', entityType: '2', last: payer.name, idQualifier: 'PI', id: payer.id }
    : { role: 'AY', entityType: '2', last: receiver.name, idQualifier: '46', id: receiver.id }
}

function toStatus(screened: ScreenedClaim, answeredAt: Instant): ClaimStatus {
  const { claim } = screened
  const isAccepted = screened.kind === 'accepted'
  const days = serviceDays(claim)
  const { last, first, middle, suffix } = claim.patient
  return {
    patient: {
      entityType: '1',
      last,
      ...(first === undefined ? {} : { first }),
      ...(middle === undefined ? {} : { middle }),
      ...(suffix === undefined ? {} : { suffix }),
      idQualifier: 'MI',
      id: claim.coverages.find(({ order }) => order === claim.destination)?.memberId ?? '',
    },
    patientControlNumber: claim.patientControlNumber,
    statuses: [
      {
        codes: [isAccepted ? { category: 'A2', status: '20', entity: 'PR' } : screened.status],
        effectiveOn: dayOf(answeredAt),
        action: isAccepted ? 'WQ' : 'U',
        chargedCents: claim.chargeCents,
      },
    ],
    ...(isAccepted ? { payerClaimNumber: screened.payerClaimNumber } : {}),
    ...(days === undefined ? {} : { serviceFrom: days.from, ...(days.to === days.from ? {} : { serviceTo: days.to }) }),
    lines: [],
  }
}

function totalsOf(claims: readonly ScreenedClaim[]): StatusTotals {
  const charges = (kind: ScreenedClaim['kind']) => claims.filter((each) => each.kind === kind).map(({ claim }) => claim.chargeCents)
  const accepted = charges('accepted')
  const rejected = charges('rejected')
  return {
    ...(accepted.length === 0 ? {} : { acceptedCount: accepted.length, acceptedCents: sumCents(accepted) }),
    ...(rejected.length === 0 ? {} : { rejectedCount: rejected.length, rejectedCents: sumCents(rejected) }),
  }
}

type OneOrMore<T> = readonly [T, ...T[]]

function byProvider(claims: readonly ScreenedClaim[]): OneOrMore<ScreenedClaim>[] {
  const groups = new Map<string, [ScreenedClaim, ...ScreenedClaim[]]>()
  for (const each of claims) {
    const { npi, taxId } = each.claim.billing
    const group = groups.get(npi ?? taxId)
    if (group === undefined) groups.set(npi ?? taxId, [each])
    else group.push(each)
  }
  return [...groups.values()]
}

function providerOf({ billing }: Claim): NamedEntity {
  const { entityType, last, first, npi, taxId } = billing
  const id = npi === undefined ? { idQualifier: 'FI', id: taxId } : { idQualifier: 'XX', id: npi }
  return { entityType, last, ...(first === undefined ? {} : { first }), ...id }
}

function payerOf(claim: Claim): { readonly id: string; readonly name: string }[] {
  return claim.coverages.filter(({ order }) => order === claim.destination).map(({ payer }) => payer)
}
