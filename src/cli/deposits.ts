// x12gw deposits: money at the bank, which remittances it pays, and what a person decides about it.
import type { Command } from 'commander'
import { type BankFormat, bankFormats } from '../domain/index.js'
import { type DepositDetail, type DepositReport, describeDeposit, toDepositView } from '../gateway/index.js'
import { Fault, toCents } from '../values/index.js'
import { allPages } from './all-pages.js'
import { namedFiles } from './files.js'
import { dollars, optionsOf, print, table } from './output.js'
import { person } from './person.js'
import { withGateway } from './with-gateway.js'

export function addDeposits(program: Command): void {
  const deposits = program
    .command('deposits')
    .description('list the deposits that bank files told of, and whether remittances account for them')
    .option('--open', 'only those that belong to no remittance')
    .addHelpText('after', '\nFormats and states: docs/deposits.md\n\nExample: x12gw deposits --open')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ open?: boolean }>(command)
      await withGateway(options, async ({ store }) => {
        const rows = await allPages((cursor) => store.deposits.list({ limit: 500, ...cursor }))
        const items = rows.map(toDepositView).filter(({ state }) => options.open !== true || !['matched', 'taken-back'].includes(state))
        print(options, { items }, () =>
          table(
            ['Deposit', 'Posted', 'Amount', 'Company', 'Trace', 'State'],
            items.map(({ id, postedOn, direction, cents, company = '', trace = '', state }) => [
              id,
              postedOn,
              dollars(direction === 'debit' ? 0 - cents : cents),
              company,
              trace,
              state,
            ]),
            'no deposits yet',
          ),
        )
      })
    })

  deposits
    .command('import')
    .argument('<file>', 'file of the bank; "-" is standard input')
    .requiredOption('--format <format>', bankFormats.join(', '))
    .option('--mapping <name>', 'of a CSV: the mapping of the settings that names its columns')
    .option('--dry-run', 'say what would come of it, and keep and book nothing')
    .description('take a bank file in, and match its deposits with remittances')
    .addHelpText('after', '\nExample: x12gw deposits import statement.bai --format bai2 --dry-run')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ format: string; mapping?: string; dryRun?: boolean }>(command)
      const format = toFormat(options.format)
      await withGateway(options, async ({ importDeposits, clock }) => {
        for (const file of namedFiles([path], options)) {
          const report = await importDeposits({ name: file.name, source: 'command-line', at: clock() }, file.chunks(), {
            format,
            dryRun: options.dryRun === true,
            ...(options.mapping === undefined ? {} : { mapping: options.mapping }),
          })
          print(options, report, () => describeImport(report))
          if (report.outcome === 'refused') process.exitCode = 1
        }
      })
    })

  deposits
    .command('show')
    .argument('<deposit>', 'id of the deposit')
    .description('three-way: the deposit, its remittances, what of them is posted; and what it may be matched with')
    .addHelpText('after', '\nExample: x12gw deposits show 0199…')
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        const detail = await describeDeposit(store, id)
        print(options, detail, () => describe(detail))
      })
    })

  deposits
    .command('match')
    .argument('<deposit>', 'id of the deposit')
    .argument('<remittances...>', 'traces (TRN02) or ids of remittances that it pays, which must come to it exactly')
    .option('--card-fee <cents>', 'of a virtual card: what the card company kept, in whole cents')
    .description('say by hand which remittances a deposit pays')
    .addHelpText('after', '\nExample: x12gw deposits match 0199… 0000451 0000452')
    .action(async (depositId: string, remittances: string[], _options: unknown, command: Command) => {
      const options = optionsOf<{ cardFee?: string }>(command)
      if (options.cardFee !== undefined && !/^[1-9]\d{0,11}$/.test(options.cardFee))
        throw new Fault('ARGUMENT_INVALID', '--card-fee must be a whole number above 0')
      const fee = options.cardFee === undefined ? {} : { cardFeeCents: toCents(Number(options.cardFee)) }
      await withGateway(options, async ({ store, matchDeposit }) => {
        await matchDeposit.match({ depositId, remittances, by: person(), ...fee })
        print(options, await describeDeposit(store, depositId), () => 'matched: the difference is zero')
      })
    })

  for (const [name, act, description] of [
    ['unmatch', 'unmatch', 'undo a match: the money waits for its remittance again'],
    ['take-back', 'takeBack', 'take a deposit out of the books: it has bounced, or is no money of a payer'],
  ] as const)
    deposits
      .command(name)
      .argument('<deposit>', 'id of the deposit')
      .requiredOption('--reason <text>', 'why')
      .description(description)
      .addHelpText('after', `\nExample: x12gw deposits ${name} 0199… --reason "returned by the bank on 3 November"`)
      .action(async (depositId: string, _options: unknown, command: Command) => {
        const options = optionsOf<{ reason: string }>(command)
        await withGateway(options, async ({ store, matchDeposit }) => {
          await matchDeposit[act]({ depositId, reason: options.reason, by: person() })
          const detail = await describeDeposit(store, depositId)
          print(options, detail, () => `deposit ${depositId} is ${detail.state}`)
        })
      })
}

function toFormat(text: string): BankFormat {
  const format = bankFormats.find((one) => one === text)
  if (format === undefined) throw new Fault('ARGUMENT_INVALID', `--format ${text} is not known; there are: ${bankFormats.join(', ')}`)
  return format
}

function describeImport(report: DepositReport): string {
  const { file, outcome, deposits, depositedCents, known, returns, passedOver, matched, proposed, differing, unmatched } = report
  return [
    `${file}: ${outcome}`,
    ...(outcome === 'refused' || outcome === 'duplicate'
      ? []
      : [
          `  ${deposits} deposits, ${dollars(depositedCents)}: ${matched} matched, ${proposed} proposed, ${differing} with another amount, ${unmatched} without a remittance`,
          `  ${known} known before, ${returns} returns, ${passedOver} passed over`,
        ]),
    ...report.findings.map(({ severity, message }) => `  ${severity}: ${message}`),
  ].join('\n')
}

function describe({ postedOn, cents, state, remittances, offers, differenceCents, unpostedCents }: DepositDetail): string {
  return [
    `${postedOn}  ${dollars(cents)}  ${state}`,
    table(
      ['Remittance', 'Payer', 'BPR02', 'Fee', 'Claims', 'Posted', 'In suspense', 'By'],
      remittances.map((one) => [
        one.trace,
        one.payer ?? '',
        dollars(one.bpr02Cents),
        dollars(one.feeCents),
        one.claims,
        dollars(one.postedCents),
        dollars(one.suspendedCents),
        `${one.rule} ${one.by}`,
      ]),
      'it pays no remittance yet',
    ),
    `difference to the remittances ${dollars(differenceCents)}, of them not posted ${dollars(unpostedCents)}`,
    ...offers.map(({ rule, traces }) => `may be matched with ${traces.join(' ')} (${rule})`),
  ].join('\n')
}
