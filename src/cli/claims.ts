// x12gw claims: where every claim stands.
import { type Command, Option } from 'commander'
import { type AdjudicationState, adjudicationStates, type SubmissionState, submissionStates, waitsFor } from '../domain/index.js'
import { checkClaims, type CheckReport, type ClaimForm } from '../gateway/index.js'
import type { ClaimRecord } from '../store/index.js'
import { allPages } from './all-pages.js'
import { addCorrections } from './claims-correct.js'
import { addImport } from './claims-import.js'
import { addInquire } from './claims-inquire.js'
import { addSecondary } from './claims-secondary.js'
import { namedFiles } from './files.js'
import { describeFindings, describeProblems, dollars, optionsOf, print, table } from './output.js'
import { formatOption } from './submit.js'
import { withGateway } from './with-gateway.js'

export function addClaims(program: Command): void {
  const claims = program
    .command('claims')
    .description('list the claims with their states')
    .option('--pcn <number>', 'only the claim with this patient control number')
    .addOption(new Option('--submission-state <state>', 'only claims in this state of sending').choices(submissionStates))
    .addOption(new Option('--state <state>', 'only claims that the payer decided so').choices(adjudicationStates))
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
            (options.pcn ?? options.state ?? options.submissionState) ? 'no claim is like that' : 'no claims yet',
          ),
        )
      })
    })

  claims
    .command('check')
    .argument('<file>', '837 file, JSON or CSV, as for x12gw submit')
    .addOption(formatOption())
    .option('--partner <id>', 'partner to check it for; otherwise the one that submit would send it through')
    .description('tell what submit would find in claims: edits, guide and what was sent before; nothing is stored or sent')
    .addHelpText('after', '\nExample: x12gw claims check samples/claims/professional/office-visit.json\nExit 1 when they would be refused.')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ partner?: string; format?: ClaimForm }>(command)
      const [file] = namedFiles([path], options)
      if (file === undefined) return
      await withGateway(options, async ({ store, submit, clock }) => {
        const arrival = { name: file.name, source: 'command-line' as const, at: clock() }
        const through = {
          ...(options.partner === undefined ? {} : { partnerId: options.partner }),
          ...(options.format === undefined ? {} : { format: options.format }),
        }
        const report = await checkClaims(store, submit, arrival, () => file.chunks(), through)
        print(options, report, () => describeCheck(report))
        if (report.outcome === 'refused') process.exitCode = 1
      })
    })

  addImport(claims)
  addInquire(claims)
  addSecondary(claims)
  addCorrections(claims)
}

function describeCheck({ file, outcome, claims, partners, findings, problems }: CheckReport): string {
  const verdict = {
    passed: `${claims.length} claim${claims.length === 1 ? '' : 's'} may be sent to ${partners.join(', ')}`,
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
