// Files named on the command line: opened with a clear word when that cannot be, read in chunks with progress.
import { createReadStream, type Stats, statSync } from 'node:fs'
import { basename } from 'node:path'
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

function statOf(path: string): Stats {
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
  if (!stats.isFile()) throw new Fault('FILE_UNREADABLE', `${path} is not a file`)
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
