// Corrections from the command line: replace, void, and the versions of a claim told as one.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { SubmitReport } from '../../src/gateway/index.js'
import { dataFolder, type Ran, runCli } from './run-cli.js'

describe('claims replace, void and attempts', function () {
  this.timeout(120_000)
  const data = dataFolder()
  const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])
  const [claim] = JSON.parse(readFileSync('samples/demo/claims.json', 'utf8')) as { patientControlNumber: string }[]
  const number = claim?.patientControlNumber ?? ''
  let file = ''

  before('a claim is on its way', async () => {
    file = join(data, 'claim.json')
    expect((await run('practice', 'list')).code).to.equal(0)
    writeFileSync(file, JSON.stringify([claim]))
    expect((await run('submit', file)).code).to.equal(0)
  })

  it('refuses both while no payer has decided: exit 1, and nothing more is sent', async () => {
    for (const args of [
      ['replace', number, file],
      ['void', number],
    ]) {
      const { code, stdout, stderr } = await run('claims', ...args)
      expect([code, stderr]).to.deep.equal([1, ''])
      expect(stdout)
        .to.match(/not corrected; nothing is sent\n {2}error: .*no payer has decided yet/)
        .and.to.match(/P +1 +1 original +local/)
    }
    expect((await run('outbox', '--json')).json<{ items: unknown[] }>().items).to.have.length(1)
  })

  it('lists every sending, for people and for programs', async () => {
    expect((await run('claims', 'attempts', number)).stdout).to.match(/P +1 +1 original +local/)
    const { items } = (await run('claims', 'attempts', number, '--json')).json<{ items: { number: number; frequency: string }[] }>()
    expect(items.map((one) => [one.number, one.frequency])).to.deep.equal([[1, '1']])
  })

  it('sends a void of what was paid, under the payer’s number', async () => {
    await run('submit', 'samples/scenarios/01-simple-paid.837', '--as-sent')
    await run('receive', 'samples/scenarios/01-simple-paid.835')
    const { code, json, stderr } = await run('claims', 'void', 'RB000101', '--json')
    expect(code, stderr).to.equal(0)
    expect(json<SubmitReport>().sending.map(({ state }) => state)).to.deep.equal(['sent'])
    expect((await run('claims', 'attempts', 'RB000101')).stdout).to.match(/P +2 +8 void +AC26101001/)
  })

  it('of no known claim exits 1; a file that is no JSON, 2', async () => {
    expect((await run('claims', 'void', 'RB999999')).code).to.equal(1)
    writeFileSync(join(data, 'no.json'), '{')
    expect((await run('claims', 'replace', number, join(data, 'no.json'))).code).to.equal(2)
  })
})
