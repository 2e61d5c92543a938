// What single properties of a dental claim look like on the wire.
import { expect } from 'chai'
import type { DentalClaim, DentalLine } from '../../../src/domain/index.js'
import { toCents } from '../../../src/values/index.js'
import { cleaning, day, hale, primary, secondary, wires } from '../../support/plain-claims.js'

const withLine = (extra: Partial<DentalLine>): DentalClaim => ({
  ...cleaning,
  lines: [{ ...(cleaning.lines[0] as DentalLine), ...extra }],
})
const { from: _none, ...undated } = cleaning

describe('837D mapping: a property and its segment', () => {
  const rows: readonly (readonly [string, DentalClaim, string])[] = [
    ['claim information', cleaning, 'CLM*RB1*95***11:B:1*Y*A*Y*Y'],
    ['an estimate', { ...undated, predetermination: true }, 'CLM*RB1*95***11:B:1*Y*A*Y*Y**********PB'],
    [
      'accident, program and delay',
      { ...cleaning, accident: { causes: ['OA'] }, specialProgram: '01', delayReason: '11' },
      'CLM*RB1*95***11:B:1*Y*A*Y*Y**OA*01********11',
    ],
    ['the day of all services', cleaning, 'DTP*472*D8*20261005'],
    ['their days', { ...cleaning, to: day('2026-10-07') }, 'DTP*472*RD8*20261005-20261007'],
    ['the day of an accident', { ...cleaning, dates: { accident: day('2026-10-01') } }, 'DTP*439*D8*20261001'],
    ['the day an appliance was placed', { ...cleaning, dates: { appliancePlacement: day('2026-10-01') } }, 'DTP*452*D8*20261001'],
    ['what came to the repricer', { ...cleaning, dates: { repricerReceived: day('2026-10-01') } }, 'DTP*050*D8*20261001'],
    ['orthodontics', { ...cleaning, orthodontics: { months: '24', monthsRemaining: '18', indicator: 'Y' } }, 'DN1*24*18**Y'],
    ['a missing tooth', { ...cleaning, teeth: [{ tooth: '14', status: 'M' }] }, 'DN2*14*M****JP'],
    ['an X-ray', { ...cleaning, attachments: [{ type: 'RB', how: 'EL', control: 'A1' }] }, 'PWK*RB*EL***AC*A1'],
    ['what the patient paid', { ...cleaning, patientPaidCents: toCents(2000) }, 'AMT*F5*20'],
    ['the number of an estimate', { ...cleaning, predeterminationNumber: 'PB77' }, 'REF*G3*PB77'],
    ['notes', { ...cleaning, notes: [{ code: 'ADD', text: 'SEE CHART' }] }, 'NTE*ADD*SEE CHART'],
    ['diagnoses', { ...cleaning, diagnoses: [{ code: 'K0253' }, { code: 'K029' }] }, 'HI*ABK:K0253*ABF:K029'],
    ['a diagnosis in the terms of dentists', { ...cleaning, diagnoses: [{ code: '1234', qualifier: 'TQ' }] }, 'HI*TQ:1234'],
    [
      'the specialty of who referred the patient',
      { ...cleaning, providers: [{ role: 'referring', provider: { ...hale, taxonomy: '1223G0001X' } }] },
      'PRV*RF*PXC*1223G0001X',
    ],
    [
      'the assistant surgeon',
      { ...cleaning, providers: [{ role: 'assistant', provider: { ...hale, taxonomy: '1223S0112X' } }] },
      'NM1*DD*1*HALE*MIRIAM****XX*1999000163',
    ],
    [
      'the estimate of another payer',
      { ...cleaning, coverages: [primary, { ...secondary, predeterminationNumber: 'PB78' }] },
      'REF*G3*PB78',
    ],
    ['a service', cleaning, 'SV3*AD:D1110*95'],
    [
      'everything of a service',
      withLine({ placeOfService: '22', oralCavity: ['10', '20'], prosthesis: 'R', units: '2', diagnosisPointers: [2, 1] }),
      'SV3*AD:D1110*95*22*10:20*R*2*****2:1',
    ],
    ['a tooth with its surfaces', withLine({ teeth: [{ tooth: '3', surfaces: ['M', 'O', 'D'] }] }), 'TOO*JP*3*M:O:D'],
    ['a tooth', withLine({ teeth: [{ tooth: '32', surfaces: [] }] }), 'TOO*JP*32'],
    ['a day of its own', withLine({ from: day('2026-10-06') }), 'DTP*472*D8*20261006'],
    ['an earlier placement', withLine({ dates: { priorPlacement: day('2018-03-01') } }), 'DTP*441*D8*20180301'],
    ['about when it was placed', withLine({ dates: { priorPlacementEstimated: day('2018-03-01') } }), 'DTP*139*D8*20180301'],
    ['the start of a treatment', withLine({ dates: { treatmentStart: day('2026-09-01') } }), 'DTP*196*D8*20260901'],
    ['an authorization', withLine({ authorization: 'AU1' }), 'REF*G1*AU1'],
    [
      'the estimate of another payer at a line',
      withLine({ payerReferences: [{ qualifier: 'G3', value: 'PB79', payerId: '60002' }] }),
      'REF*G3*PB79**2U:60002',
    ],
    ['sales tax', withLine({ salesTaxCents: toCents(150) }), 'AMT*T*1.5'],
  ]
  for (const [name, claim, expected] of rows) {
    it(`${name}: ${expected.split('*')[0]}`, () => expect(wires(claim)).to.include(expected))
  }

  it('what is planned has no day', () => {
    expect(wires({ ...undated, predetermination: true }).filter((line) => line.startsWith('DTP'))).to.deep.equal([])
  })
})
