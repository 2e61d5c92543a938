// npm run bench [-- --quick] [--json] [--only reading|posting|serving] [--claims N]: speed and memory of the reader beside bare loops
// and node-x12, of posting beside bare bulk inserts, and how long reads over the API take beside posting, all in one run.
// Each figure comes from a process of its own, so that no row profits from another's memory or compiled code.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type FileKind, generateFile } from './generate.js'
import type { Measurement } from './measure.js'
import { measurePosting, type PostingResult, withoutMysql } from './measure-posting.js'
import { measureServing, type ServingResult } from './measure-serving.js'
import { type Row, rows } from './rows.js'

interface Result {
  readonly row: string
  readonly kind: FileKind
  readonly megabytes: number
  readonly megabytesPerSecond: number
  readonly segmentsPerSecond: number
  readonly peakMegabytes: number
  /** Speed against the row it is compared with, same file, same run. */
  readonly ratio?: number
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    claims: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const million = 1_000_000

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(
      [
        'npm run bench [-- [--quick] [--json] [--only reading|posting|serving] [--claims N]]',
        '  --quick     files of 1 and 10 MB only, not 100 MB; 5,000 claims posted, not 20,000',
        '  --json      one JSON document instead of tables',
        '  --only      measure one of the three',
        '  --claims N  so many claims posted',
        '',
      ].join('\n'),
    )
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-bench-'))
  try {
    const isAsked = (what: string) => (values.only ?? what) === what
    const claims = Number(values.claims ?? (values.quick ? 5_000 : 20_000))
    const tellOfClaims = (what: string) => tell(`${claims} claims: ${what}`)
    const results = isAsked('reading') ? measureReading(folder) : []
    const posting = isAsked('posting') ? await measurePosting(folder, claims, tellOfClaims) : []
    const serving = isAsked('serving') ? await measureServing(folder, claims, tellOfClaims) : []
    tell('')
    print(results, posting, serving)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measureReading(folder: string): Result[] {
  const results: Result[] = []
  for (const kind of ['835', '837P'] as const) {
    for (const megabytes of values.quick ? [1, 10] : [1, 10, 100]) {
      const path = join(folder, `${megabytes}.${kind}`)
      generateFile(path, kind, megabytes * million)
      for (const row of rows) {
        if (megabytes > (row.maxMegabytes ?? Number.POSITIVE_INFINITY)) continue
        tell(`${kind} ${megabytes} MB (${statSync(path).size} bytes): ${row.name}`)
        results.push(toResult(row, kind, megabytes, measure(row, path), results))
      }
      rmSync(path)
    }
  }
  return results
}

/** One line that is written over, for whoever watches; empty at the end. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what.padEnd(79)}${what === '' ? '\r' : ''}`)
}

function measure(row: Row, path: string): Measurement {
  const self = fileURLToPath(import.meta.url)
  const child = join(self, '..', `measure${extname(self)}`)
  const text = execFileSync(process.execPath, [...process.execArgv, '--expose-gc', child, row.name, path], { encoding: 'utf8' })
  return JSON.parse(text) as Measurement
}

function toResult(row: Row, kind: FileKind, megabytes: number, found: Measurement, before: readonly Result[]): Result {
  const seconds = found.milliseconds / 1000
  const speed = found.bytes / million / seconds
  const base = before.find((each) => each.row === row.comparedWith && each.kind === kind && each.megabytes === megabytes)
  return {
    row: row.name,
    kind,
    megabytes,
    megabytesPerSecond: round(speed, 1),
    segmentsPerSecond: Math.round(found.segments / seconds),
    peakMegabytes: round(found.peakBytes / million, 1),
    ...(base === undefined ? {} : { ratio: round(speed / base.megabytesPerSecond, 2) }),
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function print(results: readonly Result[], posting: readonly PostingResult[], serving: readonly ServingResult[]): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length }
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ machine, results, posting, serving }, undefined, 2)}\n`)
    return
  }
  process.stdout.write(`Node ${machine.node}, ${machine.cores} x ${machine.cpu}\n`)
  if (results.length > 0) {
    process.stdout.write('peak: most memory over the idle process; ratio: speed against the bare loop that does the same\n\n')
    const lines = results.map((each) => [
      `${each.kind} ${each.megabytes} MB`,
      each.row,
      each.megabytesPerSecond.toFixed(1),
      each.segmentsPerSecond.toLocaleString('en-US'),
      each.peakMegabytes.toFixed(1),
      each.ratio?.toFixed(2) ?? '',
    ])
    printTable([['file', 'what', 'MB/s', 'segments/s', 'peak MB', 'ratio'], ...lines])
  }
  if (posting.length > 0) printPosting(posting)
  if (serving.length > 0) printServing(serving)
  if (posting.length + serving.length > 0 && withoutMysql !== undefined) process.stdout.write(`\n${withoutMysql}\n`)
}

function printPosting(posting: readonly PostingResult[]): void {
  process.stdout.write(
    '\none 835 received, from its bytes to its report; times: staging, matching and posting against bare bulk inserts of the same rows\n\n',
  )
  const lines = posting.map((each) => [
    each.engine,
    `${each.claims.toLocaleString('en-US')} claims`,
    each.claimsPerSecond.toLocaleString('en-US'),
    each.peakMegabytes.toFixed(0),
    each.processMegabytes.toFixed(0),
    each.timesBulkInserts?.toFixed(2) ?? '',
  ])
  printTable([['database', 'what', 'claims/s', 'peak MB', 'process MB', 'times'], ...lines])
}

function printServing(serving: readonly ServingResult[]): void {
  process.stdout.write(
    '\nreads over the API, one after the other, alone and while one 835 is received and posted; times: of the 99th of a hundred\n\n',
  )
  const lines = serving.flatMap(({ engine, claims, idle, posting, timesIdle }) =>
    [
      { what: 'alone', ...idle, times: '' },
      { what: `beside ${claims.toLocaleString('en-US')} claims`, ...posting, times: timesIdle.toFixed(1) },
    ].map(({ what, reads, median, p99, longest, times }) => [
      engine,
      what,
      reads.toLocaleString('en-US'),
      median.toFixed(1),
      p99.toFixed(1),
      longest.toFixed(1),
      times,
    ]),
  )
  printTable([['database', 'what', 'reads', 'median ms', 'p99 ms', 'longest ms', 'times'], ...lines])
}

/** The first two columns are words, the others figures. */
function printTable(lines: readonly (readonly string[])[]): void {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  for (const line of lines) {
    const cells = line.map((text, column) => (column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`)
  }
}

await main()
