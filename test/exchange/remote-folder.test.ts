// The contract against a directory, the SFTP double, and a real OpenSSH server when one is installed.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openFolder } from '../../src/exchange/index.js'
import { startSftpDouble } from '../support/sftp-double.js'
import { type Sshd, sshdPath, startSshd } from '../support/sshd.js'
import { faultOf, remoteFolderContract, type World } from './remote-folder.contract.js'

/** A directory with in, out and done, seen from behind. */
function directoryWorld(root: string): Omit<World, 'open'> {
  for (const name of ['in', 'out', 'done']) mkdirSync(join(root, name), { recursive: true })
  return {
    put: (path, bytes) => writeFileSync(join(root, path), bytes),
    get: (path) => readFileSync(join(root, path)),
    names: (folder) => readdirSync(join(root, folder)).toSorted(),
    dispose: async () => rmSync(root, { recursive: true }),
  }
}

remoteFolderContract('local directory', async () => {
  const root = mkdtempSync(join(tmpdir(), 'x12gw-local-'))
  return { ...directoryWorld(root), open: (upload) => openFolder({ kind: 'local', root, inbound: 'in', outbound: 'out', upload }) }
})

remoteFolderContract('SFTP double', async () => {
  const double = await startSftpDouble()
  let mtime = 1_765_000_000
  return {
    open: (upload) =>
      openFolder({
        kind: 'sftp',
        host: '127.0.0.1',
        port: double.port,
        username: 'acorn',
        hostKeys: [double.fingerprint],
        login: { password: double.password },
        timeoutMs: 5000,
        inbound: '/in',
        outbound: '/out',
        upload,
      }),
    put: (path, bytes) => void double.files.set(`/${path}`, { data: Buffer.from(bytes), mtime: ++mtime }),
    get: (path) => double.files.get(`/${path}`)?.data,
    names: (folder) =>
      [...double.files.keys()]
        .filter((path) => path.startsWith(`/${folder}/`))
        .map((path) => path.slice(folder.length + 2))
        .toSorted(),
    dispose: () => double.close(),
  }
})

if (sshdPath === undefined) {
  it.skip('remote folder: OpenSSH server (not run: sshd is not installed here)')
} else {
  describe('with OpenSSH', () => {
    let sshd: Sshd
    let count = 0
    before(async () => {
      sshd = await startSshd()
    })
    after(() => sshd.stop())

    const open = (place: string, upload: 'rename' | 'direct') =>
      openFolder({
        kind: 'sftp',
        host: '127.0.0.1',
        port: sshd.port,
        username: sshd.username,
        hostKeys: ['SHA256:a key of last year', sshd.fingerprint],
        login: { privateKey: sshd.privateKey },
        timeoutMs: 10_000,
        inbound: `${place}/in`,
        outbound: `${place}/out`,
        upload,
      })

    remoteFolderContract('OpenSSH server', async () => {
      const place = `case${++count}`
      return { ...directoryWorld(join(sshd.data, place)), open: (upload) => open(place, upload) }
    })

    it('shows symbolic links and folders as what they are', async () => {
      const root = join(sshd.data, 'kinds')
      directoryWorld(root)
      mkdirSync(join(root, 'in', 'folder'))
      symlinkSync('/etc/passwd', join(root, 'in', 'link'))
      const folder = await open('kinds', 'rename')
      const kinds = Object.fromEntries((await folder.list()).map(({ name, kind }) => [name, kind]))
      await folder.close()
      expect(kinds).to.deep.equal({ folder: 'folder', link: 'link' })
    })
  })
}

describe('local folder', () => {
  const settings = { kind: 'local', inbound: 'in', outbound: 'out', upload: 'rename' } as const
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'x12gw-local-'))
    directoryWorld(root)
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('does not open without its directories', async () => {
    expect(await faultOf(openFolder({ ...settings, root: join(root, 'nowhere') }))).to.include({ code: 'REMOTE_REFUSED' })
  })

  for (const inbound of ['..', '../other', '/etc'])
    it(`does not leave its root for ${inbound}`, async () => {
      expect(await faultOf(openFolder({ ...settings, root, inbound }))).to.include({ code: 'CONFIG_INVALID' })
    })

  it('does not follow a symbolic link', async () => {
    symlinkSync('/etc/passwd', join(root, 'in', 'a.edi'))
    const folder = await openFolder({ ...settings, root })
    const [entry] = await folder.list()
    expect(entry).to.include({ kind: 'link' })
    if (entry !== undefined) expect(await faultOf(folder.read(entry).next())).to.include({ code: 'REMOTE_REFUSED' })
  })
})
