// The settings under which TypeORM talks to each engine.
import { isIP } from 'node:net'
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm'
import { Fault } from '../values/index.js'
import { SnakeNaming } from './columns.js'
import { entities } from './entities/index.js'
import { migrations } from './migrations/index.js'

export interface SqliteSettings {
  readonly engine: 'sqlite'
  /** Path of the database file; its folder is made when missing. */
  readonly file: string
}

export interface MysqlSettings {
  readonly engine: 'mysql'
  /** "mysql://user:password@host:3306/database"; also for MariaDB. */
  readonly url: string
  /** Most connections at a time; 10 unless said. */
  readonly poolSize?: number
  /**
   * How the connection is protected. Unless said: "verified" to another machine, "off" to this one.
   * With `ca`, a PEM text, the server's certificate must come from there.
   */
  readonly tls?: 'off' | 'verified' | { readonly ca: string }
}

/** Where warnings of the store go. Facts never hold parameters of statements. */
export interface StoreLog {
  warn(message: string, facts: Readonly<Record<string, string | number>>): void
}

/** A statement slower than this is logged, in milliseconds. */
const slowMs = 1000

function ignore(): void {}

/** TypeORM's own loggers print parameters, which are patient data. Errors are not logged here: they are thrown. */
function quietLogger(log: StoreLog | undefined): Logger {
  return {
    logQuery: ignore,
    logQueryError: ignore,
    logQuerySlow: (ms, statement) => log?.warn('slow statement', { ms, statement }),
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  }
}

function common(log: StoreLog | undefined): Pick<DataSourceOptions, 'logger' | 'maxQueryExecutionTime' | 'migrationsTransactionMode'> & {
  readonly entities: typeof entities
  readonly migrations: typeof migrations
  readonly namingStrategy: SnakeNaming
} {
  return {
    entities,
    migrations,
    namingStrategy: new SnakeNaming(),
    migrationsTransactionMode: 'each',
    logger: quietLogger(log),
    maxQueryExecutionTime: slowMs,
  }
}

interface Pragmas {
  pragma(text: string): unknown
}

/** The one writing connection, or a read-only one beside it (WAL lets it read what was committed last). */
export function sqliteSource({ file }: SqliteSettings, kind: 'writer' | 'reader', log?: StoreLog): DataSource {
  return new DataSource({
    ...common(log),
    type: 'better-sqlite3',
    database: file,
    readonly: kind === 'reader',
    prepareDatabase: (database: Pragmas) => {
      database.pragma('busy_timeout = 5000')
      database.pragma('foreign_keys = ON')
      if (kind === 'reader') return
      database.pragma('journal_mode = WAL')
      database.pragma('synchronous = FULL') // NORMAL may lose the last commits when the power fails
    },
  })
}

/** Throws a Fault CONFIG_INVALID when the address is not one of a MySQL database. */
export function mysqlSource(settings: MysqlSettings, log?: StoreLog): DataSource {
  const { hostname, port, username, password, pathname } = parseUrl(settings.url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return new DataSource({
    ...common(log),
    type: 'mysql',
    host,
    port: port === '' ? 3306 : Number(port),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ...tlsOptions(settings.tls ?? (isThisMachine(host) ? 'off' : 'verified')),
    charset: 'utf8mb4',
    timezone: 'Z',
    // What an upsert finds taken must be visible to the SELECT after it, also when it was committed a moment ago.
    isolationLevel: 'READ COMMITTED',
    supportBigNumbers: true,
    bigNumberStrings: false,
    connectTimeout: 5000,
    poolSize: settings.poolSize ?? 10,
    extra: { decimalNumbers: true, enableKeepAlive: true },
  })
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isRight = url !== undefined && ['mysql:', 'mariadb:'].includes(url.protocol) && url.hostname !== '' && url.pathname.length > 1
  if (!isRight) throw new Fault('CONFIG_INVALID', 'the database address must look like mysql://user:password@host:3306/database')
  return url
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** mysql2 checks the certificate unless told otherwise, but its host name only when told to. */
function tlsOptions(tls: 'off' | 'verified' | { readonly ca: string }): { ssl?: Readonly<Record<string, string | boolean>> } {
  if (tls === 'off') return {}
  return { ssl: { minVersion: 'TLSv1.2', verifyIdentity: true, ...(tls === 'verified' ? {} : { ca: tls.ca }) } }
}
