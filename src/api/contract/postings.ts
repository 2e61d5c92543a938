// Posting runs: how remittances went into the books and out of them again, and what people decide about claim payments.
import { z } from 'zod'
import { adjudicationState, cents, count, id, instant, remittanceState, stagedState, text } from './leaves.js'
import { account } from './money.js'

const reason = text.trim().min(3).max(2000)
const dryRun = z.boolean().default(false).meta({ description: 'Only say what would be booked, on the same path' })

export const postBody = z.strictObject({
  reason: reason.optional().meta({ description: 'Needed for all but a remittance that only waits for review' }),
  as: z
    .enum(['reissue', 'separate'])
    .optional()
    .meta({ description: 'Of one that looks like an earlier payment: is it the same, or another?' }),
  dryRun,
})
export const voidRemittanceBody = z.strictObject({
  reason,
  withDependants: z.boolean().default(false).meta({ description: 'Void what later claim payments built on it as well' }),
  dryRun,
})
export const voidPaymentBody = voidRemittanceBody.omit({ dryRun: true })
export const linkBody = z.strictObject({ patientControlNumber: text.min(1).max(38), reason })
export const reasonBody = z.strictObject({ reason })

export const postingRunView = z
  .strictObject({
    id,
    remittanceId: id,
    number: count.meta({ description: 'From 1, over all runs of the remittance' }),
    mode: z.enum(['automatic', 'by-person', 'void']),
    state: z.enum(['posting', 'posted', 'voided']),
    by: text,
    reason: text.optional(),
    at: instant,
    voids: id.optional().meta({ description: 'Of a void: the run that it took back' }),
  })
  .meta({ id: 'PostingRun' })
export const postingRunsView = z.strictObject({ items: z.array(postingRunView) }).meta({ id: 'PostingRuns' })

const booking = { dr: account, cr: account, claim: text.optional(), line: count.optional(), why: text, ref: text.optional() }

export const postingEffectView = z
  .strictObject({
    isDryRun: z.boolean(),
    remittanceId: id,
    trace: text,
    state: remittanceState,
    heldFor: text.optional(),
    postedCents: cents,
    suspendedCents: cents,
    entries: z.array(z.strictObject({ ...booking, cents })).meta({ description: 'At most some 5000; the ledger has all' }),
    claimStates: z.record(text, adjudicationState),
    balances: z.array(z.strictObject({ claim: text, balances: z.partialRecord(account, cents) })),
  })
  .meta({ id: 'PostingEffect', description: 'How the remittance and the accounts of its claims stand after it; of a dry run: would stand' })
export type PostingEffectView = z.infer<typeof postingEffectView>

export const paymentStateView = z.strictObject({ id, state: stagedState }).meta({ id: 'ClaimPaymentState' })

export const runDifferencesView = z
  .strictObject({ items: z.array(z.strictObject({ ...booking, firstCents: cents, secondCents: cents })) })
  .meta({ id: 'RunDifferences', description: 'Bookings that two posting runs do not have in common; empty when both booked the same' })

const claimFigures = z.strictObject({
  status: text.meta({ description: 'CLP02' }),
  chargedCents: cents,
  paidCents: cents,
  adjustments: z.record(text, cents).meta({ description: 'Cents by group and reason', example: { CO45: 4000 } }),
})
export const claimDifferencesView = z
  .strictObject({ items: z.array(z.strictObject({ claim: text, first: claimFigures.optional(), second: claimFigures.optional() })) })
  .meta({ id: 'ClaimDifferences', description: 'Claims of which two remittances say different things, or of which one says nothing' })
export type ClaimDifferencesView = z.infer<typeof claimDifferencesView>
