import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { decodeClaimPayment, encodeClaimPayment, serviceRanges } from '../../../src/codecs/index.js'
import type { Adjustment, ClaimPayment } from '../../../src/domain/index.js'
import { allSegments, loop, type Unit } from '../../../src/schema/index.js'
import { toCents } from '../../../src/values/index.js'
import { segment } from '../../../src/x12/index.js'
import { claimPayment } from '../../support/arbitrary-remittance.js'
import { example } from '../../support/arbitrary-values.js'
import { guideOf, readSet, readSetFile, written } from '../../support/read-set.js'

const guide = guideOf('005010X221A1', '835')

/** The claim payments of a worked scenario. */
function paymentsOf(name: string): ClaimPayment[] {
  const { units } = readSet(guide, readSetFile(`samples/scenarios/${name}.835`))
  return units.map((unit) => decodeClaimPayment(unit).value as ClaimPayment)
}

const clp = segment('CLP', ['RB1', '1', '100', '60', '', '12', 'ICN1'])

describe('a claim payment', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(claimPayment, (payment) => {
        expect(decodeClaimPayment({ loop: encodeClaimPayment(payment), parents: [] })).to.deep.equal({ value: payment, findings: [] })
      }),
    )
  })

  it('goes on in another CAS after six reasons, and leaves the quantity in between empty', () => {
    const adjustments = ['1', '2', '3', '45', '97', '253', 'A1'].map(
      (reason, index): Adjustment => ({ group: 'CO', reason, amountCents: toCents(index + 1), ...(index === 1 ? { quantity: '2' } : {}) }),
    )
    const inside = encodeClaimPayment({ ...example(claimPayment), adjustments, services: [] })
    expect([...allSegments(inside)].filter(({ id }) => id === 'CAS').map(written)).to.deep.equal([
      'CAS*CO*1*.01**2*.02*2*3*.03**45*.04**97*.05**253*.06',
      'CAS*CO*A1*.07',
    ])
    expect(decodeClaimPayment({ loop: inside, parents: [] }).value?.adjustments).to.deep.equal(adjustments)
  })

  it('keeps the group, the reasons and the zeros of scenario 09 as the payer ordered them', () => {
    const [payment] = paymentsOf('09-secondary-payment.1')
    expect(payment?.outpatient).to.deep.equal(['', '', 'MA01'])
    expect(payment?.services.map(({ adjustments }) => adjustments)).to.deep.equal([
      [
        { group: 'CO', reason: '45', amountCents: 5000 },
        { group: 'CO', reason: '253', amountCents: 160 },
        { group: 'PR', reason: '2', amountCents: 2000 },
      ],
      [
        { group: 'CO', reason: '45', amountCents: 3500 },
        { group: 'CO', reason: '253', amountCents: 24 },
        { group: 'PR', reason: '1', amountCents: 1000 },
        { group: 'PR', reason: '2', amountCents: 300 },
      ],
    ])
  })

  it('reads the whole of an institutional claim that was crossed over (scenario 14)', () => {
    expect(paymentsOf('14-institutional-crossover')).to.deep.equal([
      {
        claimGroup: {
          number: '1',
          provider: {
            id: '1234567893',
            facilityType: '11',
            fiscalPeriodEnd: '2026-12-31',
            claimCount: 1,
            chargedCents: 1_000_000,
            more: [],
          },
        },
        patientControlNumber: 'RB001401',
        status: '19',
        chargedCents: 1_000_000,
        paidCents: 627_200,
        patientResponsibilityCents: 163_200,
        filing: 'MA',
        payerClaimNumber: '22630900001404',
        facilityType: '11',
        frequency: '1',
        drg: { code: '470' },
        adjustments: [
          { group: 'CO', reason: '45', amountCents: 196_800 },
          { group: 'CO', reason: '253', amountCents: 12_800 },
          { group: 'PR', reason: '1', amountCents: 163_200 },
        ],
        patient: { entityType: '1', last: 'EVANS', first: 'EVE', idQualifier: 'MI', id: '1EG4TE5MK73' },
        crossoverCarrier: { entityType: '2', last: 'CEDAR SUPPLEMENT', idQualifier: 'PI', id: '60002' },
        inpatient: ['4', '', '', '8032', 'MA18'],
        references: [],
        dates: [
          { qualifier: '232', date: '2026-09-01' },
          { qualifier: '233', date: '2026-09-05' },
        ],
        contacts: [],
        amounts: [],
        quantities: [],
        services: [],
      },
    ])
  })

  it('tells the code paid for from the code sent (scenario 04)', () => {
    const [payment] = paymentsOf('04-partial-bundled')
    expect(payment?.services[1]).to.deep.equal({
      procedure: { qualifier: 'HC', code: '80051', modifiers: [] },
      chargedCents: 3000,
      paidCents: 0,
      unitsPaid: '0',
      submittedProcedure: { qualifier: 'HC', code: '82435', modifiers: [] },
      submittedUnits: '1',
      dates: [{ qualifier: '472', date: '2026-10-05' }],
      adjustments: [{ group: 'CO', reason: '97', amountCents: 3000 }],
      lineControlNumber: 'RB000401L2',
      references: [],
      amounts: [],
      quantities: [],
      remarks: [],
    })
    expect(payment?.services[4]?.procedure.modifiers).to.deep.equal(['25'])
  })

  it('says which bytes of the file are each service line', () => {
    const path = 'samples/scenarios/02-deductible.835'
    const bytes = readFileSync(path, 'latin1')
    const [first] = readSet(guide, readSetFile(path)).units
    const lines = serviceRanges(first as Unit).map(({ offset, length }) => bytes.slice(offset, offset + length).split('~\n'))
    expect(lines).to.have.length(3)
    expect(lines[1]).to.deep.equal([
      'SVC*HC:93000*60*24**1',
      'DTM*472*20261005',
      'CAS*PR*2*6',
      'CAS*CO*45*30',
      'REF*6R*RB000201L2',
      'AMT*B6*30~',
    ])
  })

  it('passes over an empty CLP with a warning', () => {
    const { value, findings } = decodeClaimPayment({ loop: loop('2100', [segment('CLP', [])]), parents: [] })
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, severity }) => [code, severity])).to.deep.equal([['CLAIM_PAYMENT_EMPTY', 'warning']])
  })

  const money = [
    ['a charge', [segment('CLP', ['RB1', '1', '1,00', '60'])], '2100/CLP03'],
    ['a missing paid amount', [segment('CLP', ['RB1', '1', '100', ''])], '2100/CLP04'],
    ['an adjustment', [clp, segment('CAS', ['CO', '45', 'x'])], '2100/CAS03'],
    ['a late adjustment', [clp, segment('CAS', ['CO', '45', '1', '', '', '', '', '97', '1.005'])], '2100/CAS09'],
    ['a payment of a line', [clp, loop('2110', [segment('SVC', [['HC', '99213'], '100', '6O'])])], '2110/SVC03'],
  ] as const
  for (const [what, nodes, path] of money) {
    it(`is no value when ${what} cannot be read`, () => {
      const { value, findings } = decodeClaimPayment({ loop: loop('2100', nodes), parents: [] })
      expect(value).to.equal(undefined)
      expect(findings.map((found) => found.path)).to.deep.equal([path])
    })
  }

  it('does without what only informs when it cannot be read', () => {
    const nodes = [clp, segment('NM1', ['QC', '9', 'LAST']), segment('DTM', ['232', '20260231']), segment('AMT', ['AU', 'x'])]
    const { value, findings } = decodeClaimPayment({ loop: loop('2100', nodes), parents: [] })
    expect(value).to.deep.include({ paidCents: 6000, dates: [], amounts: [] })
    expect(value).not.to.have.property('patient')
    expect(findings.map(({ path }) => path)).to.deep.equal(['2100/NM102', '2100/DTM02', '2100/AMT02'])
  })
})
