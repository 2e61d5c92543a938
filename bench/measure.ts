// One measurement in a process of its own: node measure.js ROW FILE. Prints one line of JSON.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { rows, type Source } from './rows.js'

export interface Measurement {
  readonly bytes: number
  readonly segments: number
  readonly milliseconds: number
  /** Most memory the process held, over what it held before it began. */
  readonly peakBytes: number
}

const chunkBytes = 64 * 1024
/** Small files are read again until this much time has gone, and the best run counts. */
const enoughMs = 1000
const leastRuns = 2

async function main([name, path = '']: readonly string[]): Promise<void> {
  const row = rows.find((each) => each.name === name)
  if (row === undefined) throw new Error(`no such row: ${name}`)
  function* chunks(): Generator<Buffer> {
    const file = openSync(path, 'r')
    const buffer = Buffer.allocUnsafe(chunkBytes)
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      yield buffer.subarray(0, length)
    }
    closeSync(file)
  }
  const source: Source = { path, chunks }
  globalThis.gc?.()
  const idleBytes = process.memoryUsage().rss
  let [segments, milliseconds, spentMs] = [0, Number.POSITIVE_INFINITY, 0]
  for (let run = 0; run < leastRuns || spentMs < enoughMs; run++) {
    const began = performance.now()
    segments = await row.run(source)
    const took = performance.now() - began
    milliseconds = Math.min(milliseconds, took)
    spentMs += took
  }
  const peakBytes = Math.max(0, process.resourceUsage().maxRSS * 1024 - idleBytes)
  const measurement: Measurement = { bytes: statSync(path).size, segments, milliseconds, peakBytes }
  process.stdout.write(JSON.stringify(measurement))
}

await main(process.argv.slice(2))
