// x12gw batch: claims that are held go out together, when that is due or when asked.
import type { Command } from 'commander'
import type { BatchReport } from '../gateway/index.js'
import { Fault } from '../values/index.js'
import { optionsOf, print, table } from './output.js'
import { tellSending } from './sending.js'
import { withGateway } from './with-gateway.js'

interface Options {
  readonly partner?: string
  readonly dryRun?: boolean
  readonly now?: boolean
}

export function addBatch(program: Command): void {
  program
    .command('batch')
    .option('--partner <id>', 'only the claims that wait for this partner')
    .option('--now', 'all that wait, due or not')
    .option('--dry-run', 'only say what waits and what is due')
    .description('write the batches of held claims that are due, and send them (serve does so by itself every minute)')
    .addHelpText(
      'after',
      '\nClaims are held for partners with batch.hold in the settings; what is due follows from maxClaims, maxMinutes and cutOffs there.\n' +
        'Exit code 1: claims were set aside for a person to look at (x12gw work).\n\nExample: x12gw batch --dry-run',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      await withGateway(options, async ({ config, batch, dispatch }) => {
        const partners = config.partners.filter(({ id }) => options.partner === undefined || id === options.partner)
        if (partners.length === 0 && options.partner !== undefined)
          throw new Fault(
            'ARGUMENT_INVALID',
            `no partner has the id ${options.partner}; there are: ${config.partners.map(({ id }) => id).join(', ')}`,
          )
        const reports: BatchReport[] = []
        for (const partner of partners) {
          const report = await batch(partner, { now: options.now === true, dryRun: options.dryRun === true })
          reports.push(report)
          // Also what an earlier run wrote and did not come to send.
          if (options.dryRun === true) continue
          tellSending(options, await dispatch(partner))
        }
        print(options, { items: reports }, () => describe(reports))
        if (reports.some(({ setAside }) => setAside > 0)) process.exitCode = 1
      })
    })
}

const reasons: Record<NonNullable<BatchReport['reason']>, string> = {
  count: 'enough claims wait',
  waited: 'the oldest has waited long enough',
  'cut-off': 'a cut-off has passed',
  'not-held': 'claims are not held any more',
  asked: 'asked for',
}

function describe(reports: readonly BatchReport[]): string {
  return table(
    ['Partner', 'Waiting', 'Oldest since', 'Due', 'Files', 'Set aside'],
    reports
      .filter(({ waiting }) => waiting > 0)
      .map(({ partnerId, waiting, oldestAt, reason, files, setAside }) => [
        partnerId,
        waiting,
        oldestAt ?? '',
        reason === undefined ? 'not yet' : reasons[reason],
        files.map(({ name, claims }) => `${name} (${claims})`).join('\n'),
        setAside,
      ]),
    'no claims wait for a batch',
  )
}
