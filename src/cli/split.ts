// x12gw split: one file cut into complete interchanges. Needs no database.
import { type Command, Option } from 'commander'
import { loadGuides } from '../compose.js'
import { createSplitter, type LeftOut, type Piece, type SplitLevel, splitLevels } from '../transform/index.js'
import { controlNumber } from './control-number.js'
import { namedFiles } from './files.js'
import { outputFolder } from './output-file.js'
import { optionsOf, print, remark } from './output.js'
import { configOf } from './with-gateway.js'

interface SplitCommandOptions {
  readonly by: SplitLevel
  readonly out: string
  readonly control?: number
}

export function addSplit(program: Command): void {
  program
    .command('split')
    .argument('<file>', 'an X12 file; "-" is standard input')
    .addOption(new Option('--by <level>', 'what each piece holds').choices(splitLevels).makeOptionMandatory())
    .requiredOption('--out <dir>', 'folder for the pieces; made when it is not there')
    .option('--control <number>', 'ISA13 of the first piece, the next ones count on (default: each keeps its own)', controlNumber)
    .description('cut a file into complete interchanges of one interchange, group, transaction set or claim each')
    .addHelpText(
      'after',
      '\nExample: x12gw split samples/scenarios/01-simple-paid.837 --by claim --out pieces\n' +
        'Names are made of ordinals and control numbers: 0001-000000101-101-837-0001-claim1.edi. What is damaged is left out.\n' +
        'Only an 837 is split by claim. See docs/transform.md. Exit 1 when anything was left out.',
    )
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<SplitCommandOptions>(command)
      const { by, out, control } = options
      const [file] = namedFiles([path], options)
      const pieces: Piece[] = []
      const leftOut: LeftOut[] = []
      const reader = createSplitter(
        loadGuides(configOf(options)),
        outputFolder(out),
        { piece: (piece) => pieces.push(piece), leftOut: (each) => leftOut.push(each) },
        { by, ...(control === undefined ? {} : { firstControl: control }) },
      )
      for await (const chunk of file?.chunks() ?? []) reader.push(chunk)
      reader.end()
      print(options, { file: path, by, folder: out, pieces, leftOut }, () =>
        pieces.map(({ name, bytes }) => `${name}  ${bytes} bytes`).join('\n'),
      )
      for (const each of leftOut) remark(options, `left out: ${describe(each)}`)
      if (pieces.length === 0 && leftOut.length === 0) remark(options, `${path}: there is nothing to split in it`)
      if (leftOut.length > 0 || pieces.length === 0) process.exitCode = 1
    })
}

function describe({ interchange, group, transactionSet, offset, reason }: LeftOut): string {
  const inside = [`interchange ${interchange}`, group && `group ${group}`, transactionSet && `set ${transactionSet}`]
  return `${inside.filter((each) => each !== undefined).join(', ')} at byte ${offset}: ${reason}`
}
