// Claims that another system sent: each is recorded and booked once, however many there are and however often they are imported.
import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { importClaims } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { gatewayOn, riverbend } from '../support/gateway.js'

const count = 950
const claims = Array.from({ length: count }, (_, index): OpenClaim => {
  const claim = openClaim(`GL${String(index).padStart(6, '0')}`, { charges: [100 + index] })
  return index === 500 ? { ...claim, predetermination: true } : claim
})
const total = claims.reduce((sum, { chargeCents, predetermination }) => sum + (predetermination === true ? 0 : chargeCents), 0)

withDatabases((_name, openStore) => {
  describe('importing open claims', () => {
    let store: Store
    beforeEach(async () => {
      store = await openStore()
    })
    afterEach(() => store.close())

    it('records each as sent and books its charge; a second time nothing changes', async () => {
      const { clock } = gatewayOn(store)
      const practice = await riverbend(store)
      const done: number[] = []
      const report = await importClaims({ store, clock }, claims, { practice, onProgress: (so) => done.push(so) })
      expect(report).to.deep.equal({ imported: count, unchanged: 0, chargeCents: total })
      expect(done.at(-1)).to.equal(count)
      const records = await store.claims.byNumbers(claims.map(({ patientControlNumber }) => patientControlNumber))
      expect(records.map(({ claim }) => claim)).to.deep.equal(claims)
      const timelines = await store.claims.timelines(records.map(({ id }) => id))
      for (const { id, practiceId, submissionState, state, createdAt } of records) {
        expect([practiceId, submissionState, state]).to.deep.equal([practice.id, 'Sent', 'submitted'])
        expect(timelines.get(id)).to.deep.equal([{ claimId: id, seq: 1, at: createdAt, event: 'imported', submissionState: 'Sent' }])
      }
      const entries = await store.ledger.entriesByClaim(records.map(({ id }) => id))
      for (const { id, chargeCents, claim } of records)
        expect((entries.get(id) ?? []).map(({ dr, cr, cents, why }) => [dr, cr, cents, why])).to.deep.equal(
          claim.predetermination === true ? [] : [['AR:P', 'REVENUE', chargeCents, 'charge']],
        )
      const again = await importClaims({ store, clock }, [...claims, ...claims], { practice })
      expect(again).to.deep.equal({ imported: 0, unchanged: 2 * count, chargeCents: 0 })
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': total, REVENUE: -total })
      expect(await store.claims.byNumbers(claims.map(({ patientControlNumber }) => patientControlNumber))).to.deep.equal(records)
    })

    it('what was cut off is finished by importing it again', async () => {
      const { clock } = gatewayOn(store)
      const practice = await riverbend(store)
      async function* cutOff(): AsyncGenerator<OpenClaim> {
        yield* claims.slice(0, 900)
        throw new Error('the file is gone')
      }
      const first = await importClaims({ store, clock }, cutOff(), { practice }).catch((error: unknown) => (error as Error).message)
      expect(first).to.equal('the file is gone')
      const second = await importClaims({ store, clock }, claims, { practice })
      expect(second.imported)
        .to.be.lessThan(count)
        .and.greaterThan(count - 900)
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': total, REVENUE: -total })
    })

    it('a number is one claim, the first; another practice may have it too', async () => {
      const { clock } = gatewayOn(store)
      const practice = await riverbend(store)
      const [one] = claims
      if (one === undefined) throw new Error('no claim')
      const report = await importClaims({ store, clock }, [one, { ...one, patient: { last: 'OTHER' } }], { practice })
      expect(report).to.deep.equal({ imported: 1, unchanged: 1, chargeCents: one.chargeCents })
      const [record] = await store.claims.byNumbers([one.patientControlNumber])
      expect(record?.claim.patient.last).to.equal(one.patient.last)
      const other = await store.practices.save({ name: 'OAK', npi: '1245319599', taxId: '123456789' }, clock())
      expect(await importClaims({ store, clock }, [one], { practice: other })).to.include({ imported: 1 })
    })
  })
})
