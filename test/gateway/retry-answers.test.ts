// Answers that come before the sending they answer is recorded: parked, tried again, and in effect exactly once.
import { expect } from 'chai'
import type { Store } from '../../src/store/index.js'
import { crashingStore, Killed } from '../story/crashing-store.js'
import { withDatabases } from '../support/databases.js'
import { acorn, booksOf, gatewayOn, receiveBytes, sample, stillClock, submitBytes, type TestGateway } from '../support/gateway.js'

const scenario = (end: string): Buffer => sample(`scenarios/21-ack-lifecycle.${end}`)
const answers = ['ta1', '999', '277ca'] as const

withDatabases((database, openStore) => {
  describe('early answers', () => {
    function world(store: Store): TestGateway & { readonly clock: ReturnType<typeof stillClock> } {
      const clock = stillClock()
      return { ...gatewayOn(store, { partners: [acorn()], clock }), clock }
    }

    async function send(gateway: TestGateway): Promise<void> {
      await submitBytes(gateway, scenario('837'), { asSent: true })
    }

    /** What is known of the claims, and how often each was told what. */
    async function told(store: Store): Promise<unknown> {
      const { claims, balances } = await booksOf(store)
      const listed = (await store.claims.list({})).items
      const timelines = await Promise.all(listed.map(({ id }) => store.claims.timeline(id)))
      return {
        claims,
        balances,
        steps: timelines
          .map((steps) =>
            steps
              .map(({ event }) => event)
              .toSorted()
              .join(', '),
          )
          .toSorted(),
      }
    }

    async function items(store: Store, state: 'open' | 'resolved'): Promise<string[]> {
      const found = (await store.workItems.list({ state })).items.map(({ type, claim }) => `${type} ${claim ?? ''}`.trim())
      return found.toSorted()
    }

    for (const end of answers)
      it(`a ${end} is parked, and moves the claims as soon as another system's sending is recorded`, async () => {
        const inOrder = await openStore()
        await send(world(inOrder))
        await receiveBytes(world(inOrder), scenario(end))

        const store = await openStore()
        const gateway = world(store)
        const report = await receiveBytes(gateway, scenario(end))
        expect(report.answers).to.have.length(1)
        expect(report.answers[0]).to.include({ isKnown: false, isParked: true })
        expect(await items(store, 'open')).to.deep.equal(['contradictory-ack'])
        expect(await store.parkedAnswers.waiting()).to.have.length(1)
        await send(gateway)
        expect(await told(store)).to.deep.equal(await told(inOrder))
        expect(await items(store, 'open')).to.deep.equal(await items(inOrder, 'open'))
        expect(await items(store, 'resolved')).to.deep.equal(['contradictory-ack'])
        expect(await store.parkedAnswers.waiting()).to.deep.equal([])
      })

    it('all of them early and the last one first end where answers in order do', async () => {
      const inOrder = await openStore()
      await send(world(inOrder))
      for (const end of answers) await receiveBytes(world(inOrder), scenario(end))

      const store = await openStore()
      const gateway = world(store)
      for (const end of answers.toReversed()) await receiveBytes(gateway, scenario(end))
      await send(gateway)
      expect(await told(store)).to.deep.equal(await told(inOrder))
      expect(await items(store, 'open')).to.deep.equal(await items(inOrder, 'open'))
    })

    it('on schedule they are tried again at growing pauses, whatever becomes of the item', async () => {
      const store = await openStore()
      const gateway = world(store)
      await receiveBytes(gateway, scenario('999'))
      expect(await gateway.retryAnswers.due(), 'not yet').to.equal(0)
      expect((await store.parkedAnswers.waiting())[0]?.attempts).to.equal(0)
      gateway.clock.advance(300_000)
      expect(await gateway.retryAnswers.due(), 'in vain').to.equal(0)
      expect((await store.parkedAnswers.waiting())[0]?.attempts).to.equal(1)
      gateway.clock.advance(300_000)
      await gateway.retryAnswers.due()
      expect((await store.parkedAnswers.waiting())[0]?.attempts, 'the pause is longer now').to.equal(1)
      expect(await items(store, 'open'), 'told once').to.deep.equal(['contradictory-ack'])
    })

    it('a sending killed anywhere, then recorded again: each answer moves each claim by one step', async function () {
      this.timeout(600_000)
      const stride = database === 'SQLite' ? 2 : 30
      const calm = await openStore()
      for (const end of answers) await receiveBytes(world(calm), scenario(end))
      await send(world(calm))
      const wanted = await told(calm)
      let points = 0
      for (let point = 1; ; point += stride) {
        const store = await openStore()
        for (const end of answers) await receiveBytes(world(store), scenario(end))
        const survived = await send(world(crashingStore(store, point, 'after').store)).then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof Killed)) throw error
            return false
          },
        )
        const gateway = world(store)
        await send(gateway)
        gateway.clock.advance(300_000)
        await gateway.retryAnswers.due()
        expect(await told(store), `killed after call ${point}`).to.deep.equal(wanted)
        expect(await store.parkedAnswers.waiting(), `killed after call ${point}`).to.deep.equal([])
        await store.close()
        if (survived) break
        points += 1
      }
      expect(points, 'places where it was killed').to.be.greaterThan(50 / stride)
    })
  })
})
