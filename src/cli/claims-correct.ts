// x12gw claims replace, void and attempts: a claim that was sent is corrected or taken back, and its versions are told as one.
import type { Command } from 'commander'
import type { Claim } from '../domain/index.js'
import { CorrectionRefused, type SubmitReport } from '../gateway/index.js'
import type { Gateway } from '../compose.js'
import type { ClaimAttempt, ClaimRecord } from '../store/index.js'
import { practiceOption } from './claim.js'
import { findClaim } from './find-claim.js'
import { readJson } from './json-file.js'
import { describeFindings, describeProblems, type GlobalOptions, optionsOf, print, table } from './output.js'
import { describeSubmission, sendNow } from './sending.js'
import { withGateway } from './with-gateway.js'

type Options = GlobalOptions & { readonly hold?: boolean; readonly order?: Claim['destination']; readonly practice?: string }
const hold = ['--hold', 'write the file into the outbox, and leave the sending to the schedule'] as const

export function addCorrections(claims: Command): void {
  claims
    .command('replace')
    .argument('<pcn>', 'patient control number of the claim')
    .argument('<file>', 'JSON of the claim as it should be (docs/claims.md); frequency and payer claim number are set for you')
    .option(...practiceOption)
    .option(...hold)
    .description('send a claim corrected: a replacement of what the payer decided, or a new original when it was rejected before')
    .addHelpText('after', '\nExample: x12gw claims replace RB000101 corrected.json')
    .action(async (pcn: string, path: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      const json = await readJson(path)
      await submitting(options, pcn, ({ correct }, record) => correct.replace(record, json))
    })

  claims
    .command('void')
    .argument('<pcn>', 'patient control number of the claim')
    .option('--order <order>', 'the payer to tell, P first, S second, T third; otherwise the one it was sent to last')
    .option(...practiceOption)
    .option(...hold)
    .description('take back a claim that the payer decided: the same charges and lines, with frequency 8')
    .addHelpText('after', '\nExample: x12gw claims void RB000101')
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      await submitting(options, pcn, ({ correct }, record) => correct.void(record, options.order))
    })

  claims
    .command('attempts')
    .argument('<pcn>', 'patient control number of the claim')
    .option(...practiceOption)
    .description('list every sending of a claim: originals, replacements and voids, numbered for each payer')
    .addHelpText('after', '\nExample: x12gw claims attempts RB000101')
    .action(async (pcn: string, _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      await withGateway(options, async ({ store }) => {
        const { id } = await findClaim(store, pcn, options.practice)
        const items = (await store.claims.attemptsOf(id)).map(({ claimId: _own, ...item }) => item)
        print(options, { items }, () => describeAttempts(items))
      })
    })
}

async function submitting(
  options: Options,
  pcn: string,
  act: (gateway: Gateway, record: ClaimRecord) => Promise<SubmitReport>,
): Promise<void> {
  await withGateway(options, async (gateway) => {
    try {
      const report = await sendNow(gateway, options, await act(gateway, await findClaim(gateway.store, pcn, options.practice)))
      print(options, report, () => describeSubmission({ ...report, file: pcn }))
      if (report.outcome === 'refused') process.exitCode = 1
    } catch (error) {
      if (!(error instanceof CorrectionRefused)) throw error
      const { findings, problems, attempts } = error
      print(options, { outcome: 'refused', findings, problems, attempts }, () =>
        [
          `${pcn}: not corrected; nothing is sent`,
          ...describeFindings(findings),
          ...describeProblems(problems),
          describeAttempts(attempts),
        ].join('\n'),
      )
      process.exitCode = 1
    }
  })
}

/** CLM05-3; the others are places in a series of bills. */
const frequencies: Readonly<Record<string, string>> = { '1': '1 original', '7': '7 replacement', '8': '8 void' }

function describeAttempts(attempts: readonly Omit<ClaimAttempt, 'claimId'>[]): string {
  return table(
    ['Payer', 'Attempt', 'Frequency', 'In place of', 'Partner', 'At'],
    attempts.map(({ payerOrder, number, frequency, replaces = '', partnerId, at }) => [
      payerOrder,
      number,
      frequencies[frequency] ?? frequency,
      replaces,
      partnerId,
      at,
    ]),
    'not sent from here yet',
  )
}
