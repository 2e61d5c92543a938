// x12gw deidentify: a copy of a file without the people in it, for bug reports. Needs no database.
import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { createDeidentifier, loadPhiTable } from '../transform/index.js'
import { namedFiles } from './files.js'
import { outputFile } from './output-file.js'
import { optionsOf, print, remark } from './output.js'
import { configOf } from './with-gateway.js'

interface DeidentifyOptions {
  readonly out: string
  readonly seed?: string
}

export function addDeidentify(program: Command): void {
  program
    .command('deidentify')
    .argument('<file>', 'an X12 file; "-" is standard input')
    .requiredOption('--out <file>', 'the copy to write')
    .option('--seed <text>', 'the same seed gives the same copy; keep it to yourself (default: a random one)')
    .description('write a copy without names, numbers, addresses and true dates, with the same structure and the same faults')
    .addHelpText(
      'after',
      '\nExample: x12gw deidentify samples/scenarios/01-simple-paid.837 --out copy.837\n' +
        'Equal texts get equal replacements of the same length and form; all days move by the same number. Amounts and codes stay.\n' +
        'What counts as telling is in schemas/phi.json. Read the copy before you send it: see docs/transform.md for what it cannot see.',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<DeidentifyOptions>(command)
      const [file] = namedFiles([path], options)
      const table = loadPhiTable(configOf(options).schemaDir)
      const out = outputFile(options.out)
      let bytes = 0
      try {
        const copier = createDeidentifier(table, options.seed ?? randomBytes(32).toString('hex'), (part) => {
          bytes += part.length
          out.write(part)
        })
        for await (const chunk of file?.chunks() ?? []) copier.push(chunk)
        copier.end()
        out.close()
      } catch (cause) {
        out.discard()
        throw cause
      }
      print(options, { file: path, out: options.out, bytes }, () => `${options.out}: ${bytes} bytes`)
      if (bytes > 0) return
      remark(options, `${path}: there is no interchange in it, so nothing was copied`)
      process.exitCode = 1
    })
}
