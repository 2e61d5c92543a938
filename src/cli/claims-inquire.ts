// x12gw claims inquire: payers are asked where claims stand (276); their answers (277) come back like other files.
import type { Command } from 'commander'
import type { InquiryReport } from '../gateway/index.js'
import { Fault } from '../values/index.js'
import { practiceOption } from './claim.js'
import { findClaim } from './find-claim.js'
import { type GlobalOptions, optionsOf, print, table } from './output.js'
import { dispatchTo } from './sending.js'
import { withGateway } from './with-gateway.js'

type Options = GlobalOptions & {
  readonly overdue?: boolean
  readonly partner?: string
  readonly practice?: string
  readonly dryRun?: boolean
  readonly hold?: boolean
}

export function addInquire(claims: Command): void {
  claims
    .command('inquire')
    .argument('[pcn...]', 'patient control numbers of the claims to ask about')
    .option('--overdue', 'all claims whose status is overdue by the settings of their partner, and those asked about in vain')
    .option('--partner <id>', 'only claims that were sent through this partner')
    .option(...practiceOption)
    .option('--dry-run', 'only tell which claims would be asked about, and why others would not')
    .option('--hold', 'write the files into the outbox, and leave the sending to the schedule')
    .description('ask payers where claims stand: one status inquiry (276) for each partner, or several where its limit says so')
    .addHelpText(
      'after',
      '\nA claim that was asked about waits for the 277, and x12gw overdue tells when that is late; a claim is not asked about twice at a\n' +
        'time. What the payer answers shows in x12gw claim show; it never moves money. serve asks by itself where inquiry.automatic\n' +
        'is set for the partner. Exit code 1: a claim that was named is not asked about.\n\n' +
        'Example: x12gw claims inquire RB000101\nExample: x12gw claims inquire --overdue --dry-run',
    )
    .action(async (numbers: readonly string[], _options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      if (numbers.length > 0 === (options.overdue === true))
        throw new Fault('ARGUMENT_INVALID', 'name the claims to ask about, or ask about all that are late with --overdue')
      await withGateway(options, async (gateway) => {
        const { config, inquire, store } = gateway
        if (options.partner !== undefined && config.partners.every(({ id }) => id !== options.partner))
          throw new Fault(
            'ARGUMENT_INVALID',
            `no partner has the id ${options.partner}; there are: ${config.partners.map(({ id }) => id).join(', ')}`,
          )
        const how = { dryRun: options.dryRun === true, ...(options.partner === undefined ? {} : { partnerId: options.partner }) }
        const ids: string[] = []
        for (const number of numbers) ids.push((await findClaim(store, number, options.practice)).id)
        const report = options.overdue === true ? await inquire.overdue(how) : await inquire.claims(ids, how)
        if (options.hold !== true) await dispatchTo(gateway, options, report.files)
        print(options, report, () => describe(report, how.dryRun))
        if (numbers.length > 0 && report.notAsked.length > 0) process.exitCode = 1
      })
    })
}

function describe({ files, asked, notAsked }: InquiryReport, isDryRun: boolean): string {
  const rows = [
    ...asked.map(({ patientControlNumber, partnerId }) => [
      patientControlNumber,
      partnerId,
      isDryRun ? 'would be asked about' : 'asked about',
    ]),
    ...notAsked.map(({ patientControlNumber, says, codes = [] }) => [patientControlNumber, '', [says, ...codes].join(' ')]),
  ]
  return [
    table(['Claim', 'Partner', 'Status inquiry'], rows, 'no claim is to be asked about'),
    ...files.map(
      ({ name, partnerId, interchangeControl, claims }) => `${name} to ${partnerId}, interchange ${interchangeControl}: ${claims} claims`,
    ),
  ].join('\n')
}
