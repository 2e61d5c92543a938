import { expect } from 'chai'
import { alvarez, era, openClaim, treatments } from '../support/era.js'
import { Books } from '../support/books.js'

interface Row {
  readonly name: string
  readonly status?: string
  /** Charge 100, one line; payment is what the adjustments leave. */
  readonly cas: readonly string[]
  readonly remarks?: readonly string[]
  readonly paid: number
  readonly payers?: readonly string[]
  /** Account that the adjustment goes to, and cents (negative: comes back); payment left out. */
  readonly to: readonly (readonly [string, number])[]
  readonly state: string
  readonly items?: readonly (readonly [string, string?])[]
}

const rows: readonly Row[] = [
  { name: '1.6-1 OA 23 is a memo', cas: ['OA*23*40'], paid: 60, to: [], state: 'paid' },
  { name: '1.6-1 CO 23 is not', cas: ['CO*23*40'], paid: 60, to: [['ADJ:CONTRACTUAL', 4000]], state: 'paid' },
  { name: '1.6-1 OA 101 is a memo', cas: ['OA*101*100'], paid: 0, to: [], state: 'paid' },
  { name: '1.6-1 an exact duplicate is a memo and decides nothing', cas: ['CO*18*100'], paid: 0, to: [], state: 'submitted' },
  { name: '1.6-1 already paid (B13) is a memo and decides nothing', cas: ['OA*B13*100'], paid: 0, to: [], state: 'submitted' },
  {
    name: '1.6-1 CLP02 23 books nothing; the payer that has the claim now is followed',
    status: '23',
    cas: ['CO*45*100'],
    paid: 0,
    to: [],
    state: 'forwarded',
    items: [['crossover-expected', 'ask the payer to whom it forwarded the claim']],
  },
  { name: '1.6-1 CLP02 25 books nothing', status: '25', cas: ['CO*45*30', 'PR*2*20', 'OA*101*50'], paid: 0, to: [], state: 'estimated' },
  {
    name: '1.6-2 a 94 that nothing cancels is contractual',
    cas: ['CO*94*-20'],
    paid: 120,
    to: [['ADJ:CONTRACTUAL', -2000]],
    state: 'paid',
  },
  { name: '1.6-2 the same in group OA', cas: ['OA*94*-20'], paid: 120, to: [['ADJ:CONTRACTUAL', -2000]], state: 'paid' },
  {
    name: '5.3 a line that was paid in part is paid, the rest is worked',
    cas: ['CO*197*40'],
    paid: 60,
    to: [['AR:DENIED', 4000]],
    state: 'paid',
    items: [['denial', 'obtain retro-authorization or appeal']],
  },
  {
    name: '7.1 the prior payer result is missing',
    cas: ['CO*22*100'],
    remarks: ['N4'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'send prior payer result']],
  },
  {
    name: '7.1 the records are missing',
    cas: ['CO*50*100'],
    remarks: ['M127'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'send records']],
  },
  { name: '1.6-3 PR goes to the patient', cas: ['PR*1*100'], paid: 0, to: [['AR:PATIENT', 10000]], state: 'paid' },
  {
    name: '1.6-3 PR goes to the next coverage',
    cas: ['PR*1*40'],
    paid: 60,
    payers: ['60001', '60002'],
    to: [['AR:S', 4000]],
    state: 'paid',
    items: [['secondary-claim-ready']],
  },
  {
    name: '1.6-3 PR after a crossover, status 19',
    status: '19',
    cas: ['PR*1*40'],
    paid: 60,
    payers: ['60001', '60002'],
    to: [['AR:S', 4000]],
    state: 'paid',
    items: [['crossover-expected']],
  },
  {
    name: '1.6-3 PR after a crossover to a payer we do not know',
    status: '19',
    cas: ['PR*1*40'],
    paid: 60,
    to: [['AR:S', 4000]],
    state: 'paid',
    items: [['crossover-expected']],
  },
  {
    name: '1.6-3 PR with a denial code is reviewed first',
    cas: ['PR*96*100'],
    paid: 0,
    to: [['AR:PATIENT', 10000]],
    state: 'denied',
    items: [['patient-liability-review', 'check ABN or waiver; patient or write-off']],
  },
  {
    name: '1.6-3 a negative PR comes back',
    cas: ['PR*1*-10'],
    paid: 110,
    to: [['AR:PATIENT', -1000]],
    state: 'paid',
    items: [['credit-balance']],
  },
  {
    name: '1.6-4 a denial code is never written off',
    cas: ['CO*50*100'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'appeal with records']],
  },
  {
    name: '1.6-4 a 97 with no counterpart is a denial',
    cas: ['CO*97*100'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'check NCCI and modifier, correct or write off']],
  },
  {
    name: '1.6-4 MA130 leaves no appeal and nothing to replace',
    cas: ['CO*16*100'],
    remarks: ['MA130'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'correct the claim, send new original; no appeal']],
  },
  {
    name: '1.6-5 OA otherwise is undecided',
    cas: ['OA*209*100'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'look up the reason code, then decide']],
  },
  { name: '1.6-6 CO is contractual', cas: ['CO*45*40'], paid: 60, to: [['ADJ:CONTRACTUAL', 4000]], state: 'paid' },
  { name: '1.6-6 PI is contractual', cas: ['PI*45*40'], paid: 60, to: [['ADJ:CONTRACTUAL', 4000]], state: 'paid' },
  { name: '1.6-6 sequestration is contractual', cas: ['CO*253*2'], paid: 98, to: [['ADJ:CONTRACTUAL', 200]], state: 'paid' },
  { name: '1.6-6 a bonus swaps the sides', cas: ['CO*144*-5'], paid: 105, to: [['ADJ:CONTRACTUAL', -500]], state: 'paid' },
  {
    name: '1.6-6 an unknown code on a paid line is contractual',
    cas: ['CO*999*40'],
    paid: 60,
    to: [['ADJ:CONTRACTUAL', 4000]],
    state: 'paid',
  },
  {
    name: 'an unknown code on an unpaid line is not written off unseen',
    cas: ['CO*999*100'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'look up the reason code, then decide']],
  },
  { name: 'interest put into CAS 225 stays with the claim', cas: ['CO*225*-4'], paid: 104, to: [['ADJ:CONTRACTUAL', -400]], state: 'paid' },
  {
    name: 'CLP02 4 for another denial keeps that denial',
    status: '4',
    cas: ['CO*197*100'],
    paid: 0,
    to: [['AR:DENIED', 10000]],
    state: 'denied',
    items: [['denial', 'obtain retro-authorization or appeal']],
  },
  { name: 'nothing paid is no denial by itself', cas: ['CO*45*100'], paid: 0, to: [['ADJ:CONTRACTUAL', 10000]], state: 'paid' },
]

describe('what adjustments do to the account', () => {
  for (const { name, status = '1', cas, remarks = [], paid, payers = ['60001'], to, state, items = [] } of rows) {
    it(name, () => {
      const books = new Books(treatments)
      books.openClaim(openClaim('A', { charges: [100], payers }))
      const { entries, workItems } = books.receive(
        era([
          `CLP*A*${status}*100*${paid}**12*ICN`,
          alvarez,
          `SVC*HC:99201*100*${paid}`,
          'DTM*472*20261005',
          ...cas.map((one) => `CAS*${one}`),
          'REF*6R*AL1',
          ...remarks.map((one) => `LQ*HE*${one}`),
        ]),
      )
      const moved = entries
        .filter(({ why }) => why !== 'payment')
        .map(({ dr, cr, cents }) => (cr === 'AR:P' ? [dr, cents] : [cr, 0 - cents]))
      expect(moved).to.deep.equal(to)
      expect(books.balances()['CASH:REMIT'] ?? 0).to.equal(paid * 100)
      expect(books.stateOf('A')).to.equal(state)
      expect(workItems.map(({ type, nextAction }, index) => (items[index]?.[1] === undefined ? [type] : [type, nextAction]))).to.deep.equal(
        items,
      )
    })
  }

  it('R-BUNDLE a 94 and its 97s of one adjudicated code cancel in ADJ:BUNDLE; another code does not join them', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [30, 30, 30] }))
    const service = (code: string, line: number, paid: number, cas: string): readonly string[] => [
      `SVC*HC:${code}*30*${paid}**1*HC:${99200 + line}`,
      `CAS*${cas}`,
      `REF*6R*AL${line}`,
    ]
    const { workItems } = books.receive(
      era([
        'CLP*A*1*90*60**12*ICN',
        alvarez,
        ...service('80051', 1, 60, 'OA*94*-30'),
        ...service('80051', 2, 0, 'CO*97*30'),
        ...service('80050', 3, 0, 'CO*97*30'),
      ]),
    )
    const { 'ADJ:BUNDLE': bundle, 'AR:DENIED': denied, 'AR:P': open } = books.balances()
    expect([bundle, denied, open]).to.deep.equal([0, 3000, 0])
    expect(workItems.map(({ type, line }) => [type, line])).to.deep.equal([['denial', 3]])
    expect(books.stateOf('A')).to.equal('partly-paid')
  })

  it('7.1 N211 takes the right to appeal away, another remark leaves it', () => {
    for (const [remark, appealable] of [
      ['N211', false],
      ['N115', true],
    ] as const) {
      const books = new Books(treatments)
      books.openClaim(openClaim('A', { charges: [100] }))
      const { workItems } = books.receive(
        era(['CLP*A*1*100*0**12*ICN', alvarez, 'SVC*HC:99201*100*0', 'CAS*CO*50*100', 'REF*6R*AL1', 'REF*0K*L34567', `LQ*HE*${remark}`]),
      )
      expect(workItems[0]?.facts).to.deep.include({ appealable, policy: ['L34567'], rarc: [remark] })
    }
  })

  it('one item per claim and category, its lines listed', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [30, 40, 50] }))
    const service = (line: number, charge: number, carc: string): readonly string[] => [
      `SVC*HC:${99200 + line}*${charge}*0`,
      `CAS*CO*${carc}*${charge}`,
      `REF*6R*AL${line}`,
    ]
    const { workItems } = books.receive(
      era(['CLP*A*1*120*0**12*ICN', alvarez, ...service(1, 30, '50'), ...service(2, 40, '151'), ...service(3, 50, '197')], {
        method: 'NON',
      }),
    )
    expect(workItems.map(({ type, line, cents, facts }) => [type, line, cents, facts?.['category']])).to.deep.equal([
      ['denial', 1, 7000, 'medical-necessity'],
      ['denial', 3, 5000, 'authorization'],
    ])
    expect(workItems[0]?.facts?.['lines']).to.deep.equal([
      { line: 1, carc: '50', cents: 3000 },
      { line: 2, carc: '151', cents: 4000 },
    ])
  })

  it('claim and line adjustments together: the claim keeps what it paid, its own share stands at line 0', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [600] }))
    const { entries } = books.receive(
      era(['CLP*A*1*600*450**12*ICN', 'CAS*CO*45*50', alvarez, 'SVC*HC:99201*600*500', 'CAS*CO*45*100', 'REF*6R*AL1']),
    )
    expect(entries.map(({ dr, cr, cents, line, why }) => [dr, cr, cents, line, why])).to.deep.equal([
      ['AR:P', 'CASH:REMIT', 5000, 0, 'payment'],
      ['ADJ:CONTRACTUAL', 'AR:P', 5000, 0, 'CO45'],
      ['CASH:REMIT', 'AR:P', 50000, 1, 'payment'],
      ['ADJ:CONTRACTUAL', 'AR:P', 10000, 1, 'CO45'],
    ])
  })

  it('a status that the guide does not have waits in suspense, as does money under one that pays nothing', () => {
    for (const status of ['5', '25']) {
      const books = new Books(treatments)
      books.openClaim(openClaim('A', { charges: [100] }))
      const { workItems } = books.receive(era([`CLP*A*${status}*100*60**12*ICN`, alvarez, 'CAS*CO*45*40']))
      expect(workItems.map(({ type }) => type)).to.deep.equal(['unknown-claim-status'])
      expect(books.balances()['SUSPENSE:CLAIM']).to.equal(-6000)
    }
  })

  it('R-ADDED a charge of no line of ours waits in suspense; a changed line in a claim that adds up posts at line 0', () => {
    for (const [charge, second, type, line] of [
      [150, 50, 'line-unmatched', undefined],
      [100, 0, undefined, 0],
    ] as const) {
      const books = new Books(treatments)
      books.openClaim(openClaim('A', { charges: [100] }))
      const more = second === 0 ? [] : [`SVC*HC:77777*${second}*0`, `CAS*CO*45*${second}`]
      const first = second === 0 ? 'SVC*HC:88888*100*100' : 'SVC*HC:99201*100*100'
      const { workItems, entries } = books.receive(era([`CLP*A*1*${charge}*100**12*ICN`, alvarez, first, 'DTM*472*20261005', ...more]))
      expect(workItems[0]?.type).to.equal(type)
      expect(entries[0]?.line).to.equal(line)
    }
  })

  it('R-UNBUNDLE services of charge 0 that a negative adjustment raises belong to the billed line', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [100] }))
    const { entries, workItems } = books.receive(
      era([
        'CLP*A*1*100*80**12*ICN',
        alvarez,
        'SVC*HC:77771*100*50',
        'CAS*CO*45*50',
        'REF*6R*AL1',
        'SVC*HC:77772*0*30',
        'CAS*CO*45*-30',
        'REF*6R*AL1',
      ]),
    )
    expect(entries.every(({ line }) => line === 1)).to.equal(true)
    expect(books.balances()['AR:P']).to.equal(0)
    expect(workItems).to.deep.equal([])
  })
})
