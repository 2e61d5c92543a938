// Work items, outbox, running numbers, pickups, jobs, practices and API keys.
import { expect } from 'chai'
import type { OutboxRow, Store } from '../../src/store/index.js'
import { addMs } from '../../src/values/index.js'
import { type TestDatabase, withDatabases } from '../support/databases.js'
import { expectFault } from './faulty.js'
import { allPages, at, keepText, later } from './samples.js'

describe('store: operations', () => {
  withDatabases((name, _openStore, createDatabase) => {
    let database: TestDatabase
    let store: Store
    /** The same database, as a second process sees it. SQLite has only one. */
    let other: Store
    before(async () => {
      database = await createDatabase()
      store = await database.open()
      other = name === 'SQLite' ? store : await database.open()
    })

    describe('practices', () => {
      it('are brought up to date by their NPI', async () => {
        const first = await store.practices.save({ name: 'Oak', npi: '1234567893', taxId: '111111111' }, at)
        const second = await store.practices.save({ name: 'Oak Street', npi: '1234567893', taxId: '222222222' }, later)
        expect(second).to.deep.equal({ id: first.id, name: 'Oak Street', npi: '1234567893', taxId: '222222222' })
        const third = await store.practices.save({ name: 'Elm', npi: '1245319599', taxId: '333333333' }, at)
        expect(await store.practices.list()).to.deep.equal([second, third])
      })
    })

    describe('work items', () => {
      it('are opened once per key and resolved once', async () => {
        const draft = { type: 'denial' as const, claim: 'A-1', line: 2, cents: 500, nextAction: 'appeal', facts: { carc: ['197'] } }
        const of = { claimId: 'c1', remittanceId: 'r1', fileId: 'f1' }
        const { item, isNew } = await store.workItems.open({ ...draft, ...of, key: 'k1', at })
        expect(isNew).to.equal(true)
        expect(item).to.deep.equal({ ...draft, ...of, id: item.id, state: 'open', openedAt: at })
        expect(await store.workItems.open({ type: 'denial', key: 'k1', at: later })).to.deep.equal({ item, isNew: false })
        const raced = await Promise.all(
          [store, other, store, other].map((one) => one.workItems.open({ type: 'plb-review', key: 'k2', at })),
        )
        expect(raced.filter((result) => result.isNew)).to.have.length(1)
        await store.workItems.resolve(item.id, { by: 'user:ann', reason: 'appealed', at: later })
        await expectFault('CONFLICT', store.workItems.resolve(item.id, { by: 'user:bob', reason: 'again', at: later }))
        await expectFault('NOT_FOUND', store.workItems.resolve('none', { by: 'user:bob', reason: 'x', at: later }))
        expect((await store.workItems.list({ state: 'resolved' })).items).to.deep.equal([{ ...item, state: 'resolved' }])
        expect((await store.workItems.list({ state: 'open', type: 'plb-review' })).items).to.have.length(1)
        expect((await store.workItems.list({ claimId: 'c1' })).items).to.have.length(1)
      })

      it('are opened many at a time, and found by any of their claims', async () => {
        const drafts = ['m1', 'm2', 'm1', 'm3'].map((key) => ({ type: 'denial' as const, key, at, claimId: `claim-${key}` }))
        await store.workItems.openAll(drafts)
        await store.workItems.openAll([...drafts, { type: 'denial', key: 'm4', at }])
        const { items } = await store.workItems.list({ claimIds: ['claim-m1', 'claim-m3', 'none'] })
        expect(items.map(({ claimId = '' }) => claimId).toSorted()).to.deep.equal(['claim-m1', 'claim-m3'])
        expect((await store.workItems.list({ keyStart: 'm' })).items).to.have.length(4)
      })
    })

    describe('parked answers', () => {
      it('wait once each, are tried when due, and take effect once', async () => {
        const fileId = await keepText(store, 'an early answer')
        const draft = { kind: '999', answers: '521', senderId: 'ACORNEDI', fileId, set: 1, offset: 160, at, nextAttemptAt: later } as const
        const raced = await Promise.all([store, other, store, other].map((one) => one.parkedAnswers.park(draft)))
        expect(raced.filter(({ isNew }) => isNew)).to.have.length(1)
        const [{ answer } = { answer: undefined }] = raced
        const id = answer?.id ?? ''
        expect(await store.parkedAnswers.waiting()).to.deep.equal([answer])
        expect(await store.parkedAnswers.waiting({ dueAt: at })).to.deep.equal([])
        expect(await store.parkedAnswers.waiting({ dueAt: later })).to.deep.equal([answer])
        await store.parkedAnswers.postpone(id, addMs(later, 1))
        expect(await store.parkedAnswers.waiting({ dueAt: later })).to.deep.equal([])
        expect((await store.parkedAnswers.waiting())[0]).to.include({ attempts: 1, nextAttemptAt: addMs(later, 1) })
        const applied = await Promise.all([store, other].map((one) => one.parkedAnswers.apply(id, later)))
        expect(applied).to.have.members([false, true])
        await store.parkedAnswers.postpone(id, later)
        expect(await store.parkedAnswers.waiting()).to.deep.equal([])
        expect((await store.parkedAnswers.park(draft)).answer, 'parked again').to.include({ id, state: 'applied', attempts: 1 })
      })
    })

    describe('outbox', () => {
      it('gives what is due, oldest first, and counts the tries', async () => {
        const fileId = await keepText(store, 'to be sent', { direction: 'out' })
        const draft = { partnerId: 'acorn', kind: '837', fileId, name: 'a.837', sizeBytes: 10 }
        const { row, isNew } = await store.outbox.add({ ...draft, key: 'o1', at })
        expect(isNew).to.equal(true)
        expect(row).to.deep.equal({ ...draft, id: row.id, state: 'ready', attempts: 0, nextAttemptAt: at, createdAt: at })
        expect(await store.outbox.add({ ...draft, key: 'o1', at: later })).to.deep.equal({ row, isNew: false })
        const second = (await store.outbox.add({ ...draft, key: 'o2', at: later })).row
        await store.outbox.add({ ...draft, partnerId: 'elm', key: 'o3', at })
        const due = async (now = later): Promise<string[]> => (await store.outbox.due('acorn', now)).map(({ id }) => id)
        expect(await due(at)).to.deep.equal([row.id])
        expect(await due()).to.deep.equal([row.id, second.id])
        await store.outbox.mark(row.id, { state: 'sending', at })
        expect(await due(), 'left by a crash').to.deep.equal([row.id, second.id])
        await store.outbox.mark(row.id, { state: 'uncertain', at, nextAttemptAt: addMs(later, 1), lastError: 'link lost' })
        expect(await due()).to.deep.equal([second.id])
        await store.outbox.mark(row.id, { state: 'sending', at: later })
        await store.outbox.mark(row.id, { state: 'sent', at: later })
        const sent: Partial<OutboxRow> = { state: 'sent', attempts: 2, sentAt: later, lastError: 'link lost' }
        expect(await store.outbox.find(row.id)).to.deep.include(sent)
        await store.outbox.mark(second.id, { state: 'failed', at: later })
        expect(await due()).to.deep.equal([])
        expect((await store.outbox.list({ state: 'sent', partnerId: 'acorn' })).items.map(({ id }) => id)).to.deep.equal([row.id])
        expect(await allPages((paging) => store.outbox.list(paging))).to.have.length(3)
        expect((await store.outbox.list({ kind: '999' })).items).to.deep.equal([])
        expect((await store.outbox.ofFile('elm', fileId))?.partnerId).to.equal('elm')
        expect(await store.outbox.ofFile('oak', fileId)).to.equal(undefined)
        expect(await store.outbox.find('none')).to.equal(undefined)
        await expectFault('NOT_FOUND', store.outbox.mark('none', { state: 'sent', at }))
        await expectFault('INTERNAL', store.outbox.add({ ...draft, fileId: 'no such file', key: 'o4', at }))
      })
    })

    describe('control numbers', () => {
      it('are never given twice, whoever asks at the same time', async () => {
        const asked = Array.from({ length: 60 }, (_, index) =>
          (index % 2 === 0 ? store : other).controlNumbers.next('acorn', 'interchange', 999_999_999),
        )
        const numbers = await Promise.all(asked)
        expect(numbers.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 60 }, (_, index) => index + 1))
      })

      it('come back when the transaction fails', async () => {
        const failed = store.transaction(async () => {
          expect(await store.controlNumbers.next('elm', 'group', 10)).to.equal(1)
          expect(await store.controlNumbers.next('elm', 'group', 10)).to.equal(2)
          throw new Error('no')
        })
        await failed.catch(() => undefined)
        expect(await store.controlNumbers.next('elm', 'group', 10)).to.equal(1)
      })

      it('are counted apart per partner and counter, and begin again after the greatest', async () => {
        expect(await store.controlNumbers.next('oak', 'group', 3)).to.equal(1)
        expect(await store.controlNumbers.next('oak', 'batch', 3)).to.equal(1)
        expect(await store.controlNumbers.next('OAK', 'group', 3)).to.equal(1)
        const next = []
        for (let i = 0; i < 4; i++) next.push(await store.controlNumbers.next('oak', 'group', 3))
        expect(next).to.deep.equal([2, 3, 1, 2])
      })
    })

    describe('pickups', () => {
      it('are known by partner, path, size and time', async () => {
        const fileId = await keepText(store, 'picked up')
        const pickup = {
          partnerId: 'acorn',
          path: `/out/${'x'.repeat(3000)}.835`,
          sizeBytes: 10,
          modifiedMs: 1_700_000_000_000,
          fileId,
          at,
        }
        await store.pickups.save({ ...pickup, sha256: 'ab', isRemoved: false })
        const find = (change: Partial<typeof pickup> = {}) => {
          const { partnerId, path, sizeBytes, modifiedMs } = { ...pickup, ...change }
          return store.pickups.find(partnerId, path, sizeBytes, modifiedMs)
        }
        expect(await find()).to.deep.equal({ sha256: 'ab', fileId, isRemoved: false, at: pickup.at })
        await store.pickups.save({ ...pickup, sha256: 'ab', isRemoved: true })
        expect(await find()).to.deep.equal({ sha256: 'ab', fileId, isRemoved: true, at: pickup.at })
        for (const change of [{ partnerId: 'elm' }, { path: `${pickup.path}x` }, { sizeBytes: 11 }, { modifiedMs: 1_700_000_001_000 }])
          expect(await find(change)).to.equal(undefined)
      })
    })

    describe('jobs', () => {
      it('one of all that ask at the same time has the slot', async () => {
        const claims = await Promise.all(
          Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? store : other).jobs.claim('poll acorn', '2026-11-23', at)),
        )
        expect(claims.filter(Boolean)).to.have.length(1)
        expect(await store.jobs.claim('poll acorn', '2026-11-23', later)).to.equal(false)
        expect(await store.jobs.claim('poll acorn', '2026-11-24', later)).to.equal(true)
        expect(await store.jobs.claim('poll elm', '2026-11-23', later)).to.equal(true)
      })
    })

    describe('API keys', () => {
      it('open with their whole secret until they are revoked', async () => {
        const { key, secret } = await store.keys.create('console', ['read', 'write'], at)
        expect(secret).to.match(/^x12gw_[0-9a-f-]{36}_[\w-]{43}$/)
        expect(key).to.deep.equal({ id: key.id, name: 'console', scopes: ['read', 'write'], createdAt: at })
        expect(await store.keys.authenticate(secret)).to.deep.equal(key)
        const last = secret.at(-1) === 'A' ? 'Q' : 'A'
        const wrong = [
          `${secret.slice(0, -1)}${last}`,
          secret.slice(0, -1),
          `${secret}A`,
          secret.toUpperCase(),
          '',
          `x12gw_${key.id}_${'A'.repeat(43)}`,
        ]
        for (const guess of [...wrong, secret.replace(key.id, '01234567-89ab-7cde-8f01-23456789abcd')])
          expect(await store.keys.authenticate(guess)).to.equal(undefined)
        await store.keys.revoke(key.id, later)
        await store.keys.revoke(key.id, addMs(later, 1))
        expect(await store.keys.authenticate(secret)).to.equal(undefined)
        expect(await store.keys.list()).to.deep.equal([{ ...key, revokedAt: later }])
        await expectFault('NOT_FOUND', store.keys.revoke('none', at))
      })

      it('the secret is nowhere in the database', async () => {
        const { secret } = await store.keys.create('other', [], at)
        const rows = await store.query('SELECT * FROM api_key')
        expect(JSON.stringify(rows)).to.not.include(secret).and.not.include(secret.slice(-43))
      })
    })
  })
})
