// x12gw inspect: what stands in a file, loop by loop, under the guide's names. Needs no database.
import type { Command } from 'commander'
import { loadGuides } from '../compose.js'
import { createOutlineReader, type OutlineFilter, type OutlineListener } from '../query/index.js'
import { Fault, type Finding } from '../values/index.js'
import { namedFiles } from './files.js'
import { createHtmlPrinter } from './inspect-html.js'
import { createJsonPrinter } from './inspect-json.js'
import { createTextPrinter } from './inspect-text.js'
import { optionsOf } from './output.js'
import { configOf } from './with-gateway.js'

export function addInspect(program: Command): void {
  program
    .command('inspect')
    .argument('<files...>', 'X12 files; "-" is standard input')
    .description('show files loop by loop, with the names of elements and what codes mean')
    .option('--loop <loop>', 'only this loop, by its id or name, with its inner loops')
    .option('--segment <id>', 'only these segments')
    .option('--claim <number>', 'only the claim with this patient control number (CLM01, CLP01, or TRN02 of a 277CA)')
    .option('--html', 'one page for a browser that needs nothing else: it folds, and finds words')
    .addHelpText(
      'after',
      '\nExample: x12gw inspect samples/scenarios/01-simple-paid.837 --claim RB000101\n' +
        'As a page: x12gw inspect remittance.835 --html > remittance.html (it holds what the file holds: keep it as safe)\n' +
        'Findings stand beneath their segments; those that show only later name theirs. GE and IEA are not shown.\n' +
        'Exit 1 when a shown finding is an error.',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const { json, html, loop, segment, claim, ...options } = optionsOf<OutlineFilter & { readonly html?: boolean }>(command)
      if (json === true && html === true) throw new Fault('ARGUMENT_INVALID', '--json and --html exclude each other; choose one')
      const filter = {
        ...(loop === undefined ? {} : { loop }),
        ...(segment === undefined ? {} : { segment }),
        ...(claim === undefined ? {} : { claim }),
      }
      const named = namedFiles(paths, options)
      const schemas = loadGuides(configOf(options))
      const write = (text: string) => process.stdout.write(text)
      const printer = (json === true ? createJsonPrinter : html === true ? createHtmlPrinter : createTextPrinter)(write)
      let hasError = false
      const note = ({ severity }: Finding) => {
        hasError ||= severity === 'error'
      }
      for (const { path, chunks } of named) {
        const listener: OutlineListener = {
          ...printer,
          segment(each) {
            each.findings.forEach(note)
            printer.segment(each)
          },
          finding(each) {
            note(each)
            printer.finding(each)
          },
        }
        const reader = createOutlineReader(schemas, listener, filter)
        printer.startFile(path)
        for await (const chunk of chunks()) reader.push(chunk)
        reader.end()
        printer.close()
      }
      printer.end()
      if (hasError) process.exitCode = 1
    })
}
