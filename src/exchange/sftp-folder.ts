// The remote folder over SFTP. What a dropped connection leaves behind is told as it is: sent, refused or uncertain.
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2'
import { Fault } from '../values/index.js'
import { requireSafeName, temporaryName } from './file-name.js'
import type { Removal, RemoteEntry, RemoteFile, RemoteFolder, SftpFolderSettings, Sighting, UploadOutcome } from './remote-folder.js'
import { openSftpSession, type SftpSession, sftpStatus, statusOf } from './sftp-session.js'

/** Bytes per request: what every server accepts. */
const chunkBytes = 32 * 1024
/** Requests under way at once, so that a distant server is not asked in lock step. */
const windowSize = 16
/** A listing longer than this is an attack or a mistake; it would never end. */
const maxEntries = 200_000

/** Connects to a partner's server. Throws REMOTE_HOST_KEY, REMOTE_REFUSED (the login) or REMOTE_UNREACHABLE. */
export async function openSftpFolder(settings: SftpFolderSettings): Promise<RemoteFolder> {
  return new SftpFolder(settings, await openSftpSession(settings))
}

class SftpFolder implements RemoteFolder {
  constructor(
    private readonly settings: SftpFolderSettings,
    private readonly session: SftpSession,
  ) {}

  async list(): Promise<RemoteEntry[]> {
    const { inbound } = this.settings
    const handle = await this.session.ask<Buffer>(`listing ${inbound}`, (channel, reply) => channel.opendir(inbound, reply))
    const entries: RemoteEntry[] = []
    try {
      for (;;) {
        const batch = await this.session.ask<FileEntryWithStats[]>(`listing ${inbound}`, (channel, reply) =>
          channel.readdir(handle, (error, list) => (isEnd(error) ? reply(undefined, []) : reply(error, list))),
        )
        if (batch.length === 0) return entries
        for (const { filename, attrs } of batch) if (filename !== '.' && filename !== '..') entries.push(toEntry(inbound, filename, attrs))
        if (entries.length > maxEntries) throw new Fault('REMOTE_REFUSED', `${inbound} lists more than ${maxEntries} entries`)
      }
    } finally {
      await this.closeHandle(handle)
    }
  }

  async *read(file: RemoteFile): AsyncGenerator<Uint8Array> {
    const { path, sizeBytes } = file
    const handle = await this.session.ask<Buffer>(`opening ${path}`, (channel, reply) => channel.open(path, 'r', reply))
    try {
      const underWay: Promise<Buffer>[] = []
      let next = 0
      while (next < sizeBytes || underWay.length > 0) {
        while (next < sizeBytes && underWay.length < windowSize) {
          underWay.push(quiet(this.readChunk(handle, file, next, Math.min(chunkBytes, sizeBytes - next))))
          next += chunkBytes
        }
        const chunk = await underWay.shift()
        if (chunk !== undefined) yield chunk
      }
      const beyond = await this.readOnce(handle, path, sizeBytes, 1)
      if (beyond.length > 0 || !(await this.isUnchanged(file))) throw changedFault(path)
    } finally {
      await this.closeHandle(handle)
    }
  }

  async upload(name: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<UploadOutcome> {
    requireSafeName(name)
    const final = this.outboundPath(name)
    const written = this.settings.upload === 'rename' ? this.outboundPath(temporaryName(name)) : final
    // What is known of the file on the other side, should the next request fail.
    const progress = { opened: false, complete: false }
    try {
      if ((await this.lstat(final)) !== undefined) return { outcome: 'refused', fault: takenFault(final) }
      const sizeBytes = await this.write(written, content, written === final ? 'wx' : 'w', progress)
      const stands = await this.lstat(written)
      if (stands?.size !== sizeBytes) return await this.withdraw(written, final, wrongSizeFault(written, sizeBytes, stands))
      if (written === final) return { outcome: 'sent', path: final, sizeBytes }
      return await this.rename(written, final, sizeBytes)
    } catch (error) {
      // Not a Fault: whoever gave the content failed. What was begun is taken back before saying so.
      if (!(error instanceof Fault)) {
        if (progress.opened) await this.withdraw(written, final, takenBackFault(written))
        throw error
      }
      if (error.code !== 'REMOTE_UNREACHABLE')
        return progress.opened ? await this.withdraw(written, final, error) : { outcome: 'refused', fault: error }
      const mayBeSeen = progress.complete || (progress.opened && written === final)
      return { outcome: mayBeSeen ? 'uncertain' : 'refused', fault: error }
    }
  }

  async lookFor(name: string, sizeBytes: number): Promise<Sighting> {
    requireSafeName(name)
    const final = await this.lstat(this.outboundPath(name))
    if (final !== undefined) return final.size === sizeBytes ? 'present' : 'partial'
    return (await this.lstat(this.outboundPath(temporaryName(name)))) === undefined ? 'absent' : 'partial'
  }

  async stat(name: string): Promise<RemoteEntry | undefined> {
    requireSafeName(name)
    const { inbound } = this.settings
    const attributes = await this.lstat(join(inbound, name))
    return attributes && toEntry(inbound, name, attributes)
  }

  async remove(file: RemoteFile): Promise<Removal> {
    return this.takeAway(file, () => this.session.ask(`removing ${file.path}`, (channel, reply) => channel.unlink(file.path, done(reply))))
  }

  async move(file: RemoteFile, toFolder: string): Promise<Removal> {
    return this.takeAway(file, async () => {
      const plain = join(toFolder, file.name)
      const target = (await this.lstat(plain)) === undefined ? plain : `${plain}.${file.modifiedMs}`
      await this.session.ask(`moving ${file.path} to ${target}`, (channel, reply) => channel.rename(file.path, target, done(reply)))
    })
  }

  close(): Promise<void> {
    return this.session.close()
  }

  private outboundPath(name: string): string {
    return join(this.settings.outbound, name)
  }

  private async lstat(path: string): Promise<Stats | undefined> {
    try {
      return await this.session.ask<Stats>(`looking at ${path}`, (channel, reply) => channel.lstat(path, reply))
    } catch (error) {
      if (statusOf(error) === sftpStatus.noSuchFile) return undefined
      throw error
    }
  }

  private async isUnchanged(file: RemoteFile): Promise<boolean> {
    const now = await this.lstat(file.path)
    return now !== undefined && now.size === file.sizeBytes && now.mtime * 1000 === file.modifiedMs
  }

  private async takeAway(file: RemoteFile, act: () => Promise<void>): Promise<Removal> {
    try {
      const now = await this.lstat(file.path)
      if (now === undefined) return 'gone'
      if (now.size !== file.sizeBytes || now.mtime * 1000 !== file.modifiedMs) return 'changed'
      await act()
      return 'done'
    } catch (error) {
      if (statusOf(error) === sftpStatus.noSuchFile && (await this.lstat(file.path)) === undefined) return 'gone'
      throw error
    }
  }

  /** All bytes of a range; a server may answer with fewer than asked, and with none only at the end of the file. */
  private async readChunk(handle: Buffer, { path }: RemoteFile, position: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let have = 0; have < length; ) {
      const part = await this.readOnce(handle, path, position + have, length - have)
      if (part.length === 0) throw changedFault(path)
      parts.push(part)
      have += part.length
    }
    return Buffer.concat(parts)
  }

  private async readOnce(handle: Buffer, path: string, position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length)
    const count = await this.session.ask<number>(`reading ${path}`, (channel, reply) =>
      channel.read(handle, buffer, 0, length, position, (error, bytes) => (isEnd(error) ? reply(undefined, 0) : reply(error, bytes))),
    )
    return buffer.subarray(0, count)
  }

  private async write(
    path: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
    flags: 'w' | 'wx',
    progress: { opened: boolean; complete: boolean },
  ): Promise<number> {
    const handle = await this.session.ask<Buffer>(`creating ${path}`, (channel, reply) => channel.open(path, flags, reply))
    progress.opened = true
    let sizeBytes = 0
    try {
      const underWay: Promise<void>[] = []
      for await (const chunk of inChunks(content)) {
        const position = sizeBytes
        underWay.push(
          quiet(
            this.session.ask(`writing ${path}`, (channel, reply) => channel.write(handle, chunk, 0, chunk.length, position, done(reply))),
          ),
        )
        sizeBytes += chunk.length
        if (underWay.length >= windowSize) await underWay.shift()
      }
      // From here the last byte is on its way: what fails now may have arrived whole.
      progress.complete = true
      await Promise.all(underWay)
    } catch (error) {
      await this.closeHandle(handle)
      throw error
    }
    await this.session.ask(`closing ${path}`, (channel, reply) => channel.close(handle, done(reply)))
    return sizeBytes
  }

  /** The plain SFTP rename, which does not overwrite (posix-rename@openssh.com would). */
  private async rename(from: string, to: string, sizeBytes: number): Promise<UploadOutcome> {
    try {
      await this.session.ask(`renaming ${from} to ${to}`, (channel, reply) => channel.rename(from, to, done(reply)))
      return { outcome: 'sent', path: to, sizeBytes }
    } catch (error) {
      if (!(error instanceof Fault) || statusOf(error) === undefined) throw error
      const taken = (await this.lstat(to)) !== undefined
      return this.withdraw(from, to, taken ? takenFault(to) : error)
    }
  }

  /** After a refusal: takes back what was written. When nothing is left to take back, somebody else took it. */
  private async withdraw(written: string, final: string, fault: Fault): Promise<UploadOutcome> {
    try {
      await this.session.ask(`removing ${written}`, (channel, reply) => channel.unlink(written, done(reply)))
      return { outcome: 'refused', fault }
    } catch (error) {
      const wasTaken = statusOf(error) === sftpStatus.noSuchFile || written === final
      return { outcome: wasTaken ? 'uncertain' : 'refused', fault }
    }
  }

  /** Handles of a lost connection are gone with it; an error here would hide the one that matters. */
  private async closeHandle(handle: Buffer): Promise<void> {
    await this.session.ask('closing a file', (channel: SFTPWrapper, reply) => channel.close(handle, done(reply))).catch(() => undefined)
  }
}

function join(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`
}

function toEntry(folder: string, name: string, attributes: Stats): RemoteEntry {
  const kind = attributes.isFile() ? 'file' : attributes.isDirectory() ? 'folder' : attributes.isSymbolicLink() ? 'link' : 'other'
  return { name, path: join(folder, name), sizeBytes: attributes.size, modifiedMs: attributes.mtime * 1000, kind }
}

function isEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === sftpStatus.eof
}

/** ssh2's callbacks without a result, as a reply. */
function done(reply: (error: Error | null | undefined, result: void) => void): (error?: Error | null) => void {
  return (error) => reply(error, undefined)
}

/** A promise that is awaited later, or never when an earlier one fails: its rejection must not count as unhandled. */
function quiet<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}

async function* inChunks(content: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  if (!(content instanceof Uint8Array)) {
    for await (const part of content) yield* inChunks(part)
    return
  }
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

function changedFault(path: string): Fault {
  return new Fault('CONFLICT', `${path} is not the size it was listed with, or changed while it was read; it is left for the next look`)
}

function takenFault(path: string): Fault {
  return new Fault('REMOTE_REFUSED', `${path} exists there already and is not overwritten`)
}

function takenBackFault(path: string): Fault {
  return new Fault('INTERNAL', `${path} was begun and its content failed`)
}

function wrongSizeFault(path: string, sizeBytes: number, stands: Stats | undefined): Fault {
  return new Fault(
    'REMOTE_REFUSED',
    `${path} was written with ${sizeBytes} bytes; the other side ${stands === undefined ? 'does not show it' : `shows ${stands.size}`}`,
  )
}
