// Ticks for polling and sending. A tick only says "look now": what is due is decided from the database, so that a missed,
// doubled or overlapping tick does no harm.
import { createTask, type Logger, type ScheduledTask, validateDetailed } from 'node-cron'
import { Fault } from '../values/index.js'

export interface Job {
  /** For logs: "poll acorn". */
  readonly name: string
  /** node-cron expression of five parts, or six with seconds first. */
  readonly cron: string
  /** IANA zone that the expression is read in. */
  readonly timeZone: string
  /** The signal is raised when the schedule stops; the run should then end soon. */
  run(signal: AbortSignal): Promise<void>
}

export interface ScheduleLog {
  warn(message: string, facts: Readonly<Record<string, string>>): void
  error(message: string, facts: Readonly<Record<string, unknown>>): void
}

export interface Schedule {
  start(): void
  /** No tick begins any more; resolves when the runs under way have ended. */
  stop(): Promise<void>
}

/** Makes the ticks of all jobs; none begins before `start`. Throws CONFIG_INVALID for an expression or zone that cannot be read. */
export function createSchedule(jobs: readonly Job[], log: ScheduleLog): Schedule {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()

  async function tick(job: Job): Promise<void> {
    if (stopping.signal.aborted) return
    const run = runLogged(job)
    running.add(run)
    await run
    running.delete(run)
  }

  // A failed run is logged and over: the next tick looks again.
  async function runLogged(job: Job): Promise<void> {
    try {
      await job.run(stopping.signal)
    } catch (error) {
      log.error('a scheduled run failed', { job: job.name, error })
    }
  }

  const tasks = jobs.map((job) => toTask(job, () => tick(job), log))
  return {
    start() {
      for (const task of tasks) void task.start()
    },
    async stop() {
      stopping.abort()
      for (const task of tasks) await task.destroy()
      // node-cron's own shutdown() waits too, but ends every task of the process, also those of another schedule.
      await Promise.all(running)
    },
  }
}

function toTask(job: Job, tick: () => Promise<void>, log: ScheduleLog): ScheduledTask {
  const { errors } = validateDetailed(job.cron)
  if (errors.length > 0) {
    const wrong = errors.map(({ field, message }) => `${field}: ${message}`).join('; ')
    throw new Fault('CONFIG_INVALID', `schedule of ${job.name}: ${JSON.stringify(job.cron)} is no cron expression (${wrong})`)
  }
  try {
    const options = {
      name: job.name,
      timezone: job.timeZone,
      noOverlap: true,
      suppressMissedWarning: true,
      logger: toLogger(job.name, log),
    }
    const task = createTask(job.cron, tick, options)
    task.getNextRuns(1)
    return task
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `schedule of ${job.name}: time zone ${JSON.stringify(job.timeZone)} is unknown here`, { cause })
  }
}

/** node-cron speaks through ours: of an overlap (the tick is dropped) and of failures; its chatter is left out. */
function toLogger(job: string, log: ScheduleLog): Logger {
  return {
    info: () => undefined,
    debug: () => undefined,
    warn: (message) => log.warn('schedule', { job, message }),
    error: (message, error) => log.error('schedule', { job, message: String(message), error }),
  }
}
