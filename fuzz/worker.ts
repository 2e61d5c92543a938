// One thread of the fuzzer: makes input after input, runs each, tells what fails. Its number of the moment stands in shared memory,
// so that the main thread sees when it hangs.
import { parentPort, workerData } from 'node:worker_threads'
import { openInputs } from './inputs.js'
import { minimise } from './minimise.js'

export interface WorkerTask {
  readonly seed: number
  /** First input, how many steps to the next, and the input to stop before. */
  readonly from: number
  readonly step: number
  readonly until: number
  /** One number: the input being run. */
  readonly now: SharedArrayBuffer
}

export interface Failure {
  readonly index: number
  /** What to tell failures apart by: the message and where it was thrown, without numbers. */
  readonly key: string
  readonly told: string
  readonly input: Uint8Array
}

/** An input may take this long. */
export const slowestMs = 1000

function main({ seed, from, step, until, now }: WorkerTask): void {
  const inputs = openInputs()
  const current = new Int32Array(now)
  const seen = new Set<string>()
  for (let index = from; index < until; index += step) {
    Atomics.store(current, 0, index)
    const input = inputs.bytes(seed, index)
    const failure = failureOf(() => inputs.run(seed, index, input))
    if (failure === undefined || seen.has(failure.key)) continue
    seen.add(failure.key)
    const smallest = minimise(input, (bytes) => failureOf(() => inputs.run(seed, index, bytes))?.key === failure.key)
    parentPort?.postMessage({ index, ...failure, input: smallest } satisfies Failure, [])
  }
  Atomics.store(current, 0, until)
}

/** Runs it; what is wrong when it throws or takes too long, each of three times: once may be the machine's doing. */
function failureOf(run: () => void): Pick<Failure, 'key' | 'told'> | undefined {
  let took = Number.POSITIVE_INFINITY
  for (let times = 0; times < 3 && took > slowestMs; times++) {
    const began = performance.now()
    try {
      run()
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const [what = '', where = ''] = told.split('\n')
      return { key: `${what} ${where}`.replaceAll(/\d+/g, '0'), told }
    }
    took = Math.min(took, performance.now() - began)
  }
  return took > slowestMs ? { key: 'slow', told: `took ${Math.round(took)} ms` } : undefined
}

if (parentPort !== null) main(workerData as WorkerTask)
