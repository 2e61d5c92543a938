// One process for one embedded database: two would overtake each other's numbers and postings.
// The lock is a write transaction, held open on a tiny database file beside the real one. The operating system drops it
// with the process, also after kill -9, so there is nothing to clean up and no process id that could mean another by now.
import Database from 'better-sqlite3'
import { Fault } from '../values/index.js'
import { toFault } from './faults.js'

export interface Lock {
  release(): void
}

/**
 * Locks the database file for this process. Throws a Fault DATABASE_IN_USE, naming the process, when another has it.
 * It holds for processes of one machine; on a network file system it is as good as that system's locks.
 */
export function lockDatabase(file: string): Lock {
  const lock = open(`${file}.lock`)
  try {
    lock.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${process.pid}; COMMIT; BEGIN IMMEDIATE`)
  } catch (error) {
    const holder = holderOf(lock)
    lock.close()
    if (!isBusy(error)) throw toFault(error)
    throw new Fault('DATABASE_IN_USE', `${file} is in use by process ${holder}; stop it, or ask it over its HTTP API`, { cause: error })
  }
  return { release: () => lock.close() }
}

function open(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 })
  } catch (error) {
    throw toFault(error)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

/** The holder wrote its process id where others can read it while the lock is held. */
function holderOf(lock: Database.Database): string {
  try {
    return String(lock.pragma('user_version', { simple: true }))
  } catch {
    return 'unknown'
  }
}
