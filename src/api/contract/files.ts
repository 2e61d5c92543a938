// Files, interchanges and what came of them.
import { z } from 'zod'
import { cents, count, direction, fileState, id, instant, outboxState, setState, text } from './leaves.js'
import { findingView, range } from './shared.js'

export const fileView = z
  .strictObject({
    id,
    sha256: text,
    sizeBytes: count,
    direction,
    name: text,
    partnerId: text.optional(),
    source: z.enum(['command-line', 'api', 'folder', 'sftp', 'gateway']),
    firstAt: instant,
    state: fileState,
    receipts: count.meta({ description: 'How often the same bytes came' }),
    summary: z.unknown().optional().meta({ description: 'What processing found, as `x12gw receive --json` prints it' }),
  })
  .meta({ id: 'File' })
export type FileView = z.infer<typeof fileView>

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()
const statesByClaim = z
  .record(text, text)
  .meta({ description: 'Of claims it moved, by patient control number', example: { RB100011: 'paid' } })

const receivedWorkItem = z
  .looseObject({
    type: text.meta({ example: 'denial' }),
    id: text.optional().meta({ description: 'Once it is stored' }),
    claim: text.optional(),
    cents: cents.optional(),
    nextAction: text.optional(),
  })
  .meta({ id: 'ReceivedWorkItem', description: 'A question to a person, with the facts of its type beside these' })

const postedEntry = z
  .strictObject({
    dr: text.meta({ example: 'CASH:REMIT' }),
    cr: text.meta({ example: 'AR:PAYER:P' }),
    cents,
    claim: text.optional(),
    line: count.optional().meta({ description: 'Our line number; 0 is the claim as a whole', example: 1 }),
    why: text.meta({ example: 'payment' }),
    ref: text.optional(),
  })
  .meta({ id: 'PostedEntry' })

const receivedRemittance = z
  .strictObject({
    remittanceId: id,
    trace: text.meta({ description: 'TRN02', example: 'EFT0000001' }),
    bpr02Cents: cents,
    outcome: z.enum(['posted', 'awaiting-funds', 'held', 'duplicate', 'waiting', 'voided']),
    heldFor: text.optional(),
    whyNotPosted: text.optional().meta({ description: 'The gate that it did not pass' }),
    duplicateOf: text.optional().meta({ description: 'The remittance that has this payment already' }),
    postedCents: cents,
    suspendedCents: cents,
    entries: list(postedEntry),
    entriesCut: z.boolean().optional().meta({ description: 'There are more entries than are listed here' }),
    claimStates: statesByClaim,
    workItems: list(receivedWorkItem),
  })
  .meta({ id: 'ReceivedRemittance' })

const receivedAnswer = z
  .strictObject({
    kind: z.enum(['TA1', '999', '277CA', '277']),
    answers: text.meta({ description: 'Control number, batch reference or trace that it answers', example: '000000017' }),
    verdict: text.meta({ example: 'accepted' }),
    isKnown: z.boolean().meta({ description: 'Has something that we sent this number?', example: true }),
    isParked: z.literal(true).optional().meta({ description: 'It waits for what it answers, and is tried again by itself' }),
    claimStates: statesByClaim,
  })
  .meta({ id: 'ReceivedAnswer', description: 'An acknowledgement or claim status report, and what it moved' })

const receivedSet = z
  .strictObject({
    control: text.meta({ example: '0001' }),
    type: text.meta({ example: '835' }),
    guide: text.meta({ example: '005010X221A1' }),
    verdict: text.meta({ example: 'accepted' }),
  })
  .meta({ id: 'ReceivedSet' })

/** As `x12gw receive --json` prints it. */
export const receiptView = z
  .strictObject({
    file: text.meta({ description: 'Name it came under' }),
    fileId: id,
    sha256: text,
    sizeBytes: count,
    outcome: z.enum(['processed', 'duplicate', 'incomplete', 'refused']),
    interchanges: count,
    transactionSets: list(receivedSet),
    findings: list(findingView),
    remittances: list(receivedRemittance),
    answers: list(receivedAnswer),
    acknowledged: list(text.meta({ example: 'acorn-999-000000012.edi' })).meta({
      description: 'Names of the acknowledgements written for it',
    }),
    workItems: list(receivedWorkItem),
  })
  .meta({ id: 'Receipt', description: 'What came of a file' })

const submittedClaim = z
  .strictObject({
    claimId: id,
    patientControlNumber: text.meta({ example: 'RB100011' }),
    submissionState: text.meta({ example: 'Queued' }),
    chargeCents: cents,
  })
  .meta({ id: 'SubmittedClaim' })

const sendingFile = z
  .strictObject({
    outboxId: id,
    partnerId: text.meta({ example: 'acorn' }),
    name: text.meta({ description: 'Name it goes out under' }),
    interchangeControl: text.meta({ description: 'ISA13', example: '000000017' }),
    state: outboxState,
  })
  .meta({ id: 'SendingFile' })

const claimProblem = z
  .strictObject({ pointer: text.meta({ example: '/0/lines/1/chargeCents' }), message: text })
  .meta({ id: 'ClaimProblem', description: 'What is wrong in the form of a request, by JSON pointer, or in a table by row and column' })

/** As `x12gw submit --json` prints it. */
export const submissionView = z
  .strictObject({
    file: text,
    fileId: id,
    outcome: z.enum(['submitted', 'duplicate', 'refused']),
    claims: list(submittedClaim),
    sending: list(sendingFile),
    findings: list(findingView),
    problems: list(claimProblem),
  })
  .meta({ id: 'SubmissionReport', description: 'What came of submitted claims' })

export const interchangeView = z
  .strictObject({
    id,
    fileId: id,
    ordinal: count,
    direction,
    partnerId: text.optional(),
    control: text.meta({ example: '000000001' }),
    sender: text.meta({ example: 'ZZ:RIVERBEND' }),
    receiver: text,
    date: text.meta({ description: 'ISA09 as written' }),
    time: text.meta({ description: 'ISA10 as written' }),
    usage: text.meta({ example: 'P' }),
    range,
    verdict: text.meta({ example: 'accepted' }),
    acknowledged: text.optional().meta({ description: 'TA1 verdict given or got: A, E, R' }),
    at: instant,
  })
  .meta({ id: 'Interchange' })
export type InterchangeView = z.infer<typeof interchangeView>

const setView = z.strictObject({
  id,
  ordinal: count,
  type: text.meta({ example: '837' }),
  guide: text.meta({ example: '005010X222A1' }),
  control: text,
  reference: text.optional().meta({ description: 'BHT03, or TRN02 of an 835' }),
  range,
  segments: count,
  units: count.meta({ description: 'Claims or claim payments in it' }),
  verdict: text,
  state: setState,
  acknowledged: text.optional().meta({ description: 'IK501 that came back' }),
})
const groupView = z.strictObject({
  id,
  ordinal: count,
  functionalId: text.meta({ example: 'HC' }),
  control: text,
  version: text,
  verdict: text,
  acknowledged: text.optional(),
  sets: z.array(setView),
})
export const interchangeDetail = z
  .strictObject({ ...interchangeView.shape, groups: z.array(groupView), findings: z.array(findingView) })
  .meta({ id: 'InterchangeDetail' })
export type InterchangeDetail = z.infer<typeof interchangeDetail>
