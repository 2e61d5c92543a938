// What a bad network or a bad server does to an exchange, and what is said of it afterwards.
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect } from 'chai'
import ssh2 from 'ssh2'
import { needsPerson, openFolder, type RemoteFolder, type SftpFolderSettings, type UploadOutcome } from '../../src/exchange/index.js'
import { type Misdeed, type Request, type SftpDouble, startSftpDouble } from '../support/sftp-double.js'
import { bytesOf, faultOf, readAll } from './remote-folder.contract.js'

const large = bytesOf(1_000_000)
const otherKey = `SHA256:${'A'.repeat(43)}`

describe('SFTP faults', () => {
  let double: SftpDouble
  const opened: RemoteFolder[] = []

  beforeEach(async () => {
    double = await startSftpDouble()
  })
  afterEach(async () => {
    for (const folder of opened.splice(0)) await folder.close()
    await double.close()
  })

  async function open(changes: Partial<SftpFolderSettings> = {}): Promise<RemoteFolder> {
    const folder = await openFolder({
      kind: 'sftp',
      host: '127.0.0.1',
      port: double.port,
      username: 'acorn',
      hostKeys: [double.fingerprint],
      login: { password: double.password },
      timeoutMs: 2000,
      inbound: '/in',
      outbound: '/out',
      upload: 'rename',
      ...changes,
    })
    opened.push(folder)
    return folder
  }

  function when(op: Request['op'], misdeed: Misdeed, isIt: (request: Request) => boolean = () => true): void {
    double.misdeed = (request) => (request.op === op && isIt(request) ? misdeed : undefined)
  }

  describe('connecting', () => {
    it('names both fingerprints of a changed host key, before any login is tried', async () => {
      const fault = await faultOf(open({ hostKeys: [otherKey] }))
      expect(fault.code).to.equal('REMOTE_HOST_KEY')
      expect(fault.message).to.include(otherKey).and.to.include(double.fingerprint)
      expect(double.logins).to.equal(0)
      expect(needsPerson(fault)).to.equal(true)
    })

    it('accepts any one of several pinned keys', async () => {
      expect(await (await open({ hostKeys: [otherKey, double.fingerprint] })).list()).to.deep.equal([])
    })

    it('tries a wrong password once, keeps it out of the message, and calls for a person', async () => {
      const fault = await faultOf(open({ login: { password: 'wrong horse' } }))
      expect(fault.code).to.equal('REMOTE_REFUSED')
      expect(fault.message).not.to.include('wrong horse')
      expect(double.logins).to.equal(1)
      expect(needsPerson(fault)).to.equal(true)
    })

    it('says that a private key or its passphrase is wrong before it connects', async () => {
      const { private: privateKey } = ssh2.utils.generateKeyPairSync('rsa', {
        bits: 2048,
        passphrase: 'right',
        cipher: 'aes256-ctr',
        rounds: 1,
      })
      const fault = await faultOf(open({ login: { privateKey, passphrase: 'wrong' } }))
      expect(fault.code).to.equal('CONFIG_INVALID')
      expect(double.logins).to.equal(0)
    })

    it('says that nobody listens', async () => {
      const { port } = double
      await double.close()
      const fault = await faultOf(open({ port }))
      expect(fault.code).to.equal('REMOTE_UNREACHABLE')
      expect(needsPerson(fault)).to.equal(false)
      double = await startSftpDouble()
    })

    it('does not wait for ever on a server that never greets', async () => {
      const sockets = new Set<Socket>()
      const silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined)))
      await new Promise<void>((resolve) => {
        silent.listen(0, '127.0.0.1', resolve)
      })
      const fault = await faultOf(open({ port: (silent.address() as AddressInfo).port, timeoutMs: 300 }))
      expect(fault.code).to.equal('REMOTE_UNREACHABLE')
      for (const socket of sockets) socket.destroy()
      silent.close()
    })
  })

  describe('uploading', () => {
    const rows: readonly {
      readonly name: string
      readonly upload: 'rename' | 'direct'
      readonly fault: () => void
      readonly outcome: UploadOutcome['outcome']
      readonly sighting: 'present' | 'partial' | 'absent'
    }[] = [
      {
        name: 'the line drops before the temporary file is there',
        upload: 'rename',
        fault: () => when('open', 'drop-before'),
        outcome: 'refused',
        sighting: 'absent',
      },
      {
        name: 'the line drops in the middle',
        upload: 'rename',
        fault: () => when('write', 'drop-before', ({ offset }) => offset > 10_000 && offset < 70_000),
        outcome: 'refused',
        sighting: 'partial',
      },
      {
        name: 'the line drops in the middle of a file that grows under its final name',
        upload: 'direct',
        fault: () => when('write', 'drop-before', ({ offset }) => offset > 10_000 && offset < 70_000),
        outcome: 'uncertain',
        sighting: 'partial',
      },
      {
        name: 'the line drops after the last byte, before the reply',
        upload: 'rename',
        fault: () => when('write', 'drop-after', ({ offset }) => offset > 980_000),
        outcome: 'uncertain',
        sighting: 'partial',
      },
      {
        name: 'the line drops after the last byte of a file under its final name',
        upload: 'direct',
        fault: () => when('close', 'drop-after'),
        outcome: 'uncertain',
        sighting: 'present',
      },
      {
        name: 'the line drops before the rename',
        upload: 'rename',
        fault: () => when('rename', 'drop-before'),
        outcome: 'uncertain',
        sighting: 'partial',
      },
      {
        name: 'the line drops after the rename, before the reply',
        upload: 'rename',
        fault: () => when('rename', 'drop-after'),
        outcome: 'uncertain',
        sighting: 'present',
      },
      {
        name: 'the rename is never answered',
        upload: 'rename',
        fault: () => when('rename', 'hang'),
        outcome: 'uncertain',
        sighting: 'partial',
      },
      { name: 'the rename is refused', upload: 'rename', fault: () => when('rename', 'deny'), outcome: 'refused', sighting: 'absent' },
      {
        name: 'writing is refused (a full disk)',
        upload: 'rename',
        fault: () => when('write', 'refuse'),
        outcome: 'refused',
        sighting: 'absent',
      },
      { name: 'creating is refused', upload: 'direct', fault: () => when('open', 'deny'), outcome: 'refused', sighting: 'absent' },
      {
        name: 'the server shows another size than was written',
        upload: 'rename',
        fault: () => {
          double.lieAboutSize = (_, size) => size - 1
        },
        outcome: 'refused',
        sighting: 'absent',
      },
    ]
    for (const row of rows)
      it(`${row.name}: ${row.outcome}, then ${row.sighting} (${row.upload})`, async () => {
        const folder = await open({ upload: row.upload, timeoutMs: 600 })
        row.fault()
        const outcome = await folder.upload('b.edi', large)
        expect(outcome.outcome).to.equal(row.outcome)
        double.misdeed = () => undefined
        double.lieAboutSize = (_, size) => size
        expect(await (await open()).lookFor('b.edi', large.length)).to.equal(row.sighting)
      })

    it('another file appears under the final name while ours is written: refused, and theirs stays', async () => {
      const folder = await open()
      when('close', undefined)
      double.misdeed = ({ op }) => {
        if (op === 'rename') double.files.set('/out/b.edi', { data: Buffer.from('theirs'), mtime: 1 })
        return undefined
      }
      expect((await folder.upload('b.edi', large)).outcome).to.equal('refused')
      expect([...double.files.keys()]).to.deep.equal(['/out/b.edi'])
      expect(String(double.files.get('/out/b.edi')?.data)).to.equal('theirs')
    })

    it('the temporary file is gone after a refused rename: somebody took it, so it is uncertain', async () => {
      const folder = await open()
      double.misdeed = ({ op, path }) => {
        if (op !== 'rename') return undefined
        double.files.delete(path)
        return 'refuse'
      }
      expect((await folder.upload('b.edi', large)).outcome).to.equal('uncertain')
    })

    it('after a cut the next attempt, under the same name, brings the same bytes', async () => {
      const folder = await open()
      when('write', 'drop-before', ({ offset }) => offset > 100_000)
      expect((await folder.upload('b.edi', large)).outcome).to.not.equal('sent')
      double.misdeed = () => undefined
      expect((await (await open()).upload('b.edi', large)).outcome).to.equal('sent')
      expect([...double.files.keys()]).to.deep.equal(['/out/b.edi'])
      expect(double.files.get('/out/b.edi')?.data.equals(large)).to.equal(true)
    })
  })

  describe('reading', () => {
    async function listed(folder: RemoteFolder) {
      const [file] = await folder.list()
      if (file === undefined) throw new Error('nothing is listed')
      return file
    }

    beforeEach(() => {
      double.files.set('/in/a.edi', { data: large, mtime: 1_765_000_000 })
    })

    it('leaves a file that changes while it is read, even to the same size', async () => {
      const folder = await open()
      const file = await listed(folder)
      double.misdeed = ({ op, offset }) => {
        if (op === 'read' && offset > 200_000) double.files.set('/in/a.edi', { data: large, mtime: 1_765_000_001 })
        return undefined
      }
      expect((await faultOf(readAll(folder, file))).code).to.equal('CONFLICT')
    })

    for (const off of [-1, 1, 50_000])
      it(`does not take a file that is listed with ${off} bytes too many`, async () => {
        double.lieAboutSize = (_, size) => size + off
        const folder = await open()
        expect((await faultOf(readAll(folder, await listed(folder)))).code).to.equal('CONFLICT')
      })

    it('says that the line dropped in the middle', async () => {
      const folder = await open()
      const file = await listed(folder)
      when('read', 'drop-before', ({ offset }) => offset > 100_000)
      expect((await faultOf(readAll(folder, file))).code).to.equal('REMOTE_UNREACHABLE')
      expect((await faultOf(folder.list())).code).to.equal('REMOTE_UNREACHABLE')
    })

    for (const op of ['list', 'stat', 'read', 'remove'] as const)
      it(`gives up on a ${op} that is never answered, at its deadline`, async () => {
        const folder = await open({ timeoutMs: 300 })
        const file = await listed(folder)
        when(op, 'hang')
        const act = {
          list: () => folder.list(),
          stat: () => folder.stat('a.edi'),
          read: () => readAll(folder, file),
          remove: () => folder.remove(file),
        }
        const fault = await faultOf(act[op]())
        expect(fault.code).to.equal('REMOTE_UNREACHABLE')
        expect(fault.message).to.include('300 ms')
      })

    it('says that removing is refused; the file stays and the session lives', async () => {
      const folder = await open()
      const file = await listed(folder)
      when('remove', 'deny')
      expect((await faultOf(folder.remove(file))).code).to.equal('REMOTE_REFUSED')
      expect(await folder.list()).to.have.length(1)
    })

    it('outlives a connection that is cut while nothing is asked', async () => {
      const folder = await open()
      double.drop()
      await new Promise((resolve) => {
        setTimeout(resolve, 50)
      })
      expect((await faultOf(folder.list())).code).to.equal('REMOTE_UNREACHABLE')
    })
  })
})
