// The demonstration: the gateway with the clearinghouse simulator as its partner, over real SFTP, from sample claims to the books.
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { allScopes } from './api/index.js'
import { loadClaimAnswers } from './codecs/index.js'
import { compose, type Gateway, loadGuides } from './compose.js'
import type { Config } from './config.js'
import type { Partner } from './domain/index.js'
import { createLog } from './log.js'
import { type Running, serve } from './serve.js'
import { type Simulator, startSimulator } from './simulator/index.js'
import type { ClaimRecord } from './store/index.js'
import { addMs, epochMs, type Instant, systemClock } from './values/index.js'

export interface Demo {
  readonly gateway: Gateway
  readonly running: Running
  /** A key for the API; the one of the last demonstration is ended. */
  readonly apiKey: string
  /** Submits the sample claims and waits until each has its answer. True when all have. */
  play(tell: (line: string) => void): Promise<boolean>
  close(): Promise<void>
}

/** Both files go out through the same partner: one as a practice-management system writes it, one as JSON. */
const samples = ['claims.edi', 'claims.json']
/** Every two seconds, as node-cron says it. */
const often = '*/2 * * * * *'
const login = 'riverbend'
/** Answers come after a moment, money after another: long enough to see both, short enough to wait for. */
const delays = { answerDelayMs: 1_000, remittanceDelayMs: 6_000 }
const patienceMs = 55_000

/** Starts simulator and gateway. Started again on the same data it goes on where it was. */
export async function startDemo(config: Config): Promise<Demo> {
  const clock = systemClock
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel)
  const password = randomBytes(18).toString('base64url')
  const schemas = loadGuides(config)
  const simulator = await startSimulator({
    folder: join(config.dataDir, 'clearinghouse'),
    port: 0,
    logins: [{ username: login, password }],
    schemas,
    claimAnswers: loadClaimAnswers(config.schemaDir),
    clock,
    ...delays,
    log,
  })
  const partner = partnerFor(simulator, password)
  const gateway = await compose(
    { ...config, api: { ...config.api, port: 0 }, partners: [partner], defaultPartner: partner },
    { clock, log },
  )
  const running = await serve(gateway, { makesFirstKey: false })
  return {
    gateway,
    running,
    apiKey: await renewKey(gateway),
    play: (tell) => play(gateway, partner, tell),
    async close() {
      await running.close()
      await gateway.close()
      await simulator.close()
    },
  }
}

function partnerFor({ port, hostKey, accounts }: Simulator, password: string): Partner {
  const [account] = accounts
  return {
    id: 'acorn',
    name: 'Acorn Clearing (simulator)',
    usage: 'T',
    us: { qualifier: 'ZZ', id: 'RIVERBEND', applicationId: 'RIVERBEND' },
    them: { qualifier: 'ZZ', id: 'ACORNEDI', applicationId: 'ACORNEDI' },
    contact: { name: 'BILLING OFFICE', phone: '8605550123' },
    receiverName: 'ACORN CLEARING',
    payers: ['60001', '60002'],
    envelope: {
      element: '*',
      component: ':',
      repetition: '^',
      terminator: '~',
      lineEnd: '\n',
      mayChange: false,
      acknowledgementRequested: true,
    },
    acknowledge: { ta1: false, implementation999: true },
    repairIsa: false,
    limits: { claimsPerSet: 5000 },
    decisions: {},
    folder: {
      kind: 'sftp',
      host: '127.0.0.1',
      port,
      username: login,
      hostKeys: [hostKey],
      login: { password },
      timeoutMs: 10_000,
      outbound: account?.inbound ?? '/inbound',
      inbound: account?.outbound ?? '/outbound',
      inboundPattern: '*',
      afterDownload: 'delete',
      stableMs: 0,
      upload: 'rename',
    },
    schedule: { poll: often, send: often, timeZone: 'UTC' },
  }
}

async function renewKey({ store, clock }: Gateway): Promise<string> {
  const name = 'demonstration'
  return store.transaction(async () => {
    const at = clock()
    for (const key of await store.keys.list()) if (key.name === name && key.revokedAt === undefined) await store.keys.revoke(key.id, at)
    const { key, secret } = await store.keys.create(name, [...allScopes], at)
    await store.audit.append({ at, actor: 'system', action: 'key.create', object: `key:${key.id}` })
    return secret
  })
}

async function play(gateway: Gateway, partner: Partner, tell: (line: string) => void): Promise<boolean> {
  const { config, submit, dispatch, clock } = gateway
  const started = clock()
  for (const name of samples) {
    const report = await submit.file({ name, source: 'command-line', at: clock() }, createReadStream(join(config.samplesDir, 'demo', name)))
    const what = { submitted: 'submitted', duplicate: 'was submitted by an earlier demonstration', refused: 'was refused' }[report.outcome]
    tell(`${name} ${what}: ${report.claims.length} claims`)
    for (const { severity, path, message } of report.findings) tell(`  ${severity} at ${path}: ${message}`)
  }
  const { sent } = await dispatch(partner)
  for (const name of sent) tell(`${name} went to the clearinghouse over SFTP`)
  return follow(gateway, started, tell)
}

/** Tells each step of each claim as it happens, until every claim has its answer. */
async function follow({ store, clock }: Gateway, started: Instant, tell: (line: string) => void): Promise<boolean> {
  const told = new Map<string, number>()
  const deadline = epochMs(addMs(started, patienceMs))
  for (;;) {
    const { items } = await store.claims.list({ limit: 500 })
    for (const claim of items) {
      const steps = await store.claims.timeline(claim.id)
      for (const { at, event } of steps.slice(told.get(claim.id) ?? 0))
        if (at >= started) tell(`${at.slice(11, 19)}  ${claim.patientControlNumber}  ${event}`)
      told.set(claim.id, steps.length)
    }
    const isDone = items.length > 0 && items.every(isAnswered) && (await store.remittances.list({ state: 'waiting' })).items.length === 0
    if (isDone) return true
    if (epochMs(clock()) > deadline) return false
    await sleep(250)
  }
}

function isAnswered({ submissionState, state }: ClaimRecord): boolean {
  return state !== 'submitted' || submissionState.endsWith('Rejected')
}
