// x12gw merge: several files joined into one interchange. Needs no database.
import type { Command } from 'commander'
import { mergeInterchanges } from '../transform/index.js'
import { Fault } from '../values/index.js'
import { controlNumber } from './control-number.js'
import { namedFiles } from './files.js'
import { outputFile } from './output-file.js'
import { optionsOf, print } from './output.js'

interface MergeCommandOptions {
  readonly out: string
  readonly control?: number
}

export function addMerge(program: Command): void {
  program
    .command('merge')
    .argument('<files...>', 'X12 files, in the order in which their sets shall stand')
    .requiredOption('--out <file>', 'the file to write')
    .option('--control <number>', 'ISA13 of the new interchange (default: that of the first file)', controlNumber)
    .description('join interchanges for the same receiver into one')
    .addHelpText(
      'after',
      '\nExample: x12gw merge pieces/*.edi --out batch.edi --control 5001\n' +
        'Groups of one kind and version become one, and sets are numbered anew. Refused (exit 1): another sender, receiver,\n' +
        'version or usage, a damaged file, a set that is there twice. See docs/transform.md.',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const options = optionsOf<MergeCommandOptions>(command)
      if (paths.includes('-'))
        throw new Fault('ARGUMENT_INVALID', 'merge reads its files more than once; standard input cannot be one of them')
      const sources = namedFiles(paths, options).map(({ path, chunks }) => ({ name: path, chunks }))
      const out = outputFile(options.out)
      try {
        const merged = await mergeInterchanges(sources, out, options.control?.toString())
        print(options, { file: options.out, ...merged }, () =>
          [
            `${options.out}: interchange ${merged.control}, ${merged.bytes} bytes`,
            ...merged.groups.map(
              ({ control, functionalId, version, transactionSets }) =>
                `  group ${control} ${functionalId} ${version}: ${transactionSets} transaction set${transactionSets === 1 ? '' : 's'}`,
            ),
          ].join('\n'),
        )
      } catch (cause) {
        out.discard()
        throw cause
      }
    })
}
