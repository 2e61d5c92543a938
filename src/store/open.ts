// Opens the store: takes the lock, connects, brings the schema up to date, checks the key, and builds the stores.
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { addMs, type Clock, Fault } from '../values/index.js'
import { createAnswerStore } from './answer-store.js'
import { createAuditStore } from './audit-store.js'
import { createMasterKey } from './cipher.js'
import { createClaimStore } from './claim-store.js'
import { type MysqlSettings, mysqlSource, type SqliteSettings, sqliteSource, type StoreLog } from './data-source.js'
import { createDepositStore } from './deposit-store.js'
import { toFault } from './faults.js'
import { createFeeStore } from './fee-store.js'
import { checkMasterKey, createFileStore, sweepUnfinishedFiles } from './file-store.js'
import { createHeldClaimStore } from './held-claim-store.js'
import { createInquiryStore } from './inquiry-store.js'
import { createInterchangeStore } from './interchange-store.js'
import { createKeyStore } from './key-store.js'
import { createLedgerStore } from './ledger-store.js'
import { lockDatabase } from './lock.js'
import { checkMigrations, migrate } from './migrate.js'
import { createControlNumberStore, createJobStore, createPickupStore, createPracticeStore } from './operation-stores.js'
import { createOutboxStore } from './outbox-store.js'
import { createParkedAnswerStore } from './parked-answer-store.js'
import { createPostingRunStore } from './posting-run-store.js'
import { createRemittanceStore } from './remittance-store.js'
import type { Store } from './store.js'
import { Session } from './transaction.js'
import { createWaitingStore } from './waiting-store.js'
import { createWorkItemStore } from './work-item-store.js'

export type StoreSettings = (SqliteSettings | MysqlSettings) & {
  /** 32 bytes that encrypt the keys of the files; without them the files cannot be read again. */
  readonly encryptionKey: Uint8Array
  /** 32 bytes or more that seal the audit chain. */
  readonly auditKey: Uint8Array
  /** Bring the schema up to date? Otherwise a schema that is behind is refused. */
  readonly migrate?: boolean
}

export interface StoreParts {
  readonly clock: Clock
  readonly log?: StoreLog
}

/** On MySQL other processes write too: bytes that have been on their way for less may still be theirs. */
const abandonedAfterMs = 24 * 60 * 60 * 1000

/**
 * Opens the database. An embedded one belongs to one process at a time, also for short commands.
 * Faults: DATABASE_IN_USE (another process has the SQLite file), DATABASE_UNAVAILABLE (cannot be reached),
 * KEY_MISSING (no key, or not that of the files), CONFIG_INVALID (the schema is behind or ahead of this program).
 */
export async function openStore(settings: StoreSettings, { clock, log }: StoreParts): Promise<Store> {
  const { engine, auditKey } = settings
  const masterKey = createMasterKey(settings.encryptionKey)
  if (auditKey.length < 32) throw new Fault('KEY_MISSING', `the audit key has ${auditKey.length} bytes, 32 or more are needed`)
  const writer = engine === 'sqlite' ? sqliteSource(settings, 'writer', log) : mysqlSource(settings, log)
  const reader = engine === 'sqlite' ? sqliteSource(settings, 'reader', log) : writer
  const lock = engine === 'sqlite' ? lockDatabase(privateFile(settings.file)) : undefined
  try {
    await writer.initialize()
    await (settings.migrate === true ? migrate(writer) : checkMigrations(writer))
    if (reader !== writer) await reader.initialize()
    const session = new Session(writer, reader)
    await checkMasterKey(session, masterKey)
    const swept = await sweepUnfinishedFiles(session, engine === 'sqlite' ? undefined : addMs(clock(), -abandonedAfterMs))
    if (swept > 0) log?.warn('removed bytes of files that had not been received to their end', { files: swept })
    return {
      engine,
      transaction: (work) => session.transaction(work),
      tryOut: (work) => session.tryOut(work),
      query: (sql, parameters = []) => session.read((manager) => manager.query<Record<string, unknown>[]>(sql, [...parameters])),
      practices: createPracticeStore(session),
      files: createFileStore({ session, masterKey, clock }),
      interchanges: createInterchangeStore(session),
      claims: createClaimStore(session),
      heldClaims: createHeldClaimStore(session),
      inquiries: createInquiryStore(session),
      remittances: createRemittanceStore(session),
      deposits: createDepositStore(session),
      fees: createFeeStore(session),
      runs: createPostingRunStore(session),
      ledger: createLedgerStore(session),
      waiting: createWaitingStore(session),
      workItems: createWorkItemStore(session),
      outbox: createOutboxStore(session),
      parkedAnswers: createParkedAnswerStore(session),
      controlNumbers: createControlNumberStore(session),
      pickups: createPickupStore(session),
      jobs: createJobStore(session),
      answers: createAnswerStore(session),
      keys: createKeyStore(session),
      audit: createAuditStore(session, auditKey),
      close: async () => {
        await session.close()
        lock?.release()
      },
    }
  } catch (error) {
    for (const source of new Set([reader, writer])) if (source.isInitialized) await source.destroy()
    lock?.release()
    throw toFault(error)
  }
}

/** The file, made where it is missing, readable by this user alone; so are the files SQLite makes beside it. */
function privateFile(file: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600))
    return file
  } catch (error) {
    throw new Fault('DATABASE_UNAVAILABLE', `the database file ${file} cannot be opened or made`, { cause: error })
  }
}
