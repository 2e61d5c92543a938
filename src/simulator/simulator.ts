// The clearinghouse simulator: a partner that speaks only SFTP and X12, for demos, training and tests. docs/simulator.md tells what it decides.
import { join, posix } from 'node:path'
import type { Clock } from '../values/index.js'
import { inboundFolder, makeHome, outboundFolder } from './home.js'
import { loadHostKey } from './host-key.js'
import { createLoginCheck, type SimulatorLogin } from './logins.js'
import { homeOf, openOffice, type SimulatorLog } from './office.js'
import type { ReadParts } from './read-submissions.js'
import { startSftpServer } from './sftp-server.js'

export interface SimulatorOptions extends ReadParts {
  /** Where all of it lives: host key, memory, homes. One simulator at a time. */
  readonly folder: string
  /** 127.0.0.1 unless said otherwise: claims are patient data, even in a simulator. */
  readonly host?: string
  /** 0 takes a free one. */
  readonly port: number
  readonly logins: readonly SimulatorLogin[]
  readonly clock: Clock
  /** From the arrival of a file to its TA1, 999 and 277CA. */
  readonly answerDelayMs: number
  /** From the arrival of a file to its 835. */
  readonly remittanceDelayMs: number
  readonly log: SimulatorLog
}

export interface Simulator {
  readonly port: number
  /** "SHA256:…", for the partner settings to pin. */
  readonly hostKey: string
  readonly accounts: readonly SimulatorAccount[]
  /** Does what is due now without waiting for the next look; for tests that move their clock by hand. */
  work(): Promise<void>
  close(): Promise<void>
}

export interface SimulatorAccount {
  readonly username: string
  /** Where the partner puts its claims, and where it finds the answers. */
  readonly inbound: string
  readonly outbound: string
}

/** How often it looks whether an answer is due. */
const lookMs = 100

/** Starts a simulator, or goes on with the one whose folder it is given. Throws CONFIG_INVALID, FILE_UNREADABLE or REMOTE_UNREACHABLE. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { folder, logins, log } = options
  const checkLogin = createLoginCheck(logins)
  const hostKey = loadHostKey(join(folder, 'host_key'))
  const usernames = logins.map(({ username }) => username)
  for (const username of usernames) await makeHome(homeOf(folder, username))
  const office = await openOffice({ ...options, usernames })
  const workLogged = (): void => {
    office.work().catch((error: unknown) => log.error('the simulator failed', { error }))
  }
  const server = await startSftpServer({
    host: options.host ?? '127.0.0.1',
    port: options.port,
    hostKey,
    checkLogin,
    homeOf: (username) => homeOf(folder, username),
    arrived: (username, path) => {
      if (posix.dirname(path) !== `/${inboundFolder}`) return
      office.arrived(username, posix.basename(path))
      workLogged()
    },
  })
  // What an earlier run left: files not answered, answers not put out.
  await office.work()
  const timer = setInterval(workLogged, lookMs)
  return {
    port: server.port,
    hostKey: hostKey.fingerprint,
    accounts: usernames.map((username) => ({ username, inbound: `/${inboundFolder}`, outbound: `/${outboundFolder}` })),
    work: () => office.work(),
    async close() {
      clearInterval(timer)
      await server.close()
      await office.work()
    },
  }
}
