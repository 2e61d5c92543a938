// What commands that submit claims share: the files go out at once, and the report is told as things stand then.
import type { Gateway } from '../compose.js'
import type { SubmitReport } from '../gateway/index.js'
import { type Sent, sendSubmitted } from '../send-submitted.js'
import { describeFindings, describeProblems, dollars, type GlobalOptions, remark, table } from './output.js'

/** Puts the files of this submission to their partners, unless they are to be held for the schedule. */
export async function sendNow(
  gateway: Pick<Gateway, 'dispatch' | 'submit' | 'config'>,
  options: GlobalOptions & { readonly hold?: boolean },
  report: SubmitReport,
): Promise<SubmitReport> {
  if (options.hold === true) return gateway.submit.describe(report)
  const { report: now, failed, uncertain } = await sendSubmitted(gateway, report)
  tellSending(options, { failed, uncertain })
  return now
}

/** What did not arrive for certain. */
export function tellSending(options: GlobalOptions, { failed, uncertain }: Pick<Sent, 'failed' | 'uncertain'>): void {
  for (const name of failed) remark(options, `${name} could not be sent now; it stays in the outbox and is tried again (x12gw outbox)`)
  for (const name of uncertain) remark(options, `nobody knows whether ${name} arrived; see x12gw work`)
}

/** Sends what waits for the partners of these files, and tells what did not go as it should. */
export async function dispatchTo(
  { dispatch, config }: Pick<Gateway, 'dispatch' | 'config'>,
  options: GlobalOptions,
  files: readonly { readonly partnerId: string }[],
): Promise<void> {
  for (const partner of config.partners.filter(({ id }) => files.some(({ partnerId }) => partnerId === id)))
    tellSending(options, await dispatch(partner))
}

const outcomes: Record<SubmitReport['outcome'], string> = {
  submitted: 'taken',
  duplicate: 'these bytes were submitted before; nothing is sent a second time',
  refused: 'refused; nothing of it is sent',
}

export function describeSubmission(report: SubmitReport): string {
  const lines = [`${report.file}: ${outcomes[report.outcome]}`]
  lines.push(...describeFindings(report.findings))
  lines.push(...describeProblems(report.problems))
  for (const { name, partnerId, interchangeControl, state } of report.sending)
    lines.push(`  ${name} to ${partnerId}, interchange ${interchangeControl}: ${state}`)
  if (report.claims.length > 0)
    lines.push(
      table(
        ['Claim', 'State', 'Charge'],
        report.claims.map(({ patientControlNumber, submissionState, chargeCents }) => [
          patientControlNumber,
          submissionState,
          dollars(chargeCents),
        ]),
        '',
      ),
    )
  return lines.join('\n')
}
