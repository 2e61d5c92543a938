// x12gw outbox: what was written to be sent, and how sending went.
import type { Command } from 'commander'
import { allPages } from './all-pages.js'
import { optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addOutbox(program: Command): void {
  program
    .command('outbox')
    .description('list the files that were written to be sent, and how that went')
    .addHelpText('after', '\nExample: x12gw outbox --json')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        const items = await allPages((cursor) => store.outbox.list({ limit: 500, ...cursor }))
        print(options, { items }, () =>
          table(
            ['File', 'Partner', 'Kind', 'State', 'Tries', 'Last error'],
            items.map(({ name, partnerId, kind, state, attempts, lastError }) => [name, partnerId, kind, state, attempts, lastError ?? '']),
            'nothing was written to be sent yet',
          ),
        )
      })
    })
}
