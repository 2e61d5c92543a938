// The claim of the second payer from the command line: listed, shown, sent once.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { NextPayerClaim, SubmitReport } from '../../src/gateway/index.js'
import { dataFolder, type Ran, runCli } from './run-cli.js'

interface Printed {
  readonly items: readonly NextPayerClaim[]
  readonly sent?: readonly SubmitReport[]
}

describe('claims secondary', function () {
  this.timeout(120_000)
  const data = dataFolder()
  const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

  before('the first payer has decided', async () => {
    expect((await run('submit', 'samples/scenarios/09-secondary-payment.primary.837', '--as-sent')).code).to.equal(0)
    expect((await run('receive', 'samples/scenarios/09-secondary-payment.1.835')).code).to.equal(0)
  })

  it('lists what is due in a table, and in JSON without the claims', async () => {
    expect((await run('claims', 'secondary')).stdout).to.match(/RB000901 +due +S 60002 +33\.00 +hold/)
    const { items } = (await run('claims', 'secondary', '--json')).json<Printed>()
    expect(items.map(({ isDue, claim }) => [isDue, claim])).to.deep.equal([[true, undefined]])
  })

  it('shows one claim with all that would be sent; that list can be submitted as it is', async () => {
    const { items } = (await run('claims', 'secondary', 'RB000901', '--json')).json<Printed>()
    expect(items[0]?.claim?.coverages[0]?.adjudication?.paidCents).to.equal(9016)
    expect((await run('outbox', '--json')).json<{ items: unknown[] }>().items).to.deep.equal([])
  })

  it('says that there is no such claim', async () => {
    const { code, stderr } = await run('claims', 'secondary', 'RB999999')
    expect([code, stderr]).to.deep.equal([1, 'x12gw: no claim has this patient control number; x12gw claims lists them (NOT_FOUND)\n'])
  })

  it('sends it, and a second time says that it was sent', async () => {
    const { code, json } = await run('claims', 'secondary', 'RB000901', '--send', '--json')
    expect(code).to.equal(0)
    expect(json<Printed>().sent?.map(({ outcome, sending }) => [outcome, sending[0]?.state])).to.deep.equal([['submitted', 'sent']])
    const again = await run('claims', 'secondary', 'RB000901', '--send')
    expect(again.code).to.equal(1)
    expect(again.stdout).to.include('it was sent to this payer; wait for the answer')
    expect((await run('claims', 'secondary', '--send', '--json')).json<Printed>().sent).to.deep.equal([])
    expect((await run('outbox', '--json')).json<{ items: unknown[] }>().items).to.have.length(1)
    expect((await run('verify')).stdout).to.include('Everything holds.')
  })

  it('by rule goes out with the next remittance that is posted', async () => {
    const other = join(data, 'by-rule')
    const config = join(data, 'send.yaml')
    const defaults = readFileSync('config/default.yaml', 'utf8')
    writeFileSync(
      config,
      defaults
        .slice(defaults.indexOf('\npartners:'))
        .replace('receiverName: CLEARINGHOUSE', 'receiverName: CLEARINGHOUSE\n    secondary: send'),
    )
    const set = (...args: string[]): Promise<Ran> => runCli(['--config', config, '--data', other, ...args])
    await set('submit', 'samples/scenarios/09-secondary-payment.primary.837', '--as-sent')
    await set('receive', 'samples/scenarios/09-secondary-payment.1.835')
    expect((await set('outbox', '--json')).json<{ items: unknown[] }>().items).to.have.length(1)
  })
})
