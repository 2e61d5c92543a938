import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { createSchedule, type Job, type ScheduleLog } from '../../src/exchange/index.js'
import { Fault } from '../../src/values/index.js'

const everySecond = { name: 'poll acorn', cron: '* * * * * *', timeZone: 'America/New_York' }

function quietLog(): ScheduleLog & { readonly said: string[] } {
  const said: string[] = []
  return {
    said,
    warn: (message) => void said.push(`warn ${message}`),
    error: (message, facts) => void said.push(`error ${message} ${String(facts.job)}`),
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; !isTrue(); waited += 10) {
    if (waited > 5000) throw new Error('waited for 5 s')
    await sleep(10)
  }
}

describe('schedule', () => {
  it('does not tick before it is started', async () => {
    let runs = 0
    const schedule = createSchedule([{ ...everySecond, run: async () => void runs++ }], quietLog())
    await sleep(1100)
    await schedule.stop()
    expect(runs).to.equal(0)
  })

  it('never runs a job beside itself, and stop() waits for the run under way', async () => {
    let running = 0
    let most = 0
    let ended = false
    const job: Job = {
      ...everySecond,
      async run(signal) {
        most = Math.max(most, ++running)
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve())
        })
        await sleep(50)
        running--
        ended = true
      },
    }
    const schedule = createSchedule([job], quietLog())
    schedule.start()
    await until(() => running === 1)
    await sleep(2100)
    expect(ended).to.equal(false)
    await schedule.stop()
    expect({ ended, most, running }).to.deep.equal({ ended: true, most: 1, running: 0 })
  })

  it('logs a failed run and ticks on', async () => {
    let runs = 0
    const log = quietLog()
    const job: Job = {
      ...everySecond,
      async run() {
        runs++
        throw new Fault('REMOTE_UNREACHABLE', 'no')
      },
    }
    const schedule = createSchedule([job], log)
    schedule.start()
    await until(() => runs >= 2)
    await schedule.stop()
    expect(log.said.filter((line) => line === 'error a scheduled run failed poll acorn')).to.have.length(runs)
  })

  it('stopping one schedule leaves another one going', async () => {
    let runs = 0
    const one = createSchedule([{ ...everySecond, run: async () => undefined }], quietLog())
    const other = createSchedule([{ ...everySecond, run: async () => void runs++ }], quietLog())
    one.start()
    other.start()
    await one.stop()
    await until(() => runs >= 1)
    await other.stop()
  })

  for (const [what, changes] of [
    ['expression', { cron: '61 * * * *' }],
    ['expression', { cron: 'every day' }],
    ['time zone', { timeZone: 'Mars/Olympus' }],
  ] as const)
    it(`refuses a wrong ${what}: ${JSON.stringify(changes)}`, () => {
      expect(() => createSchedule([{ ...everySecond, ...changes, run: async () => undefined }], quietLog()))
        .to.throw(Fault)
        .with.property('code', 'CONFIG_INVALID')
    })
})
