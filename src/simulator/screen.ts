// The front end: what the guides or its own rules forbid never reaches a payer; each claim is accepted or refused in the 277CA.
import type { AnsweredClaim } from '../codecs/index.js'
import type { Claim, StatusCode } from '../domain/index.js'
import type { Memory } from './answer-file.js'
import { type FrontEndFacts, frontEndRules } from './front-end-rules.js'
import { accountOf, type ClaimOnFile } from './on-file.js'
import type { SubmittedClaim } from './read-submissions.js'
import { type Outcome, outcomeOf } from './rules.js'

export interface TakenClaim {
  readonly claim: Claim
  readonly payerClaimNumber: string
  /** What the ending of its number decides, where no rule of the payer does. */
  readonly outcome: Exclude<Outcome, { readonly kind: 'front-end-rejected' }>
  /** The claim that it replaces or voids. */
  readonly original?: ClaimOnFile
}

export interface Screened {
  readonly answer: AnsweredClaim
  /** Undefined when it is refused. */
  readonly taken?: TakenClaim
}

/** Nothing can be read of it. */
const unreadable: StatusCode = { category: 'A3', status: '21' }
/** A replacement or void of a claim that the payer does not have, or no longer. */
const originalUnknown: StatusCode = { category: 'A7', status: '464' }
const paid = { kind: 'paid' } as const

export function screen({ claim, answer }: SubmittedClaim, senderId: string, facts: FrontEndFacts, memory: Memory): Screened {
  if (!answer.isAccepted) return { answer }
  if (claim === undefined) return refused(answer, [unreadable])
  const broken = frontEndRules.filter(({ isBroken }) => isBroken(claim, facts)).map(({ status }) => status)
  if (broken.length > 0) return refused(answer, broken)

  const isCorrection = claim.frequency === '7' || claim.frequency === '8'
  const original = isCorrection ? memory.claimOnFile(claim.originalPayerClaimNumber ?? '') : undefined
  if (isCorrection && original?.account !== accountOf(claim)) return refused(answer, [originalUnknown])

  const outcome = outcomeOf(claim.patientControlNumber)
  if (outcome.kind === 'front-end-rejected' && !isCorrection && memory.isNew(`rejected|${senderId}|${claim.patientControlNumber}`))
    return refused(answer, [outcome.status])
  const payerClaimNumber = memory.nextClaim()
  return {
    answer: { ...answer, status: { ...answer.status, payerClaimNumber } },
    taken: {
      claim,
      payerClaimNumber,
      outcome: outcome.kind === 'front-end-rejected' || (isCorrection && outcome.kind !== 'paid') ? paid : outcome,
      ...(original === undefined ? {} : { original }),
    },
  }
}

/** An STC has room for three statuses. */
function refused(answer: AnsweredClaim, codes: readonly StatusCode[]): Screened {
  const { status, chargeCents } = answer
  const statuses = status.statuses
    .slice(0, 1)
    .map((each) => ({ ...each, codes: codes.slice(0, 3), action: 'U', chargedCents: chargeCents }))
  return { answer: { ...answer, isAccepted: false, status: { ...status, statuses } } }
}
