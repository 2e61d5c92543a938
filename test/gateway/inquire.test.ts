// Asking payers where claims stand: who is asked about, once, what the answers move, and what people are told.
import { expect } from 'chai'
import type { StatusAnswer, StatusInformation, StatusQuestion } from '../../src/domain/index.js'
import { claimTimeline } from '../../src/gateway/index.js'
import { validateFile } from '../../src/schema/index.js'
import type { ClaimRecord, Store } from '../../src/store/index.js'
import { type IsoDate, toCents } from '../../src/values/index.js'
import { crashingStore, Killed } from '../story/crashing-store.js'
import { withDatabases } from '../support/databases.js'
import { acorn, bytesOf, gatewayOn, receiveBytes, sample, schemas, stillClock, submitBytes, type TestGateway } from '../support/gateway.js'
import { answerTo, questionsIn, status, statusAnswerFile } from '../support/status-answer-file.js'

const day = 86_400_000
/** Of four claims; of the fourth it is not known when the patient was born, so that no 276 can ask about it. */
const numbers = ['RB002101', 'RB002102', 'RB002103'] as const
const unaskable = 'RB002104'
const partner = acorn({ inquiry: { automatic: true, everyDays: 7, claimsPerFile: 1000 } })

interface World extends TestGateway {
  readonly clock: ReturnType<typeof stillClock>
}

function worldOn(store: Store, clock = stillClock('2026-11-23T12:00:00.000Z')): World {
  return { ...gatewayOn(store, { partners: [partner], clock }), clock }
}

/** Claims, sent by another system through Acorn a fortnight and a day ago, and never heard of since. */
async function sent(store: Store): Promise<World> {
  const world = worldOn(store)
  await submitBytes(world, sample('scenarios/21-ack-lifecycle.837'), { asSent: true })
  world.clock.advance(15 * day)
  return world
}

async function claim(store: Store, number: string): Promise<ClaimRecord> {
  const [record] = await store.claims.byNumbers([number])
  if (record === undefined) throw new Error(`no claim ${number}`)
  return record
}

/** Asks about all that is late; gives the questions by claim. */
async function asked(world: World): Promise<Map<string, StatusQuestion>> {
  const { files } = await world.inquire.overdue()
  const { items } = await world.store.outbox.list({ limit: 500 })
  const row = items.find(({ name }) => name === files[0]?.name)
  return row === undefined ? new Map() : questionsIn(world.store, row.fileId)
}

function questionOf(questions: ReadonlyMap<string, StatusQuestion>, number: string): StatusQuestion {
  const question = questions.get(number)
  if (question === undefined) throw new Error(`${number} was not asked about`)
  return question
}

async function openItems(store: Store): Promise<string[]> {
  const { items } = await store.workItems.list({ state: 'open', limit: 500 })
  return items
    .flatMap(({ type, claim: number }) => (type.startsWith('overdue') && type !== 'overdue-277' ? [] : `${type} ${number ?? ''}`.trim()))
    .toSorted()
}

async function stateOf(store: Store, number: string): Promise<string> {
  const { submissionState, state, inquiryState = '' } = await claim(store, number)
  return `${submissionState} ${state} ${inquiryState}`
}

withDatabases((database, openStore) => {
  describe('status inquiries', () => {
    let store: Store
    let world: World
    beforeEach(async () => {
      store = await openStore()
      world = await sent(store)
    })
    afterEach(() => store.close())

    async function answer(
      question: StatusQuestion,
      statuses: readonly StatusInformation[],
      change: Partial<NonNullable<StatusAnswer['claim']>> = {},
    ) {
      return receiveBytes(world, statusAnswerFile([answerTo(question, statuses, change)]))
    }

    it('ask about every claim that is late in one 276 without a finding, and about none of them twice', async () => {
      expect((await world.inquire.overdue({ dryRun: true })).asked).to.have.length(3)
      expect((await store.outbox.list({})).items).to.deep.equal([])

      const { files, asked: claims, notAsked } = await world.inquire.overdue()
      expect([files.length, claims.map(({ patientControlNumber }) => patientControlNumber).toSorted()]).to.deep.equal([1, numbers])
      expect(notAsked.map(({ patientControlNumber, reason, codes }) => [patientControlNumber, reason, codes])).to.deep.equal([
        [unaskable, 'not-valid', ['SITUATION_REQUIRES_SEGMENT']],
      ])
      const [row] = (await store.outbox.list({})).items
      const { interchanges, findings } = await validateFile([await bytesOf(store, row?.fileId ?? '')], schemas)
      const sets = interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.transactionSets))
      expect([row?.kind, sets.map(({ guide, verdict }) => [guide, verdict]), findings]).to.deep.equal([
        '276',
        [['005010X212', 'accepted']],
        [],
      ])

      expect((await world.inquire.overdue()).files).to.deep.equal([])
      const { id } = await claim(store, 'RB002101')
      expect((await world.inquire.claims([id])).notAsked.map(({ reason }) => reason)).to.deep.equal(['asked-already'])
      const { next, steps } = await claimTimeline(world, await claim(store, 'RB002101'))
      expect(next).to.deep.equal({
        owner: 'payer',
        what: 'say where the claim stands (277)',
        since: '2026-12-08T12:00:00.000Z',
        dueOn: '2026-12-10',
        isLate: false,
      })
      const source = steps.at(-1)?.source
      expect(steps.at(-1)?.event).to.equal('status inquired')
      const bytes = Buffer.from(await store.files.slice(source?.fileId ?? '', source ?? { offset: 0, length: 0 })).toString('latin1')
      expect(bytes.split('\n').map((segment) => segment.replace(/(?<=TRN\*1\*).*(?=~)/, '…'))).to.deep.equal([
        'TRN*1*…~',
        'REF*EJ*RB002101~',
        'AMT*T3*150~',
        'DTP*472*D8*20261005~',
      ])
    })

    it('make the payer owe a 277 by a day; its silence is one item, after which the claim may be asked about again', async () => {
      await asked(world)
      const due = async () =>
        (await world.overdue.review()).waits
          .filter(({ answer: kind }) => kind === '277')
          .map(({ owes, dueOn, isLate }) => `${owes} ${dueOn} ${String(isLate)}`)
      expect(new Set(await due())).to.deep.equal(new Set(['payer 60001 2026-12-10 false']))
      world.clock.advance(4 * day)
      expect(new Set(await due())).to.deep.equal(new Set(['payer 60001 2026-12-10 true']))
      expect(await openItems(store)).to.deep.equal(numbers.map((number) => `overdue-277 ${number}`))
      expect((await world.inquire.due(partner)).files, 'by schedule not before a week is over').to.deep.equal([])
      const { id } = await claim(store, 'RB002101')
      expect((await world.inquire.claims([id])).asked).to.have.length(1)
      await world.overdue.review()
      expect(await openItems(store)).to.deep.equal(numbers.slice(1).map((number) => `overdue-277 ${number}`))
      world.clock.advance(4 * day)
      expect((await world.inquire.due(partner)).asked.map(({ patientControlNumber }) => patientControlNumber).toSorted()).to.deep.equal(
        numbers.slice(1),
      )
    })

    it('are answered: the claim follows forwards and backwards, its time line keeps all, and no money moves', async () => {
      const questions = await asked(world)
      const question = questionOf(questions, 'RB002101')
      const before = await store.ledger.balances()
      await answer(question, [status('P1:20')], { payerClaimNumber: 'AC2612080001' })
      expect(await stateOf(store, 'RB002101')).to.equal('PayerAccepted submitted pending')
      expect((await claim(store, 'RB002101')).payerClaimNumber).to.equal('AC2612080001')
      await answer(question, [status('F1:65', { paidCents: toCents(12000), paymentNumber: 'EFT0000901', paidOn: '2026-12-07' as IsoDate })])
      expect(await stateOf(store, 'RB002101')).to.equal('PayerAccepted submitted paid')
      expect((await claimTimeline(world, await claim(store, 'RB002101'))).next).to.deep.equal({
        owner: 'payer',
        what: 'pay (835); it says that it has',
        since: '2026-12-08T12:00:00.000Z',
        dueOn: '2026-12-22',
        isLate: false,
      })
      await answer(question, [status('P2:20')])
      expect(await stateOf(store, 'RB002101')).to.equal('PayerAccepted submitted pending')
      const steps = (await store.claims.timeline((await claim(store, 'RB002101')).id)).filter(({ event }) => event === 'status answered')
      expect(steps.map(({ detail }) => detail?.stc)).to.deep.equal(['P1:20', 'F1:65', 'P2:20'])
      expect(steps[1]?.detail).to.include({ paidCents: 12000, paymentNumber: 'EFT0000901', says: 'paid' })
      expect(await store.ledger.balances()).to.deep.equal(before)
      expect(await openItems(store)).to.deep.equal([])
    })

    it('that the payer has decided wait for the remittance alone, ten business days', async () => {
      const question = questionOf(await asked(world), 'RB002102')
      await answer(question, [status('F2:104')])
      const wait = (await world.overdue.review()).waits.find(({ claim: number }) => number === 'RB002102')
      expect([wait?.answer, wait?.dueOn]).to.deep.equal(['835', '2026-12-22'])
      world.clock.advance(30 * day)
      const { asked: again } = await world.inquire.overdue()
      expect(again.map(({ patientControlNumber }) => patientControlNumber)).to.not.include('RB002102')
    })

    it('that ask something of the practice are work, named by what is needed, until the payer answers otherwise', async () => {
      const questions = await asked(world)
      const codes = ['R4:294', 'A4:35', 'E0:24'] as const
      for (const [index, number] of numbers.entries()) await answer(questionOf(questions, number), [status(codes[index] ?? '')])
      expect(await openItems(store)).to.deep.equal(['claim-not-found RB002102', 'info-requested RB002101', 'inquiry-refused RB002103'])
      const { items } = await store.workItems.list({ state: 'open', type: 'info-requested' })
      expect(items[0]?.facts).to.include({ stc: 'R4:294', says: 'Supporting documentation' })
      const states = await Promise.all(numbers.map((number) => stateOf(store, number)))
      expect(states).to.deep.equal(['PayerAccepted submitted info-requested', 'Sent submitted not-found', 'Sent submitted refused'])
      for (const number of numbers.slice(0, 2)) await answer(questionOf(questions, number), [status('P1:20')])
      await answer(questionOf(questions, 'RB002103'), [status('A7:562:85')])
      expect(await openItems(store)).to.deep.equal(['front-end-rejected RB002103'])
      expect(await stateOf(store, 'RB002103')).to.equal('FrontEndRejected submitted returned')
      const { id } = await claim(store, 'RB002103')
      expect((await world.inquire.claims([id])).notAsked.map(({ reason }) => reason)).to.deep.equal(['not-waiting'])
    })

    it('find their claim by the payer’s number, then by ours with charge and day; what fits none is parked and found later', async () => {
      const questions = await asked(world)
      await answer(questionOf(questions, 'RB002101'), [status('P1:20')], { payerClaimNumber: 'AC1' })
      const lost = { trace: 'OTHER' }
      const { patientControlNumber: _, ...unnamed } = questionOf(questions, 'RB002101').claim
      await answer({ ...questionOf(questions, 'RB002101'), claim: { ...unnamed, ...lost } }, [status('F1:65')], { payerClaimNumber: 'AC1' })
      expect(await stateOf(store, 'RB002101')).to.equal('PayerAccepted submitted paid')
      await answer(questionOf(questions, 'RB002102'), [status('P1:20', { chargedCents: toCents(20000) })], lost)
      expect(await stateOf(store, 'RB002102')).to.equal('PayerAccepted submitted pending')
      const other = await answer(questionOf(questions, 'RB002103'), [status('P1:20', { chargedCents: toCents(1) })], lost)
      expect([other.answers[0]?.isParked, await stateOf(store, 'RB002103')]).to.deep.equal([true, 'Sent submitted asked'])

      // A 277 that comes before the sending of its claim is recorded.
      const fresh = await openStore()
      const early = worldOn(fresh)
      const named = answerTo(questionOf(questions, 'RB002103'), [status('P1:20', { chargedCents: toCents(12000) })], lost)
      const file = statusAnswerFile([named])
      expect((await receiveBytes(early, file)).answers[0]).to.include({ kind: '277', isKnown: false, isParked: true })
      await submitBytes(early, sample('scenarios/21-ack-lifecycle.837'), { asSent: true })
      early.clock.advance(day)
      expect(await early.retryAnswers.due()).to.equal(1)
      expect([await stateOf(fresh, 'RB002103'), await openItems(fresh)]).to.deep.equal(['PayerAccepted submitted pending', []])
    })

    it('are answered for all at once at the level of the receiver or the provider', async () => {
      const question = questionOf(await asked(world), 'RB002101')
      const { payer, receiver, providers } = question
      const { items } = await store.outbox.list({})
      const [set] = await store.interchanges.setsOfFile(items[0]?.fileId ?? '')
      await receiveBytes(
        world,
        statusAnswerFile([{ payer, receiver, receiverAnswer: { trace: set?.reference ?? '', statuses: [status('E1:0:41')] } }]),
      )
      expect(await Promise.all(numbers.map((number) => stateOf(store, number)))).to.deep.equal(numbers.map(() => 'Sent submitted to-ask'))
      expect((await world.inquire.overdue()).asked, 'their system was down: ask again').to.have.length(3)
      await receiveBytes(
        world,
        statusAnswerFile([{ payer, receiver, providers, providerAnswer: { trace: '0', statuses: [status('E0:24:1P')] } }]),
      )
      expect(await openItems(store)).to.deep.equal(numbers.map((number) => `inquiry-refused ${number}`))
    })

    it('that a TA1 or 999 rejects become work, and their claims are to be asked about again', async () => {
      await asked(world)
      const [row] = (await store.outbox.list({})).items
      const [set] = await store.interchanges.setsOfFile(row?.fileId ?? '')
      const interchange = await store.interchanges.find(set?.interchangeId ?? '')
      const group = interchange?.groups[0]
      const envelope = (body: string, control: string) =>
        `ISA*00*          *00*          *ZZ*ACORNEDI       *ZZ*RIVERBEND      *261208*0900*^*00501*${control}*0*T*:~${body}IEA*${body.startsWith('GS') ? 1 : 0}*${control}~`
      const syntax = `GS*FA*ACORNEDI*RIVERBEND*20261208*0900*9*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HR*${group?.control ?? ''}*005010X212~AK2*276*0001*005010X212~IK3*NM1*8*2000*8~IK4*9*67*1~IK5*R*5~AK9*R*1*1*0~SE*8*0001~GE*1*9~`
      const report = await receiveBytes(world, envelope(syntax, '000000901'))
      expect(report.answers[0]).to.deep.include({ kind: '999', isKnown: true })
      expect(await stateOf(store, 'RB002101')).to.equal('Sent submitted to-ask')
      expect((await openItems(store)).filter((item) => item.startsWith('syntax-rejected'))).to.have.length(1)
      const steps = await store.claims.timeline((await claim(store, 'RB002101')).id)
      expect(steps.at(-1)).to.include({ event: 'status inquiry 999 R', inquiryState: 'to-ask' })
      expect((await world.inquire.due(partner)).files, 'by schedule a day later').to.deep.equal([])

      expect(await asked(world)).to.have.property('size', 3)
      const [again] = (await store.outbox.list({})).items
      const [other] = await store.interchanges.setsOfFile(again?.fileId ?? '')
      const { control, date, time } = (await store.interchanges.find(other?.interchangeId ?? '')) ?? {}
      const ta1 = (verdict: string) =>
        envelope(
          `TA1*${control ?? ''}*${date ?? ''}*${time ?? ''}*${verdict}*${verdict === 'A' ? '000' : '006'}~`,
          `00000090${verdict === 'A' ? 2 : 3}`,
        )
      await receiveBytes(world, ta1('A'))
      expect(await stateOf(store, 'RB002101')).to.equal('Sent submitted asked')
      await receiveBytes(world, ta1('R'))
      expect(await stateOf(store, 'RB002101')).to.equal('Sent submitted to-ask')
      expect((await openItems(store)).filter((item) => item.startsWith('interchange-rejected'))).to.have.length(1)
    })

    it('of ten at once, and of two gateways, ask about each claim once', async () => {
      const gateways = [world, worldOn(store, world.clock)]
      const reports = await Promise.all(Array.from({ length: 10 }, (_, index) => (gateways[index % 2] ?? world).inquire.overdue()))
      expect(reports.flatMap((report) => report.asked)).to.have.length(3)
      expect((await store.outbox.list({})).items).to.have.length(1)
    })

    it('killed anywhere, while asking or being answered, take effect once', async function () {
      this.timeout(300_000)
      const stride = database === 'SQLite' ? 7 : 40
      const told = async (from: Store) => {
        const timelines = await Promise.all(numbers.map(async (number) => from.claims.timeline((await claim(from, number)).id)))
        return [
          timelines.map((steps) => steps.map(({ event }) => event).join(', ')),
          (await from.outbox.list({})).items.map(({ name }) => name),
        ]
      }
      const answered = async (on: World, dying: Store): Promise<boolean> => {
        const questions = await asked({
          ...on,
          ...gatewayOn(dying, { partners: [partner], clock: on.clock }),
          store: dying,
          clock: on.clock,
        })
        const bytes = statusAnswerFile([...questions.values()].map((question) => answerTo(question, [status('P1:20')])))
        if (questions.size === 0) return false
        await receiveBytes(gatewayOn(dying, { partners: [partner], clock: on.clock }), bytes)
        return true
      }
      const all = async (point: number) => {
        const on = await sent(await openStore())
        const survived = await answered(on, crashingStore(on.store, point, 'after').store).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error
          return false
        })
        // Taken up again: what was not asked is asked, what came is read, and the partner sends its answer once more.
        await on.inquire.overdue()
        const [row] = (await on.store.outbox.list({})).items
        await on.receive.resume()
        const questions = await questionsIn(on.store, row?.fileId ?? '')
        const asking = [...questions.values()]
        for (const question of asking)
          if ((await claim(on.store, question.claim.patientControlNumber ?? '')).inquiryState === 'asked')
            await receiveBytes(on, statusAnswerFile([answerTo(question, [status('P1:20')])]))
        return { survived, told: await told(on.store), store: on.store }
      }
      const calm = await all(Number.MAX_SAFE_INTEGER)
      expect(calm.survived).to.equal(true)
      let points = 0
      for (let point = 1; ; point += stride) {
        const { survived, told: after, store: used } = await all(point)
        expect(after, `killed after call ${point}`).to.deep.equal(calm.told)
        await used.close()
        if (survived) break
        points += 1
      }
      expect(points, 'places where it was killed').to.be.greaterThan(20 / stride)
      await calm.store.close()
    })
  })
})
