// x12gw work: what waits for a person, and closing it with a reason.
import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { toWorkItemView } from '../gateway/index.js'
import { allPages } from './all-pages.js'
import { dollars, optionsOf, print, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addWork(program: Command): void {
  const work = program
    .command('work')
    .description('list what waits for a person')
    .option('--all', 'resolved items too')
    .option('--type <type>', 'only items of this type, such as denial')
    .addHelpText('after', '\nExample: x12gw work --type denial')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ all?: boolean; type?: string }>(command)
      await withGateway(options, async ({ store }) => {
        const found = await allPages((cursor) =>
          store.workItems.list({
            limit: 500,
            ...cursor,
            ...(options.all === true ? {} : { state: 'open' as const }),
            ...(options.type === undefined ? {} : { type: options.type }),
          }),
        )
        const items = found.map((item) => ({ ...toWorkItemView(item), state: item.state, openedAt: item.openedAt }))
        print(options, { items }, () =>
          table(
            ['Item', 'Type', 'Claim', 'Amount', 'Next action'],
            found.map((item) => [
              item.id,
              item.type,
              item.claim ?? '',
              item.cents === undefined ? '' : dollars(item.cents),
              item.nextAction ?? '',
            ]),
            'nothing waits for a person',
          ),
        )
      })
    })

  work
    .command('resolve')
    .argument('<item>', 'id of the item')
    .requiredOption('--reason <text>', 'why it is settled')
    .description('close an item')
    .addHelpText('after', '\nExample: x12gw work resolve 0199… --reason "payer sent a corrected remittance"')
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ reason: string }>(command)
      await withGateway(options, async ({ store, clock }) => {
        const by = `user:${userInfo().username}`
        const at = clock()
        await store.transaction(async () => {
          await store.workItems.resolve(id, { by, reason: options.reason, at })
          await store.audit.append({ at, actor: by, action: 'work-item.resolve', object: `work-item:${id}` })
        })
        print(options, { id, state: 'resolved' }, () => 'resolved')
      })
    })
}
