// A payment to somebody else: its money is held, and what it says of patients is shown to nobody until the payee is one of ours.
import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { openAccounts, receiveBytes, sample } from '../support/gateway.js'
import { type GatewayServer, startGatewayServer } from './gateway-server.js'

describe('a remittance for another practice', () => {
  let server: GatewayServer

  before(async () => {
    server = await startGatewayServer()
    await openAccounts(server.gateway, JSON.parse(sample('scenarios/124-foreign-payee.claims.json').toString()) as OpenClaim[])
  })
  after(() => server.close())

  it('is listed without its patients', async () => {
    const { remittances } = await receiveBytes(server.gateway, sample('scenarios/124-foreign-payee.1.835'))
    const foreign = remittances.find(({ heldFor }) => heldFor === 'foreign-payee')
    const [row] = (await server.gateway.store.remittances.list({ state: 'held' })).items
    expect(row?.id).to.equal(foreign?.remittanceId)
    for (const path of ['payments', 'eob.html', 'eob.pdf'])
      expect(await server.call(`/remittances/${row?.id ?? ''}/${path}`, undefined, 422), path).to.include({ code: 'REFUSED' })
    const payments = (await server.gateway.store.remittances.payments(row?.id ?? '', { limit: 10 })).items
    expect(payments, 'nothing of it is lost').to.have.length.at.least(1)
    const list = JSON.stringify(await server.call('/remittances'))
    for (const { payment } of payments) expect(list).not.to.include(payment.patientControlNumber)
  })
})
