// What every command promises to those who call it: one JSON document, exit codes, words that help.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { dataFolder, runCli, startCli } from './run-cli.js'

/** The commands that a help text lists. */
function listedIn(help: string): string[] {
  const section = help.includes('Commands:') ? help.slice(help.indexOf('Commands:')) : ''
  return [...section.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help')
}

/** The help of every command there is and of those under it, by name. */
async function allHelp(command: readonly string[] = []): Promise<Map<string, string>> {
  const { code, stdout } = await runCli([...command, '--help'])
  expect(code, command.join(' ')).to.equal(0)
  const found = new Map([[command.join(' '), stdout]])
  const names = listedIn(stdout)
  while (names.length > 0)
    for (const under of await Promise.all(names.splice(0, 4).map((name) => allHelp([...command, name]))))
      for (const [name, help] of under) found.set(name, help)
  return found
}

describe('the command line', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-files-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  function file(name: string, content: string): string {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }

  describe('explains itself', () => {
    let help: ReadonlyMap<string, string>
    before('read all of it', async function () {
      this.timeout(240_000)
      help = await allHelp()
    })

    it('has the commands that the README names', () => {
      expect([...help.keys()]).to.include.members(
        ['serve', 'demo', 'submit', 'receive', 'validate', 'inspect', 'query', 'claims', 'claims import', 'remittances', 'accounts'].concat(
          [
            'ledger',
            'ledger enter',
            'work',
            'work decide',
            'work resolve',
            'outbox',
            'overdue',
            'verify',
            'practice add',
            'partner test',
            'keys create',
            'migrate',
          ],
        ),
      )
    })

    it('says its exit codes and first steps', () => {
      expect(help.get('')).to.include('Exit codes: 0 good, 1 findings or a business refusal, 2 could not run.')
    })

    it('ends the help of every command with an example of it', () => {
      // `practice` does nothing by itself; the commands under it have the examples.
      const named = [...help].filter(([name]) => name !== '' && name !== 'practice')
      const without = named.filter(([name, text]) => !new RegExp(`Example: .*x12gw .*${name}`).test(text)).map(([name]) => name)
      expect(without).to.deep.equal([])
    })

    it('tells its version', async () => {
      const { code, stdout } = await runCli(['--version'])
      expect([code, stdout.trim()]).to.deep.equal([0, '0.1.0'])
    })
  })

  describe('cannot run: exit 2, and a word on standard error', () => {
    const wrong: readonly [string, readonly string[], RegExp][] = [
      ['no command', [], /Usage: x12gw/],
      ['a command that is none', ['recieve', 'x'], /unknown command 'recieve'[^]*receive/],
      ['an option that is none', ['verify', '--josn'], /unknown option '--josn'[^]*--json/],
      ['an argument that is missing', ['receive'], /missing required argument 'files'/],
      ['an argument too many', ['verify', 'everything'], /too many arguments/],
      ['a file that is not there', ['validate', '/nowhere/a.edi'], /\/nowhere\/a\.edi: there is no such file/],
      ['a folder for a file', ['inspect', '/tmp'], /\/tmp is a folder/],
      [
        'a number that is none',
        ['ledger', 'enter', '--dr', 'AR:P', '--cr', 'REVENUE', '--cents', '1.5', '--why', 'x'],
        /--cents must be a whole number/,
      ],
      [
        'an account that is none',
        ['ledger', 'enter', '--dr', 'CASH', '--cr', 'REVENUE', '--cents', '1', '--why', 'x'],
        /--dr CASH is no account; there are: .*CASH:REMIT/,
      ],
      [
        'an NPI with a wrong check digit',
        ['practice', 'add', '--name', 'X', '--npi', '1234567890', '--tax-id', '912345678'],
        /--npi .*check digit/,
      ],
      ['settings that are not there', ['--config', '/nowhere.yaml', 'verify'], /\/nowhere\.yaml/],
    ]
    for (const [what, args, message] of wrong)
      it(what, async () => {
        const data = mkdtempSync(join(folder, 'data-'))
        const { code, stdout, stderr } = await runCli(['--data', data, ...args])
        expect(stderr).to.match(message)
        expect([code, stdout]).to.deep.equal([2, ''])
      })

    it('with --json says so in JSON too', async () => {
      const missing = await runCli(['--json', 'validate', '/nowhere/a.edi'])
      expect(missing.code).to.equal(2)
      expect(missing.json()).to.have.nested.property('error.code', 'FILE_UNREADABLE')
      const unknown = await runCli(['--json', 'verify', '--oops'])
      expect(unknown.code).to.equal(2)
      expect(unknown.json()).to.have.nested.property('error.code', 'ARGUMENT_INVALID')
    })

    it('settings with a wrong key name the key, its place and where to look', async () => {
      const config = file('wrong.yaml', 'api:\n  prot: 1\n  port: many\n')
      const { code, stderr } = await runCli(['--config', config, 'partner'])
      expect(code).to.equal(2)
      expect(stderr).to.include('wrong.yaml').and.to.include('api.port').and.to.include('prot')
    })

    it('a second process on one database waits for nobody: it says who is in the way', async () => {
      const data = mkdtempSync(join(folder, 'data-'))
      const config = file('free-port.yaml', 'api: { port: 0 }\n')
      const server = startCli(['--config', config, '--data', data, 'serve', '--json'])
      await new Promise((resolve) => server.stdout?.once('data', resolve))
      const { code, stderr } = await runCli(['--data', data, 'verify'])
      server.kill('SIGTERM')
      expect(await new Promise((resolve) => server.once('close', resolve)), 'it ends cleanly when told').to.equal(0)
      expect(code).to.equal(2)
      expect(stderr).to.include(`is in use by process ${server.pid}; stop it, or ask it over its HTTP API (DATABASE_IN_USE)`)
      expect((await runCli(['--data', data, 'verify'])).code).to.equal(0)
    })
  })

  describe('--json', () => {
    const data = dataFolder()

    before('a practice, a claim and its payment', async () => {
      await runCli([
        '--data',
        data,
        'practice',
        'add',
        '--name',
        'RIVERBEND FAMILY PRACTICE',
        '--npi',
        '1234567893',
        '--tax-id',
        '91-2345678',
      ])
      await runCli(['--data', data, 'claims', 'import', 'samples/scenarios/01-simple-paid.claims.json'])
      await runCli(['--data', data, 'receive', 'samples/scenarios/01-simple-paid.835'])
    })

    const listings: readonly (readonly [readonly string[], string])[] = [
      [['practice', 'list'], 'items'],
      [['partner'], 'items'],
      [['claims'], 'items'],
      [['remittances'], 'items'],
      [['accounts'], 'items'],
      [['ledger'], 'items'],
      [['ledger', '--balances'], 'balances'],
      [['work'], 'items'],
      [['outbox'], 'items'],
      [['overdue'], 'items'],
      [['batch', '--dry-run'], 'items'],
      [['keys'], 'items'],
      [['verify'], 'checks'],
      [['validate', 'samples/scenarios/01-simple-paid.835'], 'files'],
      [['receive', 'samples/scenarios/01-simple-paid.835'], 'files'],
      [['migrate'], 'state'],
    ]
    for (const [args, property] of listings)
      it(`${args.join(' ')} prints one document and nothing else`, async () => {
        const { code, stderr, json } = await runCli(['--data', data, '--json', ...args])
        expect(code, stderr).to.equal(0)
        expect(json()).to.have.property(property)
        expect(stderr).to.equal('')
      })

    it('stands before the command, after it, or after its arguments', async () => {
      const wanted = (await runCli(['--data', data, '--json', 'ledger', '--balances'])).json()
      expect(wanted).to.deep.equal({ balances: { 'ADJ:CONTRACTUAL': 4000, 'AR:P': 0, 'CASH:REMIT': 11_000, REVENUE: -15_000 } })
      for (const args of [
        ['ledger', '--json', '--balances', '--data', data],
        ['ledger', '--data', data, '--balances', '--json'],
        ['--json', 'ledger', '--balances', '--data', data],
      ])
        expect((await runCli(args)).json()).to.deep.equal(wanted)
    })

    it('is a table for people without it', async () => {
      const { stdout } = await runCli(['--data', data, 'accounts'])
      expect(stdout).to.match(/RB000101 .*ALVAREZ, ANA .*paid .*150\.00 .*110\.00 .*40\.00/)
    })
  })
})
