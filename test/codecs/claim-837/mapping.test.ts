// What single properties of a claim look like on the wire, and what the wire may say that a claim takes in its own way.
import { expect } from 'chai'
import { decodeClaim } from '../../../src/codecs/index.js'
import type { Coverage, ProfessionalClaim as Claim, ProfessionalLine as ServiceLine } from '../../../src/domain/index.js'
import { toCents } from '../../../src/values/index.js'
import { type Segment, segment } from '../../../src/x12/index.js'
import { asSet, guideOf, readSet } from '../../support/read-set.js'
import { ana, billing, day, home, primary, secondary, wires } from '../../support/plain-claims.js'

const visit: ServiceLine = {
  control: 'RB1L1',
  procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
  chargeCents: toCents(15000),
  units: '1',
  unit: 'UN',
  from: day('2026-10-05'),
  diagnosisPointers: [1],
}
const plain: Claim = {
  kind: 'professional',
  patientControlNumber: 'RB1',
  frequency: '1',
  billing,
  patient: ana,
  coverages: [primary],
  destination: 'P',
  chargeCents: toCents(15000),
  placeOfService: '11',
  diagnoses: [{ code: 'J069' }],
  signatureOnFile: true,
  assignment: 'A',
  benefitsAssigned: 'Y',
  release: 'Y',
  providers: [],
  lines: [visit],
}

function typed(line: string): Segment {
  const [id = '', ...rest] = line.split('*')
  return segment(
    id,
    rest.map((it) => it.split(':')),
  )
}

/** Reads the one claim of these lines, from BHT on. */
function read(lines: readonly string[]) {
  const { units } = readSet(guideOf('005010X222A1', '837'), asSet('837', '005010X222A1', lines.map(typed)))
  expect(units).to.have.length(1)
  return decodeClaim(units[0] as (typeof units)[number], 'professional')
}

const withLine = (extra: Partial<ServiceLine>): Claim => ({ ...plain, lines: [{ ...visit, ...extra }] })
const decided: Coverage = {
  ...secondary,
  order: 'P',
  adjudication: {
    paidCents: toCents(9016),
    paidOn: day('2026-11-03'),
    payerClaimNumber: '11263',
    remainingPatientCents: toCents(3300),
    adjustments: [
      { group: 'CO', reason: '45', amountCents: toCents(5000) },
      { group: 'PR', reason: '2', amountCents: toCents(2000) },
      { group: 'CO', reason: '253', amountCents: toCents(160), quantity: '2' },
    ],
    remarks: ['MA01', 'MA18'],
  },
}
const toSecondary: Claim = { ...plain, coverages: [decided, { ...primary, order: 'S' }], destination: 'S' }

describe('837P mapping: a property and its segment', () => {
  const rows: readonly (readonly [string, Claim, string])[] = [
    ['claim information', plain, 'CLM*RB1*150***11:B:1*Y*A*Y*Y'],
    ['no signature on file', { ...plain, signatureOnFile: false }, 'CLM*RB1*150***11:B:1*N*A*Y*Y'],
    [
      'an accident',
      { ...plain, accident: { causes: ['AA', 'EM'], state: 'CT' }, patientSignatureSource: 'P' },
      'CLM*RB1*150***11:B:1*Y*A*Y*Y*P*AA:EM::CT',
    ],
    ['an accident abroad', { ...plain, accident: { causes: ['OA'], country: 'MX' } }, 'CLM*RB1*150***11:B:1*Y*A*Y*Y**OA::::MX'],
    ['program and delay', { ...plain, specialProgram: '09', delayReason: '11' }, 'CLM*RB1*150***11:B:1*Y*A*Y*Y***09********11'],
    ['a replacement', { ...plain, frequency: '7', originalPayerClaimNumber: '555' }, 'REF*F8*555'],
    [
      'both disability dates',
      { ...plain, dates: { disabilityFrom: day('2026-01-02'), disabilityTo: day('2026-02-03') } },
      'DTP*314*RD8*20260102-20260203',
    ],
    ['the first disability date', { ...plain, dates: { disabilityFrom: day('2026-01-02') } }, 'DTP*360*D8*20260102'],
    ['the last disability date', { ...plain, dates: { disabilityTo: day('2026-02-03') } }, 'DTP*361*D8*20260203'],
    ['discharge', { ...plain, dates: { discharge: day('2026-02-03') } }, 'DTP*096*D8*20260203'],
    ['an attachment', { ...plain, attachments: [{ type: 'OZ', how: 'EL', control: 'A1' }] }, 'PWK*OZ*EL***AC*A1'],
    ['an attachment on request', { ...plain, attachments: [{ type: 'OZ', how: 'AA' }] }, 'PWK*OZ*AA'],
    ['what the patient paid', { ...plain, patientPaidCents: toCents(7) }, 'AMT*F5*.07'],
    ['a note', { ...plain, notes: [{ code: 'ADD', text: 'SEE CHART' }] }, 'NTE*ADD*SEE CHART'],
    ['diagnoses', { ...plain, diagnoses: [{ code: 'I10' }, { code: 'R9431' }] }, 'HI*ABK:I10*ABF:R9431'],
    [
      'old diagnoses',
      {
        ...plain,
        diagnoses: [
          { code: '4019', qualifier: 'BK' },
          { code: '7802', qualifier: 'BF' },
        ],
      },
      'HI*BK:4019*BF:7802',
    ],
    ['pay-to address', { ...plain, billing: { ...plain.billing, payTo: { ...home, line2: 'BOX 2' } } }, 'N3*8 ELM ROAD*BOX 2'],
    [
      'a payer by its national identifier',
      { ...plain, coverages: [{ ...primary, payer: { ...primary.payer, idQualifier: 'XV' } }] },
      'NM1*PR*2*ACORN HEALTH PLAN*****XV*60001',
    ],
    ['a casualty claim without member number', { ...plain, coverages: [{ ...primary, memberId: '' }] }, 'NM1*IL*1*ALVAREZ*ANA'],
    [
      'an employer as subscriber',
      { ...plain, coverages: [{ ...primary, relationship: '20', subscriber: { last: 'MILL WORKS', entityType: '2' } }] },
      'NM1*IL*2*MILL WORKS*****MI*W100000001',
    ],
    ['a dependent', { ...plain, coverages: [{ ...primary, relationship: '19' }] }, 'PAT*19'],
    ['Medicare as secondary', { ...plain, coverages: [{ ...primary, mspReason: '12', filing: 'MB' }] }, 'SBR*P*18***12****MB'],
    ['claim adjustments, group by group', toSecondary, 'CAS*CO*45*50**253*1.6*2'],
    ['what the first payer paid', toSecondary, 'AMT*D*90.16'],
    ['what the patient still owes', toSecondary, 'AMT*EAF*33'],
    ['remarks of the first payer', toSecondary, 'MOA***MA01*MA18'],
    ['payment day of the first payer', toSecondary, 'DTP*573*D8*20261103'],
    ['anaesthesia minutes', withLine({ unit: 'MJ', units: '45' }), 'SV1*HC:99213*150*MJ*45***1'],
    [
      'everything of a service',
      withLine({
        procedure: { qualifier: 'HC', code: '99214', modifiers: ['25', 'GT'], description: 'LONG VISIT' },
        units: '2.5',
        placeOfService: '12',
        diagnosisPointers: [2, 1],
        emergency: true,
        epsdt: true,
        familyPlanning: true,
      }),
      'SV1*HC:99214:25:GT:::LONG VISIT*150*UN*2.5*12**2:1**Y**Y*Y',
    ],
    ['marks that are not set', withLine({ emergency: false, epsdt: false }), 'SV1*HC:99213*150*UN*1***1'],
    ['a range of days', withLine({ to: day('2026-10-07') }), 'DTP*472*RD8*20261005-20261007'],
    ['a drug', withLine({ drug: { ndc: '00006473901', quantity: '2', unit: 'ML' } }), 'CTP****2*ML'],
    [
      'who sold a service',
      withLine({ providers: [{ role: 'purchased', provider: { entityType: '2', last: '', npi: '1234567893' } }] }),
      'NM1*QB*2******XX*1234567893',
    ],
    [
      'a bundled line',
      withLine({
        adjudications: [
          {
            payerId: '60002',
            paidCents: toCents(0),
            procedure: visit.procedure,
            units: '1',
            bundledInto: '2',
            adjustments: [],
            paidOn: day('2026-11-03'),
          },
        ],
      }),
      'SVD*60002*0*HC:99213**1*2',
    ],
  ]
  for (const [name, claim, expected] of rows) {
    it(`${name}: ${expected.split('*')[0]}`, () => expect(wires(claim)).to.include(expected))
  }

  it('more than six reasons of a group go on in another CAS', () => {
    const adjustments = [1, 2, 3, 4, 5, 6, 7].map((reason) => ({ group: 'PR', reason: String(reason), amountCents: toCents(100) }))
    const claim = {
      ...toSecondary,
      coverages: [
        { ...decided, adjudication: { adjustments } },
        { ...primary, order: 'S' as const },
      ],
    }
    expect(wires(claim).filter((line) => line.startsWith('CAS'))).to.deep.equal(['CAS*PR*1*1**2*1**3*1**4*1**5*1**6*1', 'CAS*PR*7*1'])
  })

  it('the consent of the claim holds for another payer that says nothing of its own', () => {
    const { benefitsAssigned: _, release: __, ...silent } = secondary
    expect(wires({ ...plain, coverages: [primary, silent] })).to.include('OI***Y***Y')
  })
})

describe('837P mapping: levels', () => {
  const levels = (lines: readonly string[]) =>
    lines
      .filter((line) => /^(?:HL|CLM)/.test(line))
      .map((line) =>
        line
          .split('*')
          .slice(0, line.startsWith('HL') ? 5 : 2)
          .join('*'),
      )
  const named = (patientControlNumber: string, claim: Claim): Claim => ({ ...claim, patientControlNumber })
  const bob = { ...ana, last: 'BROOKS', first: 'BOB', sex: 'M' as const }
  const ofChild = { ...plain, patient: { ...ana, first: 'CAL' }, coverages: [{ ...primary, relationship: '19' }] }
  const ofBob = { ...plain, patient: bob, coverages: [{ ...primary, memberId: 'W2', subscriber: bob }] }
  const elsewhere = { ...plain, billing: { ...plain.billing, last: 'HILLSIDE PRACTICE' } }

  it('numbers levels from 1, claims of one subscriber under one level, a dependent under a level of its own', () => {
    expect(
      levels(wires(named('A', plain), named('B', ofBob), named('C', ofChild), named('D', plain), named('E', elsewhere))),
    ).to.deep.equal([
      'HL*1**20*1',
      'HL*2*1*22*0',
      'CLM*A',
      'CLM*D',
      'HL*3*1*22*0',
      'CLM*B',
      'HL*4*1*22*1',
      'HL*5*4*23*0',
      'CLM*C',
      'HL*6**20*1',
      'HL*7*6*22*0',
      'CLM*E',
    ])
  })

  it('a level takes a hundred claims, the next one gets a new level', () => {
    const lines = wires(...Array.from({ length: 101 }, (_, index) => named(`A${index}`, plain)))
    expect(levels(lines).filter((line) => line.startsWith('HL'))).to.deep.equal(['HL*1**20*1', 'HL*2*1*22*0', 'HL*3*1*22*0'])
    expect(lines.indexOf('CLM*A100*150***11:B:1*Y*A*Y*Y')).to.be.greaterThan(lines.indexOf('HL*3*1*22*0'))
  })

  it('refuses a claim whose destination is none of its coverages', () => {
    expect(() => wires({ ...plain, destination: 'T' })).to.throw(RangeError, 'no coverage has order T')
  })
})

describe('837P mapping: read in our way', () => {
  const lines = wires(plain)
  const changed = (from: string, to: string) => lines.map((line) => (line === from ? to : line))
  const without = (...gone: readonly string[]) => lines.filter((line) => !gone.includes(line))

  it('a claim beneath its subscriber is the subscriber’s own, even when SBR02 is empty', () => {
    expect(read(changed('SBR*P*18*******CI', 'SBR*P********CI')).value).to.deep.equal(plain)
  })

  it('a line without REF*6R has an empty line number', () => {
    expect(read(without('REF*6R*RB1L1')).value?.lines[0]?.control).to.equal('')
  })

  it('an address without N3 has an empty first line, and gets no N3 when written', () => {
    const { value } = read(without('N3*8 ELM ROAD'))
    expect(value?.patient.address).to.deep.equal({ ...home, line1: '' })
    expect(value && wires(value)).to.deep.equal(without('N3*8 ELM ROAD'))
  })

  it('a subscriber who gives neither address nor birth date has neither', () => {
    const { value, findings } = read(without('N3*8 ELM ROAD', 'N4*AVON*CT*06001', 'DMG*D8*19800214*F'))
    expect(findings).to.deep.equal([])
    expect(value?.patient).to.deep.equal({ last: 'ALVAREZ', first: 'ANA' })
  })

  it('an amount that is none costs the claim its value, and says where', () => {
    const { value, findings } = read(changed('SV1*HC:99213*150*UN*1***1', 'SV1*HC:99213*1,50*UN*1***1'))
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, path, at: { element } }) => [code, path, element])).to.deep.equal([
      ['ELEMENT_NUMBER_INVALID', '2400/SV102', 2],
    ])
  })

  it('a missing parent is said, never thrown', () => {
    const { units } = readSet(guideOf('005010X222A1', '837'), asSet('837', '005010X222A1', lines.map(typed)))
    const { value, findings } = decodeClaim({ loop: (units[0] as (typeof units)[number]).loop, parents: [] }, 'professional')
    expect(value).to.equal(undefined)
    expect(findings.map(({ code, path }) => `${code} ${path}`)).to.deep.equal(['LOOP_MISSING 2000A', 'LOOP_MISSING 2000B'])
  })
})
