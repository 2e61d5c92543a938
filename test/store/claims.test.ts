// Claims in the store: each once, found by every number a payer may give back, with a time line that is never changed.
import { expect } from 'chai'
import type { ClaimEvent, ClaimRecord, Store, Submission } from '../../src/store/index.js'
import { toCents } from '../../src/values/index.js'
import { type TestDatabase, withDatabases } from '../support/databases.js'
import { expectFault } from './faulty.js'
import { rawSql } from './raw.js'
import { addPractice, allPages, at, claimRecord, document, later, openClaim, source } from './samples.js'

function submission(setId: string, claimId: string): Submission {
  return {
    claimId,
    setId,
    partnerId: 'acorn',
    interchangeControl: '000000001',
    groupControl: '1',
    setControl: '0001',
    batchReference: 'B1',
    source,
    at,
  }
}

function numbersOf(claims: readonly ClaimRecord[]): string[] {
  return claims.map(({ patientControlNumber }) => patientControlNumber).toSorted()
}

describe('store: claims', () => {
  withDatabases((_name, _openStore, createDatabase) => {
    let database: TestDatabase
    let store: Store
    let practiceId: string
    before(async () => {
      database = await createDatabase()
      store = await database.open()
      practiceId = await addPractice(store)
    })
    const add = async (number: string, change: Partial<ClaimRecord> = {}): Promise<ClaimRecord> =>
      (await store.claims.add(claimRecord(practiceId, number, change))).record

    it('gives back all that was claimed', async () => {
      const draft = claimRecord(practiceId, 'A-1', { document, partnerId: 'acorn', payerClaimNumber: 'ICN', origin: source })
      const { record, isNew } = await store.claims.add(draft)
      expect(isNew).to.equal(true)
      expect(record).to.deep.equal({ ...draft, id: record.id, updatedAt: at })
      expect(await store.claims.find(record.id)).to.deep.equal(record)
      expect(await store.claims.find('none')).to.equal(undefined)
    })

    it('what is absent stays absent', async () => {
      const draft = claimRecord(practiceId, 'A-2')
      const { record } = await store.claims.add(draft)
      expect(await store.claims.find(record.id)).to.have.all.keys(...Object.keys(draft), 'id', 'updatedAt')
    })

    it("a practice's patient control number is unique; another practice may use it", async () => {
      const first = await add('UNIQUE-1')
      const again = await store.claims.add(claimRecord(practiceId, 'UNIQUE-1', { partnerId: 'other' }))
      expect(again).to.deep.equal({ record: first, isNew: false })
      const other = await addPractice(store, '1245319599')
      expect((await store.claims.add(claimRecord(other, 'UNIQUE-1'))).isNew).to.equal(true)
      expect((await store.claims.add(claimRecord(practiceId, 'unique-1'))).isNew, 'case counts').to.equal(true)
    })

    it('the same claim at the same time is added once', async () => {
      const added = await Promise.all(Array.from({ length: 8 }, () => store.claims.add(claimRecord(practiceId, 'RACE-1'))))
      expect(added.filter(({ isNew }) => isNew)).to.have.length(1)
      expect(new Set(added.map(({ record }) => record.id)).size).to.equal(1)
    })

    it('many at once: those whose number is free, each once, found as those added one by one', async () => {
      const first = await add('MANY-1')
      const drafts = ['MANY-1', 'MANY-2', 'MANY-3', 'MANY-2'].map((number, index) =>
        claimRecord(practiceId, number, { claim: openClaim(number, `MANY-MEMBER-${index}`), document, partnerId: 'acorn' }),
      )
      const added = await store.claims.addAll(drafts)
      expect(added.map((record) => ({ ...record, id: '' }))).to.deep.equal(
        drafts.slice(1, 3).map((draft) => ({ ...draft, id: '', updatedAt: at })),
      )
      expect(await store.claims.findAll(added.map(({ id }) => id))).to.deep.equal(added)
      expect(await store.claims.find(first.id)).to.deep.equal(first)
      const members = [0, 1, 2, 3].map((index) => `MANY-MEMBER-${index}`)
      expect(numbersOf(await store.claims.byMember(members))).to.deep.equal(['MANY-2', 'MANY-3'])
      expect(numbersOf(await store.claims.byNormalisedNumbers(['MANY2', 'MANY3']))).to.deep.equal(['MANY-2', 'MANY-3'])
      expect(await store.claims.addAll(drafts)).to.deep.equal([])
      expect(await store.claims.addAll([])).to.deep.equal([])
    })

    it('the same claims at the same time, many at once, are added once', async () => {
      const drafts = Array.from({ length: 20 }, (_, index) => claimRecord(practiceId, `RACE-MANY-${index}`))
      const added = await Promise.all([drafts, drafts, drafts].map((some) => store.claims.addAll(some)))
      expect(numbersOf(added.flat())).to.deep.equal(drafts.map(({ patientControlNumber }) => patientControlNumber).toSorted())
    })

    it('revised, it says what is sent anew; number, states and time line stay', async () => {
      const { id } = await add('REV-1', { document, origin: source, claim: openClaim('REV-1', 'OLD-MEMBER') })
      await store.claims.record({ claimId: id, at: later, event: 'submitted', submissionState: 'Sent' })
      const claim = { ...openClaim('REV-1', 'NEW-MEMBER'), chargeCents: toCents(12_000) }
      const revised = await store.claims.revise(id, { chargeCents: toCents(12_000), claim, origin: { ...source, set: 2 } })
      const { document: _, ...kept } = claimRecord(practiceId, 'REV-1', { submissionState: 'Sent', document })
      expect(revised).to.deep.equal({ ...kept, id, chargeCents: 12_000, claim, origin: { ...source, set: 2 }, updatedAt: later })
      expect(await store.claims.revise(id, { chargeCents: toCents(12_000), claim })).to.not.have.any.keys('origin', 'document')
      expect(numbersOf(await store.claims.byMember(['NEW-MEMBER']))).to.deep.equal(['REV-1'])
      expect(await store.claims.byMember(['OLD-MEMBER'])).to.deep.equal([])
      expect(await store.claims.timeline(id)).to.have.length(1)
      await expectFault('NOT_FOUND', store.claims.revise('none', { chargeCents: toCents(1), claim }))
    })

    it('an unknown practice is refused', async () => {
      await expectFault('INTERNAL', store.claims.add(claimRecord('none', 'X-1')))
    })

    it('finds by exact, normalised and payer numbers', async () => {
      await add('00rb-1003', { payerClaimNumber: 'PAYER-77' })
      await add('RB1004')
      expect(numbersOf(await store.claims.byNumbers(['00rb-1003', 'RB1004', 'none']))).to.deep.equal(['00rb-1003', 'RB1004'])
      expect(numbersOf(await store.claims.byNumbers(['RB1003', 'rb1004']))).to.deep.equal([])
      expect(numbersOf(await store.claims.byNormalisedNumbers(['RB1003', 'RB1004']))).to.deep.equal(['00rb-1003', 'RB1004'])
      expect(numbersOf(await store.claims.byPayerClaimNumbers(['PAYER-77']))).to.deep.equal(['00rb-1003'])
      for (const none of [
        await store.claims.byNumbers([]),
        await store.claims.byNormalisedNumbers(['']),
        await store.claims.byPayerClaimNumbers(['']),
      ])
        expect(none).to.deep.equal([])
    })

    it('finds by the beginning of a number, either way round, from 8 characters on', async () => {
      for (const number of ['PRE12345', 'PRE-1234567', 'PRE1234567Z', 'PRE123', 'PRE12345_X', 'PRD99999']) await add(number)
      const rows = [
        ['PRE12345', ['PRE-1234567', 'PRE12345', 'PRE1234567Z', 'PRE12345_X']],
        ['PRE1234567', ['PRE-1234567', 'PRE12345', 'PRE1234567Z']],
        ['PRE1234567Z999', ['PRE-1234567', 'PRE12345', 'PRE1234567Z']],
        ['PRE1234', []],
        ['', []],
        ['PRE%%%%%', []],
      ] as const
      for (const [number, expected] of rows)
        expect(numbersOf(await store.claims.byNumberPrefixes([number])), number).to.deep.equal(expected)
      const all = await store.claims.byNumberPrefixes(rows.map(([number]) => number))
      expect(new Set(numbersOf(all))).to.deep.equal(new Set(rows.flatMap(([, expected]) => expected)))
    })

    it('finds by any member id of its coverages', async () => {
      const coverages = ['MEM-1', 'MEM-2', 'MEM-1', ''].map((memberId) => ({ order: 'P' as const, payerId: 'P1', memberId }))
      await add('MEMBER-1', { claim: { ...openClaim('MEMBER-1'), coverages } })
      expect(numbersOf(await store.claims.byMember(['MEM-2', 'none']))).to.deep.equal(['MEMBER-1'])
      expect(await store.claims.byMember(['mem-2', ''])).to.deep.equal([])
    })

    it('finds by last name and charge together, also after either was revised', async () => {
      const claim = { ...openClaim('NAME-1'), patient: { last: "O'Neil-Márquez", first: 'ANA' } }
      const { id } = await add('NAME-1', { claim, chargeCents: toCents(12_300) })
      expect(numbersOf(await store.claims.byPatientKeys(['ONEILMARQUEZ:12300', '']))).to.deep.equal(['NAME-1'])
      await store.claims.revise(id, { chargeCents: toCents(99), claim })
      expect(numbersOf(await store.claims.byPatientKeys(['ONEILMARQUEZ:99']))).to.deep.equal(['NAME-1'])
      for (const none of [['ONEILMARQUEZ:12300'], ['ONEIL:99'], ['']]) expect(await store.claims.byPatientKeys(none)).to.deep.equal([])
    })

    it('a step of the time line moves the claim to the states it names', async () => {
      const { id } = await add('LINE-1', { submissionState: 'Draft' })
      const steps: ClaimEvent[] = [
        { claimId: id, at, event: 'submitted', submissionState: 'Ready' },
        { claimId: id, at: later, event: '835 paid', state: 'paid', detail: { paidCents: 8000, carc: ['45'] }, source },
        { claimId: id, at: later, event: 'note' },
      ]
      for (const step of steps) await store.claims.record(step, step.state === undefined ? {} : { payerClaimNumber: 'ICN-9' })
      expect(await store.claims.timeline(id)).to.deep.equal(steps.map((step, index) => ({ ...step, seq: index + 1 })))
      expect(await store.claims.find(id)).to.include({
        submissionState: 'Ready',
        state: 'paid',
        payerClaimNumber: 'ICN-9',
        updatedAt: later,
      })
      await expectFault('NOT_FOUND', store.claims.record({ claimId: 'none', at, event: 'note' }))
    })

    it('steps of many claims at once move each claim by its own', async () => {
      const ids: string[] = []
      for (let n = 0; n < 130; n++) ids.push((await add(`MANY-${n}`, { submissionState: 'Sent' })).id)
      await store.claims.record({ claimId: ids[7] ?? '', at, event: 'note' })
      const steps = ids.map((claimId, index) => ({
        event: {
          claimId,
          at: later,
          event: `835 ${index}`,
          ...(index % 2 === 0 ? { state: index % 4 === 0 ? 'paid' : 'denied' } : {}),
        } as ClaimEvent,
        change: index % 5 === 0 ? {} : { payerClaimNumber: `ICN-${index}` },
      }))
      await store.claims.recordAll(steps)
      const moved = new Map((await store.claims.findAll(ids)).map((record) => [record.id, record]))
      expect(ids.map((id) => [moved.get(id)?.state, moved.get(id)?.payerClaimNumber])).to.deep.equal(
        steps.map(({ event, change }) => [event.state ?? 'submitted', change.payerClaimNumber]),
      )
      expect((await store.claims.timeline(ids[7] ?? '')).map(({ seq, event }) => [seq, event])).to.deep.equal([
        [1, 'note'],
        [2, '835 7'],
      ])
      const lost = { event: { claimId: 'none', at, event: 'note' }, change: {} }
      await expectFault('NOT_FOUND', store.claims.recordAll([...steps, lost]))
      expect(await store.claims.timeline(ids[0] ?? ''), 'all or nothing').to.have.length(1)
    })

    it('steps at the same time get numbers of their own', async () => {
      const { id } = await add('LINE-2')
      await Promise.all(Array.from({ length: 12 }, (_, index) => store.claims.record({ claimId: id, at, event: `step ${index}` })))
      const steps = await store.claims.timeline(id)
      expect(steps.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: 12 }, (_, index) => index + 1))
    })

    it('the database itself refuses to change or remove a step', async () => {
      for (const statement of ["UPDATE claim_event SET event = 'x'", 'DELETE FROM claim_event']) {
        const error = await rawSql(database.settings, statement).catch((reason: unknown) => reason)
        expect(error).to.be.instanceOf(Error).with.property('message', 'rows of claim_event are never changed')
      }
    })

    it('gives those that are ready, oldest first', async () => {
      const other = await createDatabase()
      const fresh = await other.open()
      const practice = await addPractice(fresh)
      for (const number of ['R-1', 'R-2', 'R-3', 'R-4'])
        await fresh.claims.add(claimRecord(practice, number, { submissionState: number === 'R-2' ? 'Draft' : 'Ready' }))
      expect((await fresh.claims.ready(2)).map(({ patientControlNumber }) => patientControlNumber)).to.deep.equal(['R-1', 'R-3'])
    })

    it('submissions are kept once and found from both sides', async () => {
      const { id: claimId } = await add('SUB-1')
      const other = await add('SUB-2')
      await store.claims.addSubmissions([submission('set-1', claimId), submission('set-1', other.id), submission('set-2', claimId)])
      await store.claims.addSubmissions([submission('set-1', claimId)])
      await store.claims.addSubmissions([])
      expect(await store.claims.submissionsOf({ setId: 'set-1' })).to.deep.equal([
        submission('set-1', claimId),
        submission('set-1', other.id),
      ])
      expect(await store.claims.submissionsOf({ claimId })).to.deep.equal([submission('set-1', claimId), submission('set-2', claimId)])
      expect(await store.claims.submissionsOf({ claimId, setId: 'set-2' })).to.have.length(1)
      await expectFault('ARGUMENT_INVALID', store.claims.submissionsOf({}))
    })

    it('an attempt to one payer is opened by one, also of eight at the same time', async () => {
      const { id: claimId } = await add('TRY-1')
      const attempt = (payerOrder: 'P' | 'S', number: number) => ({
        claimId,
        payerOrder,
        number,
        frequency: number === 1 ? '1' : '7',
        ...(number === 1 ? {} : { replaces: 'ICN-1' }),
        partnerId: 'acorn',
        fileId: 'file-1',
        at,
      })
      const taken = await Promise.all(Array.from({ length: 8 }, () => store.claims.addAttempt(attempt('P', 1))))
      expect(taken.filter(Boolean)).to.have.length(1)
      expect(await store.claims.addAttempt(attempt('S', 1))).to.equal(true)
      expect(await store.claims.addAttempt(attempt('P', 2))).to.equal(true)
      expect(await store.claims.addAttempt(attempt('P', 2))).to.equal(false)
      expect(await store.claims.attemptsOf(claimId)).to.deep.equal([attempt('P', 1), attempt('S', 1), attempt('P', 2)])
    })

    it('lists newest first, by every filter', async () => {
      const all = await allPages((paging) => store.claims.list(paging))
      expect(all.map(({ id }) => id)).to.deep.equal(
        all
          .map(({ id }) => id)
          .toSorted()
          .toReversed(),
      )
      expect((await store.claims.list({ state: 'paid' })).items).to.have.length(all.filter(({ state }) => state === 'paid').length)
      expect(numbersOf((await store.claims.list({ patientControlNumber: 'A-1', partnerId: 'acorn' })).items)).to.deep.equal(['A-1'])
      expect((await store.claims.list({ submissionState: 'SendUncertain' })).items).to.deep.equal([])
    })

    it('no amount is lost or rounded, up to the largest safe one', async () => {
      const { id } = await add('BIG-1', { chargeCents: Number.MAX_SAFE_INTEGER as never })
      expect((await store.claims.find(id))?.chargeCents).to.equal(Number.MAX_SAFE_INTEGER)
      const unsafe = await store.claims
        .add(claimRecord(practiceId, 'BIG-2', { chargeCents: (2 ** 53) as never }))
        .catch((error: unknown) => error)
      expect(unsafe).to.be.instanceOf(RangeError)
      await rawSql(database.settings, ['UPDATE claim SET charge_cents = ? WHERE id = ?', [9_007_199_254_740_993n, id]])
      await expectFault('INTERNAL', store.claims.find(id))
      await rawSql(database.settings, ['UPDATE claim SET charge_cents = 1 WHERE id = ?', [id]])
    })
  })
})
