// Opens the gateway for one command and closes it again, whatever happens.
import { compose, type Gateway } from '../compose.js'
import { readConfig } from '../config.js'
import type { GlobalOptions } from './output.js'

export async function withGateway<T>(options: GlobalOptions, work: (gateway: Gateway) => Promise<T>): Promise<T> {
  const gateway = await compose(configOf(options))
  try {
    return await work(gateway)
  } finally {
    await gateway.close()
  }
}

export function configOf({ config, data }: GlobalOptions): ReturnType<typeof readConfig> {
  return readConfig({ ...(config === undefined ? {} : { file: config }), ...(data === undefined ? {} : { data }) })
}
