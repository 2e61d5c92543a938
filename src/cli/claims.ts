// x12gw claims: where every claim stands, and the import of claims that another system sent.
import type { Command } from 'commander'
import { parseOpenClaims } from '../codecs/index.js'
import { type AdjudicationState, type SubmissionState, waitsFor } from '../domain/index.js'
import { checkClaims, type CheckReport, choosePractice, importClaims } from '../gateway/index.js'
import type { ClaimRecord } from '../store/index.js'
import { Fault } from '../values/index.js'
import { allPages } from './all-pages.js'
import { addCorrections } from './claims-correct.js'
import { addInquire } from './claims-inquire.js'
import { addSecondary } from './claims-secondary.js'
import { namedFiles } from './files.js'
import { readJson } from './json-file.js'
import { describeFindings, describeProblems, dollars, optionsOf, print, progress, table } from './output.js'
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
            ['Claim', 'Sending', 'Payer', 'Waits for', 'Charge', 'Payer claim number'],
            items.map((one) => [
              one.patientControlNumber,
              one.submissionState,
              one.state,
              one.waitsFor ?? '',
              dollars(one.chargeCents),
              one.payerClaimNumber ?? '',
            ]),
            'no claims yet',
          ),
        )
      })
    })

  claims
    .command('check')
    .argument('<file>', '837 file, or JSON list of claims, as for x12gw submit')
    .option('--partner <id>', 'partner to check it for; otherwise the one that submit would send it through')
    .description('tell what submit would find in claims: edits, guide and what was sent before; nothing is stored or sent')
    .addHelpText('after', '\nExample: x12gw claims check samples/claims/professional/office-visit.json\nExit 1 when they would be refused.')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ partner?: string }>(command)
      const [file] = namedFiles([path], options)
      if (file === undefined) return
      await withGateway(options, async ({ store, submit, clock }) => {
        const arrival = { name: file.name, source: 'command-line' as const, at: clock() }
        const through = options.partner === undefined ? {} : { partnerId: options.partner }
        const report = await checkClaims(store, submit, arrival, () => file.chunks(), through)
        print(options, report, () => describeCheck(report))
        if (report.outcome === 'refused') process.exitCode = 1
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

  addInquire(claims)
  addSecondary(claims)
  addCorrections(claims)
}

function describeCheck({ file, outcome, claims, partners, findings, problems }: CheckReport): string {
  const verdict = {
    passed: `${claims.length} claim${claims.length === 1 ? '' : 's'} may be sent to ${[...new Set(partners)].join(', ')}`,
    refused: 'would be refused',
    duplicate: 'these bytes were submitted before',
  }[outcome]
  return [`${file}: ${verdict}`, ...describeFindings(findings), ...describeProblems(problems)].join('\n')
}

function toView({
  id,
  patientControlNumber,
  submissionState,
  state,
  inquiryState,
  payerClaimNumber,
  chargeCents,
  partnerId,
  updatedAt,
}: ClaimRecord) {
  return {
    id,
    patientControlNumber,
    submissionState,
    state,
    inquiryState,
    waitsFor: waitsFor(submissionState, state, inquiryState) ?? null,
    payerClaimNumber,
    chargeCents,
    partnerId,
    updatedAt,
  }
}
