// One SSH connection with its SFTP channel: host key, login, deadlines, and one kind of error for whatever goes wrong.
// ssh2-sftp-client makes the connection. Requests go over the channel it gives, because the library reports a general
// failure as "no such file" and reads the kind of an entry from the listing's free text.
import { connect, type Socket } from 'node:net'
import ssh2, { type SFTPWrapper } from 'ssh2'
import SftpClient from 'ssh2-sftp-client'
import { Fault } from '../values/index.js'
import { hostKeyFingerprint, isPinned } from './host-key.js'
import type { SftpFolderSettings } from './remote-folder.js'

/** Status codes of the SFTP protocol (version 3) that we tell apart. */
export const sftpStatus = { eof: 1, noSuchFile: 2, permissionDenied: 3, failure: 4, noConnection: 6, connectionLost: 7 } as const

/** A request's callback as ssh2 calls it. */
export type Reply<T> = (error: Error | null | undefined, result: T) => void

export interface SftpSession {
  /** Sends one request and waits for its answer, at most `timeoutMs`. Throws REMOTE_REFUSED or REMOTE_UNREACHABLE. */
  ask<T = void>(what: string, request: (channel: SFTPWrapper, reply: Reply<T>) => void): Promise<T>
  close(): Promise<void>
}

/** The status code that the other side refused a request with; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Fault) || error.code !== 'REMOTE_REFUSED') return undefined
  const { cause } = error
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'number' ? cause.code : undefined
}

/** Connects, checks the host key against the pinned ones, then logs in. No secret leaves before the key is right. */
export async function openSftpSession(settings: SftpFolderSettings): Promise<SftpSession> {
  const { host, port, timeoutMs } = settings
  const where = `${host}:${port}`
  const login = toLogin(settings)
  // Our own socket: without delay, because ssh2 leaves Nagle's algorithm on; and destroyed by us when a deadline passes.
  const socket = connect({ host, port, noDelay: true })
  let lastError: (Error & { readonly level?: string }) | undefined
  let shownKey: string | undefined
  const client = new SftpClient('x12-gateway', {
    error: (error) => {
      if (error instanceof Error) lastError = error
    },
    end: () => undefined,
    close: () => undefined,
  })
  client.on('error', (error: Error) => {
    lastError = error
  })
  const connecting = client.connect({
    sock: socket,
    ...login,
    hostVerifier: (key: Buffer) => {
      shownKey = hostKeyFingerprint(key)
      return isPinned(shownKey, settings.hostKeys)
    },
    readyTimeout: timeoutMs,
    keepaliveInterval: timeoutMs,
    keepaliveCountMax: 2,
  })
  try {
    const channel = await withDeadline(connecting, timeoutMs, () => socket.destroy())
    return createSession(channel, client, socket, where, timeoutMs)
  } catch (cause) {
    socket.destroy()
    if (shownKey !== undefined && !isPinned(shownKey, settings.hostKeys))
      throw new Fault('REMOTE_HOST_KEY', `${where} shows host key ${shownKey}; pinned is ${settings.hostKeys.join(' or ')}`, { cause })
    if (lastError?.level === 'client-authentication')
      throw new Fault('REMOTE_REFUSED', `${where} refused the login of ${settings.username}`, { cause })
    throw new Fault('REMOTE_UNREACHABLE', `no SFTP session with ${where}: ${sayCause(lastError ?? cause)}`, { cause })
  }
}

function createSession(channel: SFTPWrapper, client: SftpClient, socket: Socket, where: string, timeoutMs: number): SftpSession {
  let closing = false
  // Whoever waits for an answer, so that a lost connection tells them at once.
  const waiting = new Set<(reason: Error) => void>()
  function onLost(): void {
    for (const reject of waiting) reject(new Error('the connection was lost'))
    waiting.clear()
  }
  for (const event of ['end', 'close', 'error'] as const) client.on(event, onLost)
  socket.once('close', onLost)

  return {
    async ask<T>(what: string, request: (channel: SFTPWrapper, reply: Reply<T>) => void): Promise<T> {
      if (socket.destroyed) throw new Fault('REMOTE_UNREACHABLE', `${what} at ${where}: the connection was lost`)
      const answer = new Promise<T>((resolve, reject) => {
        waiting.add(reject)
        request(channel, (error, result) => {
          waiting.delete(reject)
          if (error) reject(error)
          else resolve(result)
        })
      })
      try {
        return await withDeadline(answer, timeoutMs, () => socket.destroy())
      } catch (cause) {
        const refused = cause instanceof Error && 'code' in cause && isRefusal(cause.code)
        throw new Fault(refused ? 'REMOTE_REFUSED' : 'REMOTE_UNREACHABLE', `${what} at ${where}: ${sayCause(cause)}`, { cause })
      }
    },
    async close() {
      if (closing) return
      closing = true
      if (!socket.destroyed) await withDeadline(client.end(), timeoutMs, () => undefined).catch(() => undefined)
      socket.destroy()
    },
  }
}

/** A numbered status is an answer: the other side is there and says no. Anything else means that it is not. */
function isRefusal(code: unknown): boolean {
  return typeof code === 'number' && code !== sftpStatus.noConnection && code !== sftpStatus.connectionLost
}

/** One method and one attempt, so that a wrong secret counts once on the other side. */
function toLogin({ username, login, host }: SftpFolderSettings): Parameters<SftpClient['connect']>[0] {
  if ('password' in login) return { username, password: login.password, authHandler: ['password'] }
  const key = ssh2.utils.parseKey(login.privateKey, login.passphrase)
  if (key instanceof Error) throw new Fault('CONFIG_INVALID', `the private key for ${host} cannot be read; is its passphrase right?`)
  const { privateKey, passphrase } = login
  return { username, privateKey, ...(passphrase === undefined ? {} : { passphrase }), authHandler: ['publickey'] }
}

async function withDeadline<T>(work: Promise<T>, timeoutMs: number, onDeadline: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${timeoutMs} ms`))
      onDeadline()
    }, timeoutMs)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

function sayCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
