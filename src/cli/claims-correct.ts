// x12gw claims replace, void and attempts: a claim that was sent is corrected or taken back, and its versions are told as one.
import type { Command } from 'commander'
import type { Claim } from '../domain/index.js'
import type { SubmitReport } from '../gateway/index.js'
import type { Gateway } from '../compose.js'
import { readJson } from './json-file.js'
import { type GlobalOptions, optionsOf, print, table } from './output.js'
import { describeSubmission, sendNow } from './sending.js'
import { withGateway } from './with-gateway.js'

type Options = GlobalOptions & { readonly hold?: boolean; readonly order?: Claim['destination'] }
const hold = ['--hold', 'write the file into the outbox, and leave the sending to the schedule'] as const

export function addCorrections(claims: Command): void {
  claims
    .command('replace')
    .argument('<pcn>', 'patient control number of the claim')
    .argument('<file>', 'JSON of the claim as it should be (docs/claims.md); frequency and payer claim number are set for you')
    .option(...hold)
    .description('send a claim corrected: a replacement of what the payer decided, or a new original when it was rejected before')
    .addHelpText('after', '\nExample: x12gw claims replace RB000101 corrected.json')
    .action(async (pcn: string, path: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      const json = await readJson(path)
      await submitting(options, ({ correct }) => correct.replace(pcn, json))
    })

  claims
    .command('void')
    .argument('<pcn>', 'patient control number of the claim')
    .option('--order <order>', 'the payer to tell, P first, S second, T third; otherwise the one it was sent to last')
    .option(...hold)
    .description('take back a claim that the payer decided: the same charges and lines, with frequency 8')
    .addHelpText('after', '\nExample: x12gw claims void RB000101')
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      await submitting(options, ({ correct }) => correct.void(pcn, options.order))
    })

  claims
    .command('attempts')
    .argument('<pcn>', 'patient control number of the claim')
    .description('list every sending of a claim: originals, replacements and voids, numbered for each payer')
    .addHelpText('after', '\nExample: x12gw claims attempts RB000101')
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      await withGateway(options, async ({ correct }) => {
        const items = await correct.attempts(pcn)
        const rows = items.map(({ payerOrder, number, frequency, replaces = '', partnerId, at }) => [
          payerOrder,
          number,
          frequency,
          replaces,
          partnerId,
          at,
        ])
        print(options, { items }, () =>
          table(['Payer', 'Attempt', 'Frequency', 'In place of', 'Partner', 'At'], rows, 'not sent from here yet'),
        )
      })
    })
}

async function submitting(options: Options, act: (gateway: Gateway) => Promise<SubmitReport>): Promise<void> {
  await withGateway(options, async (gateway) => {
    const report = await sendNow(gateway, options, await act(gateway))
    print(options, report, () => describeSubmission(report))
    if (report.outcome === 'refused') process.exitCode = 1
  })
}
