// Claims and their time lines.
import { z } from 'zod'
import { adjudicationState, cents, count, day, id, inquiryState, instant, open, payerOrder, submissionState, text } from './leaves.js'
import { source } from './shared.js'

export const claimView = z
  .strictObject({
    id,
    practiceId: id,
    patientControlNumber: text.meta({ description: 'CLM01', example: 'RB1001' }),
    kind: z.enum(['professional', 'institutional', 'dental']),
    submissionState,
    state: adjudicationState,
    inquiryState: inquiryState.optional().meta({ description: 'What is known from asking the payer (276, 277), once it was asked' }),
    payerClaimNumber: text.optional(),
    partnerId: text.optional(),
    chargeCents: cents,
    patient: z.strictObject({ last: text, first: text.optional(), birthDate: day.optional() }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Claim' })
export type ClaimView = z.infer<typeof claimView>

export const claimDetail = z
  .strictObject({
    ...claimView.shape,
    coverages: z.array(z.strictObject({ order: payerOrder, payerId: text, memberId: text })),
    lines: z.array(
      z.strictObject({
        number: count,
        control: text.optional(),
        procedure: text.optional(),
        modifiers: z.array(text),
        revenueCode: text.optional(),
        serviceDate: day.optional(),
        units: z.number().optional(),
        chargeCents: cents,
      }),
    ),
    document: open.optional().meta({ description: 'All that was submitted, in the JSON form that POST /claims takes' }),
    source: source.optional(),
  })
  .meta({ id: 'ClaimDetail' })
export type ClaimDetail = z.infer<typeof claimDetail>

const owner = z.enum(['practice', 'gateway', 'clearinghouse', 'payer', 'patient', 'nobody'])
const nextStep = z.strictObject({ owner, what: text.meta({ example: 'decide the claim (835)' }) }).meta({ id: 'NextStep' })
/** With until when, where somebody outside owes it. */
const openStep = z
  .strictObject({ ...nextStep.shape, since: instant.optional(), dueOn: day.optional(), isLate: z.boolean().optional() })
  .meta({ id: 'OpenStep', description: 'Whose turn it is, and until the end of which day in the partner’s time zone' })

export const claimEventView = z
  .strictObject({
    seq: count,
    at: instant,
    event: text.meta({ example: '277CA A2' }),
    submissionState,
    state: adjudicationState,
    inquiryState: inquiryState.optional(),
    next: nextStep.meta({ description: 'Whose turn it was after this step' }),
    detail: open.optional(),
    source: source.optional(),
  })
  .meta({ id: 'ClaimEvent' })
export type ClaimEventView = z.infer<typeof claimEventView>

export const timelineView = z
  .strictObject({
    claimId: id,
    patientControlNumber: text,
    submissionState,
    state: adjudicationState,
    isSentAgain: z.boolean().meta({ description: 'Decided before, it was sent once more: corrected, or to the next payer' }),
    next: openStep,
    work: z
      .array(z.strictObject({ id, type: text, nextAction: text.optional(), why: z.array(text) }))
      .meta({ description: 'What of it waits for a person, with the reasons that came in words and codes' }),
    items: z.array(claimEventView),
  })
  .meta({ id: 'Timeline' })
export type TimelineView = z.infer<typeof timelineView>
