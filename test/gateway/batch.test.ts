// Claims that are held: checked when they come, written together when it is due, each in one batch whatever happens.
import { expect } from 'chai'
import { decodeClaim } from '../../src/codecs/index.js'
import { type BatchSettings, type Claim, claimKindOf } from '../../src/domain/index.js'
import { createFileReader } from '../../src/schema/index.js'
import type { Store } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { countFile } from '../support/count-hierarchy.js'
import { withDatabases } from '../support/databases.js'
import { acorn, breaches, bytesOf, gatewayOn, sample, schemas, stillClock, submitBytes, type TestGateway } from '../support/gateway.js'
import { type JsonClaim, mixedClaims, payerId } from '../support/mixed-claims.js'

const hold: BatchSettings = { hold: true, maxClaims: 8, maxMinutes: 60, cutOffs: [], timeZone: 'UTC', holidays: [], onWeekends: true }
const payers = [payerId(0), payerId(1)]
const home = acorn({ payers, batch: hold })
const claims = mixedClaims(16, { payers: 2 })
const minute = 60_000

function claimsIn(file: string): Claim[] {
  const found: Claim[] = []
  const reader = createFileReader(schemas, {
    unit: (unit, _set, guide) => {
      const kind = claimKindOf(guide.id)
      if (kind !== undefined) found.push(...[decodeClaim(unit, kind).value ?? []].flat())
    },
  })
  reader.push(Buffer.from(file, 'latin1'))
  reader.end()
  return found
}

withDatabases((database, openStore, createDatabase) => {
  describe('batches of held claims', () => {
    let store: Store
    let clock: ReturnType<typeof stillClock>
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      clock = stillClock()
      gateway = gatewayOn(store, { partners: [home], clock })
    })

    afterEach('the books hold', async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    const handIn = (some: readonly JsonClaim[], own = gateway) => submitBytes(own, JSON.stringify(some), {}, 'claims.json')

    async function states(): Promise<Record<string, number>> {
      const counts: Record<string, number> = {}
      for (const { submissionState } of (await store.claims.list({ limit: 1000 })).items)
        counts[submissionState] = (counts[submissionState] ?? 0) + 1
      return counts
    }

    /** Patient control numbers in each file of the outbox, oldest first. */
    async function batches(): Promise<string[][]> {
      const { items } = await store.outbox.list({ limit: 1000 })
      const files = []
      for (const { fileId } of items.toReversed()) files.push(countFile((await bytesOf(store, fileId)).toString('latin1')))
      return files.map(({ groups }) => groups.flatMap(({ sets }) => sets.flatMap((set) => set.claims)))
    }

    it('are Ready, and nothing is sent, until enough wait; then all go in one file', async () => {
      const report = await handIn(claims.slice(0, 5))
      expect([report.outcome, report.sending.length, report.claims.length]).to.deep.equal(['submitted', 0, 5])
      expect(await gateway.batch(home)).to.deep.include({ waiting: 5, files: [], setAside: 0 })
      expect(await states()).to.deep.equal({ Ready: 5 })
      await handIn(claims.slice(5, 9))
      const { reason, files } = await gateway.batch(home)
      expect([reason, files.map((file) => file.claims)]).to.deep.equal(['count', [9]])
      expect(await states()).to.deep.equal({ Batched: 9 })
      expect((await batches()).map((own) => own.toSorted())).to.deep.equal([
        claims.slice(0, 9).map(({ patientControlNumber }) => patientControlNumber),
      ])
      expect(await gateway.batch(home), 'a doubled tick').to.deep.include({ waiting: 0, files: [] })
      const { items } = await store.claims.list({})
      expect((await store.claims.timeline(items[0]?.id ?? '')).map(({ event }) => event)).to.deep.equal(['held', 'batched'])
    })

    it('of an 837 file wait like the others and go with them, each saying what it said', async () => {
      const file = sample('scenarios/21-ack-lifecycle.837').toString('latin1').replace('19661312', '19661212')
      const wrong = await submitBytes(gateway, file.replace('HC:99213', 'HC:9921X'))
      const report = await submitBytes(gateway, file)
      expect([wrong.outcome, report.outcome, report.sending, report.claims.length]).to.deep.equal(['refused', 'submitted', [], 4])
      expect((await submitBytes(gateway, file)).outcome).to.equal('duplicate')
      await handIn(claims.slice(0, 2))
      const handedIn = claimsIn(file)
      const documents = (await store.claims.list({})).items.flatMap(({ document }) => document ?? [])
      expect(documents).to.include.deep.members(handedIn)
      await gateway.batch(home, { now: true })
      const [sent = []] = await batches()
      expect(sent).to.have.members([...handedIn, ...claims.slice(0, 2)].map(({ patientControlNumber }) => patientControlNumber))
      const [row] = (await store.outbox.list({})).items
      expect(claimsIn((await bytesOf(store, row?.fileId ?? '')).toString('latin1'))).to.include.deep.members(handedIn)
    })

    it('of an 837 file go at once, word for word, where the profile says so or nobody is its receiver', async () => {
      const file = sample('scenarios/01-simple-paid.837').toString('latin1')
      const own = gatewayOn(store, { partners: [acorn({ payers, batch: { ...hold, holdFiles: false } })], clock })
      expect((await submitBytes(own, file)).sending).to.have.length(1)
      const unknown = file.replaceAll('ACORNEDI       ', 'SOMEBODY       ').replace('RB000101', 'RB000102')
      const byDefault = gatewayOn(store, { partners: [home], defaultPartner: home, clock })
      expect((await submitBytes(byDefault, unknown)).sending).to.have.length(1)
      expect(await store.heldClaims.summary()).to.deep.equal([])
    })

    it('go when the oldest has waited long enough', async () => {
      await handIn(claims.slice(0, 2))
      clock.advance(59 * minute)
      await handIn(claims.slice(2, 3))
      expect((await gateway.batch(home)).files).to.deep.equal([])
      clock.advance(minute)
      expect(await gateway.batch(home, { dryRun: true })).to.deep.include({ waiting: 3, reason: 'waited', files: [] })
      expect((await gateway.batch(home)).files.map((file) => file.claims)).to.deep.equal([3])
    })

    it('go when asked, due or not, in files of as many as the partner takes', async () => {
      const small = acorn({ ...home, limits: { claimsPerSet: 5000, claimsPerFile: 3 } })
      await handIn(claims.slice(0, 7))
      expect(
        (await gatewayOn(store, { partners: [small], clock }).batch(small, { now: true })).files.map((file) => file.claims),
      ).to.deep.equal([3, 3, 1])
      expect((await batches()).flat()).to.have.members(claims.slice(0, 7).map(({ patientControlNumber }) => patientControlNumber))
    })

    it('go once claims are not held any more', async () => {
      await handIn(claims.slice(0, 2))
      const open = acorn({ payers })
      expect((await gatewayOn(store, { partners: [open], clock }).batch(open)).reason).to.equal('not-held')
      expect(await states()).to.deep.equal({ Batched: 2 })
    })

    it('are checked before they wait, all of them or none', async () => {
      const [first, second] = claims
      const wrong = await handIn([first, { ...second, chargeCents: 1 }] as JsonClaim[])
      expect([wrong.outcome, wrong.findings.map(({ pointer }) => pointer)]).to.deep.equal(['refused', ['/1/chargeCents']])
      expect(await states()).to.deep.equal({})
      expect((await store.files.list({ direction: 'out' })).items).to.deep.equal([])
      await handIn([first] as JsonClaim[])
      const [{ interchangeControl } = { interchangeControl: '' }] = (await gateway.batch(home, { now: true })).files
      expect(interchangeControl, 'checking uses up no number').to.equal('000000001')
    })

    it('a claim that waits and comes again, mended, waits once; one that is on its way is refused', async () => {
      const [first] = claims as [JsonClaim]
      await handIn([first])
      await handIn([{ ...first, chargeCents: 16_000, lines: first.lines.map((line) => ({ ...line, chargeCents: 16_000 })) }])
      const { files } = await gateway.batch(home, { now: true })
      expect(files.map((file) => file.claims)).to.deep.equal([1])
      expect((await store.claims.list({})).items.map(({ chargeCents }) => chargeCents)).to.deep.equal([16_000])
      const again = await handIn([first, ...claims.slice(1, 3)])
      expect([again.outcome, again.problems.map(({ pointer }) => pointer)]).to.deep.equal(['refused', ['/0/patientControlNumber']])
    })

    it('a claim that was sent by another way meanwhile waits no longer', async () => {
      await handIn(claims.slice(0, 2))
      const direct = gatewayOn(store, { partners: [acorn({ payers })], clock })
      await handIn(
        claims
          .slice(1, 2)
          .map((claim) => ({ ...claim }))
          .concat(claims.slice(2, 3)),
        direct,
      )
      expect((await gateway.batch(home, { now: true })).files.map((file) => file.claims)).to.deep.equal([1])
      expect((await batches()).flat().toSorted()).to.deep.equal(claims.slice(0, 3).map(({ patientControlNumber }) => patientControlNumber))
    })

    it('a claim that cannot be written any more is set aside for a person, and holds up no other', async () => {
      const [first] = claims as [JsonClaim]
      const last = 'HALE|WEST'
      const coverages = first.coverages.map((each) => ({ ...each, subscriber: { ...each.subscriber, last } }))
      await handIn([{ ...first, patient: { ...first.patient, last }, coverages }, ...claims.slice(1, 4)])
      const changed = acorn({ ...home, envelope: { ...home.envelope, element: '|' } })
      const report = await gatewayOn(store, { partners: [changed], clock }).batch(changed, { now: true })
      expect([report.setAside, report.files.map((file) => file.claims)]).to.deep.equal([1, [3]])
      expect(await states()).to.deep.equal({ Batched: 3, EditFailed: 1 })
      expect((await store.workItems.list({})).items.map(({ type }) => type)).to.deep.equal(['claim-not-batched'])
      expect((await handIn([first])).outcome, 'it may come again').to.equal('submitted')
      expect(await states()).to.deep.equal({ Batched: 3, Ready: 1 })
    })

    it('a claim that the guide of its partner refuses by now is set aside by its place', async () => {
      await handIn(claims.slice(0, 4))
      const [first] = (await store.claims.list({})).items.toReversed()
      const { document } = first ?? {}
      if (first === undefined || document === undefined) throw new Error('no claim')
      const wrong = { ...document, chargeCents: toCents(1) }
      await store.claims.revise(first.id, { ...first, document: wrong })
      expect(await gateway.batch(home, { now: true })).to.deep.include({ setAside: 1 })
      expect(await states()).to.deep.equal({ Batched: 3, EditFailed: 1 })
    })

    if (database === 'MySQL')
      it('are in one batch each when several processes look at once', async () => {
        const shared = await createDatabase()
        const stores = await Promise.all([shared.open(), shared.open(), shared.open()])
        const gateways = stores.map((each) => gatewayOn(each, { partners: [home] }))
        for (const some of [claims.slice(0, 8), claims.slice(8)]) await handIn(some, gateways[0])
        const reports = await Promise.all(gateways.map((each) => each.batch(home)))
        expect(reports.reduce((sum, { files }) => sum + files.reduce((all, file) => all + file.claims, 0), 0)).to.equal(16)
        expect((await stores[0]?.outbox.list({}))?.items).to.have.length(1)
        for (const each of stores) await each.close()
      })
  })
})
