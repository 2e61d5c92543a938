// x12gw validate: every finding in files and folders, by the guide each set says it follows. Needs no database.
import { type Command, InvalidArgumentError } from 'commander'
import { loadGuides } from '../compose.js'
import type { Config } from '../config.js'
import { decideOutgoing, guidesOf } from '../gateway/index.js'
import { type FileReaderOptions, type FileReport, type SchemaRegistry, validateFile } from '../schema/index.js'
import { Fault, type SnipType } from '../values/index.js'
import { expandFolders, namedFiles } from './files.js'
import { createJsonStream } from './json-stream.js'
import { optionsOf, progress, remark } from './output.js'
import { configOf } from './with-gateway.js'

interface ValidateOptions {
  readonly snip?: ReadonlySet<SnipType>
  readonly profile?: string
  readonly values?: boolean
}

export function addValidate(program: Command): void {
  program
    .command('validate')
    .argument('<files...>', 'X12 files, folders with such files in them, or "-" for standard input')
    .description('check files against their guides and list everything that is wrong in them')
    .option('--snip <types>', 'look for findings of these SNIP types only, such as 1,2 (of 1, 2, 3, 4, 5, 7)', snipTypes)
    .option('--profile <partner>', 'decide findings as the settings of this partner say, by its companion guides')
    .option('--values', 'show the values that findings are about (they may tell of patients)')
    .addHelpText(
      'after',
      '\nExample: x12gw validate samples/scenarios/01-simple-paid.837\n' +
        'SNIP types: 1 syntax and envelopes, 2 guide, 3 balances, 4 situations, 5 codes, 7 companion guides. What is not looked for\n' +
        'counts for nothing: a file with syntax errors only is valid under --snip 3.\nExit 1 when any file has an error finding.',
    )
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const { snip, profile, values, ...options } = optionsOf<ValidateOptions>(command)
      const { files, bytes, passedOver } = expandFolders(paths)
      if (files.length === 0) throw new Fault('FILE_UNREADABLE', `there is no X12 file in ${paths.join(', ')}`)
      const config = configOf(options)
      const schemas = loadGuides(config)
      const reading = {
        ...(profile === undefined ? {} : profileOf(profile, config, schemas)),
        ...(snip === undefined ? {} : { snip }),
        ...(values === true ? { values } : {}),
      }
      const printer = options.json === true ? jsonPrinter() : humanPrinter()
      // One bar for all of them; a single file has its own.
      const isOne = files.length === 1
      const bar = progress(options, `${files.length} files`, isOne ? 0 : bytes)
      let done = 0
      for (const { path, chunks } of namedFiles(files, isOne ? options : { ...options, quiet: true })) {
        const report = await validateFile(
          counted(chunks(), (length) => bar.update((done += length))),
          schemas,
          reading,
        )
        printer.file({ file: path, ...report })
        if (!report.valid) process.exitCode = 1
      }
      bar.stop()
      printer.end()
      if (passedOver > 0) remark(options, `${passedOver} file${passedOver === 1 ? '' : 's'} without X12 passed over`)
    })
}

const known: readonly SnipType[] = [1, 2, 3, 4, 5, 7]

function snipTypes(text: string): ReadonlySet<SnipType> {
  const types = text.split(',').map((each) => known.find((type) => String(type) === each.trim()))
  if (types.some((type) => type === undefined))
    throw new InvalidArgumentError('It must be some of 1, 2, 3, 4, 5 and 7, with commas between them.')
  return new Set(types.filter((type) => type !== undefined))
}

/** How files of a partner are read: its decisions, its companion guides, whether its ISA may be repaired. */
function profileOf(id: string, { partners }: Config, schemas: SchemaRegistry): FileReaderOptions {
  const partner = partners.find((each) => each.id === id)
  if (partner === undefined) {
    const allowed = partners.length === 0 ? 'there are none in the settings' : `there are: ${partners.map((each) => each.id).join(', ')}`
    throw new Fault('ARGUMENT_INVALID', `--profile ${id} is no partner; ${allowed}`)
  }
  return { decide: decideOutgoing(partner), repairIsa: partner.repairIsa, guideFor: guidesOf(schemas, partner) }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, count: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk
    count(chunk.length)
  }
}

type NamedReport = { readonly file: string } & FileReport

interface Printer {
  file(report: NamedReport): void
  end(): void
}

function jsonPrinter(): Printer {
  const stream = createJsonStream((text) => process.stdout.write(text))
  stream.open('{')
  stream.open('[', 'files')
  return { file: (report) => stream.value(report), end: () => stream.end() }
}

function humanPrinter(): Printer {
  return { file: (report) => process.stdout.write(`${describe(report)}\n`), end: () => undefined }
}

function describe({ file, valid, interchanges, findings }: NamedReport): string {
  const lines = [`${file}: ${valid ? 'valid' : 'NOT valid'}`]
  for (const interchange of interchanges)
    for (const group of interchange.groups)
      for (const set of group.transactionSets)
        lines.push(
          `  ${set.type} ${set.control} (${set.guide}): ${set.verdict}, ${set.segments} segments${set.units > 0 ? `, ${set.units} units` : ''}`,
        )
  for (const { severity, transactionSet, segment, offset, path, code, message, value } of findings)
    lines.push(
      `  ${severity} in ${transactionSet === undefined ? 'the file' : `set ${transactionSet}`}, segment ${segment}, byte ${offset}, ${message.startsWith(path) ? message : `${path}: ${message}`} (${code})${value === undefined ? '' : `\n    it holds: ${value}`}`,
    )
  return lines.join('\n')
}
