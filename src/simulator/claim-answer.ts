// What is said of each claim before it is adjudicated: a 277CA to each accepted 837 transaction set.
import { type AnsweredClaim, encodeClaimAnswer } from '../codecs/index.js'
import type { ProfessionalClaim, ClaimStatus, NamedEntity, StatusCode, SubmissionHeader } from '../domain/index.js'
import { dayOf, type Instant } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { serviceDays } from './adjudicate.js'

/** A claim with what the front end made of it. */
export type ScreenedClaim =
  | { readonly claim: ProfessionalClaim; readonly kind: 'accepted'; readonly payerClaimNumber: string }
  | { readonly claim: ProfessionalClaim; readonly kind: 'rejected'; readonly status: StatusCode }

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
  const { submitter, receiver } = submission
  const answered = claims.map((screened): AnsweredClaim => {
    const { claim } = screened
    const payer = payerOf(claim)
    return {
      billing: providerOf(claim),
      ...(payer === undefined ? {} : { payer }),
      isAccepted: screened.kind === 'accepted',
      chargeCents: claim.chargeCents,
      status: toStatus(screened, answeredAt),
    }
  })
  const head = {
    reference,
    batchReference: submission.reference,
    submitter: {
      entityType: submitter.entityType,
      last: submitter.last,
      ...(submitter.first === undefined ? {} : { first: submitter.first }),
      idQualifier: '46',
      id: submitter.id,
    },
    receiver,
    receivedAt,
    answeredAt,
  }
  return [...encodeClaimAnswer(head, answered)]
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

function providerOf({ billing }: ProfessionalClaim): NamedEntity {
  const { entityType, last, first, npi, taxId } = billing
  const id = npi === undefined ? { idQualifier: 'FI', id: taxId } : { idQualifier: 'XX', id: npi }
  return { entityType, last, ...(first === undefined ? {} : { first }), ...id }
}

function payerOf(claim: ProfessionalClaim): AnsweredClaim['payer'] {
  return claim.coverages.find(({ order }) => order === claim.destination)?.payer
}
