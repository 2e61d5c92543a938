// Files that commands write: made under their name only when complete, and never over something that is there already.
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OpenFile, PieceSink } from '../transform/index.js'
import { Fault } from '../values/index.js'

/** A file for `--out`: it appears when it is closed, in place of an older one. */
export function outputFile(path: string): OpenFile {
  const working = `${path}.part`
  const file = openFor(working, 'w', path)
  let isOpen = true
  return {
    write: (bytes) => writeAll(file, bytes),
    close() {
      isOpen = false
      closeSync(file)
      renameSync(working, path)
    },
    discard() {
      if (isOpen) closeSync(file)
      isOpen = false
      rmSync(working, { force: true })
    },
  }
}

/** A folder for pieces; it is made when it is not there. */
export function outputFolder(dir: string): PieceSink {
  try {
    mkdirSync(dir, { recursive: true })
  } catch (cause) {
    throw new Fault('FILE_UNREADABLE', `cannot make the folder ${dir}`, { cause })
  }
  return {
    open(name) {
      const path = join(dir, name)
      const file = openFor(path, 'wx')
      let isOpen = true
      const close = (): void => {
        if (isOpen) closeSync(file)
        isOpen = false
      }
      return {
        write: (bytes) => writeAll(file, bytes),
        close,
        discard() {
          close()
          rmSync(path, { force: true })
        },
      }
    },
  }
}

/** `meant`: the name that the file is to have. */
function openFor(path: string, flags: 'w' | 'wx', meant = path): number {
  try {
    // What is in these files is about patients: for the owner alone.
    return openSync(path, flags, 0o600)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new Fault('CONFLICT', `${path} is there already; choose an empty folder`, { cause })
    const isHomeless = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new Fault('FILE_UNREADABLE', `cannot write ${meant}${isHomeless ? `: there is no folder ${dirname(meant)}` : ''}`, { cause })
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}
