// The remote folder as a directory of this machine or a mounted share: for partners who exchange that way, and for tests.
import { constants, type Stats } from 'node:fs'
import { type FileHandle, link, lstat, open, readdir, unlink } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { Fault } from '../values/index.js'
import { requireSafeName, temporaryName } from './file-name.js'
import type { LocalFolderSettings, Removal, RemoteEntry, RemoteFile, RemoteFolder, Sighting, UploadOutcome } from './remote-folder.js'

const chunkBytes = 64 * 1024

/** Opens the directory. Throws CONFIG_INVALID when `inbound` or `outbound` leads out of `root`, REMOTE_REFUSED when one is not there. */
export async function openLocalFolder(settings: LocalFolderSettings): Promise<RemoteFolder> {
  const root = resolve(settings.root)
  const folder = new LocalFolder(root, settings)
  for (const path of [inside(root, settings.inbound), inside(root, settings.outbound)])
    if (!(await statOf(path))?.isDirectory()) throw new Fault('REMOTE_REFUSED', `${path} is no directory`)
  return folder
}

class LocalFolder implements RemoteFolder {
  constructor(
    private readonly root: string,
    private readonly settings: LocalFolderSettings,
  ) {}

  async list(): Promise<RemoteEntry[]> {
    const inbound = inside(this.root, this.settings.inbound)
    const names = await asked(`listing ${inbound}`, readdir(inbound))
    const entries = await Promise.all(names.map((name) => this.entry(inbound, name)))
    return entries.filter((entry) => entry !== undefined)
  }

  async *read(file: RemoteFile): AsyncGenerator<Uint8Array> {
    const { path, sizeBytes } = file
    const handle = await asked(`opening ${path}`, open(path, constants.O_RDONLY | constants.O_NOFOLLOW))
    try {
      let total = 0
      for (;;) {
        const { bytesRead, buffer } = await asked(`reading ${path}`, handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes, total))
        if (bytesRead === 0) break
        total += bytesRead
        if (total > sizeBytes) break
        yield buffer.subarray(0, bytesRead)
      }
      if (total !== sizeBytes || !isSame(await statOf(path), file))
        throw new Fault(
          'CONFLICT',
          `${path} is not the size it was listed with, or changed while it was read; it is left for the next look`,
        )
    } finally {
      await handle.close()
    }
  }

  async upload(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<UploadOutcome> {
    requireSafeName(name)
    const folder = inside(this.root, this.settings.outbound)
    const final = join(folder, name)
    const written = this.settings.upload === 'rename' ? join(folder, temporaryName(name)) : final
    try {
      if ((await statOf(final)) !== undefined) throw takenFault(final)
      const sizeBytes = await write(written, content, written === final ? 'wx' : 'w')
      if (written !== final) await give(written, final)
      await syncFolder(folder)
      return { outcome: 'sent', path: final, sizeBytes }
    } catch (error) {
      if (error instanceof Fault) return { outcome: 'refused', fault: error }
      throw error
    }
  }

  async lookFor(name: string, sizeBytes: number): Promise<Sighting> {
    requireSafeName(name)
    const folder = inside(this.root, this.settings.outbound)
    const final = await statOf(join(folder, name))
    if (final !== undefined) return final.size === sizeBytes ? 'present' : 'partial'
    return (await statOf(join(folder, temporaryName(name)))) === undefined ? 'absent' : 'partial'
  }

  async stat(name: string): Promise<RemoteEntry | undefined> {
    requireSafeName(name)
    return this.entry(inside(this.root, this.settings.inbound), name)
  }

  async remove(file: RemoteFile): Promise<Removal> {
    return takeAway(file, () => unlink(file.path))
  }

  async move(file: RemoteFile, toFolder: string): Promise<Removal> {
    const folder = inside(this.root, toFolder)
    return takeAway(file, async () => {
      const plain = join(folder, file.name)
      const target = (await statOf(plain)) === undefined ? plain : `${plain}.${file.modifiedMs}`
      await link(file.path, target)
      await unlink(file.path)
      await syncFolder(folder)
    })
  }

  async close(): Promise<void> {}

  private async entry(folder: string, name: string): Promise<RemoteEntry | undefined> {
    const path = join(folder, name)
    const found = await statOf(path)
    if (found === undefined) return undefined
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other'
    return { name, path, sizeBytes: found.size, modifiedMs: modifiedMsOf(found), kind }
  }
}

/** A path in the root; throws CONFIG_INVALID for one that leads out of it. */
function inside(root: string, folder: string): string {
  const path = resolve(root, folder)
  if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new Fault('CONFIG_INVALID', `${JSON.stringify(folder)} leads out of ${root}`)
  return path
}

/** Writes and syncs a file; what was begun is removed when it cannot be finished. */
async function write(path: string, content: Uint8Array | AsyncIterable<Uint8Array>, flags: 'w' | 'wx'): Promise<number> {
  const handle: FileHandle = await asked(`creating ${path}`, open(path, flags))
  try {
    let sizeBytes = 0
    for await (const part of content instanceof Uint8Array ? [content] : content) {
      await asked(`writing ${path}`, handle.writeFile(part))
      sizeBytes += part.length
    }
    await asked(`writing ${path}`, handle.sync())
    return sizeBytes
  } catch (error) {
    await unlink(path).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
}

/** Gives the finished file its final name. A hard link, because rename() would overwrite. */
async function give(written: string, final: string): Promise<void> {
  try {
    await link(written, final)
  } catch (cause) {
    throw codeOf(cause) === 'EEXIST' ? takenFault(final) : refusedFault(`naming ${final}`, cause)
  } finally {
    await unlink(written).catch(() => undefined)
  }
}

async function takeAway(file: RemoteFile, act: () => Promise<void>): Promise<Removal> {
  const now = await statOf(file.path)
  if (now === undefined) return 'gone'
  if (!isSame(now, file)) return 'changed'
  await asked(`taking ${file.path} away`, act())
  return 'done'
}

function isSame(now: Stats | undefined, file: RemoteFile): boolean {
  return now !== undefined && now.size === file.sizeBytes && modifiedMsOf(now) === file.modifiedMs
}

/** Disks tell parts of a millisecond; times are kept in whole ones. */
function modifiedMsOf({ mtimeMs }: Stats): number {
  return Math.floor(mtimeMs)
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw refusedFault(`looking at ${path}`, cause)
  }
}

/** A new name is safe on disk only when its directory is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function asked<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw refusedFault(what, cause)
  }
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}

function refusedFault(what: string, cause: unknown): Fault {
  return new Fault('REMOTE_REFUSED', `${what}: ${codeOf(cause) ?? String(cause)}`, { cause })
}

function takenFault(path: string): Fault {
  return new Fault('REMOTE_REFUSED', `${path} exists there already and is not overwritten`)
}
