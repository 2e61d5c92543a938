// A running API over a real embedded store, for one suite; everything it opened is closed by `close`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimTimeline, createWorkQueue, type SubmitReport } from '../../src/gateway/index.js'
import { openStore } from '../../src/store/index.js'
import type { Store } from '../../src/store/index.js'
import { type Api, allScopes, type ApiParts, createApi, defaultLimits, type LogFields, listen } from '../../src/api/index.js'
import { createStatements } from '../../src/gateway/index.js'
import { schemas } from '../support/gateway.js'
import { treatments } from '../support/era.js'
import { addMs, Fault, type Instant, toCents, zeroCents } from '../../src/values/index.js'
import { gatewayOn } from '../support/gateway.js'
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

const refusal = {
  code: 'CLAIM_CHARGE_UNBALANCED',
  severity: 'error',
  snip: 3,
  segment: 12,
  offset: 400,
  path: '2300/CLM02',
  rule: 'edit-charge-sum',
  pointer: '/0/chargeCents',
  message: 'differs',
}

/** Starts one. Stories that take claims are short ones: they keep the bytes, and refuse claims of less than ten bytes; the others are real. */
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
  const { overdue, nextPayer, batch, ...parts } = gatewayOn(store, { partners: [partner], clock: now })
  const taken: SubmitReport = {
    file: 'claim.json',
    fileId: world.fileId,
    outcome: 'submitted',
    claims: [{ claimId: world.claimId, patientControlNumber: 'CANARYPCN1', submissionState: 'Batched', chargeCents: 15_000 }],
    sending: [],
    findings: [],
    problems: [],
  }
  const knownDeposit = async ({ depositId }: { readonly depositId: string }): Promise<void> => {
    if ((await store.deposits.find(depositId)) === undefined) throw new Fault('NOT_FOUND', 'there is no such deposit')
  }
  const api = createApi({
    store,
    workQueue: createWorkQueue({ store, clock: now }),
    now,
    log: { info: write, warn: write, error: write },
    version: '1.2.3',
    limits: { ...defaultLimits, uploadBytes, jsonBytes: 64 * 1024, failedTries: 5 },
    partners: [partner],
    claimPacket: async ({ id }) => Buffer.from(`PK ${id}`),
    claimPdf: async ({ id }) => Buffer.from(`%PDF ${id}`),
    eobPaper: async ({ id }) => Buffer.from(`%PDF ${id}`),
    treatments,
    postings: postingsOf(world.remittanceId),
    accountActs: accountActsOf(),
    statements: createStatements({ store, clock: now, schemas }),
    readiness: async () => ({ isReady: true, checks: { database: true } }),
    timeline: (claim) => claimTimeline(parts, claim),
    overdue,
    nextPayer: { ...nextPayer, send: async () => taken },
    correct: { replace: async () => taken, void: async () => taken },
    batches: {
      look: (one) => batch(one, { dryRun: true }),
      release: async (one) => ({ ...(await batch(one, { now: true })), failed: [], uncertain: [] }),
    },
    check: async ({ name }) => ({ file: name, outcome: 'passed', claims: [], partners: ['acorn'], findings: [], problems: [] }),
    sendSubmitted: async (report) => report,
    receive: async (arrival, chunks) => {
      const { file, isNew } = await store.files.keep(arrival, chunks)
      const { id: fileId, sha256, sizeBytes } = file
      const outcome = isNew ? ('processed' as const) : ('duplicate' as const)
      const nothing = { interchanges: 0, transactionSets: [], findings: [], remittances: [], answers: [], acknowledged: [], workItems: [] }
      return { file: arrival.name, fileId, sha256, sizeBytes, outcome, ...nothing }
    },
    submit: async (arrival, chunks, { partnerId } = {}) => {
      const { file, isNew } = await store.files.keep(
        { ...arrival, direction: 'intake', ...(partnerId === undefined ? {} : { partnerId }) },
        chunks,
      )
      const isRefused = file.sizeBytes < 10
      const problems = isRefused ? [{ pointer: '/0/lines', message: 'is needed' }] : []
      const findings = isRefused ? [refusal] : []
      const outcome = isRefused ? ('refused' as const) : isNew ? ('submitted' as const) : ('duplicate' as const)
      return { file: arrival.name, fileId: file.id, outcome, claims: [], sending: [], findings, problems }
    },
    inquire: {
      claims: async ([id = '']) => {
        const record = await store.claims.find(id)
        if (record === undefined) throw new Fault('NOT_FOUND', 'there is no such claim')
        const asked = [{ claimId: id, patientControlNumber: record.patientControlNumber, partnerId: partner.id }]
        return { files: [{ partnerId: partner.id, name: 'inquiry.edi', interchangeControl: '000000007', claims: 1 }], asked, notAsked: [] }
      },
      overdue: async () => ({ files: [], asked: [], notAsked: [] }),
    },
    importDeposits: async (arrival, chunks, { format }) => {
      const { file } = await store.files.keep({ ...arrival, direction: 'bank' }, chunks)
      const counts = {
        deposits: 0,
        depositedCents: zeroCents,
        known: 0,
        returns: 0,
        passedOver: 0,
        matched: 0,
        proposed: 0,
        differing: 0,
        unmatched: 0,
      }
      return { file: arrival.name, fileId: file.id, format, outcome: 'imported', ...counts, findings: [] }
    },
    matchDeposit: { match: knownDeposit, unmatch: knownDeposit, takeBack: knownDeposit },
    ...change,
  })
  const listening = await listen(api.app, { host: '127.0.0.1', port: 0 })
  const close = async (): Promise<void> => {
    if (!running.delete(close)) return
    await listening.close(0)
    await store.close()
    rmSync(folder, { recursive: true })
  }
  running.add(close)

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
    close,
  }
}

/** A test that fails closes no server; an open one would keep the run from ending. */
const running = new Set<() => Promise<void>>()
after('close the servers that failed tests left running', async () => {
  for (const close of running) await close()
})

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
  const isJson = /json\b/.test(response.headers.get('content-type') ?? '') && text !== ''
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

/** Acts that succeed, and change nothing. */
function postingsOf(remittanceId: string): ApiParts['postings'] {
  const figures = { trace: 'TRACE17', bpr02Cents: 10_500, outcome: 'posted' as const, postedCents: 10_000, suspendedCents: 500 }
  const effect = { isDryRun: false, remittance: { remittanceId, ...figures, entries: [], claimStates: {}, workItems: [] }, balances: [] }
  return {
    post: async () => effect,
    void: async () => effect,
    voidPayment: async () => undefined,
    link: async () => undefined,
    reject: async () => undefined,
    disown: async () => undefined,
    runs: async () => [],
    compareRuns: async () => [],
    compareRemittances: async () => [],
  }
}

/** The same of money that a person moves. */
function accountActsOf(): ApiParts['accountActs'] {
  const entry = {
    id: 'entry-1',
    seq: 1,
    at: noon,
    dr: 'CASH:PATIENT',
    cr: 'AR:PATIENT',
    cents: toCents(2500),
    why: 'patient payment (card)',
  } as const
  const book = async () => entry
  return { pay: book, refund: book, writeOff: book, transfer: book, takeBack: book }
}
