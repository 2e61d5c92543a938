// x12gw migrate: brings the database to the shape this version needs.
import type { Command } from 'commander'
import { optionsOf, print } from './output.js'
import { withGateway } from './with-gateway.js'

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('make or bring up to date the tables of the database')
    .addHelpText('after', '\nExample: X12GW_DATABASE_URL=mysql://edi:secret@db/edi x12gw migrate')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(options, async ({ store }) => {
        print(
          options,
          { engine: store.engine, state: 'current' },
          () => `the ${store.engine === 'sqlite' ? 'embedded SQLite' : 'MySQL'} database is up to date`,
        )
      })
    })
}
