import { expect } from 'chai'
import { needsPerson, pauseMs, withRetry } from '../../src/exchange/index.js'
import { Fault } from '../../src/values/index.js'

const plan = { attempts: 4, baseMs: 2, maxMs: 8 }
const unreachable = new Fault('REMOTE_UNREACHABLE', 'no')

async function countAttempts(error: unknown, signal?: AbortSignal): Promise<number> {
  let count = 0
  const failing = withRetry(
    async () => {
      count++
      throw error
    },
    { ...plan, ...(signal === undefined ? {} : { signal }) },
  )
  const thrown: unknown = await failing.catch((reason: unknown) => reason)
  expect(thrown).to.equal(error)
  return count
}

describe('retry', () => {
  it('tries a network fault again, up to the limit', async () => {
    expect(await countAttempts(unreachable)).to.equal(4)
  })

  it('stops at the first success', async () => {
    const result = await withRetry(async (attempt) => {
      if (attempt < 3) throw unreachable
      return attempt
    }, plan)
    expect(result).to.equal(3)
  })

  for (const error of [new Fault('REMOTE_REFUSED', 'login'), new Fault('REMOTE_HOST_KEY', 'key'), new TypeError('a bug')])
    it(`does not try again what needs a person: ${error.message}`, async () => {
      expect(needsPerson(error)).to.equal(true)
      expect(await countAttempts(error)).to.equal(1)
    })

  it('does not wait any longer once told to stop', async () => {
    expect(await countAttempts(unreachable, AbortSignal.abort())).to.equal(1)
  })

  it('wakes from a long pause when told to stop', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 10)
    const began = performance.now()
    const failing = withRetry(() => Promise.reject(unreachable), { attempts: 2, baseMs: 60_000, maxMs: 60_000, signal: stop.signal })
    expect(await failing.catch((reason: unknown) => reason)).to.equal(unreachable)
    expect(performance.now() - began).to.be.lessThan(5000)
  })

  for (const [attempt, least, most] of [
    [1, 500, 1000],
    [2, 1000, 2000],
    [3, 2000, 4000],
    [9, 15_000, 30_000],
    [5000, 15_000, 30_000],
  ] as const)
    it(`waits between ${least} and ${most} ms after failure ${attempt}`, () => {
      const limits = { baseMs: 1000, maxMs: 30_000 }
      expect(pauseMs(attempt, { ...limits, random: () => 0 })).to.equal(least)
      expect(pauseMs(attempt, { ...limits, random: () => 1 })).to.equal(most)
    })
})
