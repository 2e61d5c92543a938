// x12gw receive: files that came in, whatever they are: remittances, acknowledgements, claim status.
import type { Command } from 'commander'
import { type AnswerReport, balancesAfter, type ReceiveReport } from '../gateway/index.js'
import { namedFiles } from './files.js'
import { describeFindings, optionsOf, print, stagedProgress } from './output.js'
import { describeBalances, describeRemittance } from './remittance-text.js'
import { withGateway } from './with-gateway.js'

/** From here on a file takes long enough for a bar. */
const manyClaims = 500
const manyBytes = 4 * 1024 * 1024

export function addReceive(program: Command): void {
  program
    .command('receive')
    .argument('<files...>', 'files that came from a clearinghouse or payer; "-" is standard input')
    .description('take in 835, 999, TA1 and 277CA files: store the bytes, check them, post the money, move the claims')
    .option('--dry-run', 'show what would be posted and the balances after it; nothing is kept')
    .addHelpText(
      'after',
      '\nExample: x12gw receive samples/scenarios/01-simple-paid.835\nExit 1 when anything was refused, held or has an error finding.',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const options = optionsOf<{ dryRun?: boolean }>(command)
      const named = namedFiles(paths, options)
      await withGateway(options, async ({ receive, clock, store }) => {
        if (options.dryRun === true) {
          // Read first: a transaction may have to be begun again, a stream cannot.
          const all = await Promise.all(named.map(async ({ name, chunks }) => ({ name, parts: await gathered(chunks()) })))
          const { files, balances } = await store.tryOut(async () => {
            const reports: ReceiveReport[] = []
            for (const { name, parts } of all) {
              const kept = await receive.keep({ name, direction: 'in', source: 'command-line', at: clock() }, inTurn(parts))
              reports.push(await receive.process(kept))
            }
            const remittances = reports.flatMap((report) => report.remittances)
            return { files: reports, balances: await balancesAfter(store, remittances) }
          })
          print(options, { isDryRun: true, files, balances }, () =>
            ['a dry run: nothing was kept', ...files.map(describe), describeBalances(balances)].join('\n\n'),
          )
          if (files.some(needsAttention)) process.exitCode = 1
          return
        }
        const files: ReceiveReport[] = []
        for (const { name, chunks } of named) {
          const kept = await receive.keep({ name, direction: 'in', source: 'command-line', at: clock() }, chunks())
          const bar = stagedProgress(options, (stage, total) => total >= (stage === 'posting' ? manyClaims : manyBytes))
          files.push(await receive.process(kept, bar.update))
          bar.stop()
        }
        print(options, { files }, () => files.map(describe).join('\n\n'))
        if (files.some(needsAttention)) process.exitCode = 1
      })
    })
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = []
  for await (const part of chunks) parts.push(part)
  return parts
}

async function* inTurn(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

function needsAttention({ outcome, findings, remittances, workItems }: ReceiveReport): boolean {
  return (
    outcome === 'refused' ||
    outcome === 'incomplete' ||
    findings.some(({ severity }) => severity === 'error') ||
    remittances.some((one) => one.outcome === 'held') ||
    workItems.some(({ type }) => type === 'unreadable-file')
  )
}

const outcomes: Record<ReceiveReport['outcome'], string> = {
  processed: 'received',
  duplicate: 'these bytes came before; nothing was done a second time',
  incomplete: 'cut off; kept, and waiting for the whole file',
  refused: 'refused; the bytes are kept',
}

const answered: Record<AnswerReport['kind'], string> = { TA1: 'interchange', '999': 'group', '277CA': 'batch', '277': 'inquiry' }

/** TA104, AK901 and the like; a 277CA says a category, and of each claim by itself. */
const verdicts: Readonly<Record<string, string>> = {
  A: 'accepted (A)',
  E: 'accepted, with errors noted (E)',
  P: 'accepted in part (P)',
  R: 'rejected (R)',
  M: 'rejected: no authentication (M)',
  W: 'rejected: no assurance (W)',
  X: 'rejected: not to be decrypted (X)',
}

function sayVerdict(kind: AnswerReport['kind'], verdict: string): string {
  return kind === '277CA' ? verdict : (verdicts[verdict] ?? verdict)
}

function describe(report: ReceiveReport): string {
  const lines = [`${report.file}: ${outcomes[report.outcome]}`]
  lines.push(...describeFindings(report.findings))
  for (const remittance of report.remittances) lines.push(...describeRemittance(remittance))
  for (const { kind, answers, verdict, isKnown, isParked, claimStates } of report.answers) {
    lines.push(
      `  ${kind} for ${answered[kind]} ${answers}: ${sayVerdict(kind, verdict)}${isKnown ? '' : ' — nothing we sent bears this number'}${isParked === true ? '; it waits, and is tried again' : ''}`,
    )
    for (const [claim, state] of Object.entries(claimStates)) lines.push(`    ${claim} is now ${state}`)
  }
  for (const name of report.acknowledged) lines.push(`  answered with ${name}`)
  for (const { type, claim, nextAction } of report.workItems)
    lines.push(
      `  to do: ${type}${typeof claim === 'string' ? ` for ${claim}` : ''}${typeof nextAction === 'string' ? ` — ${nextAction}` : ''}`,
    )
  return lines.join('\n')
}
