// A fee schedule beside the books: what was allowed too little is work at once, and goes when the payment goes.
import { expect } from 'chai'
import { claimTimeline, createPostingActs, createReports, importFees } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import type { IsoDate } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim, treatments } from '../support/era.js'
import { breaches, gatewayOn, openAccounts, receiveBytes, stillClock, type TestGateway } from '../support/gateway.js'
import { interchange, type PaidClaim, remittanceFile, remittanceSet } from '../support/remittance-file.js'

const schedule = 'payer,procedure,effective_from,rate\n60001,99201,2026-01-01,110.00\n60002,99201,2026-01-01,30.00\n'
const of = { by: 'user:test', reason: 'the payer stopped it' }

withDatabases((_database, openStore) => {
  describe('fees', () => {
    let store: Store
    let gateway: TestGateway
    beforeEach('one claim of 150.00, contract 110.00', async () => {
      store = await openStore()
      gateway = gatewayOn(store, { clock: stillClock() })
      await openAccounts(gateway, [
        openClaim('FEE00001', { charges: [150] }),
        openClaim('FEE00002', { charges: [150], payers: ['60009', '60001'] }),
      ])
    })

    const take = (text = schedule) => importFees(gateway, { name: 'contracts.csv', bytes: Buffer.from(text) }, 'user:test')
    const paid = (paidCents: number, change: Partial<PaidClaim> = {}): PaidClaim => ({
      number: 'FEE00001',
      chargeCents: 15_000,
      paidCents,
      ...change,
    })
    const items = async () =>
      (await store.workItems.list({ types: ['underpayment', 'overpaid'], limit: 100 })).items.map(({ type, state, claim, line, cents }) => [
        type,
        state,
        claim,
        line,
        cents,
      ])

    it('the same table again changes nothing; a corrected row takes the place of the one before', async () => {
      expect(await take()).to.deep.include({ outcome: 'imported', added: 2, changed: 0, unchanged: 0 })
      expect(await take()).to.deep.include({ outcome: 'imported', added: 0, changed: 0, unchanged: 2 })
      expect(await take(schedule.replace('110.00', '112.00'))).to.deep.include({ added: 0, changed: 1, unchanged: 1 })
      expect((await store.fees.list({})).items.map(({ payerId, basis }) => [payerId, basis])).to.deep.equal([
        ['60002', { kind: 'cents', cents: 3000 }],
        ['60001', { kind: 'cents', cents: 11_200 }],
      ])
    })

    it('a table with a wrong row is refused with line, column and remedy, and nothing of it is there', async () => {
      const report = await take(`${schedule}60003,99201,soon,10\n`)
      expect(report.outcome).to.equal('refused')
      expect(report.findings.map(({ message }) => message)).to.deep.equal([
        'line 4, column effective_from: it must be a day such as 2026-01-01',
      ])
      expect((await store.fees.list({})).items).to.deep.equal([])
    })

    it('without a schedule there is no such work', async () => {
      await receiveBytes(gateway, remittanceFile({ trace: 'F1', claims: [paid(9800)] }))
      expect(await items()).to.deep.equal([])
    })

    it('paid too little: one item, seen at the claim and in the report; AMT*B6 is a remark', async () => {
      await take()
      const file = remittanceFile({ trace: 'F1', claims: [paid(9800)] }).replace(
        'REF*6R*FEE00001L1~\n',
        'REF*6R*FEE00001L1~\nAMT*B6*110~\n',
      )
      await receiveBytes(
        gateway,
        file.replace(/SE\*(\d+)/, (_, count) => `SE*${Number(count) + 1}`),
      )
      expect(await items()).to.deep.equal([['underpayment', 'open', 'FEE00001', 1, 1200]])
      const [claim] = await store.claims.byNumbers(['FEE00001'])
      const { work } = await claimTimeline(gateway, claim ?? expect.fail())
      expect(work.map(({ type, why }) => [type, why])).to.deep.equal([
        ['underpayment', ['contract 110.00, allowed 98.00, difference 12.00']],
      ])
      const [payment] = await store.remittances.paymentsOfClaim(claim?.id ?? '')
      expect(payment?.decision).to.deep.include({ notes: [{ code: 'allowed-differs', line: 1 }] })
      const row = { underpaidLines: 1, expectedCents: 11_000, actualCents: 9800, underpaidCents: 1200, overpaidLines: 0, overpaidCents: 0 }
      const rows = await createReports({ store, treatments }).underpayments({ to: '2026-11-23' as IsoDate })
      expect(rows).to.deep.equal([
        { payer: '60001', ...row },
        { payer: 'total', ...row },
      ])
    })

    it('as agreed, denied, or of the second payer: nothing', async () => {
      await take()
      await receiveBytes(gateway, remittanceFile({ trace: 'F1', claims: [paid(11_000)] }))
      await receiveBytes(gateway, remittanceFile({ trace: 'F2', claims: [paid(1000, { number: 'FEE00002', status: '2' })] }))
      expect(await items()).to.deep.equal([])
      const denied = openClaim('FEE00003', { charges: [150] })
      await openAccounts(gateway, [denied])
      const file = remittanceFile({ trace: 'F3', claims: [paid(0, { number: 'FEE00003' })] }).replace('CAS*CO*45', 'CAS*CO*197')
      await receiveBytes(gateway, file)
      expect(await items()).to.deep.equal([])
    })

    it('a void withdraws it, posting again renews it', async () => {
      await take()
      const { remittances } = await receiveBytes(gateway, remittanceFile({ trace: 'F1', claims: [paid(9800)] }))
      const id = remittances[0]?.remittanceId ?? ''
      const postings = createPostingActs(gateway)
      await postings.void(id, of)
      expect(await items()).to.deep.equal([['underpayment', 'resolved', 'FEE00001', 1, 1200]])
      await postings.post(id, of)
      expect((await items()).map(([, state]) => state)).to.deep.equal(['open', 'resolved'])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('a reversal ends it, its correction is compared anew', async () => {
      await take()
      await receiveBytes(gateway, remittanceFile({ trace: 'F1', claims: [paid(9800)] }))
      const taken = paid(-9800, { chargeCents: -15_000, status: '22', contractualCents: -5200 })
      const set = remittanceSet({ trace: 'F2', claims: [taken, paid(13_000)] })
      await receiveBytes(gateway, interchange([set], { control: '000000102' }))
      expect(await items()).to.deep.equal([
        ['overpaid', 'open', 'FEE00001', 1, 2000],
        ['underpayment', 'resolved', 'FEE00001', 1, 1200],
      ])
      expect(await breaches(store)).to.deep.equal([])
    })
  })
})
