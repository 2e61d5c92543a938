// x12gw practice: who sends and is paid.
import type { Command } from 'commander'
import { Fault, isNpi } from '../values/index.js'
import { optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addPractice(program: Command): void {
  const practice = program.command('practice').description('the practices that send claims and are paid')

  practice
    .command('add')
    .description('add a practice, or bring the one with this NPI up to date')
    .requiredOption('--name <name>', 'name, as claims bear it')
    .requiredOption('--npi <npi>', 'National Provider Identifier of the billing provider')
    .requiredOption('--tax-id <digits>', 'employer identification number, nine digits')
    .addHelpText('after', '\nExample: x12gw practice add --name "RIVERBEND FAMILY PRACTICE" --npi 1234567893 --tax-id 912345678')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ name: string; npi: string; taxId: string }>(command)
      if (!isNpi(options.npi))
        throw new Fault('ARGUMENT_INVALID', '--npi is not a National Provider Identifier: ten digits, the last one a check digit')
      const taxId = options.taxId.replaceAll('-', '')
      if (!/^\d{9}$/.test(taxId)) throw new Fault('ARGUMENT_INVALID', '--tax-id must be nine digits')
      await withGateway(options, async ({ store, clock }) => {
        const saved = await store.practices.save({ name: options.name, npi: options.npi, taxId }, clock())
        print(options, saved, () => `${saved.name} is set up (NPI ${saved.npi})`)
      })
    })

  practice
    .command('list')
    .description('list the practices')
    .addHelpText('after', '\nExample: x12gw practice list')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        const items = await store.practices.list()
        print(options, { items }, () =>
          table(
            ['Name', 'NPI', 'Tax id'],
            items.map(({ name, npi, taxId }) => [name, npi, taxId]),
            'no practice yet',
          ),
        )
      })
    })
}
