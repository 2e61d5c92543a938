// Opens the port, and closes it without cutting off those who are being served.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { Fault } from '../values/index.js'

export interface ListenOptions {
  /** "127.0.0.1" unless the operator says otherwise. */
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

export interface Listening {
  readonly url: string
  /** Takes no new requests, waits for running ones, and breaks off those that outlast `graceMs`. */
  close(graceMs?: number): Promise<void>
}

const connectionLimit = 512

/** Starts to serve. Throws CONFIG_INVALID when the address is taken or not ours. */
export async function listen(app: Express, { host, port }: ListenOptions): Promise<Listening> {
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 15_000, requestTimeout: 15 * 60_000, keepAliveTimeout: 5_000 },
    app,
  )
  server.maxConnections = connectionLimit
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new Fault('CONFIG_INVALID', `cannot listen on ${host} port ${port}: ${cause.code ?? 'unknown'}`, { cause, pointer: 'api.port' }),
      )
    })
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: (graceMs = 5_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close((error) => {
          clearTimeout(timer)
          if (error === undefined) resolve()
          else reject(error)
        })
        server.closeIdleConnections()
      }),
  }
}
