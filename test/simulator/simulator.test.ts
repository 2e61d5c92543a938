// The simulator as its partners meet it: claims go in over SFTP, answers are fetched over SFTP.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import SftpClient from 'ssh2-sftp-client'
import { openFolder } from '../../src/exchange/index.js'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/index.js'
import { addMs, Fault, type Instant } from '../../src/values/index.js'
import { type ReadAnswer, readAnswer, schemas } from './read-answers.js'
import { claimOf, submissionOf } from './submission.js'

const minute = 60_000

describe('simulator', () => {
  let folder: string
  let simulator: Simulator
  let now: Instant
  const errors: string[] = []

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'x12gw-simulator-'))
    now = '2026-11-02T09:15:00.000Z' as Instant
    errors.length = 0
    simulator = await start()
  })

  afterEach(async () => {
    await simulator.close()
    rmSync(folder, { recursive: true })
    expect(errors).to.deep.equal([])
  })

  function start(changes: Partial<SimulatorOptions> = {}): Promise<Simulator> {
    return startSimulator({
      folder,
      port: 0,
      logins: [
        { username: 'riverbend', password: 'right horse' },
        { username: 'lakeside', password: 'other horse' },
      ],
      schemas,
      clock: () => now,
      answerDelayMs: minute,
      remittanceDelayMs: 10 * minute,
      log: { info: () => undefined, error: (message) => errors.push(message) },
      ...changes,
    })
  }

  async function pass(ms: number): Promise<void> {
    now = addMs(now, ms)
    await simulator.work()
  }

  async function withClient<T>(act: (client: SftpClient) => Promise<T>): Promise<T> {
    const client = new SftpClient('partner', { error: () => undefined, end: () => undefined, close: () => undefined })
    await client.connect({ host: '127.0.0.1', port: simulator.port, username: 'riverbend', password: 'right horse' })
    try {
      return await act(client)
    } finally {
      await client.end()
    }
  }

  async function send(name: string, bytes: Buffer): Promise<void> {
    await withClient((client) => client.put(bytes, `/inbound/${name}`))
    await simulator.work()
  }

  /** Fetches and removes what lies there, in the order of names. */
  async function fetchAll(): Promise<ReadAnswer[]> {
    return withClient(async (client) => {
      const answers: ReadAnswer[] = []
      for (const { name } of await client.list('/outbound')) {
        answers.push(readAnswer((await client.get(`/outbound/${name}`)) as Buffer))
        await client.delete(`/outbound/${name}`)
      }
      return answers.toSorted((a, b) => (a.header.control < b.header.control ? -1 : 1))
    })
  }

  function kindsOf(answers: readonly ReadAnswer[]): string[] {
    return answers.map(({ ta1, groups, statuses }) =>
      ta1.length > 0 ? 'TA1' : groups.length > 0 ? '999' : statuses.length > 0 ? '277CA' : '835',
    )
  }

  it('tells where it listens and what to pin', () => {
    expect(simulator.port).to.be.greaterThan(0)
    expect(simulator.hostKey).to.match(/^SHA256:[A-Za-z0-9+/]{43}$/)
    expect(simulator.accounts).to.deep.equal([
      { username: 'riverbend', inbound: '/inbound', outbound: '/outbound' },
      { username: 'lakeside', inbound: '/inbound', outbound: '/outbound' },
    ])
  })

  it('takes a file at once and answers when the answers are due', async () => {
    await send('a.837', submissionOf('000000501', [claimOf({ number: 'RB01' }), claimOf({ number: 'RB02' })]))
    expect(await withClient((client) => client.list('/inbound'))).to.deep.equal([])
    expect(await fetchAll()).to.deep.equal([])
    await pass(minute - 1)
    expect(await fetchAll()).to.deep.equal([])
    await pass(1)
    expect(kindsOf(await fetchAll())).to.deep.equal(['TA1', '999', '277CA'])
    await pass(9 * minute - 1)
    expect(await fetchAll()).to.deep.equal([])
    await pass(1)
    const [remittance, ...more] = await fetchAll()
    expect(more).to.deep.equal([])
    expect(remittance?.findings).to.deep.equal([])
    expect(remittance?.header).to.include({ date: '261102', time: '0925' })
    const { header, payments } = remittance?.remittances[0] ?? { payments: [] }
    expect([header?.paidCents, payments.map(({ paidCents }) => paidCents)]).to.deep.equal([11_000, [10_500, 500]])
  })

  it('works by itself, without anybody calling', async () => {
    await simulator.close()
    simulator = await start({ answerDelayMs: 0, remittanceDelayMs: 0 })
    await withClient((client) => client.put(submissionOf('000000501', [claimOf({ number: 'RB01' })]), '/inbound/a.837'))
    const outbound = join(folder, 'homes/riverbend/outbound')
    for (let waited = 0; readdirSync(outbound).length < 4 && waited < 5000; waited += 20) await sleep(20)
    expect(kindsOf(await fetchAll())).to.deep.equal(['TA1', '999', '277CA', '835'])
  })

  it('speaks with our own folder: upload under a temporary name, pinned key, answers listed', async () => {
    const ours = await openFolder({
      kind: 'sftp',
      host: '127.0.0.1',
      port: simulator.port,
      username: 'riverbend',
      hostKeys: [simulator.hostKey],
      login: { password: 'right horse' },
      timeoutMs: 5000,
      inbound: '/outbound',
      outbound: '/inbound',
      upload: 'rename',
    })
    expect((await ours.upload('a.837', submissionOf('000000501', [claimOf({ number: 'RB01' })]))).outcome).to.equal('sent')
    await simulator.work()
    await pass(minute)
    expect((await ours.list()).map(({ name }) => name).toSorted()).to.deep.equal([
      'riverbend_000000001_TA1.edi',
      'riverbend_000000002_999.edi',
      'riverbend_000000003_277CA.edi',
    ])
    expect(readdirSync(join(folder, 'taken'))).to.deep.equal(['000001.riverbend.a.837'])
    await ours.close()
  })

  it('goes on after a restart: its key, its numbers, what is not out yet; and answers no file twice', async () => {
    const { hostKey } = simulator
    await send('a.837', submissionOf('000000501', [claimOf({ number: 'RB01' })]))
    await pass(minute)
    expect(kindsOf(await fetchAll())).to.deep.equal(['TA1', '999', '277CA'])
    await simulator.close()
    simulator = await start()
    expect(simulator.hostKey).to.equal(hostKey)
    await pass(0)
    expect(await fetchAll()).to.deep.equal([])
    await pass(9 * minute)
    const first = await fetchAll()
    expect(kindsOf(first)).to.deep.equal(['835'])

    await send('b.837', submissionOf('000000502', [claimOf({ number: 'RB01' })]))
    await pass(10 * minute)
    const second = await fetchAll()
    expect(second.map(({ header }) => header.control)).to.deep.equal(['000000005', '000000006', '000000007', '000000008'])
    const traces = [...first, ...second].flatMap(({ remittances }) => remittances.map(({ header }) => header.trace.number))
    expect(traces).to.have.length(2)
    expect(new Set(traces).size).to.equal(2)
    expect(second[2]?.statuses[0]?.claims[0]?.payerClaimNumber).to.equal('SIM000000002')
  })

  it('answers after a restart what arrived while it was down or was taken and not answered', async () => {
    await simulator.close()
    writeFileSync(join(folder, 'taken/000001.riverbend.a.837'), submissionOf('000000501', [claimOf({ number: 'RB01' })]))
    simulator = await start()
    await pass(minute)
    expect(kindsOf(await fetchAll())).to.deep.equal(['TA1', '999', '277CA'])
    writeFileSync(join(folder, 'homes/riverbend/inbound/b.837'), submissionOf('000000502', [claimOf({ number: 'RB01' })]))
    await pass(0)
    expect(existsSync(join(folder, 'homes/riverbend/inbound/b.837'))).to.equal(true)
    await pass(minute)
    await pass(minute)
    expect(kindsOf(await fetchAll())).to.deep.equal(['TA1', '999', '277CA'])
  })

  it('answers a repeated control number with TA1 025, also after a restart', async () => {
    const file = submissionOf('000000501', [claimOf({ number: 'RB01' })])
    await send('a.837', file)
    await simulator.close()
    simulator = await start()
    await send('a.837', file)
    await pass(20 * minute)
    const answers = await fetchAll()
    expect(kindsOf(answers)).to.deep.equal(['TA1', '999', '277CA', '835', 'TA1'])
    expect(answers[4]?.ta1).to.deep.equal([{ control: '000000501', date: '261006', time: '0915', verdict: 'R', note: '025' }])
  })

  it('lives on after files that are no X12, empty, or cut off, and keeps them', async () => {
    const good = submissionOf('000000501', [claimOf({ number: 'RB01' })])
    await send('empty.837', Buffer.alloc(0))
    await send('report.txt', Buffer.from('Dear partner'))
    await send('cut.837', good.subarray(0, 300))
    await send('whole.837', good)
    await pass(20 * minute)
    const answers = await fetchAll()
    expect(kindsOf(answers)).to.deep.equal(['TA1', 'TA1', '999', '277CA', '835'])
    expect(answers.slice(0, 2).map(({ ta1 }) => ta1[0]?.note)).to.deep.equal(['023', '000'])
    expect(readdirSync(join(folder, 'taken'))).to.have.length(4)
    expect(readFileSync(join(folder, 'taken/000002.riverbend.report.txt'), 'utf8')).to.equal('Dear partner')
  })

  it('leaves a file alone while its name says that it is not complete', async () => {
    await withClient((client) => client.put(Buffer.from('half'), '/inbound/a.837.tmp'))
    await pass(20 * minute)
    expect(readdirSync(join(folder, 'homes/riverbend/inbound'))).to.deep.equal(['a.837.tmp'])
  })

  it('keeps the answers of each login apart', async () => {
    await send('a.837', submissionOf('000000501', [claimOf({ number: 'RB01' })]))
    await pass(20 * minute)
    expect(readdirSync(join(folder, 'homes/lakeside/outbound'))).to.deep.equal([])
    expect(readdirSync(join(folder, 'homes/riverbend/outbound'))).to.have.length(4)
  })

  it('does not start on a memory that it cannot read, rather than give numbers twice', async () => {
    const other = mkdtempSync(join(tmpdir(), 'x12gw-simulator-'))
    writeFileSync(join(other, 'memory.json'), '{"version":1,')
    const error: unknown = await start({ folder: other }).catch((reason: unknown) => reason)
    expect(error).to.be.instanceOf(Fault).with.property('code', 'FILE_UNREADABLE')
    rmSync(other, { recursive: true })
  })

  it('does not start on a port that is taken', async () => {
    const other = mkdtempSync(join(tmpdir(), 'x12gw-simulator-'))
    const error: unknown = await start({ folder: other, port: simulator.port }).catch((reason: unknown) => reason)
    expect(error).to.be.instanceOf(Fault).with.property('code', 'REMOTE_UNREACHABLE')
    rmSync(other, { recursive: true })
  })
})
