// A folder that another program drops files into. What was made of a file is written beside it, and both end in a folder of what is done:
// again and again with the same end, should the process die in between or another do the same.
import { mkdir, open, readdir, rename, link, lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, newId } from '../values/index.js'
import { openLocalFolder } from './local-folder.js'
import type { Removal, RemoteFile, RemoteFolder } from './remote-folder.js'

export interface DropFolder extends Pick<RemoteFolder, 'list' | 'read'> {
  /** Moves a listed file into a folder below, with texts beside it under its name there and an ending; unless it changed since. */
  settle(file: RemoteFile, toFolder: string, beside: Readonly<Record<string, string>>): Promise<Removal>
}

/** Throws REMOTE_REFUSED when the directory is not there: perhaps a share that is not mounted. */
export async function openDropFolder(root: string): Promise<DropFolder> {
  const folder = await openLocalFolder({ kind: 'local', root, inbound: '.', outbound: '.', upload: 'rename' })
  return {
    list: () => folder.list(),
    read: (file) => readWhole(folder, file),
    settle: async (file, toFolder, beside) => {
      try {
        return await settle(file, join(root, toFolder), beside)
      } catch (cause) {
        if (cause instanceof Fault) throw cause
        throw new Fault('REMOTE_REFUSED', `moving ${file.path} to ${toFolder}: ${codeOf(cause) ?? String(cause)}`, { cause })
      }
    },
  }
}

/** A file that another process has moved away meanwhile is a CONFLICT, like one that changed. */
async function* readWhole(folder: RemoteFolder, file: RemoteFile): AsyncGenerator<Uint8Array> {
  try {
    yield* folder.read(file)
  } catch (error) {
    if (!(error instanceof Fault) || codeOf(error.cause) !== 'ENOENT') throw error
    throw new Fault('CONFLICT', `${file.path} is not there any more`, { cause: error })
  }
}

async function settle(file: RemoteFile, folder: string, beside: Readonly<Record<string, string>>): Promise<Removal> {
  const now = await statOf(file.path)
  if (now === undefined) return 'gone'
  if (now.size !== file.sizeBytes || Math.floor(now.mtimeMs) !== file.modifiedMs) return 'changed'
  await mkdir(folder, { recursive: true })
  const name = await freeName(folder, file.name, now.ino)
  for (const [ending, text] of Object.entries(beside)) await writeWhole(join(folder, `${name}${ending}`), text)
  await moveOver(file.path, join(folder, name))
  await sync(folder)
  return 'done'
}

/** The file's own name, or with a number when another file has it there. What is there already and is this very file keeps its name. */
async function freeName(folder: string, name: string, inode: number): Promise<string> {
  const there = new Set(await readdir(folder))
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? []
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${stem}-${count}${ending}`
    if (!there.has(candidate) || (await statOf(join(folder, candidate)))?.ino === inode) return candidate
  }
}

/** A hard link and then the removal of the first name: nothing is overwritten, and at every moment one of the two is there. */
async function moveOver(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    const code = codeOf(error)
    // Shares without links: the name was free a moment ago.
    if (code !== undefined && ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) return rename(from, to)
    // A process that died, or one beside this, has linked it; a name that another file took since is told apart by the next look.
    if (code === 'ENOENT') return
    const [here, there] = [await statOf(from), await statOf(to)]
    if (code !== 'EEXIST' || (here !== undefined && here.ino !== there?.ino)) throw error
  }
  await unlink(from).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
}

/** Under its final name there is never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const growing = `${path}.${newId()}.tmp`
  const handle = await open(growing, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(growing, path)
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function statOf(path: string): Promise<{ readonly size: number; readonly mtimeMs: number; readonly ino: number } | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
