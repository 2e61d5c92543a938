// Opens the gateway for one command and closes it again, whatever happens.
import { compose, type Gateway } from '../compose.js'
import { readConfig } from '../config.js'
import { createTerminalLog } from '../log.js'
import type { GlobalOptions } from './output.js'

/** `isService`: it runs on, and its log is for machines. */
export async function withGateway<T>(options: GlobalOptions, work: (gateway: Gateway) => Promise<T>, isService = false): Promise<T> {
  const log = createTerminalLog((line) => (options.quiet === true ? undefined : process.stderr.write(line)))
  const gateway = await compose(configOf(options), isService ? {} : { log })
  try {
    return await work(gateway)
  } finally {
    await gateway.close()
  }
}

export function configOf({ config, data }: GlobalOptions): ReturnType<typeof readConfig> {
  return readConfig({ ...(config === undefined ? {} : { file: config }), ...(data === undefined ? {} : { data }) })
}
