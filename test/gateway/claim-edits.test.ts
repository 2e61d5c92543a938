// The edits of the practice on the way out: told once beside the guide, by field in JSON and by element in an 837, and kept.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { checkClaims, type SubmitReport } from '../../src/gateway/index.js'
import type { Store } from '../../src/store/index.js'
import { withDatabases } from '../support/databases.js'
import { payerRules } from '../support/edit-facts.js'
import { acorn, chunksOf, gatewayOn, sample, submitBytes } from '../support/gateway.js'

/** As production, which the partner below is sent. */
const file = sample('scenarios/01-simple-paid.837').toString('latin1').replace('*T*:', '*P*:')
const example = (name: string) => readFileSync(`samples/claims/${name}.json`, 'utf8')
const visit = example('professional/office-visit')

const home = acorn({ payers: ['60001'], usage: 'P' })

/** "error edit-npi-form 2010AA/NM109 segment 8 offset 430", with a pointer in place of the last two for JSON. */
function told({ findings }: Pick<SubmitReport, 'findings'>): string[] {
  return findings.map(({ severity, rule, code, path, pointer, segment, offset }) =>
    [severity, rule ?? code, path, pointer ?? `segment ${segment} offset ${offset}`].join(' '),
  )
}

withDatabases((_database, openStore) => {
  describe('edits of claims on their way out', () => {
    let store: Store

    beforeEach(async () => {
      store = await openStore()
    })

    afterEach(() => store.close())

    const gateway = (change: Parameters<typeof gatewayOn>[1] = {}) =>
      gatewayOn(store, { partners: [home], defaultPartner: home, ...change })

    describe('in an 837', () => {
      it('stand at segment, byte and element, and keep the claim from being sent', async () => {
        const wrong = file.replace('HC:99213', 'HC:9921X')
        const report = await submitBytes(gateway(), wrong)
        expect(report.outcome).to.equal('refused')
        expect(told(report)).to.deep.equal([`error edit-procedure-form 2400/SV101-2 segment 24 offset ${wrong.indexOf('SV1*')}`])
        const [kept] = await store.interchanges.findings(report.fileId)
        expect(kept?.at).to.deep.include({ element: 1, component: 2 })
        expect(kept).to.deep.include({ interchange: '000000501', group: '501', transactionSet: '0001' })
      })

      it('are not told where the guide tells the same', async () => {
        const report = await submitBytes(gateway(), file.replace('XX*1999000015', 'XX*1999000016'))
        expect(report.findings.map(({ code }) => code)).to.deep.equal(['NPI_INVALID'])
      })

      it('take the place of what the guide only doubts', async () => {
        const tomorrow = file.replace('D8*20261005', 'D8*20261124')
        const report = await submitBytes(gateway(), tomorrow)
        expect(report.outcome).to.equal('refused')
        expect(told(report)).to.deep.equal([`error edit-service-in-past 2400/DTP03 segment 25 offset ${tomorrow.indexOf('DTP*472')}`])
      })

      it('about the billing provider are told once for all its claims', async () => {
        const mailbox = sample('scenarios/21-ack-lifecycle.837')
          .toString('latin1')
          .replace('19661312', '19661212')
          .replace('*T*:', '*P*:')
          .replace('N3*12 MILL STREET', 'N3*PMB 12')
        const { findings } = await submitBytes(gateway(), mailbox)
        const places = findings.filter(({ rule }) => rule === 'edit-address-box').map(({ offset }) => offset)
        expect(places).to.deep.equal([mailbox.indexOf('N3*PMB 12')])
      })

      it('do as the profile says of each, and what it says of the same rule of the guide', async () => {
        const wrong = file.replace('HC:99213', 'HC:9921X').replace('D8*20261005', 'D8*20261124')
        const partner = acorn({
          usage: 'P',
          decisions: { 'edit-procedure-form': 'warn', 'service-before-file': 'pass' },
        })
        const report = await submitBytes(gateway({ partners: [partner], defaultPartner: partner }), wrong)
        expect(report.outcome).to.equal('submitted')
        expect(report.findings.map(({ severity, rule }) => `${severity} ${rule}`)).to.deep.equal([
          'info service-before-file',
          'warning edit-procedure-form',
        ])
        expect((await store.interchanges.findings(report.fileId)).map(({ severity }) => severity)).to.deep.equal(['info', 'warning'])
      })

      it('are not asked of what another system has sent already', async () => {
        const report = await submitBytes(gateway(), file.replace('HC:99213', 'HC:9921X'), { asSent: true })
        expect([report.outcome, report.findings]).to.deep.equal(['submitted', []])
      })
    })

    describe('in JSON', () => {
      it('stand at their fields, all of all claims at once, and nothing is sent', async () => {
        const [first] = JSON.parse(visit.replaceAll('1234567893', '1234567890')) as [object]
        const [second] = JSON.parse(
          example('dental/two-fillings').replace('"18500"', '"18501"').replace('"tooth": "14"', '"tooth": "33"'),
        ) as [object]
        const report = await submitBytes(gateway(), JSON.stringify([first, second]))
        expect(report.outcome).to.equal('refused')
        expect(told(report)).to.deep.equal([
          'error edit-npi-form 2010AA/NM109 /0/billing/npi',
          'error edit-tooth-form 2400/TOO02 /1/lines/1/teeth/0/tooth',
        ])
        expect(report.problems, 'the guide tells the same, and is not heard').to.deep.equal([])
        expect((await store.claims.list({})).items).to.deep.equal([])
      })

      it('are kept when they only warn, beside what the guide doubts in the claim or line', async () => {
        const doubtful = visit
          .replace('"code": "J069"\n      }', '"code": "J069"\n      }, { "code": "E119" }')
          .replace('"diagnosisPointers"', '"placeOfService": "11", "diagnosisPointers"')
        const report = await submitBytes(gateway(), doubtful)
        expect(report.outcome).to.equal('submitted')
        expect(told(report)).to.deep.equal([
          'warning edit-diagnosis-unused 2300/HI02-2 /0/diagnoses/1',
          'warning place-of-line-differs 2400/SV105 /0/lines/0',
        ])
        expect((await store.interchanges.findings(report.fileId)).map(({ detail }) => detail.pointer)).to.deep.equal([
          '/0/diagnoses/1',
          '/0/lines/0',
        ])
      })

      it('know what the payer wants from the settings', async () => {
        const rules = [payerRules({ filingDays: 60, authorization: ['992*'], memberId: 'M\\d{9}' }), payerRules({ id: '60002' })]
        const report = await submitBytes(gateway({ payerRules: rules }), visit)
        expect(told(report)).to.deep.equal([
          'error edit-member-of-payer 2010BA/NM109 /0/coverages/0/memberId',
          'warning edit-authorization 2400/REF /0/lines/0/authorization',
          'error edit-filing-late 2400/DTP03 /0/lines/0/from',
        ])
        expect(report.findings.at(-1)?.message).to.include('until 2026-11-13')
      })

      it('know a partner who does not reach the payer', async () => {
        const other = acorn({ id: 'other', payers: ['77777'] })
        const report = await submitBytes(gateway({ partners: [home, other] }), visit, { partnerId: 'other' })
        expect(told(report)).to.deep.equal(['warning edit-payer-route 2010BB/NM109 /0/coverages/0/payer/id'])
      })
    })

    describe('and what was sent before', () => {
      const again = visit.replaceAll('EXP00001', 'EXP00777')

      it('the same service under another number is doubtful, and names the other claim', async () => {
        await submitBytes(gateway(), visit)
        const report = await submitBytes(gateway(), again)
        expect(told(report)).to.deep.equal(['warning edit-service-sent-before 2400/LX01 /0/lines/0'])
        expect(report.findings[0]?.message).to.include('claim EXP00001 has the same service')
      })

      it('on another day, or of another patient, it is not', async () => {
        await submitBytes(gateway(), visit)
        expect(told(await submitBytes(gateway(), again.replace('2026-09-14', '2026-09-15')))).to.deep.equal([])
        expect(
          told(await submitBytes(gateway(), again.replaceAll('EXP00777', 'EXP00778').replaceAll('1961-09-12', '1962-09-12'))),
        ).to.deep.equal([])
      })

      it('a void takes it out of the way', async () => {
        const [sent] = (await submitBytes(gateway(), visit)).claims
        const decided = { at: gateway().clock(), event: '835 paid', submissionState: 'PayerAccepted', state: 'paid' } as const
        await store.claims.record({ claimId: sent?.claimId ?? '', ...decided })
        const withdrawal = visit.replace('"frequency": "1"', '"frequency": "8", "originalPayerClaimNumber": "ICN1"')
        expect((await submitBytes(gateway(), withdrawal)).outcome).to.equal('submitted')
        expect(told(await submitBytes(gateway(), again))).to.deep.equal([])
      })
    })

    it('compare the claims of one file with each other, in an 837 as in JSON', async () => {
      const rule = 'edit-service-sent-before'
      const [first] = JSON.parse(visit) as [Record<string, unknown>]
      const twice = JSON.stringify([first, { ...first, patientControlNumber: 'EXP00099' }])
      const report = await submitBytes(gateway(), twice)
      expect(told(report)).to.deep.equal([`warning ${rule} 2400/LX01 /1/lines/0`])
      expect(report.findings[0]?.message).to.include('EXP00001')
      const set = /ST\*[^]*(?=GE\*)/.exec(file)?.[0] ?? ''
      const second = set
        .replaceAll('*0001*', '*0002*')
        .replace(/(SE\*\d+\*)0001/, '$10002')
        .replace('CLM*RB000101', 'CLM*RB000199')
      const two = file.replace(set, set + second).replace('GE*1*', 'GE*2*')
      expect(told(await submitBytes(gateway(), two)).map((line) => line.replace(/ segment.*/, ''))).to.deep.equal([
        `warning ${rule} 2400/LX01`,
      ])
    })

    describe('rehearsed', () => {
      const rehearse = (text: string, own = gateway()) => {
        const { submit, clock } = own
        return checkClaims(store, submit, { name: 'claims.json', source: 'command-line', at: clock() }, () => chunksOf(Buffer.from(text)))
      }

      it('for a partner who holds claims tells the same, and nothing waits', async () => {
        const holding = acorn({ ...home, batch: { hold: true, cutOffs: [], timeZone: 'UTC', holidays: [], onWeekends: true } })
        const own = gateway({ partners: [holding], defaultPartner: holding })
        for (const text of [visit, file]) {
          const { outcome, problems, findings, claims, partners } = await rehearse(text, own)
          expect([outcome, problems, findings, claims.length, partners]).to.deep.equal(['passed', [], [], 1, ['acorn']])
        }
        expect((await rehearse(visit.replaceAll('1234567893', '1234567890'), own)).outcome).to.equal('refused')
        expect(await store.heldClaims.summary()).to.deep.equal([])
        expect((await store.claims.list({})).items).to.deep.equal([])
      })

      it('tells what submit would, and leaves nothing behind', async () => {
        const passed = await rehearse(visit)
        expect(passed).to.deep.include({ outcome: 'passed', partners: ['acorn'], findings: [], problems: [] })
        expect(passed.claims).to.deep.equal([{ patientControlNumber: 'EXP00001', chargeCents: 15_000 }])
        const refused = await rehearse(file.replace('HC:99213', 'HC:9921X'))
        expect(refused.outcome).to.equal('refused')
        expect(refused.findings.map(({ rule }) => rule)).to.deep.equal(['edit-procedure-form'])
        expect((await store.files.list({})).items).to.deep.equal([])
        expect((await store.outbox.list({})).items).to.deep.equal([])
        expect((await store.claims.list({})).items).to.deep.equal([])
        const [first] = (await submitBytes(gateway(), visit)).sending
        expect(first?.interchangeControl, 'no number was used').to.equal('000000001')
        expect((await rehearse(visit)).outcome).to.equal('duplicate')
      })
    })
  })
})
