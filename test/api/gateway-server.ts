// The API with the whole gateway behind it, on a database of its own: for stories that are told over HTTP.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { allScopes } from '../../src/api/index.js'
import { toApiParts } from '../../src/api-parts.js'
import { compose, type Gateway } from '../../src/compose.js'
import { readConfig } from '../../src/config.js'
import { stillClock } from '../support/gateway.js'
import { startServer } from './server.js'

export interface GatewayServer {
  readonly gateway: Gateway
  /** GET, or POST where there is a body, under /api/v1; the status must be this one. Gives the JSON of the answer. */
  call<T>(path: string, body?: object, status?: number): Promise<T>
  close(): Promise<void>
}

export async function startGatewayServer(): Promise<GatewayServer> {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-api-story-'))
  const clock = stillClock('2026-11-05T12:00:00.000Z')
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const gateway = await compose(readConfig({ data: folder, environment: {} }), { clock, log: silent })
  const server = await startServer(toApiParts(gateway))
  const { secret: key } = await gateway.store.keys.create('all', allScopes, clock())
  return {
    gateway,
    call: async <T>(path: string, body?: object, status = 200) => {
      const posted = body === undefined ? {} : { method: 'POST', type: 'application/json', body: JSON.stringify(body) }
      const reply = await server.call(`/api/v1${path}`, { key, ...posted })
      expect(reply.status, `${path} ${reply.text}`).to.equal(status)
      return reply.json as T
    },
    close: async () => {
      await server.close()
      await gateway.close()
      rmSync(folder, { recursive: true })
    },
  }
}
