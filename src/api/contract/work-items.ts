// Work items, and what people do with them.
import { z } from 'zod'
import { workActions } from '../../domain/index.js'
import { denialScenarios } from '../../ledger/index.js'
import { toIsoDate } from '../../values/index.js'
import { count, day, id, instant, open, text } from './leaves.js'

/** A day that exists, as a request names it. */
const dayInput = z.string().transform((said, context) => {
  const found = toIsoDate(said)
  if (found !== undefined) return found
  context.addIssue({ code: 'custom', message: 'must be a day such as 2026-12-15' })
  return z.NEVER
})

export const workItemView = z
  .strictObject({
    id,
    type: text.meta({ example: 'unmatched-claim' }),
    state: z.enum(['open', 'resolved']),
    openedAt: instant,
    patientControlNumber: text.optional(),
    line: count.optional(),
    amountCents: z.int().optional(),
    nextAction: text.optional(),
    claimId: text.optional(),
    remittanceId: text.optional(),
    fileId: text.optional(),
    assignedTo: text.optional(),
    snoozedUntil: day.optional(),
    decided: z.enum(workActions).optional(),
    facts: open.optional(),
  })
  .meta({ id: 'WorkItem' })
export type WorkItemView = z.infer<typeof workItemView>

const reason = text.trim().min(3).max(2000)

export const workEventBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('assigned'),
    to: text.trim().min(1).max(100).optional().meta({ description: 'Left out: nobody has it' }),
  }),
  z.strictObject({ kind: z.literal('noted'), text: reason }),
  z.strictObject({ kind: z.literal('snoozed'), until: dayInput.optional().meta({ description: 'Left out: it is in sight again' }) }),
  z.strictObject({ kind: z.literal('decided'), action: z.enum(workActions), reason }),
])
export type WorkEventBody = z.infer<typeof workEventBody>

const scenario = z.enum(denialScenarios).meta({ description: 'CORE 360 business scenario', example: 'documentation' })
const standing = {
  appealBy: day.optional().meta({ description: 'Last day for an appeal, where one is possible and the payer’s days are known' }),
  fixBy: day.optional().meta({ description: 'Last day for a corrected claim, where the payer’s days are known' }),
  scenario: scenario.optional(),
  priority: z.int().optional().meta({ description: 'Cents x recoverability / days left' }),
}
export const denialView = workItemView.extend({ ...standing, scenario, priority: z.int() }).meta({ id: 'Denial' })
export type DenialView = z.infer<typeof denialView>

export const workFileView = workItemView
  .extend({
    ...standing,
    deniedCents: z.int().optional().meta({ description: 'What is still claimed although the payer refused it, claim as a whole' }),
    history: z.array(
      z.strictObject({
        kind: z.enum(['assigned', 'noted', 'snoozed', 'decided', 'resolved']),
        at: instant,
        by: text,
        value: text.optional(),
        text: text.optional(),
      }),
    ),
  })
  .meta({ id: 'WorkFile' })
export type WorkFileView = z.infer<typeof workFileView>

export const resolutionBody = z.strictObject({
  reason: reason.meta({ description: 'Why it is settled; kept with the item', example: 'posted by hand' }),
})
export const resolutionView = z.strictObject({ id, state: z.literal('resolved'), by: text, at: instant }).meta({ id: 'Resolution' })
