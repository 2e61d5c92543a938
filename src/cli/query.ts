// x12gw query: values out of files by a path, with the place of each. Needs no database.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { loadGuides } from '../compose.js'
import {
  compileNodeX12Query,
  compilePathQuery,
  createPathReader,
  maxNodeX12Segments,
  type QueryListener,
  type QueryMatch,
} from '../query/index.js'
import type { SegmentReader } from '../x12/index.js'
import { namedFiles } from './files.js'
import { createJsonStream } from './json-stream.js'
import { type GlobalOptions, optionsOf, remark } from './output.js'
import { configOf } from './with-gateway.js'

interface QueryOptions {
  readonly engine: 'path' | 'node-x12'
  readonly limit?: number
}

export function addQuery(program: Command): void {
  program
    .command('query')
    .argument('<expression>', 'what to look for, such as 2300/CLM01')
    .argument('<files...>', 'X12 files; "-" is standard input')
    .description('find values in files by their loop, segment and element')
    .addOption(new Option('--engine <name>', 'language of the expression').choices(['path', 'node-x12']).default('path'))
    .option('--limit <count>', 'stop after so many values', wholeNumber)
    .addHelpText('after', help)
    .action(async (expression: string, paths: string[], _options: unknown, command: Command) => {
      const options = optionsOf<QueryOptions>(command)
      const createReader = engineOf(expression, options)
      const named = namedFiles(paths, options)
      const printer = printerOf(options)
      const limit = options.limit ?? Number.POSITIVE_INFINITY
      let found = 0
      for (const { path, chunks } of named) {
        if (found >= limit) break
        const reader = createReader({
          match(match) {
            if (++found <= limit) printer.match({ file: path, ...match })
          },
          unasked({ transactionSet, offset, reason }) {
            process.exitCode = 1
            const what = transactionSet === undefined ? '' : `transaction set ${transactionSet} `
            remark(options, `${path}: ${what}at byte ${offset} was not asked: ${reason}`)
          },
        })
        if (await readUntil(chunks(), reader, () => found >= limit)) reader.end()
      }
      printer.end()
    })
}

const help = `
Example: x12gw query '2300/CLM01[2310B/NM109=1999000015]' samples/scenarios/01-simple-paid.837

Paths       2300/CLM01, a component 2300/CLM05-1, any loop CLP01, a loop in a loop 2000C/2300/CLM01,
            the guide's names 2300/claimInformation.patientControlNumber
Conditions  2300/REF02[REF01=G1], [2300/REF01=G1], [not 2300/REF01=G1], [REF01=G1 and REF02!=X], [2310B/NM1]
            looked for in the smallest loop around the value that can hold them; several brackets must all hold

--engine node-x12 takes node-x12's language: CLP01, REF02:REF01["6R"], HL+20+22-NM103, LX-SVC01, FOREACH(LX)=>SVC02.
Its limits: no loops, no components or repetitions, qualifiers look back past the borders of claims, one transaction
set at a time and none over ${maxNodeX12Segments} segments, no GE and IEA. See docs/query.md.

Exit 0 when everything was asked, found or not; 1 when a part of a file could not be; 2 for a wrong expression.`

/** Compiles the expression before any file is opened; a wrong one is a Fault. */
function engineOf(expression: string, options: QueryOptions & GlobalOptions): (listener: QueryListener) => SegmentReader {
  if (options.engine === 'node-x12') return compileNodeX12Query(expression)
  const schemas = loadGuides(configOf(options))
  const query = compilePathQuery(expression, schemas)
  return (listener) => createPathReader(query, schemas, listener)
}

/** Answers false when it stopped before the end. */
async function readUntil(chunks: AsyncIterable<Uint8Array>, reader: SegmentReader, isEnough: () => boolean): Promise<boolean> {
  for await (const chunk of chunks) {
    reader.push(chunk)
    if (isEnough()) return false
  }
  return true
}

interface Printer {
  match(match: QueryMatch & { readonly file: string }): void
  end(): void
}

function printerOf({ json }: GlobalOptions): Printer {
  if (json === true) {
    const stream = createJsonStream((text) => process.stdout.write(text))
    stream.open('{')
    stream.open('[', 'matches')
    return { match: (match) => stream.value(match), end: () => stream.end() }
  }
  return {
    match({ file, path, value, transactionSet, segment, offset }) {
      const where = transactionSet === undefined ? '' : `, set ${transactionSet}`
      process.stdout.write(`${value}\t${path}\t${file}${where}, segment ${segment}, byte ${offset}\n`)
    },
    end: () => undefined,
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}
