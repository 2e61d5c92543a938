// npm run fuzz [-- --executions N] [--seconds N] [--seed N] [--start N] [--workers N]: broken files by the million, made from all samples.
// Whatever throws, takes longer than a second or eats memory is made small and kept under samples/fuzz/, to be mended and stay a test.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { openInputs } from './inputs.js'
import { type Failure, slowestMs, type WorkerTask } from './worker.js'

const usage = `npm run fuzz [-- [--executions N] [--seconds N] [--seed N] [--start N] [--workers N]]
  --executions  how many inputs (1000000)
  --seconds     stop after this time even so
  --seed        another seed, other inputs (1)
  --start       number of the first input (0): a failure is repeated with its seed and number
  --workers     threads (1)
`
/** A thread that stays this long at one input hangs; minimising a slow one takes its time. */
const hangMs = 60 * slowestMs
const threadMegabytes = 384

const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '1000000' },
    seconds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    start: { type: 'string', default: '0' },
    workers: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

interface Thread {
  readonly worker: Worker
  readonly task: WorkerTask
  readonly current: Int32Array
  last: number
  since: number
  isDone: boolean
}

async function main(): Promise<number> {
  const [seed, start, workers, executions] = [values.seed, values.start, values.workers, values.executions].map(whole) as [
    number,
    number,
    number,
    number,
  ]
  const began = performance.now()
  const until = start + executions
  const failures = new Map<string, Failure>()
  const threads: Thread[] = []
  let peakBytes = 0

  const begin = (from: number, slot: number) => {
    const task = { seed, from, step: workers, until, now: new SharedArrayBuffer(4) }
    const self = fileURLToPath(import.meta.url)
    const worker = new Worker(join(self, '..', `worker${extname(self)}`), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: threadMegabytes },
    })
    const thread: Thread = { worker, task, current: new Int32Array(task.now), last: -1, since: performance.now(), isDone: false }
    threads[slot] = thread
    worker.on('message', (failure: Failure) => keep(failure))
    worker.on('error', (error) => goOnAfter(thread, slot, `thread: ${error.message}`))
    worker.on('exit', () => (thread.isDone = true))
  }
  /** The thread is lost with the input it was at; another goes on after it. */
  const goOnAfter = (thread: Thread, slot: number, why: string) => {
    const index = Atomics.load(thread.current, 0)
    keep({ index, key: why, told: why, input: openInputs().bytes(seed, index) })
    thread.worker.removeAllListeners()
    void thread.worker.terminate()
    begin(index + workers, slot)
  }
  const keep = (failure: Failure) => {
    if (failures.has(failure.key)) return
    failures.set(failure.key, failure)
    process.stdout.write(`input ${failure.index} of seed ${seed}, kept as ${write(failure)}\n${failure.told}\n`)
  }
  const executed = () => threads.reduce((sum, { current, task }) => sum + Math.floor((Atomics.load(current, 0) - start) / task.step), 0)

  for (let slot = 0; slot < workers; slot++) begin(start + slot, slot)
  while (threads.some(({ isDone }) => !isDone)) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
    const seconds = (performance.now() - began) / 1000
    if (process.stderr.isTTY) process.stderr.write(`\r${executed()} inputs, ${Math.round(executed() / seconds)} a second, ${failures.size} kept `)
    for (const [slot, thread] of threads.entries()) if (isHanging(thread)) goOnAfter(thread, slot, 'hangs')
    if (values.seconds !== undefined && seconds >= whole(values.seconds)) break
  }
  const count = executed()
  await Promise.all(threads.map(({ worker }) => worker.terminate()))
  const seconds = (performance.now() - began) / 1000
  process.stdout.write(
    `${count} inputs in ${Math.round(seconds)} s, ${Math.round(count / seconds)} a second; most memory ${Math.round(peakBytes / 1e6)} MB; ${failures.size} kinds of failure\n`,
  )
  return failures.size === 0 ? 0 : 1
}

function isHanging(thread: Thread): boolean {
  const index = Atomics.load(thread.current, 0)
  const now = performance.now()
  if (index !== thread.last) [thread.last, thread.since] = [index, now]
  return !thread.isDone && now - thread.since > hangMs
}

/** Keeps the input under samples/fuzz/, with what was wrong beside it until that is mended. */
function write({ key, told, input }: Failure): string {
  const words = key.toLowerCase().match(/[a-z]+/g)?.slice(0, 6) ?? []
  const folder = join('samples', 'fuzz', `${words.join('-')}-${createHash('sha256').update(key).digest('hex').slice(0, 6)}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'in.edi'), input)
  writeFileSync(join(folder, 'failure.txt'), `${told}\n`)
  return folder
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new RangeError(`${text} is no whole number\n${usage}`)
  return Number(text)
}

if (values.help) process.stdout.write(usage)
else process.exitCode = await main()
