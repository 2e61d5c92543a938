// The simulator's story from one file to all its answers: form first, then each claim, then the money.
import type { StatusCode } from '../domain/index.js'
import type { SchemaRegistry } from '../schema/index.js'
import { dayOf, type Instant } from '../values/index.js'
import { settle } from './adjudicate.js'
import { type ScreenedClaim, toClaimAnswer } from './claim-answer.js'
import { readSubmissions, type SubmittedClaim, type SubmittedGroup, type SubmittedInterchange } from './read-submissions.js'
import { type Batch, toBatches, toRemittanceAnswer } from './remittance-answer.js'
import { claimOutOfBalance, originalsOnly, type Outcome, outcomeOf } from './rules.js'
import { duplicateNote, toGroupAnswer, toInterchangeAnswer } from './syntax-answer.js'
import { writeGroupAnswer, writeInterchangeAnswer } from './write-answer.js'

export type AnswerKind = 'TA1' | '999' | '277CA' | '835'

export interface Answer {
  readonly kind: AnswerKind
  /** ISA13 of the answer. */
  readonly control: string
  readonly bytes: Uint8Array
  /** When it is put out for fetching. */
  readonly dueAt: Instant
}

/** Numbers that are never given twice, and interchanges seen before; kept over restarts by whoever hands them in. */
export interface Memory {
  nextInterchange(): string
  nextTrace(): string
  nextClaim(): string
  /** Remembers an interchange or a refused claim; false when it was seen before. */
  isNew(identity: string): boolean
}

export interface FileToAnswer {
  readonly bytes: Uint8Array
  readonly receivedAt: Instant
  /** When TA1, 999 and 277CA are due, and when the 835. */
  readonly answeredAt: Instant
  readonly remittedAt: Instant
}

/** All answers to a file, in the order of their control numbers. The same file, memory and times give the same bytes. */
export function answerFile(file: FileToAnswer, schemas: SchemaRegistry, memory: Memory): Answer[] {
  return readSubmissions(file.bytes, schemas).flatMap((interchange) => [...answerInterchange(interchange, file, memory)])
}

function* answerInterchange(interchange: SubmittedInterchange, file: FileToAnswer, memory: Memory): Generator<Answer> {
  const { header, groups } = interchange
  // Nobody acknowledges an acknowledgement: neither one of TA1 alone, nor one of 999 alone.
  if (interchange.note === '000' && groups.every(({ header: { functionalId } }) => functionalId === 'FA')) return
  const note = interchange.note === '000' && !memory.isNew(identityOf(interchange)) ? duplicateNote : interchange.note
  const ta1 = toInterchangeAnswer(interchange, note)
  if (ta1 !== undefined) {
    const control = memory.nextInterchange()
    yield { kind: 'TA1', control, bytes: writeInterchangeAnswer(header, control, file.answeredAt, ta1), dueAt: file.answeredAt }
  }
  if (note !== '000') return
  for (const group of groups) yield* answerGroup(interchange, group, file, memory)
}

function* answerGroup({ header }: SubmittedInterchange, group: SubmittedGroup, file: FileToAnswer, memory: Memory): Generator<Answer> {
  const { receivedAt, answeredAt, remittedAt } = file
  function toAnswer(
    kind: AnswerKind,
    functionalId: string,
    type: string,
    version: string,
    sets: Parameters<typeof writeGroupAnswer>[3]['sets'],
  ) {
    const control = memory.nextInterchange()
    const dueAt = kind === '835' ? remittedAt : answeredAt
    return {
      kind,
      control,
      bytes: writeGroupAnswer(header, control, dueAt, { functionalId, type, version, to: group.header, sets }),
      dueAt,
    }
  }
  if (group.header.functionalId === 'FA') return
  yield toAnswer('999', 'FA', '999', '005010X231A1', [toGroupAnswer(group)])
  if (group.findings.some(({ severity }) => severity === 'error')) return

  const statuses = []
  const settled: Batch[] = []
  for (const { submission, claims } of group.sets) {
    if (submission === undefined || claims.length === 0) continue
    const decisions = claims.map((each) => decide(each, header.sender.id, memory))
    const screened = decisions.map((decision) => decision.screened)
    statuses.push(toClaimAnswer({ submission, reference: `CA${memory.nextTrace()}`, receivedAt, answeredAt }, screened))
    settled.push(...decisions.flatMap((decision) => adjudicate(decision, receivedAt)))
  }
  if (statuses.length > 0) yield toAnswer('277CA', 'HN', '277', '005010X214', statuses)
  const payments = toBatches(settled).map((batch) => toRemittanceAnswer(batch, memory.nextTrace(), remittedAt))
  if (payments.length > 0) yield toAnswer('835', 'HP', '835', '005010X221A1', payments)
}

interface Decision {
  readonly screened: ScreenedClaim
  readonly outcome: Outcome
}

/** The front end: what does not add up or is refused by the rules never reaches a payer. */
function decide({ claim, isUnbalanced }: SubmittedClaim, senderId: string, memory: Memory): Decision {
  const outcome = outcomeOf(claim.patientControlNumber)
  const refuse = (status: StatusCode): Decision => ({ screened: { claim, kind: 'rejected', status }, outcome })
  if (isUnbalanced) return refuse(claimOutOfBalance)
  if (claim.frequency !== '1') return refuse(originalsOnly)
  const isCorrected = outcome.kind === 'front-end-rejected' && !memory.isNew(`rejected|${senderId}|${claim.patientControlNumber}`)
  if (outcome.kind === 'front-end-rejected' && !isCorrected) return refuse(outcome.status)
  return {
    screened: { claim, kind: 'accepted', payerClaimNumber: memory.nextClaim() },
    outcome: isCorrected ? { kind: 'paid' } : outcome,
  }
}

function adjudicate({ screened, outcome }: Decision, receivedAt: Instant): Batch[] {
  if (screened.kind === 'rejected' || outcome.kind === 'never-answered' || outcome.kind === 'front-end-rejected') return []
  const { claim, payerClaimNumber } = screened
  const accepted = { claim, payerClaimNumber, receivedOn: dayOf(receivedAt) }
  return [{ accepted, settled: settle(accepted, outcome) }]
}

function identityOf({ header: { sender, receiver, control } }: SubmittedInterchange): string {
  return [sender.qualifier, sender.id, receiver.qualifier, receiver.id, control].join('|')
}
