// Every folder of samples/ with an in.edi is a case: what is found in it is written down in findings.txt beside it.
// UPDATE_GOLDEN=1 writes what is found now; the difference is reviewed like code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { type FindingReport, loadSchemas, validateFile } from '../src/schema/index.js'

const schemas = loadSchemas('schemas')
const cases = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('/in.edi'))
  .map((name) => join('samples', dirname(name)))
  .toSorted()

function line({ severity, code, path, transactionSet, segment, offset, message }: FindingReport): string {
  const place = `${transactionSet === undefined ? '' : `set ${transactionSet} `}segment ${segment} offset ${offset}`
  return `${severity} ${code} ${path === '' ? '-' : path} ${place}: ${message}\n`
}

describe('golden samples', () => {
  it('there are valid and invalid ones of each kind', () => {
    const kinds = new Set(cases.map((each) => dirname(each)))
    for (const kind of kinds) {
      const names = cases.filter((each) => dirname(each) === kind)
      expect(names.some((each) => each.includes('/valid-')) && names.some((each) => !each.includes('/valid-')), kind).to.equal(true)
    }
    expect(kinds.size).to.be.greaterThan(5)
  })

  for (const folder of cases) {
    it(`${folder} comes out as written down`, async () => {
      const report = await validateFile([readFileSync(join(folder, 'in.edi'))], schemas)
      const lines = report.findings.map(line).join('')
      const golden = join(folder, 'findings.txt')
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, lines)
      expect(existsSync(golden), `${golden} is missing; UPDATE_GOLDEN=1 writes it`).to.equal(true)
      expect(lines).to.equal(readFileSync(golden, 'utf8'))
      expect(report.findings.length === 0, 'only a case named valid-… is without findings').to.equal(folder.includes('/valid-'))
    })
  }
})
