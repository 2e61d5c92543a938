import { expect } from 'chai'
import type { OpenClaim } from '../../src/domain/index.js'
import { type KnownClaim, postClaimPayment } from '../../src/ledger/index.js'
import { alvarez, era, openClaim, treatments } from '../support/era.js'

const claim = openClaim('A', { charges: [100] })
const [only] = claim.lines
if (only === undefined) throw new Error('no line')
const known = (of: OpenClaim): KnownClaim => ({
  id: 'A',
  claim: of,
  state: 'submitted',
  payerClaimNumbers: [],
  balances: { 'AR:P': of.chargeCents },
  history: [],
})
const service = (paid: number, units: string, ...more: readonly string[]): readonly string[] => [
  `SVC*HC:99201*100*${paid}**${units}`,
  'DTM*472*20261005',
  ...more,
]

const rows: readonly (readonly [string, readonly string[], readonly string[], OpenClaim?])[] = [
  ['nothing to remark', ['CLP*A*1*100*100', ...service(100, '1')], []],
  ['R-BAL-5 no service lines for a professional claim', ['CLP*A*1*100*100'], ['service-lines-absent']],
  ['R-BAL-5 none for an institutional one is normal', ['CLP*A*1*100*100'], [], { ...claim, kind: 'institutional' }],
  ['R-BAL-6 CLP05 differs', ['CLP*A*1*100*100*5', ...service(100, '1')], ['patient-responsibility-differs']],
  ['R-BAL-7 interest as an adjustment', ['CLP*A*1*100*104', ...service(104, '1', 'CAS*CO*225*-4')], ['interest-as-adjustment']],
  ['R-BAL-9 other units', ['CLP*A*1*100*100', ...service(100, '2')], ['units-differ']],
  ['R-BAL-9 paid for none of the units that were submitted', ['CLP*A*1*100*100', 'SVC*HC:99201*100*100**0**1'], []],
  ['R-BAL-9 an unbundled line may have more', ['CLP*A*1*100*100', ...service(100, '1', 'REF*6R*AL1'), 'SVC*HC:7*0*0**1', 'REF*6R*AL1'], []],
  ['2.3 a line that is none of ours', ['CLP*A*1*100*100', 'SVC*HC:77777*100*100**1'], ['line-unmatched']],
  [
    '2.3 twins',
    ['CLP*A*1*200*200', ...service(100, '1'), ...service(100, '1')],
    ['twin-lines'],
    { ...claim, lines: [only, { ...only, number: 2, control: 'AL2' }], chargeCents: 20000 as never },
  ],
  ['1.3 CLP02 names another place', ['CLP*A*3*100*100', ...service(100, '1')], ['payer-order-differs']],
  ['1.6 an unknown reason', ['CLP*A*1*100*60', ...service(60, '1', 'CAS*CO*999*40')], ['reason-unknown']],
  ['1.6 a reason that needs a remark and has none', ['CLP*A*1*100*60', ...service(60, '1', 'CAS*CO*252*40')], ['remark-missing']],
  ['1.6 a reason that needs a remark and has one', ['CLP*A*1*100*60', ...service(60, '1', 'CAS*CO*252*40', 'LQ*HE*M127')], []],
]

describe('notes on a posting', () => {
  for (const [name, body, expected, of = claim] of rows) {
    it(`${name}: ${expected.join(', ') || 'no note'}`, () => {
      const { remittance, payments } = era([...body.slice(0, 1), alvarez, ...body.slice(1)])
      const [payment] = payments
      if (payment === undefined) throw new Error('no payment')
      const { notes, disposition } = postClaimPayment(payment, known(of), { remittance, treatments, ordinal: 1 })
      expect(disposition.outcome).to.equal('posted')
      expect(notes.map(({ code }) => code)).to.deep.equal(expected)
    })
  }

  it('a predetermination keeps what it promises', () => {
    const { remittance, payments } = era(['CLP*A*25*100*0', alvarez, ...service(0, '1', 'CAS*CO*45*30', 'CAS*PR*2*20', 'CAS*OA*101*50')])
    const [payment] = payments
    if (payment === undefined) throw new Error('no payment')
    const { disposition } = postClaimPayment(payment, known(claim), { remittance, treatments, ordinal: 1 })
    expect(disposition.estimate).to.deep.equal({ payerCents: 5000, patientCents: 2000, contractualCents: 3000 })
  })
})
