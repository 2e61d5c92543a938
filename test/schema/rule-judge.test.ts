// Judges made of source text ask every rule that has something to say: held against asking all of them, on the samples, on samples with
// elements exchanged at random, and without any source text.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createFileReader } from '../../src/schema/index.js'
import { sourceOf } from '../../src/schema/rule-judge.js'
import { compileRules } from '../../src/schema/rule-set.js'
import { joined, samples, schemas, segmentsOf } from './reading.js'
import { startWatch, type Watch, watched } from './watched-guide.js'

const files = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:83[57]|277ca|999|edi)$/.test(name))
  .map((name) => join('samples', name))
  .toSorted()

describe('rules asked by what stands in a loop', function () {
  this.timeout(60_000)

  it('are all that have something to say in the samples, and few others', () => {
    const { missed, rules, asked, breached } = watchedReading((read) => {
      for (const file of files) read(readFileSync(file))
    })
    expect(missed).to.deep.equal([])
    expect(breached).to.be.above(100)
    expect((asked - breached) / rules).to.be.below(0.02)
  })

  it('are all that have something to say where elements are exchanged at random', () => {
    const random = randomNumbers(7)
    const { missed, breached } = watchedReading((read) => {
      for (const file of files.filter((name) => name.includes('/valid-'))) {
        const segments = segmentsOf(readFileSync(file, 'latin1'))
        for (let i = 0; i < 12; i++) read(Buffer.from(joined(exchanged(segments, random)), 'latin1'))
      }
    })
    expect(missed).to.deep.equal([])
    expect(breached).to.be.above(800)
  })

  it('make no code of what rules say', () => {
    const hostile = '"]); globalThis.wasCalled = true; //`${globalThis.wasCalled = true}`\u2028'
    const written = {
      id: 'hostile',
      snip: 4,
      loop: '2100',
      when: [
        { path: 'CLP02', notIn: [hostile] },
        { count: '2110', atMost: hostile as unknown as number },
      ],
      must: {
        path: 'CLP01',
        in: [hostile],
        matches: hostile.replaceAll(/[^a-zA-Z. ]/g, String.raw`\$&`),
        atLeast: hostile as unknown as number,
      },
      says: hostile,
    } as const
    const guide = schemas.guide('005010X221A1', '835') ?? expect.fail('no guide')
    const rules = compileRules(guide.root, { own: [written], shared: [] }, false)
    for (const { groups, judge } of rules.values()) {
      expect(judge).to.be.a('function')
      expect(sourceOf(groups, [])).to.contain(JSON.stringify(hostile))
    }
    const reader = createFileReader(schemas, {}, { guideFor: () => ({ ...guide, root: guide.root, rules }) })
    reader.push(readFileSync(samples.remittance))
    reader.end()
    expect(globalThis).to.not.have.property('wasCalled')
  })

  it('are the same without code made of text', () => {
    const wrong = 'samples/835-005010X221A1/rule-claim-balances/in.edi'
    const outputs = [[], ['--disallow-code-generation-from-strings']].map((flags) =>
      outputOf([...flags, 'dist/src/cli/main.js', 'validate', samples.claim, samples.remittance, wrong, '--json']),
    )
    expect(outputs[1]).to.deep.equal(outputs[0])
  })
})

function watchedReading(each: (read: (bytes: Buffer) => void) => void): Watch {
  const watch = startWatch()
  const guides = new Map(schemas.guides.map((guide) => [guide, watched(guide, watch)]))
  each((bytes) => {
    const reader = createFileReader(schemas, {}, { guideFor: (guide) => guides.get(guide) ?? guide })
    reader.push(bytes)
    reader.end()
  })
  return watch
}

/** Values at which rules turn, of each form. */
const values = [
  '',
  '0',
  '0.00',
  '-5',
  '1.005',
  '150',
  'x',
  'é',
  ':',
  'HC:99213',
  'HC:99213:50:LT',
  'ABK:I10',
  'P',
  '18',
  '2',
  '22',
  'MB',
  'XX',
]
const days = ['20240101', '20261014', '20991231', '20240101-20240131', '202401010930', '2024']

/** The segments with some of their elements taken from elsewhere, segments left out or written twice. */
function exchanged(segments: readonly string[], random: (below: number) => number): string[] {
  const changed = segments.map((segment) => segment)
  for (let i = 0; i < 6; i++) {
    const place = 3 + random(Math.max(changed.length - 6, 1))
    const elements = (changed[place] ?? '').split('*')
    const others = (changed[3 + random(Math.max(changed.length - 6, 1))] ?? '').split('*')
    const pool = [values, days, others.slice(1)][random(3)] ?? []
    if (/^(?:ISA|GS|GE|IEA|ST|SE)$/.test(elements[0] ?? '')) continue
    const dice = random(20)
    if (dice < 2) changed.splice(place, 1)
    else {
      elements[1 + random(elements.length + 1)] = pool[random(pool.length)] ?? ''
      // At times beside the segment as it was, before or after it.
      changed.splice(dice < 8 ? place + (dice % 2) : place, dice < 8 ? 0 : 1, Array.from(elements, (text) => text ?? '').join('*'))
    }
  }
  return changed
}

/** The same numbers in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}

/** What a command says, and with which exit code. */
function outputOf(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return `${status} ${stdout}${stderr}`
  }
}
