// What kind of refusal a category is, and which denial is worth most per day (domain rules 7.1).
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { denialKind, denialPriority, denialScenarios } from '../../src/ledger/index.js'
import { treatments } from '../support/era.js'

const source = readFileSync('src/ledger/denial-kinds.ts', 'utf8')

describe('denial kinds', () => {
  const categories = [
    ...new Set(Object.values(treatments.carc).flatMap(({ treatment, category }) => (treatment === 'denial' ? [category] : []))),
  ]
  for (const category of categories)
    it(`${category} has a CORE 360 scenario of its own row`, () => {
      expect(denialScenarios).to.include(denialKind(category).scenario)
      expect(source).to.match(new RegExp(`^  '?${category}'?: \\{`, 'm'))
    })

  const rows: readonly (readonly [string, number, string, number, number])[] = [
    ['claim data, ten days left', 10_000, 'claim-data', 10, 850],
    ['the same with one day left', 10_000, 'claim-data', 1, 8500],
    ['on its last day', 10_000, 'claim-data', 0, 8500],
    ['after its last day', 10_000, 'claim-data', -1, 0],
    ['what hardly ever comes back', 10_000, 'appeal-upheld', 10, 50],
    ['a reason that no table knows', 10_000, 'unknown-code', 10, 500],
  ]
  for (const [name, cents, category, daysLeft, priority] of rows)
    it(`7.1 priority, ${name}: ${priority}`, () => {
      expect(denialPriority(cents, category, daysLeft)).to.equal(priority)
    })
})
