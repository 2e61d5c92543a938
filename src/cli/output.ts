// What every command shares: its options, one JSON document or a table on standard output, remarks and progress on standard error.
import cliProgress from 'cli-progress'
import Table from 'cli-table3'
import type { Command } from 'commander'
import type { FindingView } from '../gateway/index.js'
import { type Cents, formatCents } from '../values/index.js'

export interface GlobalOptions {
  readonly config?: string
  readonly data?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** The command's own options together with the global ones, wherever on the line they stood. */
export function optionsOf<T>(command: Command): T & GlobalOptions {
  return command.optsWithGlobals()
}

/** Prints the value as one JSON document, or else what `human` makes of it. */
export function print(options: GlobalOptions, value: unknown, human: () => string): void {
  const text = options.json === true ? JSON.stringify(value, undefined, 1) : human()
  if (text !== '') process.stdout.write(`${text}\n`)
}

/** A remark for people, on standard error. */
export function remark(options: GlobalOptions, text: string): void {
  if (options.quiet !== true) process.stderr.write(`${text}\n`)
}

/** Columns under headings; a line of words when there is nothing to list. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[], nothing: string): string {
  if (rows.length === 0) return nothing
  const drawn = new Table({
    head: [...headings],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: plain,
    colAligns: headings.map((_, column) => (rows.every((row) => /^-?[\d,.]*$/.test(String(row[column] ?? ''))) ? 'right' : 'left')),
  })
  drawn.push(...rows.map((row) => row.map(String)))
  return drawn.toString().replaceAll(/ +$/gm, '')
}

const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}

/** What is wrong or doubtful, a line each; remarks are left to --json. */
export function describeFindings(findings: readonly FindingView[]): string[] {
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ segment, offset, path, pointer, severity, message }) => {
      const where =
        segment === 0
          ? pointer === undefined
            ? ''
            : ` at ${pointer}`
          : ` at segment ${segment}, byte ${offset}${path === '' ? '' : ` (${path})`}`
      // The sentence need not begin with the place that was just told.
      return `  ${severity}${where}: ${where !== '' && message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message}`
    })
}

export function describeProblems(problems: readonly { readonly pointer: string; readonly message: string }[]): string[] {
  return problems.map(({ pointer, message }) => `  error at ${pointer === '' ? 'the top' : pointer}: ${message}`)
}

export function dollars(cents: number): string {
  return formatCents(cents as Cents)
}

/** A bar for each stage of a long act that passes through several; none for what is over in a blink. */
export function stagedProgress(
  options: GlobalOptions,
  worthShowing: (stage: string, total: number) => boolean,
): { update(stage: string, done: number, total: number): void; stop(): void } {
  let stage = ''
  let bar: Progress | undefined
  return {
    update(now, done, total) {
      if (now !== stage) {
        bar?.stop()
        stage = now
        bar = progress(options, now, worthShowing(now, total) ? total : 0)
      }
      bar?.update(done)
    },
    stop: () => bar?.stop(),
  }
}

export interface Progress {
  update(done: number): void
  stop(): void
}

/** A bar on standard error when that is a terminal; otherwise nothing. */
export function progress(options: GlobalOptions, what: string, total: number): Progress {
  if (options.quiet === true || !process.stderr.isTTY || total <= 0) return { update: () => undefined, stop: () => undefined }
  const bar = new cliProgress.SingleBar(
    { format: `${what} [{bar}] {percentage}% {eta_formatted} left`, stream: process.stderr, hideCursor: true },
    cliProgress.Presets.shades_classic,
  )
  bar.start(total, 0)
  return { update: (done) => bar.update(Math.min(done, total)), stop: () => bar.stop() }
}
