// How the API's wishes meet the stories: the same reports that the command line prints.
import { type ApiParts, defaultLimits } from './api/index.js'
import type { Gateway } from './compose.js'
import { checkClaims, createAccountActs, createEobPaper, createStatements, type InquiryReport } from './gateway/index.js'
import { sendSubmitted } from './send-submitted.js'

/** Everything the API needs, from an open gateway. Claims that are taken are sent at once; what fails stays in the outbox. */
export function toApiParts(gateway: Gateway): ApiParts {
  const {
    config,
    store,
    clock,
    log,
    receive,
    submit,
    batch,
    inquire,
    dispatch,
    workQueue,
    importDeposits,
    matchDeposit,
    claimPacket,
    claimPdf,
    schemas,
    treatments,
  } = gateway

  async function sendTo(files: readonly { readonly partnerId: string }[]): Promise<void> {
    for (const partner of config.partners) if (files.some(({ partnerId }) => partnerId === partner.id)) await dispatch(partner)
  }

  async function sent(asking: Promise<InquiryReport>): Promise<InquiryReport> {
    const report = await asking
    await sendTo(report.files)
    return report
  }

  return {
    store,
    workQueue,
    postings: gateway.postings,
    accountActs: createAccountActs({ store, clock }),
    importDeposits,
    matchDeposit,
    partners: config.partners,
    now: clock,
    log,
    version: config.version,
    limits: { ...defaultLimits, uploadBytes: config.api.uploadBytes },
    claimPacket: async (claim) => (await claimPacket(claim)).zip,
    claimPdf,
    treatments,
    statements: createStatements({ store, clock, schemas }),
    eobPaper: createEobPaper({ store, schemas }),
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
    check: (arrival, bytes, options) => checkClaims(store, submit, arrival, () => once(bytes), options),
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
    inquire: {
      claims: (claimIds, options) => sent(inquire.claims(claimIds, options)),
      overdue: (options) => sent(inquire.overdue(options)),
    },
    sendSubmitted: async (report) => (await sendSubmitted(gateway, report)).report,
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
