// x12gw to-json: transaction sets as lines of JSON under the guide's names, and what those lines look like. Needs no database.
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import { loadGuides } from '../compose.js'
import { createFileToLines, lineSchema, lineTypes } from '../guide-json/index.js'
import type { SchemaRegistry } from '../schema/index.js'
import { Fault, type Finding, sayFinding } from '../values/index.js'
import { namedFiles } from './files.js'
import { type GlobalOptions, optionsOf, remark } from './output.js'
import { configOf } from './with-gateway.js'

interface ToJsonOptions {
  readonly units?: boolean
  readonly schema?: string
  readonly types?: string
  readonly strict?: boolean
}

export function addToJson(program: Command): void {
  program
    .command('to-json')
    .argument('[files...]', 'X12 files; "-" is standard input')
    .description('print files as lines of JSON, one for each transaction set')
    .addOption(new Option('--units', 'a line for each claim or claim payment instead, with the loops around it; for files of any size'))
    .addOption(new Option('--schema <guide>', 'print the JSON Schema of the lines of this guide, such as 005010X222A1').conflicts('types'))
    .addOption(new Option('--types <guide>', 'print TypeScript types for them'))
    .addOption(new Option('--strict', 'with --schema or --types: only what the guide allows, with all that it requires'))
    .addHelpText('after', help)
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const options = optionsOf<ToJsonOptions>(command)
      const described = options.schema ?? options.types
      if ((described === undefined) === (paths.length === 0))
        throw new Fault('ARGUMENT_INVALID', 'name the files to read, or else --schema or --types with a guide')
      if (options.strict === true && described === undefined)
        throw new Fault('ARGUMENT_INVALID', '--strict goes together with --schema or --types')
      const schemas = loadGuides(configOf(options))
      if (options.schema !== undefined)
        process.stdout.write(`${JSON.stringify(lineSchema(schemas, options.schema, options), undefined, 1)}\n`)
      else if (options.types !== undefined) process.stdout.write(lineTypes(schemas, options.types, options))
      else await pipeline(linesOf(paths, options, schemas), process.stdout, { end: false })
    })
}

const help = `
Example: x12gw to-json samples/scenarios/01-simple-paid.837 | x12gw from-json > same.837
With --units as well, nothing is lost on the way there and back. Guide 00501 stands for the lines that hold no transaction
set: TA1, trailers that cannot be derived. See docs/guide-json.md.

Exit 1 when something is not in the lines (text that is no segment), or there is no guide for a set: its segments come one by one.`

/** Each chunk's lines together; the next chunk is read when they have been taken. */
async function* linesOf(paths: readonly string[], options: ToJsonOptions & GlobalOptions, schemas: SchemaRegistry): AsyncGenerator<string> {
  let interchangesBefore = 0
  for (const { path, chunks } of namedFiles(paths, options)) {
    let ready = ''
    const reader = createFileToLines(
      schemas,
      {
        line(text) {
          ready += `${text}\n`
        },
        finding: (found) => tell(path, found, options),
      },
      { units: options.units === true, interchangesBefore },
    )
    for await (const chunk of chunks()) {
      reader.push(chunk)
      if (ready !== '') yield ready
      ready = ''
    }
    reader.end()
    if (ready !== '') yield ready
    interchangesBefore = reader.interchanges
  }
}

function tell(path: string, found: Finding, options: GlobalOptions): void {
  const { code, severity, at } = found
  if (severity !== 'info') process.exitCode = 1
  remark(options, `${path}: ${severity} at byte ${at.offset}: ${sayFinding(found)} (${code})`)
}
