// x12gw codes: the code lists held here, and official ones brought in by those who have them. Needs no database.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TextDecoder } from 'node:util'
import type { Command } from 'commander'
import { loadGuides, ownCodesDir } from '../compose.js'
import type { Config } from '../config.js'
import type { SchemaRegistry } from '../schema/index.js'
import { codeListFile, type CodeListHead, parseCodeList } from '../transform/index.js'
import { Fault, toIsoDate } from '../values/index.js'
import { namedFiles } from './files.js'
import { outputFile } from './output-file.js'
import { optionsOf, print, remark, table } from './output.js'
import { configOf } from './with-gateway.js'

export function addCodes(program: Command): void {
  const codes = program
    .command('codes')
    .description('list the code lists held here, with their dates')
    .addHelpText('after', '\nExample: x12gw codes')
    .action((_options: unknown, command: Command) => {
      const options = optionsOf(command)
      const config = configOf(options)
      const items = loadGuides(config)
        .codeLists.map(({ id, name, external, date, codes: held }) => ({
          id,
          name,
          external,
          date,
          codes: held.size,
          imported: isImported(id, config),
        }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      print(options, { items }, () =>
        table(
          ['List', 'Name', 'Codes', 'Of', 'From'],
          items.map(({ id, name, codes: count, date, imported, external }) => [
            id,
            name,
            count,
            date,
            imported ? 'imported' : external ? 'shipped' : 'guide',
          ]),
          'no code lists',
        ),
      )
    })

  codes
    .command('import')
    .argument('<list>', 'id of a list, as x12gw codes shows it')
    .argument('<file>', 'CSV with code, description and, where there are, first and last day in force; "-" is standard input')
    .requiredOption('--date <day>', 'day of the release, YYYY-MM-DD')
    .description('use an official list that you have in place of the shipped one')
    .addHelpText(
      'after',
      '\nExample: x12gw codes import carc carc.csv --date 2026-11-01\n' +
        'All rows are checked first; with one fault nothing is imported (exit 1). See docs/codes.md.',
    )
    .action(async (list: string, path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ date: string }>(command)
      const config = configOf(options)
      const head = headOf(list, options.date, config)
      const [file] = namedFiles([path], options)
      const { codes: listed, faults } = parseCodeList(await textOf(path, file?.chunks() ?? []))
      if (faults.length > 0) {
        print(options, { list, imported: false, faults }, () => faults.map(({ line, says }) => `line ${line}: ${says}`).join('\n'))
        remark(options, `${path} was not imported: ${faults.length} fault${faults.length === 1 ? '' : 's'}`)
        process.exitCode = 1
        return
      }
      mkdirSync(ownCodesDir(config), { recursive: true, mode: 0o700 })
      const out = outputFile(pathOf(list, config))
      out.write(Buffer.from(`${JSON.stringify(codeListFile(head, listed), undefined, 1)}\n`))
      out.close()
      print(
        options,
        { list, imported: true, date: head.date, codes: listed.length },
        () => `${list}: ${listed.length} codes of ${head.date} are in use`,
      )
    })
}

function pathOf(list: string, config: Config): string {
  return join(ownCodesDir(config), `${list}.json`)
}

function isImported(list: string, config: Config): boolean {
  return existsSync(pathOf(list, config))
}

/** Who the list is, taken from the one that is shipped. Only lists kept by others can be brought in. */
function headOf(id: string, day: string, config: Config): CodeListHead {
  const date = toIsoDate(day)
  if (date === undefined) throw new Fault('ARGUMENT_INVALID', `--date ${day} is no day; write it as 2026-11-01`)
  const external = externalLists(loadGuides(config))
  if (!external.includes(id))
    throw new Fault('ARGUMENT_INVALID', `${id} is no list that can be imported; there are: ${external.join(', ')}`)
  const { name, source, usedIn } = JSON.parse(readFileSync(join(config.schemaDir, 'codes', `${id}.json`), 'utf8')) as CodeListHead
  return { id, name, source, usedIn, date }
}

function externalLists({ codeLists }: SchemaRegistry): string[] {
  return codeLists
    .filter(({ external }) => external)
    .map(({ id }) => id)
    .toSorted()
}

async function textOf(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const chunk of chunks) pieces.push(chunk)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch (cause) {
    throw new Fault('ARGUMENT_INVALID', `${path} is not UTF-8 text; save it as CSV UTF-8`, { cause })
  }
}
