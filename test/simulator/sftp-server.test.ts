// The simulator's SFTP server as its clients meet it: our own, ssh2-sftp-client's, and the command line's.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import ssh2 from 'ssh2'
import SftpClient from 'ssh2-sftp-client'
import { openFolder, type RemoteFolder } from '../../src/exchange/index.js'
import { makeHome } from '../../src/simulator/home.js'
import { type HostKey, loadHostKey } from '../../src/simulator/host-key.js'
import { createLoginCheck } from '../../src/simulator/logins.js'
import { type SftpServer, startSftpServer } from '../../src/simulator/sftp-server.js'
import { Fault } from '../../src/values/index.js'

const hasSftp = existsSync('/usr/bin/sftp')
const rsa = ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 })

describe('simulator SFTP server', () => {
  let root: string
  let hostKey: HostKey
  let server: SftpServer
  const arrived: string[] = []
  const closers: (() => Promise<unknown>)[] = []

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'x12gw-simulator-'))
    hostKey = loadHostKey(join(root, 'host_key'))
    arrived.length = 0
    for (const username of ['acorn', 'birch']) await makeHome(join(root, 'homes', username))
    server = await startSftpServer({
      host: '127.0.0.1',
      port: 0,
      hostKey,
      checkLogin: createLoginCheck([
        { username: 'acorn', password: 'right horse' },
        { username: 'birch', publicKeys: [rsa.public] },
      ]),
      homeOf: (username) => join(root, 'homes', username),
      arrived: (username, path) => arrived.push(`${username} ${path}`),
    })
  })

  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
    await server.close()
    rmSync(root, { recursive: true })
  })

  async function client(): Promise<SftpClient> {
    const sftp = new SftpClient('test', { error: () => undefined, end: () => undefined, close: () => undefined })
    await sftp.connect({ host: '127.0.0.1', port: server.port, username: 'acorn', password: 'right horse' })
    closers.push(() => sftp.end())
    return sftp
  }

  async function folder(login: { password: string } | { privateKey: string }, username: string): Promise<RemoteFolder> {
    const opened = await openFolder({
      kind: 'sftp',
      host: '127.0.0.1',
      port: server.port,
      username,
      hostKeys: [hostKey.fingerprint],
      login,
      timeoutMs: 5000,
      inbound: '/outbound',
      outbound: 'inbound',
      upload: 'rename',
    })
    closers.push(() => opened.close())
    return opened
  }

  async function statusOf(work: Promise<unknown>): Promise<unknown> {
    return work.then(
      () => 'done',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    )
  }

  it('keeps its host key over a restart', () => {
    expect(loadHostKey(join(root, 'host_key'))).to.deep.equal(hostKey)
  })

  it('lets in by password and by key, and nobody else', async () => {
    await folder({ password: 'right horse' }, 'acorn')
    await folder({ privateKey: rsa.private }, 'birch')
    const other = ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 })
    for (const [login, username] of [
      [{ password: 'wrong horse' }, 'acorn'],
      [{ password: '' }, 'birch'],
      [{ privateKey: rsa.private }, 'acorn'],
      [{ privateKey: other.private }, 'birch'],
      [{ password: 'right horse' }, 'nobody'],
    ] as const)
      expect(await statusOf(folder(login, username))).to.equal('REMOTE_REFUSED')
  })

  it('takes an upload, tells that it arrived under its final name, and shows answers to fetch', async () => {
    const acorn = await folder({ password: 'right horse' }, 'acorn')
    const bytes = Buffer.alloc(300_000, 'ST*837~')
    expect(await acorn.upload('a.837', bytes)).to.include({ outcome: 'sent', sizeBytes: bytes.length })
    expect(arrived).to.deep.equal(['acorn /inbound/a.837.tmp', 'acorn /inbound/a.837'])
    writeFileSync(join(root, 'homes/acorn/outbound/b.999'), 'answer')
    const [entry] = await acorn.list()
    expect(entry).to.include({ name: 'b.999', kind: 'file', sizeBytes: 6 })
    if (entry !== undefined) expect(await acorn.remove(entry)).to.equal('done')
    expect(readdirSync(join(root, 'homes/acorn/outbound'))).to.deep.equal([])
  })

  it('does not count a file as arrived when its sender vanished', async () => {
    const sftp = await client()
    const stream = sftp.createWriteStream('/inbound/half.837')
    stream.on('error', () => undefined)
    await new Promise<void>((resolve) => {
      stream.write('half', () => resolve())
    })
    await sftp.end()
    expect(arrived).to.deep.equal([])
  })

  it('serves what ssh2-sftp-client asks for', async () => {
    const sftp = await client()
    expect(await sftp.cwd()).to.equal('/')
    expect((await sftp.list('/')).map(({ name, type }) => `${type}${name}`).toSorted()).to.deep.equal(['dinbound', 'doutbound'])
    await sftp.put(Buffer.from('one'), '/inbound/a.837')
    expect(await sftp.exists('/inbound/a.837')).to.equal('-')
    expect(await sftp.exists('/inbound')).to.equal('d')
    expect(await sftp.exists('/inbound/none')).to.equal(false)
    expect((await sftp.stat('/inbound/a.837')).size).to.equal(3)
    await sftp.append(Buffer.from('two'), '/inbound/a.837')
    await sftp.fastPut('package.json', '/inbound/b.837')
    expect(((await sftp.get('/inbound/b.837')) as Buffer).toString()).to.equal(readFileSync('package.json', 'utf8'))
    await sftp.rename('/inbound/b.837', '/inbound/c.837')
    expect(await statusOf(sftp.rename('/inbound/c.837', '/inbound/a.837'))).to.equal(4)
    await sftp.delete('/inbound/c.837')
    expect((await sftp.list('/inbound')).map(({ name }) => name)).to.deep.equal(['a.837'])
  })

  it('refuses to make or remove folders and links', async () => {
    const sftp = await client()
    const refused = [
      () => sftp.mkdir('/inbound/deep'),
      () => sftp.mkdir('/more'),
      () => sftp.rmdir('/inbound'),
      () => sftp.put(Buffer.from('x'), '/top.837'),
    ]
    for (const act of refused) expect(await statusOf(act())).to.not.equal('done')
    expect(readdirSync(join(root, 'homes/acorn')).toSorted()).to.deep.equal(['inbound', 'outbound'])
  })

  for (const path of [
    '../birch/inbound/x',
    '/../../birch/inbound/x',
    '/inbound/../../birch/inbound/x',
    '../../host_key',
    '/inbound/../../../../etc/x',
  ])
    it(`keeps ${path} inside the home`, async () => {
      writeFileSync(join(root, 'homes/birch/inbound/secret'), 'theirs')
      const sftp = await client()
      expect(await statusOf(sftp.put(Buffer.from('x'), path))).to.not.equal('done')
      expect(await statusOf(sftp.get(path.replace(/x$/, 'secret')))).to.not.equal('done')
      expect(readdirSync(join(root, 'homes/birch/inbound'))).to.deep.equal(['secret'])
    })

  it('does not follow a link that leads out of the home', async () => {
    symlinkSync('/etc', join(root, 'homes/acorn/inbound/etc'))
    symlinkSync('/etc/passwd', join(root, 'homes/acorn/inbound/passwd'))
    const sftp = await client()
    expect(await statusOf(sftp.get('/inbound/etc/passwd'))).to.not.equal('done')
    expect(await statusOf(sftp.get('/inbound/passwd'))).to.not.equal('done')
    expect(await statusOf(sftp.list('/inbound/etc'))).to.not.equal('done')
  })

  for (const [what, logins] of [
    ['a login without a secret', [{ username: 'acorn' }]],
    ['a user name that is a path', [{ username: '../acorn', password: 'x' }]],
    ['a key that is none', [{ username: 'acorn', publicKeys: ['ssh-ed25519 nonsense'] }]],
  ] as const)
    it(`does not take ${what}`, () => {
      expect(() => createLoginCheck(logins))
        .to.throw(Fault)
        .with.property('code', 'CONFIG_INVALID')
    })

  ;(hasSftp ? it : it.skip)('serves the sftp command line (skipped where it is not installed)', async () => {
    const batch = join(root, 'batch')
    const key = join(root, 'key')
    writeFileSync(key, rsa.private, { mode: 0o600 })
    writeFileSync(
      batch,
      ['ls -l', 'cd inbound', 'put package.json a.837', 'rename a.837 b.837', 'ls', `get b.837 ${root}/back`, 'bye'].join('\n'),
    )
    const options = [
      '-P',
      String(server.port),
      '-i',
      key,
      '-b',
      batch,
      '-o',
      'StrictHostKeyChecking=no',
      '-o',
      `UserKnownHostsFile=${root}/known`,
    ]
    const { stdout } = await promisify(execFile)('sftp', [...options, '-o', 'IdentitiesOnly=yes', 'birch@127.0.0.1'])
    expect(stdout)
      .to.match(/drwx.*inbound/)
      .and.to.match(/drwx.*outbound/)
    expect(readFileSync(join(root, 'back'), 'utf8')).to.equal(readFileSync('package.json', 'utf8'))
    expect(arrived).to.include('birch /inbound/b.837')
  })
})
