// Claims of a practice, a hospital and a dentist over SFTP to the simulator and back: one of each is paid, one refused, one taken back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadClaimAnswers } from '../../src/codecs/index.js'
import type { Claim } from '../../src/domain/index.js'
import { type Simulator, startSimulator } from '../../src/simulator/index.js'
import { openStore, type Store } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { exampleClaim } from '../support/edit-facts.js'
import { acorn, breaches, gatewayOn, riverbend, schemas, stillClock, submitBytes } from '../support/gateway.js'
import { testKeys } from '../support/test-keys.js'

const day = 24 * 3600_000
const password = 'right horse'

describe('claims of three kinds, over SFTP to the simulator and back', () => {
  let folder: string
  let store: Store
  let simulator: Simulator
  const clock = stillClock()

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'x12gw-kinds-'))
    store = await openStore({ engine: 'sqlite', file: join(folder, 'test.sqlite'), ...testKeys, migrate: true }, { clock: systemClock })
    await riverbend(store)
    simulator = await startSimulator({
      folder: join(folder, 'simulator'),
      port: 0,
      logins: [{ username: 'riverbend', password }],
      schemas,
      claimAnswers: loadClaimAnswers('schemas'),
      clock,
      answerDelayMs: 0,
      remittanceDelayMs: 0,
      log: { info: () => undefined, error: (message, { error }) => expect.fail(`${message}: ${String(error)}`) },
    })
  })

  after(async () => {
    await simulator.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })

  it('pays them, refuses what is wrong, takes back what is void, and the books agree', async () => {
    const { port, hostKey } = simulator
    const partner = acorn({
      payers: [],
      // What is wrong shall be found by the far side.
      decisions: { 'edit-member-of-payer': 'pass' },
      folder: {
        kind: 'sftp',
        host: '127.0.0.1',
        port,
        username: 'riverbend',
        hostKeys: [hostKey],
        login: { password },
        timeoutMs: 10_000,
        outbound: '/inbound',
        inbound: '/outbound',
        inboundPattern: '*',
        afterDownload: 'delete',
        stableMs: 0,
        upload: 'rename',
      },
    })
    const gateway = gatewayOn(store, { partners: [partner], defaultPartner: partner, clock })

    async function exchange(claims: readonly Claim[]): Promise<Record<string, unknown>> {
      const report = await submitBytes(gateway, JSON.stringify(claims))
      expect([report.outcome, report.problems]).to.deep.equal(['submitted', []])
      await gateway.dispatch(partner)
      await simulator.work()
      await gateway.poll(partner)
      clock.advance(day)
      const found = await store.claims.byNumbers(claims.map(({ patientControlNumber }) => patientControlNumber))
      return Object.fromEntries(found.map((claim) => [claim.patientControlNumber, [claim.submissionState, claim.state]]))
    }

    const visit = exampleClaim('professional/office-visit', { '/patientControlNumber': 'VISIT' })
    const stranger = { '/patientControlNumber': 'STRANGER', '/coverages/0/payer/id': '60003', '/coverages/0/memberId': 'X1' }
    expect(
      await exchange([
        visit,
        exampleClaim('professional/office-visit', stranger),
        exampleClaim('institutional/inpatient-stay', { '/patientControlNumber': 'STAY' }),
        exampleClaim('institutional/outpatient-emergency', { '/patientControlNumber': 'EMERGENCY' }),
        exampleClaim('dental/two-fillings', { '/patientControlNumber': 'FILLING5' }),
      ]),
    ).to.deep.equal({
      VISIT: ['PayerAccepted', 'paid'],
      STRANGER: ['FrontEndRejected', 'submitted'],
      STAY: ['PayerAccepted', 'paid'],
      EMERGENCY: ['PayerAccepted', 'paid'],
      FILLING5: ['PayerAccepted', 'denied'],
    })

    const [paid] = await store.claims.byNumbers(['VISIT'])
    const voided = { ...visit, frequency: '8', originalPayerClaimNumber: paid?.payerClaimNumber ?? '' }
    expect(await exchange([voided])).to.deep.equal({ VISIT: ['PayerAccepted', 'reversed'] })
    expect(await breaches(store)).to.deep.equal([])
  })
})
