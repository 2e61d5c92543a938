// Every rule of every guide, broken once: from the compiled guide a minimal valid set is built, one thing in it is made wrong, and
// exactly the finding of that rule must come. What lies just inside a rule (each code, the longest text, the last repeat) must pass.
// Rules without a case are counted with the reason; X12GW_GUIDE_COUNTS=1 prints the counts of each guide.
import { expect } from 'chai'
import { type Guide, loadSchemas } from '../../src/schema/index.js'
import { buildSet, number } from './build.js'
import { findingsOf, type Rule } from './case.js'
import { casesOf } from './cases.js'
import { everySegment } from './paths.js'

const schemas = loadSchemas('schemas')

/** Mutations there must be at least, so that no class of them goes away unnoticed. */
const least: Readonly<Record<string, number>> = {
  '005010X222A1': 9000,
  '005010X223A2': 9000,
  '005010X224A2': 6000,
  '005010X221A1': 1700,
  '005010X212-276': 800,
  '005010X212-277': 1100,
  '005010X214': 850,
  '005010X231A1': 250,
  '005010X279A1-270': 1100,
  '005010X279A1-271': 1800,
}

describe('guides, one mutation per rule', function () {
  this.timeout(60_000)

  for (const guide of schemas.guides)
    it(guide.id, function () {
      expect(findingsOf(guide, number(buildSet([guide.root])), []), 'a minimal set is valid').to.deep.equal([])
      const { wrong, mutations, passing, counts } = runOf(guide)
      expect(wrong).to.deep.equal([])
      expect(mutations).to.be.at.least(least[guide.id] ?? 100)
      this.runnable().title += `: ${mutations} mutations found, ${passing} sets at the edge of a rule pass`
      if (process.env.X12GW_GUIDE_COUNTS === '1') process.stdout.write(printed(guide, counts))
    })

  it('tell segments apart by what must be filled', () => {
    const told = schemas.guides.flatMap(({ id, root }) =>
      everySegment(root).flatMap(({ name, elements, qualifiers }) =>
        qualifiers.filter(({ element }) => elements[element - 1]?.usage !== 'R').map(({ element }) => `${id} ${name} ${element}`),
      ),
    )
    expect(told).to.deep.equal([])
  })

  it('knows every guide by name', () => {
    expect(schemas.guides.map(({ id }) => id)).to.include.members(Object.keys(least))
  })
})

interface Run {
  /** Cases that came out otherwise. */
  readonly wrong: readonly string[]
  readonly mutations: number
  readonly passing: number
  /** By rule, and by rule and reason where there is no case. */
  readonly counts: ReadonlyMap<string, number>
}

function runOf(guide: Guide): Run {
  const wrong: string[] = []
  const counts = new Map<string, number>()
  let [mutations, passing] = [0, 0]
  const count = (rule: Rule, what: string) => counts.set(`${rule}: ${what}`, (counts.get(`${rule}: ${what}`) ?? 0) + 1)
  for (const each of casesOf(guide)) {
    if ('why' in each) {
      count(each.rule, `left out, ${each.why}`)
      continue
    }
    const expected = each.expected.toSorted()
    const found = findingsOf(guide, each.set, expected)
    if (JSON.stringify(found) !== JSON.stringify(expected))
      wrong.push(`${each.rule}, ${each.at}: expected ${expected.join(', ') || 'nothing'}, found ${found.join(', ') || 'nothing'}`)
    if (expected.length === 0) passing++
    else mutations++
    count(each.rule, expected.length === 0 ? 'passes' : 'found')
  }
  return { wrong, mutations, passing, counts }
}

function printed({ id, name }: Guide, counts: ReadonlyMap<string, number>): string {
  const lines = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `  ${String(count).padStart(6)}  ${what}\n`)
  return `\n${id} ${name}\n${lines.join('')}`
}
