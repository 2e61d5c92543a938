// What a driver throws, as a Fault. Drivers put values into their messages and parameters into their errors: patient data.
// So nothing of a driver's error is handed on but its code and the statement with its question marks.
import { QueryFailedError } from 'typeorm'
import { Fault } from '../values/index.js'

/** The part of a driver's error that is safe to keep. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  constructor(
    readonly code: string,
    readonly errno: number,
    statement: string | undefined,
  ) {
    super(statement === undefined ? code : `${code} in: ${statement}`)
  }
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'HANDSHAKE_SSL_ERROR',
  'HANDSHAKE_NO_SSL_SUPPORT',
  'POOL_CLOSED',
  'SQLITE_FULL',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
])
/** Server numbers: too many connections, access denied, unknown database, shutdown, host blocked, read only, killed, gone, lost. */
const unreachableNumbers = new Set([1040, 1044, 1045, 1049, 1053, 1129, 1130, 1203, 1290, 1317, 1836, 1927, 2002, 2003, 2006, 2013])
/** InnoDB: lock wait timed out; deadlock. The server's advice is to run the whole transaction again. */
const lockConflicts = new Set([1205, 1213])

/** What was thrown, unless it comes from a driver: then a Fault with nothing of the data in it. */
export function toFault(error: unknown): unknown {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error
  if (!(driverError instanceof Error) || error instanceof Fault) return error
  const { code, errno } = driverError as Error & { readonly code?: unknown; readonly errno?: unknown }
  if (error instanceof QueryFailedError || typeof code === 'string') {
    const cause = new DatabaseError(
      typeof code === 'string' ? code : driverError.name,
      typeof errno === 'number' ? errno : 0,
      error instanceof QueryFailedError ? error.query : undefined,
    )
    return databaseFault(cause)
  }
  return driverError.message === 'Pool is closed.' ? databaseFault(new DatabaseError('POOL_CLOSED', 0, undefined)) : error
}

function databaseFault(cause: DatabaseError): Fault {
  const { code, errno } = cause
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new Fault('DATABASE_IN_USE', `the database is locked by another process (${code})`, { cause })
  if (unreachable.has(code) || unreachableNumbers.has(errno) || code.startsWith('SQLITE_IOERR'))
    return new Fault('DATABASE_UNAVAILABLE', `the database cannot be used now (${code})`, { cause })
  return new Fault('INTERNAL', `the database refused a statement (${code})`, { cause })
}

/** True when running the whole transaction again is the remedy. */
export function isLockConflict(error: unknown): boolean {
  return error instanceof Fault && error.cause instanceof DatabaseError && lockConflicts.has(error.cause.errno)
}
