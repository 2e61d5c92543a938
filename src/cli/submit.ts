// x12gw submit: claims go out, from an 837 file of a practice-management system or from JSON.
import type { Command } from 'commander'
import { namedFiles } from './files.js'
import { optionsOf, print } from './output.js'
import { describeSubmission, sendNow } from './sending.js'
import { withGateway } from './with-gateway.js'

interface Options {
  readonly asSent?: boolean
  readonly partner?: string
  readonly hold?: boolean
  readonly acceptGood?: boolean
  readonly idempotencyKey?: string
}

export function addSubmit(program: Command): void {
  program
    .command('submit')
    .argument('<file>', '837 file, or JSON list of claims (a file that begins with "[" or "{"), or CSV (docs/claims-csv.md)')
    .option('--partner <id>', 'partner to send through; otherwise the one whose id is the receiver, or who serves the payer')
    .option('--hold', 'write the file into the outbox, and leave the sending to the schedule')
    .option('--accept-good', 'of claims in JSON or CSV send those without an error, and tell what is wrong with the others')
    .option('--idempotency-key <key>', 'asked again with this key and the same file, give the first answer again')
    .option('--as-sent', 'the 837 file was sent by another system: record it as sent, with its own control numbers')
    .description('check claims and send them; nothing with an error finding is sent')
    .addHelpText(
      'after',
      '\nExit code 1: refused, or claims were left out (--accept-good).\n\nExample: x12gw submit samples/demo/claims.edi\nOf a table, what is right: x12gw submit --accept-good samples/claims/csv/professional.csv',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      const [file] = namedFiles([path], options)
      if (file === undefined) return
      await withGateway(options, async (gateway) => {
        const { submit, clock } = gateway
        const report = await submit.file({ name: file.name, source: 'command-line', at: clock() }, file.chunks(), {
          ...(options.partner === undefined ? {} : { partnerId: options.partner }),
          asSent: options.asSent === true,
          acceptGood: options.acceptGood === true,
          ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: `command-line:${options.idempotencyKey}` }),
        })
        const now = await sendNow(gateway, { ...options, hold: options.asSent === true || options.hold === true }, report)
        print(options, now, () => describeSubmission(now))
        if (now.outcome === 'refused' || now.problems.length > 0) process.exitCode = 1
      })
    })
}
