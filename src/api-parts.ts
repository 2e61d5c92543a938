// How the API's wishes meet the stories: the same reports that the command line prints.
import { type ApiParts, defaultLimits } from './api/index.js'
import type { Gateway } from './compose.js'

/** Everything the API needs, from an open gateway. Claims that are taken are sent at once; what fails stays in the outbox. */
export function toApiParts({
  config,
  store,
  clock,
  log,
  receive,
  submit,
  dispatch,
  importDeposits,
  matchDeposit,
  claimPacket,
  claimPdf,
}: Gateway): ApiParts {
  return {
    store,
    importDeposits,
    matchDeposit,
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
      const report = await submit.file(arrival, chunks, options)
      for (const partner of config.partners) if (report.sending.some(({ partnerId }) => partnerId === partner.id)) await dispatch(partner)
      return submit.describe(report)
    },
  }
}
