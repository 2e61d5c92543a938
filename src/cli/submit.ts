// x12gw submit: claims go out, from an 837 file of a practice-management system, from JSON or from a table.
import { type Command, Option } from 'commander'
import { type ClaimForm, claimForms } from '../gateway/index.js'
import { namedFiles } from './files.js'
import { optionsOf, print } from './output.js'
import { describeSubmission, sendNow } from './sending.js'
import { withGateway } from './with-gateway.js'

interface Options {
  readonly asSent?: boolean
  readonly partner?: string
  readonly format?: ClaimForm
  readonly hold?: boolean
  readonly acceptGood?: boolean
  readonly idempotencyKey?: string
}

export function addSubmit(program: Command): void {
  program
    .command('submit')
    .argument(
      '<file>',
      '837 file, JSON claims (docs/claims.md, or those of a clearinghouse: docs/clearinghouse-json.md), or CSV (docs/claims-csv.md)',
    )
    .addOption(formatOption())
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
          ...(options.format === undefined ? {} : { format: options.format }),
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

/** How claims are written, for commands that take them in every form. */
export function formatOption(): Option {
  return new Option('--format <form>', 'how the claims are written; otherwise that is told by how the file begins').choices(claimForms)
}
