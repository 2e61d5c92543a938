// Every edit, turned off: the claim that breaks it goes out, the simulator answers as clearinghouses and payers do, and the life
// cycle of the claim follows, with the work that is owed and by whom.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Claim } from '../../src/domain/index.js'
import { edits } from '../../src/edits/index.js'
import { openStore, type Store } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { type EditAnswer, editAnswers } from '../support/edit-answers.js'
import { exampleClaim } from '../support/edit-facts.js'
import { type EditRow, editRows } from '../support/edit-rows.js'
import { editsOff, type JudgedClaim } from '../support/edits-off.js'
import { testKeys } from '../support/test-keys.js'
import { productionOf } from './submission.js'

interface Breach {
  readonly edit: string
  readonly expected: EditAnswer
  readonly claim: Claim
  readonly number: string
}

/** Letters only: the ending of a number without digits decides nothing. */
const numberOf = (index: number) => `EDIT${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`

/** The claim of the edit's own row, of a member of its own. */
function breachOf({ edit, example, given = {}, change = {} }: EditRow, index: number): Breach {
  const expected = editAnswers[edit]
  if (expected === undefined) throw new Error(`${edit} has no answer`)
  const { coverages } = exampleClaim(example)
  const members = coverages.flatMap(({ filing, memberId }, at): [string, string][] =>
    filing === 'MA' || filing === 'MB' || memberId === '' ? [] : [[`/coverages/${at}/memberId`, `W9${String(index).padStart(7, '0')}`]],
  )
  const own = { '/patientControlNumber': numberOf(index), ...Object.fromEntries<string>(members) }
  const claim = exampleClaim(example, { ...own, ...given, ...change, ...expected.also })
  return { edit, expected, claim, number: claim.patientControlNumber }
}

/** Where an answer leaves the claim, whose turn it is, and what is to be worked. */
function standing({ answer, stands }: EditAnswer) {
  const sent = answer === '999' ? 'SyntaxRejected' : answer.startsWith('277CA') ? 'FrontEndRejected' : 'PayerAccepted'
  if (stands !== undefined) return [stands.sent ?? sent, [stands.state], stands.owner, stands.work]
  if (answer === '999') return [sent, ['submitted'], 'practice', ['syntax-rejected']]
  if (answer.startsWith('277CA')) return [sent, ['submitted'], 'practice', ['front-end-rejected']]
  return answer === 'paid' ? [sent, ['paid', 'patient'], 'nobody', []] : [sent, ['denied', 'partly-paid'], 'practice', ['denial']]
}

describe('edits turned off', () => {
  const breaches = editRows.map(breachOf)
  let folder: string
  let store: Store
  let farSide: ReturnType<typeof editsOff>
  const refused = new Set<string>()

  before('all claims go out in few files, and the answers come in', async () => {
    folder = mkdtempSync(join(tmpdir(), 'x12gw-edits-off-'))
    store = await openStore({ engine: 'sqlite', file: join(folder, 'test.sqlite'), ...testKeys, migrate: true }, { clock: systemClock })
    farSide = editsOff(store)
    const alone = (one: Breach) => one.expected.answer === '999' || one.expected.answer === 'refused'
    const together = breaches.filter((one) => !alone(one) && one.expected.as837 !== true)
    const earlier = breaches.filter(({ expected }) => expected.isRepeat).map(({ claim }) => ({ ...claim, patientControlNumber: 'EARLIER' }))
    await farSide.send([...earlier, ...together.map(({ claim }) => claim)])
    // A 999 rejects all that stands in the set, so what it is expected for goes by itself.
    for (const { claim, number } of breaches.filter(alone)) if ((await farSide.send([claim])).outcome === 'refused') refused.add(number)
    for (const [index, { claim }] of breaches.filter(({ expected }) => expected.as837).entries())
      await farSide.send(productionOf(String(777 + index).padStart(9, '0'), [claim]))
  })

  after(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('every edit has an answer, or the reason why nobody gives one', () => {
    expect(Object.keys(editAnswers)).to.deep.equal(edits.map(({ id }) => id))
    const silent = Object.entries(editAnswers).filter(([, { answer, why }]) => /^(?:paid|refused)$/.test(answer) && why === undefined)
    expect(silent).to.deep.equal([])
  })

  for (const { edit, expected, number } of breaches)
    it(`${edit} is answered: ${expected.answer}`, async () => {
      const judged = await farSide.judged(number)
      if (expected.answer === 'refused') {
        expect([refused.has(number), judged]).to.deep.equal([true, undefined])
        return
      }
      if (judged === undefined) throw new Error('the claim did not go out')
      const { timeline, work } = judged
      const [sent, states, owner, owed] = standing(expected)
      expect(heard(judged)).to.equal(expected.answer)
      expect([timeline.submissionState, timeline.next.owner, work]).to.deep.equal([sent, owner, owed])
      expect(states).to.include(timeline.state)
    })
})

/** What was answered, in the words of the table. */
function heard({ timeline: { submissionState }, status = '', denial }: JudgedClaim): string {
  if (submissionState === 'SyntaxRejected') return '999'
  if (submissionState === 'FrontEndRejected') return `277CA ${status}`
  return denial === undefined ? 'paid' : `835 ${denial}`
}
