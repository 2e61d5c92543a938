// Files are fetched: kept first, then removed over there; each once in effect, whatever breaks in between.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Partner } from '../../src/domain/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { openClaim } from '../support/era.js'
import { acorn, breaches, bytesOf, gatewayOn, openAccounts, stillClock, type TestGateway } from '../support/gateway.js'
import { fourFifthsOf, remittanceFile } from '../support/remittance-file.js'
import { type Misdeed, type Request, type SftpDouble, startSftpDouble } from '../support/sftp-double.js'
import { faultOf } from '../exchange/remote-folder.contract.js'

const claims = ['RB000101', 'RB000102', 'RB000103'].map((number) => openClaim(number, { charges: [100] }))
const files = claims.map((claim, n) =>
  remittanceFile({ trace: `EFT-${n}`, claims: fourFifthsOf([claim]) }, { control: String(n + 1).padStart(9, '0') }),
)

withDatabases((_database, openStore) => {
  describe('poll', () => {
    let store: Store
    let double: SftpDouble
    let clock: ReturnType<typeof stillClock>
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      double = await startSftpDouble()
      clock = stillClock()
      gateway = gatewayOn(store, { clock })
      await openAccounts(gateway, claims)
    })

    afterEach(async () => {
      expect(await breaches(store)).to.deep.equal([])
      await double.close()
      await store.close()
    })

    function partner(change: object = {}): Partner {
      return acorn({
        folder: {
          kind: 'sftp',
          host: '127.0.0.1',
          port: double.port,
          username: 'riverbend',
          hostKeys: [double.fingerprint],
          login: { password: double.password },
          timeoutMs: 2000,
          outbound: '/out',
          inbound: '/in',
          inboundPattern: '*',
          afterDownload: 'delete',
          stableMs: 0,
          upload: 'rename',
          ...change,
        },
      })
    }

    function put(name: string, content = files[0] ?? '', mtime = 1_760_000_000): void {
      double.files.set(`/in/${name}`, { data: Buffer.from(content), mtime })
    }

    function when(op: Request['op'], misdeed: Misdeed, path?: string): void {
      double.misdeed = (request) => (request.op === op && (path === undefined || request.path === path) ? misdeed : undefined)
    }

    async function cash(): Promise<number> {
      return (await store.ledger.balances())['CASH:REMIT'] ?? 0
    }

    async function openItems(): Promise<string[]> {
      return (await store.workItems.list({ state: 'open' })).items.map(({ type }) => type)
    }

    it('keeps the very bytes, removes them there, and posts', async () => {
      put('a.835')
      const { received } = await gateway.poll(partner())
      expect(received.map(({ file, remittances }) => [file, remittances[0]?.outcome])).to.deep.equal([['a.835', 'posted']])
      expect((await bytesOf(store, received[0]?.fileId ?? '')).toString()).to.equal(files[0])
      expect([...double.files.keys()]).to.deep.equal([])
      expect(await store.files.find(received[0]?.fileId ?? '')).to.deep.include({ partnerId: 'acorn', source: 'sftp', state: 'done' })
    })

    it('takes several in the order of their time', async () => {
      put('z.835', files[0], 1_760_000_001)
      put('b.835', files[1], 1_760_000_003)
      put('a.835', files[2], 1_760_000_002)
      const { received } = await gateway.poll(partner())
      expect(received.map(({ file }) => file)).to.deep.equal(['z.835', 'a.835', 'b.835'])
      expect(await cash()).to.equal(24_000)
    })

    it('moves what it fetched, or leaves it and fetches it once', async () => {
      put('a.835')
      await gateway.poll(partner({ afterDownload: 'move', moveTo: '/done' }))
      expect([...double.files.keys()]).to.deep.equal(['/done/a.835'])
      put('b.835', files[1])
      for (let look = 0; look < 3; look++) await gateway.poll(partner({ afterDownload: 'keep' }))
      expect(double.requests.filter(({ op, path }) => op === 'open' && path === '/in/b.835')).to.have.length(1)
      expect(await cash()).to.equal(16_000)
    })

    it('waits until a file has stood still', async () => {
      const patient = partner({ stableMs: 60_000 })
      put('a.835', files[0]?.slice(0, 400))
      expect((await gateway.poll(patient)).waiting).to.equal(1)
      put('a.835', files[0], 1_760_000_050)
      clock.advance(61_000)
      expect((await gateway.poll(patient)).waiting).to.equal(1)
      clock.advance(61_000)
      expect((await gateway.poll(patient)).received).to.have.length(1)
      expect(await cash()).to.equal(8000)
    })

    it('changed while it was read: nothing is kept of it, and the next look takes it whole', async () => {
      put('a.835')
      double.misdeed = ({ op }) => {
        if (op === 'read') put('a.835', `${files[0] ?? ''}more`, 1_760_000_009)
        return undefined
      }
      expect((await gateway.poll(partner())).received).to.deep.equal([])
      expect((await store.files.list({})).items).to.deep.equal([])
      expect([...double.files.keys()]).to.deep.equal(['/in/a.835'])
      double.misdeed = () => undefined
      put('a.835', files[0], 1_760_000_010)
      expect((await gateway.poll(partner())).received).to.have.length(1)
    })

    it('the connection breaks while it reads: nothing is removed, and the next look takes it', async () => {
      put('a.835')
      when('read', 'drop-before')
      const report = await gateway.poll(partner())
      expect(report.failed).to.deep.equal([{ name: 'a.835', code: 'REMOTE_UNREACHABLE' }])
      expect([...double.files.keys()]).to.deep.equal(['/in/a.835'])
      double.misdeed = () => undefined
      expect((await gateway.poll(partner())).received).to.have.length(1)
    })

    for (const misdeed of ['drop-before', 'drop-after'] as const)
      it(`the connection breaks while it removes (${misdeed}): posted all the same, once, and removed by the next look`, async () => {
        put('a.835')
        when('remove', misdeed)
        const { received } = await gateway.poll(partner())
        expect(received.map(({ remittances }) => remittances[0]?.outcome)).to.deep.equal(['posted'])
        double.misdeed = () => undefined
        expect((await gateway.poll(partner())).received).to.deep.equal([])
        expect([...double.files.keys()]).to.deep.equal([])
        expect(await cash()).to.equal(8000)
        expect(await openItems()).to.deep.equal([])
      })

    it('may not remove: posted once, and a person is told once', async () => {
      put('a.835')
      when('remove', 'deny')
      for (let look = 0; look < 3; look++) await gateway.poll(partner())
      expect(await cash()).to.equal(8000)
      expect(await openItems()).to.deep.equal(['pickup-not-removed'])
      expect(double.requests.filter(({ op }) => op === 'open')).to.have.length(1)
    })

    it('the process died between keeping and posting: the next look goes on, the file still being there', async () => {
      put('a.835')
      const dying = gatewayOn(store, { clock })
      const poll = gatewayOn(
        { ...store, pickups: store.pickups, remittances: { ...store.remittances, begin: () => Promise.reject(new Error('killed')) } },
        { clock },
      ).poll
      const first = await poll(partner({ afterDownload: 'keep' }))
      expect(first.failed).to.deep.equal([{ name: 'a.835', code: 'INTERNAL' }])
      expect(await cash()).to.equal(0)
      const { received } = await dying.poll(partner({ afterDownload: 'keep' }))
      expect(received.map(({ remittances }) => remittances[0]?.outcome)).to.deep.equal(['posted'])
    })

    it('one file that may not be read keeps no other one waiting', async () => {
      put('a.835', files[0], 1)
      put('b.835', files[1], 2)
      when('open', 'deny', '/in/a.835')
      const report = await gateway.poll(partner())
      expect(report.received.map(({ file }) => file)).to.deep.equal(['b.835'])
      expect(report.failed).to.deep.equal([{ name: 'a.835', code: 'REMOTE_REFUSED' }])
      expect(await cash()).to.equal(8000)
    })

    it('rubbish keeps no other one waiting', async () => {
      put('a.835', 'rubbish', 1)
      put('b.835', files[1], 2)
      const { received } = await gateway.poll(partner())
      expect(received.map(({ outcome }) => outcome)).to.deep.equal(['refused', 'processed'])
    })

    it('the same bytes under another name are removed and change nothing', async () => {
      put('a.835')
      await gateway.poll(partner())
      put('b.835')
      expect((await gateway.poll(partner())).received.map(({ outcome }) => outcome)).to.deep.equal(['duplicate'])
      expect([...double.files.keys()]).to.deep.equal([])
      expect(await cash()).to.equal(8000)
    })

    it('another delivery under the name, size and time of one that was fetched is fetched too', async () => {
      put('a.835')
      await gateway.poll(partner())
      put('a.835', files[1])
      expect((await gateway.poll(partner())).received.map(({ remittances }) => remittances[0]?.trace)).to.deep.equal(['EFT-1'])
      expect(await cash()).to.equal(16_000)
      expect([...double.files.keys()]).to.deep.equal([])
    })

    it('leaves names alone that no honest partner uses', async () => {
      put('..\u202e53.835')
      put('.hidden.part')
      put('a.835')
      const report = await gateway.poll(partner())
      expect(report.received.map(({ file }) => file)).to.deep.equal(['a.835'])
      expect(report.skipped).to.have.length.greaterThan(0)
    })

    it('another host key: nothing is fetched, not even a login is tried', async () => {
      put('a.835')
      const fault = await faultOf(gateway.poll(partner({ hostKeys: [`SHA256:${'A'.repeat(43)}`] })))
      expect(fault.code).to.equal('REMOTE_HOST_KEY')
      expect(double.logins).to.equal(0)
    })

    it('two looks at once fetch once', async () => {
      put('a.835')
      const reports = await Promise.all([gateway.poll(partner()), gateway.poll(partner())])
      expect(reports.flatMap(({ received }) => received)).to.have.length(1)
      expect(double.requests.filter(({ op }) => op === 'open')).to.have.length(1)
    })

    it('works the same with a local folder', async () => {
      const root = mkdtempSync(join(tmpdir(), 'x12gw-poll-'))
      for (const name of ['in', 'out', 'done']) mkdirSync(join(root, name))
      writeFileSync(join(root, 'in', 'a.835'), files[0] ?? '')
      const local = acorn({
        folder: { ...acorn().folder, kind: 'local', root, afterDownload: 'move', moveTo: 'done' } as Partner['folder'],
      })
      const { received, failed } = await gateway.poll(local)
      expect(failed).to.deep.equal([])
      expect(received.map(({ remittances }) => remittances[0]?.outcome)).to.deep.equal(['posted'])
      expect(readdirSync(join(root, 'in'))).to.deep.equal([])
      expect(readdirSync(join(root, 'done'))).to.deep.equal(['a.835'])
      expect((await gateway.poll(local)).received).to.deep.equal([])
      rmSync(root, { recursive: true })
    })
  })
})
