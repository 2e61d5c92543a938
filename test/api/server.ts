// A running API over a real embedded store, for one suite; everything it opened is closed by `close`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/store/index.js'
import type { Store } from '../../src/store/index.js'
import { type Api, allScopes, type ApiParts, createApi, defaultLimits, type LogFields, listen } from '../../src/api/index.js'
import { addMs, Fault, finding, type Instant, toCents } from '../../src/values/index.js'

import { fillWorld, noon, partner, type World } from './world.js'

export const uploadBytes = 6 * 1024 * 1024

export interface Server {
  readonly api: Api
  readonly store: Store
  readonly world: World
  readonly url: string
  readonly secret: string
  readonly keyId: string
  /** Everything that was logged, as it would be written. */
  readonly log: string[]
  /** Moves the clock. */
  wait(ms: number): void
  call(path: string, options?: CallOptions): Promise<Reply>
  close(): Promise<void>
}

export interface CallOptions {
  readonly method?: string
  /** null sends no key. */
  readonly key?: string | null
  readonly type?: string
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; undefined when it is empty or something else. */
  readonly json: unknown
}

/** Starts one. The inbound story is the store's own keeping of bytes; claims are refused when their frequency is "9". */
export async function startServer(change: Partial<ApiParts> = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-api-'))
  let time: Instant = noon
  const now = (): Instant => time
  const store = await openStore(
    {
      engine: 'sqlite',
      file: join(folder, 'api.sqlite'),
      encryptionKey: Buffer.alloc(32, 1),
      auditKey: Buffer.alloc(32, 2),
      migrate: true,
    },
    { clock: now },
  )
  const world = await fillWorld(store)
  const { key, secret } = await store.keys.create('test', allScopes, noon)
  const log: string[] = []
  const write = (message: string, fields?: LogFields): void => void log.push(JSON.stringify({ message, ...fields }))
  const api = createApi({
    store,
    now,
    log: { info: write, warn: write, error: write },
    version: '1.2.3',
    limits: { ...defaultLimits, uploadBytes, jsonBytes: 64 * 1024, failedTries: 5 },
    partners: [partner],
    readiness: async () => ({ isReady: true, checks: { database: true } }),
    receive: async (arrival, chunks) => {
      const { file, isNew } = await store.files.keep(arrival, chunks)
      return { fileId: file.id, isNew, report: { sizeBytes: file.sizeBytes } }
    },
    submit: async (submission) => {
      if (submission.kind === 'x12') {
        const { isNew } = await store.files.keep(submission.arrival, submission.chunks)
        return { isNew, isRefused: false, findings: [], report: { kind: 'x12' } }
      }
      const isRefused = submission.claims.some((claim) => (claim as { frequency?: string }).frequency === '9')
      const findings = isRefused ? [finding('CLAIM_CHARGE_UNBALANCED', { offset: 0, segment: 0 }, '/claims/0', { cents: toCents(5) })] : []
      return { isNew: true, isRefused, findings, report: { claims: submission.claims.length } }
    },
    ...change,
  })
  const listening = await listen(api.app, { host: '127.0.0.1', port: 0 })

  return {
    api,
    store,
    world,
    url: listening.url,
    secret,
    keyId: key.id,
    log,
    wait: (ms) => {
      time = addMs(time, ms)
    },
    call: (path, options) => call(listening.url + path, { key: secret, ...options }),
    close: async () => {
      await listening.close(0)
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function call(url: string, { method = 'GET', key = null, type, body, headers = {} }: CallOptions): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(type === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body as string, duplex: 'half' }),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
  return { status: response.status, headers: response.headers, text, json: isJson ? (JSON.parse(text) as unknown) : undefined }
}

/** A broken audit trail, everything else as it is. */
export function withoutAudit(store: Store): Store {
  return {
    ...store,
    audit: {
      ...store.audit,
      append: () => Promise.reject(new Fault('DATABASE_UNAVAILABLE', 'the audit trail is full: CANARYLAST')),
    },
  }
}
