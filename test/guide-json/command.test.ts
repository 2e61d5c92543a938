// x12gw to-json and from-json as people run them: pipes, exit codes, files of any size in little memory.
import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { runCli, startCli } from '../cli/run-cli.js'
import { oneLargeSet } from './one-set.js'

const claims = 'samples/scenarios/01-simple-paid.837'
const twoSets = 'samples/envelope-00501/valid-two-interchanges/in.edi'

/** Heap of the command under test: far less than the file as lines. */
const heapMegabytes = 96
const peakMegabytes = 320

/** Memory of a running process, where the system tells. */
function residentMegabytes({ pid }: ChildProcess): number | undefined {
  const status = `/proc/${pid}/status`
  const kilobytes = existsSync(status) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

describe('x12gw to-json and from-json', function () {
  this.timeout(120_000)
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'x12gw-json-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('a file goes there and back through pipes', async () => {
    const there = await runCli(['to-json', claims, twoSets])
    expect(there.code, there.stderr).to.equal(0)
    const back = await runCli(['from-json'], { stdin: there.stdout })
    expect(back.code, back.stderr).to.equal(0)
    expect(back.stdout).to.equal(readFileSync(claims, 'latin1') + readFileSync(twoSets, 'latin1'))
  })

  it('the same file twice is two interchanges again', async () => {
    const there = await runCli(['to-json', '--units', claims, claims])
    const back = await runCli(['from-json', '-'], { stdin: there.stdout })
    expect(back.stdout).to.equal(readFileSync(claims, 'latin1').repeat(2))
  })

  it('--out makes the file only when every line was right', async () => {
    const there = await runCli(['to-json', claims])
    const [good, bad] = [join(folder, 'good.837'), join(folder, 'bad.837')]
    expect((await runCli(['from-json', '--out', good], { stdin: there.stdout })).code).to.equal(0)
    expect(readFileSync(good).equals(readFileSync(claims))).to.equal(true)
    const lines = join(folder, 'bad.jsonl')
    writeFileSync(lines, there.stdout.replace('"totalClaimChargeAmount":"150"', '"totalClaimChargeAmount":150,"total":"1"'))
    const refused = await runCli(['from-json', lines, '--out', bad])
    expect(refused.code).to.equal(1)
    expect(existsSync(bad) || existsSync(`${bad}.part`)).to.equal(false)
    expect(refused.stdout).to.equal('')
    expect(refused.stderr).to.contain(`${lines}:1: /transactionSet/billingProviderHierarchicalLevel/0/`)
    expect(refused.stderr).to.contain('/totalClaimChargeAmount must be text')
    expect(refused.stderr).to.contain('/total there is no such property here')
    const told = await runCli(['from-json', lines, '--out', bad, '--json'])
    expect(told.code).to.equal(1)
    const { written, faults } = told.json<{ written: boolean; faults: { file: string; line: number; pointer: string }[] }>()
    expect([written, faults.length, faults[0]?.file, faults[0]?.line]).to.deep.equal([false, 2, lines, 1])
    expect((await runCli(['from-json', lines, '--json'])).code).to.equal(2)
  })

  it('a file that is not X12 ends with 1 and says so', async () => {
    const ran = await runCli(['to-json', 'samples/envelope-00501/not-x12/in.edi'])
    expect(ran.code).to.equal(1)
    expect(ran.stdout).to.equal('')
    expect(ran.stderr).to.contain('FILE_NOT_X12')
  })

  for (const args of [
    [],
    ['--schema', 'none'],
    ['--types', '005010X222A1', claims],
    ['--schema', '00501', '--types', '00501'],
    ['--strict', claims],
  ])
    it(`to-json ${args.join(' ')} is refused as wrong usage`, async () => {
      expect((await runCli(['to-json', ...args])).code).to.equal(2)
    })

  it('--schema and --types describe the lines', async () => {
    const schema = await runCli(['to-json', '--schema', '005010X221A1'])
    expect(schema.json().$schema).to.equal('https://json-schema.org/draft/2020-12/schema')
    const types = await runCli(['to-json', '--types', '005010X221A1', '--strict'])
    expect(types.stdout).to.contain('export interface Line {')
  })

  it('20 MB in one set are told by unit in little memory, and no faster than they are taken', async function () {
    this.timeout(180_000)
    const path = join(folder, 'large.837')
    const hash = createHash('sha256')
    writeFileSync(path, '')
    for (const chunk of oneLargeSet(20 * 1024 * 1024)) {
      hash.update(chunk)
      writeFileSync(path, chunk, { flag: 'a' })
    }
    const env = { NODE_OPTIONS: `--max-old-space-size=${heapMegabytes}` }
    const reading = startCli(['to-json', '--units', path], { env })
    // Nobody takes the lines for a while: the command must wait.
    await pause(4000)
    expect(reading.exitCode).to.equal(null)
    const waiting = residentMegabytes(reading)
    const writing = startCli(['from-json'], { env })
    const written = createHash('sha256')
    let lines = 0
    let peak = 0
    writing.stdout?.on('data', (chunk: Buffer) => {
      written.update(chunk)
      peak = Math.max(peak, residentMegabytes(reading) ?? 0, residentMegabytes(writing) ?? 0)
    })
    reading.stdout?.on('data', (chunk: Buffer) => {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
    })
    const ended = Promise.all([once(reading, 'close'), once(writing, 'close')])
    if (writing.stdin !== null) reading.stdout?.pipe(writing.stdin)
    await ended
    expect([reading.exitCode, writing.exitCode]).to.deep.equal([0, 0])
    expect(lines).to.be.greaterThan(70_000)
    expect(written.digest('hex')).to.equal(hash.digest('hex'))
    expect(waiting ?? 0).to.be.lessThan(peakMegabytes)
    expect(peak).to.be.lessThan(peakMegabytes)
  })
})
