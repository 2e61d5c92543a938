// x12gw keys: keys of the HTTP API. A secret is shown once, when it is made.
import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { allScopes } from '../api/index.js'
import { Fault } from '../values/index.js'
import { optionsOf, print, remark, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('list the keys of the HTTP API')
    .addHelpText('after', '\nExample: x12gw keys')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        const items = await store.keys.list()
        print(options, { items }, () =>
          table(
            ['Key', 'Name', 'May', 'Made', 'Revoked'],
            items.map(({ id, name, scopes, createdAt, revokedAt }) => [id, name, scopes.join(' '), createdAt, revokedAt ?? '']),
            'no keys yet',
          ),
        )
      })
    })

  keys
    .command('create')
    .argument('<name>', 'whose key it is')
    .option('--scope <scopes...>', `what it may do: ${allScopes.join(', ')} (default all)`)
    .description('make a key; its secret is shown now and never again')
    .addHelpText('after', '\nExample: x12gw keys create "month-end report" --scope books.read')
    .action(async (name: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ scope?: string[] }>(command)
      const scopes = options.scope ?? [...allScopes]
      const unknown = scopes.find((scope) => !(allScopes as readonly string[]).includes(scope))
      if (unknown !== undefined) throw new Fault('ARGUMENT_INVALID', `--scope ${unknown} is none of: ${allScopes.join(', ')}`)
      await withGateway(options, async ({ store, clock }) => {
        const at = clock()
        const made = await store.transaction(async () => {
          const created = await store.keys.create(name, scopes, at)
          await store.audit.append({ at, actor: `user:${userInfo().username}`, action: 'key.create', object: `key:${created.key.id}` })
          return created
        })
        remark(options, 'Keep this secret now; it is not shown again:')
        print(options, { ...made.key, secret: made.secret }, () => made.secret)
      })
    })

  keys
    .command('revoke')
    .argument('<key>', 'id of the key')
    .description('end a key at once')
    .addHelpText('after', '\nExample: x12gw keys revoke 0199…')
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store, clock }) => {
        const at = clock()
        await store.transaction(async () => {
          await store.keys.revoke(id, at)
          await store.audit.append({ at, actor: `user:${userInfo().username}`, action: 'key.revoke', object: `key:${id}` })
        })
        print(options, { id, revokedAt: at }, () => 'revoked')
      })
    })
}
