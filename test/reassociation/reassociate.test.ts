// Which deposit pays which remittance: a row that fits and rows that do not, for every rule of domain rules section 4.
import { expect } from 'chai'
import type { PayerAlias } from '../../src/domain/index.js'
import { type AwaitedRemittance, dueDay, type OpenDeposit, reassociate, subsetOffers } from '../../src/reassociation/index.js'
import { createBusinessCalendar, type IsoDate, toCents } from '../../src/values/index.js'

const calendar = createBusinessCalendar()
const day = (text: string): IsoDate => text as IsoDate

/** Tuesday 3 November 2026, 110.00 from Acorn by EFT. */
function remittance(change: Partial<AwaitedRemittance> = {}): AwaitedRemittance {
  const trace = { number: 'EFT0000101', payerIdentifier: '1987654321' }
  return {
    id: 'r1',
    trace,
    payerName: 'ACORN HEALTH PLAN',
    paidCents: toCents(11_000),
    method: 'ACH',
    format: 'CCP',
    effectiveOn: day('2026-11-03'),
    ...change,
  }
}
function deposit(change: Partial<OpenDeposit> = {}): OpenDeposit {
  return { id: 'd1', cents: toCents(11_000), postedOn: day('2026-11-03'), references: [], description: '', refused: [], ...change }
}
const traced = { trace: { number: 'EFT0000101', payerIdentifier: '1987654321' } }
const cheque = { method: 'CHK', trace: { number: '0000451', payerIdentifier: '1987654321' } }
const byName = { companyName: 'ACORN HEALTH PLAN' }
const allowed: readonly PayerAlias[] = [{ payer: '987654321', names: ['ACORN HLTH'], companyIds: ['9000000001'], matchByAmount: true }]
const alias: readonly PayerAlias[] = allowed.map((one) => ({ ...one, matchByAmount: false }))

type Row = readonly [string, readonly Partial<OpenDeposit>[], readonly Partial<AwaitedRemittance>[], readonly PayerAlias[], string]
const rows: readonly Row[] = [
  ['R-EFT-1 trace, payer and amount equal', [traced], [{}], [], 'match R-EFT-1 r1'],
  [
    'R-EFT-1 TRN03 without its leading 1',
    [{ trace: { number: 'EFT0000101', payerIdentifier: '987654321' } }],
    [{}],
    [],
    'match R-EFT-1 r1',
  ],
  ['R-EFT-1 thirty days apart', [{ ...traced, postedOn: day('2026-12-03') }], [{}], [], 'match R-EFT-1 r1'],
  ['R-EFT-1 thirty-one days apart', [{ ...traced, postedOn: day('2026-12-04') }], [{}], [], 'propose R-EFT-1 r1'],
  ['R-EFT-1 money before the remittance', [{ ...traced, postedOn: day('2026-10-30') }], [{}], [], 'match R-EFT-1 r1'],
  ['R-EFT-1 the trace of another payer', [{ trace: { number: 'EFT0000101', payerIdentifier: '1555555555' } }], [{}], [], 'none'],
  ['R-EFT-1 refused by a person before', [{ ...traced, refused: ['r1'] }], [{}], [], 'none'],
  ['R-EFT-1 one remittance is not given twice', [traced, traced], [{}], [], 'match R-EFT-1 r1; none'],
  ['R-EFT-2 trace equal, a cent less', [{ ...traced, cents: toCents(10_999) }], [{}], [], 'differs R-EFT-2 r1'],
  ['R-EFT-3 amount, day and name: proposed', [byName], [{}], [], 'propose R-EFT-3 r1'],
  ['R-EFT-3 the company id', [{ companyId: '1987654321' }], [{}], [], 'propose R-EFT-3 r1'],
  ['R-EFT-3 an alias in the description', [{ description: 'ACH CREDIT ACORN HLTH 110326' }], [{}], alias, 'propose R-EFT-3 r1'],
  ['R-EFT-3 a company id of the settings, allowed', [{ companyId: '9000000001' }], [{}], allowed, 'match R-EFT-3 r1'],
  ['R-EFT-3 a name inside another word', [{ description: 'ACORN HLTHX' }], [{}], allowed, 'none'],
  ['R-EFT-3 an unknown payer', [{ companyName: 'BIRCH MUTUAL' }], [{}], allowed, 'none'],
  ['R-EFT-3 five business days after, over Veterans Day', [{ ...byName, postedOn: day('2026-11-10') }], [{}], allowed, 'match R-EFT-3 r1'],
  ['R-EFT-3 six business days after', [{ ...byName, postedOn: day('2026-11-12') }], [{}], allowed, 'none'],
  ['R-EFT-3 one business day before', [{ ...byName, postedOn: day('2026-11-02') }], [{}], allowed, 'match R-EFT-3 r1'],
  ['R-EFT-3 two business days before', [{ ...byName, postedOn: day('2026-10-30') }], [{}], allowed, 'none'],
  ['R-EFT-3 two remittances of the amount', [byName], [{}, { id: 'r2' }], allowed, 'propose R-EFT-3 r1 r2'],
  ['R-EFT-3 two deposits of the amount', [byName, byName], [{}], allowed, 'propose R-EFT-3 r1; propose R-EFT-3 r1'],
  [
    'R-EFT-3 another trace is never overruled',
    [{ ...byName, trace: { number: 'EFT9', payerIdentifier: '1987654321' } }],
    [{}],
    allowed,
    'none',
  ],
  ['R-EFT-5 nothing is paid', [byName], [{ method: 'NON' }], allowed, 'none'],
  ['R-EFT-6 the cheque number without leading zeros', [{ references: ['451'] }], [cheque], [], 'match R-EFT-6 r1'],
  ['R-EFT-6 a cheque of three months ago', [{ references: ['00451'], postedOn: day('2027-02-01') }], [cheque], [], 'match R-EFT-6 r1'],
  ['R-EFT-6 a stale cheque', [{ references: ['451'], postedOn: day('2027-06-01') }], [cheque], [], 'propose R-EFT-6 r1'],
  ['R-EFT-6 the number with another amount is a coincidence', [{ references: ['451'], cents: toCents(1) }], [cheque], [], 'none'],
  ['R-EFT-6 an EFT is no cheque', [{ references: ['EFT0000101'] }], [{}], [], 'none'],
  ['R-EFT-8 the 835 inside a CTX, months apart', [{ ...traced, postedOn: day('2027-02-01') }], [{ format: 'CTX' }], [], 'match R-EFT-8 r1'],
  ['R-EFT-8 with another amount', [{ ...traced, cents: toCents(1) }], [{ format: 'CTX' }], [], 'differs R-EFT-2 r1'],
]

describe('reassociation', () => {
  for (const [name, deposits, remittances, payers, expected] of rows)
    it(`${name}: ${expected}`, () => {
      const decisions = reassociate(
        deposits.map((change, index) => deposit({ id: `d${index + 1}`, ...change })),
        remittances.map((change, index) => remittance({ id: `r${index + 1}`, ...change })),
        { calendar, payers },
      )
      expect(
        decisions.map(({ kind, rule, remittanceIds }) => [kind, rule, ...remittanceIds].filter(Boolean).join(' ')).join('; '),
      ).to.equal(expected)
    })

  for (const [name, from, format, due] of [
    ['four business days, over Veterans Day', '2026-11-06', 'CCP', '2026-11-13'],
    ['R-EFT-8 a CTX waits for nothing', '2026-11-03', 'CTX', '2026-11-03'],
    ['R-EFT-8 a CTX of a Sunday', '2026-11-08', 'CTX', '2026-11-09'],
  ] as const)
    it(`late after: ${name}`, () => {
      expect(dueDay(day(from), format, calendar)).to.equal(due)
    })

  const offers = (amounts: readonly number[], cents: number): string[] =>
    subsetOffers(
      amounts.map((paidCents) => ({ paidCents: toCents(paidCents) })),
      toCents(cents),
    ).map((group) => group.map(({ paidCents }) => paidCents).join('+'))

  it('R-EFT-4 offers groups that come to the deposit exactly, the smallest first', () => {
    expect(offers([5000, 3000, 2000, 1000, 8000], 10_000)).to.deep.equal(['8000+2000', '5000+3000+2000'])
  })
  it('R-EFT-4 offers at most six together, and never one alone', () => {
    expect(offers([1, 1, 1, 1, 1, 1, 1], 7)).to.deep.equal([])
    expect(offers([1, 1, 1, 1, 1, 1], 6)).to.have.length(1)
    expect(offers([10_000], 10_000)).to.deep.equal([])
  })
  it('R-EFT-4 gives up in bounded time, whatever waits', () => {
    const started = performance.now()
    offers(
      Array.from({ length: 400 }, (_, n) => 2 * n + 2),
      100_001,
    )
    expect(performance.now() - started).to.be.lessThan(5000)
  })
})
