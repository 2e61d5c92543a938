// Runs the real command line in a process of its own: the compiled one in a compiled run, else the sources.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const isCompiled = import.meta.url.endsWith('.js')
const main = fileURLToPath(new URL(`../../src/cli/main.${isCompiled ? 'js' : 'ts'}`, import.meta.url))
const nodeArgs = isCompiled ? [main] : ['--import', 'tsx', main]

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as the one JSON document that it must be. */
  json<T = Record<string, unknown>>(): T
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the command and leaves it running. Settings of this process' environment do not reach it. */
export function startCli(args: readonly string[], { env = {} }: RunOptions = {}): ChildProcess {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('X12GW_') && name !== 'NODE_OPTIONS'))
  return spawn(process.execPath, [...nodeArgs, ...args], { env: { ...kept, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Runs the command to its end. */
export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = startCli(args, options)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin?.on('error', () => undefined) // a command that does not read its input may be gone before it is written
  child.stdin?.end(options.stdin ?? '')
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const stdout = Buffer.concat(out).toString()
  return { code, stdout, stderr: Buffer.concat(err).toString(), json: <T>() => JSON.parse(stdout) as T }
}

/** A folder for `--data` that is removed after the suite. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-cli-'))
  after('remove the data folder', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
