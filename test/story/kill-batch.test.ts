// The command line is killed (kill -9) while it writes batches of held claims, at any moment: each claim waits or is in exactly one batch.
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { stringify } from 'yaml'
import type { BatchReport } from '../../src/gateway/index.js'
import { openStore } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { runCli, startCli } from '../cli/run-cli.js'
import { countFile } from '../support/count-hierarchy.js'
import { breaches, bytesOf } from '../support/gateway.js'
import { mixedClaims } from '../support/mixed-claims.js'
import { testKeys } from '../support/test-keys.js'

const count = 160
const claimsPerFile = 20
const mostKills = 10
/** SQLite's log grows by something like this for each batch. */
const walStep = 250_000

describe('killed while it writes batches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-kill-batch-'))
  const data = join(folder, 'data')
  const config = join(folder, 'gateway.yaml')
  const env = {
    X12GW_ENCRYPTION_KEY: testKeys.encryptionKey.toString('base64'),
    X12GW_AUDIT_KEY: testKeys.auditKey.toString('base64'),
  }
  const claims = mixedClaims(count)
  const numbers = claims.map(({ patientControlNumber }) => patientControlNumber)

  before('claims that wait for their batch', async function () {
    this.timeout(240_000)
    const identity = (id: string) => ({ qualifier: 'ZZ', id, applicationId: id })
    const partner = {
      id: 'acorn',
      name: 'Acorn',
      us: identity('BILLINGCO'),
      them: identity('ACORNEDI'),
      contact: { name: 'BILLING OFFICE', phone: '8605550123' },
      receiverName: 'ACORN',
      limits: { claimsPerFile },
      batch: { hold: true },
      folder: { kind: 'local', root: 'acorn' },
    }
    writeFileSync(config, stringify({ data, partners: [partner], defaultPartner: 'acorn' }))
    writeFileSync(join(folder, 'claims.json'), JSON.stringify(claims))
    const { code, stderr } = await runCli(['--config', config, 'submit', join(folder, 'claims.json')], { env })
    expect(code, stderr).to.equal(0)
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Claims that are Ready, and those in each file that is to be sent. */
  async function look(): Promise<{ readonly ready: number; readonly batched: readonly string[] }> {
    const store = await openStore({ engine: 'sqlite', file: join(data, 'gateway.sqlite'), ...testKeys }, { clock: systemClock })
    const ready = (await store.claims.list({ submissionState: 'Ready', limit: 1000 })).items.length
    const batched: string[] = []
    for (const { fileId } of (await store.outbox.list({ limit: 1000 })).items)
      for (const { sets } of countFile((await bytesOf(store, fileId)).toString('latin1')).groups)
        batched.push(...sets.flatMap((set) => set.claims))
    expect(await breaches(store)).to.deep.equal([])
    await store.close()
    return { ready, batched }
  }

  /** Until so many bytes were written to the database's log, or the process has ended. */
  async function written(bytes: number, hasEnded: () => boolean): Promise<void> {
    const log = join(data, 'gateway.sqlite-wal')
    while (!hasEnded() && (!existsSync(log) || statSync(log).size <= bytes)) await sleep(5)
  }

  it('each claim is Ready or in one batch after every kill, and in the end all are sent once', async function () {
    this.timeout(400_000)
    const states: string[] = []
    let betweenFiles = 0
    for (let kill = 0; kill < mostKills; kill++) {
      const child = startCli(['--config', config, 'batch', '--now', '--quiet'], { env })
      child.stdout?.resume()
      child.stderr?.resume()
      const ended = once(child, 'close')
      await Promise.race([ended, written((kill + Math.random()) * walStep, () => child.exitCode !== null)])
      child.kill('SIGKILL')
      await ended
      const { ready, batched } = await look()
      states.push(`${ready} ready, ${batched.length} batched`)
      expect(new Set(batched).size, 'no claim in two batches').to.equal(batched.length)
      expect(ready + batched.length, states.join('; ')).to.equal(count)
      expect(batched.length % claimsPerFile, 'a batch is whole or not there').to.equal(0)
      if (ready > 0 && batched.length > 0) betweenFiles += 1
      if (ready === 0) break
    }
    const last = await runCli(['--config', config, '--json', 'batch', '--now'], { env })
    expect(last.code, last.stderr).to.equal(0)
    expect(last.json<{ items: BatchReport[] }>().items.map(({ partnerId }) => partnerId)).to.deep.equal(['acorn'])
    const { ready, batched } = await look()
    expect(ready).to.equal(0)
    expect(batched).to.have.members(numbers)
    const lying = readdirSync(join(data, 'acorn/outbound')).flatMap((name) =>
      countFile(readFileSync(join(data, 'acorn/outbound', name), 'latin1')).groups.flatMap(({ sets }) => sets.flatMap((set) => set.claims)),
    )
    expect(new Set(lying).size, 'nothing lies at the partner twice').to.equal(lying.length)
    expect(states.length, `kills: ${states.join('; ')}`).to.be.greaterThan(0)
    expect(betweenFiles, `kills between two batches: ${states.join('; ')}`).to.be.greaterThan(0)
  })
})
