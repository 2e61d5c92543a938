// A private, throw-away OpenSSH server for the exchange tests; key login only, run as the present user, gone afterwards.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where sshd is installed; undefined when it is not, and then its tests are skipped. */
export const sshdPath = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((path) => existsSync(path))

export interface Sshd {
  readonly port: number
  readonly username: string
  readonly privateKey: string
  readonly fingerprint: string
  /** The folder that a session starts in. */
  readonly data: string
  stop(): Promise<void>
}

export async function startSshd(): Promise<Sshd> {
  if (sshdPath === undefined) throw new Error('sshd is not installed')
  const home = mkdtempSync(join(tmpdir(), 'x12gw-sshd-'))
  const data = join(home, 'data')
  const { username } = userInfo()
  mkdirSync(data)
  // Where sshd drops its rights to; it refuses to start without.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true })
  for (const name of ['host', 'user']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, name)])
  copyFileSync(join(home, 'user.pub'), join(home, 'authorized_keys'))
  const port = await freePort()
  writeFileSync(
    join(home, 'sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${home}/host`,
      `PidFile ${home}/pid`,
      `AuthorizedKeysFile ${home}/authorized_keys`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      `AllowUsers ${username}`,
      `Subsystem sftp internal-sftp -d ${data}`,
      `ForceCommand internal-sftp -d ${data}`,
      'AllowTcpForwarding no',
      'MaxStartups 100',
    ].join('\n'),
  )
  const server = spawn(sshdPath, ['-D', '-e', '-f', join(home, 'sshd_config')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve())
  })
  await untilListening(port)
  const printed = execFileSync('ssh-keygen', ['-lf', join(home, 'host.pub')], { encoding: 'utf8' })
  return {
    port,
    username,
    privateKey: readFileSync(join(home, 'user'), 'utf8'),
    fingerprint: printed.split(' ')[1] ?? '',
    data,
    async stop() {
      server.kill()
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false))
      probe.once('connect', () => probe.destroy())
    })
    if (isUp) return
    await sleep(50)
  }
  throw new Error(`sshd does not listen on port ${port}`)
}
