// The simulator's story from one file to all its answers: form first, then each claim, then the money.
import { dayOf, type Instant } from '../values/index.js'
import { toClaimAnswer } from './claim-answer.js'
import type { ClaimOnFile, Debt } from './on-file.js'
import { pay } from './pay.js'
import { type ReadParts, readSubmissions, type SubmittedGroup, type SubmittedInterchange } from './read-submissions.js'
import { type SettledClaim, toBatches, toRemittanceAnswer } from './remittance-answer.js'
import { screen } from './screen.js'
import { toStatusAnswer } from './status-answer.js'
import { duplicateNote, toGroupAnswer, toInterchangeAnswer } from './syntax-answer.js'
import { writeGroupAnswer, writeInterchangeAnswer } from './write-answer.js'

export type AnswerKind = 'TA1' | '999' | '277CA' | '277' | '835'

export interface Answer {
  readonly kind: AnswerKind
  /** ISA13 of the answer. */
  readonly control: string
  readonly bytes: Uint8Array
  /** When it is put out for fetching. */
  readonly dueAt: Instant
}

/** Numbers that are never given twice, what was seen before, and what payers have on file; kept over restarts by whoever hands it in. */
export interface Memory {
  nextInterchange(): string
  nextTrace(): string
  nextClaim(): string
  /** Remembers an interchange or a refused claim; false when it was seen before. */
  isNew(identity: string): boolean
  /** Claims by the number that their payer gave them. */
  claimOnFile(payerClaimNumber: string): ClaimOnFile | undefined
  /** All between a payer and a provider, in the order in which they came. */
  claimsOnFile(account: string): readonly ClaimOnFile[]
  putOnFile(claim: ClaimOnFile): void
  takeOffFile(payerClaimNumber: string): void
  /** Does a claim on file have this service? */
  isOnFile(service: string): boolean
  debtsOf(account: string): readonly Debt[]
  setDebts(account: string, debts: readonly Debt[]): void
}

export interface FileToAnswer {
  readonly bytes: Uint8Array
  readonly receivedAt: Instant
  /** When TA1, 999, 277CA and 277 are due, and when the 835. */
  readonly answeredAt: Instant
  readonly remittedAt: Instant
}

/** All answers to a file, in the order of their control numbers. The same file, memory and times give the same bytes. */
export function answerFile(file: FileToAnswer, parts: ReadParts, memory: Memory): Answer[] {
  const isPlaceOfService = (code: string) => parts.schemas.codes('place-of-service')?.label(code) !== undefined
  return readSubmissions(file.bytes, parts, dayOf(file.receivedAt)).flatMap((interchange) => [
    ...answerInterchange(interchange, { ...file, isPlaceOfService }, memory),
  ])
}

interface FileBeingAnswered extends FileToAnswer {
  readonly isPlaceOfService: (code: string) => boolean
}

function* answerInterchange(interchange: SubmittedInterchange, file: FileBeingAnswered, memory: Memory): Generator<Answer> {
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

function* answerGroup({ header }: SubmittedInterchange, group: SubmittedGroup, file: FileBeingAnswered, memory: Memory): Generator<Answer> {
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

  const facts = { usage: header.usage, receivedOn: dayOf(receivedAt), remittedAt, isPlaceOfService: file.isPlaceOfService }
  const statuses = []
  const settled: SettledClaim[] = []
  for (const { submission, claims } of group.sets) {
    if (submission === undefined || claims.length === 0) continue
    const answers = []
    // One claim after the other: the second may repeat or replace the first.
    for (const submitted of claims) {
      const { answer, taken } = screen(submitted, header.sender.id, facts, memory)
      answers.push(answer)
      if (taken !== undefined) settled.push(...pay(taken, facts, memory))
    }
    statuses.push(toClaimAnswer({ submission, reference: `CA${memory.nextTrace()}`, receivedAt, answeredAt }, answers))
  }
  const told = group.sets.flatMap(({ questions = [] }) =>
    questions.length === 0 ? [] : [toStatusAnswer({ reference: `CS${memory.nextTrace()}`, answeredAt }, questions, memory)],
  )
  if (told.length > 0) yield toAnswer('277', 'HN', '277', '005010X212', told)
  if (statuses.length > 0) yield toAnswer('277CA', 'HN', '277', '005010X214', statuses)
  const payments = toBatches(settled).map((batch) => toRemittanceAnswer(batch, memory.nextTrace(), remittedAt, memory))
  if (payments.length > 0) yield toAnswer('835', 'HP', '835', '005010X221A1', payments)
}

function identityOf({ header: { sender, receiver, control } }: SubmittedInterchange): string {
  return [sender.qualifier, sender.id, receiver.qualifier, receiver.id, control].join('|')
}
