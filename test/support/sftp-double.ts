// An SFTP server in this process, in memory, that misbehaves on demand. The only stand-in the exchange tests use.
import type { AddressInfo } from 'node:net'
import ssh2, { type Attributes, type Connection, type ParsedKey, type SFTPWrapper } from 'ssh2'
import { hostKeyFingerprint } from '../../src/exchange/index.js'

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp

export interface Request {
  readonly op: 'open' | 'read' | 'write' | 'close' | 'list' | 'stat' | 'remove' | 'rename'
  readonly path: string
  readonly offset: number
}

/**
 * What happens to a request: a status instead of an answer, no answer at all, the connection cut before or after it took
 * effect, or the effect done twice over by somebody else first.
 */
export type Misdeed = 'refuse' | 'deny' | 'hang' | 'drop-before' | 'drop-after' | undefined

export interface SftpDouble {
  readonly port: number
  readonly fingerprint: string
  readonly password: string
  /** By full path. Tests write into it and look at it. */
  readonly files: Map<string, { data: Buffer; mtime: number }>
  readonly folders: Set<string>
  /** Every request, in order. */
  readonly requests: Request[]
  /** How often any login method but "none" was tried. */
  logins: number
  misdeed: (request: Request) => Misdeed
  /** Size that listings and attributes tell, when it is not the true one. */
  lieAboutSize: (path: string, size: number) => number
  drop(): void
  close(): Promise<void>
}

/** Starts one on a free port of 127.0.0.1 with the folders /in, /out and /done. */
export async function startSftpDouble(): Promise<SftpDouble> {
  const { hostKey, privateKey } = generateHostKey()
  const connections = new Map<Connection, () => void>()
  const server = new ssh2.Server({ hostKeys: [privateKey] })
  const double: SftpDouble = {
    port: 0,
    fingerprint: hostKeyFingerprint(hostKey.getPublicSSH()),
    password: 'right horse',
    files: new Map(),
    folders: new Set(['/in', '/out', '/done']),
    requests: [],
    logins: 0,
    misdeed: () => undefined,
    lieAboutSize: (_, size) => size,
    drop: () => {
      for (const cut of connections.values()) cut()
    },
    close: () =>
      new Promise((resolve) => {
        double.drop()
        server.close(() => resolve())
      }),
  }

  server.on('connection', (client: Connection) => {
    // ssh2 has no public way to cut a connection without goodbye; its socket is the only one.
    const cut = (): void => (client as unknown as { _sock: { destroy(): void } })._sock.destroy()
    connections.set(client, cut)
    client.on('close', () => connections.delete(client))
    client.on('error', () => undefined)
    client.on('authentication', (context) => {
      if (context.method !== 'none') double.logins++
      if (context.method === 'password' && context.password === double.password) context.accept()
      else context.reject(['password'])
    })
    client.on('ready', () =>
      client.on('session', (accept) => {
        accept().on('sftp', (acceptSftp) => serve(acceptSftp(), double, cut))
      }),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return Object.assign(double, { port: (server.address() as AddressInfo).port })
}

/** ssh2 spoils one in 256 of the ed25519 keys it makes, those whose first byte is zero; such a one is thrown away. */
function generateHostKey(): { readonly hostKey: ParsedKey; readonly privateKey: string } {
  for (;;) {
    const { private: privateKey } = ssh2.utils.generateKeyPairSync('ed25519')
    const hostKey = ssh2.utils.parseKey(privateKey)
    if (!(hostKey instanceof Error)) return { hostKey, privateKey }
  }
}

function serve(channel: SFTPWrapper, double: SftpDouble, cut: () => void): void {
  const { files, folders } = double
  const handles = new Map<number, { readonly path: string; listed: boolean }>()
  const held = (handle: Buffer): { readonly path: string; listed: boolean } =>
    handles.get(handle.readUInt32BE()) ?? { path: '', listed: true }

  function newHandle(path: string): Buffer {
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(handles.size)
    handles.set(handles.size, { path, listed: false })
    return handle
  }

  /** Runs a request as the script wants it; `answer` does the deed and sends the reply. */
  function meet(id: number, op: Request['op'], path: string, offset: number, deed: () => () => void): void {
    double.requests.push({ op, path, offset })
    const misdeed = double.misdeed({ op, path, offset })
    if (misdeed === 'hang') return
    if (misdeed === 'drop-before') return cut()
    if (misdeed === 'refuse') return channel.status(id, STATUS_CODE.FAILURE)
    if (misdeed === 'deny') return channel.status(id, STATUS_CODE.PERMISSION_DENIED)
    const answer = deed()
    if (misdeed === 'drop-after') cut()
    else answer()
  }

  const status = (id: number, code: keyof typeof STATUS_CODE) => () => channel.status(id, STATUS_CODE[code])
  const attributes = (path: string): Attributes | undefined => {
    const file = files.get(path)
    const common = { uid: 0, gid: 0 }
    if (file !== undefined)
      return { ...common, mode: 0o100644, size: double.lieAboutSize(path, file.data.length), atime: file.mtime, mtime: file.mtime }
    return folders.has(path) || path === '/' ? { ...common, mode: 0o40755, size: 0, atime: 0, mtime: 0 } : undefined
  }
  const look = (id: number, path: string): void =>
    meet(id, 'stat', path, 0, () => {
      const found = attributes(path)
      return found === undefined ? status(id, 'NO_SUCH_FILE') : () => channel.attrs(id, found)
    })

  channel.on('OPEN', (id, path, flags) =>
    meet(id, 'open', path, 0, () => {
      const isThere = files.has(path)
      if ((flags & OPEN_MODE.WRITE) === 0) return isThere ? () => channel.handle(id, newHandle(path)) : status(id, 'NO_SUCH_FILE')
      if (!folders.has(path.slice(0, path.lastIndexOf('/')))) return status(id, 'NO_SUCH_FILE')
      if (isThere && (flags & OPEN_MODE.EXCL) !== 0) return status(id, 'FAILURE')
      files.set(path, { data: Buffer.alloc(0), mtime: 1_760_000_000 })
      return () => channel.handle(id, newHandle(path))
    }),
  )
  channel.on('WRITE', (id, handle, offset, data) =>
    meet(id, 'write', held(handle).path, offset, () => {
      const file = files.get(held(handle).path)
      if (file === undefined) return status(id, 'FAILURE')
      const grown = Buffer.alloc(Math.max(file.data.length, offset + data.length))
      file.data.copy(grown)
      data.copy(grown, offset)
      file.data = grown
      return status(id, 'OK')
    }),
  )
  channel.on('READ', (id, handle, offset, length) =>
    meet(id, 'read', held(handle).path, offset, () => {
      const part = files.get(held(handle).path)?.data.subarray(offset, offset + length) ?? Buffer.alloc(0)
      return part.length === 0 ? status(id, 'EOF') : () => channel.data(id, part)
    }),
  )
  channel.on('CLOSE', (id, handle) => meet(id, 'close', held(handle).path, 0, () => status(id, 'OK')))
  channel.on('OPENDIR', (id, path) =>
    meet(id, 'list', path, 0, () => (folders.has(path) ? () => channel.handle(id, newHandle(path)) : status(id, 'NO_SUCH_FILE'))),
  )
  channel.on('READDIR', (id, handle) => {
    const folder = held(handle)
    if (folder.listed) return channel.status(id, STATUS_CODE.EOF)
    folder.listed = true
    const inside = [...files.keys()].filter((path) => path.startsWith(`${folder.path}/`))
    const names = inside.map((path) => ({
      filename: path.slice(folder.path.length + 1),
      longname: '',
      attrs: attributes(path) as Attributes,
    }))
    if (names.length === 0) channel.status(id, STATUS_CODE.EOF)
    else channel.name(id, names)
  })
  channel.on('STAT', look)
  channel.on('LSTAT', look)
  channel.on('REALPATH', (id, path) =>
    channel.name(id, [{ filename: path === '.' ? '/' : path, longname: '', attrs: attributes('/') as Attributes }]),
  )
  channel.on('REMOVE', (id, path) => meet(id, 'remove', path, 0, () => status(id, files.delete(path) ? 'OK' : 'NO_SUCH_FILE')))
  channel.on('RENAME', (id, from, to) =>
    meet(id, 'rename', from, 0, () => {
      const file = files.get(from)
      if (file === undefined) return status(id, 'NO_SUCH_FILE')
      if (files.has(to) || !folders.has(to.slice(0, to.lastIndexOf('/')))) return status(id, 'FAILURE')
      files.set(to, file)
      files.delete(from)
      return status(id, 'OK')
    }),
  )
}
