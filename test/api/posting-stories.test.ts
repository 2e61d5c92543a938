// A remittance over HTTP, with the whole gateway behind it: posted, tried, voided, posted again, and what the two runs differ in.
import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { breaches, openAccounts, receiveBytes, sample } from '../support/gateway.js'
import { type GatewayServer, startGatewayServer } from './gateway-server.js'

describe('remittances over the API', () => {
  let server: GatewayServer
  let id = ''

  before('a remittance that pays one claim, and leaves the others in suspense', async () => {
    server = await startGatewayServer()
    await openAccounts(server.gateway, JSON.parse(sample('scenarios/10-unmatched.claims.json').toString()) as OpenClaim[])
    const { remittances } = await receiveBytes(server.gateway, sample('scenarios/10-unmatched.835'))
    id = remittances[0]?.remittanceId ?? ''
  })
  after(() => server.close())

  const runs = async () => (await server.call<{ items: { id: string; mode: string; state: string }[] }>(`/remittances/${id}/runs`)).items
  const balances = () => server.gateway.store.ledger.balances()

  /** The last actions of the audit trail, the last one first. */
  const audited = async (count: number) => (await server.gateway.store.audit.list({ limit: count })).items.map(({ action }) => action)

  it('a void is tried first, and then done; posting again books the same', async () => {
    const before = await balances()
    const tried = await server.call<{ isDryRun: boolean; state: string }>(`/remittances/${id}/void`, {
      reason: 'cheque was stopped',
      dryRun: true,
    })
    expect(tried).to.include({ isDryRun: true, state: 'voided' })
    expect(await balances(), 'nothing was booked').to.deep.equal(before)
    expect(await audited(2), 'the trail takes it for no void').to.deep.equal(['posting.void.dry-run', 'remittance.void.dry-run'])

    expect(await server.call(`/remittances/${id}/void`, { reason: 'cheque was stopped' })).to.include({
      isDryRun: false,
      state: 'voided',
      postedCents: 0,
    })
    expect(await server.call(`/remittances/${id}/void`, { reason: 'once more' }, 409)).to.include({ code: 'CONFLICT' })
    expect(await server.call(`/remittances/${id}/posting`, {}, 422), 'never without a reason').to.include({ code: 'REFUSED' })
    const trial = await server.call(`/remittances/${id}/posting`, { reason: 'it was paid after all', dryRun: true })
    expect(trial).to.include({ isDryRun: true, state: 'posted' })
    expect(await audited(2)).to.deep.equal(['posting.post.dry-run', 'remittance.post.dry-run'])
    expect(await server.call(`/remittances/${id}/posting`, { reason: 'it was paid after all' })).to.include({ state: 'posted' })
    expect(await audited(2)).to.deep.equal(['posting.post', 'remittance.post'])
    expect(await balances()).to.deep.equal(before)

    const [first, , second] = await runs()
    expect((await runs()).map(({ mode, state }) => `${mode} ${state}`)).to.deep.equal([
      'automatic voided',
      'void posted',
      'by-person posted',
    ])
    expect(await server.call(`/posting-runs/comparison?first=${first?.id}&second=${second?.id}`)).to.deep.equal({ items: [] })
    expect(await breaches(server.gateway.store)).to.deep.equal([])
  })

  /** The claim payment of the set with this payer claim number (CLP07). */
  const paymentOf = async (payerClaimNumber: string): Promise<string> => {
    const { items } = await server.gateway.store.remittances.payments(id, { limit: 10 })
    return items.find(({ payment }) => payment.payerClaimNumber === payerClaimNumber)?.id ?? ''
  }
  const act = (payment: string, name: string, body: object, status = 200) => server.call(`/claim-payments/${payment}/${name}`, body, status)

  it('a claim payment that may be for one of two is linked by a person, and taken off again', async () => {
    const payment = await paymentOf('AC26110002')
    expect(await act(payment, 'link', { patientControlNumber: 'NOBODY', reason: 'a guess' }, 404)).to.include({ code: 'NOT_FOUND' })
    const before = await balances()
    const linked = await act(payment, 'link', { patientControlNumber: 'RB001001', reason: 'payer confirmed by phone' })
    expect(linked).to.deep.equal({ id: payment, state: 'posted' })
    expect((await balances())['SUSPENSE:CLAIM']).to.equal((before['SUSPENSE:CLAIM'] ?? 0) + 6000)
    expect(await act(payment, 'void', { reason: 'it was the other one' })).to.deep.equal({ id: payment, state: 'suspended' })
    expect(await balances()).to.deep.equal(before)
    expect(await breaches(server.gateway.store)).to.deep.equal([])
  })

  it('R-MATCH-5: a proposal that a person rejects is shown no more, also once the remittance is judged again', async () => {
    const shown = async () => {
      const { items } = await server.call<{
        items: { payerClaimNumber: string; rejected?: string[]; decision: { match: { candidates?: string[] } } }[]
      }>(`/remittances/${id}/payments`)
      const found = items.find(({ payerClaimNumber }) => payerClaimNumber === 'AC26110002')
      return { proposed: found?.decision.match.candidates, rejected: found?.rejected }
    }
    const again = async () => {
      await server.call(`/remittances/${id}/void`, { reason: 'judged again' })
      await server.call(`/remittances/${id}/posting`, { reason: 'judged again' })
    }
    await again()
    expect(await shown()).to.deep.equal({ proposed: ['RB001001', 'RB001002'], rejected: undefined })
    const payment = await paymentOf('AC26110002')
    const body = { patientControlNumber: 'RB001002', reason: 'the payer says it is the other visit' }
    expect(await act(payment, 'reject', body)).to.deep.equal({ id: payment, state: 'suspended' })
    const left = { proposed: ['RB001001'], rejected: ['RB001002'] }
    expect(await shown()).to.deep.equal(left)
    expect(await act(payment, 'reject', body, 422)).to.include({ code: 'REFUSED' })
    await again()
    expect(await shown()).to.deep.equal(left)
    expect(await breaches(server.gateway.store)).to.deep.equal([])
  })

  it('one that is for nobody here is owed back to the payer, until it turns out to be ours', async () => {
    const payment = await paymentOf('AC26110001')
    const before = await balances()
    expect(await act(payment, 'not-ours', { reason: 'of another practice' })).to.deep.equal({ id: payment, state: 'not-ours' })
    expect((await balances())['DUE:PAYER']).to.equal(-8500)
    expect(await act(payment, 'void', { reason: 'ours after all' })).to.deep.equal({ id: payment, state: 'suspended' })
    expect((await balances())['SUSPENSE:CLAIM']).to.equal(before['SUSPENSE:CLAIM'])
    expect(await breaches(server.gateway.store)).to.deep.equal([])
  })

  it('another payment under the same number is shown claim by claim', async () => {
    const [first = '', second = ''] = ['1', '4'].map((step) => `scenarios/11-duplicate-file.${step}.835`)
    await openAccounts(server.gateway, JSON.parse(sample('scenarios/11-duplicate-file.claims.json').toString()) as OpenClaim[])
    const ids: string[] = []
    for (const name of [first, second]) ids.push((await receiveBytes(server.gateway, sample(name))).remittances[0]?.remittanceId ?? '')
    const { items } = await server.call<{ items: { first: object; second: object }[] }>(
      `/remittance-comparison?first=${ids[0]}&second=${ids[1]}`,
    )
    expect(items).to.have.length(1)
    expect([items[0]?.first, items[0]?.second].map((one) => Object.keys(one ?? {}).length)).to.deep.equal([4, 4])
  })
})
