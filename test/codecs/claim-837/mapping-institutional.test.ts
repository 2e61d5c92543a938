// What single properties of an institutional claim look like on the wire.
import { expect } from 'chai'
import type { InstitutionalClaim, InstitutionalLine } from '../../../src/domain/index.js'
import { toCents } from '../../../src/values/index.js'
import { cleaning, day, hale, primary, secondary, stay, wires } from '../../support/plain-claims.js'

const withLine = (extra: Partial<InstitutionalLine>): InstitutionalClaim => ({
  ...stay,
  lines: [{ ...(stay.lines[0] as InstitutionalLine), ...extra }],
})
const decided: InstitutionalClaim = {
  ...stay,
  destination: 'S',
  coverages: [
    {
      ...secondary,
      order: 'P',
      adjudication: {
        paidCents: toCents(627600),
        adjustments: [{ group: 'CO', reason: '45', amountCents: toCents(392400) }],
        inpatient: { coveredDays: '4', drgCents: toCents(627600), remarks: ['MA01', 'MA18'], capitalExceptionCents: toCents(100) },
      },
    },
    { ...primary, order: 'S' },
  ],
}
const codes = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22].map((number) => ({ code: `I${number}` }))

describe('837I mapping: a property and its segment', () => {
  const rows: readonly (readonly [string, InstitutionalClaim, string])[] = [
    ['claim information', stay, 'CLM*RB1*10200***11:A:1**A*Y*Y'],
    ['a delay', { ...stay, delayReason: '11' }, 'CLM*RB1*10200***11:A:1**A*Y*Y***********11'],
    ['the statement', stay, 'DTP*434*RD8*20260910-20260914'],
    ['admission with its hour', stay, 'DTP*435*DT*202609100815'],
    ['admission without an hour', { ...stay, admission: { on: day('2026-09-10') } }, 'DTP*435*D8*20260910'],
    ['hour of discharge', stay, 'DTP*096*TM*1130'],
    ['what came to the repricer', { ...stay, dates: { repricerReceived: day('2026-09-20') } }, 'DTP*050*D8*20260920'],
    ['kind of admission', stay, 'CL1*1*1*01'],
    ['the estimated share', { ...stay, estimatedPatientCents: toCents(163200) }, 'AMT*F3*1632'],
    ['the state of an accident', { ...stay, accidentState: 'CT' }, 'REF*LU*CT'],
    ['principal diagnosis', stay, 'HI*ABK:I5023:::::::Y'],
    ['admitting diagnosis', stay, 'HI*ABJ:R0602'],
    [
      'other diagnoses',
      { ...stay, diagnoses: [{ code: 'I5023' }, { code: 'N179', presentOnAdmission: 'N' }, { code: 'E1122' }] },
      'HI*ABF:N179:::::::N*ABF:E1122',
    ],
    ['more than twelve others go on in another HI', { ...stay, diagnoses: [{ code: 'I5023' }, ...codes] }, 'HI*ABF:I22'],
    ['reasons for a visit', { ...stay, reasonsForVisit: [{ code: 'R0602' }, { code: '78650', qualifier: 'PR' }] }, 'HI*APR:R0602*PR:78650'],
    ['external causes', { ...stay, externalCauses: [{ code: 'W010XXA', presentOnAdmission: 'Y' }] }, 'HI*ABN:W010XXA:::::::Y'],
    ['a diagnosis related group', { ...stay, drg: '291' }, 'HI*DR:291'],
    ['principal procedure', { ...stay, principalProcedure: { code: '02HV33Z', on: day('2026-09-11') } }, 'HI*BBR:02HV33Z:D8:20260911'],
    [
      'a procedure in another list',
      { ...stay, principalProcedure: { code: '99213', qualifier: 'CAH', on: day('2026-09-11') } },
      'HI*CAH:99213:D8:20260911',
    ],
    ['other procedures', { ...stay, otherProcedures: [{ code: '3E0G76Z', on: day('2026-09-12') }] }, 'HI*BBQ:3E0G76Z:D8:20260912'],
    [
      'a span',
      { ...stay, occurrenceSpans: [{ code: '70', from: day('2026-09-01'), to: day('2026-09-04') }] },
      'HI*BI:70:RD8:20260901-20260904',
    ],
    ['an occurrence', { ...stay, occurrences: [{ code: '11', on: day('2026-09-08') }] }, 'HI*BH:11:D8:20260908'],
    [
      'values',
      {
        ...stay,
        values: [
          { code: '80', amount: '4' },
          { code: '01', amount: '850' },
        ],
      },
      'HI*BE:80:::4*BE:01:::850',
    ],
    ['conditions', { ...stay, conditionCodes: ['09', 'D1'] }, 'HI*BG:09*BG:D1'],
    ['treatments', { ...stay, treatmentCodes: ['A01'] }, 'HI*TC:A01'],
    ['a claim note', { ...stay, notes: [{ code: 'ALG', text: 'PENICILLIN' }] }, 'NTE*ALG*PENICILLIN'],
    ['a billing note', { ...stay, notes: [{ code: 'ADD', text: 'SEE CHART' }] }, 'NTE*ADD*SEE CHART'],
    ['a screening', { ...stay, conditions: [{ category: 'ZZ', applies: true, codes: ['AV', 'ST'] }] }, 'CRC*ZZ*Y*AV*ST'],
    ['the attending provider', stay, 'NM1*71*1*HALE*MIRIAM****XX*1999000163'],
    [
      'their specialty',
      { ...stay, providers: [{ role: 'attending', provider: { ...hale, taxonomy: '207R00000X' } }] },
      'PRV*AT*PXC*207R00000X',
    ],
    [
      'a second operating physician',
      { ...stay, providers: [{ role: 'otherOperating', provider: hale }] },
      'NM1*ZZ*1*HALE*MIRIAM****XX*1999000163',
    ],
    ['inpatient remarks of the first payer', decided, 'MIA*4***6276*MA01***************MA18****1'],
    ['a room', stay, 'SV2*0120**10200*DA*4'],
    [
      'a service with its procedure',
      withLine({
        revenueCode: '0450',
        procedure: { qualifier: 'HC', code: '99284', modifiers: ['25'] },
        unit: 'UN',
        units: '1',
        nonCoveredCents: toCents(1050),
      }),
      'SV2*0450*HC:99284:25*10200*UN*1**10.5',
    ],
    ['a line without a day', stay, 'LX*1'],
    ['days of a line', withLine({ from: day('2026-09-10'), to: day('2026-09-11') }), 'DTP*472*RD8*20260910-20260911'],
    ['taxes', withLine({ facilityTaxCents: toCents(125) }), 'AMT*N8*1.25'],
    ['a note to the repricer', withLine({ thirdPartyNote: 'SEE CHART' }), 'NTE*TPO*SEE CHART'],
    [
      'what the first payer decided on a line',
      withLine({
        adjudications: [
          { payerId: '60002', paidCents: toCents(1000), revenueCode: '0120', units: '4', adjustments: [], paidOn: day('2026-09-20') },
        ],
      }),
      'SVD*60002*10**0120*4',
    ],
  ]
  for (const [name, claim, expected] of rows) {
    it(`${name}: ${expected.split('*')[0]}`, () => expect(wires(claim)).to.include(expected))
  }

  it('a line without a day has no DTP', () => {
    expect(wires(stay).filter((line) => line.startsWith('DTP*472'))).to.deep.equal([])
  })

  it('claims of two kinds cannot be written as one transaction set', () => {
    expect(() => wires(stay, cleaning)).to.throw(RangeError, 'a dental claim in a transaction set of institutional ones')
  })

  it('a claim without a principal diagnosis cannot be written', () => {
    expect(() => wires({ ...stay, diagnoses: [] })).to.throw(RangeError, 'no principal diagnosis')
  })
})
