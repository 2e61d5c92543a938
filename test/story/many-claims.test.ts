// Claims for many payers, from many billing providers, handed in by several processes at once on one MySQL database: right batches.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { stringify } from 'yaml'
import type { SubmitReport } from '../../src/gateway/index.js'
import { validateFile } from '../../src/schema/index.js'
import { runCli } from '../cli/run-cli.js'
import { type CountedFile, countFile } from '../support/count-hierarchy.js'
import { withDatabases } from '../support/databases.js'
import { breaches, chunksOf, schemas } from '../support/gateway.js'
import { type JsonClaim, mixedClaims, payerId } from '../support/mixed-claims.js'
import { testKeys } from '../support/test-keys.js'

const partners = ['ash', 'birch', 'cedar']
const payers = 40
const claimsPerSet = 30
const claimsPerFile = 240
const processes = 4

withDatabases((database, _openStore, createDatabase) => {
  if (database === 'SQLite') return // one process alone may have the file

  describe('1,000 claims for 40 payers, from 12 billing providers, through 3 partners', function () {
    this.timeout(240_000)
    const folder = mkdtempSync(join(tmpdir(), 'x12gw-many-'))
    const claims = mixedClaims(1000, { payers })
    const partnerOf = ({ coverages: [first] }: JsonClaim) =>
      partners[(Number(first?.payer.id) - Number(payerId(0))) % partners.length] ?? ''
    const env = {
      X12GW_ENCRYPTION_KEY: testKeys.encryptionKey.toString('base64'),
      X12GW_AUDIT_KEY: testKeys.auditKey.toString('base64'),
      X12GW_LOG_LEVEL: 'error',
    }

    after(() => rmSync(folder, { recursive: true, force: true }))

    /** Settings of an installation, its own folder and its database. */
    function install(name: string, url: string): string {
      const config = join(folder, `${name}.yaml`)
      const identity = (id: string) => ({ qualifier: 'ZZ', id, applicationId: id })
      const partner = (id: string, index: number) => ({
        id,
        name: id,
        usage: id === 'cedar' ? 'P' : 'T',
        us: identity('BILLINGCO'),
        them: identity(id.toUpperCase()),
        contact: { name: 'BILLING OFFICE', phone: '8605550123' },
        receiverName: id.toUpperCase(),
        payers: Array.from({ length: payers }, (_, n) => n)
          .filter((n) => n % partners.length === index)
          .map(payerId),
        limits: { claimsPerSet, setsPerGroup: 2, claimsPerFile },
        folder: { kind: 'local', root: id },
      })
      writeFileSync(
        config,
        stringify({ data: join(folder, name), database: { url }, partners: partners.map(partner), defaultPartner: 'ash' }),
      )
      return config
    }

    function handIn(config: string, name: string, some: readonly JsonClaim[]) {
      const file = join(folder, `${name}.json`)
      writeFileSync(file, JSON.stringify(some))
      return runCli(['--config', config, '--json', 'submit', file], { env })
    }

    /** What lies at each partner, each file counted by hand and found valid by its guides. */
    async function filesOf(name: string): Promise<Map<string, CountedFile[]>> {
      const files = new Map<string, CountedFile[]>()
      for (const partner of partners) {
        const place = join(folder, name, partner, 'outbound')
        const counted: CountedFile[] = []
        for (const each of existsSync(place) ? readdirSync(place) : []) {
          const bytes = readFileSync(join(place, each))
          expect((await validateFile(chunksOf(bytes), schemas)).findings, each).to.deep.equal([])
          counted.push(countFile(bytes.toString('latin1')))
        }
        files.set(partner, counted)
      }
      return files
    }

    function expectRightBatches(files: ReadonlyMap<string, readonly CountedFile[]>, some: readonly JsonClaim[]): void {
      for (const [partner, own] of files) {
        const sets = own.flatMap(({ groups }) => groups.flatMap((group) => group.sets))
        const mine = some.filter((claim) => partnerOf(claim) === partner)
        expect(sets.flatMap((set) => set.claims)).to.have.members(mine.map(({ patientControlNumber }) => patientControlNumber))
        expect(new Set(own.map(({ usage }) => usage))).to.deep.equal(new Set([partner === 'cedar' ? 'P' : 'T']))
        const unlike = (numbers: readonly string[]) => expect(new Set(numbers).size).to.equal(numbers.length)
        unlike(own.map(({ interchangeControl }) => interchangeControl))
        unlike(own.flatMap(({ groups }) => groups.map(({ control }) => control)))
        unlike(sets.map(({ reference }) => reference))
        for (const file of own) {
          expect(file.groups.flatMap((group) => group.sets.flatMap((set) => set.claims)).length).to.be.at.most(claimsPerFile)
          for (const { guide, sets: inside } of file.groups) {
            expect(inside.length).to.be.at.most(2)
            const kinds = new Set(
              inside.flatMap((set) =>
                set.claims.map((number) => some.find(({ patientControlNumber }) => patientControlNumber === number)?.kind),
              ),
            )
            expect([...kinds]).to.deep.equal([{ '2': 'professional', '3': 'institutional', '4': 'dental' }[guide.charAt(9)]])
          }
        }
        for (const set of sets) {
          expect(set.claims.length).to.be.at.most(claimsPerSet)
          expect(new Set(set.billers).size, 'one 2000A for each billing provider').to.equal(set.billers.length)
        }
      }
    }

    it('in one go', async () => {
      const shared = await createDatabase()
      const config = install('one', shared.settings.engine === 'mysql' ? shared.settings.url : '')
      const { code, stderr, json } = await handIn(config, 'all', claims)
      expect(code, stderr).to.equal(0)
      const report = json<SubmitReport>()
      expect(report.claims).to.have.length(1000)
      expect(new Set(report.claims.map(({ submissionState }) => submissionState))).to.deep.equal(new Set(['Sent']))
      const files = await filesOf('one')
      expect([...files.values()].map((own) => own.length)).to.deep.equal([2, 2, 2])
      expectRightBatches(files, claims)
      const billers = [...files.values()].flatMap((own) => own.flatMap(({ groups }) => groups.flatMap(({ sets }) => sets)))
      expect(new Set(billers.flatMap((set) => set.billers)).size).to.equal(12)
    })

    it(`by ${processes} processes at the same time`, async () => {
      const shared = await createDatabase()
      const config = install('four', shared.settings.engine === 'mysql' ? shared.settings.url : '')
      const store = await shared.open()
      const share = claims.length / processes
      const runs = await Promise.all(
        Array.from({ length: processes }, (_, n) => handIn(config, `part-${n}`, claims.slice(n * share, (n + 1) * share))),
      )
      for (const { code, stderr } of runs) expect(code, stderr).to.equal(0)
      const reports = runs.map(({ json }) => json<SubmitReport>())
      expect(reports.map((report) => report.claims.length)).to.deep.equal(Array<number>(processes).fill(share))
      const files = await filesOf('four')
      expect([...files.values()].map((own) => own.length)).to.deep.equal(Array<number>(3).fill(processes))
      expectRightBatches(files, claims)
      for (const own of files.values())
        expect(own.map(({ interchangeControl }) => interchangeControl)).to.have.members([
          '000000001',
          '000000002',
          '000000003',
          '000000004',
        ])
      expect((await store.practices.list()).length, 'twelve billing providers, each set up once').to.equal(12)
      expect(await breaches(store)).to.deep.equal([])
    })

    it('after ISA13 999999999 comes 000000001 and no number is doubled', async () => {
      const shared = await createDatabase()
      const config = install('wrap', shared.settings.engine === 'mysql' ? shared.settings.url : '')
      const store = await shared.open()
      for (const counter of ['interchange', 'group'])
        await store.query('INSERT INTO counter (name, last) VALUES (?, ?)', [`${counter}/ash`, 999_999_998])
      const mine = claims.filter((claim) => partnerOf(claim) === 'ash')
      for (const part of [0, 1]) {
        const { code, stderr } = await handIn(config, `wrap-${part}`, mine.slice(part * 4, part * 4 + 4))
        expect(code, stderr).to.equal(0)
      }
      const own = (await filesOf('wrap')).get('ash') ?? []
      expect(own.map(({ interchangeControl }) => interchangeControl).toSorted()).to.deep.equal(['000000001', '999999999'])
      const groups = own.flatMap((file) => file.groups.map(({ control }) => control))
      expect(new Set(groups).size).to.equal(groups.length)
      expect(groups).to.include('999999999').and.to.include('1')
    })
  })
})
