// Commands that read files and need no database: split, merge, deidentify, ack, codes, and validate over folders and by profile.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runCli } from './run-cli.js'

const claims = 'samples/scenarios/21-ack-lifecycle.837'
const remittance = 'samples/scenarios/01-simple-paid.835'
const secondary = 'samples/scenarios/09-secondary-payment.primary.837'

describe('commands on files', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-files-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)

  it('split writes the pieces it names, and merge joins them again', async () => {
    const split = await runCli(['split', claims, '--by', 'set', '--out', at('sets'), '--json'])
    expect(split.code, split.stderr).to.equal(0)
    const { pieces, leftOut } = split.json<{ pieces: { name: string; transactionSet: string }[]; leftOut: unknown[] }>()
    expect(leftOut).to.deep.equal([])
    expect(pieces.map(({ transactionSet }) => transactionSet)).to.deep.equal(['0001', '0002'])
    expect(readdirSync(at('sets')).toSorted()).to.deep.equal(pieces.map(({ name }) => name))
    const merge = await runCli(['merge', ...pieces.map(({ name }) => join(at('sets'), name)), '--out', at('all.837'), '--control', '77'])
    expect([merge.code, merge.stderr]).to.deep.equal([0, ''])
    expect(merge.stdout).to.include('interchange 000000077').and.to.include('2 transaction sets')
    const segments = (path: string) => readFileSync(path, 'latin1').split('~').slice(2, -3)
    expect(segments(at('all.837'))).to.deep.equal(segments(claims))
  })

  it('split never writes over a file, and by claim says no to an 835', async () => {
    const again = await runCli(['split', claims, '--by', 'set', '--out', at('sets')])
    expect([again.code, again.stdout]).to.deep.equal([1, ''])
    expect(again.stderr).to.match(/is there already; choose an empty folder/)
    const money = await runCli(['split', remittance, '--by', 'claim', '--out', at('payments')])
    expect([money.code, money.stdout]).to.deep.equal([1, ''])
    expect(money.stderr).to.include('one payment for all its claims')
    expect(readdirSync(at('payments'))).to.deep.equal([])
  })

  it('merge refuses with a word, and leaves nothing behind', async () => {
    const { code, stderr } = await runCli(['merge', claims, remittance, '--out', at('mixed.edi')])
    expect(code).to.equal(1)
    expect(stderr).to.match(/cannot be merged: interchange \d{9} has another sender/)
    expect(readdirSync(folder).filter((name) => name.startsWith('mixed'))).to.deep.equal([])
    expect((await runCli(['merge', '-', '--out', at('x.edi')])).code).to.equal(2)
  })

  it('deidentify writes a copy without the people, the same one for the same seed', async () => {
    const run = (out: string) => runCli(['deidentify', secondary, '--out', at(out), '--seed', 'ours'])
    expect((await run('one.837')).code).to.equal(0)
    expect((await run('two.837')).code).to.equal(0)
    const [original, copy] = [readFileSync(secondary, 'latin1'), readFileSync(at('one.837'), 'latin1')]
    expect(copy).to.equal(readFileSync(at('two.837'), 'latin1'))
    expect(copy.length).to.equal(original.length)
    for (const [, name = ''] of original.matchAll(/NM1\*\w+\*\d\*([^*~]{4,})/g)) expect(copy.includes(name)).to.equal(false)
    expect((await runCli(['validate', at('one.837')])).code).to.equal(0)
    await runCli(['deidentify', secondary, '--out', at('three.837')])
    expect(readFileSync(at('three.837'), 'latin1')).to.not.equal(copy)
  })

  it('ack answers on standard output with what validates, and counts its numbers from the one given', async () => {
    for (const args of [[], ['--277ca'], ['--997'], ['--no-ta1', '--277ca', '--997']]) {
      const { code, stdout } = await runCli(['ack', claims, ...args, '--control', '501'])
      expect(code).to.equal(0)
      expect(stdout.split('~\n').some((each) => each.startsWith('TA1'))).to.equal(!args.includes('--no-ta1'))
      expect(stdout)
        .to.include('*000000501*')
        .and.to.include(args.includes('--997') ? 'ST*997*' : 'ST*999*')
      expect(stdout.includes('ST*277*')).to.equal(args.includes('--277ca'))
      expect((await runCli(['validate', '-'], { stdin: stdout })).code).to.equal(0)
    }
  })

  it('ack tells the verdicts as JSON, and has nothing to say to an acknowledgement or to what is no X12', async () => {
    const { code, json } = await runCli(['ack', claims, '--277ca', '--json'])
    expect(code).to.equal(0)
    const [answer] = json<{ answers: { ta1: { verdict: string }; groups: { verdict: string }[]; claims: object; x12: string }[] }>().answers
    expect([answer?.ta1.verdict, answer?.groups[0]?.verdict, answer?.claims]).to.deep.equal(['A', 'E', { accepted: 3, rejected: 1 }])
    const acknowledgement = await runCli(['ack', 'samples/scenarios/21-ack-lifecycle.999'])
    expect([acknowledgement.code, acknowledgement.stdout]).to.deep.equal([0, ''])
    expect(acknowledgement.stderr).to.include('never acknowledged')
    expect((await runCli(['ack', 'package.json'])).code).to.equal(1)
  })

  it('codes import puts a list in place of the shipped one, for all commands, or nothing at all', async () => {
    const data = ['--data', at('data')]
    writeFileSync(at('carc.csv'), 'code,description\n1,Deductible\n')
    writeFileSync(at('bad.csv'), 'code,description\n1,a\n1,b\n,c\n')
    const bad = await runCli([...data, 'codes', 'import', 'carc', at('bad.csv'), '--date', '2026-11-01', '--json'])
    expect(bad.code).to.equal(1)
    expect(bad.json<{ faults: { line: number }[] }>().faults.map(({ line }) => line)).to.deep.equal([3, 4])
    const list = async () =>
      (await runCli([...data, 'codes', '--json']))
        .json<{ items: { id: string; date: string; codes: number; imported: boolean }[] }>()
        .items.find(({ id }) => id === 'carc')
    expect((await list())?.imported).to.equal(false)
    expect((await runCli([...data, 'codes', 'import', 'carc', at('carc.csv'), '--date', '2026-11-01'])).code).to.equal(0)
    expect(await list()).to.include({ date: '2026-11-01', codes: 1, imported: true })
    expect((await runCli([...data, 'validate', remittance])).stdout).to.include('not in the code list carc of 2026-11-01')
    expect((await runCli([...data, 'codes', 'import', 'no-such-list', at('carc.csv'), '--date', '2026-11-01'])).code).to.equal(2)
  })

  describe('validate', () => {
    const bad = 'samples/837-005010X222A1/charges-do-not-add-up/in.edi'

    before('a folder with files of all kinds', () => {
      mkdirSync(at('mixed/deep'), { recursive: true })
      writeFileSync(at('mixed/a.835'), readFileSync(remittance))
      writeFileSync(at('mixed/deep/unnamed'), readFileSync(bad))
      writeFileSync(at('mixed/deep/empty.edi'), '')
      writeFileSync(at('mixed/notes.txt'), 'ISA is written about here')
      writeFileSync(at('mixed/.hidden.edi'), 'ISA')
    })

    it('reads a folder to its depth, and passes over what is no X12', async () => {
      const { code, json, stderr } = await runCli(['validate', at('mixed'), '--json'])
      expect(code).to.equal(1)
      const { files } = json<{ files: { file: string; valid: boolean }[] }>()
      expect(files.map(({ file, valid }) => [file.slice(folder.length + 7), valid])).to.deep.equal([
        ['a.835', true],
        ['deep/empty.edi', false],
        ['deep/unnamed', false],
      ])
      expect(stderr).to.equal('1 file without X12 passed over\n')
      expect((await runCli(['validate', at('mixed/a.835'), remittance])).code).to.equal(0)
    })

    it('a folder without X12 cannot be validated', async () => {
      mkdirSync(at('nothing'))
      expect((await runCli(['validate', at('nothing')])).code).to.equal(2)
    })

    it('--snip looks for some types only, and only they decide', async () => {
      const run = async (types: string) => {
        const { code, json } = await runCli(['validate', bad, '--snip', types, '--json'])
        const [file] = json<{ files: { valid: boolean; findings: { snip: number }[]; interchanges: { verdict: string }[] }[] }>().files
        return [code, file?.valid, file?.findings.map(({ snip }) => snip), file?.interchanges[0]?.verdict]
      }
      expect(await run('1,2')).to.deep.equal([0, true, [], 'accepted'])
      expect(await run('3')).to.deep.equal([1, false, [3], 'rejected'])
      expect((await runCli(['validate', bad, '--snip', '1,6'])).code).to.equal(2)
    })

    it('--profile decides as the settings of the partner say', async () => {
      const example = readFileSync('config/partners.example.yaml', 'utf8').replace(
        /decisions: \{.*\}/,
        'decisions: { CLAIM_CHARGE_UNBALANCED: warn }',
      )
      const key = at('acorn.key')
      writeFileSync(key, 'KEY')
      writeFileSync(at('settings.yaml'), example.replace('/etc/x12gw/acorn.key', key))
      const env = { ACORN_KEY_PASSPHRASE: 'open' }
      const run = (...args: string[]) => runCli(['--config', at('settings.yaml'), 'validate', bad, ...args], { env })
      expect((await run()).code).to.equal(1)
      const decided = await run('--profile', 'acorn')
      expect(decided.code, decided.stderr).to.equal(0)
      expect(decided.stdout).to.include('warning')
      const unknown = await run('--profile', 'oak')
      expect(unknown.code).to.equal(2)
      expect(unknown.stderr).to.include('acorn')
    })
  })
})
