import { expect } from 'chai'
import { placePayer } from '../../src/ledger/index.js'
import { Books } from '../support/books.js'
import { alvarez, era, openClaim, treatments } from '../support/era.js'

const two = ['60001', '60002'] as const

/** Charge 500: primary pays 300, writes off 125, passes 75 on. */
function afterPrimary(): Books {
  const books = new Books(treatments)
  books.openClaim(openClaim('A', { charges: [500], payers: two }))
  books.receive(era(['CLP*A*1*500*300**12*P1', alvarez, 'CAS*CO*45*125', 'CAS*PR*2*75'], { trace: 'P' }))
  return books
}

const secondary = (paid: number, ...cas: readonly string[]): ReturnType<typeof era> =>
  era([`CLP*A*2*500*${paid}**12*S1`, alvarez, ...cas.map((one) => `CAS*${one}`)], { trace: 'S', payer: '60002' })

describe('several payers', () => {
  it('I-9 OA 23 that says what the primary did is a memo, and the rest is settled', () => {
    const books = afterPrimary()
    expect(books.openItems.map(({ type, cents }) => [type, cents])).to.deep.equal([['secondary-claim-ready', 7500]])
    const { workItems } = books.receive(secondary(65, 'OA*23*425', 'CO*45*10'))
    expect(workItems).to.deep.equal([])
    expect([books.balances()['AR:S'], books.balances()['ADJ:CONTRACTUAL']]).to.deep.equal([0, 13500])
    expect(books.openItems, 'the secondary has answered').to.deep.equal([])
  })

  it('I-9 a surplus write-off is held: only what is open may be written off', () => {
    const books = afterPrimary()
    const { workItems, entries } = books.receive(secondary(65, 'CO*45*435'))
    expect(entries.map(({ cents, why }) => [why, cents])).to.deep.equal([
      ['payment', 6500],
      ['CO45', 1000],
    ])
    expect(workItems.map(({ type, cents }) => [type, cents])).to.deep.equal([['cob-mismatch', 42500]])
    expect(books.balances()['AR:S']).to.equal(0)
  })

  it('I-9 OA 23 that says something else is reported, and still a memo', () => {
    const books = afterPrimary()
    const { workItems } = books.receive(secondary(60, 'OA*23*440'))
    expect(workItems.map(({ type, cents }) => [type, cents])).to.deep.equal([['cob-mismatch', 1500]])
    expect(books.balances()['AR:S']).to.equal(1500)
  })

  it('a denial by the secondary moves only what it owed', () => {
    const books = afterPrimary()
    const { workItems } = books.receive(secondary(0, 'CO*29*500'))
    expect(books.balances()['AR:DENIED']).to.equal(7500)
    expect(workItems.map(({ type, cents }) => [type, cents])).to.deep.equal([
      ['denial', 7500],
      ['cob-mismatch', 42500],
    ])
  })

  it('cash beyond what the secondary owed is booked and shows as a credit', () => {
    const { workItems } = afterPrimary().receive(secondary(100, 'OA*23*400'))
    expect(workItems.map(({ type, cents, facts }) => [type, cents, facts?.['account']])).to.deep.include(['credit-balance', 2500, 'AR:S'])
  })

  it('a secondary that comes before the primary waits in suspense and then posts by itself', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [500], payers: two }))
    expect(books.receive(secondary(65, 'OA*23*425', 'CO*45*10')).workItems.map(({ type }) => type)).to.deep.equal([
      'secondary-before-primary',
    ])
    expect(books.balances()['SUSPENSE:CLAIM']).to.equal(-6500)
    books.receive(era(['CLP*A*1*500*300**12*P1', alvarez, 'CAS*CO*45*125', 'CAS*PR*2*75'], { trace: 'P' }))
    const { 'AR:P': p, 'AR:S': s, 'SUSPENSE:CLAIM': waiting, 'CASH:REMIT': cash } = books.balances()
    expect([p, s, waiting, cash]).to.deep.equal([0, 0, 0, 36500])
    expect(books.openItems).to.deep.equal([])
  })

  it('a tertiary that comes before the secondary waits too, and what comes later is no part of what was before', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [500], payers: ['60001', '60002', '60003'] }))
    books.receive(era(['CLP*A*1*500*300**12*P1', alvarez, 'CAS*CO*45*125', 'CAS*PR*2*75'], { trace: 'P' }))
    const tertiary = era(['CLP*A*3*500*20**12*T1', alvarez, 'CAS*OA*23*475', 'CAS*PR*2*5'], { trace: 'T', payer: '60003' })
    expect(books.receive(tertiary).workItems.map(({ type }) => type)).to.deep.equal(['secondary-before-primary'])
    books.receive(secondary(50, 'OA*23*425', 'PR*2*25'))
    expect(books.openItems).to.deep.equal([])
    const { 'AR:S': s, 'AR:T': t, 'AR:PATIENT': patient, 'SUSPENSE:CLAIM': waiting } = books.balances()
    expect([s, t, patient, waiting]).to.deep.equal([0, 0, 500, 0])
    const corrected = [
      'CLP*A*22*-500*-50**12*S1',
      alvarez,
      'CAS*OA*23*-425',
      'CAS*PR*2*-25',
      'CLP*A*2*500*55**12*S2',
      alvarez,
      'CAS*OA*23*425',
      'CAS*PR*2*20',
    ]
    const { workItems } = books.receive(era(corrected, { trace: 'S2', payer: '60002' }))
    expect(
      workItems.map(({ type, facts }) => [type, facts?.['account']]),
      'OA 23 is right; the tertiary has paid too much',
    ).to.deep.equal([['credit-balance', 'AR:T']])
  })

  it('what was forwarded to a payer that our records lack is settled by the one that says it is next', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [500], payers: ['60001'] }))
    books.receive(era(['CLP*A*19*500*300**12*P1', 'CAS*CO*45*125', 'CAS*PR*2*75', alvarez, 'NM1*TT*2*CEDAR*****PI*60002'], { trace: 'P' }))
    expect(books.receive(secondary(65, 'OA*23*425', 'PR*2*10')).workItems).to.deep.equal([])
    expect([books.balances()['AR:S'], books.balances()['AR:PATIENT']]).to.deep.equal([0, 1000])
    expect(books.openItems).to.deep.equal([])
  })

  it('no secondary claim is offered when the payer forwarded it itself, by status, NM1*TT or remark', () => {
    for (const [status, more] of [
      ['19', []],
      ['1', ['NM1*TT*2*CEDAR*****PI*60002']],
      ['1', ['MOA***MA18']],
      ['1', ['MIA*1****MA07']],
    ] as const) {
      const books = new Books(treatments)
      books.openClaim(openClaim('A', { charges: [500], payers: two }))
      const { workItems } = books.receive(era([`CLP*A*${status}*500*425**12*P1`, 'CAS*PR*2*75', alvarez, ...more]))
      expect(workItems.map(({ type, cents, facts }) => [type, cents, facts?.['payerId']])).to.deep.equal([
        ['crossover-expected', 7500, '60002'],
      ])
    }
  })

  it('no tertiary claim is offered while the secondary result is in question', () => {
    for (const [oa23, types] of [
      [425, ['secondary-claim-ready']],
      [430, ['cob-mismatch']],
    ] as const) {
      const books = new Books(treatments)
      books.openClaim(openClaim('A', { charges: [500], payers: ['60001', '60002', '60003'] }))
      books.receive(era(['CLP*A*1*500*300**12*P1', alvarez, 'CAS*CO*45*125', 'CAS*PR*2*75'], { trace: 'P' }))
      const { workItems } = books.receive(secondary(65 - (oa23 - 425), `OA*23*${oa23}`, 'PR*2*10'))
      expect(workItems.map(({ type }) => type)).to.deep.equal(types)
      expect(books.balances()['AR:T']).to.equal(1000)
    }
  })

  it('the secondary claim waits until all parts of a split claim are in', () => {
    const books = new Books(treatments)
    books.openClaim(openClaim('A', { charges: [300, 200], payers: two }))
    const part = (line: number, charge: number) =>
      era(
        [
          `CLP*A*1*${charge}*${charge - 50}**12*P${line}`,
          alvarez,
          `SVC*HC:${99200 + line}*${charge}*${charge - 50}`,
          'CAS*PR*2*50',
          `REF*6R*AL${line}`,
        ],
        { trace: `P${line}` },
      )
    expect(books.receive(part(1, 300)).workItems).to.deep.equal([])
    expect(books.receive(part(2, 200)).workItems.map(({ type, cents }) => [type, cents])).to.deep.equal([['secondary-claim-ready', 10000]])
  })
})

describe('which coverage a payment belongs to', () => {
  const rows = [
    ['the payer id decides', '60002', '2', two, 'S', false],
    ['the payer id decides over CLP02, and the disagreement is noted', '60001', '3', two, 'P', true],
    ['CLP02 decides when the payer is unknown', '99', '2', two, 'S', false],
    ['CLP02 decides when one payer covers twice', '60001', '2', ['60001', '60001'], 'S', false],
    ['CLP02 4 says nothing about the order', '60002', '4', two, 'S', false],
    ['the first coverage when nothing else tells', '99', '4', two, 'P', false],
  ] as const
  for (const [name, payer, status, payers, order, disagrees] of rows) {
    it(name, () => {
      const { remittance, payments } = era([`CLP*A*${status}*100*100`, 'NM1*QC*1*ALVAREZ'], { payer })
      const [payment] = payments
      if (payment === undefined) throw new Error('no payment')
      expect(placePayer(payment, remittance, openClaim('A', { charges: [100], payers }))).to.deep.equal({ order, disagrees })
    })
  }
})
