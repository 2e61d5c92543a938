// The books: posted once per key, numbered without gaps, never changed.
import { expect } from 'chai'
import type { EntryDraft } from '../../src/domain/index.js'
import type { Posting, Store } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { type TestDatabase, withDatabases } from '../support/databases.js'
import { expectFault } from './faulty.js'
import { rawSql } from './raw.js'
import { allPages, at, source, without } from './samples.js'

const charge: EntryDraft = { dr: 'AR:P', cr: 'REVENUE', cents: toCents(10_000), why: 'charge', claim: 'A-1', line: 0 }
const payment: EntryDraft = {
  dr: 'CASH:REMIT',
  cr: 'AR:P',
  cents: toCents(8_000),
  why: 'payment',
  claim: 'A-1',
  line: 1,
  payerOrder: 'P',
  group: 'CO',
  carc: '45',
  rarc: ['N130', 'M15'],
  ref: 'ICN-1',
}

function posting(key: string, change: Partial<Posting> = {}): Posting {
  return { key, at, entries: [charge, payment], ...change }
}

function suspend(ref: string, cents: number): EntryDraft {
  return { dr: 'CASH:REMIT', cr: 'SUSPENSE:CLAIM', cents: toCents(cents), why: 'payment', ref }
}

describe('store: ledger', () => {
  withDatabases((name, _openStore, createDatabase) => {
    let database: TestDatabase
    let store: Store
    beforeEach(async () => {
      database = await createDatabase()
      store = await database.open()
    })

    it('writes the entries with all they say, numbered from 1', async () => {
      const own = { ...source, segment: 99 }
      const of = { claimId: 'claim-1', remittanceId: 'remittance-1', claimPaymentId: 'payment-1' }
      const { entries, isNew } = await store.ledger.post(
        posting('k1', { ...of, source, entries: [charge, { ...payment, source: own, reverses: 'entry-0' }] }),
      )
      expect(isNew).to.equal(true)
      expect(entries.map((entry) => without(entry, 'id'))).to.deep.equal([
        { ...charge, ...of, at, source, seq: 1 },
        { ...payment, ...of, at, source: own, reverses: 'entry-0', seq: 2 },
      ])
      expect((await store.ledger.entries({})).items).to.deep.equal(entries)
    })

    it('the same key posts once and gives back the first entries', async () => {
      const first = await store.ledger.post(posting('k1'))
      const again = await store.ledger.post(posting('k1', { entries: [charge] }))
      expect(again).to.deep.equal({ entries: first.entries, isNew: false })
      expect((await store.ledger.post(posting('K1'))).isNew, 'case counts').to.equal(true)
      expect((await store.ledger.post(posting('k1 '))).isNew, 'spaces count').to.equal(true)
    })

    it('many postings at once are written in their order, those under a key that was used not at all', async () => {
      await store.ledger.post(posting('used', { entries: [charge] }))
      const keys = ['a', 'used', 'b', 'none', 'a', 'c']
      await store.ledger.postAll(keys.map((key) => posting(key, { claimId: key, entries: key === 'none' ? [] : [charge, payment] })))
      await store.ledger.postAll([])
      const { items } = await store.ledger.entries({ after: 1 })
      expect(items.map(({ seq, claimId, why }) => [seq, claimId, why])).to.deep.equal(
        ['a', 'b', 'c'].flatMap((key, index) => [
          [2 + 2 * index, key, charge.why],
          [3 + 2 * index, key, payment.why],
        ]),
      )
      expect((await store.ledger.post(posting('none'))).isNew).to.equal(false)
    })

    it('the same key at the same time posts once', async () => {
      const posted = await Promise.all(Array.from({ length: 8 }, () => store.ledger.post(posting('race'))))
      expect(posted.filter(({ isNew }) => isNew)).to.have.length(1)
      for (const { entries } of posted) expect(entries).to.deep.equal(posted[0]?.entries)
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 2_000, REVENUE: -10_000, 'CASH:REMIT': 8_000 })
    })

    if (name === 'MySQL')
      it('balances of all follow what another process posts', async () => {
        const other = await database.open()
        for (const [times, key] of ['o1', 'o2', 'o3'].entries()) {
          await other.ledger.post(posting(key, { entries: [charge] }))
          expect((await store.ledger.balances())['AR:P']).to.equal(10_000 * (times + 1))
        }
      })

    if (name === 'MySQL')
      it('a key that another process used after this transaction began is seen', async () => {
        const other = await database.open()
        const [mine, first] = await store.transaction(async () => {
          await store.ledger.balances()
          const theirs = await other.ledger.post(posting('theirs'))
          return [await store.ledger.post(posting('theirs')), theirs]
        })
        expect(mine).to.deep.equal({ entries: first.entries, isNew: false })
      })

    it('keys of any length are told apart by their end', async () => {
      const long = 'x'.repeat(1000)
      expect((await store.ledger.post(posting(`${long}1`))).isNew).to.equal(true)
      expect((await store.ledger.post(posting(`${long}2`))).isNew).to.equal(true)
      expect((await store.ledger.post(posting(`${long}1`))).isNew).to.equal(false)
    })

    it('numbers have no gaps, whatever fails beside them', async () => {
      const work = Array.from({ length: 30 }, (_, index) =>
        store
          .transaction(async () => {
            await store.ledger.post(posting(`gap ${index}`))
            if (index % 3 === 0) throw new Error('no')
          })
          .catch(() => undefined),
      )
      await Promise.all(work)
      const entries = await allPages((paging) => store.ledger.entries({ ...paging, limit: 7 }))
      expect(entries.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 40 }, (_, index) => index + 1))
    })

    it('many entries go in one posting, and none is a posting too', async () => {
      const many = Array.from({ length: 450 }, () => charge)
      expect((await store.ledger.post(posting('many', { entries: many }))).entries).to.have.length(450)
      expect(await store.ledger.post(posting('none', { entries: [] }))).to.deep.equal({ entries: [], isNew: true })
      expect((await store.ledger.post(posting('none', { entries: [] }))).isNew).to.equal(false)
    })

    for (const [what, draft] of [
      ['nothing', { ...charge, cents: toCents(0) }],
      ['a negative amount', { ...charge, cents: toCents(-1) }],
      ['an account against itself', { ...charge, cr: charge.dr }],
    ] as const)
      it(`the database itself refuses ${what}, and the whole posting with it`, async () => {
        await expectFault('INTERNAL', store.ledger.post(posting('refused', { entries: [payment, draft] })))
        expect((await store.ledger.entries({})).items).to.deep.equal([])
        expect((await store.ledger.post(posting('refused'))).isNew).to.equal(true)
      })

    it('the database itself refuses to change or remove an entry', async () => {
      const { entries } = await store.ledger.post(posting('fixed'))
      for (const statement of ['UPDATE ledger_entry SET cents = cents + 1', 'DELETE FROM ledger_entry']) {
        const error = await rawSql(database.settings, statement).catch((reason: unknown) => reason)
        expect(error).to.be.instanceOf(Error).with.property('message', 'rows of ledger_entry are never changed')
      }
      expect((await store.ledger.entries({})).items).to.deep.equal(entries)
    })

    it('balances are debit positive, of all, of one claim, of one remittance', async () => {
      await store.ledger.post(posting('b1', { claimId: 'c1', remittanceId: 'r1' }))
      await store.ledger.post(posting('b2', { claimId: 'c2', remittanceId: 'r1', entries: [{ ...payment, dr: 'AR:P', cr: 'CASH:REMIT' }] }))
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 10_000, REVENUE: -10_000, 'CASH:REMIT': 0 })
      expect(await store.ledger.balances({ claimId: 'c1' })).to.deep.equal({ 'AR:P': 2_000, REVENUE: -10_000, 'CASH:REMIT': 8_000 })
      expect(await store.ledger.balances({ claimId: 'c2', remittanceId: 'r1' })).to.deep.equal({ 'AR:P': 8_000, 'CASH:REMIT': -8_000 })
      expect(await store.ledger.balances({ claimId: 'none' })).to.deep.equal({})
    })

    it('balances of all follow every posting, and forget what was only tried', async () => {
      const receivable = async () => (await store.ledger.balances())['AR:P'] ?? 0
      const trials: number[] = []
      for (const key of ['t1', 't2', 't3']) {
        await store.ledger.post(posting(key, { entries: [charge] }))
        expect(await receivable()).to.equal(10_000 * (trials.length + 1))
        trials.push(
          await store.tryOut(async () => {
            await store.ledger.post(posting(`${key} tried`, { entries: [charge] }))
            return receivable()
          }),
        )
        expect(await receivable()).to.equal(10_000 * trials.length)
      }
      expect(trials).to.deep.equal([20_000, 30_000, 40_000])
      const seen = await Promise.all(
        ['p1', 'p2', 'p3', 'p4'].flatMap((key) => [store.ledger.post(posting(key, { entries: [payment] })).then(receivable), receivable()]),
      )
      for (const cents of seen) expect([30_000, 22_000, 14_000, 6_000, -2_000]).to.include(cents)
      expect(await receivable()).to.equal(-2_000)
    })

    it('balances by reference leave out what is settled', async () => {
      const clear: EntryDraft = { dr: 'SUSPENSE:CLAIM', cr: 'AR:P', cents: toCents(50), why: 'match', ref: 'S-2' }
      await store.ledger.post(posting('s', { entries: [suspend('S-1', 30), suspend('S-2', 50), clear, { ...charge }] }))
      expect([...(await store.ledger.balancesByReference('SUSPENSE:CLAIM'))]).to.deep.equal([['S-1', -30]])
      expect([...(await store.ledger.balancesByReference('REVENUE'))]).to.deep.equal([['', -10_000]])
    })

    it('entries are found by claim, remittance and account, in posting order', async () => {
      await store.ledger.post(posting('q1', { claimId: 'c1' }))
      await store.ledger.post(posting('q2', { claimId: 'c2', remittanceId: 'r2' }))
      const seqs = async (query: Parameters<Store['ledger']['entries']>[0]): Promise<number[]> =>
        (await allPages((paging) => store.ledger.entries({ ...query, ...paging, limit: 1 }))).map(({ seq }) => seq)
      expect(await seqs({})).to.deep.equal([1, 2, 3, 4])
      expect(await seqs({ claimId: 'c2' })).to.deep.equal([3, 4])
      expect(await seqs({ remittanceId: 'r2', account: 'REVENUE' })).to.deep.equal([3])
      expect(await seqs({ account: 'AR:P' })).to.deep.equal([1, 2, 3, 4])
    })
  })
})
