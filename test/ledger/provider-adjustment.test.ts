import { expect } from 'chai'
import type { ProviderAdjustment } from '../../src/domain/index.js'
import { dueReference, postProviderAdjustment } from '../../src/ledger/index.js'
import { type Cents, type IsoDate, toCents } from '../../src/values/index.js'

function plb(reason: string, dollars: number, reference = 'R1'): ProviderAdjustment {
  return { providerId: '1234567893', fiscalPeriodEnd: '2026-12-31' as IsoDate, reason, reference, amountCents: toCents(dollars * 100) }
}

const due = (...balances: readonly (readonly [string, number])[]): ReadonlyMap<string, Cents> =>
  new Map(balances.map(([ref, dollars]) => [ref, toCents(dollars * 100)]))

describe('accounts of provider adjustments', () => {
  const rows = [
    ...(['WO', 'FB'] as const).map((code) => [code, 'DUE:PAYER'] as const),
    ...(['72', 'B2'] as const).map((code) => [code, 'REFUND:PAYER'] as const),
    ...(['CT', 'CR', 'CV', 'CW'] as const).map((code) => [code, 'INCOME:CAPITATION'] as const),
    ...(['50', '51'] as const).map((code) => [code, 'EXPENSE:PENALTY'] as const),
    ['L6', 'INCOME:INTEREST'],
    ['IR', 'TAX:WITHHELD'],
    ['LE', 'EXPENSE:LEVY'],
    ...(['AP', 'PI', 'LS', 'RA', 'J1', 'WU', 'CS', 'ZZ'] as const).map((code) => [code, 'SUSPENSE:PLB'] as const),
  ] as const
  for (const [code, account] of rows) {
    it(`${code} moves ${account}: negative is given to us, positive is taken`, () => {
      const given = postProviderAdjustment(plb(code, -5), due())
      const taken = postProviderAdjustment(plb(code, 5), due())
      expect(given.entries).to.deep.equal([{ dr: 'CASH:REMIT', cr: account, cents: 500, why: `PLB ${code}`, ref: 'R1' }])
      expect(taken.entries).to.deep.equal([{ dr: account, cr: 'CASH:REMIT', cents: 500, why: `PLB ${code}`, ref: 'R1' }])
      expect(taken.workItems.some(({ type }) => type === 'plb-review')).to.equal(account === 'SUSPENSE:PLB')
    })
  }

  it('R-BAL-8 an amount of 0 books nothing', () => {
    expect(postProviderAdjustment(plb('WO', 0), due()).entries).to.deep.equal([])
  })
})

describe('R-PLB-1 what is due to the payer, per reference', () => {
  const rows: readonly (readonly [
    string,
    number,
    ReadonlyMap<string, Cents>,
    readonly (readonly [string, number])[],
    readonly string[],
  ])[] = [
    ['a postponed recovery opens an item', -120, due(), [['open-payer-balance', 12000]], []],
    ['a second one under the same reference raises it', -30, due(['R1', -120]), [['open-payer-balance', 15000]], ['open-payer-balance']],
    ['its recovery closes it', 120, due(['R1', -120]), [], ['open-payer-balance']],
    ['a part of its recovery leaves it open', 50, due(['R1', -120]), [], []],
    ['a recovery of nothing that is due is looked into', 120, due(['R2', -120]), [['recoupment-without-balance', 12000]], []],
    [
      'a recovery of more than is due is looked into for the rest',
      150,
      due(['R1', -120]),
      [['recoupment-without-balance', 3000]],
      ['open-payer-balance'],
    ],
    ['its postponement, late, explains it', -120, due(['R1', 120]), [], ['recoupment-without-balance']],
  ]
  for (const [name, dollars, balances, items, closed] of rows) {
    it(name, () => {
      const { workItems, closes } = postProviderAdjustment(plb('WO', dollars), balances)
      expect(workItems.map(({ type, cents }) => [type, cents])).to.deep.equal(items)
      expect(closes.map(({ type }) => type)).to.deep.equal(closed)
    })
  }
})

describe('R-PLB-3 references', () => {
  const rows = [
    ['ICN1', ['ICN1', 'ICN2'], 'ICN1'],
    ['RB1 ICN1 T1', ['ICN1', 'ICN2'], 'ICN1'],
    ['RB1-ICN1/T1', ['ICN1'], 'ICN1'],
    ['112626309000010', ['2626309000010'], '2626309000010'],
    ['ICN1 ICN2', ['ICN1', 'ICN2'], 'ICN1 ICN2'],
    ['ICN1', ['RB1 ICN1 T1'], 'RB1 ICN1 T1'],
    ['ICN9', ['ICN1'], 'ICN9'],
  ] as const
  const ofClaims = [
    ['the number of the claim, due under its payer number', 'RB1', ['ICN1'], [['RB1', 'ICN1']], 'ICN1'],
    ['the payer number of a claim, due under our number', 'ICN1', ['RB1'], [['RB1', 'ICN1']], 'RB1'],
    ['the corrected payer number', 'ICN1A', ['ICN1'], [['RB1', 'ICN1', 'ICN1A']], 'ICN1'],
    ['two claims', 'RB1 RB2', ['ICN1'], [['RB1', 'ICN1'], ['RB2']], 'RB1 RB2'],
    ['a claim with two balances', 'RB1', ['ICN1', 'ICN1A'], [['RB1', 'ICN1', 'ICN1A']], 'RB1'],
    ['a claim with none', 'RB1', ['ICN9'], [['RB1', 'ICN1']], 'RB1'],
  ] as const
  for (const [name, reference, known, claims, expected] of ofClaims) {
    it(`${name}: ${reference} is ${expected}`, () => {
      expect(dueReference(reference, known, claims)).to.equal(expected)
    })
  }

  it('seeks only the balance that an amount answers: what is postponed anew keeps its own reference', () => {
    const claims = [['RB1', 'ICN1', 'ICN1A']]
    const refOf = (dollars: number, balance: number) =>
      postProviderAdjustment(plb('WO', dollars, 'ICN1A'), due(['ICN1', balance]), claims).entries.map(({ ref }) => ref)
    expect(refOf(50, -120)).to.deep.equal(['ICN1'])
    expect(refOf(-50, -120)).to.deep.equal(['ICN1A'])
    expect(refOf(-50, 120)).to.deep.equal(['ICN1'])
    expect(refOf(50, 120)).to.deep.equal(['ICN1A'])
  })

  for (const [reference, known, expected] of rows) {
    it(`${reference} among ${known.join(', ')} is ${expected}`, () => {
      expect(dueReference(reference, known)).to.equal(expected)
    })
  }
})
