// The story of a silence: claims are sent, their payers say nothing, they are asked, and each claim tells where it stands and who must act.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { claimTimeline } from '../../src/gateway/index.js'
import { validateFile } from '../../src/schema/index.js'
import { type Answer, answerFile } from '../../src/simulator/answer-file.js'
import { SimulatorMemory } from '../../src/simulator/memory.js'
import type { Store } from '../../src/store/index.js'
import { addMs } from '../../src/values/index.js'
import { claimAnswers, schemas } from '../simulator/read-answers.js'
import { claimOf, submissionOf } from '../simulator/submission.js'
import { withDatabases } from '../support/databases.js'
import { acorn, breaches, gatewayOn, receiveBytes, stillClock, submitBytes } from '../support/gateway.js'

const hour = 3_600_000
const day = 24 * hour

withDatabases((_database, openStore) => {
  describe('a silent payer is asked', () => {
    let root: string
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'x12gw-inquiry-'))
      for (const name of ['out', 'in']) mkdirSync(join(root, name))
    })
    afterEach(() => rmSync(root, { recursive: true }))

    it('and answers for each claim: paid, denied, pending, never arrived', async () => {
      const store = await openStore()
      const clock = stillClock('2026-11-02T14:00:00.000Z')
      const partner = acorn({ folder: { ...acorn().folder, kind: 'local', root } })
      const gateway = gatewayOn(store, { partners: [partner], clock })
      const memory = new SimulatorMemory(join(root, 'memory.json'))
      const taken = new Set<string>()

      /** What the clearinghouse finds in its folder, but for the files that get lost, and what it answers. */
      function answers(lost: readonly string[] = []): Answer[] {
        const fresh = readdirSync(join(root, 'out'))
          .filter((name) => !taken.has(name))
          .toSorted()
        for (const name of fresh) taken.add(name)
        return fresh
          .filter((name) => !lost.includes(name))
          .flatMap((name) => {
            const times = { receivedAt: clock(), answeredAt: clock(), remittedAt: addMs(clock(), hour) }
            return answerFile({ bytes: readFileSync(join(root, 'out', name)), ...times }, { schemas, claimAnswers }, memory)
          })
      }

      const claims = [
        claimOf({ number: 'RB4001' }),
        claimOf({ number: 'RB4035' }),
        claimOf({ number: 'RB4000' }),
        claimOf({ number: 'RB4011', isDependent: true }),
      ]
      await submitBytes(gateway, submissionOf('000000501', claims))
      await submitBytes(gateway, submissionOf('000000502', [claimOf({ number: 'RB4021' })]))
      await gateway.dispatch(partner)
      // Acknowledged in form, and then silence: 277CA and 835 never come, and one file was lost on their side.
      const [, lost = ''] = readdirSync(join(root, 'out')).toSorted()
      for (const { kind, bytes } of answers([lost])) if (kind === 'TA1' || kind === '999') await receiveBytes(gateway, bytes)
      clock.advance(15 * day)
      await gateway.overdue.review()
      expect((await openItems(store)).filter((type) => type.startsWith('overdue'))).to.deep.equal([
        'overdue-clearinghouse-277ca',
        'overdue-ta1',
      ])

      const report = await gateway.inquire.overdue()
      expect([report.files.length, report.asked.length, report.notAsked]).to.deep.equal([1, 5, []])
      await gateway.dispatch(partner)
      const told = answers()
      expect(told.map(({ kind }) => kind)).to.deep.equal(['TA1', '999', '277'])
      for (const { bytes } of told) {
        expect((await validateFile([bytes], schemas)).findings).to.deep.equal([])
        await receiveBytes(gateway, bytes)
      }

      expect(await whereThey(store)).to.deep.equal([
        'RB4000 PayerAccepted pending: payer',
        'RB4001 PayerAccepted paid: payer',
        'RB4011 PayerAccepted paid: payer',
        'RB4021 Sent not-found: practice',
        'RB4035 PayerAccepted denied: payer',
      ])
      const [paid] = await store.claims.byNumbers(['RB4001'])
      if (paid === undefined) throw new Error('the claim is gone')
      const { steps, payerClaimNumber } = await claimTimeline(store, paid)
      expect(steps.map(({ event }) => event)).to.deep.equal([
        'batched',
        'sent',
        'TA1 A',
        '999 A',
        'status inquired',
        'status inquiry TA1 A',
        'status inquiry 999 A',
        'status answered',
      ])
      expect(payerClaimNumber).to.match(/^SIM/)
      const { source } = steps.at(-1) ?? {}
      const slice = Buffer.from(await store.files.slice(source?.fileId ?? '', source ?? { offset: 0, length: 0 })).toString()
      expect(slice).to.match(/^TRN\*2\*\S+~\s*STC\*F1:65\*20261117\*\*150\*105\*20261102~/)
      // What the payer says of money moves none.
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 75_000, REVENUE: -75_000 })
      await gateway.overdue.review()
      // The payer’s word stands for the acknowledgements that are missing; of the lost file they are still awaited.
      expect(await openItems(store)).to.deep.equal(['claim-not-found', 'overdue-ta1'])
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })
  })
})

async function openItems(store: Store): Promise<string[]> {
  return (await store.workItems.list({ state: 'open', limit: 500 })).items.map(({ type }) => type).toSorted()
}

async function whereThey(store: Store): Promise<string[]> {
  const { items } = await store.claims.list({ limit: 500 })
  const told = await Promise.all(
    items.map(async (claim) => {
      const { submissionState, inquiryState = '', next } = await claimTimeline(store, claim)
      return `${claim.patientControlNumber} ${submissionState} ${inquiryState}: ${next.owner}`
    }),
  )
  return told.toSorted()
}
