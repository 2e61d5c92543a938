// The gateway's stories on a store of the test's choice: what compose.ts puts together, without files and settings.
import { readFileSync } from 'node:fs'
import type { BankSettings, OpenClaim, Partner, PayerRules, PostingRules, Practice } from '../../src/domain/index.js'
import type { RemoteFolder } from '../../src/exchange/index.js'
import { openFolder } from '../../src/exchange/index.js'
import {
  createBatch,
  createCorrect,
  createDispatch,
  createInquire,
  createImportDeposits,
  createMatchDeposit,
  createNextPayer,
  createOverdue,
  createPoll,
  createReassociate,
  createReceive,
  createRetryAnswers,
  createSubmit,
  type GatewayParts,
  importClaims,
  type ReceiveReport,
  type SubmitOptions,
  type SubmitReport,
} from '../../src/gateway/index.js'
import { loadSchemas, type SchemaRegistry } from '../../src/schema/index.js'
import type { Store } from '../../src/store/index.js'
import { addMs, type BusinessCalendar, type Clock, type Instant } from '../../src/values/index.js'
import { verify } from '../../src/verify/index.js'
import { treatments } from './era.js'

export const schemas = loadSchemas('schemas')

export interface TestGateway extends GatewayParts {
  readonly receive: ReturnType<typeof createReceive>
  readonly submit: ReturnType<typeof createSubmit>
  readonly nextPayer: ReturnType<typeof createNextPayer>
  readonly correct: ReturnType<typeof createCorrect>
  readonly batch: ReturnType<typeof createBatch>
  readonly inquire: ReturnType<typeof createInquire>
  readonly dispatch: ReturnType<typeof createDispatch>
  readonly poll: ReturnType<typeof createPoll>
  readonly overdue: ReturnType<typeof createOverdue>
  readonly reassociate: ReturnType<typeof createReassociate>
  readonly importDeposits: ReturnType<typeof createImportDeposits>
  readonly matchDeposit: ReturnType<typeof createMatchDeposit>
  readonly retryAnswers: ReturnType<typeof createRetryAnswers>
  /** What was logged, as "warn: sentence". */
  readonly logged: readonly string[]
}

/** A clock that stands still until it is moved. */
export function stillClock(start = '2026-11-23T12:00:00.000Z'): Clock & { advance(ms: number): void } {
  let now = start as Instant
  return Object.assign(() => now, {
    advance: (ms: number) => {
      now = addMs(now, ms)
    },
  })
}

export interface GatewayShape {
  readonly partners?: readonly Partner[]
  readonly defaultPartner?: Partner
  readonly clock?: Clock
  readonly calendar?: BusinessCalendar
  readonly openFolder?: (partner: Partner) => Promise<RemoteFolder>
  readonly schemas?: SchemaRegistry
  readonly payerRules?: readonly PayerRules[]
  readonly bank?: BankSettings
  readonly posting?: PostingRules
  readonly recoveryDays?: number
}

export function gatewayOn(store: Store, shape: GatewayShape = {}): TestGateway {
  const logged: string[] = []
  const log = {
    info: (message: string) => void logged.push(`info: ${message}`),
    warn: (message: string) => void logged.push(`warn: ${message}`),
    error: (message: string) => void logged.push(`error: ${message}`),
  }
  const parts: GatewayParts = {
    store,
    schemas: shape.schemas ?? schemas,
    treatments,
    clock: shape.clock ?? stillClock(),
    partners: shape.partners ?? [],
    ...(shape.calendar === undefined ? {} : { calendar: shape.calendar }),
    ...(shape.defaultPartner === undefined ? {} : { defaultPartner: shape.defaultPartner }),
    ...(shape.bank === undefined ? {} : { bank: shape.bank }),
    ...(shape.payerRules === undefined ? {} : { payerRules: shape.payerRules }),
    ...(shape.posting === undefined ? {} : { posting: shape.posting }),
    ...(shape.recoveryDays === undefined ? {} : { recoveryDays: shape.recoveryDays }),
    openFolder: shape.openFolder ?? ((partner) => openFolder(partner.folder)),
    log,
  }
  const submit = createSubmit(parts)
  const nextPayer = createNextPayer({ ...parts, submit })
  const reassociate = createReassociate(parts)
  const afterPosting = async (): Promise<void> => {
    await reassociate.settle()
    await nextPayer.sendByRule()
  }
  const receive = createReceive({ ...parts, afterPosting })
  return {
    ...parts,
    receive,
    submit,
    nextPayer,
    correct: createCorrect({ ...parts, submit }),
    batch: createBatch(parts),
    inquire: createInquire(parts),
    dispatch: createDispatch(parts),
    poll: createPoll({ ...parts, receive }),
    overdue: createOverdue(parts),
    reassociate,
    importDeposits: createImportDeposits(parts, reassociate),
    matchDeposit: createMatchDeposit(parts, reassociate),
    retryAnswers: createRetryAnswers(parts),
    logged,
  }
}

/** Acorn Clearing, as partners.example.yaml has it, with a local folder. */
export function acorn(change: Partial<Partner> = {}): Partner {
  return {
    id: 'acorn',
    name: 'Acorn Clearing',
    usage: 'T',
    us: { qualifier: 'ZZ', id: 'RIVERBEND', applicationId: 'RIVERBEND' },
    them: { qualifier: 'ZZ', id: 'ACORNEDI', applicationId: 'ACORNEDI' },
    contact: { name: 'BILLING OFFICE', phone: '8605550123' },
    receiverName: 'ACORN CLEARING',
    payers: ['60001'],
    envelope: {
      element: '*',
      component: ':',
      repetition: '^',
      terminator: '~',
      lineEnd: '\n',
      mayChange: false,
      acknowledgementRequested: true,
    },
    acknowledge: { ta1: false, implementation999: false },
    repairIsa: false,
    limits: { claimsPerSet: 5000 },
    decisions: {},
    folder: {
      kind: 'local',
      root: '/nowhere',
      outbound: 'out',
      inbound: 'in',
      inboundPattern: '*',
      afterDownload: 'delete',
      stableMs: 0,
      upload: 'rename',
    },
    schedule: { timeZone: 'America/New_York' },
    ...change,
  }
}

export function riverbend(store: Store): Promise<Practice> {
  return store.practices.save(
    { name: 'RIVERBEND FAMILY PRACTICE', npi: '1234567893', taxId: '912345678' },
    '2026-11-01T00:00:00.000Z' as Instant,
  )
}

/** Sets up the practice and imports claims that were open at go-live. */
export async function openAccounts({ store, clock }: Pick<GatewayParts, 'store' | 'clock'>, claims: readonly OpenClaim[]): Promise<void> {
  await importClaims({ store, clock }, claims, { practice: await riverbend(store) })
}

/** Receives bytes as the command line does: kept first, then processed. */
export async function receiveBytes(
  { receive, clock }: Pick<TestGateway, 'receive' | 'clock'>,
  bytes: string | Uint8Array | AsyncIterable<Uint8Array>,
  name = 'in.edi',
): Promise<ReceiveReport> {
  const chunks = typeof bytes === 'string' ? chunksOf(Buffer.from(bytes, 'latin1')) : bytes instanceof Uint8Array ? chunksOf(bytes) : bytes
  return receive.process(await receive.keep({ name, direction: 'in', source: 'command-line', at: clock() }, chunks))
}

export async function submitBytes(
  { submit, clock }: Pick<TestGateway, 'submit' | 'clock'>,
  bytes: string | Uint8Array,
  options: SubmitOptions = {},
  name = 'claims.edi',
): Promise<SubmitReport> {
  return submit.file({ name, source: 'command-line', at: clock() }, chunksOf(Buffer.from(bytes)), options)
}

export async function* chunksOf(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

export function sample(name: string): Buffer {
  return readFileSync(`samples/${name}`)
}

export async function bytesOf(store: Store, fileId: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of store.files.read(fileId)) parts.push(part)
  return Buffer.concat(parts)
}

/** Everything of the books that two runs of one story must agree on: no ids, no times. */
export async function booksOf(store: Store) {
  const entries = (await store.ledger.entries({ limit: 1000 })).items
  const claims = (await store.claims.list({ limit: 1000 })).items
  const items = (await store.workItems.list({ limit: 1000 })).items
  const remittances = (await store.remittances.list({ limit: 1000 })).items
  return {
    balances: await store.ledger.balances(),
    entries: entries.map(({ dr, cr, cents, claim, line, why, ref }) => ({ dr, cr, cents, claim, line, why, ref })),
    claims: claims
      .map(({ patientControlNumber, submissionState, state, payerClaimNumber }) => ({
        patientControlNumber,
        submissionState,
        state,
        payerClaimNumber,
      }))
      .toSorted((a, b) => (a.patientControlNumber < b.patientControlNumber ? -1 : 1)),
    workItems: items.map(({ type, claim, cents, state }) => `${type} ${claim ?? ''} ${cents ?? ''} ${state}`).toSorted(),
    remittances: remittances.map(({ remittance, state, claimCount }) => `${remittance.trace.number} ${state} ${claimCount}`).toSorted(),
  }
}

/** Names of the checks of `verify` that do not hold. */
export async function breaches(store: Store): Promise<string[]> {
  const { checks } = await verify(store)
  return checks.filter(({ isHeld }) => !isHeld).map(({ id, problems }) => `${id}: ${problems.join('; ')}`)
}
