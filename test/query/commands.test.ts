// The two commands of this floor as they are typed: what they print, and the exit code they leave.
import { Command } from 'commander'
import { expect } from 'chai'
import { addInspect } from '../../src/cli/inspect.js'
import { addQuery } from '../../src/cli/query.js'
import { Fault } from '../../src/values/index.js'
import { files } from './asking.js'

interface Outcome {
  readonly out: string
  readonly exit: number
  readonly fault: string | undefined
}

async function run(...words: readonly string[]): Promise<Outcome> {
  const program = new Command().option('--json').option('--quiet').exitOverride()
  addQuery(program)
  addInspect(program)
  const { write } = process.stdout
  const before = process.exitCode
  let out = ''
  let fault: string | undefined
  process.exitCode = 0
  process.stdout.write = (text: string | Uint8Array) => {
    out += String(text)
    return true
  }
  try {
    await program.parseAsync(['node', 'x12gw', ...words, '--quiet'])
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    fault = error.code
  } finally {
    process.stdout.write = write
  }
  const exit = process.exitCode
  process.exitCode = before
  return { out, exit, fault }
}

describe('x12gw query and inspect', () => {
  it('query --json prints one document with the matches of all files', async () => {
    const { out, exit } = await run('query', '2300/CLM01', files.claim, files.claims, '--json')
    const { matches } = JSON.parse(out) as { matches: { file: string; value: string }[] }
    expect(matches.map(({ value }) => value)).to.deep.equal(['RB000101', 'RB002101', 'RB002102', 'RB002103', 'RB002104'])
    expect(matches[0]).to.deep.equal({
      file: files.claim,
      interchange: '000000501',
      group: '501',
      transactionSet: '0001',
      loop: '2300',
      path: '2300/CLM01',
      value: 'RB000101',
      segment: 19,
      offset: 678,
      length: 34,
      unit: 1,
    })
    expect(exit).to.equal(0)
  })

  it('query that finds nothing is still good', async () => {
    expect(await run('query', 'CLP01', files.claim, '--json')).to.deep.equal({ out: '{\n "matches": []\n}\n', exit: 0, fault: undefined })
  })

  it('query stops at the limit', async () => {
    const { out } = await run('query', 'CLM01', files.claims, files.claim, '--limit', '2')
    expect(out.split('\n').map((line) => line.split('\t')[0])).to.deep.equal(['RB002101', 'RB002102', ''])
  })

  it('query --engine node-x12 takes its language', async () => {
    const { out } = await run('query', 'REF02:REF01["6R"]', files.claim, '--engine', 'node-x12')
    expect(out).to.match(/^RB000101L1\tREF02\t/)
  })

  it('a wrong expression is a fault before anything is printed, in both languages', async () => {
    const nothing = { out: '', exit: 0, fault: 'ARGUMENT_INVALID' }
    expect(await run('query', '2301/CLM01', files.claim, '--json')).to.deep.equal(nothing)
    expect(await run('query', 'FOO', files.claim, '--engine', 'node-x12')).to.deep.equal(nothing)
  })

  it('what could not be asked leaves exit code 1', async () => {
    expect((await run('query', 'CLM01', 'LICENSE')).exit).to.equal(1)
    expect((await run('query', 'CLM00', files.claim, '--engine', 'node-x12')).exit).to.equal(1)
  })

  it('inspect --json prints one document with the tree', async () => {
    const { out, exit } = await run('inspect', files.claim, '--claim', 'RB000101', '--segment', 'HI', '--json')
    interface Node {
      readonly children?: readonly Node[]
      readonly [fact: string]: unknown
    }
    const path: unknown[] = []
    for (let node: Node | undefined = (JSON.parse(out) as { files: Node[] }).files[0]; node !== undefined; node = node.children?.[0])
      path.push(Object.values(node)[0])
    expect(path).to.deep.equal([files.claim, '000000501', '501', '0001', '2000A', '2000B', '2300', 'HI'])
    expect(out).to.contain('{"ref":"HI01-2","name":"Diagnosis Code","value":"J069"}')
    expect(exit).to.equal(0)
  })

  it('inspect --html prints one page that needs nothing else, and shows what stands in it as text', async () => {
    const { out, exit } = await run('inspect', 'samples/837-005010X222A1/rule-lines-counted/in.edi', '--html')
    expect(out)
      .to.match(/^<!doctype html>/)
      .and.contain('</html>')
    expect(out).to.not.match(/(?:src|href)="(?!#)/)
    expect(out).to.contain('<code>CLM*RB007301*')
    expect(out).to.contain('<td>Total Claim Charge Amount</td><td>190.00 (190)</td>')
    const [, link = ''] = /<a href="#(file1-byte\d+)">segment \d+, byte \d+<\/a>: 2400\/LX01/.exec(out) ?? []
    expect(out).to.contain(`id="${link}"`)
    expect(exit).to.equal(1)
    expect((await run('inspect', files.claim, '--html', '--json')).fault).to.equal('ARGUMENT_INVALID')
  })

  it('inspect prints lines for people, and leaves exit code 1 when it shows an error', async () => {
    const good = await run('inspect', files.claim, '--segment', 'CLM')
    expect(good.out).to.contain('CLM02    Total Claim Charge Amount: 150.00\n')
    expect(good.exit).to.equal(0)
    const bad = await run('inspect', 'samples/837-005010X222A1/wrong-dates-codes-and-numbers/in.edi')
    expect(bad.out).to.contain('! error: 2010BA/DMG02 is not a day of the calendar')
    expect(bad.exit).to.equal(1)
  })
})
