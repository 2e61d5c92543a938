// x12gw from-json: lines of JSON, as to-json prints them, back to X12. Needs no database.
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { loadGuides } from '../compose.js'
import { createLinesToFile, type LineFault, readTextLines } from '../guide-json/index.js'
import type { SchemaRegistry } from '../schema/index.js'
import { Fault } from '../values/index.js'
import { type NamedFile, namedFiles } from './files.js'
import { outputFile } from './output-file.js'
import { optionsOf, print } from './output.js'
import { configOf } from './with-gateway.js'

export function addFromJson(program: Command): void {
  program
    .command('from-json')
    .argument('[files...]', 'files with lines of JSON; "-" is standard input', ['-'])
    .option('--out <file>', 'write there instead of on standard output; the file appears only when no line was wrong')
    .description('write X12 from the lines that to-json prints')
    .addHelpText('after', help)
    .action(async (paths: string[], _options: unknown, command: Command) => {
      const options = optionsOf<{ readonly out?: string }>(command)
      const { out, json } = options
      if (json === true && out === undefined) throw new Fault('ARGUMENT_INVALID', 'with --json the X12 goes to a file: name it with --out')
      const named = namedFiles(paths, options)
      const schemas = loadGuides(configOf(options))
      const faults: (LineFault & { readonly file: string })[] = []
      let count = 0
      const bytes = bytesOf(named, schemas, (file, fault) => {
        count++
        if (json === true) faults.push({ file, ...fault })
        else process.stderr.write(`${file}:${fault.line}: ${fault.pointer || 'the line'} ${fault.message}\n`)
      })
      if (out === undefined) await pipeline(bytes, process.stdout, { end: false })
      else {
        await writeFile(out, bytes, () => count === 0)
        print(options, { file: out, written: count === 0, faults }, () => '')
      }
      if (count > 0) process.exitCode = 1
    })
}

const help = `
Example: x12gw to-json claims.837 > claims.jsonl && x12gw from-json claims.jsonl --out again.837 && x12gw validate again.837
Every wrong line is told with its number and a JSON pointer (exit 1). What was written before it has no IEA, so that no one
can take it for a whole file. Only the form is checked here; x12gw validate checks the rest. See docs/guide-json.md.`

async function* bytesOf(
  files: readonly NamedFile[],
  schemas: SchemaRegistry,
  onFault: (file: string, fault: LineFault) => void,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let file = ''
  const writer = createLinesToFile(schemas, { write: (bytes) => ready.push(bytes), fault: (fault) => onFault(file, fault) })
  for (const { path, chunks } of files) {
    file = path
    for await (const line of readTextLines(chunks())) {
      writer.line(line)
      yield* ready
      ready = []
    }
  }
  writer.end()
  yield* ready
}

async function writeFile(path: string, bytes: AsyncIterable<Uint8Array>, isGood: () => boolean): Promise<void> {
  const out = outputFile(path)
  try {
    for await (const piece of bytes) out.write(piece)
    if (isGood()) out.close()
  } finally {
    out.discard()
  }
}
