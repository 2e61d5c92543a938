// Transactions: all or nothing, one at a time on SQLite, repeated after a deadlock on MySQL.
import { EventEmitter, once } from 'node:events'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect } from 'chai'
import type { Store } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { withDatabases } from '../support/databases.js'
import { expectFault, faultOf } from './faulty.js'
import { at } from './samples.js'

class Refusal extends Error {}

async function slots(store: Store, job: string): Promise<number[]> {
  const rows = await store.query('SELECT slot FROM job_slot WHERE job = ?', [job])
  return rows.map(({ slot }) => Number(slot)).sort((a, b) => a - b)
}

/** Takes a number of one counter and, after a while, of the other. */
function both(store: Store, first: string, second: string): Promise<number[]> {
  return store.transaction(async () => {
    const one = await store.controlNumbers.next(first, 'group', 1000)
    await sleep(30)
    return [one, await store.controlNumbers.next(second, 'group', 1000)]
  })
}

describe('store: transactions', () => {
  withDatabases((name, openStore) => {
    let store: Store
    before(async () => {
      store = await openStore()
    })

    it('flows side by side, half of them failing, leave exactly what succeeded', async () => {
      const perFlow = 300
      const flow = async (job: string): Promise<void> => {
        for (let i = 0; i < perFlow; i++) {
          const done = store.transaction(async () => {
            await store.jobs.claim(job, String(i), at)
            await turn() // lets the other flows in, if anything does
            await store.jobs.claim(job, String(i + perFlow), at)
            if (i % 2 === 1) throw new Refusal()
          })
          await (i % 2 === 1 ? done.catch((error: unknown) => expect(error).to.be.instanceOf(Refusal)) : done)
        }
      }
      const loneWrites = async (): Promise<void> => {
        for (let i = 0; i < perFlow; i++) expect(await store.jobs.claim('lone', String(i), at)).to.equal(true)
      }
      await Promise.all([flow('a'), flow('b'), loneWrites()])
      const survivors = Array.from({ length: perFlow * 2 }, (_, i) => i).filter((i) => (i % perFlow) % 2 === 0)
      expect(await slots(store, 'a')).to.deep.equal(survivors)
      expect(await slots(store, 'b')).to.deep.equal(survivors)
      expect(await slots(store, 'lone')).to.have.length(perFlow)
    })

    for (const [how, work] of [
      ['in one transaction', (steps: () => Promise<void>) => store.transaction(steps)],
      ['by themselves', (steps: () => Promise<void>) => steps()],
    ] as const)
      it(`statements without end, ${how}, leave others of the process their turn`, async () => {
        let turns = 0
        const others = setInterval(() => turns++, 1)
        const until = performance.now() + 150
        await work(async () => {
          for (let i = 0; performance.now() < until; i++) await store.jobs.claim(how, String(i), at)
        })
        clearInterval(others)
        expect(turns).to.be.above(5)
      })

    it('what is only tried out leaves nothing, alone or inside a transaction that goes on', async () => {
      const take = () => store.controlNumbers.next('tried', 'group', 1000)
      await store.tryOut(take)
      expect(await take()).to.equal(1)
      const numbers = await store.transaction(async () => {
        const before = await take()
        await store.tryOut(take)
        const failed = store.tryOut(async () => {
          await take()
          throw new Refusal()
        })
        expect(await failed.catch((error: unknown) => error)).to.be.instanceOf(Refusal)
        return [before, await take()]
      })
      expect(numbers).to.deep.equal([2, 3])
      expect(await take(), 'and what was done around it is kept').to.equal(4)
    })

    it('a rolled back transaction leaves nothing', async () => {
      const failed = store.transaction(async () => {
        await store.jobs.claim('rolled back', '1', at)
        await store.audit.append({ at, actor: 'system', action: 'test' })
        await store.ledger.post({
          key: 'rolled back',
          at,
          entries: [{ dr: 'CASH:REMIT', cr: 'AR:P', cents: toCents(1), why: 'payment' }],
        })
        expect(await store.controlNumbers.next('acorn', 'batch', 10)).to.equal(1)
        throw new Refusal()
      })
      expect(await failed.catch((error: unknown) => error)).to.be.instanceOf(Refusal)
      expect(await slots(store, 'rolled back')).to.deep.equal([])
      expect((await store.audit.list({})).items).to.deep.equal([])
      expect(await store.ledger.balances()).to.deep.equal({})
      expect(await store.controlNumbers.next('acorn', 'batch', 10)).to.equal(1)
    })

    it('nested calls join the outer transaction', async () => {
      const failed = store.transaction(async () => {
        await store.transaction(() => store.jobs.claim('nested', '1', at))
        throw new Refusal()
      })
      expect(await failed.catch((error: unknown) => error)).to.be.instanceOf(Refusal)
      expect(await slots(store, 'nested')).to.deep.equal([])
    })

    it('a failure inside fails the whole, even when it is caught', async () => {
      const swallowing = store.transaction(async () => {
        await store
          .transaction(async () => {
            await store.jobs.claim('swallowed', '1', at)
            throw new Refusal()
          })
          .catch(() => undefined)
        await store.jobs.claim('swallowed', '2', at)
      })
      expect(await swallowing.catch((error: unknown) => error)).to.be.instanceOf(Refusal)
      expect(await slots(store, 'swallowed')).to.deep.equal([])
    })

    it('others do not see what is not committed; the transaction itself does', async () => {
      const pause = new EventEmitter()
      const written = once(pause, 'written')
      const writing = store.transaction(async () => {
        await store.jobs.claim('unseen', '1', at)
        expect(await slots(store, 'unseen')).to.deep.equal([1])
        pause.emit('written')
        await once(pause, 'looked')
      })
      await written
      expect(await slots(store, 'unseen')).to.deep.equal([])
      pause.emit('looked')
      await writing
      expect(await slots(store, 'unseen')).to.deep.equal([1])
    })

    it('work that outlives its transaction is refused', async () => {
      let straggler: Promise<unknown> | undefined
      await store.transaction(async () => {
        straggler = sleep(20).then(() => store.jobs.claim('late', '1', at))
        straggler.catch(() => undefined)
      })
      await expectFault('INTERNAL', straggler ?? Promise.resolve())
      expect(await slots(store, 'late')).to.deep.equal([])
    })

    it('transactions that lock crosswise both succeed', async () => {
      await both(store, 'left', 'right')
      const ways = [
        ['left', 'right'],
        ['right', 'left'],
        ['left', 'right'],
        ['right', 'left'],
      ] as const
      const numbers = await Promise.all(ways.map(([first, second]) => both(store, first, second)))
      const left = numbers.map(([one, two], i) => (i % 2 === 0 ? one : two))
      const right = numbers.map(([one, two], i) => (i % 2 === 0 ? two : one))
      expect(left).to.have.members([2, 3, 4, 5])
      expect(right).to.have.members([2, 3, 4, 5])
    })

    it('a refused statement is a Fault without any of the data', async () => {
      const fault = await faultOf(
        store.ledger.post({
          key: 'secret',
          at,
          entries: [{ dr: 'AR:P', cr: 'AR:P', cents: toCents(1), why: 'charge', claim: 'CANARY-1', ref: 'CANARY-2' }],
        }),
      )
      expect(fault.code).to.equal('INTERNAL')
      expect(fault.message).to.match(/^the database refused a statement \(\w+\)$/)
      expect(inspect(fault, { depth: 9 }))
        .to.include('INSERT INTO')
        .and.not.include('CANARY')
      expect(await store.query("SELECT id FROM posting WHERE posting_key = 'secret'")).to.deep.equal([])
    })

    if (name === 'MySQL')
      it('a connection that is lost in the middle is a Fault, and the next transaction has a new one', async () => {
        const cut = store.transaction(async () => {
          await store.jobs.claim('cut', '1', at)
          await store.query('KILL CONNECTION_ID()')
        })
        await expectFault('DATABASE_UNAVAILABLE', cut)
        await store.transaction(() => store.jobs.claim('cut', '2', at))
        expect(await slots(store, 'cut')).to.deep.equal([2])
      })

    it('closing waits for what is under way', async () => {
      const closing = await openStore()
      const work = closing.transaction(async () => {
        await closing.jobs.claim('slow', '1', at)
        await sleep(50)
        return closing.jobs.claim('slow', '2', at)
      })
      const closed = closing.close()
      expect(await work).to.equal(true)
      await closed
    })

    it('a closed store refuses', async () => {
      const closed = await openStore()
      await closed.close()
      await expectFault('DATABASE_UNAVAILABLE', closed.practices.list())
      await expectFault(
        'DATABASE_UNAVAILABLE',
        closed.transaction(async () => undefined),
      )
      await closed.close()
    })
  })
})
