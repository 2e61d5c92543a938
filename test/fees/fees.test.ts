// Contract rates (domain rules 7.2): which row counts, what it allows, what the payer allowed, and the difference that is work.
import { expect } from 'chai'
import type { Adjustment, ContractRate, ServicePayment } from '../../src/domain/index.js'
import {
  actualAllowed,
  compareLines,
  contractItem,
  expectedAllowed,
  feeColumns,
  type PricedLine,
  readFeeCsv,
} from '../../src/fees/index.js'
import { type Cents, type IsoDate, toCents } from '../../src/values/index.js'

const dollars = (amount: number): Cents => toCents(Math.round(amount * 100))

function rate(change: Partial<ContractRate> = {}): ContractRate {
  const from = '2026-01-01' as IsoDate
  const basis = { kind: 'cents', cents: dollars(100) } as const
  return { payerId: '60001', procedure: '99213', modifiers: [], from, basis, unitRule: 'unit', lesserOf: false, ...change }
}

function line(change: Partial<PricedLine> = {}): PricedLine {
  return {
    payerId: '60001',
    products: ['PPO'],
    providers: ['1234567893', '207Q00000X'],
    procedure: '99213',
    modifiers: [],
    placeOfService: '11',
    serviceDate: '2026-10-05' as IsoDate,
    units: 1,
    chargeCents: dollars(150),
    ...change,
  }
}

/** "CO45 60" is a CAS of group CO, reason 45, over 60.00. */
function service(paid: number, ...adjustments: readonly string[]): ServicePayment {
  return {
    procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
    chargedCents: dollars(150),
    paidCents: dollars(paid),
    dates: [],
    adjustments: adjustments.map((text): Adjustment => {
      const [reason = '', amount] = text.split(' ')
      return { group: reason.slice(0, 2), reason: reason.slice(2), amountCents: dollars(Number(amount)) }
    }),
    references: [],
    amounts: [],
    quantities: [],
    remarks: [],
  }
}

describe('contract rates', () => {
  describe('7.2 expected: rate x units x modifiers', () => {
    const rows: readonly (readonly [string, Partial<PricedLine>, readonly Partial<ContractRate>[], number | undefined])[] = [
      ['one unit', {}, [{}], 100],
      ['three units', { units: 3 }, [{}], 300],
      ['three units under a rate for the line', { units: 3 }, [{ unitRule: 'line' }], 100],
      ['half a unit', { units: 0.5 }, [{}], 50],
      ['modifier 50', { modifiers: ['50'] }, [{}], 150],
      ['modifier 51', { modifiers: ['51'] }, [{}], 50],
      ['modifier 62', { modifiers: ['62'] }, [{}], 62.5],
      ['modifier 80', { modifiers: ['80'] }, [{}], 16],
      ['modifier 82', { modifiers: ['82'] }, [{}], 16],
      ['modifier AS', { modifiers: ['AS'] }, [{}], 13.6],
      ['50 and 51 together', { modifiers: ['50', '51'] }, [{}], 75],
      ['a modifier that changes no price', { modifiers: ['25'] }, [{}], 100],
      ['26 has no rate without a row of its own', { modifiers: ['26'] }, [{}], undefined],
      ['TC has no rate without a row of its own', { modifiers: ['TC'] }, [{}], undefined],
      ['26 by its own row', { modifiers: ['26'] }, [{}, { modifiers: ['26'], basis: { kind: 'cents', cents: dollars(40) } }], 40],
      ['52 is for a person', { modifiers: ['52'] }, [{}], undefined],
      ['53 is for a person', { modifiers: ['53'] }, [{}], undefined],
      ['a row that names 50 has it in its rate', { modifiers: ['50'] }, [{ modifiers: ['50'] }], 100],
      ['capped at the charge where the contract says so', { units: 2 }, [{ lesserOf: true }], 150],
      ['not capped where it does not', { units: 2 }, [{}], 200],
      [
        'per cent of the charge, whatever units and modifiers',
        { units: 3, modifiers: ['50'] },
        [{ basis: { kind: 'charge', hundredths: 6550 } }],
        98.25,
      ],
      [
        'per cent of Medicare',
        { units: 2 },
        [{ basis: { kind: 'medicare', hundredths: 12_000 } }, { payerId: 'MEDICARE', basis: { kind: 'cents', cents: dollars(92.5) } }],
        222,
      ],
      ['per cent of Medicare, whose amount is not known', {}, [{ basis: { kind: 'medicare', hundredths: 12_000 } }], undefined],
      ['a rate for every procedure', {}, [{ procedure: '*', basis: { kind: 'charge', hundredths: 5000 } }], 75],
      [
        'a rate for the procedure before one for every procedure',
        {},
        [{ procedure: '*', product: 'PPO', provider: '1234567893' }, { basis: { kind: 'cents', cents: dollars(90) } }],
        90,
      ],
      ['another payer', { payerId: '60002' }, [{}], undefined],
      ['another procedure', { procedure: '99214' }, [{}], undefined],
      ['before its first day', { serviceDate: '2025-12-31' as IsoDate }, [{}], undefined],
      ['on its last day', {}, [{ to: '2026-10-05' as IsoDate }], 100],
      ['after its last day', {}, [{ to: '2026-10-04' as IsoDate }], undefined],
      ['the row that began last', {}, [{}, { from: '2026-07-01' as IsoDate, basis: { kind: 'cents', cents: dollars(105) } }], 105],
      ['a product', {}, [{}, { product: 'PPO', basis: { kind: 'cents', cents: dollars(120) } }], 120],
      ['another product', {}, [{}, { product: 'HMO', basis: { kind: 'cents', cents: dollars(120) } }], 100],
      ['a taxonomy', {}, [{ provider: '207Q00000X', basis: { kind: 'cents', cents: dollars(80) } }], 80],
      ['another provider', {}, [{ provider: '1999000015' }], undefined],
      ['a place of service', {}, [{}, { placeOfService: '11', basis: { kind: 'cents', cents: dollars(70) } }], 70],
      ['a place of service that is not known', {}, [{ placeOfService: '22' }], undefined],
    ]
    for (const [name, of, rates, expected] of rows)
      it(`${name}: ${expected ?? 'not compared'}`, () => {
        expect(expectedAllowed(line(of), rates.map(rate))).to.equal(expected === undefined ? undefined : dollars(expected))
      })
  })

  describe('7.2 actual: paid, owed by the patient or the next payer, and cut; less bonuses', () => {
    const rows: readonly (readonly [string, readonly ServicePayment[], number])[] = [
      ['paid alone', [service(110, 'CO45 40')], 110],
      ['copay', [service(85, 'CO45 40', 'PR3 25')], 110],
      ['deductible, coinsurance and blood deductible', [service(50, 'PR1 30', 'PR2 10', 'PR66 5', 'CO45 55')], 95],
      ['sequestration', [service(78.4, 'PR2 20', 'CO253 1.60', 'CO45 50')], 100],
      ['a penalty', [service(90, 'CO237 10', 'CO45 50')], 100],
      ['bonuses', [service(107, 'CO144 -5', 'CO161 -2', 'CO45 50')], 100],
      ['a line that the payer split', [service(60, 'CO45 15'), service(40, 'CO45 35')], 100],
    ]
    for (const [name, services, allowed] of rows)
      it(`${name}: ${allowed}`, () => {
        expect(actualAllowed(services)).to.equal(dollars(allowed))
      })
  })

  describe('7.2 worked tests: the difference is work when it is above a dollar and one per cent', () => {
    const compare = (allowed: number, paid: ServicePayment) => {
      const basis = { kind: 'cents', cents: dollars(allowed) } as const
      const compared = compareLines([{ number: 1, line: line(), services: [paid] }], [rate({ basis })])
      return compared.flatMap((found) => contractItem('PCN1', found) ?? []).map(({ type, cents }) => [type, cents])
    }
    const rows: readonly (readonly [string, number, ServicePayment, readonly (readonly [string, number])[]])[] = [
      ['copay 25 + paid 85, contract 110', 110, service(85, 'PR3 25', 'CO45 40'), []],
      ['paid 78.40 + PR 20 + CO253 1.60, rate 100', 100, service(78.4, 'PR2 20', 'CO253 1.60', 'CO45 50'), []],
      ['CO45 too large by 12.00', 110, service(98, 'CO45 52'), [['underpayment', 1200]]],
      ['CO45 too small by 12.00', 110, service(122, 'CO45 28'), [['overpaid', 1200]]],
      ['a dollar', 90, service(89, 'CO45 61'), []],
      ['a dollar and a cent', 90, service(88.99, 'CO45 61.01'), [['underpayment', 101]]],
      ['one per cent of much', 5000, service(4950, 'CO45 50'), []],
      ['a cent above one per cent of much', 5000, service(4949.99, 'CO45 50.01'), [['underpayment', 5001]]],
      ['a dollar too much', 90, service(91, 'CO45 59'), []],
    ]
    for (const [name, allowed, paid, items] of rows)
      it(`${name}: ${items.length} items`, () => {
        expect(compare(allowed, paid)).to.deep.equal(items)
      })

    it('the item says what was expected and allowed; AMT*B6 only where it is another amount', () => {
      const basis = { kind: 'cents', cents: dollars(110) } as const
      const stated = (b6: number) => ({ ...service(98, 'CO45 52'), amounts: [{ qualifier: 'B6', amountCents: dollars(b6) }] })
      const factsWith = (b6: number) => {
        const [found] = compareLines([{ number: 2, line: line(), services: [stated(b6)] }], [rate({ basis })])
        return found && contractItem('PCN1', found)?.facts
      }
      const facts = { payerId: '60001', procedure: '99213', expectedCents: 11_000, actualCents: 9800, differenceCents: 1200 }
      expect(factsWith(98)).to.deep.equal(facts)
      expect(factsWith(110)).to.deep.equal({ ...facts, statedCents: 11_000 })
    })
  })

  describe('the table', () => {
    const heading = 'payer,procedure,effective_from'
    const read = (text: string) => {
      const { rates, findings } = readFeeCsv(Buffer.from(text))
      return { rates: rates.length, findings: findings.map(({ code, path, detail }) => [code, detail.line, path]) }
    }

    it('every column, in any order, with a byte order mark and quotes', () => {
      const names = feeColumns.map(({ name }) => name).filter((name) => !/^(?:rate_cents|percent_)/.test(name))
      const cells = names.map((name) => `"${feeColumns.find((column) => column.name === name)?.example}"`)
      const { rates, findings } = readFeeCsv(Buffer.from(`\uFEFF${names.toReversed().join(',')}\r\n${cells.toReversed().join(',')}\r\n`))
      expect(findings).to.deep.equal([])
      expect(rates).to.deep.equal([
        {
          payerId: '60001',
          product: 'PPO',
          provider: '1234567893',
          procedure: '99213',
          modifiers: ['26'],
          placeOfService: '11',
          from: '2026-01-01',
          to: '2026-12-31',
          basis: { kind: 'cents', cents: 11_000 },
          unitRule: 'unit',
          lesserOf: true,
        },
      ])
    })

    const rows: readonly (readonly [string, string, readonly (readonly [string, number, string])[]])[] = [
      [
        'no heading',
        '',
        [
          ['FEE_COLUMN_MISSING', 1, 'payer'],
          ['FEE_COLUMN_MISSING', 1, 'procedure'],
          ['FEE_COLUMN_MISSING', 1, 'effective_from'],
        ],
      ],
      ['an unknown column', `${heading},rate,colour\n60001,99213,2026-01-01,110,red`, [['FEE_COLUMN_UNKNOWN', 1, 'heading']]],
      ['an open quotation mark', `${heading},rate\n60001,"99213,2026-01-01,110`, [['FEE_TABLE_MALFORMED', 2, 'row']]],
      ['no rate', `${heading},rate\n60001,99213,2026-01-01,`, [['FEE_RATE_UNCLEAR', 2, 'rate']]],
      ['two rates', `${heading},rate,percent_of_charge\n60001,99213,2026-01-01,110,60`, [['FEE_RATE_UNCLEAR', 2, 'rate']]],
      ['a third decimal', `${heading},rate\n60001,99213,2026-01-01,110.005`, [['FEE_CELL_INVALID', 2, 'rate']]],
      ['cents with a point', `${heading},rate_cents\n60001,99213,2026-01-01,110.00`, [['FEE_CELL_INVALID', 2, 'rate_cents']]],
      ['no per cent', `${heading},percent_of_charge\n60001,99213,2026-01-01,0`, [['FEE_CELL_INVALID', 2, 'percent_of_charge']]],
      [
        'Medicare in per cent of itself',
        `${heading},percent_of_medicare\nMEDICARE,99213,2026-01-01,100`,
        [['FEE_CELL_INVALID', 2, 'percent_of_medicare']],
      ],
      ['no such day', `${heading},rate\n60001,99213,2026-02-30,110`, [['FEE_CELL_INVALID', 2, 'effective_from']]],
      [
        'an end before the beginning',
        `${heading},effective_to,rate\n60001,99213,2026-01-01,2025-12-31,110`,
        [['FEE_CELL_INVALID', 2, 'effective_to']],
      ],
      ['no payer', `${heading},rate\n,99213,2026-01-01,110`, [['FEE_CELL_INVALID', 2, 'payer']]],
      ['a wrong NPI', `${heading},provider,rate\n60001,99213,2026-01-01,1234567890,110`, [['FEE_CELL_INVALID', 2, 'provider']]],
      [
        'a modifier of three characters',
        `${heading},modifiers,rate\n60001,99213,2026-01-01,26 TCX,110`,
        [['FEE_CELL_INVALID', 2, 'modifiers']],
      ],
      ['another unit rule', `${heading},unit_rule,rate\n60001,99213,2026-01-01,hour,110`, [['FEE_CELL_INVALID', 2, 'unit_rule']]],
      ['perhaps', `${heading},lesser_of,rate\n60001,99213,2026-01-01,perhaps,110`, [['FEE_CELL_INVALID', 2, 'lesser_of']]],
      [
        'the same service from the same day twice',
        `${heading},rate\n60001,99213,2026-01-01,110\n60001,99213,2026-01-01,115`,
        [['FEE_ROW_REPEATED', 3, 'effective_from']],
      ],
    ]
    for (const [name, text, findings] of rows)
      it(`${name}: refused`, () => {
        expect(read(text)).to.deep.equal({ rates: 0, findings })
      })

    it('one wrong row keeps the right ones out', () => {
      const table = `${heading},rate\n60001,99213,2026-01-01,110\n60001,99214,soon,150\n`
      expect(read(table)).to.deep.equal({ rates: 0, findings: [['FEE_CELL_INVALID', 3, 'effective_from']] })
    })
  })
})
