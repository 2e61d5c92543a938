// A patient's payment over HTTP, with the whole gateway behind it: booked once, taken back, and in the audit trail.
import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { breaches, openAccounts, receiveBytes, sample } from '../support/gateway.js'
import { type GatewayServer, startGatewayServer } from './gateway-server.js'

describe('patient accounts over the API', () => {
  let server: GatewayServer
  let account = ''

  before('a remittance that leaves 166.00 to the patient', async () => {
    server = await startGatewayServer()
    await openAccounts(server.gateway, JSON.parse(sample('scenarios/02-deductible.claims.json').toString()) as OpenClaim[])
    await receiveBytes(server.gateway, sample('scenarios/02-deductible.835'))
    const [claim] = await server.gateway.store.claims.byNumbers(['RB000201'])
    account = `/accounts/patients/${claim?.id ?? ''}`
  })
  after(() => server.close())

  const patientOwes = async () => (await server.call<{ receivables: { patientCents: number } }>(account)).receivables.patientCents

  it('a payment is booked once under its reference, and taken back by its number', async () => {
    const payment = { cents: 6000, method: 'card', reference: '4711', reason: 'copay at the desk' }
    const { seq } = await server.call<{ seq: number }>(`${account}/payments`, payment, 201)
    expect(await patientOwes()).to.equal(10_600)
    expect(await server.call(`${account}/payments`, payment, 409)).to.include({ code: 'CONFLICT' })
    await server.call(`${account}/take-backs`, { seq, reason: 'wrong patient' }, 201)
    expect(await patientOwes()).to.equal(16_600)
    expect(await server.call(`${account}/take-backs`, { seq, reason: 'wrong patient' }, 422)).to.include({ code: 'REFUSED' })
  })

  it('no more is written off than is owed; nothing without a reason', async () => {
    expect(await server.call(`${account}/write-offs`, { cents: 16_601, reason: 'small balance' }, 422)).to.include({ code: 'REFUSED' })
    await server.call(`${account}/write-offs`, { cents: 100, reason: '' }, 400)
    await server.call(`${account}/write-offs`, { cents: 100, reason: 'small balance' }, 201)
    expect(await patientOwes()).to.equal(16_500)
    expect(await breaches(server.gateway.store)).to.deep.equal([])
  })
})
