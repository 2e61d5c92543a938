// x12gw validate: every finding in a file, by the guide it says it follows. Needs no database.
import { createHash } from 'node:crypto'
import type { Command } from 'commander'
import { loadGuides } from '../compose.js'
import { type FileReport, validateFile } from '../schema/index.js'
import { namedFiles } from './files.js'
import { optionsOf, print } from './output.js'
import { configOf } from './with-gateway.js'

export function addValidate(program: Command): void {
  program
    .command('validate')
    .argument('<files...>', 'X12 files; "-" is standard input')
    .description('check files against their guides and list everything that is wrong in them')
    .addHelpText('after', '\nExample: x12gw validate samples/scenarios/01-simple-paid.837\nExit 1 when any file has an error finding.')
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const options = optionsOf(command)
      const named = namedFiles(paths, options)
      const schemas = loadGuides(configOf(options))
      const files: ({ file: string } & FileReport)[] = []
      for (const { path, chunks } of named) {
        const hash = createHash('sha256')
        const report = await validateFile(hashed(chunks(), hash), schemas)
        files.push({ file: path, ...report, sha256: hash.digest('hex') })
      }
      print(options, { files }, () => files.map(describe).join('\n'))
      if (files.some(({ valid }) => !valid)) process.exitCode = 1
    })
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

function describe({ file, valid, interchanges, findings }: { file: string } & FileReport): string {
  const lines = [`${file}: ${valid ? 'valid' : 'NOT valid'}`]
  for (const interchange of interchanges)
    for (const group of interchange.groups)
      for (const set of group.transactionSets)
        lines.push(
          `  ${set.type} ${set.control} (${set.guide}): ${set.verdict}, ${set.segments} segments${set.units > 0 ? `, ${set.units} units` : ''}`,
        )
  for (const { severity, transactionSet, segment, offset, path, code, message } of findings)
    lines.push(
      `  ${severity} in ${transactionSet === undefined ? 'the file' : `set ${transactionSet}`}, segment ${segment}, byte ${offset}, ${path}: ${message} (${code})`,
    )
  return lines.join('\n')
}
