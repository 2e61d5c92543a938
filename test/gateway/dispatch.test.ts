// Files leave the outbox: "sent" is said only when it is known, and nothing is ever sent twice by itself.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Partner } from '../../src/domain/index.js'
import type { OutboxRow, Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { acorn, bytesOf, gatewayOn, receiveBytes, sample, stillClock, submitBytes, type TestGateway } from '../support/gateway.js'
import { type SftpDouble, startSftpDouble } from '../support/sftp-double.js'

const claims = sample('scenarios/01-simple-paid.837').toString('latin1')
const minute = 60_000

withDatabases((_database, openStore) => {
  describe('dispatch', () => {
    let store: Store
    let double: SftpDouble
    let partner: Partner
    let clock: ReturnType<typeof stillClock>
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      double = await startSftpDouble()
      partner = acorn({ folder: sftp() })
      clock = stillClock()
      gateway = gatewayOn(store, { partners: [partner], clock })
    })

    afterEach(async () => {
      await double.close()
      await store.close()
    })

    function sftp(change: object = {}): Partner['folder'] {
      return {
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
      }
    }

    async function row(): Promise<OutboxRow> {
      const [only] = (await store.outbox.list({})).items
      if (only === undefined) throw new Error('nothing in the outbox')
      return only
    }

    async function claimState(): Promise<string | undefined> {
      return (await store.claims.list({})).items[0]?.submissionState
    }

    async function openItems(): Promise<string[]> {
      return (await store.workItems.list({ state: 'open' })).items.map(({ type }) => type)
    }

    async function events(): Promise<string[]> {
      const [claim] = (await store.claims.list({})).items
      return (await store.claims.timeline(claim?.id ?? '')).map(({ event }) => event)
    }

    it('puts the very bytes there under the final name; then the claim is sent and its charge is owed', async () => {
      await submitBytes(gateway, claims)
      const report = await gateway.dispatch(partner)
      const { name, fileId, state, sentAt, attempts } = await row()
      expect(report).to.deep.equal({ sent: [name], uncertain: [], failed: [] })
      expect({ state, sentAt, attempts }).to.deep.equal({ state: 'sent', sentAt: clock(), attempts: 1 })
      expect([...double.files.keys()]).to.deep.equal([`/out/${name}`])
      expect(double.files.get(`/out/${name}`)?.data).to.deep.equal(await bytesOf(store, fileId))
      expect(await claimState()).to.equal('Sent')
      expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 15_000, REVENUE: -15_000 })
    })

    it('sends nothing twice, however often it is asked and by how many at once', async () => {
      await submitBytes(gateway, claims)
      const reports = await Promise.all([gateway.dispatch(partner), gateway.dispatch(partner), gateway.dispatch(partner)])
      expect(reports.flatMap(({ sent }) => sent)).to.have.length(1)
      expect(await gateway.dispatch(partner)).to.deep.equal({ sent: [], uncertain: [], failed: [] })
      expect(double.requests.filter(({ op }) => op === 'rename')).to.have.length(1)
      expect(await events()).to.deep.equal(['batched', 'sent'])
    })

    it('sends first what was submitted first', async () => {
      await submitBytes(gateway, claims)
      await submitBytes(gateway, sample('scenarios/21-ack-lifecycle.837').toString().replace('19661312', '19661212'))
      const { sent } = await gateway.dispatch(partner)
      expect(sent).to.deep.equal(sent.toSorted()).and.to.have.length(2)
    })

    describe('the connection breaks', () => {
      it('before anything is there: tried again later, with growing pauses, and then sent', async () => {
        await submitBytes(gateway, claims)
        double.misdeed = ({ op }) => (op === 'open' ? 'drop-before' : undefined)
        expect((await gateway.dispatch(partner)).failed).to.have.length(1)
        expect(await row()).to.deep.include({ state: 'ready', attempts: 1 })
        expect((await row()).lastError).to.match(/^REMOTE_UNREACHABLE/)
        expect((await gateway.dispatch(partner)).failed, 'not before its pause is over').to.have.length(0)
        clock.advance(2 * minute)
        expect((await gateway.dispatch(partner)).failed).to.have.length(1)
        double.misdeed = () => undefined
        clock.advance(2 * minute)
        expect((await gateway.dispatch(partner)).sent, 'the second pause is longer').to.have.length(0)
        clock.advance(2 * minute)
        expect((await gateway.dispatch(partner)).sent).to.have.length(1)
        expect(await claimState()).to.equal('Sent')
        expect(await openItems()).to.deep.equal([])
      })

      it('in the renaming, which took place: found there at the next look, and not uploaded again', async () => {
        await submitBytes(gateway, claims)
        double.misdeed = ({ op }) => (op === 'rename' ? 'drop-after' : undefined)
        expect((await gateway.dispatch(partner)).uncertain).to.have.length(1)
        expect(await claimState()).to.equal('SendUncertain')
        expect(await openItems()).to.deep.equal(['send-uncertain'])
        double.misdeed = () => undefined
        const uploads = double.requests.filter(({ op }) => op === 'write').length
        clock.advance(2 * minute)
        expect((await gateway.dispatch(partner)).sent).to.have.length(1)
        expect(double.requests.filter(({ op }) => op === 'write')).to.have.length(uploads)
        expect(await claimState()).to.equal('Sent')
        expect(await openItems(), 'nobody need decide any more').to.deep.equal([])
        expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 15_000, REVENUE: -15_000 })
      })

      it('and the file is gone from there: never a silent second upload, told once, asked for now and then', async () => {
        await submitBytes(gateway, claims)
        double.misdeed = ({ op }) => (op === 'rename' ? 'drop-after' : undefined)
        await gateway.dispatch(partner)
        double.misdeed = () => undefined
        double.files.clear()
        const uploads = double.requests.filter(({ op }) => op === 'write').length
        for (let hour = 0; hour < 5; hour++) {
          clock.advance(61 * minute)
          expect((await gateway.dispatch(partner)).uncertain).to.have.length(1)
        }
        expect(double.requests.filter(({ op }) => op === 'write')).to.have.length(uploads)
        expect(await events()).to.deep.equal(['batched', 'send uncertain'])
        expect(await openItems()).to.deep.equal(['send-uncertain'])
      })

      it('and then the partner answers the file: that proves it arrived', async () => {
        await submitBytes(gateway, claims)
        double.misdeed = ({ op }) => (op === 'rename' ? 'drop-after' : undefined)
        await gateway.dispatch(partner)
        const sent = (await bytesOf(store, (await row()).fileId)).toString('latin1')
        const [date, time] = [sent.slice(70, 76), sent.slice(77, 81)]
        const ta1 =
          `ISA*00*          *00*          *ZZ*ACORNEDI       *ZZ*RIVERBEND      *261123*1300*^*00501*000000901*0*T*:~` +
          `TA1*000000001*${date}*${time}*A*000~IEA*0*000000901~`
        await receiveBytes(gateway, ta1)
        expect((await row()).state).to.equal('sent')
        expect(await claimState()).to.equal('InterchangeAccepted')
        expect(await openItems()).to.deep.equal([])
      })

      it('and nobody answers the question whether it arrived: it stays a question', async () => {
        await submitBytes(gateway, claims)
        double.misdeed = ({ op }) => (op === 'rename' ? 'drop-after' : undefined)
        await gateway.dispatch(partner)
        double.misdeed = ({ op }) => (op === 'stat' ? 'drop-before' : undefined)
        clock.advance(2 * minute)
        expect((await gateway.dispatch(partner)).uncertain).to.have.length(1)
        expect((await row()).state).to.equal('uncertain')
      })
    })

    it('the process died while it uploaded: looked for after a while, and found or asked about', async () => {
      await submitBytes(gateway, claims)
      const { id, name, fileId } = await row()
      await store.outbox.mark(id, { state: 'sending', at: clock() })
      double.files.set(`/out/${name}`, { data: await bytesOf(store, fileId), mtime: 1_760_000_000 })
      expect((await gateway.dispatch(partner)).sent).to.deep.equal([name])
      expect(double.requests.some(({ op }) => op === 'write')).to.equal(false)
    })

    describe('the other side says no', () => {
      it('to this file: a person must look, and it is not tried again by itself', async () => {
        await submitBytes(gateway, claims)
        double.misdeed = ({ op }) => (op === 'open' ? 'deny' : undefined)
        expect((await gateway.dispatch(partner)).failed).to.have.length(1)
        expect((await row()).state).to.equal('failed')
        expect(await openItems()).to.deep.equal(['send-failed'])
        expect(await claimState()).to.equal('Batched')
        clock.advance(600 * minute)
        expect(await gateway.dispatch(partner)).to.deep.equal({ sent: [], uncertain: [], failed: [] })
      })

      it('with another host key: not even a login is tried', async () => {
        const wrong = acorn({ folder: sftp({ hostKeys: [`SHA256:${'A'.repeat(43)}`] }) })
        await submitBytes(gateway, claims)
        expect((await gateway.dispatch(wrong)).failed).to.have.length(1)
        expect((await row()).lastError).to.match(/^REMOTE_HOST_KEY/)
        expect(double.logins).to.equal(0)
        expect(await openItems()).to.deep.equal(['send-failed'])
      })

      it('with another file under the name that is ours: nothing is overwritten', async () => {
        await submitBytes(gateway, claims)
        const { name } = await row()
        double.files.set(`/out/${name}`, { data: Buffer.from('theirs'), mtime: 1 })
        expect((await gateway.dispatch(partner)).failed).to.deep.equal([name])
        expect(double.files.get(`/out/${name}`)?.data.toString()).to.equal('theirs')
        expect(await openItems()).to.deep.equal(['send-failed'])
      })
    })

    it('a partner who cannot be reached at all costs nothing but time', async () => {
      await submitBytes(gateway, claims)
      await double.close()
      expect((await gateway.dispatch(partner)).failed).to.have.length(1)
      expect((await row()).state).to.equal('ready')
      expect(await openItems()).to.deep.equal([])
    })

    describe('a local folder', () => {
      let root: string
      beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), 'x12gw-dispatch-'))
        for (const name of ['in', 'out']) mkdirSync(join(root, name))
      })
      afterEach(() => rmSync(root, { recursive: true, force: true }))

      it('gets the very bytes, and never over another file', async () => {
        const local = acorn({ folder: { ...acorn().folder, kind: 'local', root } as Partner['folder'] })
        await submitBytes(gateway, claims)
        await submitBytes(gateway, sample('scenarios/21-ack-lifecycle.837').toString().replace('19661312', '19661212'))
        const [second, first] = (await store.outbox.list({})).items
        writeFileSync(join(root, 'out', second?.name ?? ''), 'theirs')
        const report = await gateway.dispatch(local)
        expect(report).to.deep.equal({ sent: [first?.name], uncertain: [], failed: [second?.name] })
        expect(readdirSync(join(root, 'out'))).to.have.members([first?.name, second?.name])
        expect(readFileSync(join(root, 'out', first?.name ?? ''))).to.deep.equal(await bytesOf(store, first?.fileId ?? ''))
        expect(readFileSync(join(root, 'out', second?.name ?? ''), 'utf8')).to.equal('theirs')
      })
    })
  })
})
