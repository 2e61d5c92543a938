// Puts the parts together: the only code that knows every part. Closing runs in reverse order of opening.
import { mkdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Config } from './config.js'
import type { IntakeFolder, Partner } from './domain/index.js'
import { isEdit } from './edits/index.js'
import type { Packet } from './evidence/index.js'
import { openDropFolder, openFolder, type RemoteFolder } from './exchange/index.js'
import {
  claimPacket,
  type ClaimTimeline,
  claimTimeline,
  createBatch,
  createCorrect,
  createDispatch,
  createInquire,
  createIntake,
  createImportDeposits,
  createMatchDeposit,
  createNextPayer,
  createOverdue,
  createPoll,
  createReassociate,
  createPostingActs,
  createReceive,
  createRetryAnswers,
  createSubmit,
  createWorkQueue,
  type GatewayParts,
  type Log,
  sentClaim,
} from './gateway/index.js'
import { type AdjustmentTreatments } from './ledger/index.js'
import { createLog } from './log.js'
import { loadSchemas, type SchemaRegistry } from './schema/index.js'
import { loadKey } from './secret-key.js'
import { type ClaimRecord, openStore, type Store } from './store/index.js'
import { type Clock, createBusinessCalendar, Fault, findingCodes, systemClock } from './values/index.js'

/** Everything a command or the server needs, open and ready. */
export interface Gateway {
  readonly config: Config
  readonly store: Store
  readonly schemas: SchemaRegistry
  readonly treatments: AdjustmentTreatments
  readonly clock: Clock
  readonly log: Log
  readonly receive: ReturnType<typeof createReceive>
  readonly postings: ReturnType<typeof createPostingActs>
  readonly submit: ReturnType<typeof createSubmit>
  readonly nextPayer: ReturnType<typeof createNextPayer>
  readonly correct: ReturnType<typeof createCorrect>
  readonly batch: ReturnType<typeof createBatch>
  readonly inquire: ReturnType<typeof createInquire>
  readonly dispatch: ReturnType<typeof createDispatch>
  readonly intake: ReturnType<typeof createIntake>
  readonly poll: ReturnType<typeof createPoll>
  readonly overdue: ReturnType<typeof createOverdue>
  readonly timeline: (claim: ClaimRecord) => Promise<ClaimTimeline>
  readonly reassociate: ReturnType<typeof createReassociate>
  readonly importDeposits: ReturnType<typeof createImportDeposits>
  readonly matchDeposit: ReturnType<typeof createMatchDeposit>
  readonly retryAnswers: ReturnType<typeof createRetryAnswers>
  readonly workQueue: ReturnType<typeof createWorkQueue>
  readonly openFolder: (partner: Partner) => Promise<RemoteFolder>
  /** The evidence that a claim was sent, sealed; the key is made when it is first needed. */
  readonly claimPacket: (claim: ClaimRecord) => Promise<Packet>
  /** The claim as it was sent last, on paper. */
  readonly claimPdf: (claim: ClaimRecord) => Promise<Uint8Array>
  close(): Promise<void>
}

/** Opens the gateway: keys, database (brought up to date), guides, stories. Throws a Fault that says what is missing. */
export async function compose(config: Config, options: { readonly clock?: Clock; readonly log?: Log } = {}): Promise<Gateway> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? createLog(config.logLevel)
  const tellCreated = (file: string) => log.warn('a new key was made; keep a copy of it apart from the backups', { file })
  const encryptionKey = loadKey(config.encryptionKey, 'encryption', tellCreated)
  const auditKey = loadKey(config.auditKey, 'audit', tellCreated)
  const schemas = loadGuides(config)
  const store = await openStore({ ...config.database, encryptionKey, auditKey, migrate: true }, { clock, log })
  const parts: GatewayParts = {
    store,
    schemas,
    treatments: readTreatments(config),
    clock,
    partners: config.partners,
    calendar: createBusinessCalendar(config.holidays),
    payerRules: config.payerRules,
    bank: config.bank,
    posting: config.posting,
    recoveryDays: config.posting.recoveryDays,
    ...(config.defaultPartner === undefined ? {} : { defaultPartner: config.defaultPartner }),
    openFolder: ({ folder }) => {
      makeOwnFolders(folder, config.dataDir)
      return openFolder(folder)
    },
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
    config,
    store,
    schemas,
    treatments: parts.treatments,
    clock,
    log,
    receive,
    postings: createPostingActs(parts),
    submit,
    nextPayer,
    correct: createCorrect({ ...parts, submit }),
    batch: createBatch(parts),
    inquire: createInquire(parts),
    dispatch: createDispatch(parts),
    intake: createIntake({ ...parts, submit, openDrop: (folder) => openDrop(folder, config.dataDir) }),
    poll: createPoll({ ...parts, receive }),
    overdue: createOverdue(parts),
    timeline: (claim) => claimTimeline(parts, claim),
    reassociate,
    importDeposits: createImportDeposits(parts, reassociate),
    matchDeposit: createMatchDeposit(parts, reassociate),
    retryAnswers: createRetryAnswers(parts),
    workQueue: createWorkQueue(parts),
    openFolder: parts.openFolder,
    claimPacket: (claim) => {
      const signingSecret = loadKey(config.signingKey, 'signing', tellCreated)
      return claimPacket({ store, clock, partners: config.partners, madeBy: `x12-gateway ${config.version}`, signingSecret }, claim)
    },
    claimPdf: async (claim) => {
      const { claimSheet, drawSheet } = await import('./paper/index.js') // fonts and all, which few commands draw with
      return drawSheet(claimSheet(await sentClaim(parts, claim)))
    },
    close: () => store.close(),
  }
}

/** The guides alone: for commands that need no database. Throws CONFIG_INVALID when a partner names what they do not have. */
export function loadGuides(config: Config): SchemaRegistry {
  const schemas = loadSchemas(config.schemaDir, { ownCodes: ownCodesDir(config), companions: config.companionDir })
  for (const partner of config.partners) checkProfile(partner, schemas, config.companionDir)
  return schemas
}

function checkProfile({ id, decisions, companions = [] }: Partner, schemas: SchemaRegistry, folder: string): void {
  const unknown = companions.find((name) => schemas.companion(name) === undefined)
  if (unknown !== undefined)
    throw new Fault('CONFIG_INVALID', `partner ${id}: companions: there is no companion guide ${unknown} in ${folder}`)
  const rule = Object.keys(decisions).find((key) => !(key in findingCodes) && !schemas.hasRule(key) && !isEdit(key))
  if (rule !== undefined)
    throw new Fault(
      'CONFIG_INVALID',
      `partner ${id}: decisions: ${rule} is neither a finding code (docs/finding-codes.md), nor a rule (docs/rules.md), nor an edit (docs/edits.md)`,
    )
}

/** Code lists that were imported: they stand in place of the shipped ones. */
export function ownCodesDir(config: Config): string {
  return join(config.dataDir, 'codes')
}

/** Exchange folders inside the data folder are ours to make. Elsewhere a missing one is a fault: perhaps a share that is not mounted. */
function makeOwnFolders(folder: Partner['folder'], dataDir: string): void {
  if (folder.kind !== 'local' || relative(dataDir, folder.root).startsWith('..')) return
  for (const name of [folder.outbound, folder.inbound, ...(folder.moveTo === undefined ? [] : [folder.moveTo])])
    mkdirSync(join(folder.root, name), { recursive: true, mode: 0o700 })
}

/** A watched folder inside the data folder is ours to make too. */
function openDrop({ root }: IntakeFolder, dataDir: string): ReturnType<typeof openDropFolder> {
  if (!relative(dataDir, root).startsWith('..')) mkdirSync(root, { recursive: true, mode: 0o700 })
  return openDropFolder(root)
}

function readTreatments(config: Config): AdjustmentTreatments {
  return JSON.parse(readFileSync(join(config.schemaDir, 'codes/adjustment-treatment.json'), 'utf8')) as AdjustmentTreatments
}
