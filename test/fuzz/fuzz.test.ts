// A short run of the fuzzer with a fixed seed: the same ten thousand broken files each time. `npm run fuzz` goes on for longer.
import { expect } from 'chai'
import { openInputs } from '../../fuzz/inputs.js'

const executions = 10_000
const seed = 20_261_102
const slowestMs = 1000
const mostMegabytes = 300

describe('broken files', function () {
  this.timeout(120_000)

  it(`${executions} of them: nothing throws, hangs or piles up`, () => {
    const inputs = openInputs()
    const failures: string[] = []
    const before = process.memoryUsage().rss
    for (let index = 0; index < executions; index++) {
      const bytes = inputs.bytes(seed, index)
      const began = process.cpuUsage()
      try {
        inputs.run(seed, index, bytes)
      } catch (error) {
        failures.push(`input ${index}: ${error instanceof Error ? error.message : String(error)}`)
      }
      const { user, system } = process.cpuUsage(began)
      const took = (user + system) / 1000
      if (took > slowestMs) failures.push(`input ${index} took ${Math.round(took)} ms`)
    }
    expect(failures).to.deep.equal([])
    expect((process.memoryUsage().rss - before) / 1e6).to.be.below(mostMegabytes)
  })

  it('the same seed makes the same inputs', () => {
    const inputs = openInputs()
    for (let index = 0; index < 20; index++) expect(inputs.bytes(seed, index).equals(inputs.bytes(seed, index))).to.equal(true)
    expect(inputs.bytes(seed, 1).equals(inputs.bytes(seed + 1, 1))).to.equal(false)
  })
})
