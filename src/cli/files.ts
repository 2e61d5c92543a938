// Files named on the command line: opened with a clear word when that cannot be, read in chunks with progress.
import { closeSync, createReadStream, openSync, readdirSync, readSync, type Stats, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Fault } from '../values/index.js'
import { type GlobalOptions, progress } from './output.js'

export interface NamedFile {
  readonly path: string
  readonly name: string
  chunks(): AsyncIterable<Uint8Array>
}

/** The files, each known to be there; "-" is standard input. A Fault FILE_UNREADABLE names the first that is not. */
export function namedFiles(paths: readonly string[], options: GlobalOptions): NamedFile[] {
  return paths.map((path) => {
    if (path === '-') return { path, name: 'standard-input', chunks: () => process.stdin }
    const { size } = statOf(path)
    return { path, name: basename(path), chunks: () => withProgress(path, size, options) }
  })
}

/** All bytes of a file that is small enough to be held. */
export async function readWhole(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for (const file of namedFiles([path], { quiet: true })) for await (const chunk of file.chunks()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Files and folders as files: of a folder those below it that hold X12, by name. `passedOver` counts the others. */
export function expandFolders(paths: readonly string[]): {
  readonly files: readonly string[]
  readonly bytes: number
  readonly passedOver: number
} {
  const files: string[] = []
  let [bytes, passedOver] = [0, 0]
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) visit(path)
      else if (entry.isFile() && mayBeX12(path)) {
        files.push(path)
        bytes += statOf(path).size
      } else passedOver++
    }
  }
  for (const path of paths) {
    const stats = path === '-' ? undefined : statOf(path, 'any')
    if (stats?.isDirectory() === true) visit(path)
    else files.push(path)
    bytes += stats?.isFile() === true ? stats.size : 0
  }
  return { files, bytes, passedOver }
}

/** Names that X12 files go by; another file of a folder must show an ISA near its beginning. */
const x12Name = /\.(?:edi|x12|isa|27\d(?:ca)?|8\d\d[pid]?|99[79]|ta1)$/i
const lookedAtBytes = 4096

function mayBeX12(path: string): boolean {
  if (x12Name.test(path)) return true
  const start = Buffer.alloc(lookedAtBytes)
  const file = openSync(path, 'r')
  try {
    return /ISA([^\w ])[\w ]{2}\1/.test(start.toString('latin1', 0, readSync(file, start)))
  } finally {
    closeSync(file)
  }
}

function statOf(path: string, kind: 'file' | 'any' = 'file'): Stats {
  let stats: Stats
  try {
    stats = statSync(path)
  } catch (cause) {
    throw new Fault(
      'FILE_UNREADABLE',
      `cannot open ${path}: ${cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : 'it cannot be read'}`,
      { cause },
    )
  }
  if (kind === 'file' && !stats.isFile())
    throw new Fault('FILE_UNREADABLE', `${path} is ${stats.isDirectory() ? 'a folder; name a file in it' : 'not a file'}`)
  return stats
}

/** Bars appear for files that take longer than a blink. */
const showBarFromBytes = 4 * 1024 * 1024

async function* withProgress(path: string, size: number, options: GlobalOptions): AsyncGenerator<Uint8Array> {
  const bar = progress(options, basename(path), size >= showBarFromBytes ? size : 0)
  let done = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Uint8Array>) {
      yield chunk
      done += chunk.length
      bar.update(done)
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && 'syscall' in cause)
      throw new Fault('FILE_UNREADABLE', `cannot read ${path}`, { cause })
    throw cause
  } finally {
    bar.stop()
  }
}
