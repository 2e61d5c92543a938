// A payment to somebody else: its money is held, and what it says of patients is shown to nobody until the payee is one of ours.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { allScopes } from '../../src/api/index.js'
import { toApiParts } from '../../src/api-parts.js'
import { compose, type Gateway } from '../../src/compose.js'
import { readConfig } from '../../src/config.js'
import type { OpenClaim } from '../../src/domain/index.js'
import { openAccounts, receiveBytes, sample, stillClock } from '../support/gateway.js'
import { type Server, startServer } from './server.js'

describe('a remittance for another practice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-api-quarantine-'))
  const clock = stillClock('2026-11-05T12:00:00.000Z')
  let gateway: Gateway
  let server: Server
  let key = ''

  before(async () => {
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
    gateway = await compose(readConfig({ data: folder, environment: {} }), { clock, log: silent })
    server = await startServer(toApiParts(gateway))
    key = (await gateway.store.keys.create('all', allScopes, clock())).secret
    await openAccounts(gateway, JSON.parse(sample('scenarios/124-foreign-payee.claims.json').toString()) as OpenClaim[])
  })
  after(async () => {
    await server.close()
    await gateway.close()
    rmSync(folder, { recursive: true })
  })

  it('is listed without its patients', async () => {
    const { remittances } = await receiveBytes(gateway, sample('scenarios/124-foreign-payee.1.835'))
    const foreign = remittances.find(({ heldFor }) => heldFor === 'foreign-payee')
    const [row] = (await gateway.store.remittances.list({ state: 'held' })).items
    expect(row?.id).to.equal(foreign?.remittanceId)
    for (const path of ['payments', 'eob.html', 'eob.pdf']) {
      const reply = await server.call(`/api/v1/remittances/${row?.id ?? ''}/${path}`, { key })
      expect(reply.status, `${path} ${reply.text}`).to.equal(422)
      expect(reply.json, path).to.include({ code: 'REFUSED' })
    }
    const payments = (await gateway.store.remittances.payments(row?.id ?? '', { limit: 10 })).items
    expect(payments, 'nothing of it is lost').to.have.length.at.least(1)
    const list = await server.call('/api/v1/remittances', { key })
    for (const { payment } of payments) expect(list.text).not.to.include(payment.patientControlNumber)
  })
})
