// Files, interchanges and what came of them.
import { z } from 'zod'
import { count, direction, fileState, id, instant, setState, text } from './leaves.js'
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

/** What the stories list; `x12gw receive --json` and `x12gw submit --json` print the very same. */
const listed = z.array(z.unknown()).readonly()

export const receiptView = z
  .strictObject({
    file: text.meta({ description: 'Name it came under' }),
    fileId: id,
    sha256: text,
    sizeBytes: count,
    outcome: z.enum(['processed', 'duplicate', 'incomplete', 'refused']),
    interchanges: count,
    transactionSets: listed,
    findings: listed,
    remittances: listed.meta({ description: 'Per remittance: trace, bpr02Cents, outcome, entries, claimStates, workItems' }),
    answers: listed.meta({ description: 'Acknowledgements and claim status reports in it, and what they moved' }),
    acknowledged: listed.meta({ description: 'Names of the acknowledgements written for it' }),
    workItems: listed,
  })
  .meta({ id: 'Receipt', description: 'What came of a file' })

export const submissionView = z
  .strictObject({
    file: text,
    fileId: id,
    outcome: z.enum(['submitted', 'duplicate', 'refused']),
    claims: listed.meta({ description: 'Per claim: claimId, patientControlNumber, submissionState, chargeCents' }),
    sending: listed.meta({ description: 'Per file that goes out: outboxId, partnerId, name, interchangeControl, state' }),
    findings: listed,
    problems: listed,
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
