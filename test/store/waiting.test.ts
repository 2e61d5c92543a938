// Claims that wait for an answer: by set for acknowledgements, one by one for the decision; only the latest attempt counts.
import { expect } from 'chai'
import type { SubmissionState } from '../../src/domain/index.js'
import type { Store, Submission } from '../../src/store/index.js'
import { addMs } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { at, claimRecord, keepText, later, source } from './samples.js'

describe('store: waiting claims', () => {
  withDatabases((_name, openStore) => {
    let store: Store
    let fileId: string
    const claimIds = new Map<string, string>()

    const submission = (number: string, setId: string, change: Partial<Submission> = {}): Submission => ({
      claimId: claimIds.get(number) ?? '',
      setId,
      partnerId: 'acorn',
      interchangeControl: '000000521',
      groupControl: '521',
      setControl: '0001',
      batchReference: 'BT1',
      source: { ...source, fileId },
      at,
      ...change,
    })

    before(async () => {
      store = await openStore()
      fileId = await keepText(store, 'a file that was sent', { direction: 'out' })
      const practice = await store.practices.save({ name: 'Oak', npi: '1234567893', taxId: '111111111' }, at)
      const states: readonly (readonly [string, SubmissionState])[] = [
        ['W-1', 'Sent'],
        ['W-2', 'Sent'],
        ['W-3', 'SetAccepted'],
        ['W-4', 'PayerAccepted'],
        ['W-5', 'FrontEndRejected'],
        ['W-6', 'Sent'],
        ['W-7', 'PayerAccepted'],
      ]
      for (const [number, submissionState] of states)
        claimIds.set(number, (await store.claims.add(claimRecord(practice.id, number, { submissionState }))).record.id)
      await store.claims.addSubmissions(['W-1', 'W-2', 'W-3', 'W-4', 'W-5'].map((number) => submission(number, 'set-1')))
      // The second attempt of W-2, by another file that is on its way.
      await store.claims.addSubmissions([submission('W-2', 'set-2', { batchReference: 'BT2', at: later })])
      const { row } = await store.outbox.add({ partnerId: 'acorn', kind: '837', fileId, name: 'a', sizeBytes: 20, key: 'a', at })
      await store.outbox.mark(row.id, { state: 'sent', at: addMs(at, 1000) })
      const claimId = claimIds.get('W-4') ?? ''
      await store.claims.record({ claimId, at, event: 'batched', submissionState: 'Batched' })
      await store.claims.record({ claimId, at: later, event: '277CA A2', submissionState: 'PayerAccepted' })
      await store.claims.record({ claimId, at: addMs(later, 1), event: '999 A', submissionState: 'PayerAccepted' })
      await store.claims.record({ claimId: claimIds.get('W-6') ?? '', at, event: '835 paid', submissionState: 'Sent', state: 'paid' })
      // Paid by the first payer, and on its way to the next.
      const again = claimIds.get('W-7') ?? ''
      await store.claims.record({ claimId: again, at, event: '835 paid', submissionState: 'PayerAccepted', state: 'paid' })
      await store.claims.record({ claimId: again, at: later, event: 'batched', submissionState: 'Batched' })
      await store.claims.record({ claimId: again, at: later, event: '277CA A2', submissionState: 'PayerAccepted' })
    })

    it('are counted by the set and state of their latest attempt, since the upload was confirmed', async () => {
      const found = await store.waiting.batches()
      expect(found.map(({ setId, submissionState, claims, sentAt }) => [setId, submissionState, claims, sentAt])).to.deep.equal([
        ['set-1', 'Sent', 1, addMs(at, 1000)],
        ['set-1', 'SetAccepted', 1, addMs(at, 1000)],
        ['set-2', 'Sent', 1, addMs(at, 1000)],
      ])
      expect(found[0]).to.include({ partnerId: 'acorn', fileId, interchangeControl: '000000521', groupControl: '521' })
      expect(found[2]).to.include({ setControl: '0001', batchReference: 'BT2' })
      expect(await store.waiting.batches({ fileIds: [] })).to.deep.equal([])
      expect(await store.waiting.batches({ fileIds: ['another'] })).to.deep.equal([])
    })

    it('are looked for among some files or claims', async () => {
      const { items } = await store.waiting.claims({ claimIds: [claimIds.get('W-3') ?? '', claimIds.get('W-5') ?? ''] })
      expect(items.map(({ patientControlNumber }) => patientControlNumber)).to.deep.equal(['W-3'])
      expect(await store.waiting.claims({ claimIds: [] })).to.deep.equal({ items: [] })
    })

    it('are listed one by one until they are decided, with the day of the first acceptance', async () => {
      const first = await store.waiting.claims({ limit: 3 })
      expect(first.items.map(({ patientControlNumber }) => patientControlNumber)).to.deep.equal(['W-1', 'W-2', 'W-3'])
      const rest = await store.waiting.claims({ limit: 1, ...(first.next === undefined ? {} : { cursor: first.next }) })
      expect(rest).to.deep.equal({
        items: [
          {
            claimId: claimIds.get('W-4'),
            patientControlNumber: 'W-4',
            submissionState: 'PayerAccepted',
            payerId: 'P1',
            partnerId: 'acorn',
            setId: 'set-1',
            sentAt: addMs(at, 1000),
            acceptedAt: later,
          },
        ],
        next: claimIds.get('W-4'),
      })
    })

    it('are listed again when they are sent once more after they were decided', async () => {
      const { items } = await store.waiting.claims({ claimIds: [claimIds.get('W-6') ?? '', claimIds.get('W-7') ?? ''] })
      expect(items.map(({ patientControlNumber, acceptedAt }) => [patientControlNumber, acceptedAt])).to.deep.equal([['W-7', later]])
    })
  })
})
