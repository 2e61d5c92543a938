// What routes share that send one claim: it goes at once or with the schedule, and a refusal is a problem.
import { z } from 'zod'
import type { SubmitReport } from '../../gateway/index.js'
import type { ApiParts } from '../parts.js'
import { RefusedFault } from '../problem.js'
import type { Answer } from '../route.js'

export const sendingQuery = z.strictObject({
  hold: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Write the file into the outbox, and leave the sending to the schedule' }),
})

export const sendingStatuses = {
  201: 'Taken, and sent to its partner or, where its partner’s claims are held, waiting for the next batch',
  200: 'The same was submitted before; nothing is sent twice',
} as const

/** Throws a RefusedFault for a report that says so. */
export function createSending({ sendSubmitted }: Pick<ApiParts, 'sendSubmitted'>) {
  return async (report: SubmitReport, { hold }: z.output<typeof sendingQuery>): Promise<Answer<SubmitReport>> => {
    const { outcome, findings, problems } = report
    if (outcome === 'refused') throw new RefusedFault('the claim was not taken', findings, problems)
    const body = hold === 'true' ? report : await sendSubmitted(report)
    return { status: outcome === 'duplicate' ? 200 : 201, body, objects: body.claims.map(({ claimId }) => `claim:${claimId}`) }
  }
}
