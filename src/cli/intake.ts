// x12gw intake: the watched folders are looked into now.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { IntakeReport } from '../gateway/index.js'
import { Fault } from '../values/index.js'
import { optionsOf, print, remark } from './output.js'
import { describeSubmission, sendNow } from './sending.js'
import { withGateway } from './with-gateway.js'

interface Options {
  readonly folder?: string
  readonly hold?: boolean
}

export function addIntake(program: Command): void {
  program
    .command('intake')
    .option('--folder <id>', 'only this one of the watched folders')
    .option('--hold', 'write the files into the outbox, and leave the sending to the schedule')
    .description('take the claims that were dropped into the watched folders, now (serve does so by itself)')
    .addHelpText(
      'after',
      '\nThe folders stand in the settings (intake). A file ends in "taken" or "refused" there, with NAME.report.txt beside it.\n' +
        'Exit code 1: a file was refused, or could not be taken.\n\nExample: x12gw intake --folder front-desk',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<Options>(command)
      await withGateway(options, async (gateway) => {
        const { config, intake } = gateway
        const folders = config.intake.filter(({ id }) => options.folder === undefined || id === options.folder)
        if (folders.length === 0)
          throw new Fault(
            'ARGUMENT_INVALID',
            options.folder === undefined
              ? 'no folder is watched; name one under intake in the settings (config/default.yaml)'
              : `no watched folder has the id ${options.folder}; there are: ${config.intake.map(({ id }) => id).join(', ')}`,
          )
        const reports: IntakeReport[] = []
        for (const folder of folders) {
          let report = await intake(folder)
          if (report.waiting > 0) {
            remark(
              options,
              `${report.waiting} files of ${folder.id} may still be written; they are looked at again in ${folder.stableMs} ms`,
            )
            await sleep(folder.stableMs)
            const second = await intake(folder)
            report = { ...second, files: [...report.files, ...second.files], failed: second.failed }
          }
          const files = []
          for (const file of report.files) files.push(await sendNow(gateway, options, file))
          reports.push({ ...report, files })
        }
        print(options, { items: reports }, () => reports.map(describe).join('\n'))
        if (reports.some(({ files, failed }) => failed.length > 0 || files.some(({ outcome }) => outcome === 'refused')))
          process.exitCode = 1
      })
    })
}

function describe({ folderId, files, waiting, skipped, failed }: IntakeReport): string {
  return [
    `${folderId}: ${files.length} files taken${waiting === 0 ? '' : `, ${waiting} still waiting`}`,
    ...files.map(describeSubmission),
    ...skipped.map(({ name, reason }) => `  ${name} is left alone: it ${reason}`),
    ...failed.map(({ name, code }) => `  ${name} could not be taken (${code}); the next look tries again`),
  ].join('\n')
}
