// One claim from near, from the outside.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { ClaimTimeline } from '../../src/gateway/index.js'
import { pagesOf } from '../paper/read-pdf.js'
import { dataFolder, type Ran, runCli } from './run-cli.js'

describe('x12gw claim', function () {
  this.timeout(120_000)
  const data = dataFolder()
  const run = (...args: string[]): Promise<Ran> => runCli(['--data', data, ...args])

  before('claims are sent and answered', async () => {
    await run('submit', 'samples/demo/claims.edi')
    const { stdout } = await runCli(['ack', 'samples/demo/claims.edi', '--277ca'])
    const answers = join(data, 'answers.edi')
    writeFileSync(answers, stdout)
    expect((await run('receive', answers, '--quiet')).stdout).not.to.include('unknown')
  })

  describe('show', () => {
    it('tells whose turn it is, and where the bytes of each step stand', async () => {
      const { code, stdout } = await run('claim', 'show', 'RB100011')
      expect(code).to.equal(0)
      expect(stdout).to.include('Claim RB100011, charge 150.00: ClearinghouseAccepted').and.to.include('The next step is the payer’s')
      expect(stdout).to.match(/999 A +SetAccepted +clearinghouse +answers\.edi: set 1, segment 1, bytes \d+ to \d+/)
      expect(stdout).to.match(/^answers\.edi: sha256 [0-9a-f]{64}$/m)
    })

    it('--json is one document with the same; --bytes adds the bytes', async () => {
      const { code, json, stderr } = await run('claim', 'show', 'RB100011', '--json', '--bytes')
      expect([code, stderr]).to.deep.equal([0, ''])
      const { steps, next } = json<Omit<ClaimTimeline, 'steps'> & { steps: { event: string; bytes: string }[] }>()
      expect(next.owner).to.equal('payer')
      expect(steps.map(({ event, bytes }) => [event, bytes.slice(0, 8)])).to.deep.equal([
        ['batched', 'CLM*RB10'],
        ['sent', 'CLM*RB10'],
        ['TA1 A', 'TA1*0000'],
        ['999 A', 'ST*999*0'],
        ['277CA A2', 'TRN*2*RB'],
      ])
    })

    it('prints the claim as JSON that can be mended and sent again', async () => {
      const { code, json } = await run('claim', 'json', 'RB100011')
      expect([code, json<{ patientControlNumber: string }[]>().map((claim) => claim.patientControlNumber)]).to.deep.equal([0, ['RB100011']])
    })

    it('exit 1 for a claim that is not there', async () => {
      const { code, stderr } = await run('claim', 'show', 'NONE')
      expect([code, stderr.includes('NOT_FOUND')]).to.deep.equal([1, true])
    })
  })

  describe('packet and verify-packet', () => {
    const zip = join(data, 'RB100011.zip')
    let fingerprint = ''

    it('writes the packet and says its parts, its hash and its key', async () => {
      const { code, stdout, stderr, json } = await run('claim', 'packet', 'RB100011', '--out', zip, '--json', '--quiet')
      expect(code, stderr).to.equal(0)
      expect(stdout).to.include('"manifestSha256"')
      const made = json<{ receipt: string; fingerprint: string; parts: { name: string }[] }>()
      expect(made.receipt).to.equal('clearinghouse')
      expect(made.parts.map(({ name }) => name)).to.include.members(['837-1.edi', 'TA1-1.edi', '999-1.edi', '277CA-1.edi'])
      fingerprint = made.fingerprint
    })

    it('which anyone can check, without a database, in any time zone, and against the key they know', async () => {
      const { code, stdout } = await runCli(['verify-packet', zip, '--key', fingerprint], { env: { TZ: 'Asia/Tokyo' } })
      expect([code, stdout]).to.satisfy(([exit, said]: [number, string]) => exit === 0 && said.includes('whole and unchanged'))
      expect((await runCli(['verify-packet', zip, '--key', '0000'])).code).to.equal(1)
    })

    it('exit 1 with part and bytes when one byte was changed; --json says the same', async () => {
      const bytes = readFileSync(zip)
      const at = bytes.indexOf('CLM*RB100011*150')
      bytes[at + 15] = '9'.charCodeAt(0)
      const changed = join(data, 'changed.zip')
      writeFileSync(changed, bytes)
      const { code, stdout } = await runCli(['verify-packet', changed])
      expect(code).to.equal(1)
      expect(stdout).to.match(/^837-1\.edi, bytes \d+ to \d+: is not what was sealed$/m)
      const told = await runCli(['verify-packet', changed, '--json'])
      expect(told.code).to.equal(1)
      expect(told.json()).to.have.property('isHeld', false)
    })

    it('exit 2 for a file that is not there, 1 for a claim that is not', async () => {
      expect((await runCli(['verify-packet', '/nowhere.zip'])).code).to.equal(2)
      expect((await run('claim', 'packet', 'NONE', '--out', join(data, 'none.zip'))).code).to.equal(1)
      expect(existsSync(join(data, 'none.zip'))).to.equal(false)
    })
  })

  describe('print', () => {
    it('writes a PDF of the claim that was sent', async () => {
      const out = join(data, 'RB100011.pdf')
      const { code, json, stderr } = await run('claim', 'print', 'RB100011', '--out', out, '--json')
      expect([code, stderr]).to.deep.equal([0, ''])
      expect(json()).to.deep.include({ out })
      expect(readFileSync(out, 'latin1')).to.match(/^%PDF-1\.\d/)
      expect(pagesOf(readFileSync(out)).join('\n'))
        .to.include('ALVAREZ, ANA')
        .and.to.include('99213')
    })

    it('exit 1, and no file, for a claim that is not there', async () => {
      const out = join(data, 'none.pdf')
      expect((await run('claim', 'print', 'NONE', '--out', out)).code).to.equal(1)
      expect(existsSync(out)).to.equal(false)
    })
  })
})
