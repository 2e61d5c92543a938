// x12gw claims import: open claims that another system sent. The file is read twice, so that nothing is imported of one with a fault.
import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { type JsonProblem, type ParsedClaims, parseOpenClaims } from '../codecs/index.js'
import type { OpenClaim } from '../domain/index.js'
import { choosePractice, importClaims } from '../gateway/index.js'
import { Fault, inBatches } from '../values/index.js'
import { type NamedFile, namedFiles, readWhole } from './files.js'
import { readJsonItems } from './json-items.js'
import { dollars, type GlobalOptions, optionsOf, print, progress } from './output.js'
import { withGateway } from './with-gateway.js'

/** Claims checked at a time. */
const itemsAtOnce = 100
/** Problems told one by one; more are only counted. */
const problemsTold = 100

export function addImport(claims: Command): void {
  claims
    .command('import')
    .argument('<file>', 'JSON list of open claims (format: README, "Open claims")')
    .option('--practice <npi>', 'whose claims they are; not needed when there is one practice')
    .description('import open claims that another system sent: each is recorded as sent and its charge booked')
    .addHelpText('after', '\nExample: x12gw claims import samples/scenarios/01-simple-paid.claims.json')
    .action(async (path: string, _options: unknown, command: Command) => {
      const options = optionsOf<{ practice?: string }>(command)
      const open = await rereadable(path)
      const count = await check(open(options))
      await withGateway(options, async ({ store, clock }) => {
        const practice = await choosePractice(store, options.practice)
        const bar = progress(options, 'importing', count)
        const onProgress = (done: number): void => bar.update(done)
        const report = await importClaims({ store, clock }, claimsIn(open({ quiet: true })), { practice, onProgress })
        bar.stop()
        print(
          options,
          report,
          () => `${report.imported} claims imported (${dollars(report.chargeCents)} dollars), ${report.unchanged} were here before`,
        )
      })
    })
}

type ClaimFile = Pick<NamedFile, 'path' | 'chunks'>

/** The file's bytes, as often as they are asked for; standard input comes once, so it is held. */
async function rereadable(path: string): Promise<(options: GlobalOptions) => ClaimFile> {
  if (path !== '-') return (options) => ({ path, chunks: () => bytesOf(path, options) })
  const bytes = await readWhole(path)
  return () => ({ path, chunks: () => Readable.from([bytes]) })
}

async function* bytesOf(path: string, options: GlobalOptions): AsyncGenerator<Uint8Array> {
  for (const file of namedFiles([path], options)) yield* file.chunks()
}

/** Counts the claims; a Fault REFUSED tells what is wrong in them, by their place in the file. */
async function check(file: ClaimFile): Promise<number> {
  const problems: JsonProblem[] = []
  let [claims, wrong] = [0, 0]
  for await (const parsed of parsedClaims(file)) {
    claims += parsed.claims.length
    wrong += parsed.problems.length
    problems.push(...parsed.problems.slice(0, problemsTold - problems.length))
  }
  if (wrong === 0) return claims
  const told = problems.map(({ pointer, message }) => `  ${pointer}: ${message}`)
  if (wrong > told.length) told.push(`  and ${wrong - told.length} more`)
  throw new Fault('REFUSED', `${file.path}: nothing was imported\n${told.join('\n')}`)
}

async function* claimsIn(file: ClaimFile): AsyncGenerator<OpenClaim> {
  for await (const { claims, problems } of parsedClaims(file)) {
    if (problems.length > 0) throw new Fault('REFUSED', `${file.path} was changed while it was read; import it again`)
    yield* claims
  }
}

async function* parsedClaims(file: ClaimFile): AsyncGenerator<ParsedClaims<OpenClaim>> {
  let first = 0
  for await (const items of inBatches(readJsonItems(file), itemsAtOnce)) {
    yield parseOpenClaims(items, first)
    first += items.length
  }
}
