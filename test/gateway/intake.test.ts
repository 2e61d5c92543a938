// Watched folders: what is dropped there is submitted once and reported beside it, whatever breaks in between.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { IntakeFolder } from '../../src/domain/index.js'
import { openDropFolder } from '../../src/exchange/index.js'
import { createIntake, type Intake, type SubmitReport } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { acorn, breaches, gatewayOn, sample, stillClock } from '../support/gateway.js'
import { crashingStore, Killed } from '../story/crashing-store.js'
import { faultOf } from '../exchange/remote-folder.contract.js'

const edi = sample('scenarios/01-simple-paid.837')
const json = sample('claims/professional/office-visit.json')
const csv = sample('claims/csv/professional.csv')
const home = acorn({ payers: ['60001', '60002'] })

withDatabases((database, openStore, createDatabase) => {
  describe('watched folders', () => {
    let root: string
    let clock: ReturnType<typeof stillClock>
    let folder: IntakeFolder

    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'x12gw-intake-'))
      clock = stillClock()
      folder = { id: 'front-desk', root, pattern: '*', stableMs: 0, acceptGood: false, poll: '* * * * *' }
    })

    afterEach(() => rmSync(root, { recursive: true }))

    function intakeOn(store: Store): Intake {
      const gateway = gatewayOn(store, { partners: [home], defaultPartner: home, clock })
      return createIntake({ ...gateway, openDrop: (each) => openDropFolder(each.root) })
    }

    const drop = (name: string, bytes: string | Uint8Array) => writeFileSync(join(root, name), bytes)
    const filesIn = (below: string): string[] => readdirSync(join(root, below)).toSorted()
    const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
    const withReports = (...names: readonly string[]): string[] =>
      names.flatMap((name) => [name, `${name}.report.json`, `${name}.report.txt`]).toSorted()

    it('files of every form are taken, and end with their bytes and their reports', async () => {
      const store = await openStore()
      drop('claims.837', edi)
      drop('claims.json', json)
      drop('claims.csv', csv)
      const { files, waiting } = await intakeOn(store)(folder)
      expect([files.map(({ outcome }) => outcome), waiting]).to.deep.equal([['submitted', 'submitted', 'submitted'], 0])
      expect(filesIn('.')).to.deep.equal(['taken'])
      expect(filesIn('taken')).to.deep.equal(withReports('claims.837', 'claims.json', 'claims.csv'))
      expect(readFileSync(join(root, 'taken/claims.837')).equals(edi)).to.equal(true)
      expect(textOf('taken/claims.csv.report.txt')).to.match(/TAKEN\.[^]*Claims\n {2}CSV00001 {2}Batched {2}182\.50\n/)
      const told = JSON.parse(textOf('taken/claims.837.report.json')) as SubmitReport
      expect(told).to.deep.include({ outcome: 'submitted', folderId: 'front-desk', takenAt: clock() })
      expect((await intakeOn(store)(folder)).files, 'nothing is left').to.deep.equal([])
      expect(await breaches(store)).to.deep.equal([])
    })

    it('what is wrong is refused, each fault with its place and remedy, and can be dropped again once it is right', async () => {
      const store = await openStore()
      drop('a.837', edi.toString('latin1').replace('HC:99213', 'HC:9921X'))
      drop('b.csv', csv.toString().replace('9/12/1961', '9/31/1961'))
      drop('c.json', '[{')
      drop('d.pdf', '%PDF-1.7')
      const intake = intakeOn(store)
      expect((await intake(folder)).files.map(({ outcome }) => outcome)).to.deep.equal(Array(4).fill('refused'))
      expect(filesIn('refused')).to.deep.equal(withReports('a.837', 'b.csv', 'c.json', 'd.pdf'))
      expect(textOf('refused/a.837.report.txt')).to.match(
        /REFUSED\.[^]*What is wrong\n {2}error at segment 24, byte \d+: 2400\/SV101-2: .*;.*\(edit edit-procedure-form\)/,
      )
      expect(textOf('refused/b.csv.report.txt')).to.include('error at /2/patient_birth_date: row 2, patient_birth_date: must be a day')
      expect(textOf('refused/c.json.report.txt')).to.include('check for a missing comma')
      expect((await store.outbox.list({})).items).to.deep.equal([])
      drop('b.csv', csv.toString().replace('9/12/1961', '9/31/1961'))
      const [partly] = (await intake({ ...folder, acceptGood: true })).files
      expect([partly?.outcome, partly?.claims.length, partly?.problems.length]).to.deep.equal(['submitted', 2, 1])
      expect(textOf('taken/b.csv.report.txt')).to.include('TAKEN IN PART')
    })

    it('the same bytes again are told to be a duplicate, under a name of their own', async () => {
      const store = await openStore()
      const intake = intakeOn(store)
      drop('claims.837', edi)
      await intake(folder)
      clock.advance(60_000)
      drop('claims.837', edi)
      drop('other.837', edi)
      expect((await intake(folder)).files.map(({ outcome }) => outcome)).to.deep.equal(['duplicate', 'duplicate'])
      expect(filesIn('taken')).to.deep.equal(withReports('claims-2.837', 'claims.837', 'other.837'))
      expect(textOf('taken/claims-2.837.report.txt')).to.include('TAKEN BEFORE')
      expect(textOf('taken/claims.837.report.txt'), 'the first report stays').to.include('TAKEN. ')
      expect((await store.outbox.list({})).items).to.have.length(1)
    })

    it('what may still be written waits: growing, under a temporary name, or locked', async () => {
      const store = await openStore()
      const intake = intakeOn(store)
      const patient = { ...folder, stableMs: 5000 }
      drop('claims.837', edi.subarray(0, 400))
      drop('half.837.part', edi)
      drop('locked.json', json)
      drop('locked.json.lock', '')
      expect(await intake(patient)).to.deep.include({ files: [], waiting: 2 })
      clock.advance(5000)
      drop('claims.837', edi)
      utimesSync(join(root, 'claims.837'), 1_790_000_000, 1_790_000_000)
      expect(await intake(patient), 'it grew').to.deep.include({ files: [], waiting: 2 })
      clock.advance(5000)
      rmSync(join(root, 'locked.json.lock'))
      expect((await intake(patient)).files.map(({ file }) => file)).to.deep.equal(['claims.837'])
      clock.advance(5000)
      expect((await intake(patient)).files.map(({ file }) => file)).to.deep.equal(['locked.json'])
      expect(filesIn('.')).to.deep.equal(['half.837.part', 'taken'])
    })

    it('a folder that is not there is a fault, and nothing is made of it', async () => {
      const store = await openStore()
      expect((await faultOf(intakeOn(store)({ ...folder, root: join(root, 'share') }))).code).to.equal('REMOTE_REFUSED')
      mkdirSync(join(root, 'share'))
      expect((await intakeOn(store)({ ...folder, root: join(root, 'share') })).files).to.deep.equal([])
    })

    for (const when of ['before', 'after'] as const)
      it(`killed ${when} any one of its calls to the store, then taken up again, a file is taken once`, async function () {
        this.timeout(300_000)
        const stride = database === 'SQLite' ? 3 : 29
        for (let point = 1; ; point += stride) {
          const store = await openStore()
          drop('claims.json', json)
          const dying = crashingStore(store, point, when)
          const survived = await intakeOn(dying.store)(folder).then(
            ({ failed }) => failed.length === 0,
            (error: unknown) => {
              if (!(error instanceof Killed)) throw error
              return false
            },
          )
          clock.advance(60_000)
          const { files, failed } = await intakeOn(store)(folder)
          const place = `killed ${when} call ${point}`
          expect(failed, place).to.deep.equal([])
          expect(
            files.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'submitted'),
            place,
          ).to.deep.equal([])
          expect(filesIn('taken'), place).to.deep.equal(withReports('claims.json'))
          expect((JSON.parse(textOf('taken/claims.json.report.json')) as SubmitReport).outcome, place).to.equal('submitted')
          expect(filesIn('.'), place).to.deep.equal(['taken'])
          expect((await store.outbox.list({})).items, place).to.have.length(1)
          await store.close()
          rmSync(join(root, 'taken'), { recursive: true })
          if (survived) break
        }
      })

    if (database === 'MySQL')
      it('two processes at the same folder take each file once, between them', async () => {
        const shared = await createDatabase()
        const stores = [await shared.open(), await shared.open()]
        const names = Array.from({ length: 6 }, (_, n) => `claims-${n}.json`)
        for (const [n, name] of names.entries()) drop(name, json.toString().replaceAll('EXP00001', `EXP0010${n}`))
        const looks = await Promise.all(stores.map((store) => intakeOn(store)(folder)))
        expect(looks.flatMap(({ failed }) => failed)).to.deep.equal([])
        for (const store of stores) await intakeOn(store)(folder)
        expect(filesIn('.')).to.deep.equal(['taken'])
        expect(filesIn('taken')).to.deep.equal(withReports(...names))
        for (const name of names)
          expect((JSON.parse(textOf(`taken/${name}.report.json`)) as SubmitReport).outcome, name).to.equal('submitted')
        expect((await stores[0]?.outbox.list({}))?.items).to.have.length(names.length)
        for (const store of stores) await store.close()
      })
  })
})
