// Which claim a 277 speaks of: the question it answers, else the payer's number, else ours with charge and days (domain rules 5.2).
import { type AnsweredInquiry, normalisedNumber } from '../domain/index.js'
import type { ClaimInquiryRow, ClaimRecord, Store } from '../store/index.js'
import { serviceSpan } from './status-question.js'

export interface Inquired {
  readonly claim: ClaimRecord
  /** The question; absent when none of ours is open. */
  readonly inquiry?: ClaimInquiryRow
}

/** Undefined when it is no claim of ours, or more than one. */
export async function findInquired(store: Store, answer: AnsweredInquiry): Promise<Inquired | undefined> {
  for (const inquiry of await store.inquiries.find({ trace: answer.trace })) {
    const claim = await store.claims.find(inquiry.claimId)
    // A trace beside the number of another claim is a mistake of the sender: its numbers decide.
    if (claim !== undefined && bearsNumber(claim, answer)) return { claim, inquiry }
  }
  const { payerClaimNumber, patientControlNumber } = answer
  const lookups = [
    async () => (await store.claims.byPayerClaimNumbers([payerClaimNumber ?? ''])).filter((claim) => bearsNumber(claim, answer)),
    async () => (await store.claims.byNumbers([patientControlNumber ?? ''])).filter((claim) => agrees(claim, answer)),
  ]
  for (const look of lookups) {
    const [claim, other] = await look()
    if (claim === undefined || other !== undefined) continue
    const inquiry = (await store.inquiries.find({ claimId: claim.id })).find(({ state }) => state === 'asked')
    return { claim, ...(inquiry === undefined ? {} : { inquiry }) }
  }
  return undefined
}

function bearsNumber({ patientControlNumber }: ClaimRecord, { patientControlNumber: said }: AnsweredInquiry): boolean {
  return said === undefined || normalisedNumber(said) === normalisedNumber(patientControlNumber)
}

/** Charge and first day, as far as they are said; one of them must be. */
function agrees(record: ClaimRecord, { statuses, serviceFrom }: AnsweredInquiry): boolean {
  const charged = statuses.find(({ chargedCents }) => chargedCents !== undefined)?.chargedCents
  const days = daysOf(record)
  if (charged === undefined && (serviceFrom === undefined || days === undefined)) return false
  const isSameCharge = charged === undefined || charged === record.chargeCents
  return isSameCharge && (serviceFrom === undefined || days === undefined || (days.from <= serviceFrom && serviceFrom <= days.to))
}

function daysOf({ document, claim }: ClaimRecord): ReturnType<typeof serviceSpan> {
  if (document !== undefined) return serviceSpan(document)
  const days = claim.lines.flatMap(({ serviceDate }) => serviceDate ?? []).toSorted()
  const [from] = days
  const to = days.at(-1)
  return from === undefined || to === undefined ? undefined : { from, to }
}
