// The simulator's front door: an SSH server that speaks SFTP and nothing else.
import type { AddressInfo } from 'node:net'
import ssh2, { type Connection } from 'ssh2'
import { Fault } from '../values/index.js'
import type { HostKey } from './host-key.js'
import type { CheckLogin } from './logins.js'
import { serveHome } from './sftp-requests.js'

const maxLoginTries = 6

export interface SftpServerOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly hostKey: HostKey
  readonly checkLogin: CheckLogin
  /** Directory of a login's home; it is there already. */
  homeOf(username: string): string
  /** A file is complete in a partner's home. */
  arrived(username: string, path: string): void
}

export interface SftpServer {
  readonly port: number
  /** Ends every connection and stops listening. */
  close(): Promise<void>
}

/** Starts listening. Throws REMOTE_UNREACHABLE when the port cannot be had. */
export async function startSftpServer(options: SftpServerOptions): Promise<SftpServer> {
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [options.hostKey.privateKey] })
  server.on('connection', (connection: Connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
    // A client that goes away in the middle is its own affair.
    connection.on('error', () => undefined)
    let username: string | undefined
    let tries = 0
    connection.on('authentication', (context) => {
      username = options.checkLogin(context)
      if (username !== undefined) context.accept()
      else if (context.method !== 'none' && ++tries >= maxLoginTries) connection.end()
      else context.reject(['password', 'publickey'])
    })
    connection.on('session', (acceptSession, rejectSession) => {
      const home = username
      if (home === undefined) rejectSession()
      else
        acceptSession().on('sftp', (acceptSftp) =>
          serveHome(acceptSftp(), options.homeOf(home), { arrived: (path) => options.arrived(home, path) }),
        )
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: Error) =>
      reject(new Fault('REMOTE_UNREACHABLE', `the simulator cannot listen: ${cause.message}`, { cause })),
    )
    server.listen(options.port, options.host, resolve)
  })
  server.on('error', () => undefined)
  const { port } = server.address() as AddressInfo
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const connection of connections) connection.end()
      }),
  }
}
