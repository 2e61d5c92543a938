// x12gw ledger export: the journal for an accounting system or a data tool, from where the last export ended.
import type { Command } from 'commander'
import { exportFormats, type ExportFormatName } from '../export/index.js'
import { exportJournal } from '../gateway/index.js'
import { Fault } from '../values/index.js'
import { leaveTrace } from './leave-trace.js'
import { outputFile } from './output-file.js'
import { optionsOf, print } from './output.js'
import { withGateway } from './with-gateway.js'

export function addLedgerExport(ledger: Command): void {
  ledger
    .command('export')
    .description('write the entries of the books for an accounting system or a data tool, from where the last export ended')
    .requiredOption('--out <file>', 'the file to write')
    .option('--format <format>', `${Object.keys(exportFormats).join(', ')}; left out, as the file is named`)
    .option('--after <seq>', 'only entries after this running number: what the last export told as next', '0')
    .addHelpText(
      'after',
      '\nExample: x12gw ledger export --after 1200 --out journal.parquet\n' +
        'Entries are never changed, and none is ever numbered before one that is out: going on after the number told misses nothing.\n' +
        'Columns and formats: docs/export.md.',
    )
    .action(async (_options: unknown, command: Command) => {
      const options = optionsOf<{ out: string; format?: string; after: string }>(command)
      const format = toFormat(options.format ?? /\.([^.]+)$/.exec(options.out)?.[1] ?? '')
      if (!/^\d{1,15}$/.test(options.after)) throw new Fault('ARGUMENT_INVALID', '--after must be a whole number')
      const after = Number(options.after)
      await withGateway(options, async (gateway) => {
        await leaveTrace(gateway, 'ledger.export', `ledger:after-${after}`)
        const { bytes, outcome } = exportJournal(gateway.store, format, after)
        const out = outputFile(options.out)
        try {
          for await (const chunk of bytes) out.write(chunk)
          out.close()
        } catch (cause) {
          out.discard()
          throw cause
        }
        print(
          options,
          { out: options.out, format, ...outcome },
          () => `${options.out}: ${outcome.entries} entries; go on with --after ${outcome.next}`,
        )
      })
    })
}

function toFormat(text: string): ExportFormatName {
  if (!Object.hasOwn(exportFormats, text))
    throw new Fault('ARGUMENT_INVALID', `--format must be one of ${Object.keys(exportFormats).join(', ')}`)
  return text as ExportFormatName
}
