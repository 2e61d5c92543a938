// The running gateway: schedules that fetch and send, and the API; started in order, stopped in reverse.
import { allScopes, createApi, listen } from './api/index.js'
import { toApiParts } from './api-parts.js'
import type { Gateway } from './compose.js'
import type { IntakeFolder, Partner } from './domain/index.js'
import { createSchedule, type Job } from './exchange/index.js'
import { Fault } from './values/index.js'

export interface Running {
  /** Where the API answers. */
  readonly url: string
  /** The first API key's secret, when this start made it; it is kept nowhere. */
  readonly firstKey?: string
  close(): Promise<void>
}

/**
 * Starts everything. What a crash left half done is finished before the first tick.
 * `makesFirstKey` is false for a caller that hands out keys of its own.
 */
export async function serve(gateway: Gateway, { makesFirstKey = true } = {}): Promise<Running> {
  const { config, store, clock, log, receive, nextPayer, reassociate } = gateway
  const resumed = await receive.resume()
  if (resumed > 0) log.info('files that an earlier run left unfinished are done', { files: resumed })
  await reassociate.settle()
  await nextPayer.sendByRule()
  const firstKey = makesFirstKey ? await createFirstKey(gateway) : undefined
  const schedule = createSchedule(jobsOf(gateway), log)
  const server = await listen(createApi(toApiParts(gateway)).app, { host: config.api.host, port: config.api.port })
  schedule.start()
  await store.audit.append({ at: clock(), actor: 'system', action: 'gateway.start' })
  return {
    url: server.url,
    ...(firstKey === undefined ? {} : { firstKey }),
    close: async () => {
      await server.close()
      await schedule.stop()
      await store.audit.append({ at: clock(), actor: 'system', action: 'gateway.stop' })
    },
  }
}

/** An installation without any key gets one that may do everything. */
async function createFirstKey({ store, clock }: Gateway): Promise<string | undefined> {
  return store.transaction(async () => {
    if ((await store.keys.list()).length > 0) return undefined
    const at = clock()
    const { key, secret } = await store.keys.create('first key', [...allScopes], at)
    await store.audit.append({ at, actor: 'system', action: 'key.create', object: `key:${key.id}` })
    return secret
  })
}

/** Cut-offs are times of day to the minute. */
const everyMinute = '* * * * *'
/** Before the look at what is overdue, so that what is asked by itself becomes no work item. */
const everyHour = '7 * * * *'

/** Ticks of each partner. A tick only says "look now"; what is due stands in the database. */
function jobsOf({ config, poll, batch, inquire, dispatch, intake, retryAnswers, overdue, reassociate, log }: Gateway): Job[] {
  const ofPartners = config.partners.flatMap((partner) => {
    const { poll: fetching, send, timeZone } = partner.schedule
    const run = (name: string, cron: string | undefined, act: () => Promise<unknown>): Job[] =>
      cron === undefined ? [] : [{ name: `${name} ${partner.id}`, cron, timeZone, run: () => told(act) }]
    return [
      ...run('poll', fetching, () => poll(partner)),
      ...run('batch', everyMinute, () => sendHeld(partner)),
      ...run('inquire', partner.inquiry?.automatic === true ? everyHour : undefined, () => askPayers(partner)),
      ...run('send', send, () => dispatch(partner)),
    ]
  })
  const ofFolders = config.intake.map(
    (folder): Job => ({
      name: `intake ${folder.id}`,
      cron: folder.poll,
      timeZone: 'UTC',
      run: () => told(() => takeDropped(folder)),
    }),
  )
  return [
    ...ofPartners,
    ...ofFolders,
    { name: 'parked answers', cron: '*/5 * * * *', timeZone: 'UTC', run: () => told(() => retryAnswers.due()) },
    { name: 'overdue answers', cron: '17 * * * *', timeZone: 'UTC', run: () => told(() => overdue.review()) },
    { name: 'missing money', cron: '27 * * * *', timeZone: 'UTC', run: () => told(() => reassociate.review()) },
  ]

  /** Also of a partner that holds no claims any more: what is left goes out. */
  async function sendHeld(partner: Partner): Promise<void> {
    const { files } = await batch(partner)
    // Without a schedule for sending, what a crash left between writing and sending goes out here.
    if (files.length > 0 || (partner.batch?.hold === true && partner.schedule.send === undefined)) await dispatch(partner)
  }

  async function askPayers(partner: Partner): Promise<void> {
    const { files } = await inquire.due(partner)
    if (files.length > 0) await dispatch(partner)
  }

  /** Claims that were dropped go out at once, like those of the API. */
  async function takeDropped(folder: IntakeFolder): Promise<void> {
    const { files } = await intake(folder)
    const sending = new Set(files.flatMap((file) => file.sending.map(({ partnerId }) => partnerId)))
    for (const partner of config.partners) if (sending.has(partner.id)) await dispatch(partner)
  }

  /** A partner that cannot be reached is news, not a fault of ours: the next tick tries again. */
  async function told(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      log.warn('an exchange did not happen', { code: error.code, message: error.message })
    }
  }
}
