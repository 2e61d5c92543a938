// Staging, matching and posting one large 835: on SQLite, and on MySQL beside bare bulk inserts of the rows that it leaves.
// The open claims are imported before, by a process of their own, so that the memory told is that of receiving the file.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasMysqlServer } from '../test/support/mysql-server.js'
import { withMysqlDatabase } from './mysql-database.js'
import type { Fixture, StepResult, Target } from './posting.js'
import { generateRemittance } from './settled-claims.js'

export interface PostingResult {
  readonly engine: Target['engine']
  readonly claims: number
  readonly claimsPerSecond: number
  /** Resident memory of the whole process at its most, and over what it held before. */
  readonly processMegabytes: number
  readonly peakMegabytes: number
  /** Time of staging, matching and posting (all but what reading the same file takes by itself) against bare bulk inserts of the same rows. */
  readonly timesBulkInserts?: number
}

const million = 1_000_000

/** `tell` hears what is being done. Without a server the MySQL row is left out. */
export async function measurePosting(folder: string, claims: number, tell: (what: string) => void): Promise<PostingResult[]> {
  const path = join(folder, 'posting.835')
  generateRemittance(path, claims)
  const onSqlite = post({ target: { engine: 'sqlite', file: join(folder, 'posting.sqlite') }, path, claims }, tell)
  const onMysql = hasMysqlServer ? await postOnMysql(path, claims, tell) : []
  rmSync(path)
  return [onSqlite, ...onMysql]
}

export const withoutMysql = hasMysqlServer ? undefined : 'no MySQL or MariaDB server is installed: only SQLite is measured'

function postOnMysql(path: string, claims: number, tell: (what: string) => void): Promise<PostingResult[]> {
  return withMysqlDatabase(async (url) => {
    const fixture: Fixture = { target: { engine: 'mysql', url }, path, claims }
    const posted = post(fixture, tell)
    tell('the same rows by bulk inserts')
    const bulk = run('bulk', fixture)
    tell('reading alone')
    const read = run('read', fixture)
    const milliseconds = (claims / posted.claimsPerSecond) * 1000 - read.milliseconds
    return [{ ...posted, timesBulkInserts: Number((milliseconds / bulk.milliseconds).toFixed(2)) }]
  })
}

function post(fixture: Fixture, tell: (what: string) => void): PostingResult {
  const { engine } = fixture.target
  tell(`open claims into ${engine}`)
  run('import', fixture)
  tell(`posting on ${engine}`)
  const { milliseconds, idleBytes, peakBytes } = run('post', fixture)
  return {
    engine,
    claims: fixture.claims,
    claimsPerSecond: Math.round(fixture.claims / (milliseconds / 1000)),
    processMegabytes: Math.round(peakBytes / million),
    peakMegabytes: Math.round((peakBytes - idleBytes) / million),
  }
}

function run(step: string, fixture: Fixture): StepResult {
  const self = fileURLToPath(import.meta.url)
  const child = join(self, '..', `posting${extname(self)}`)
  const args = [...process.execArgv, '--expose-gc', child, step, JSON.stringify(fixture)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as StepResult
}
