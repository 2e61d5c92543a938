// What goes out and what is awaited: batches, claims for next payers, corrections, answers that are missing.
import { z } from 'zod'
import { expectedAnswers } from '../../domain/index.js'
import { cents, count, day, id, instant, open, outboxState, payerOrder, text } from './leaves.js'
import { coverageOrder, findingView } from './shared.js'

export const checkView = z
  .strictObject({
    file: text,
    outcome: z.enum(['passed', 'refused', 'duplicate']).meta({ description: 'Would it be sent? duplicate: it was submitted before' }),
    claims: z.array(z.strictObject({ patientControlNumber: text, chargeCents: z.int() })),
    partners: z.array(text).meta({ description: 'Whom it would go to' }),
    findings: z.array(findingView),
    problems: z.array(z.strictObject({ pointer: text, message: text })),
  })
  .meta({ id: 'ClaimCheck', description: 'What a submission would find' })
export type CheckView = z.infer<typeof checkView>

export const batchView = z
  .strictObject({
    outboxId: id,
    partnerId: text,
    fileId: id,
    name: text,
    state: outboxState,
    createdAt: instant,
    sentAt: instant.optional(),
    claims: count,
    sets: z.array(
      z.strictObject({
        control: text,
        guide: text,
        reference: text.optional().meta({ description: 'BHT03' }),
        claims: count,
        acknowledged: text.optional().meta({ description: 'IK501 that came back' }),
      }),
    ),
  })
  .meta({ id: 'Batch', description: 'A file of claims that was written' })
export type BatchView = z.infer<typeof batchView>

const reason = z.enum(['count', 'waited', 'cut-off', 'not-held', 'asked'])
export const waitingBatchView = z
  .strictObject({
    partnerId: text,
    isHeld: z.boolean().meta({ description: 'Do claims for this partner wait for a batch?' }),
    claims: count.meta({ description: 'Claims that wait' }),
    oldestAt: instant.optional(),
    due: reason.optional().meta({ description: 'Why it goes out now; absent while it goes on waiting' }),
    isBusinessDay: z.boolean().optional().meta({ description: 'Today is no holiday and, where weekends do not count, no weekend' }),
    nextCutOff: text.optional().meta({ description: 'On the wall in `timeZone`', example: '2026-11-23T16:30' }),
    timeZone: text.optional(),
    cutOffs: z.array(text).optional(),
    maxClaims: count.optional(),
    maxMinutes: count.optional(),
    onWeekends: z.boolean().optional(),
    holidays: z.array(day).optional(),
  })
  .meta({ id: 'WaitingBatch', description: 'What waits for a partner’s next batch, and when that goes' })
export type WaitingBatchView = z.infer<typeof waitingBatchView>

export const heldClaimView = z
  .strictObject({ claimId: id, patientControlNumber: text, chargeCents: z.int(), since: instant })
  .meta({ id: 'HeldClaim' })
export type HeldClaimView = z.infer<typeof heldClaimView>

export const releaseView = z
  .strictObject({
    partnerId: text,
    waiting: count.meta({ description: 'Claims that waited' }),
    files: z.array(z.strictObject({ name: text, interchangeControl: text, claims: count })),
    setAside: count.meta({ description: 'Claims that could not be written; work items tell why' }),
    failed: z.array(text).meta({ description: 'Files that could not be sent now and are tried again' }),
    uncertain: z.array(text).meta({ description: 'Files of which nobody knows whether they arrived' }),
  })
  .meta({ id: 'Release' })

export const nextPayerView = z
  .strictObject({
    claimId: id,
    patientControlNumber: text,
    isDue: z.boolean(),
    order: coverageOrder.optional(),
    payerId: text.optional(),
    owedCents: z.int().optional(),
    partnerId: text.optional(),
    rule: z.enum(['hold', 'send']).optional().meta({ description: 'Does a person send it, or the gateway by itself?' }),
    wasRejected: z.literal(true).optional().meta({ description: 'It went to this payer before and was rejected' }),
    reasons: z.array(z.strictObject({ code: text, says: text })).meta({ description: 'Every reason why it is not due' }),
  })
  .meta({ id: 'NextPayerClaim' })
export type NextPayerView = z.infer<typeof nextPayerView>

export const nextPayerPreview = z
  .strictObject({ ...nextPayerView.shape, claim: open.optional().meta({ description: 'As it would be sent' }) })
  .meta({ id: 'NextPayerPreview' })
export type NextPayerPreview = z.infer<typeof nextPayerPreview>

export const voidBody = z.strictObject({
  order: payerOrder.optional().meta({ description: 'The payer to tell; otherwise the one it was sent to last' }),
})

export const waitView = z
  .strictObject({
    answer: z
      .enum([...expectedAnswers, 'recovery'])
      .meta({ description: 'recovery: the payer takes back what it postponed (PLB WO, FB)', example: '835' }),
    waitsFor: z.enum(['practice', 'partner', 'payer']),
    owes: text.meta({ description: 'The partner’s id, or the payer', example: 'payer 60001' }),
    since: instant,
    dueOn: day.meta({ description: 'Last day, in the partner’s time zone, on which it is not late' }),
    isLate: z.boolean(),
    claims: count,
    partnerId: text.optional(),
    payerId: text.optional(),
    fileId: id.optional(),
    interchange: text.optional(),
    group: text.optional(),
    batchReference: text.optional(),
    claimId: id.optional(),
    patientControlNumber: text.optional(),
    reference: text.optional().meta({ description: 'Of a recovery: the reference under which it is due' }),
    amountCents: cents.optional().meta({ description: 'Of a recovery: what is due' }),
  })
  .meta({ id: 'AwaitedAnswer' })
export type WaitView = z.infer<typeof waitView>
