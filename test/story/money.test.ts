// Whatever payers and people do, in whatever order: no cent is lost, doubled or invented, and all of it can be taken back.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { history } from '../support/arbitrary-history.js'
import { withDatabases } from '../support/databases.js'
import { isLongMoneyRun, moneyRuns } from '../support/money-runs.js'
import { PlayedHistory } from '../support/play-history.js'

withDatabases((database, openStore) => {
  describe('money', () => {
    if (database === 'SQLite')
      it('I-1 to I-11: after each step of any history the books hold, and all money that came in is placed', async function () {
        const { remittances: wanted, seed } = moneyRuns(150)
        this.timeout(60_000 + wanted * 2000)
        let remittances = 0
        let steps = 0
        let failed = false
        await fc.assert(
          fc.asyncProperty(history({ remittances: 12, people: true }), async (told) => {
            if (remittances >= wanted && !failed) return
            const store = await openStore()
            try {
              const played = await PlayedHistory.open(store, told)
              for (const [index, step] of told.steps.entries()) {
                await played.play(step)
                await played.holds(`after step ${index + 1}, ${step.kind}`)
              }
              remittances += played.remittances
              steps += told.steps.length
            } catch (error) {
              failed = true
              throw error
            } finally {
              await store.close()
            }
          }),
          { numRuns: wanted, ...seed },
        )
        expect(remittances).to.be.at.least(wanted)
        if (wanted > 150) console.log(`      ${remittances} remittances in ${steps} steps`)
      })

    it('I-11: every posting run of any history voided in any order brings every account back to its charges', async function () {
      this.timeout(isLongMoneyRun ? 1_800_000 : 120_000)
      await fc.assert(
        fc.asyncProperty(history({ remittances: 6, people: false }), fc.array(fc.nat(1000), { minLength: 1 }), async (told, picks) => {
          const store = await openStore()
          try {
            const played = await PlayedHistory.open(store, told)
            const opened = await store.ledger.balances()
            for (const step of told.steps) await played.play(step)
            await played.voidAll(picks, () => played.holds('after a void'))
            const balances = await store.ledger.balances()
            for (const [account, cents] of Object.entries(balances)) expect(cents, account).to.equal(opened[account as 'AR:P'] ?? 0)
            for (const { id, chargeCents, state } of (await store.claims.list({ limit: 100 })).items) {
              expect((await store.ledger.balances({ claimId: id }))['AR:P']).to.equal(chargeCents)
              expect(state).to.equal('submitted')
            }
            const heldRows = (await store.remittances.list({ limit: 100 })).items.filter(({ state }) => state === 'held')
            const held = new Set(heldRows.map(({ id }) => id))
            const waiting = (await store.workItems.list({ state: 'open', limit: 100 })).items
            expect(waiting.filter(({ remittanceId = '' }) => !held.has(remittanceId)).map(({ type }) => type)).to.deep.equal([])
          } finally {
            await store.close()
          }
        }),
        { numRuns: (database === 'SQLite' ? 10 : 4) * (isLongMoneyRun ? 25 : 1), ...moneyRuns(0).seed },
      )
    })
  })
})
