// A private MySQL or MariaDB server in a folder of its own, which is gone with it. Runs as any user, needs no configuration.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, createConnection } from 'mysql2/promise'

const daemon = find('mariadbd') ?? find('mysqld')

/** Is a server installed on this machine? */
export const hasMysqlServer = daemon !== undefined

export interface MysqlServer {
  /** Address without a database. */
  readonly url: string
  stop(): Promise<void>
}

export async function startMysqlServer(): Promise<MysqlServer> {
  if (daemon === undefined) throw new Error('no MySQL or MariaDB server is installed')
  const folder = mkdtempSync(join(quickFolder(), 'x12gw-mysql-'))
  const socket = join(folder, 's.sock')
  const port = await freePort()
  const user = `--user=${userInfo().username}`
  const data = `--datadir=${join(folder, 'data')}`
  const installer = find('mariadb-install-db')
  if (installer === undefined) execFileSync(daemon, ['--no-defaults', '--initialize-insecure', user, data], { stdio: 'ignore' })
  else
    execFileSync(installer, ['--no-defaults', user, data, '--auth-root-authentication-method=normal', '--skip-test-db'], {
      stdio: 'ignore',
    })
  const options = {
    socket,
    port,
    'bind-address': '127.0.0.1',
    tmpdir: folder,
    'pid-file': join(folder, 'pid'),
    'log-error': join(folder, 'error.log'),
    'character-set-server': 'utf8mb4',
    'innodb-flush-log-at-trx-commit': 2,
    'innodb-doublewrite': 0,
    'innodb-buffer-pool-size': '64M',
  }
  const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`)
  const child = spawn(daemon, ['--no-defaults', user, data, '--skip-log-bin', '--skip-name-resolve', ...args], { stdio: 'ignore' })
  const clean = (): void => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', clean) // also when a run is cut short: nothing is left behind
  const connection = await connectWhenUp(child, socket)
  await connection.query("CREATE USER 'test'@'%' IDENTIFIED BY 'test'")
  await connection.query("GRANT ALL ON *.* TO 'test'@'%'")
  await connection.end()
  return {
    url: `mysql://test:test@127.0.0.1:${port}/`,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL') // its data is thrown away
      await ended
      process.off('exit', clean)
      clean()
    },
  }
}

/** Where Linux keeps files in memory, when there is room: making some hundred databases takes half the time there. */
function quickFolder(): string {
  const inMemory = '/dev/shm'
  if (!existsSync(inMemory)) return tmpdir()
  const { bavail, bsize } = statfsSync(inMemory)
  return bavail * bsize >= 2 * 1024 ** 3 ? inMemory : tmpdir()
}

async function connectWhenUp(child: ChildProcess, socketPath: string): Promise<Connection> {
  for (let tries = 0; ; tries++) {
    try {
      return await createConnection({ socketPath, user: 'root' })
    } catch (error) {
      if (tries > 300 || child.exitCode !== null) throw error
      await sleep(50)
    }
  }
}

function find(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
