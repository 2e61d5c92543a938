// Claims handed in: from a practice-management system's 837 or from JSON, checked, numbered and written for their partner.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Partner } from '../../src/domain/index.js'
import type { SubmitReport } from '../../src/gateway/index.js'
import { loadSchemas, validateFile } from '../../src/schema/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { acorn, breaches, bytesOf, chunksOf, gatewayOn, sample, schemas, submitBytes, type TestGateway } from '../support/gateway.js'
import { faultOf } from '../exchange/remote-folder.contract.js'

const one = sample('scenarios/01-simple-paid.837').toString('latin1')
/** Two sets, four claims; its last one has a birthday in a thirteenth month, which is mended here. */
const four = sample('scenarios/21-ack-lifecycle.837').toString('latin1').replace('19661312', '19661212')
const json = readFileSync('samples/demo/claims.json', 'utf8')

type Json = Record<string, unknown>
const jsonClaims = JSON.parse(json) as Json[]

function jsonOf(...changes: readonly Json[]): string {
  return JSON.stringify(changes.map((change, index) => ({ ...jsonClaims[index], ...change })))
}

const home = acorn({ payers: ['60001', '60002'] })
const other = acorn({
  id: 'other',
  them: { qualifier: 'ZZ', id: 'OTHEREDI', applicationId: 'OTHEREDI' },
  payers: ['99999'],
  envelope: { ...acorn().envelope, element: '|', component: '>', terminator: "'", repetition: '!', lineEnd: '' },
})

/** Segments between ST and SE, each set by itself, without the delimiters' particulars. */
function setsIn(file: string): string[] {
  const element = file.charAt(3)
  const component = file.charAt(104)
  const terminator = file.charAt(105)
  const segments = file.split(terminator).map((segment) => segment.trim())
  const sets: string[][] = []
  for (const segment of segments) {
    if (segment.startsWith(`ST${element}`)) sets.push([])
    else if (!/^(ISA|GS|SE|GE|IEA)/.test(segment) && segment !== '') sets.at(-1)?.push(segment)
  }
  return sets.map((set) => set.join('~').replaceAll(element, '*').replaceAll(component, ':'))
}

withDatabases((_database, openStore) => {
  describe('submit', () => {
    let store: Store
    let gateway: TestGateway

    beforeEach(async () => {
      store = await openStore()
      gateway = gatewayOn(store, { partners: [home, other], defaultPartner: home })
    })

    afterEach('the books hold', async () => {
      expect(await breaches(store)).to.deep.equal([])
      await store.close()
    })

    async function sentBytes({ sending }: SubmitReport, index = 0): Promise<string> {
      const row = await store.outbox.find(sending[index]?.outboxId ?? '')
      return (await bytesOf(store, row?.fileId ?? '')).toString('latin1')
    }

    async function nothingLeft(report: SubmitReport): Promise<void> {
      expect(report.outcome).to.equal('refused')
      expect(report.sending).to.deep.equal([])
      expect((await store.outbox.list({})).items).to.deep.equal([])
      expect((await store.claims.list({})).items).to.deep.equal([])
      expect((await store.files.list({ direction: 'out' })).items, 'no bytes under a number that was given back').to.deep.equal([])
    }

    function told(report: SubmitReport): string[] {
      const errors = report.findings.filter(({ severity }) => severity === 'error')
      return errors.map(({ code, path, segment, offset }) => `${code} ${path} ${segment} ${offset}`)
    }

    describe('an 837 file', () => {
      it('goes out with every segment of its sets, in our envelope, under our numbers', async () => {
        const report = await submitBytes(gateway, four)
        expect(report.outcome).to.equal('submitted')
        const sent = await sentBytes(report)
        expect(setsIn(sent)).to.deep.equal(setsIn(four))
        expect(sent.slice(0, 106)).to.match(
          /^ISA\*00\* {10}\*00\* {10}\*ZZ\*RIVERBEND {6}\*ZZ\*ACORNEDI {7}\*261123\*1200\*\^\*00501\*000000001\*1\*T\*:~$/,
        )
        expect((await validateFile(chunksOf(Buffer.from(sent)), schemas)).findings).to.deep.equal([])
        expect(report.claims.map(({ patientControlNumber, submissionState }) => [patientControlNumber, submissionState])).to.deep.equal([
          ['RB002101', 'Batched'],
          ['RB002102', 'Batched'],
          ['RB002103', 'Batched'],
          ['RB002104', 'Batched'],
        ])
        expect(await store.ledger.balances(), 'nothing is owed before it is sent').to.deep.equal({})
      })

      it('goes out in the delimiters of its partner', async () => {
        const sent = await sentBytes(await submitBytes(gateway, four, { partnerId: 'other' }))
        expect(sent.charAt(3) + sent.charAt(104) + sent.charAt(105)).to.equal("|>'")
        expect(sent).to.include('HI|ABK>J069')
        expect(setsIn(sent)).to.deep.equal(setsIn(four))
      })

      it('holds a delimiter of its partner in its data: refused at that very place, unless others may be chosen', async () => {
        const file = one.replace('ALVAREZ*ANA', 'ALVAREZ*ANA|MARIA')
        const report = await submitBytes(gateway, file, { partnerId: 'other' })
        await nothingLeft(report)
        expect(told(report)).to.deep.equal([`DELIMITER_IN_DATA NM104 14 ${file.indexOf('NM1*IL')}`])
        expect(report.findings.at(-1)?.message).to.match(/\w+ .*[;,] .*\w+/)
        const flexible: Partner = { ...other, envelope: { ...other.envelope, mayChange: true } }
        const second = await submitBytes(gatewayOn(store, { partners: [flexible] }), file, { partnerId: 'other' })
        expect(second.outcome).to.equal('submitted')
        expect(setsIn(await sentBytes(second))).to.deep.equal(setsIn(file))
      })

      it('of two interchanges becomes two files, each to the partner who is its receiver', async () => {
        const theirs = four.replaceAll('ACORNEDI       ', 'OTHEREDI       ').replaceAll('*000000521', '*000000522')
        const report = await submitBytes(gateway, one + theirs)
        expect(report.sending.map(({ partnerId, interchangeControl }) => [partnerId, interchangeControl])).to.deep.equal([
          ['acorn', '000000001'],
          ['other', '000000001'],
        ])
        expect(setsIn(await sentBytes(report, 0))).to.deep.equal(setsIn(one))
        expect(setsIn(await sentBytes(report, 1))).to.deep.equal(setsIn(four))
      })

      it('says that it is a test, to a partner who is sent production: refused, unless the profile allows it', async () => {
        const production: Partner = { ...home, usage: 'P' }
        const through = (partner: Partner, file: string) => submitBytes(gatewayOn(store, { partners: [partner] }), file)
        const report = await through(production, one)
        await nothingLeft(report)
        expect(told(report)).to.deep.equal(['USAGE_DIFFERS ISA15 1 0'])
        expect(told(await through(home, one.replace('*T*:', '*P*:'))), 'nor the other way').to.deep.equal(['USAGE_DIFFERS ISA15 1 0'])
        const allowed = await through({ ...production, decisions: { USAGE_DIFFERS: 'warn' } }, one)
        expect(allowed.findings.map(({ code, severity }) => `${severity} ${code}`)).to.deep.equal(['warning USAGE_DIFFERS'])
        expect((await sentBytes(allowed)).slice(102, 103)).to.equal('P')
      })

      it('to nobody we know goes to the default partner under the names in the file', async () => {
        const report = await submitBytes(gateway, one.replaceAll('ACORNEDI       ', 'SOMEBODY       '))
        expect(report.sending[0]?.partnerId).to.equal('acorn')
        expect(await sentBytes(report)).to.include('*ZZ*SOMEBODY       *')
      })

      it('to nobody we know, without a default partner, is refused in words that say what to do', async () => {
        const fault = await faultOf(submitBytes(gatewayOn(store, { partners: [other] }), one))
        expect(fault.code).to.equal('REFUSED')
        expect(fault.message).to.include('ACORNEDI').and.to.include('--partner')
        expect((await store.outbox.list({})).items).to.deep.equal([])
        expect((await submitBytes(gateway, one)).outcome, 'once the partner is set up').to.equal('submitted')
      })

      it('with a partner that does not exist names those that do', async () => {
        const fault = await faultOf(submitBytes(gateway, one, { partnerId: 'acron' }))
        expect(fault.code).to.equal('ARGUMENT_INVALID')
        expect(fault.message).to.include('acorn, other')
      })
    })

    describe('is refused, with the place in the file that was handed in', () => {
      it('an element that no payer would take', async () => {
        const file = one.replace('DMG*D8*19800214', 'DMG*D8*19801314').replaceAll('\n', '\r\n')
        const report = await submitBytes(gateway, file)
        await nothingLeft(report)
        expect(told(report)).to.deep.equal([`ELEMENT_DATE_INVALID 2010BA/DMG02 17 ${file.indexOf('DMG*')}`])
      })

      it('charges that do not add up', async () => {
        const file = one.replace('CLM*RB000101*150', 'CLM*RB000101*151')
        const report = await submitBytes(gateway, file)
        await nothingLeft(report)
        expect(report.findings.map(({ offset }) => offset)).to.deep.equal([file.indexOf('CLM*')])
      })

      it('two claims of one number', async () => {
        const file = four.replace('CLM*RB002103', 'CLM*RB002102')
        const report = await submitBytes(gateway, file)
        await nothingLeft(report)
        expect(told(report)).to.deep.equal([`CLAIM_REPEATED 2300/CLM01 46 ${file.lastIndexOf('CLM*RB002102')}`])
      })

      it('a claim that is on its way', async () => {
        await submitBytes(gateway, one)
        const file = four.replace('CLM*RB002102', 'CLM*RB000101')
        const report = await submitBytes(gateway, file)
        expect(report.outcome).to.equal('refused')
        expect(told(report)).to.deep.equal([`CLAIM_SENT_BEFORE 2300/CLM01 32 ${file.indexOf('CLM*RB000101')}`])
        expect((await store.claims.list({})).items, 'its neighbours wait with it').to.have.length(1)
        const [next] = (await submitBytes(gateway, four)).sending
        expect(next?.interchangeControl, 'the number of what was refused is given back').to.equal('000000002')
      })

      it('a remittance', async () => {
        const report = await submitBytes(gateway, sample('scenarios/01-simple-paid.835'))
        await nothingLeft(report)
        expect(told(report)).to.deep.equal(['SET_IS_NO_CLAIM ST01 1 163'])
      })

      it('something that is not X12', async () => {
        const report = await submitBytes(gateway, '%PDF-1.7 …')
        await nothingLeft(report)
        expect(told(report)).to.deep.equal(['FILE_NOT_X12  1 0'])
      })

      it('an envelope around nothing', async () => {
        const file = one.replace(/ST\*[^]*(?=GE\*)/, '').replace('GE*1', 'GE*0')
        const report = await submitBytes(gateway, file)
        await nothingLeft(report)
        expect(report.findings.map(({ code }) => code)).to.include('CLAIMS_MISSING')
      })

      it('a file that was cut off, wherever: our envelope never closes what theirs left open', async () => {
        const segments = four.trimEnd().split('\n')
        for (let count = 1; count < segments.length; count += 3) {
          const report = await submitBytes(gateway, segments.slice(0, count).join('\n'))
          expect(report.outcome, `${count} segments`).to.equal('refused')
        }
        expect((await store.outbox.list({})).items).to.deep.equal([])
      })

      it('a file that lost a segment on the way', async () => {
        const report = await submitBytes(gateway, four.replace(/NM1\*82[^~]*~\n/, ''))
        await nothingLeft(report)
        expect(report.findings.map(({ code }) => code)).to.deep.equal(['SEGMENT_COUNT_WRONG'])
      })
    })

    describe('the same again', () => {
      it('the same bytes are a duplicate: the first answer, as things stand now', async () => {
        const before = await submitBytes(gateway, one)
        const again = await submitBytes(gateway, one, {}, 'again.edi')
        expect(again).to.deep.equal({ ...before, file: 'again.edi', outcome: 'duplicate' })
        expect((await store.outbox.list({})).items).to.have.length(1)
      })

      it('the same bytes five times at once are submitted once, and stay so', async () => {
        const reports = await Promise.all(Array.from({ length: 5 }, () => submitBytes(gateway, four)))
        expect(reports.map(({ outcome }) => outcome).toSorted()).to.deep.equal([...Array<string>(4).fill('duplicate'), 'submitted'])
        expect((await store.outbox.list({})).items).to.have.length(1)
        expect((await submitBytes(gateway, four)).outcome).to.equal('duplicate')
        expect((await store.files.list({ direction: 'intake' })).items.map(({ state }) => state)).to.deep.equal(['done'])
      })

      it('what was refused may be tried again once the settings allow it', async () => {
        const file = one.replace('DMG*D8*19800214', 'DMG*D8*19801314')
        expect((await submitBytes(gateway, file)).outcome).to.equal('refused')
        const lenient = acorn({ decisions: { ELEMENT_DATE_INVALID: 'warn' } })
        const report = await submitBytes(gatewayOn(store, { partners: [lenient] }), file)
        expect(report.outcome).to.equal('submitted')
        expect(report.findings.map(({ severity }) => severity)).to.deep.equal(['warning'])
      })

      it('a decision on one rule speaks of that rule alone', async () => {
        const file = one.replace('SV1*HC:99213*150*UN*1', 'SV1*HC:99213*150*UN*0')
        expect((await submitBytes(gateway, file)).outcome).to.equal('refused')
        const outcomeWith = async (decisions: Partner['decisions']) =>
          (await submitBytes(gatewayOn(store, { partners: [acorn({ decisions })] }), file)).outcome
        expect(await outcomeWith({ 'line-charge-not-negative': 'pass' })).to.equal('refused')
        expect(await outcomeWith({ 'line-quantity': 'warn' })).to.equal('submitted')
      })

      it('what a partner asks for beyond the guide is asked before anything is sent', async () => {
        const withCompanions = loadSchemas('schemas', { companions: 'config/companions' })
        const strict = acorn({ companions: ['acorn-837p'] })
        const { outcome, findings } = await submitBytes(
          gatewayOn(store, { partners: [strict], schemas: withCompanions }),
          one.replace('*CH~', '*RP~'),
        )
        expect([outcome, ...findings.map(({ code, path, snip }) => `${code} ${path} ${snip}`)]).to.deep.equal([
          'refused',
          'ELEMENT_CODE_INVALID BHT06 7',
        ])
      })

      it('a claim that was rejected goes again under its number, and a replacement or void of one that was paid', async () => {
        await submitBytes(gateway, one)
        const [claim] = (await store.claims.list({})).items
        await store.claims.record({ claimId: claim?.id ?? '', at: gateway.clock(), event: '999 R', submissionState: 'SyntaxRejected' })
        const again = one.replace('*BT0000000501*', '*BT0000000502*')
        expect((await submitBytes(gateway, again)).claims.map(({ submissionState }) => submissionState)).to.deep.equal(['Batched'])
        await store.claims.record({
          claimId: claim?.id ?? '',
          at: gateway.clock(),
          event: '835 paid',
          submissionState: 'PayerAccepted',
          state: 'paid',
        })
        const changed = one
          .replace('CLM*RB000101*150***11:B:1', 'CLM*RB000101*140***11:B:7')
          .replace('HI*ABK', 'REF*F8*AC26101001~\nHI*ABK')
          .replace('SV1*HC:99213*150', 'SV1*HC:99213*140')
          .replace('SE*27', 'SE*28')
        const replacement = await submitBytes(gateway, changed)
        expect(replacement.findings).to.deep.equal([])
        expect(replacement.claims.map(({ submissionState, chargeCents }) => [submissionState, chargeCents])).to.deep.equal([
          ['Batched', 14_000],
        ])
        const timeline = await store.claims.timeline(claim?.id ?? '')
        expect(timeline.map(({ event }) => event)).to.deep.equal([
          'batched',
          '999 R',
          'new attempt',
          'batched',
          '835 paid',
          'superseded',
          'new attempt',
          'batched',
        ])
      })
    })

    describe('JSON claims', () => {
      it('become one valid 837 for the partner who serves their payer', async () => {
        const report = await submitBytes(gateway, json)
        expect(report.outcome).to.equal('submitted')
        expect(report.sending.map(({ partnerId }) => partnerId)).to.deep.equal(['acorn'])
        const sent = await sentBytes(report)
        expect((await validateFile(chunksOf(Buffer.from(sent)), schemas)).findings).to.deep.equal([])
        for (const { patientControlNumber } of jsonClaims) expect(sent).to.include(`CLM*${String(patientControlNumber)}*`)
      })

      it('are cut into sets of as many as the partner takes, each with a batch number of its own', async () => {
        const small = gatewayOn(store, { partners: [{ ...home, limits: { claimsPerSet: 1 } }] })
        const sent = await sentBytes(await submitBytes(small, json))
        expect(sent.match(/BHT\*0019\*00\*RIVERBEND\d{9}/g)).to.have.length(jsonClaims.length)
        expect(new Set(sent.match(/BHT\*0019\*00\*RIVERBEND\d{9}/g)).size).to.equal(jsonClaims.length)
      })

      it('of several kinds go out in one file, a functional group for each kind and sets of one kind alone', async () => {
        const examples = [
          'professional/office-visit',
          'dental/first-crown',
          'institutional/inpatient-stay',
          'dental/cleaning',
          'professional/ambulance-transport',
        ].flatMap((name) => JSON.parse(sample(`claims/${name}.json`).toString()) as Json[])
        const report = await submitBytes(gateway, JSON.stringify(examples))
        expect(report.problems).to.deep.equal([])
        expect(report.outcome).to.equal('submitted')
        const sent = await sentBytes(report)
        expect((await validateFile(chunksOf(Buffer.from(sent)), schemas)).findings).to.deep.equal([])
        expect(
          sent.match(/GS\*HC\*[^~]*?\*(\w+)~|ST\*837\*[^~]*|CLM\*\w+/g)?.map((found) => found.replace(/GS\*.*\*/, 'GS ')),
        ).to.deep.equal([
          'GS 005010X222A1~',
          'ST*837*0001*005010X222A1',
          'CLM*EXP00001',
          'CLM*EXP00008',
          'GS 005010X223A2~',
          'ST*837*0001*005010X223A2',
          'CLM*EXI00001',
          'GS 005010X224A2~',
          'ST*837*0001*005010X224A2',
          'CLM*EXD00006',
          'CLM*EXD00001',
        ])
        const { items } = await store.claims.list({})
        expect(items.map(({ claim: { kind, chargeCents } }) => `${kind} ${chargeCents}`)).to.have.members(
          examples.map(({ kind, chargeCents }) => `${String(kind)} ${String(chargeCents)}`),
        )
        expect(items.map(({ document }) => document)).to.have.deep.members(examples)
      })

      it('are refused with a pointer to each that is wrong', async () => {
        const shape = await submitBytes(gateway, jsonOf({}, { chargeCents: 'much' }))
        expect(shape.outcome).to.equal('refused')
        expect(shape.problems.map(({ pointer }) => pointer)).to.deep.equal(['/1/chargeCents'])
        const sum = await submitBytes(gateway, jsonOf({}, { chargeCents: 1 }))
        const errors = sum.findings.filter(({ severity }) => severity === 'error')
        expect(errors.map(({ pointer, rule }) => [pointer, rule])).to.deep.equal([['/1/chargeCents', 'edit-charge-sum']])
        expect(sum.problems, 'told once').to.deep.equal([])
        const twice = await submitBytes(gateway, JSON.stringify([jsonClaims[0], jsonClaims[0]]))
        expect(twice.outcome).to.equal('refused')
        expect(twice.problems).to.have.length(1)
        await nothingLeft(twice)
      })

      it('whose form is wrong keep no other claim, and no other part of themselves, from the edits', async () => {
        const [first, second] = jsonClaims as [Json, Json]
        const { problems, findings } = await submitBytes(
          gateway,
          JSON.stringify([
            { ...first, colour: 'blue', billing: { ...(first.billing as Json), npi: '1234567890' } },
            { ...second, chargeCents: 1 },
            { kind: 'professional' },
          ]),
        )
        const [unknown, ...others] = problems.map(({ pointer }) => pointer)
        expect(unknown).to.equal('/0/colour')
        expect(
          others.every((pointer) => pointer.startsWith('/2')),
          others.join(),
        ).to.equal(true)
        const errors = findings.filter(({ severity }) => severity === 'error')
        expect(errors.map(({ pointer, rule }) => [pointer, rule])).to.deep.equal([
          ['/0/billing/npi', 'edit-npi-form'],
          ['/1/chargeCents', 'edit-charge-sum'],
        ])
      })

      it('are refused when one was sent before', async () => {
        await submitBytes(gateway, jsonOf({}))
        const report = await submitBytes(gateway, json)
        expect(report.outcome).to.equal('refused')
        expect(report.problems.map(({ pointer }) => pointer)).to.deep.equal(['/0/patientControlNumber'])
      })

      it('that are none', async () => {
        for (const text of ['[]', '{}', '[1]']) {
          const report = await submitBytes(gateway, text)
          expect(report.outcome, text).to.equal('refused')
          expect(report.problems, text).to.have.length.greaterThan(0)
        }
        expect((await faultOf(submitBytes(gateway, '[{'))).code).to.equal('ARGUMENT_INVALID')
      })

      it('are written in the characters of their partner, as its profile says, and each change is told', async () => {
        const plain: Partner = { ...home, characters: { lowerCase: 'raise', accents: 'drop', delimiters: 'blank' } }
        const claim = JSON.parse(sample('claims/professional/dependent-child.json').toString()) as [{ readonly patient: Json }]
        const [child] = claim
        const words = JSON.stringify([{ ...child, patient: { ...child.patient, first: 'Zoë*Renée', last: 'Weiß' } }])
        expect((await submitBytes(gateway, words)).outcome, 'refused by others').to.equal('refused')
        const report = await submitBytes(gatewayOn(store, { partners: [plain] }), words)
        expect(report.outcome, JSON.stringify(report.findings)).to.equal('submitted')
        expect(await sentBytes(report)).to.include('NM1*QC*1*WEISS*ZOE RENEE')
        const changes = report.findings.filter(({ code }) => code === 'WORDS_ADAPTED')
        expect(changes.map(({ pointer, message, severity }) => [pointer, message.replace(/, as.*/, ''), severity])).to.have.deep.members([
          ['/0/patient/last', 'this was written without accents', 'info'],
          ['/0/patient/last', 'this was written in capital letters', 'info'],
          ['/0/patient/first', 'this was written without accents', 'info'],
          ['/0/patient/first', 'this was written in capital letters', 'info'],
          ['/0/patient/first', 'this was written with blanks for delimiters', 'info'],
        ])
      })

      it('whose words hold a delimiter: refused, or written with others where those may be chosen', async () => {
        const { patient, coverages } = jsonClaims[0] as { readonly patient: Json; readonly coverages: readonly Json[] }
        const last = 'HALE*WEST'
        const strange = jsonOf({
          notes: undefined,
          patient: { ...patient, last },
          coverages: coverages.map((coverage) => ({ ...coverage, subscriber: { ...(coverage.subscriber as Json), last } })),
        })
        const report = await submitBytes(gateway, strange)
        expect(report.outcome).to.equal('refused')
        expect(report.findings.map(({ pointer, rule }) => [pointer, rule])).to.deep.include(['/0/patient/last', 'edit-character-delimiter'])
        const flexible = { ...home, envelope: { ...home.envelope, mayChange: true } }
        const second = await submitBytes(gatewayOn(store, { partners: [flexible] }), strange)
        expect(second.problems).to.deep.equal([])
        expect(await sentBytes(second)).to.include('HALE*WEST')
      })
    })

    describe('under an idempotency key', () => {
      const under = (key: string, text: string, options = {}) =>
        submitBytes(gateway, text, { ...options, idempotencyKey: key }, 'claims.json')

      it('the same again gives the first answer, not that of a duplicate', async () => {
        const first = await under('key-1', json)
        expect(await under('key-1', json)).to.deep.equal(first)
        expect(first.outcome).to.equal('submitted')
        expect((await submitBytes(gateway, json)).outcome, 'without the key').to.equal('duplicate')
        expect((await under('key-2', json)).outcome, 'under another key').to.equal('duplicate')
        expect((await store.outbox.list({})).items).to.have.length(1)
      })

      it('a refusal stays the answer, also when the settings have changed', async () => {
        const first = await under('key-1', jsonOf({ chargeCents: 1 }))
        expect(first.outcome).to.equal('refused')
        expect(await under('key-1', jsonOf({ chargeCents: 1 }))).to.deep.equal(first)
      })

      it('other content, or the same for another partner, is a conflict, and nothing of it happens', async () => {
        await under('key-1', jsonOf({}))
        for (const again of [under('key-1', json), under('key-1', jsonOf({}), { partnerId: 'other' })])
          expect((await faultOf(again)).code).to.equal('CONFLICT')
        expect((await store.claims.list({})).items).to.have.length(1)
      })

      it('five at once are one submission with one answer', async () => {
        const reports = await Promise.all(Array.from({ length: 5 }, () => under('key-1', json)))
        for (const report of reports) expect(report).to.deep.equal(reports[0])
        expect((await store.outbox.list({})).items).to.have.length(1)
      })

      it('a first try that was cut off after its work is answered as what it was', async () => {
        await submitBytes(gateway, json)
        const [file] = (await store.files.list({ direction: 'intake' })).items
        const request = JSON.stringify([file?.sha256, '', false, false])
        await store.answers.reserve('key-1', createHash('sha256').update(request).digest('hex'), gateway.clock())
        expect((await under('key-1', json)).outcome).to.equal('submitted')
      })
    })

    describe('CSV claims', () => {
      const csv = sample('claims/csv/professional.csv').toString()

      it('become one valid 837, as the same claims in JSON do', async () => {
        const report = await submitBytes(gateway, csv, {}, 'claims.csv')
        expect([report.outcome, report.problems, report.claims.length]).to.deep.equal(['submitted', [], 3])
        const sent = await sentBytes(report)
        expect((await validateFile(chunksOf(Buffer.from(sent)), schemas)).findings).to.deep.equal([])
        expect(sent).to.include('CLM*CSV00001*182.5***11:B:1*Y*A*Y*Y')
      })

      it('with one bad row are refused, by row and column; those without go when asked, and the others later', async () => {
        const bad = csv.replace('9/12/1961', '9/31/1961')
        const refused = await submitBytes(gateway, bad, {}, 'claims.csv')
        await nothingLeft(refused)
        expect(refused.problems.map(({ pointer }) => pointer)).to.deep.equal(['/2/patient_birth_date'])
        const partly = await submitBytes(gateway, bad, { acceptGood: true }, 'claims.csv')
        expect([partly.outcome, partly.problems.map(({ pointer }) => pointer)]).to.deep.equal(['submitted', ['/2/patient_birth_date']])
        expect(partly.claims.map(({ patientControlNumber }) => patientControlNumber)).to.deep.equal(['CSV00002', 'CSV00003'])
        const again = await submitBytes(gateway, csv, { acceptGood: true }, 'claims.csv')
        expect(again.claims.map(({ patientControlNumber }) => patientControlNumber)).to.deep.equal(['CSV00001'])
        expect(again.problems.map(({ pointer }) => pointer)).to.deep.equal(['/4/claim_number', '/6/claim_number'])
      })

      it('whose fault only the edits or the guide find are told by their cell, and left out too', async () => {
        const bad = csv.replace('H66.90', 'NOCODE12')
        const refused = await submitBytes(gateway, bad, {}, 'claims.csv')
        const wrong = refused.findings.filter(({ severity }) => severity === 'error')
        expect([refused.outcome, wrong.map(({ pointer }) => pointer)]).to.deep.equal(['refused', ['/4/diagnosis_1']])
        const partly = await submitBytes(gateway, bad, { acceptGood: true }, 'claims.csv')
        expect(partly.claims.map(({ patientControlNumber }) => patientControlNumber)).to.deep.equal(['CSV00001', 'CSV00003'])
        expect(partly.problems[0]?.message).to.match(/^row 4, diagnosis_1: /)
      })

      it('of which none is good are refused', async () => {
        const bad = csv.replaceAll('1234567893', '1234567890123')
        const report = await submitBytes(gateway, bad, { acceptGood: true }, 'claims.csv')
        await nothingLeft(report)
        expect(report.problems).to.have.length.greaterThan(0)
      })
    })

    describe('claims in the JSON of a clearinghouse', () => {
      const request = JSON.parse(sample('clearinghouse-v3/professional/office-visit/in.json').toString()) as Json & {
        readonly claimInformation: Json & { readonly serviceLines: readonly Json[] }
      }
      const withInformation = (change: Json): string =>
        JSON.stringify({ ...request, claimInformation: { ...request.claimInformation, ...change } })

      it('go the way of all claims, one or several of either kind', async () => {
        const stay = JSON.parse(sample('clearinghouse-v3/institutional/inpatient-stay/in.json').toString()) as Json
        const report = await submitBytes(gateway, JSON.stringify([request, stay]), {}, 'request.json')
        expect([report.outcome, report.problems, report.claims.length]).to.deep.equal(['submitted', [], 2])
        expect((await validateFile(chunksOf(Buffer.from(await sentBytes(report))), schemas)).findings).to.deep.equal([])
        expect(
          (await submitBytes(gateway, JSON.stringify(request))).problems.map(({ pointer }) => pointer),
          'one alone, again',
        ).to.deep.equal(['/claimInformation/patientControlNumber'])
      })

      it('are told what the edits and the guide find by the fields of the request', async () => {
        const [line] = request.claimInformation.serviceLines
        const service = { ...(line?.professionalService as Json), procedureCode: '9921X' }
        const report = await submitBytes(gateway, withInformation({ serviceLines: [{ ...line, professionalService: service }], colour: 1 }))
        expect([report.outcome, report.problems.map(({ pointer }) => pointer)]).to.deep.equal(['refused', ['/claimInformation/colour']])
        expect(report.findings.map(({ pointer, rule }) => [pointer, rule])).to.deep.equal([
          ['/claimInformation/serviceLines/0/professionalService/procedureCode', 'edit-procedure-form'],
        ])
        const guide = await submitBytes(gateway, withInformation({ claimFilingCode: 'XX' }))
        expect([guide.outcome, guide.problems.map(({ pointer }) => pointer)]).to.deep.equal(['refused', ['']])
      })

      it('marked as a test do not go to a partner who is sent production', async () => {
        const production = gatewayOn(store, { partners: [{ ...home, usage: 'P' }] })
        const report = await submitBytes(production, JSON.stringify(request))
        expect([report.outcome, report.problems.map(({ message }) => message.slice(0, 12))]).to.deep.equal(['refused', ['ISA15 says T']])
      })

      it('are taken for what the caller says they are', async () => {
        const report = await submitBytes(gateway, '{"subscriber": {}}', { format: 'clearinghouse-v3' })
        expect(report.problems.map(({ pointer }) => pointer)).to.include.members(['/tradingPartnerServiceId', '/claimInformation'])
        expect((await submitBytes(gateway, JSON.stringify(request), { format: 'json' })).outcome).to.equal('submitted')
      })
    })

    describe('as sent by another system', () => {
      it('is recorded with its own numbers, and its charges are owed', async () => {
        const report = await submitBytes(gateway, four, { asSent: true })
        expect(report.sending).to.deep.equal([])
        expect(report.claims.map(({ submissionState }) => submissionState)).to.deep.equal(['Sent', 'Sent', 'Sent', 'Sent'])
        expect(await store.ledger.balances()).to.deep.equal({ 'AR:P': 62_000, REVENUE: -62_000 })
        expect((await submitBytes(gateway, four, { asSent: true })).outcome).to.equal('duplicate')
        expect((await store.outbox.list({})).items).to.deep.equal([])
      })

      it('what is no claim file is refused', async () => {
        expect((await submitBytes(gateway, 'rubbish', { asSent: true })).findings.map(({ code }) => code)).to.deep.equal(['FILE_NOT_X12'])
      })
    })
  })
})
