// Envelopes in the store: each once, told apart from repeats, found again by the numbers answers come under.
import { expect } from 'chai'
import type { InterchangeRow, Store, StoredFinding } from '../../src/store/index.js'
import { finding } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { expectFault } from './faulty.js'
import { allPages, interchange, keepText, transactionSet } from './samples.js'

describe('store: interchanges', () => {
  withDatabases((_name, openStore) => {
    let store: Store
    before(async () => {
      store = await openStore()
    })

    /** An interchange with one group and one set, as a file that was sent. */
    const send = async (text: string, change: Partial<InterchangeRow>, reference: string) => {
      const fileId = await keepText(store, text, { direction: 'out' })
      const { id: interchangeId } = await store.interchanges.add(interchange(fileId, { direction: 'out', ...change }))
      const { id: groupId } = await store.interchanges.addGroup({
        interchangeId,
        ordinal: 1,
        functionalId: 'HC',
        control: change.control?.slice(-4) ?? '1',
        version: '005010X222A1',
      })
      const { id: setId } = await store.interchanges.addSet(transactionSet({ fileId, interchangeId, groupId }, { reference }))
      return { fileId, interchangeId, groupId, setId }
    }

    it('keeps an interchange with its groups and sets, begun and finished', async () => {
      const fileId = await keepText(store, 'tree')
      const row = interchange(fileId, { partnerId: 'acorn' })
      const { id, isNew } = await store.interchanges.add(row)
      expect(isNew).to.equal(true)
      const group = { interchangeId: id, ordinal: 1, functionalId: 'HC', control: '7', version: '005010X222A1' }
      const { id: groupId } = await store.interchanges.addGroup(group)
      const ids = { fileId, interchangeId: id, groupId }
      const one = await store.interchanges.addSet(transactionSet(ids, { ordinal: 1 }))
      const two = await store.interchanges.addSet(transactionSet(ids, { ordinal: 2, control: '0002' }))
      expect(one).to.include({ isNew: true, state: 'reading' })
      const end = {
        verdict: 'accepted',
        state: 'read',
        range: { offset: 150, length: 900 },
        segments: 45,
        units: 2,
        reference: 'B1',
      } as const
      await store.interchanges.finishSet(one.id, end)
      await store.interchanges.finishSet(one.id, { state: 'done' })
      await store.interchanges.finishGroup(groupId, { verdict: 'partially-accepted' })
      await store.interchanges.finishInterchange(id, { verdict: 'accepted', range: { offset: 0, length: 1200 } })
      const first = { ...transactionSet(ids), ...end, id: one.id, state: 'done' }
      const second = {
        ...transactionSet(ids, { ordinal: 2, control: '0002' }),
        id: two.id,
        state: 'reading',
        verdict: '',
        segments: 0,
        units: 0,
      }
      expect(await store.interchanges.find(id)).to.deep.equal({
        ...row,
        id,
        verdict: 'accepted',
        range: { offset: 0, length: 1200 },
        groups: [{ ...group, id: groupId, verdict: 'partially-accepted', sets: [first, second] }],
      })
      expect(await store.interchanges.setsOfFile(fileId)).to.deep.equal([first, second])
      expect(await store.interchanges.findSet(two.id)).to.deep.equal(second)
      expect(await store.interchanges.find('none')).to.equal(undefined)
      expect(await store.interchanges.findSet('none')).to.equal(undefined)
    })

    it('a second try gives back what is there, with its state', async () => {
      const fileId = await keepText(store, 'again')
      const first = await store.interchanges.add(interchange(fileId, { control: '000000002' }))
      const again = await store.interchanges.add(interchange(fileId, { control: '000000002' }))
      expect(again).to.deep.equal({ id: first.id, isNew: false })
      const group = { interchangeId: first.id, ordinal: 1, functionalId: 'HC', control: '1', version: 'v' }
      const { id: groupId } = await store.interchanges.addGroup(group)
      expect(await store.interchanges.addGroup(group)).to.deep.equal({ id: groupId })
      const set = transactionSet({ fileId, interchangeId: first.id, groupId })
      const { id } = await store.interchanges.addSet(set)
      await store.interchanges.finishSet(id, { state: 'refused' })
      expect(await store.interchanges.addSet(set)).to.deep.equal({ id, isNew: false, state: 'refused' })
    })

    it('an interchange of another file with the same identity is named', async () => {
      const same = { control: '000000003' }
      const one = await store.interchanges.add(interchange(await keepText(store, 'repeat 1'), same))
      const fileId = await keepText(store, 'repeat 2')
      const two = await store.interchanges.add(interchange(fileId, same))
      expect(one).to.not.have.property('repeats')
      expect(two).to.deep.include({ isNew: true, repeats: one.id })
      expect(await store.interchanges.add(interchange(fileId, same))).to.deep.equal({ id: two.id, isNew: false, repeats: one.id })
      for (const change of [
        { time: '1201' },
        { date: '261124' },
        { senderId: 'ELM' },
        { receiverId: 'ELM' },
        { senderQualifier: '30' },
      ] as const) {
        const other = await store.interchanges.add(interchange(await keepText(store, JSON.stringify(change)), { ...same, ...change }))
        expect(other, JSON.stringify(change)).to.not.have.property('repeats')
      }
    })

    it('of two that come at the same time one is told of the other', async () => {
      const same = { control: '000000004' }
      const files = await Promise.all(['race 1', 'race 2', 'race 3'].map((text) => keepText(store, text)))
      const added = await Promise.all(files.map((fileId) => store.interchanges.add(interchange(fileId, same))))
      const firsts = added.filter(({ repeats }) => repeats === undefined)
      expect(firsts).to.have.length(1)
      expect(added.filter(({ repeats }) => repeats === firsts[0]?.id)).to.have.length(2)
    })

    it('what we sent is found by the numbers that answers come under, latest first', async () => {
      const old = await send('sent 1', { control: '000000010', receiverId: 'MAPLE' }, 'BATCH-1')
      const recent = await send('sent 2', { control: '000000010', receiverId: 'MAPLE', date: '261124' }, 'BATCH-1')
      await send('sent 3', { control: '000000010', receiverId: 'ELM' }, 'BATCH-2')
      await store.interchanges.add(interchange(await keepText(store, 'received'), { control: '000000010', receiverId: 'MAPLE' }))
      const sent = await store.interchanges.sentByControl('000000010', 'MAPLE')
      expect(sent.map(({ id }) => id)).to.deep.equal([recent.interchangeId, old.interchangeId])
      const groups = await store.interchanges.sentGroups('HC', '0010', 'MAPLE')
      expect(groups.map(({ id, sets }) => [id, sets.map((set) => set.id)])).to.deep.equal([
        [recent.groupId, [recent.setId]],
        [old.groupId, [old.setId]],
      ])
      expect((await store.interchanges.sentByReference('BATCH-1')).map(({ id }) => id)).to.deep.equal([recent.setId, old.setId])
      expect(await store.interchanges.sentByControl('10', 'MAPLE')).to.deep.equal([])
      expect(await store.interchanges.sentByReference('batch-1'), 'case counts').to.deep.equal([])
      expect(await store.interchanges.sentByReference('BATCH-1 '), 'spaces count').to.deep.equal([])
    })

    it('an acknowledgement is written at its level', async () => {
      const { interchangeId, groupId, setId } = await send('answered', { control: '000000011' }, 'BATCH-3')
      await store.interchanges.acknowledge({ interchangeId }, 'A')
      await store.interchanges.acknowledge({ groupId, setId }, 'E')
      const found = await store.interchanges.find(interchangeId)
      expect([found?.acknowledged, found?.groups[0]?.acknowledged, found?.groups[0]?.sets[0]?.acknowledged]).to.deep.equal(['A', 'E', 'E'])
      await expectFault('NOT_FOUND', store.interchanges.acknowledge({ setId: 'none' }, 'A'))
    })

    it('findings replace those of an earlier try', async () => {
      const fileId = await keepText(store, 'findings')
      const some: StoredFinding[] = Array.from({ length: 450 }, (_, index) => ({
        ...finding('ELEMENT_MISSING', { offset: index, segment: index + 1, element: 2 }, '2300/CLM02', { count: index }, '2300'),
        fileId,
        message: 'CLM02 is required and empty; fill it',
        ...(index === 0 ? { transactionSet: '0001', decision: 'reject' } : {}),
      }))
      await store.interchanges.saveFindings(fileId, some)
      expect(await store.interchanges.findings(fileId)).to.deep.equal(some)
      await store.interchanges.saveFindings(fileId, some.slice(3, 5))
      expect(await store.interchanges.findings(fileId)).to.deep.equal(some.slice(3, 5))
      await store.interchanges.saveFindings(fileId, [])
      expect(await store.interchanges.findings(fileId)).to.deep.equal([])
    })

    it('envelope text of any length and kind is taken: it comes from outside', async () => {
      const fileId = await keepText(store, 'hostile')
      const hostile = `\u0000'";--${'☂'.repeat(400)}𝄞`
      const { id } = await store.interchanges.add(interchange(fileId, { control: hostile, senderId: hostile, usage: hostile }))
      const group = { interchangeId: id, ordinal: 1, functionalId: hostile, control: hostile, version: hostile }
      const { id: groupId } = await store.interchanges.addGroup(group)
      const set = transactionSet(
        { fileId, interchangeId: id, groupId },
        { control: hostile, type: hostile, guide: hostile, reference: hostile },
      )
      await store.interchanges.addSet(set)
      expect((await store.interchanges.find(id))?.control).to.equal(hostile.slice(0, 255))
    })

    it('lists newest first, by direction and partner', async () => {
      const all = await allPages((paging) => store.interchanges.list(paging))
      expect(all.map(({ id }) => id)).to.deep.equal(
        all
          .map(({ id }) => id)
          .toSorted()
          .toReversed(),
      )
      expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length)
      const sent = (await store.interchanges.list({ direction: 'out' })).items
      expect(sent).to.have.length(all.filter(({ direction }) => direction === 'out').length)
      expect((await store.interchanges.list({ partnerId: 'acorn' })).items).to.have.length(1)
    })
  })
})
