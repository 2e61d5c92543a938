// Every folder of samples/ with an in.edi is a case: what is found in it is written down in findings.txt beside it, and how it is
// answered (TA1 and 999) in ack.edi. UPDATE_GOLDEN=1 writes what comes now; the difference is reviewed like code.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { type FindingReport, loadSchemas, validateFile } from '../src/schema/index.js'
import { answerTo } from './support/answer-file.js'
import { againByCodecs } from './support/again-by-codecs.js'

const schemas = loadSchemas('schemas')
const cases = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('/in.edi'))
  .map((name) => join('samples', dirname(name)))
  .toSorted()

/** How many samples there must be at least, so that none goes away unnoticed: valid and invalid ones of each kind. */
const least = {
  '270-005010X279A1': [6, 12],
  '271-005010X279A1': [6, 12],
  '276-005010X212': [6, 12],
  '277-005010X212': [6, 12],
  '277-005010X214': [6, 12],
  '835-005010X221A1': [12, 40],
  '837-005010X222A1': [12, 40],
  '837-005010X223A2': [12, 40],
  '837-005010X224A2': [12, 40],
  '999-005010X231A1': [6, 12],
  'TA1-00501': [3, 4],
  'envelope-00501': [6, 14],
  // What the fuzzer found.
  fuzz: [2, 4],
} as const

/** Kinds that have codecs both ways. */
const decoded = ['837-005010X222A1', '837-005010X223A2', '837-005010X224A2', '835-005010X221A1', '277-005010X214', '999-005010X231A1']

function line({ severity, code, path, transactionSet, segment, offset, message }: FindingReport): string {
  const place = `${transactionSet === undefined ? '' : `set ${transactionSet} `}segment ${segment} offset ${offset}`
  return `${severity} ${code} ${path === '' ? '-' : path} ${place}: ${message}\n`
}

/** Compares with the golden file, which is absent when nothing is expected of it. */
function expectGolden(path: string, now: string | undefined): void {
  if (process.env.UPDATE_GOLDEN === '1') {
    if (now === undefined) rmSync(path, { force: true })
    else writeFileSync(path, now)
  }
  expect(now, `${path}; UPDATE_GOLDEN=1 writes it`).to.equal(existsSync(path) ? readFileSync(path, 'utf8') : undefined)
}

describe('golden samples', () => {
  const isValid = (folder: string) => folder.includes('/valid-')
  const kindOf = (folder: string) => folder.split('/')[1] ?? ''

  it('are of the kinds known here', () => {
    expect([...new Set(cases.map(kindOf))]).to.have.members(Object.keys(least))
  })

  for (const [kind, [valid, invalid]] of Object.entries(least)) {
    it(`${kind} has at least ${valid} valid and ${invalid} invalid ones`, () => {
      const mine = cases.filter((folder) => kindOf(folder) === kind)
      expect(mine.filter(isValid).length).to.be.at.least(valid)
      expect(mine.filter((folder) => !isValid(folder)).length).to.be.at.least(invalid)
    })
  }

  for (const folder of cases) {
    const bytes = readFileSync(join(folder, 'in.edi'))

    it(`${folder} comes out as written down`, async () => {
      const { findings } = await validateFile([bytes], schemas)
      expectGolden(join(folder, 'findings.txt'), findings.map(line).join(''))
      expect(findings.length === 0, 'only a case named valid-… is without findings').to.equal(isValid(folder))
    })

    it(`${folder} is answered as written down, rightly`, async () => {
      const answer = answerTo(bytes, schemas)
      expectGolden(join(folder, 'ack.edi'), answer)
      if (answer === undefined) return
      const { findings } = await validateFile([Buffer.from(answer, 'latin1')], schemas)
      expect(findings.map(line)).to.deep.equal([])
    })

    if (!isValid(folder) || !decoded.includes(kindOf(folder))) continue
    it(`${folder} is written again from its values, segment for segment`, () => {
      const sets = againByCodecs(bytes, schemas)
      expect(sets.length).to.be.above(0)
      for (const { before, after } of sets) expect(after).to.deep.equal(before)
    })
  }
})
