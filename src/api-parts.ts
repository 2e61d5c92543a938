// How the API's wishes meet the stories: the same reports that the command line prints.
import { type ApiParts, defaultLimits } from './api/index.js'
import type { Gateway } from './compose.js'
import { checkClaims } from './gateway/index.js'
import { sendSubmitted } from './send-submitted.js'

/** Everything the API needs, from an open gateway. Claims that are taken are sent at once; what fails stays in the outbox. */
export function toApiParts(gateway: Gateway): ApiParts {
  const { config, store, clock, log, receive, submit, batch, dispatch, claimPacket, claimPdf } = gateway
  return {
    store,
    partners: config.partners,
    now: clock,
    log,
    version: config.version,
    limits: { ...defaultLimits, uploadBytes: config.api.uploadBytes },
    claimPacket: async (claim) => (await claimPacket(claim)).zip,
    claimPdf,
    readiness: async () => {
      const database = await store.query('SELECT 1').then(
        () => true,
        () => false,
      )
      return { isReady: database, checks: { database } }
    },
    receive: async (arrival, chunks) => receive.process(await receive.keep(arrival, chunks)),
    submit: async (arrival, chunks, options) => {
      const { report } = await sendSubmitted(gateway, await submit.file(arrival, chunks, options))
      return report
    },
    check: (arrival, bytes, partnerId) =>
      checkClaims(store, submit, arrival, () => once(bytes), partnerId === undefined ? {} : { partnerId }),
    timeline: gateway.timeline,
    correct: gateway.correct,
    nextPayer: gateway.nextPayer,
    overdue: gateway.overdue,
    batches: {
      look: (partner) => batch(partner, { dryRun: true }),
      release: async (partner) => {
        const report = await batch(partner, { now: true })
        const { failed, uncertain } = await dispatch(partner)
        return { ...report, failed, uncertain }
      },
    },
    sendSubmitted: async (report) => (await sendSubmitted(gateway, report)).report,
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
