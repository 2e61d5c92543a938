// x12gw claims: where every claim stands, and the import of claims that another system sent.
import type { Command } from 'commander'
import { parseOpenClaims } from '../codecs/index.js'
import type { AdjudicationState, SubmissionState } from '../domain/index.js'
import { choosePractice, importClaims } from '../gateway/index.js'
import type { ClaimRecord } from '../store/index.js'
import { Fault } from '../values/index.js'
import { allPages } from './all-pages.js'
import { namedFiles } from './files.js'
import { dollars, optionsOf, print, progress, table } from './output.js'
import { withGateway } from './with-gateway.js'

export function addClaims(program: Command): void {
  const claims = program
    .command('claims')
    .description('list the claims with their states')
    .option('--pcn <number>', 'only the claim with this patient control number')
    .option('--submission-state <state>', 'only claims in this state of sending, such as Sent or FrontEndRejected')
    .option('--state <state>', 'only claims that the payer decided so: paid, partly-paid, denied, …')
    .addHelpText('after', '\nExample: x12gw claims --state denied')
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ pcn?: string; submissionState?: SubmissionState; state?: AdjudicationState }>(command)
      await withGateway(options, async ({ store }) => {
        const found = await allPages((cursor) =>
          store.claims.list({
            limit: 500,
            ...cursor,
            ...(options.pcn === undefined ? {} : { patientControlNumber: options.pcn }),
            ...(options.submissionState === undefined ? {} : { submissionState: options.submissionState }),
            ...(options.state === undefined ? {} : { state: options.state }),
          }),
        )
        const items = found.map(toView)
        print(options, { items }, () =>
          table(
            ['Claim', 'Sending', 'Payer', 'Charge', 'Payer claim number'],
            items.map((one) => [
              one.patientControlNumber,
              one.submissionState,
              one.state,
              dollars(one.chargeCents),
              one.payerClaimNumber ?? '',
            ]),
            'no claims yet',
          ),
        )
      })
    })

  claims
    .command('import')
    .argument('<file>', 'JSON list of open claims (format: README, "Open claims")')
    .option('--practice <npi>', 'whose claims they are; not needed when there is one practice')
    .description('import open claims that another system sent: each is recorded as sent and its charge booked')
    .addHelpText('after', '\nExample: x12gw claims import samples/scenarios/01-simple-paid.claims.json')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ practice?: string }>(command)
      const { claims: open, problems } = parseOpenClaims(await readJson(path))
      if (problems.length > 0)
        throw new Fault(
          'REFUSED',
          `${path}: nothing was imported\n${problems.map(({ pointer, message }) => `  ${pointer === '' ? '/' : pointer}: ${message}`).join('\n')}`,
        )
      await withGateway(options, async ({ store, clock }) => {
        const practice = await choosePractice(store, options.practice)
        const bar = progress(options, 'importing', open.length)
        const report = await importClaims({ store, clock }, open, { practice, onProgress: (done) => bar.update(done) })
        bar.stop()
        print(
          options,
          report,
          () => `${report.imported} claims imported (${dollars(report.chargeCents)} dollars), ${report.unchanged} were here before`,
        )
      })
    })
}

function toView({ id, patientControlNumber, submissionState, state, payerClaimNumber, chargeCents, partnerId, updatedAt }: ClaimRecord) {
  return { id, patientControlNumber, submissionState, state, payerClaimNumber, chargeCents, partnerId, updatedAt }
}

async function readJson(path: string): Promise<unknown> {
  const [file] = namedFiles([path], { quiet: true })
  const chunks: Uint8Array[] = []
  for await (const chunk of file?.chunks() ?? []) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch (cause) {
    throw new Fault('FILE_UNREADABLE', `${path} is not JSON: ${cause instanceof Error ? cause.message.replace(/"[^"]*"/g, '"…"') : ''}`, {
      cause,
    })
  }
}
