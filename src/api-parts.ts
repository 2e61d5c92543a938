// How the API's wishes meet the stories: the same reports that the command line prints.
import type { ApiParts } from './api/index.js'
import { defaultLimits } from './api/index.js'
import type { Gateway } from './compose.js'
import type { SubmitReport } from './gateway/index.js'

/** Everything the API needs, from an open gateway. Claims that are taken are sent at once; what fails stays in the outbox. */
export function toApiParts({ config, store, clock, log, receive, submit, dispatch }: Gateway): ApiParts {
  return {
    store,
    partners: config.partners,
    now: clock,
    log,
    version: config.version,
    limits: { ...defaultLimits, uploadBytes: config.api.uploadBytes },
    readiness: async () => {
      try {
        await store.query('SELECT 1')
        return { isReady: true, checks: { database: true } }
      } catch {
        return { isReady: false, checks: { database: false } }
      }
    },
    receive: async (arrival, chunks) => {
      const kept = await receive.keep(arrival, chunks)
      const report = await receive.process(kept)
      return { fileId: kept.file.id, isNew: kept.isNew, report }
    },
    submit: async (submission) => {
      const isX12 = submission.kind === 'x12'
      const arrival = isX12 ? submission.arrival : { name: 'claims.json', source: 'api' as const, at: submission.at }
      const chunks = isX12 ? submission.chunks : oneChunk(JSON.stringify(submission.claims))
      const partnerId = isX12 ? undefined : submission.partnerId
      const report = await submit.file(arrival, chunks, partnerId === undefined ? {} : { partnerId })
      await send(report)
      const now = await submit.describe(report)
      return { isNew: now.outcome === 'submitted', isRefused: now.outcome === 'refused', findings: [], report: now }
    },
  }

  async function send({ sending }: SubmitReport): Promise<void> {
    for (const partner of config.partners) if (sending.some(({ partnerId }) => partnerId === partner.id)) await dispatch(partner)
  }
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8')
  await Promise.resolve()
}
