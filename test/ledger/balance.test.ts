import { expect } from 'chai'
import { checkClaimPayment, createRemittanceBalance, holdFor, isBlocking } from '../../src/ledger/index.js'
import { Books } from '../support/books.js'
import { alvarez, era, type EraShape, openClaim, treatments } from '../support/era.js'

const line = (svc: string, ...cas: readonly string[]): readonly string[] => [svc, 'DTM*472*20261005', ...cas]

/** Name, body of one claim payment, and the rules that do not hold with their differences. */
const claimRows: readonly (readonly [string, readonly string[], readonly (readonly [string, number])[]])[] = [
  ['R-BAL-2 holds with claim and line adjustments', ['CLP*A*1*500*450', 'CAS*CO*45*50', ...line('SVC*HC:1*500*500')], []],
  ['R-BAL-2 fails by one cent', ['CLP*A*1*100*60.01', 'CAS*CO*45*40'], [['R-BAL-2', 1]]],
  [
    'R-BAL-2 fails when the same money stands at both levels',
    ['CLP*A*1*100*60', 'CAS*CO*45*40', ...line('SVC*HC:1*100*60', 'CAS*CO*45*40')],
    [
      ['R-BAL-2', 4000],
      ['R-BAL-4', 4000],
    ],
  ],
  ['R-BAL-3 holds with a raise', line('CLP*A*1*100*110').concat('SVC*HC:1*100*110', 'CAS*CO*144*-10'), []],
  [
    'R-BAL-3 fails on the line that is wrong',
    ['CLP*A*1*200*160', ...line('SVC*HC:1*100*90', 'CAS*CO*45*20'), ...line('SVC*HC:2*100*70', 'CAS*CO*45*20')],
    [
      ['R-BAL-3', 1000],
      ['R-BAL-3', -1000],
    ],
  ],
  [
    'R-BAL-4 fails when the lines charge less than the claim',
    ['CLP*A*1*200*100', 'CAS*CO*45*100', ...line('SVC*HC:1*100*100')],
    [
      ['R-BAL-4', 10000],
      ['R-BAL-4', 10000],
    ],
  ],
  ['R-BAL-5 claim adjustments alone are enough without lines', ['CLP*A*1*100*60', 'CAS*CO*45*40'], []],
  ['R-BAL-6 holds over both levels', ['CLP*A*1*100*60*40', 'CAS*PR*1*15', ...line('SVC*HC:1*100*75', 'CAS*PR*2*25')], []],
  ['R-BAL-6 warns when CLP05 differs', ['CLP*A*1*100*60*39', 'CAS*PR*1*40'], [['R-BAL-6', -100]]],
  ['R-BAL-6 asks nothing of a reversal', ['CLP*A*22*-100*-60', 'CAS*PR*1*-40'], []],
]

describe('balance of a claim payment', () => {
  for (const [name, body, expected] of claimRows) {
    it(name, () => {
      const [payment] = era(body).payments
      if (payment === undefined) throw new Error('no payment')
      expect(checkClaimPayment(payment).map(({ rule, cents }) => [rule, cents])).to.deep.equal(expected)
    })
  }

  it('R-BAL-6 alone does not block', () => {
    const [payment] = era(['CLP*A*1*100*60*39', 'CAS*PR*1*40']).payments
    expect(payment === undefined ? [] : checkClaimPayment(payment).map(isBlocking)).to.deep.equal([false])
  })
})

const paid60 = ['CLP*A*1*100*60', 'CAS*CO*45*40']
const remittanceRows: readonly (readonly [string, readonly string[], EraShape, readonly (readonly [string, number])[]])[] = [
  ['R-BAL-1 holds with provider adjustments of both signs', [...paid60, 'PLB*1*20261231*WO:X*10*CS:Y*-5'], { paid: 55 }, []],
  ['R-BAL-1 fails by the difference', [...paid60, 'PLB*1*20261231*WO:X*10'], { paid: 60 }, [['R-BAL-1', 1000]]],
  ['R-BAL-7 holds when L6 gives the interest of the claims', [...paid60, 'AMT*I*4.21', 'PLB*1*20261231*L6:X*-4.21'], { paid: 64.21 }, []],
  ['R-BAL-7 warns when they differ', [...paid60, 'AMT*I*4.21', 'PLB*1*20261231*L6:X*-4'], { paid: 64 }, [['R-BAL-7', -21]]],
  ['R-BAL-8 warns of a provider adjustment of 0', [...paid60, 'PLB*1*20261231*WO:X*0'], { paid: 60 }, [['R-BAL-8', 0]]],
  ['R-BAL-8 refuses a negative payment', ['PLB*1*20261231*WO:X*10'], { paid: -10 }, [['R-BAL-8', -1000]]],
  ['R-BAL-8 accepts nothing paid by cheque', [], { paid: 0, method: 'CHK' }, []],
]

describe('balance of a remittance', () => {
  for (const [name, body, shape, expected] of remittanceRows) {
    it(name, () => {
      const { remittance, payments, adjustments } = era(body, shape)
      const balance = createRemittanceBalance()
      for (const payment of payments) balance.add(payment)
      for (const adjustment of adjustments) balance.addProviderAdjustment(adjustment)
      expect(balance.close(remittance).map(({ rule, cents }) => [rule, cents])).to.deep.equal(expected)
    })
  }

  it('the totals of TS3 are compared with the claims of their group', () => {
    const { remittance, payments } = era(paid60)
    const provider = { id: '1', facilityType: '11', fiscalPeriodEnd: remittance.effectiveOn, more: [] }
    for (const [claimCount, chargedCents, expected] of [
      [1, 10000, []],
      [2, 10000, ['TS3']],
      [1, 9000, ['TS3']],
    ] as const) {
      const balance = createRemittanceBalance()
      for (const payment of payments) {
        balance.add({ ...payment, claimGroup: { number: '1', provider: { ...provider, claimCount, chargedCents: chargedCents as never } } })
      }
      expect(balance.close(remittance).map(({ rule }) => rule)).to.deep.equal(expected)
    }
  })

  it('takes a hundred thousand claims without growing', () => {
    const { remittance, payments } = era(paid60)
    const balance = createRemittanceBalance()
    for (let count = 0; count < 100_000; count++) for (const payment of payments) balance.add(payment)
    expect(balance.close(remittance)).to.deep.equal([
      { rule: 'R-BAL-1', code: 'REMITTANCE_UNBALANCED', cents: 6000 - 600_000_000, path: 'BPR02' },
    ])
  })
})

describe('R-BAL-POLICY', () => {
  it('a remittance that does not add up is held, with the difference, and books nothing', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [100] }))
    const before = books.entries.length
    const { outcome, workItems } = books.receive(era(['CLP*A*1*100*60', alvarez, 'CAS*CO*45*40'], { paid: 61 }))
    expect(outcome).to.equal('held')
    expect(workItems.map(({ type, cents }) => [type, cents])).to.deep.equal([['remittance-unbalanced', 100]])
    expect(books.entries).to.have.length(before)
  })

  it('a claim payment that does not add up waits in suspense while its neighbour posts, and the cash is whole', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [100] }))
    books.openClaim(openClaim('B', { charges: [100] }))
    const { outcome, entries, workItems } = books.receive(
      era(['CLP*A*1*100*60**12*ICN1', alvarez, 'CAS*CO*45*39', 'CLP*B*1*100*60**12*ICN2', alvarez, 'CAS*CO*45*40']),
    )
    expect(outcome).to.equal('posted')
    expect(entries.map(({ dr, cr, cents, why, ref }) => [dr, cr, cents, why, ref])).to.deep.equal([
      ['CASH:REMIT', 'SUSPENSE:CLAIM', 6000, 'unbalanced claim payment', 'ICN1'],
      ['CASH:REMIT', 'AR:P', 6000, 'payment', undefined],
      ['ADJ:CONTRACTUAL', 'AR:P', 4000, 'CO45', undefined],
    ])
    expect(workItems.map(({ type, claim, cents }) => [type, claim, cents])).to.deep.equal([['claim-payment-unbalanced', 'A', 6000]])
    expect(books.stateOf('A')).to.equal('submitted')
  })
})

describe('holding a remittance', () => {
  const ours = [{ npi: '1234567893', taxId: '912345678' }]
  const rows = [
    ['R-MATCH-4 a payee of ours by NPI posts', {}, undefined],
    ['R-MATCH-4 a payee that is not ours is held', { payee: '1999999992' }, 'foreign-payee'],
    ['a payee of ours by tax id posts', { payee: '912345678' }, undefined],
  ] as const
  for (const [name, shape, expected] of rows) {
    it(name, () => {
      expect(holdFor(era(paid60, shape).remittance, [], ours)?.type).to.equal(expected)
    })
  }

  it('a payment in another currency is held, one in dollars is not', () => {
    const { remittance } = era(paid60)
    expect(holdFor({ ...remittance, currency: 'CAD' }, [], ours)?.type).to.equal('foreign-currency')
    expect(holdFor({ ...remittance, currency: 'USD' }, [], ours)).to.equal(undefined)
  })
})
