// x12gw fees: what the payers have agreed to allow, as tables of the practice.
import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { importFees, toRateView } from '../gateway/index.js'
import { allPages } from './all-pages.js'
import { readWhole } from './files.js'
import { dollars, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addFees(program: Command): void {
  const fees = program
    .command('fees')
    .description('fee schedules: what payers have agreed to allow, so that what they pay too little is found')
    .addHelpText('after', '\nColumns and rules: docs/fees.md\n\nExample: x12gw fees import contracts.csv')

  fees
    .command('import')
    .argument('<file>', 'CSV with a heading; "-" is standard input')
    .description('take a table of contract rates in, as a whole or not at all; the same table again changes nothing')
    .addHelpText('after', '\nExample: x12gw fees import contracts.csv')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      const bytes = await readWhole(path)
      await withGateway(options, async (gateway) => {
        const report = await importFees(gateway, { name: path, bytes }, `user:${userInfo().username}`)
        const { outcome, added, changed, unchanged, findings } = report
        print(options, report, () =>
          outcome === 'refused'
            ? [`${path}: refused, nothing was imported`, ...findings.map(({ severity, message }) => `  ${severity}: ${message}`)].join('\n')
            : `${path}: ${added} rates added, ${changed} changed, ${unchanged} there already`,
        )
        if (outcome === 'refused') process.exitCode = 1
      })
    })

  fees
    .command('list')
    .option('--payer <id>', 'only rates of this payer')
    .description('list the contract rates')
    .addHelpText('after', '\nExample: x12gw fees list --payer 60001')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ payer?: string }>(command)
      await withGateway(options, async ({ store }) => {
        const narrow = options.payer === undefined ? {} : { payerId: options.payer }
        const items = (await allPages((cursor) => store.fees.list({ limit: 500, ...cursor, ...narrow }))).map(toRateView)
        print(options, { items }, () =>
          table(
            ['Payer', 'Procedure', 'Modifiers', 'From', 'To', 'Rate', 'Per', 'Lesser of', 'Only for'],
            items.map((rate) => [
              rate.payerId,
              rate.procedure,
              rate.modifiers.join(' '),
              rate.from,
              rate.to ?? '',
              rateOf(rate),
              rate.unitRule,
              rate.lesserOf ? 'yes' : 'no',
              [rate.product, rate.provider, rate.placeOfService].filter((each) => each !== undefined).join(', '),
            ]),
            'no fee schedule yet',
          ),
        )
      })
    })
}

function rateOf({ rateCents, percentOfMedicare, percentOfCharge }: ReturnType<typeof toRateView>): string {
  if (rateCents !== undefined) return dollars(rateCents)
  return percentOfMedicare === undefined ? `${percentOfCharge} % of charge` : `${percentOfMedicare} % of Medicare`
}
