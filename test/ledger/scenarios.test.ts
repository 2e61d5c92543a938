// The worked scenarios at the level of the money rules: files in, entries, states, work items and balances out, exactly.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { EntryDraft, OpenClaim } from '../../src/domain/index.js'
import type { AdjustmentTreatments } from '../../src/ledger/index.js'
import { Books } from '../support/books.js'
import { readRemittance } from '../support/read-remittance.js'

interface Expected {
  readonly claims: string
  readonly givenEntries: readonly EntryDraft[]
  readonly steps: readonly {
    readonly file: string
    readonly trace: string
    readonly bpr02Cents: number
    readonly outcome: string
    readonly entries: readonly Readonly<Record<string, unknown>>[]
    readonly claimStates: Readonly<Record<string, string>>
    readonly workItems: readonly Readonly<Record<string, unknown>>[]
  }[]
  readonly finalBalances: Readonly<Record<string, number>>
}

const folder = 'samples/scenarios'
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T
const treatments = json<AdjustmentTreatments>('schemas/codes/adjustment-treatment.json')
const isAcknowledgementChain = (name: string): boolean => !existsSync(`${folder}/${name.replace('.expected.json', '.claims.json')}`)
const scenarios = readdirSync(folder).filter((name) => name.endsWith('.expected.json') && !isAcknowledgementChain(name))

/** The fields of the actual object that the expected one names. */
function only(expected: Readonly<Record<string, unknown>> | undefined, actual: object): Readonly<Record<string, unknown>> {
  const record = actual as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.keys(expected ?? record).map((key) => [key, record[key]]))
}

describe('scenarios, money rules only', () => {
  it('has all remittance scenarios', () => {
    expect(scenarios).to.have.length.at.least(14)
  })

  for (const name of scenarios) {
    it(`${name.replace('.expected.json', '')} leaves exactly these books`, () => {
      const expected = json<Expected>(`${folder}/${name}`)
      const books = new Books(treatments)
      for (const claim of json<OpenClaim[]>(`${folder}/${expected.claims}`)) books.openClaim(claim)
      books.write(expected.givenEntries)
      for (const [index, step] of expected.steps.entries()) {
        // Steps of one file, one after the other, are its transaction sets in order.
        const earlier = expected.steps.slice(0, index).filter(({ file }) => file === step.file).length
        const actual = books.receive(readRemittance(readFileSync(`${folder}/${step.file}`, 'utf8'), earlier))
        expect(actual.outcome, step.file).to.equal(step.outcome)
        expect({ trace: actual.trace, bpr02Cents: actual.bpr02Cents }).to.deep.equal(only({ trace: 0, bpr02Cents: 0 }, step))
        expect(actual.entries.map((entry, index) => only(step.entries[index], entry))).to.deep.equal(step.entries)
        expect(actual.claimStates).to.deep.equal(step.claimStates)
        const items = actual.workItems.map(({ facts, ...item }) => ({ ...item, ...facts }))
        // The sample names the file that it sends to the next payer; the rules cannot know that name.
        const wanted = step.workItems.map(({ nextAction, ...item }) =>
          nextAction === undefined || item['type'] === 'secondary-claim-ready' ? item : { ...item, nextAction },
        )
        expect(items.map((item, index) => only(wanted[index], item))).to.deep.equal(wanted)
      }
      const accounts = { ...Object.fromEntries(Object.keys(expected.finalBalances).map((account) => [account, 0])), ...books.balances() }
      for (const [account, cents] of Object.entries(accounts)) {
        expect(cents, account).to.equal(expected.finalBalances[account] ?? 0)
      }
    })
  }
})
