// x12gw submit: claims go out, from an 837 file of a practice-management system or from JSON.
import type { Command } from 'commander'
import type { SubmitReport } from '../gateway/index.js'
import { namedFiles } from './files.js'
import { describeFindings, dollars, optionsOf, print, remark, table } from './output.js'
import { withGateway } from './with-gateway.js'

interface Options {
  readonly asSent?: boolean
  readonly partner?: string
  readonly hold?: boolean
}

export function addSubmit(program: Command): void {
  program
    .command('submit')
    .argument('<file>', '837 file, or JSON list of claims (a file that begins with "[" or "{")')
    .option('--partner <id>', 'partner to send through; otherwise the one whose id is the receiver, or who serves the payer')
    .option('--hold', 'write the file into the outbox, and leave the sending to the schedule')
    .option('--as-sent', 'the 837 file was sent by another system: record it as sent, with its own control numbers')
    .description('check claims and send them; nothing with an error finding is sent')
    .addHelpText('after', '\nExample: x12gw submit samples/demo/claims.edi')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      const [file] = namedFiles([path], options)
      if (file === undefined) return
      await withGateway(options, async ({ submit, dispatch, config, clock }) => {
        const report = await submit.file({ name: file.name, source: 'command-line', at: clock() }, file.chunks(), {
          ...(options.partner === undefined ? {} : { partnerId: options.partner }),
          asSent: options.asSent === true,
        })
        if (options.asSent !== true && options.hold !== true) {
          for (const partner of config.partners.filter(({ id }) => report.sending.some(({ partnerId }) => partnerId === id))) {
            const { failed, uncertain } = await dispatch(partner)
            for (const name of failed)
              remark(options, `${name} could not be sent now; it stays in the outbox and is tried again (x12gw outbox)`)
            for (const name of uncertain) remark(options, `nobody knows whether ${name} arrived; see x12gw work`)
          }
        }
        const now = await submit.describe(report)
        print(options, now, () => describe(now))
        if (now.outcome === 'refused') process.exitCode = 1
      })
    })
}

const outcomes: Record<SubmitReport['outcome'], string> = {
  submitted: 'taken',
  duplicate: 'these bytes were submitted before; nothing is sent a second time',
  refused: 'refused; nothing of it is sent',
}

function describe(report: SubmitReport): string {
  const lines = [`${report.file}: ${outcomes[report.outcome]}`]
  lines.push(...describeFindings(report.findings))
  for (const { pointer, message } of report.problems) lines.push(`  error at ${pointer === '' ? 'the top' : pointer}: ${message}`)
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
