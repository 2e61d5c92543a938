// How long reads over the API take while nothing else is done, and while one large 835 is received and posted by the same process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { hasMysqlServer } from '../test/support/mysql-server.js'
import { withMysqlDatabase } from './mysql-database.js'
import type { Target } from './posting.js'
import type { ServingAt, ServingFixture } from './serving.js'
import { generateRemittance } from './settled-claims.js'

/** Milliseconds that reads took. */
export interface Latency {
  readonly reads: number
  readonly median: number
  readonly p99: number
  readonly longest: number
}

export interface ServingResult {
  readonly engine: Target['engine']
  readonly claims: number
  readonly idle: Latency
  readonly posting: Latency
  /** How much longer the 99th of a hundred reads takes while posting. */
  readonly timesIdle: number
}

const idleMs = 5_000
/** What people look at all day; one after the other, and again. */
const reads = [
  '/api/v1/claims?limit=50',
  '/api/v1/remittances?limit=20',
  '/api/v1/work-items?limit=50',
  '/api/v1/accounts/patients?limit=50',
] as const

export async function measureServing(folder: string, claims: number, tell: (what: string) => void): Promise<ServingResult[]> {
  const path = join(folder, 'serving.835')
  generateRemittance(path, claims)
  const measured = [await measureOn({ engine: 'sqlite', file: '' }, path, claims, tell)]
  if (hasMysqlServer) measured.push(await withMysqlDatabase((url) => measureOn({ engine: 'mysql', url }, path, claims, tell)))
  rmSync(path)
  return measured
}

async function measureOn(target: Target, path: string, claims: number, tell: (what: string) => void): Promise<ServingResult> {
  const folder = mkdtempSync(join(path, '..', 'serving-'))
  const self = fileURLToPath(import.meta.url)
  const fixture: ServingFixture = { target, folder, claims }
  tell(`a gateway on ${target.engine}`)
  const child = spawn(process.execPath, [join(self, '..', `serving${extname(self)}`), JSON.stringify(fixture)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as readonly string[]
    const at = JSON.parse(line ?? '') as ServingAt
    tell(`reads over the API, idle, on ${target.engine}`)
    const until = performance.now() + idleMs
    const idle = await readWhile(at, () => performance.now() < until)
    tell(`reads over the API, posting, on ${target.engine}`)
    let isPosting = true
    const posted = upload(at, path).finally(() => (isPosting = false))
    const posting = await readWhile(at, () => isPosting)
    await posted
    return { engine: target.engine, claims, idle, posting, timesIdle: Number((posting.p99 / idle.p99).toFixed(1)) }
  } finally {
    child.stdin.end()
    await once(child, 'exit')
    rmSync(folder, { recursive: true })
  }
}

async function upload({ url, key }: ServingAt, path: string): Promise<void> {
  const reply = await fetch(`${url}/api/v1/files?name=bench.835`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/edi-x12' },
    body: await openAsBlob(path),
  })
  if (reply.status !== 201) throw new Error(`the file was not taken: ${reply.status} ${await reply.text()}`)
  await reply.arrayBuffer()
}

async function readWhile({ url, key }: ServingAt, goesOn: () => boolean): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const took: number[] = []
  for (let n = 0; goesOn(); n++) {
    const began = performance.now()
    await read(`${url}${reads[n % reads.length] ?? ''}`, key, agent)
    took.push(performance.now() - began)
  }
  agent.destroy()
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1))
  return { reads: took.length, median: at(0.5), p99: at(0.99), longest: at(1) }
}

function read(address: string, key: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(address, { agent, headers: { authorization: `Bearer ${key}` } }, (reply) => {
      reply.resume()
      reply.once('end', () => (reply.statusCode === 200 ? resolve() : reject(new Error(`${address} answered ${reply.statusCode}`))))
    })
    request.once('error', reject)
  })
}
