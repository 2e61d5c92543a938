// What a 277 says of claims that were asked about: each claim's last word moves, people learn what they must act on, and no money does.
import {
  categoryOf,
  type EntrySource,
  type InquiryEvent,
  meaningOfAnswer,
  type StatusAnswer,
  type StatusInformation,
  type WorkItemType,
} from '../domain/index.js'
import type { ClaimInquiryRow } from '../store/index.js'
import type { AnswerOrigin } from './answers.js'
import { provenByAnswer } from './arrival.js'
import { recordAnswer, wasTold } from './claims.js'
import { findInquired, type Inquired } from './find-inquired.js'
import { parkAnswer } from './park-answer.js'
import type { GatewayParts } from './parts.js'
import type { AnswerReport } from './report.js'

/** One answer with the bytes it stands in. */
export interface LocatedStatusAnswer {
  readonly answer: StatusAnswer
  readonly source: EntrySource
}

type Parts = Pick<GatewayParts, 'store' | 'clock' | 'schemas'>

/** Applies one 277 to the claims it speaks of, inside a transaction. `partnerId` is who sent it, when known. */
export async function applyStatusResponse(
  parts: Parts,
  { answers, partnerId }: { readonly answers: readonly LocatedStatusAnswer[]; readonly partnerId: string | undefined },
  origin: AnswerOrigin,
): Promise<AnswerReport> {
  const { store, clock } = parts
  const claimStates: Record<string, string> = {}
  const unknown: string[] = []
  for (const { answer, source } of answers) {
    const statuses = answer.claim?.statuses ?? answer.providerAnswer?.statuses ?? answer.receiverAnswer?.statuses ?? []
    const found = await inquiredBy(parts, answer, partnerId)
    if (found.length === 0 && statuses.length > 0) unknown.push(traceOf(answer))
    for (const inquired of found) {
      const { patientControlNumber } = inquired.claim
      const isTold = origin.isRetry === true && (await wasTold(store, inquired.claim, source))
      const told = isTold ? inquired.claim : await tell(parts, inquired, { answer, statuses, source })
      claimStates[patientControlNumber] = told.inquiryState ?? told.submissionState
    }
  }
  const [first] = answers
  const verdict = categoryOf(first?.answer.claim?.statuses ?? first?.answer.receiverAnswer?.statuses ?? [])
  const [lost] = unknown
  const told = { kind: '277', answers: lost ?? (first === undefined ? '' : traceOf(first.answer)), verdict } as const
  if (lost === undefined) return { ...told, isKnown: true, claimStates }
  await parkAnswer(store, clock, told, origin)
  return { ...told, isKnown: false, isParked: true, claimStates }
}

function traceOf({ claim, providerAnswer, receiverAnswer }: StatusAnswer): string {
  return claim?.trace ?? providerAnswer?.trace ?? receiverAnswer?.trace ?? ''
}

/** The claim that is named; else all those asked about for this provider, or in the 276 that the receiver's answer names. */
async function inquiredBy({ store }: Parts, answer: StatusAnswer, partnerId: string | undefined): Promise<readonly Inquired[]> {
  const { claim, payer, providers = [], providerAnswer, receiverAnswer } = answer
  if (claim !== undefined) {
    const found = await findInquired(store, claim)
    return found === undefined ? [] : [found]
  }
  const inquiries: ClaimInquiryRow[] = []
  if (providerAnswer !== undefined && partnerId !== undefined)
    for (const provider of providers)
      inquiries.push(...(await store.inquiries.open({ partnerId, payerId: payer.id ?? '', providerId: provider.id ?? '' })))
  else if (receiverAnswer !== undefined)
    for (const set of await store.interchanges.sentByReference(receiverAnswer.trace))
      inquiries.push(...(await store.inquiries.find({ setId: set.id })).filter(({ state }) => state === 'asked'))
  const found: Inquired[] = []
  for (const inquiry of inquiries) {
    const record = await store.claims.find(inquiry.claimId)
    if (record !== undefined) found.push({ claim: record, inquiry })
  }
  return found
}

interface Telling {
  readonly answer: StatusAnswer
  readonly statuses: readonly StatusInformation[]
  readonly source: EntrySource
}

async function tell(parts: Parts, { claim, inquiry }: Inquired, { answer, statuses, source }: Telling): Promise<Inquired['claim']> {
  const { store, clock, schemas } = parts
  const meaning = meaningOfAnswer(statuses)
  const payerClaimNumber = answer.claim?.payerClaimNumber
  const [first] = statuses
  const { effectiveOn, paidCents, adjudicatedOn, paidOn, paymentNumber } = first ?? {}
  const stc = statuses.flatMap(({ codes }) =>
    codes.map(({ category, status, entity }) => [category, status, entity ?? []].flat().join(':')),
  )
  const facts = Object.entries({ effectiveOn, paidCents, adjudicatedOn, paidOn, paymentNumber }).filter(([, value]) => value !== undefined)
  if (inquiry !== undefined) {
    const set = await store.interchanges.findSet(inquiry.setId)
    if (set !== undefined) await provenByAnswer(store, clock, set.fileId)
    await store.inquiries.end(inquiry.id, 'answered')
  }
  const moved = await recordAnswer(store, clock, claim, inquiry?.submissionSetId, {
    event: 'status answered',
    ...(meaning === undefined ? {} : { inquiry: meaning.event, ...(meaning.heard === undefined ? {} : { heard: meaning.heard }) }),
    ...(payerClaimNumber === undefined ? {} : { payerClaimNumber }),
    detail: { from: 'payer', stc: stc.join(' '), ...(meaning === undefined ? {} : { says: meaning.event }), ...Object.fromEntries(facts) },
    source,
  })
  if (moved === undefined || meaning === undefined) return claim
  const need = needs[meaning.event]
  await endOtherNeeds(parts, claim.id, need?.type)
  if (need !== undefined) {
    const codes = statuses.flatMap((one) => one.codes.map(({ status }) => schemas.codes('claim-status')?.label(status) ?? status))
    await store.workItems.open({
      type: need.type,
      key: `${need.type}:${claim.id}:${source.fileId}:${source.offset}`,
      at: clock(),
      claim: claim.patientControlNumber,
      claimId: claim.id,
      fileId: source.fileId,
      nextAction: need.action,
      facts: { stc: stc.join(' '), says: [...new Set(codes)].join('; '), ...(effectiveOn === undefined ? {} : { effectiveOn }) },
    })
  }
  return moved
}

/** Answers that somebody has to act on. */
const needs: Partial<Record<InquiryEvent, { readonly type: WorkItemType; readonly action: string }>> = {
  'info-requested': { type: 'info-requested', action: 'send the payer what it asks for; the claim waits for that' },
  'not-found': {
    type: 'claim-not-found',
    action: 'the payer has no such claim: look at its acknowledgements, and send it again if it never arrived',
  },
  returned: { type: 'front-end-rejected', action: 'mend what the status names and send the claim again as a new original' },
  refused: { type: 'inquiry-refused', action: 'mend what the status names (payer, provider, member) and ask again: x12gw claims inquire' },
}

/** What the payer wanted before, and says no more, is done. */
async function endOtherNeeds({ store, clock }: Parts, claimId: string, but: WorkItemType | undefined): Promise<void> {
  const types = Object.values(needs).flatMap((need) => (need.type === but ? [] : [need.type]))
  const { items } = await store.workItems.list({ state: 'open', types, claimId })
  for (const { id } of items)
    await store.workItems.resolve(id, { by: 'system', reason: 'the payer has answered otherwise since', at: clock() })
}
