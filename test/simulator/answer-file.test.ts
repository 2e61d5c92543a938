// What the simulator answers to what it is sent, without any network.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { ClaimPayment } from '../../src/domain/index.js'
import { type Answer, answerFile } from '../../src/simulator/answer-file.js'
import { SimulatorMemory } from '../../src/simulator/memory.js'
import { outcomeOf, rules } from '../../src/simulator/rules.js'
import { type Instant, sumCents } from '../../src/values/index.js'
import { claimAnswers, type ReadAnswer, readAnswer, schemas } from './read-answers.js'
import { asSecondary, claimOf, submissionOf } from './submission.js'

const receivedAt = '2026-11-02T09:15:00.000Z' as Instant
const remittedAt = '2026-11-02T10:15:00.000Z' as Instant

describe('simulator answers', () => {
  let folder: string
  let memory: SimulatorMemory

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'x12gw-memory-'))
    memory = new SimulatorMemory(join(folder, 'memory.json'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function answersTo(bytes: Uint8Array): Answer[] {
    return answerFile({ bytes, receivedAt, answeredAt: receivedAt, remittedAt }, { schemas, claimAnswers }, memory)
  }

  function read(bytes: Uint8Array): Map<string, ReadAnswer> {
    return new Map(answersTo(bytes).map((answer) => [answer.kind, readAnswer(answer.bytes)]))
  }

  function paymentOf(number: string, charges: readonly number[]): ClaimPayment {
    const [remittance] = read(submissionOf('000000001', [claimOf({ number, charges })])).get('835')?.remittances ?? []
    const [payment] = remittance?.payments ?? []
    if (payment === undefined) throw new Error('there is no payment')
    return payment
  }

  it('answers a good file with TA1, 999, 277CA and 835, each without a single finding', () => {
    const numbers = ['RB01', 'RB02', 'RB03', 'RB04', 'RB05', 'RB06', 'RB07', 'RB08', 'RB09', 'RB00', 'RB12', 'RB15', 'RB25', 'RB35', 'RB18']
    const claims = numbers.map((number) => claimOf({ number, charges: [15_000, 4999] }))
    const others = [claimOf({ number: 'RB61', isDependent: true }), asSecondary(claimOf({ number: 'RB71' }), 8000, 4000, 3000)]
    const answers = read(submissionOf('000000501', claims, others))
    expect([...answers.keys()]).to.deep.equal(['TA1', '999', '277CA', '835'])
    for (const { findings, header } of answers.values()) {
      expect(findings).to.deep.equal([])
      expect([header.sender.id, header.receiver.id, header.usage]).to.deep.equal(['ACORNEDI', 'RIVERBEND', 'T'])
    }
    expect(answers.get('TA1')?.ta1).to.deep.equal([{ control: '000000501', date: '261006', time: '0915', verdict: 'A', note: '000' }])
    expect(answers.get('999')?.groups[0]).to.include({ control: '501', verdict: 'A', includedCount: 2, receivedCount: 2, acceptedCount: 2 })
  })

  it('gives the same bytes for the same file, memory and times', () => {
    const file = submissionOf('000000501', [claimOf({ number: 'RB01' }), claimOf({ number: 'RB09' })])
    const first = answersTo(file)
    memory = new SimulatorMemory(join(folder, 'memory.json'))
    expect(answersTo(file)).to.deep.equal(first)
  })

  it('balances every remittance: BPR02 is CLP04 less PLB, and every claim and line adds up', () => {
    const claims = Array.from({ length: 100 }, (_, i) =>
      claimOf({ number: `RB${String(i).padStart(4, '0')}`, charges: [10_001 + 37 * i, 333 + i, 1] }),
    )
    const remittances = read(submissionOf('000000501', claims)).get('835')?.remittances ?? []
    expect(remittances).to.have.length(1)
    for (const { header, payments, adjustments } of remittances) {
      expect(header.paidCents).to.equal(
        sumCents(payments.map(({ paidCents }) => paidCents)) - sumCents(adjustments.map(({ amountCents }) => amountCents)),
      )
      for (const { chargedCents, paidCents, services, patientResponsibilityCents = 0 } of payments) {
        expect(sumCents(services.map((line) => line.chargedCents))).to.equal(chargedCents)
        expect(sumCents(services.map((line) => line.paidCents))).to.equal(paidCents)
        for (const line of services)
          expect(line.paidCents).to.equal(line.chargedCents - sumCents(line.adjustments.map(({ amountCents }) => amountCents)))
        const shares = services.flatMap((line) => line.adjustments.filter(({ group }) => group === 'PR'))
        expect(sumCents(shares.map(({ amountCents }) => amountCents))).to.equal(patientResponsibilityCents)
      }
    }
  })

  it('sums interest of the claims into PLB L6', () => {
    const [remittance] = read(submissionOf('000000501', [claimOf({ number: 'RB09' })])).get('835')?.remittances ?? []
    expect(remittance?.payments[0]?.amounts).to.deep.equal([{ qualifier: 'I', amountCents: 105 }])
    expect(remittance?.adjustments).to.deep.equal([
      { providerId: '1234567893', fiscalPeriodEnd: '2026-12-31', reason: 'L6', reference: 'SIM000000001', amountCents: -105 },
    ])
    expect(remittance?.header).to.include({ paidCents: 10_605, method: 'ACH', effectiveOn: '2026-11-03' })
  })

  it('says that nothing is paid with method NON', () => {
    const [remittance] = read(submissionOf('000000501', [claimOf({ number: 'RB05' })])).get('835')?.remittances ?? []
    expect(remittance?.header).to.include({ paidCents: 0, method: 'NON', handling: 'H' })
  })

  it('pays each payer’s claims with a remittance of its own', () => {
    const birch = { id: '60002', name: 'BIRCH HEALTH' }
    const claims = [claimOf({ number: 'RB01' }), claimOf({ number: 'RB11', payer: birch }), claimOf({ number: 'RB21' })]
    const remittances = read(submissionOf('000000501', claims)).get('835')?.remittances ?? []
    expect(remittances.map(({ header, payments }) => [header.payer.name, payments.map((one) => one.patientControlNumber)])).to.deep.equal([
      ['ACORN HEALTH PLAN', ['RB01', 'RB21']],
      ['BIRCH HEALTH', ['RB11']],
    ])
    expect(new Set(remittances.map(({ header }) => header.trace.number)).size).to.equal(2)
  })

  const outcomes: readonly (readonly [string, string, number, string])[] = [
    ['RB01', '1', 13_999, 'CO 45 4500, CO 45 1500'],
    ['RB02', '1', 3999, 'PR 1 10000, CO 45 4500, CO 45 1500'],
    ['RB12', '1', 0, 'PR 1 10500, CO 45 4500, PR 1 3499, CO 45 1500'],
    ['RB03', '1', 11_199, 'PR 2 2100, CO 45 4500, PR 2 700, CO 45 1500'],
    ['RB04', '1', 11_499, 'PR 3 2500, CO 45 4500, CO 45 1500'],
    ['RB05', '1', 0, 'CO 197 15000, CO 197 4999'],
    ['RB06', '1', 0, 'CO 16 15000, CO 16 4999'],
    ['RB07', '1', 10_500, 'CO 45 4500, CO 97 4999'],
    ['RB15', '1', 0, 'PR 27 15000, PR 27 4999'],
    ['RB25', '4', 0, 'CO 31 15000, CO 31 4999'],
    ['RB35', '1', 0, 'CO 50 15000, CO 50 4999'],
  ]
  for (const [number, status, paid, adjustments] of outcomes)
    it(`settles ${number} as status ${status}, paid ${paid}: ${adjustments}`, () => {
      const payment = paymentOf(number, [15_000, 4999])
      const said = payment.services.flatMap((line) =>
        line.adjustments.map(({ group, reason, amountCents }) => `${group} ${reason} ${amountCents}`),
      )
      expect([payment.status, payment.paidCents, said.join(', ')]).to.deep.equal([status, paid, adjustments])
    })

  it('pays as a secondary payer what the primary left to the patient', () => {
    const file = submissionOf('000000501', [asSecondary(claimOf({ number: 'RB01' }), 8000, 4000, 3000)])
    const [payment] = read(file).get('835')?.remittances[0]?.payments ?? []
    expect(payment).to.include({ status: '2', paidCents: 3000 })
    expect(payment?.services[0]?.adjustments).to.deep.equal([{ group: 'OA', reason: '23', amountCents: 12_000 }])
  })

  it('rejects in the 277CA what its rule rejects, and never pays it', () => {
    const answers = read(submissionOf('000000501', [claimOf({ number: 'RB01' }), claimOf({ number: 'RB08' })]))
    const [status] = answers.get('277CA')?.statuses ?? []
    expect(status?.report?.batchReference).to.equal('BT0000005010')
    expect(status?.report?.totals).to.deep.equal({ acceptedCount: 1, acceptedCents: 15_000, rejectedCount: 1, rejectedCents: 15_000 })
    expect(status?.claims.map((claim) => [claim.patientControlNumber, claim.statuses[0]?.codes[0], claim.payerClaimNumber])).to.deep.equal([
      ['RB01', { category: 'A2', status: '20', entity: 'PR' }, 'SIM000000001'],
      ['RB08', { category: 'A7', status: '164', entity: 'IL' }, undefined],
    ])
    expect(answers.get('835')?.remittances[0]?.payments.map((payment) => payment.patientControlNumber)).to.deep.equal(['RB01'])
  })

  it('accepts and pays a claim that it had refused, when it comes again', () => {
    read(submissionOf('000000501', [claimOf({ number: 'RB08' })]))
    const answers = read(submissionOf('000000502', [claimOf({ number: 'RB08' })]))
    expect(answers.get('277CA')?.statuses[0]?.report?.totals).to.deep.equal({ acceptedCount: 1, acceptedCents: 15_000 })
    expect(answers.get('835')?.remittances[0]?.payments[0]?.paidCents).to.equal(10_500)
  })

  it('accepts a claim that it will never answer', () => {
    const answers = read(submissionOf('000000501', [claimOf({ number: 'RB00' })]))
    expect([...answers.keys()]).to.deep.equal(['TA1', '999', '277CA'])
  })

  it('rejects in the 277CA a claim whose lines do not add up to its charge', () => {
    const file = submissionOf('000000501', [
      { ...claimOf({ number: 'RB01' }), chargeCents: claimOf({ number: 'RB01', charges: [15_001] }).chargeCents },
    ])
    const answers = read(file)
    expect(answers.get('999')?.groups[0]?.verdict).to.equal('A')
    expect(answers.get('277CA')?.statuses[0]?.claims[0]?.statuses[0]?.codes).to.deep.equal([{ category: 'A7', status: '400' }])
    expect([...answers.keys()]).not.to.include('835')
  })

  it('answers a control number seen before with TA1 025 and nothing else', () => {
    const file = submissionOf('000000501', [claimOf({ number: 'RB01' })])
    answersTo(file)
    for (const again of [file, submissionOf('000000501', [claimOf({ number: 'RB02' })])]) {
      const answers = read(again)
      expect([...answers.keys()]).to.deep.equal(['TA1'])
      expect(answers.get('TA1')?.ta1[0]).to.include({ verdict: 'R', note: '025' })
    }
  })

  const good = submissionOf('000000501', [claimOf({ number: 'RB01' })], [claimOf({ number: 'RB02' })]).toString('latin1')
  const badEnvelopes = [
    ['IEA01 is wrong', good.replace('IEA*1*', 'IEA*2*'), '021'],
    ['IEA02 is wrong', good.replace(/IEA\*1\*\d+/, 'IEA*1*000000502'), '001'],
    ['the file was cut off', good.slice(0, good.indexOf('SE*')), '023'],
  ] as const
  for (const [what, text, note] of badEnvelopes)
    it(`rejects the interchange when ${what}, and takes it when it comes whole under the same number`, () => {
      const answers = read(Buffer.from(text, 'latin1'))
      expect([...answers.keys()]).to.deep.equal(['TA1'])
      expect(answers.get('TA1')?.ta1[0]).to.include({ control: '000000501', verdict: 'R', note })
      expect([...read(Buffer.from(good, 'latin1')).keys()]).to.include('835')
    })

  for (const bytes of [Buffer.alloc(0), Buffer.from('%PDF-1.7 not X12'), Buffer.alloc(100_000, 7)])
    it(`answers nothing to ${bytes.length} bytes that are no X12`, () => {
      expect(answersTo(bytes)).to.deep.equal([])
    })

  const badGroups = [
    ['GE01 is wrong', good.replace('GE*2*', 'GE*3*'), 'R', ['5'], 3],
    ['GE02 is wrong', good.replace('GE*2*501', 'GE*2*502'), 'R', ['4'], 2],
    ['the group is no claims', good.replace('GS*HC*', 'GS*HI*'), 'R', ['1'], 2],
  ] as const
  for (const [what, text, verdict, reasons, included] of badGroups)
    it(`rejects the group when ${what}`, () => {
      const answers = read(Buffer.from(text, 'latin1'))
      expect([...answers.keys()]).to.deep.equal(['TA1', '999'])
      const [group] = answers.get('999')?.groups ?? []
      expect(group).to.include({ verdict, includedCount: included, receivedCount: 2, acceptedCount: 0 })
      expect(group?.reasons).to.deep.equal(reasons)
      expect(answers.get('999')?.findings).to.deep.equal([])
    })

  const firstSet = good.slice(0, good.indexOf('SE*'))
  const second = good.slice(firstSet.length)
  const badSets: readonly (readonly [string, string, readonly string[], Readonly<Record<string, unknown>> | undefined])[] = [
    ['SE01 is wrong', firstSet + second.replace(/SE\*\d+/, 'SE*99'), ['4'], undefined],
    ['a code is wrong', firstSet.replace('*11:B:1*', '*11:X:1*') + second, ['5'], { segment: 'CLM', loop: '2300', code: '8' }],
    ['a required segment is missing', firstSet.replace(/HI\*[^~]*~/, '') + second, ['5', '4'], { segment: 'HI', loop: '2300', code: '3' }],
    ['a required loop is missing', firstSet.replace(/NM1\*PR\*[^~]*~/, '') + second, ['5', '4'], { segment: 'NM1', code: '3' }],
    ['a date is none', firstSet.replace('DMG*D8*19800214', 'DMG*D8*19801314') + second, ['5'], { segment: 'DMG', code: '8' }],
    ['a segment is unknown', firstSet.replace('HI*', 'ZZZ*1~HI*') + second, ['5', '4'], { segment: 'ZZZ' }],
  ]
  for (const [what, text, reasons, error] of badSets)
    it(`rejects one set and takes its neighbour when ${what}`, () => {
      const answers = read(Buffer.from(text, 'latin1'))
      const [group] = answers.get('999')?.groups ?? []
      expect(group).to.include({ verdict: 'P', includedCount: 2, receivedCount: 2, acceptedCount: 1 })
      expect(group?.sets.map(({ verdict }) => verdict)).to.deep.equal(['R', 'A'])
      expect(group?.sets[0]?.reasons).to.deep.equal(reasons)
      if (error !== undefined) expect(group?.sets[0]?.errors[0]).to.include(error)
      expect(answers.get('999')?.findings).to.deep.equal([])
      expect(answers.get('835')?.remittances[0]?.payments.map((payment) => payment.patientControlNumber)).to.deep.equal(['RB02'])
    })

  it('names the element that is wrong, and the claim it stands in', () => {
    const [group] = read(Buffer.from(firstSet.replace('*11:B:1*', '*11:X:1*') + second, 'latin1')).get('999')?.groups ?? []
    expect(group?.sets[0]?.errors[0]).to.deep.include({
      contexts: [{ names: [{ name: 'CLM01', value: 'RB01' }] }],
      elements: [{ element: 5, component: 2, code: '7', contexts: [] }],
    })
  })

  it('does not blame a claim for what is wrong above it', () => {
    const text = good.replace(/DMG\*D8\*19800214(?![\s\S]*DMG\*D8)/, 'DMG*D8*19801314')
    const [group] = read(Buffer.from(text, 'latin1')).get('999')?.groups ?? []
    expect(group?.sets[1]?.errors[0]).to.deep.include({ segment: 'DMG', contexts: [] })
  })

  it('does not answer acknowledgements', () => {
    const [ta1, acknowledgement] = answersTo(submissionOf('000000501', [claimOf({ number: 'RB01' })]))
    expect([ta1?.kind, acknowledgement?.kind]).to.deep.equal(['TA1', '999'])
    expect(answersTo(ta1?.bytes ?? Buffer.alloc(0))).to.deep.equal([])
    expect(answersTo(acknowledgement?.bytes ?? Buffer.alloc(0))).to.deep.equal([])
  })

  it('rejects a set of a guide it does not know', () => {
    const [group] = read(Buffer.from(good.replaceAll('005010X222A1', '004010X098A1'), 'latin1')).get('999')?.groups ?? []
    expect(group).to.include({ verdict: 'R', acceptedCount: 0 })
    expect(group?.sets[0]?.reasons).to.deep.equal(['6'])
  })

  it('answers data that holds our own delimiters under those of its sender', () => {
    const text = good.replaceAll('*', '|').replaceAll(':', '>').replaceAll('RIVERBEND FAMILY PRACTICE', 'RIVERBEND * FAMILY: PRACTICE')
    const answers = read(Buffer.from(text, 'latin1'))
    expect(answers.get('835')?.header.delimiters).to.include({ element: '|', component: '>' })
    expect(answers.get('835')?.remittances[0]?.header.payee.name).to.equal('RIVERBEND * FAMILY: PRACTICE')
  })
})

describe('simulator rules', () => {
  it('looks at the digits of the number only', () => {
    for (const number of ['RB-0002', 'rb2', '2', 'A2B', 'X102-Z'])
      expect(outcomeOf(number)).to.deep.equal({ kind: 'paid', patientShare: 'deductible' })
    expect(outcomeOf('NODIGITS')).to.deep.equal({ kind: 'paid' })
  })

  it('puts longer endings before the shorter ones that they end with', () => {
    for (const [index, { ending }] of rules.entries())
      for (const later of rules.slice(index + 1)) expect(later.ending.endsWith(ending), `${ending} hides ${later.ending}`).to.equal(false)
  })
})
