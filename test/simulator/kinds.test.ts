// Claims of all kinds, as the examples write them: each is answered with files that hold by their guides, and pays what adds up.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { type Claim, type ClaimKind, claimKinds, type ClaimPayment } from '../../src/domain/index.js'
import { answerFile } from '../../src/simulator/answer-file.js'
import { SimulatorMemory } from '../../src/simulator/memory.js'
import { addMs, type Instant, sumCents } from '../../src/values/index.js'
import { arbitraryBatch } from '../support/arbitrary-claim.js'
import { exampleClaim } from '../support/edit-facts.js'
import { claimAnswers, type ReadAnswer, readAnswer, schemas } from './read-answers.js'
import { submissionOf } from './submission.js'

const receivedAt = '2026-11-02T09:15:00.000Z' as Instant

/** Letters only: its ending decides nothing. */
function numberOf(index: number): string {
  return `EX${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`
}

/** Claims to later payers, with the cents that the payers before left to the patient. */
const coordinated: readonly (readonly [string, number])[] = [
  ['professional/secondary-decided-by-line', 20_00],
  ['professional/secondary-decided-by-claim', 50_00],
  ['professional/tertiary-after-two', 20_00],
  ['institutional/stay-secondary-by-claim', 1632_00],
  ['institutional/outpatient-secondary-by-line', 20_00],
  ['dental/secondary-decided-by-line', 40_00],
  ['dental/secondary-decided-by-claim', 400_00],
]

describe('simulator and the kinds of claims', () => {
  let folder: string
  let memory: SimulatorMemory
  let files: number

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'x12gw-memory-'))
    memory = new SimulatorMemory(join(folder, 'memory.json'))
    files = 0
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Each claim in its own file, one day after the other; the answers to it by their kind. */
  function send(...claims: readonly Claim[]): Map<string, ReadAnswer> {
    const at = addMs(receivedAt, 24 * 3600_000 * files)
    const bytes = submissionOf(String(++files).padStart(9, '0'), claims)
    const answers = answerFile({ bytes, receivedAt: at, answeredAt: at, remittedAt: at }, { schemas, claimAnswers }, memory)
    const read = new Map(answers.map((answer) => [answer.kind as string, readAnswer(answer.bytes)]))
    for (const [kind, { findings }] of read) expect(findings, kind).to.deep.equal([])
    return read
  }

  const paymentsIn = (answers: Map<string, ReadAnswer>): ClaimPayment[] =>
    (answers.get('835')?.remittances ?? []).flatMap(({ payments }) => payments)

  function payment(claim: Claim): ClaimPayment {
    const [first] = paymentsIn(send(claim))
    if (first === undefined) throw new Error('there is no payment')
    return first
  }

  const adjustmentsOf = ({ adjustments, services }: ClaimPayment) =>
    [...adjustments, ...services.flatMap((line) => line.adjustments)].map(
      ({ group, reason, amountCents }) => `${group} ${reason} ${amountCents}`,
    )

  function examples(kind: ClaimKind): Claim[] {
    return (
      readdirSync(`samples/claims/${kind}`)
        .toSorted()
        // Corrections have originals, and claims of subrogation (BHT06 31) a set of their own.
        .filter((name) => !/^(?:replacement|void|subrogation)/.test(name))
        .map((name, index) => exampleClaim(`${kind}/${name.replace('.json', '')}`, { '/patientControlNumber': numberOf(index) }))
    )
  }

  const stay = () => exampleClaim('institutional/inpatient-stay', { '/patientControlNumber': 'STAY', '/drg': '194' })

  it('decides a stay as a whole, under its DRG and with its days', () => {
    const { services, drg, inpatient, outpatient, chargedCents, adjustments } = payment(stay())
    expect([services, drg, inpatient?.[0], inpatient?.[4], outpatient]).to.deep.equal([[], { code: '194' }, '4', 'MA01', undefined])
    expect(adjustments).to.deep.equal([{ group: 'CO', reason: '45', amountCents: chargedCents * 0.3 }])
  })

  it('decides other bills of institutions by revenue code, with remarks of the outpatient kind', () => {
    const claim = exampleClaim('institutional/outpatient-emergency', { '/patientControlNumber': 'EMERGENCY' })
    const { services, outpatient } = payment(claim)
    expect(outpatient?.slice(0, 3)).to.deep.equal(['', '', 'MA01'])
    const sent = claim.kind === 'institutional' ? claim.lines : []
    expect(services.map(({ procedure, revenueCode }) => revenueCode ?? procedure.code)).to.deep.equal(sent.map((line) => line.revenueCode))
    expect(services.map(({ procedure }) => procedure.qualifier)).to.deep.equal(sent.map((line) => line.procedure?.qualifier ?? 'NU'))
  })

  it('decides dental procedures, and estimates what is only planned without paying it', () => {
    const filling = payment(exampleClaim('dental/two-fillings', { '/patientControlNumber': 'FILLING' }))
    expect(new Set(filling.services.map(({ procedure }) => procedure.qualifier))).to.deep.equal(new Set(['AD']))
    const planned = payment(exampleClaim('dental/estimate-of-a-crown', { '/patientControlNumber': 'PLANNED' }))
    expect([planned.status, planned.paidCents]).to.deep.equal(['25', 0])
    expect(adjustmentsOf(planned)).to.deep.equal([`CO 45 ${planned.chargedCents * 0.3}`, `OA 101 ${planned.chargedCents * 0.7}`])
  })

  it('pays after others only what they left, never more than the charge together', () => {
    for (const [name, left] of coordinated) {
      const later = payment(exampleClaim(name, { '/patientControlNumber': 'LATER' }))
      expect(later.paidCents, name).to.equal(left)
      expect(
        adjustmentsOf(later).every((one) => one.startsWith('OA 23 ')),
        name,
      ).to.equal(true)
    }
  })

  it('takes the payment of a replaced claim back, and decides the new one', () => {
    const original = exampleClaim('dental/two-fillings', { '/patientControlNumber': 'FIRST' })
    const first = payment(original)
    const number = first.payerClaimNumber ?? ''
    const [line] = original.lines
    if (line === undefined) throw new Error('there is no line')
    const lines = { lines: [line], chargeCents: line.chargeCents }
    const cheaper = { ...original, ...lines, frequency: '7', originalPayerClaimNumber: number } as Claim
    const [reversal, correction] = paymentsIn(send(cheaper))
    expect([reversal?.status, reversal?.payerClaimNumber, reversal?.paidCents]).to.deep.equal(['22', number, 0 - first.paidCents])
    expect(correction?.references).to.deep.equal([{ qualifier: 'F8', value: number }])
    expect(correction?.paidCents).to.equal(line.chargeCents * 0.7)
    const again = send({ ...cheaper, frequency: '8' }).get('277CA')?.statuses[0]?.claims[0]
    expect(again?.statuses[0]?.codes).to.deep.equal([{ category: 'A7', status: '464' }])
  })

  it('carries the debt of a void forward, and takes it from the payments that follow', () => {
    const first = payment(stay())
    const voided = send({ ...stay(), frequency: '8', originalPayerClaimNumber: first.payerClaimNumber ?? '' }).get('835')?.remittances[0]
    const reference = voided?.header.trace.number
    expect([voided?.header.method, voided?.header.paidCents, voided?.payments.map(({ status }) => status)]).to.deep.equal([
      'NON',
      0,
      ['22'],
    ])
    expect(voided?.adjustments.map((one) => [one.reason, one.reference, one.amountCents])).to.deep.equal([
      ['FB', reference, 0 - first.paidCents],
    ])
    // Not a duplicate: the first was taken off the file.
    const next = send({ ...stay(), patientControlNumber: 'NEXT' }).get('835')?.remittances[0]
    expect([next?.header.paidCents, next?.adjustments.map((one) => [one.reason, one.reference, one.amountCents])]).to.deep.equal([
      0,
      [['FB', reference, first.paidCents]],
    ])
  })

  for (const kind of claimKinds)
    it(`answers any batch of ${kind} claims with files that hold by their guides`, () => {
      fc.assert(
        fc.property(arbitraryBatch(kind, 3), ({ claims }) => void send(...claims)),
        { numRuns: 30 },
      )
    })

  for (const kind of claimKinds)
    it(`answers every ${kind} example: accepted, decided and balanced`, () => {
      const claims = examples(kind)
      const answers = send(...claims)
      expect([...answers.keys()]).to.deep.equal(['TA1', '999', '277CA', '835'])
      const [status] = answers.get('277CA')?.statuses ?? []
      const refused = status?.claims.filter(({ payerClaimNumber }) => payerClaimNumber === undefined) ?? []
      expect(refused.map((one) => [one.patientControlNumber, one.statuses[0]?.codes])).to.deep.equal([])
      const payments = paymentsIn(answers)
      expect(payments).to.have.length(claims.length)
      for (const each of payments) {
        const taken = [...each.adjustments, ...each.services.flatMap((line) => line.adjustments)].map(({ amountCents }) => amountCents)
        expect(each.paidCents, each.patientControlNumber).to.equal(each.chargedCents - sumCents(taken))
      }
    })
})
