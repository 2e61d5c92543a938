// One SFTP session of the simulator: requests of the protocol (version 3) become acts in the partner's home directory.
import { constants, type Stats } from 'node:fs'
import { type FileHandle, link, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2'
import { isPartnersFile, normalPath, realPathIn, statIn } from './home.js'

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp

/** Open files and listings of one session; a client that opens more forgot to close. */
const maxHandles = 100
const maxReadBytes = 256 * 1024

export interface HomeEvents {
  /** A file of the partner's is complete under this path: closed after writing, or renamed to it. */
  arrived(path: string): void
}

interface OpenFile {
  readonly kind: 'file'
  readonly path: string
  readonly file: FileHandle
  readonly isWritten: boolean
}

interface OpenFolder {
  readonly kind: 'folder'
  readonly entries: FileEntry[]
}

/** A refusal with the status code that says why. */
class Refusal extends Error {
  constructor(readonly status: number) {
    super('refused')
  }
}

/** Serves a session until it ends; what it left open is closed then, and a file it did not finish does not count as arrived. */
export function serveHome(channel: SFTPWrapper, home: string, events: HomeEvents): void {
  const handles = new Map<number, OpenFile | OpenFolder>()
  let lastHandle = 0

  function keep(opened: OpenFile | OpenFolder): Buffer {
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(++lastHandle)
    handles.set(lastHandle, opened)
    return handle
  }

  function held(handle: Buffer): OpenFile | OpenFolder {
    const opened = handle.length === 4 ? handles.get(handle.readUInt32BE()) : undefined
    if (opened === undefined) throw new Refusal(STATUS_CODE.FAILURE)
    return opened
  }

  function heldFile(handle: Buffer): OpenFile {
    const opened = held(handle)
    if (opened.kind !== 'file') throw new Refusal(STATUS_CODE.FAILURE)
    return opened
  }

  async function resolve(path: string): Promise<string> {
    const real = await realPathIn(home, path)
    if (real === undefined) throw new Refusal(STATUS_CODE.PERMISSION_DENIED)
    return real
  }

  /** The real path of something that partners may change. */
  async function resolveTheirs(path: string): Promise<string> {
    if (!isPartnersFile(path)) throw new Refusal(STATUS_CODE.PERMISSION_DENIED)
    return resolve(path)
  }

  /** Does the act, then sends what it says: a status, or an answer of its own. Errors of the file system become statuses. */
  function answer(id: number, act: () => Promise<number | (() => void)>): void {
    void reply(id, act)
  }

  async function reply(id: number, act: () => Promise<number | (() => void)>): Promise<void> {
    try {
      const answered = await act()
      if (typeof answered === 'number') channel.status(id, answered)
      else answered()
    } catch (error) {
      channel.status(id, error instanceof Refusal ? error.status : toStatus(error))
    }
  }

  channel.on('OPEN', (id, path, flags) =>
    answer(id, async () => {
      if (handles.size >= maxHandles) return STATUS_CODE.FAILURE
      const isWritten = (flags & OPEN_MODE.WRITE) !== 0
      const real = isWritten ? await resolveTheirs(path) : await resolve(path)
      const file = await open(real, toOpenFlags(flags), 0o600)
      if (!(await file.stat()).isFile()) {
        await file.close()
        return STATUS_CODE.FAILURE
      }
      const handle = keep({ kind: 'file', path: normalPath(path), file, isWritten })
      return () => channel.handle(id, handle)
    }),
  )
  channel.on('READ', (id, handle, offset, length) =>
    answer(id, async () => {
      const size = Math.min(length, maxReadBytes)
      const { bytesRead, buffer } = await heldFile(handle).file.read(Buffer.alloc(size), 0, size, offset)
      if (bytesRead === 0) return STATUS_CODE.EOF
      return () => channel.data(id, buffer.subarray(0, bytesRead))
    }),
  )
  channel.on('WRITE', (id, handle, offset, data) =>
    answer(id, async () => {
      await heldFile(handle).file.write(data, 0, data.length, offset)
      return STATUS_CODE.OK
    }),
  )
  channel.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      const opened = held(handle)
      handles.delete(handle.readUInt32BE())
      if (opened.kind === 'file') {
        if (opened.isWritten) await opened.file.sync()
        await opened.file.close()
        if (opened.isWritten) events.arrived(opened.path)
      }
      return STATUS_CODE.OK
    }),
  )
  channel.on('FSTAT', (id, handle) =>
    answer(id, async () => {
      const found = await heldFile(handle).file.stat()
      return () => channel.attrs(id, toAttributes(found))
    }),
  )
  const look = (id: number, path: string): void =>
    answer(id, async () => {
      const found = await statIn(await resolve(path))
      if (found === undefined) return STATUS_CODE.NO_SUCH_FILE
      return () => channel.attrs(id, toAttributes(found))
    })
  channel.on('STAT', look)
  channel.on('LSTAT', look)
  channel.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      if (handles.size >= maxHandles) return STATUS_CODE.FAILURE
      const folder = await resolve(path)
      const found = await statIn(folder)
      if (!found?.isDirectory()) return found === undefined ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE
      const entries = await listFolder(folder)
      const handle = keep({ kind: 'folder', entries })
      return () => channel.handle(id, handle)
    }),
  )
  channel.on('READDIR', (id, handle) =>
    answer(id, async () => {
      const opened = held(handle)
      if (opened.kind !== 'folder') return STATUS_CODE.FAILURE
      const some = opened.entries.splice(0, 100)
      if (some.length === 0) return STATUS_CODE.EOF
      return () => channel.name(id, some)
    }),
  )
  channel.on('REALPATH', (id, path) => {
    channel.name(id, [{ filename: normalPath(path), longname: normalPath(path), attrs: toAttributes(undefined) }])
  })
  channel.on('REMOVE', (id, path) =>
    answer(id, async () => {
      await unlink(await resolveTheirs(path))
      return STATUS_CODE.OK
    }),
  )
  channel.on('RENAME', (id, from, to) =>
    answer(id, async () => {
      const source = await resolveTheirs(from)
      // A hard link, because rename() would overwrite.
      await link(source, await resolveTheirs(to))
      await unlink(source)
      events.arrived(normalPath(to))
      return STATUS_CODE.OK
    }),
  )
  // Clients set times and modes after a transfer and take a refusal for a failure; what they set means nothing here.
  channel.on('SETSTAT', (id) => channel.status(id, STATUS_CODE.OK))
  channel.on('FSETSTAT', (id) => channel.status(id, STATUS_CODE.OK))
  for (const event of ['MKDIR', 'RMDIR', 'SYMLINK', 'READLINK'] as const)
    channel.on(event, (id: number) => channel.status(id, STATUS_CODE.PERMISSION_DENIED))
  channel.on('EXTENDED', (id) => channel.status(id, STATUS_CODE.OP_UNSUPPORTED))
  // The client has said goodbye: it waits until our side of the channel is closed too.
  channel.on('end', () => channel.end())
  channel.on('close', () => {
    for (const opened of handles.values()) if (opened.kind === 'file') opened.file.close().catch(() => undefined)
    handles.clear()
  })
}

async function listFolder(folder: string): Promise<FileEntry[]> {
  const entries: FileEntry[] = []
  for (const filename of await readdir(folder)) {
    const found = await statIn(join(folder, filename))
    if (found !== undefined) entries.push({ filename, longname: longName(filename, found), attrs: toAttributes(found) })
  }
  return entries
}

/** The line that command line clients print, as `ls -l` does. */
function longName(name: string, found: Stats): string {
  const time = found.mtime.toISOString().slice(0, 16).replace('T', ' ')
  return `${found.isDirectory() ? 'drwx------' : '-rw-------'} 1 partner partner ${String(found.size).padStart(10)} ${time} ${name}`
}

function toAttributes(found: Stats | undefined): Attributes {
  if (found === undefined) return { mode: 0o40700, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 }
  const { mode, size, atimeMs, mtimeMs } = found
  return { mode, uid: 0, gid: 0, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) }
}

/** Flags of the protocol as those of the file system; a link is never followed. */
function toOpenFlags(flags: number): number {
  const isRead = (flags & OPEN_MODE.READ) !== 0
  const access = (flags & OPEN_MODE.WRITE) === 0 ? constants.O_RDONLY : isRead ? constants.O_RDWR : constants.O_WRONLY
  const more = [
    [OPEN_MODE.CREAT, constants.O_CREAT],
    [OPEN_MODE.TRUNC, constants.O_TRUNC],
    [OPEN_MODE.EXCL, constants.O_EXCL],
  ] as const
  return more.reduce((all, [asked, flag]) => all | ((flags & asked) === 0 ? 0 : flag), access | constants.O_NOFOLLOW)
}

function toStatus(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE
  if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') return STATUS_CODE.PERMISSION_DENIED
  return STATUS_CODE.FAILURE
}
