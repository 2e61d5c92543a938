// A patient's payment over HTTP, with the whole gateway behind it: booked once, taken back, and in the audit trail.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { allScopes } from '../../src/api/index.js'
import { toApiParts } from '../../src/api-parts.js'
import { compose, type Gateway } from '../../src/compose.js'
import { readConfig } from '../../src/config.js'
import type { OpenClaim } from '../../src/domain/index.js'
import { breaches, openAccounts, receiveBytes, sample, stillClock } from '../support/gateway.js'
import { type Server, startServer } from './server.js'

describe('patient accounts over the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-api-accounts-'))
  const clock = stillClock('2026-11-05T12:00:00.000Z')
  let gateway: Gateway
  let server: Server
  let key = ''
  let account = ''

  before('a remittance that leaves 166.00 to the patient', async () => {
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
    gateway = await compose(readConfig({ data: folder, environment: {} }), { clock, log: silent })
    server = await startServer(toApiParts(gateway))
    key = (await gateway.store.keys.create('all', allScopes, clock())).secret
    await openAccounts(gateway, JSON.parse(sample('scenarios/02-deductible.claims.json').toString()) as OpenClaim[])
    await receiveBytes(gateway, sample('scenarios/02-deductible.835'))
    const [claim] = await gateway.store.claims.byNumbers(['RB000201'])
    account = `/accounts/patients/${claim?.id ?? ''}`
  })
  after(async () => {
    await server.close()
    await gateway.close()
    rmSync(folder, { recursive: true })
  })

  const call = async <T>(path: string, body?: object, status = 200): Promise<T> => {
    const posted = body === undefined ? {} : { method: 'POST', type: 'application/json', body: JSON.stringify(body) }
    const reply = await server.call(`/api/v1${path}`, { key, ...posted })
    expect(reply.status, reply.text).to.equal(status)
    return reply.json as T
  }
  const patientOwes = async () => (await call<{ receivables: { patientCents: number } }>(account)).receivables.patientCents

  it('a payment is booked once under its reference, and taken back by its number', async () => {
    const payment = { cents: 6000, method: 'card', reference: '4711', reason: 'copay at the desk' }
    const { seq } = await call<{ seq: number }>(`${account}/payments`, payment, 201)
    expect(await patientOwes()).to.equal(10_600)
    expect(await call(`${account}/payments`, payment, 409)).to.include({ code: 'CONFLICT' })
    await call(`${account}/take-backs`, { seq, reason: 'wrong patient' }, 201)
    expect(await patientOwes()).to.equal(16_600)
    expect(await call(`${account}/take-backs`, { seq, reason: 'wrong patient' }, 422)).to.include({ code: 'REFUSED' })
  })

  it('no more is written off than is owed; nothing without a reason', async () => {
    expect(await call(`${account}/write-offs`, { cents: 16_601, reason: 'small balance' }, 422)).to.include({ code: 'REFUSED' })
    await call(`${account}/write-offs`, { cents: 100, reason: '' }, 400)
    await call(`${account}/write-offs`, { cents: 100, reason: 'small balance' }, 201)
    expect(await patientOwes()).to.equal(16_500)
    expect(await breaches(gateway.store)).to.deep.equal([])
  })
})
