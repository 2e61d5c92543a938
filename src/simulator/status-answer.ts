// What a payer says of claims it is asked about: a 277 to each accepted 276, by what it has on file.
import { encodeStatusAnswers } from '../codecs/index.js'
import type { ServicePayment, StatusAnswer, StatusInformation, StatusQuestion } from '../domain/index.js'
import { dayOf, type Instant, x12Stamp } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { Memory } from './answer-file.js'
import { accountBetween, type ClaimOnFile } from './on-file.js'

export interface StatusAnswerHead {
  /** BHT03 of the answer. */
  readonly reference: string
  readonly answeredAt: Instant
}

/** The 277 between ST and SE. */
export function toStatusAnswer(
  { reference, answeredAt }: StatusAnswerHead,
  questions: readonly StatusQuestion[],
  memory: Memory,
): Segment[] {
  const answers = questions.map((question) => answerTo(question, answeredAt, memory))
  return [...encodeStatusAnswers({ reference, createdOn: dayOf(answeredAt), createdAt: x12Stamp(answeredAt).hhmm }, answers)]
}

function answerTo({ birthDate: _birthDate, sex: _sex, claim, ...parties }: StatusQuestion, now: Instant, memory: Memory): StatusAnswer {
  const { trace, payerClaimNumber, patientControlNumber, billType, serviceFrom, serviceTo, chargedCents } = claim
  const found = parties.providers
    .flatMap(({ id = '' }) => memory.claimsOnFile(accountBetween(parties.payer.id, id)))
    .findLast((one) =>
      payerClaimNumber === undefined ? one.patientControlNumber === patientControlNumber : one.payerClaimNumber === payerClaimNumber,
    )
  const numberThere = found?.payerClaimNumber
  return {
    ...parties,
    claim: {
      trace,
      statuses: [{ ...statusOf(found, now), effectiveOn: dayOf(now), ...(chargedCents === undefined ? {} : { chargedCents }) }],
      ...(numberThere === undefined ? {} : { payerClaimNumber: numberThere }),
      ...(billType === undefined ? {} : { billType }),
      ...(patientControlNumber === undefined ? {} : { patientControlNumber }),
      ...(serviceFrom === undefined ? {} : { serviceFrom }),
      ...(serviceTo === undefined ? {} : { serviceTo }),
      lines: [],
    },
  }
}

/** Not on file; on file and not told yet in an 835; denied as a whole; paid; or settled without a payment. */
function statusOf(found: ClaimOnFile | undefined, now: Instant): StatusInformation {
  if (found === undefined) return { codes: [{ category: 'A4', status: '35' }] }
  const { settled, remittedAt } = found
  if (settled === undefined || remittedAt > now) return { codes: [{ category: 'P1', status: '20' }] }
  const { paidCents, services } = settled.payment
  const decided = { paidCents, adjudicatedOn: dayOf(remittedAt) }
  if (paidCents > 0) return { codes: [{ category: 'F1', status: '65' }], ...decided }
  return { codes: [services.every(isDenied) ? { category: 'F2', status: '104' } : { category: 'F4', status: '104' }], ...decided }
}

/** Reasons for which a line that was settled pays less than its charge. */
const ofSettling: ReadonlySet<string> = new Set(['1', '2', '3', '23', '45'])

function isDenied({ paidCents, adjustments }: ServicePayment): boolean {
  return paidCents === 0 && adjustments.some(({ reason }) => !ofSettling.has(reason))
}
