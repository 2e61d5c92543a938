// x12gw partner: the trading partners of the settings, and a step-by-step test of the connection to one.
import type { Command } from 'commander'
import { Fault } from '../values/index.js'
import { optionsOf, print, remark, table } from './output.js'
import { configOf, withGateway } from './with-gateway.js'

export function addPartner(program: Command): void {
  const partner = program
    .command('partner')
    .description('list the trading partners of the settings')
    .addHelpText('after', '\nExample: x12gw partner')
    .action((_options: unknown, command: Command) => {
      const options = optionsOf(command)
      const items = configOf(options).partners.map(({ id, name, usage, us, them, payers, folder, schedule }) => ({
        id,
        name,
        usage,
        us,
        them,
        payers,
        place: folder.kind === 'local' ? folder.root : `sftp://${folder.username}@${folder.host}:${folder.port}`,
        schedule,
      }))
      print(options, { items }, () =>
        table(
          ['Partner', 'Name', 'Usage', 'Their id', 'Place', 'Fetches'],
          items.map((one) => [
            one.id,
            one.name,
            one.usage === 'T' ? 'test' : 'production',
            one.them.id,
            one.place,
            one.schedule.poll ?? 'by hand',
          ]),
          'no partners; see config/partners.example.yaml',
        ),
      )
    })

  partner
    .command('test')
    .argument('<partner>', 'id of the partner')
    .description('try the connection: connect, check the host key, sign in, list both folders')
    .addHelpText('after', '\nExample: x12gw partner test acorn')
    .action(async (id: string, _options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ config, openFolder }) => {
        const found = config.partners.find((one) => one.id === id)
        if (found === undefined) throw new Fault('NOT_FOUND', `no partner has the id ${id}; x12gw partner lists them`)
        remark(options, `connecting to ${found.name} …`)
        const folder = await openFolder(found)
        try {
          const files = await folder.list()
          print(
            options,
            { partner: id, isReachable: true, waiting: files.length },
            () => `${found.name} can be reached; ${files.length} files wait there`,
          )
        } finally {
          await folder.close()
        }
      })
    })
}
