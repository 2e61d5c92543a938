// The command line is killed (kill -9) while it posts a large remittance, at any moment; run again, it finishes what was begun.
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect } from 'chai'
import { compose } from '../../src/compose.js'
import { readConfig } from '../../src/config.js'
import type { ReceiveReport } from '../../src/gateway/index.js'
import { runCli, startCli } from '../cli/run-cli.js'
import { openClaim } from '../support/era.js'
import { openAccounts } from '../support/gateway.js'
import { fourFifthsOf, remittanceFile } from '../support/remittance-file.js'

const count = 2000
const attempts = 3
const killsEach = 4

describe('killed while it posts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-kill-'))
  const fresh = join(folder, 'fresh')
  const file = join(folder, 'large.835')

  before('two thousand open claims, and one payment for all of them', async function () {
    this.timeout(240_000)
    const claims = Array.from({ length: count }, (_, n) => openClaim(`RB${String(n).padStart(6, '0')}`, { charges: [100] }))
    writeFileSync(file, remittanceFile({ trace: 'EFT-LARGE', claims: fourFifthsOf(claims) }))
    const gateway = await compose(readConfig({ data: fresh, environment: { X12GW_LOG_LEVEL: 'error' } }))
    await gateway.store.transaction(() => openAccounts(gateway, claims))
    await gateway.close()
    const data = copyOf('undisturbed')
    expect((await runCli(['--data', data, 'receive', file, '--quiet'])).code).to.equal(0)
    await expectRightBooks(data)
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  function copyOf(name: string): string {
    const data = join(folder, name)
    cpSync(fresh, data, { recursive: true })
    return data
  }

  /** Waits until so many claim payments were staged and posted, counted together, or it is over. Aimed by the work, not by the clock. */
  async function progressed(data: string, steps: number, isOver: () => boolean): Promise<void> {
    const database = new Database(join(data, 'gateway.sqlite'), { readonly: true })
    try {
      const done = database.prepare("SELECT COUNT(*) + COALESCE(SUM(state <> 'staged'), 0) FROM claim_payment").pluck()
      while (!isOver() && Number(done.get()) < steps) await sleep(5)
    } finally {
      database.close()
    }
  }

  async function expectRightBooks(data: string): Promise<void> {
    const { balances } = (await runCli(['--data', data, '--json', 'ledger', '--balances'])).json<{ balances: object }>()
    expect(balances).to.deep.equal({
      'AR:P': 0,
      'CASH:REMIT': count * 8000,
      'ADJ:CONTRACTUAL': count * 2000,
      REVENUE: count * -10_000,
    })
    const verified = await runCli(['--data', data, 'verify'])
    expect(verified.stdout).to.include('Everything holds.')
  }

  for (let attempt = 1; attempt <= attempts; attempt++)
    it(`attempt ${attempt}: up to ${killsEach} times, at random moments; in the end every cent is there once`, async function () {
      this.timeout(240_000)
      const data = copyOf(`attempt-${attempt}`)
      const moments: number[] = []
      let killed = 0
      for (let kill = 0; kill < killsEach; kill++) {
        const child = startCli(['--data', data, 'receive', file, '--quiet'])
        child.stdout?.resume()
        child.stderr?.resume()
        const ended = once(child, 'close')
        const steps = Math.round(2 * count * ((kill + Math.random()) / killsEach))
        moments.push(steps)
        await progressed(data, steps, () => child.exitCode !== null)
        child.kill('SIGKILL')
        await ended
        if (child.signalCode === 'SIGKILL') killed += 1
      }
      expect(killed, `runs that were really cut off, of those at ${moments.join(', ')} steps`).to.be.at.least(killsEach - 1)
      const last = await runCli(['--data', data, '--json', 'receive', file])
      expect(last.code, `killed after ${moments.join(', ')} steps: ${last.stderr}`).to.equal(0)
      const [report] = last.json<{ files: ReceiveReport[] }>().files
      expect(report?.remittances.map(({ outcome }) => outcome === 'posted' || outcome === 'duplicate')).to.deep.equal([true])
      await expectRightBooks(data)
    })
})
