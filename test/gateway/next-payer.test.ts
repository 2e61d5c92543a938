// From the remittance of the first payer to the claim of the second: proposed, held or sent, and never twice.
import { expect } from 'chai'
import type { Partner } from '../../src/domain/index.js'
import type { NextPayerClaim, ReceiveReport, SubmitReport } from '../../src/gateway/index.js'
import type { ClaimRecord, Store } from '../../src/store/index.js'
import { faultOf } from '../exchange/remote-folder.contract.js'
import { recordStep } from '../../src/gateway/claims.js'
import { crashingStore, Killed } from '../story/crashing-store.js'
import { withDatabases } from '../support/databases.js'
import {
  acorn,
  breaches,
  bytesOf,
  gatewayOn,
  openAccounts,
  receiveBytes,
  sample,
  submitBytes,
  type TestGateway,
} from '../support/gateway.js'

const primary = sample('scenarios/09-secondary-payment.primary.837')
const first = sample('scenarios/09-secondary-payment.1.835')
const second = sample('scenarios/09-secondary-payment.2.835')

const partner = (change: Partial<Partner> = {}): Partner => acorn({ payers: ['05102', '60002'], ...change })

const held = { hold: true, cutOffs: ['23:59'], timeZone: 'UTC', holidays: [], onWeekends: true }

/** Billing provider to the last line: what is not the envelope's. */
function claimSegments(file: string): string[] {
  const segments = file.split('~').map((segment) => segment.trim())
  return segments.slice(
    segments.indexOf('HL*1**20*1'),
    segments.findIndex((segment) => segment.startsWith('SE*')),
  )
}

withDatabases((_database, openStore) => {
  describe('the next payer', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store, { partners: [partner()] })
    })

    afterEach('the books hold', async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    async function claimId(): Promise<string> {
      return (await store.claims.byNumbers(['RB000901']))[0]?.id ?? ''
    }

    const look = async (): Promise<NextPayerClaim> => gateway.nextPayer.of((await store.claims.find(await claimId())) as ClaimRecord)

    async function paidByFirst(on: TestGateway = gateway): Promise<ReceiveReport> {
      expect((await submitBytes(on, primary, { asSent: true, partnerId: 'acorn' })).outcome).to.equal('submitted')
      const report = await receiveBytes(on, first)
      expect(report.remittances.map(({ outcome }) => outcome)).to.deep.equal(['posted'])
      return report
    }

    async function sentBytes({ sending }: SubmitReport): Promise<string> {
      const row = await store.outbox.find(sending[0]?.outboxId ?? '')
      return (await bytesOf(store, row?.fileId ?? '')).toString('latin1')
    }

    const openItems = async (): Promise<string[]> => (await store.workItems.list({ state: 'open' })).items.map(({ type }) => type)

    it('is proposed when the first one has paid, and held for a person', async () => {
      await paidByFirst()
      const [due, ...others] = await gateway.nextPayer.list()
      expect(others).to.deep.equal([])
      expect(due).to.deep.include({
        isDue: true,
        order: 'S',
        payerId: '60002',
        owedCents: 3300,
        partnerId: 'acorn',
        rule: 'hold',
        reasons: [],
      })
      expect((await store.outbox.list({})).items).to.deep.equal([])
      expect(await openItems()).to.deep.equal(['secondary-claim-ready'])
    })

    it('gets the claim of the sample, as an attempt of its own under the same number', async () => {
      await paidByFirst()
      const report = await gateway.nextPayer.send(await claimId())
      expect([report.outcome, report.problems, report.findings]).to.deep.equal(['submitted', [], []])
      expect(claimSegments(await sentBytes(report))).to.deep.equal(
        claimSegments(sample('scenarios/09-secondary-payment.secondary.837').toString('latin1')),
      )
      expect(await openItems(), 'the proposal is answered').to.deep.equal([])
      const attempts = await store.claims.attemptsOf(await claimId())
      expect(attempts.map(({ payerOrder, number, frequency }) => [payerOrder, number, frequency])).to.deep.equal([
        ['P', 1, '1'],
        ['S', 1, '1'],
      ])
      expect((await look()).reasons.map(({ code }) => code)).to.deep.equal(['sent-already'])
    })

    it('pays, and the books end as the scenario says', async () => {
      await paidByFirst()
      await gateway.nextPayer.send(await claimId())
      await receiveBytes(gateway, second)
      expect(await store.ledger.balances()).to.deep.include({ 'AR:P': 0, 'AR:S': 0, 'AR:PATIENT': 1000, 'CASH:REMIT': 11_316 })
      expect((await gateway.nextPayer.list())[0]?.reasons.map(({ code }) => code)).to.deep.equal(['no-later-coverage'])
    })

    it('is sent to once, however often it is asked for', async () => {
      await paidByFirst()
      const id = await claimId()
      await gateway.nextPayer.send(id)
      const fault = await faultOf(gateway.nextPayer.send(id))
      expect([fault.code, fault.message]).to.deep.equal(['REFUSED', 'nothing is sent: it was sent to this payer; wait for the answer'])
      expect((await store.outbox.list({})).items).to.have.length(1)
    })

    it('is sent to once when it is asked for five times at once', async () => {
      await paidByFirst()
      const id = await claimId()
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => gateway.nextPayer.send(id)))
      const submitted = outcomes.filter((one) => one.status === 'fulfilled' && one.value.outcome === 'submitted')
      expect(submitted).to.have.length(1)
      expect((await store.outbox.list({})).items).to.have.length(1)
      expect(await store.claims.attemptsOf(id)).to.have.length(2)
    })

    it('gets the claim by rule as soon as the remittance is posted, and then only once', async () => {
      const byRule = gatewayOn(store, { partners: [partner({ secondary: 'send' })] })
      const { workItems, remittances } = await paidByFirst(byRule)
      expect([workItems, remittances.flatMap((one) => one.workItems)], 'nothing is left to do').to.deep.equal([[], []])
      expect((await store.outbox.list({})).items).to.have.length(1)
      expect(await byRule.nextPayer.sendByRule()).to.deep.equal([])
      expect(await openItems()).to.deep.equal([])
    })

    it('who was proposed under "hold" gets it once the rule is "send"', async () => {
      await paidByFirst()
      expect(await gateway.nextPayer.sendByRule()).to.deep.equal([])
      const byRule = gatewayOn(store, { partners: [partner({ secondary: 'send' })] })
      expect((await byRule.nextPayer.sendByRule()).map(({ outcome }) => outcome)).to.deep.equal(['submitted'])
    })

    it('whose front end rejected the claim is offered it again, to a person and not by rule; then it goes as another attempt', async () => {
      const byRule = gatewayOn(store, { partners: [partner({ secondary: 'send' })] })
      await paidByFirst(byRule)
      const record = (await store.claims.find(await claimId())) as ClaimRecord
      await recordStep(store, byRule.clock, record, { event: '277CA A7', heard: 'front end rejected' })
      expect(await openItems()).to.deep.equal(['secondary-claim-ready'])
      expect(await byRule.nextPayer.sendByRule(), 'the same would be rejected again').to.deep.equal([])
      const { items } = await byRule.nextPayer.proposed({})
      expect(items.map(({ isDue, rule, wasRejected }) => [isDue, rule, wasRejected])).to.deep.equal([[true, 'hold', true]])
      expect((await byRule.nextPayer.send(record.id)).outcome).to.equal('submitted')
      const attempts = await store.claims.attemptsOf(record.id)
      expect(attempts.map(({ payerOrder, number, frequency }) => [payerOrder, number, frequency])).to.deep.equal([
        ['P', 1, '1'],
        ['S', 1, '1'],
        ['S', 2, '1'],
      ])
      expect(await openItems(), 'answered').to.deep.equal([])
    })

    it('to whom the claim waits in a batch is not sent it beside that', async () => {
      const holding = gatewayOn(store, { partners: [partner({ batch: held })] })
      await paidByFirst(holding)
      expect((await holding.nextPayer.send(await claimId())).sending).to.deep.equal([])
      expect((await look()).reasons.map(({ code }) => code)).to.deep.equal(['held'])
    })

    it('gets nothing when the first one forwarded the claim itself', async () => {
      const byRule = gatewayOn(store, { partners: [partner({ secondary: 'send' })] })
      await submitBytes(byRule, primary, { asSent: true, partnerId: 'acorn' })
      await receiveBytes(byRule, first.toString('latin1').replace('CLP*RB000901*1*', 'CLP*RB000901*19*'))
      expect((await store.outbox.list({})).items).to.deep.equal([])
      expect((await byRule.nextPayer.list())[0]?.reasons.map(({ code }) => code)).to.deep.equal(['crossed-over'])
      expect((await faultOf(byRule.nextPayer.send(await claimId()))).code).to.equal('REFUSED')
    })

    it('gets nothing of a claim that another system sent: not all of it is known', async () => {
      await openAccounts(gateway, JSON.parse(sample('scenarios/09-secondary-payment.claims.json').toString()) as never)
      await receiveBytes(gateway, first)
      expect((await gateway.nextPayer.list())[0]?.reasons.map(({ code }) => code)).to.deep.equal(['sent-elsewhere'])
    })

    it('what a partner refuses is told to a person, and nothing is sent', async () => {
      const strict = gatewayOn(store, {
        partners: [partner({ secondary: 'send', decisions: { 'line-quantity': 'reject', SITUATION_DOUBTFUL: 'reject' } })],
      })
      await submitBytes(strict, primary, { asSent: true, partnerId: 'acorn' })
      // BPR16 lies after the day on which the claim is written: doubtful, and refused by this partner.
      await receiveBytes(strict, first.toString('latin1').replace('*20261103~', '*20261130~'))
      expect((await store.outbox.list({})).items).to.deep.equal([])
      expect((await openItems()).toSorted()).to.deep.equal(['secondary-claim-ready', 'secondary-claim-refused'])
    })
  })

  describe('the next payer, killed', () => {
    it('anywhere in the sending, then asked again, gets it once', async function () {
      this.timeout(600_000)
      const stride = 5
      let points = 0
      for (let point = 1; ; point += stride) {
        const store = await openStore()
        const calm = gatewayOn(store, { partners: [partner()] })
        await submitBytes(calm, primary, { asSent: true, partnerId: 'acorn' })
        await receiveBytes(calm, first)
        const id = (await store.claims.byNumbers(['RB000901']))[0]?.id ?? ''
        const dying = gatewayOn(crashingStore(store, point, 'after').store, { partners: [partner()] })
        const survived = await dying.nextPayer.send(id).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error
            return false
          },
        )
        const due = await calm.nextPayer.of((await store.claims.find(id)) as ClaimRecord)
        if (due.isDue) await calm.nextPayer.send(id)
        expect((await store.outbox.list({})).items, `killed after call ${point}`).to.have.length(1)
        expect(await store.claims.attemptsOf(id)).to.have.length(2)
        await store.close()
        if (survived) break
        points += 1
      }
      expect(points, 'places where it was killed').to.be.greaterThan(2)
    })
  })
})
