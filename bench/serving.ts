// The whole gateway with its API, in a process of its own: node serving.js FIXTURE, where FIXTURE is JSON. Imports the open claims,
// prints address and key as one line of JSON, and serves until its standard input ends.
import { compose } from '../src/compose.js'
import { readConfig } from '../src/config.js'
import { importClaims } from '../src/gateway/index.js'
import { serve } from '../src/serve.js'
import { systemClock } from '../src/values/index.js'
import type { Target } from './posting.js'
import { openClaims } from './settled-claims.js'

export interface ServingFixture {
  readonly target: Target
  /** Where keys and files of the gateway go. */
  readonly folder: string
  readonly claims: number
}

export interface ServingAt {
  readonly url: string
  readonly key: string
}

async function main([text = '{}']: readonly string[]): Promise<void> {
  const { target, folder, claims } = JSON.parse(text) as ServingFixture
  const database = target.engine === 'mysql' ? { X12GW_DATABASE_ENGINE: 'mysql', X12GW_DATABASE_URL: target.url } : {}
  const silent = { info: () => undefined, warn: () => undefined, error: (message: string) => process.stderr.write(`${message}\n`) }
  const gateway = await compose(readConfig({ data: folder, environment: { X12GW_API_PORT: '0', ...database } }), {
    clock: systemClock,
    log: silent,
  })
  const named = { name: 'RIVERBEND FAMILY PRACTICE', npi: '1234567893', taxId: '912345678' }
  await importClaims(gateway, openClaims(claims), { practice: await gateway.store.practices.save(named, systemClock()) })
  const { url, firstKey: key = '', close } = await serve(gateway)
  process.stdout.write(`${JSON.stringify({ url, key } satisfies ServingAt)}\n`)
  for await (const _ of process.stdin);
  await close()
  await gateway.close()
}

await main(process.argv.slice(2))
