// Claims that were just submitted go out at once: what the command line and the API do after a submission of any kind.
import type { Gateway } from './compose.js'
import type { SubmitReport } from './gateway/index.js'

export interface Sent {
  /** As things stand after it. */
  readonly report: SubmitReport
  /** Names of files that stay in the outbox and are tried again, and of those that may have arrived. */
  readonly failed: readonly string[]
  readonly uncertain: readonly string[]
}

/** Puts the files of this submission to their partners. */
export async function sendSubmitted(
  { dispatch, submit, config }: Pick<Gateway, 'dispatch' | 'submit' | 'config'>,
  report: SubmitReport,
): Promise<Sent> {
  const failed: string[] = []
  const uncertain: string[] = []
  for (const partner of config.partners.filter(({ id }) => report.sending.some(({ partnerId }) => partnerId === id))) {
    const told = await dispatch(partner)
    failed.push(...told.failed)
    uncertain.push(...told.uncertain)
  }
  return { report: await submit.describe(report), failed, uncertain }
}
