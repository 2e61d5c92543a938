// x12gw serve: the gateway runs, until it is told to stop.
import type { Command } from 'commander'
import { serve } from '../serve.js'
import { optionsOf, print, remark } from './output.js'
import { untilStopped } from './until-stopped.js'
import { withGateway } from './with-gateway.js'

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the gateway: the API, and the schedules of all partners; Ctrl-C stops it cleanly')
    .addHelpText('after', '\nExample: x12gw --config /etc/x12gw.yaml serve')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf(command)
      await withGateway(
        options,
        async (gateway) => {
          const running = await serve(gateway)
          try {
            if (running.firstKey !== undefined) remark({}, `The first API key, shown only now: ${running.firstKey}`)
            print(options, { url: running.url }, () => `x12-gateway answers at ${running.url} (documents: ${running.url}/docs)`)
            await untilStopped()
          } finally {
            await running.close()
          }
        },
        true,
      )
    })
}
