import { expect } from 'chai'
import type { WorkItemDraft } from '../../src/domain/index.js'
import { Books } from '../support/books.js'
import { alvarez, era, openClaim, treatments } from '../support/era.js'
import type { ReadRemittance } from '../support/read-remittance.js'

interface Settled {
  readonly status?: string
  readonly charge?: number
  readonly paid: number
  readonly pr?: number
  readonly co?: number
  readonly denied?: number
  readonly icn?: string
  readonly f8?: string
  /** Our line numbers with charges; without, claim level. */
  readonly lines?: readonly (readonly [number, number])[]
}

/** CLP of claim A with what it leaves as PR 2, CO 45 and CO 197. */
function clp({ status = '1', charge = 100, paid, pr = 0, co = 0, denied = 0, icn = 'ICN1', f8, lines = [] }: Settled): readonly string[] {
  const cas = [
    ...(pr === 0 ? [] : [`CAS*PR*2*${pr}`]),
    ...(co === 0 ? [] : [`CAS*CO*45*${co}`]),
    ...(denied === 0 ? [] : [`CAS*CO*197*${denied}`]),
  ]
  const services = lines.flatMap(([line, lineCharge], index) => [
    `SVC*HC:${99200 + line}*${lineCharge}*${index === 0 ? paid : 0}`,
    ...(index === 0 ? cas : [`CAS*CO*45*${lineCharge}`]),
    `REF*6R*AL${line}`,
  ])
  return [
    `CLP*A*${status}*${charge}*${paid}**12*${icn}`,
    ...(lines.length === 0 ? cas : []),
    alvarez,
    ...(f8 === undefined ? [] : [`REF*F8*${f8}`]),
    ...services,
  ]
}

let traces = 0
const remit = (...payments: readonly (readonly string[])[]): ReadRemittance => {
  const body = payments.flat()
  const net = era(body).remittance.paidCents
  const trace = `T${++traces}`
  return era(net < 0 ? [...body, `PLB*1*20261231*FB:${trace}*${net / 100}`] : body, { trace })
}

function books(...charges: readonly number[]): Books {
  const opened = new Books(treatments)
  opened.openClaim(openClaim('A', { charges: charges.length === 0 ? [100] : charges }))
  return opened
}

const first = clp({ paid: 60, pr: 10, co: 30 })
const undo = clp({ status: '22', charge: -100, paid: -60, pr: -10, co: -30 })
const types = (items: readonly WorkItemDraft[]): readonly string[] => items.map(({ type }) => type)
const left = (of: Books): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(of.balances()).filter(([, cents]) => cents !== 0))
const untouched = { 'AR:P': 10000, REVENUE: -10000 }

describe('reversals', () => {
  it('R-REV-1 the same groups negated mirror our own entries, each naming what it takes back', () => {
    const a = books()
    const posted = a.receive(remit(first)).entries
    const { entries } = a.receive(remit(undo))
    expect(entries.slice(0, 3).map(({ dr, cr, cents, why }) => [cr, dr, cents, why])).to.deep.equal(
      posted.map(({ dr, cr, cents, why }) => [dr, cr, cents, why]),
    )
    expect(entries.slice(0, 3).map(({ reverses }) => reverses)).to.deep.equal(a.entries.slice(1, 4).map(({ id }) => id))
  })

  it('R-REV-2 a reversal that stands after its correction in the set is taken first', () => {
    const a = books()
    a.receive(remit(first))
    const { workItems } = a.receive(remit(clp({ paid: 80, co: 20, icn: 'ICN2', f8: 'ICN1' }), undo))
    expect(workItems).to.deep.equal([])
    expect(left(a)).to.deep.equal({ REVENUE: -10000, 'CASH:REMIT': 8000, 'ADJ:CONTRACTUAL': 2000 })
  })

  it('R-REV-2 a correction that arrives in a set before its reversal waits and then posts by itself', () => {
    const a = books()
    a.receive(remit(first))
    expect(types(a.receive(remit(clp({ paid: 80, co: 20, icn: 'ICN2' }))).workItems)).to.deep.equal(['readjudication-without-reversal'])
    expect(a.balances()['SUSPENSE:CLAIM']).to.equal(-8000)
    a.receive(remit(undo))
    expect(left(a)).to.deep.equal({ REVENUE: -10000, 'CASH:REMIT': 8000 + 6000, 'DUE:PAYER': -6000, 'ADJ:CONTRACTUAL': 2000 })
    expect(a.stateOf('A')).to.equal('paid')
    expect(types(a.openItems)).to.deep.equal(['open-payer-balance'])
  })

  for (const [how, reversal] of [
    ['the same payer claim number', undo],
    ['the number of the original in REF*F8', clp({ status: '22', charge: -100, paid: -60, pr: -10, co: -30, icn: 'ICN9', f8: 'ICN1' })],
    ['the amounts alone', clp({ status: '22', charge: -100, paid: -60, pr: -10, co: -30, icn: 'ICN9' })],
  ] as const) {
    it(`R-REV-3 finds the original by ${how}`, () => {
      const a = books()
      a.receive(remit(first))
      a.receive(remit(reversal))
      expect(a.balances()['AR:P']).to.equal(10000)
      expect(a.balances()['AR:PATIENT']).to.equal(0)
    })
  }

  it('R-REV-3 none: suspense, until the original comes', () => {
    const a = books()
    expect(types(a.receive(remit(undo)).workItems)).to.include('reversal-without-original')
    expect(a.balances()['SUSPENSE:CLAIM']).to.equal(6000)
    a.receive(remit(first))
    expect(left(a)).to.deep.equal({ ...untouched, 'CASH:REMIT': 6000, 'DUE:PAYER': -6000 })
    expect(a.stateOf('A')).to.equal('reversed')
  })

  it('R-REV-3 several: nobody guesses', () => {
    const a = books(50, 50)
    for (const [line, icn] of [
      [1, 'X1'],
      [2, 'X2'],
    ] as const)
      a.receive(remit(clp({ charge: 50, paid: 30, co: 20, icn, lines: [[line, 50]] })))
    const both = clp({ status: '22', charge: -50, paid: -30, co: -20, icn: 'X3' })
    expect(types(a.receive(remit(both)).workItems)).to.include('ambiguous-reversal')
  })

  it('R-REV-4 the right number with other amounts waits in suspense', () => {
    const a = books()
    a.receive(remit(first))
    const { workItems } = a.receive(remit(clp({ status: '22', charge: -100, paid: -55, pr: -10, co: -35 })))
    expect(types(workItems)).to.include('reversal-mismatch')
    expect(a.balances()['SUSPENSE:CLAIM']).to.equal(5500)
    expect(a.stateOf('A')).to.equal('paid')
  })

  it('R-REV-4 the right totals under other reasons wait in suspense too', () => {
    const a = books()
    a.receive(remit(first))
    const { workItems } = a.receive(remit(clp({ status: '22', charge: -100, paid: -60, pr: -30, co: -10 })))
    expect(types(workItems)).to.include('reversal-mismatch')
  })

  it('R-REV-5 without a correction the claim is reversed and the insurance owes again', () => {
    const a = books()
    a.receive(remit(first))
    a.receive(remit(undo))
    expect(a.stateOf('A')).to.equal('reversed')
    expect(a.balances()['AR:P']).to.equal(10000)
  })

  it('R-REV-6 a patient who has paid has a credit; the correction in the same set lowers it', () => {
    const paidUp = (): Books => {
      const a = books()
      a.receive(remit(first))
      a.write([{ dr: 'CASH:PATIENT', cr: 'AR:PATIENT', cents: 1000 as never, claim: 'A', why: 'patient payment' }])
      return a
    }
    const alone = paidUp().receive(remit(undo)).workItems
    expect(alone.filter(({ type }) => type === 'credit-balance').map(({ cents }) => cents)).to.deep.equal([1000])
    const corrected = paidUp().receive(remit(undo, clp({ paid: 66, pr: 4, co: 30, icn: 'ICN2' }))).workItems
    expect(corrected.filter(({ type }) => type === 'credit-balance').map(({ cents }) => cents)).to.deep.equal([600])
    const same = paidUp().receive(remit(undo, clp({ paid: 60, pr: 10, co: 30, icn: 'ICN2' }))).workItems
    expect(types(same)).to.deep.equal([])
  })

  it('R-REV-7 a second reversal of the same payment has no original any more', () => {
    const a = books()
    a.receive(remit(first))
    a.receive(remit(undo))
    expect(types(a.receive(remit(undo)).workItems)).to.include('reversal-without-original')
  })

  it('a second correction reverses the first: only the last one stands', () => {
    const a = books()
    a.receive(remit(first))
    a.receive(remit(undo, clp({ paid: 70, co: 30, icn: 'ICN2' })))
    a.receive(remit(clp({ status: '22', charge: -100, paid: -70, co: -30, icn: 'ICN2' }), clp({ paid: 90, co: 10, icn: 'ICN3' })))
    expect(left(a)).to.deep.equal({ REVENUE: -10000, 'CASH:REMIT': 9000, 'ADJ:CONTRACTUAL': 1000 })
  })
})

describe('a second answer without a reversal', () => {
  it('R-REV-8a R-SPLIT parts of one claim post each, and the last one makes it final', () => {
    const a = books(60, 40)
    a.receive(remit(clp({ charge: 60, paid: 50, co: 10, icn: 'X1', lines: [[1, 60]] })))
    expect(a.stateOf('A')).to.equal('submitted')
    const { workItems } = a.receive(remit(clp({ charge: 40, paid: 0, denied: 40, icn: 'X2', lines: [[2, 40]] })))
    expect(types(workItems)).to.deep.equal(['denial'])
    expect(a.stateOf('A')).to.equal('partly-paid')
    expect(a.balances()['AR:P']).to.equal(0)
  })

  it('R-REV-8a not when the parts would come to more than the claim', () => {
    const a = books(60, 40)
    a.receive(remit(clp({ charge: 60, paid: 50, co: 10, icn: 'X1', lines: [[1, 60]] })))
    const { workItems } = a.receive(remit(clp({ charge: 100, paid: 90, co: 10, icn: 'X2' })))
    expect(types(workItems)).to.deep.equal(['readjudication-without-reversal'])
  })

  it('R-REV-8a not under the same payer claim number, nor beyond the charge of the claim', () => {
    for (const [icn, charge] of [
      ['X1', 40],
      ['X2', 45],
    ] as const) {
      const a = books(60, 40)
      a.receive(remit(clp({ charge: 60, paid: 50, co: 10, icn: 'X1', lines: [[1, 60]] })))
      const { workItems } = a.receive(remit(clp({ charge, paid: charge, icn, lines: [[2, charge]] })))
      expect(types(workItems)).to.deep.equal(['readjudication-without-reversal'])
    }
  })

  it('what waits is tried again at every posting for the claim, and booked once', () => {
    const a = new Books(treatments)
    a.openClaim(openClaim('A', { charges: [100], payers: ['60001', '60002'] }))
    a.receive(remit(first))
    a.receive(remit(clp({ paid: 70, co: 30, icn: 'ICN2' })))
    const { workItems } = a.receive(era(['CLP*A*2*100*10**15*S1', alvarez, 'CAS*OA*23*90'], { trace: 'S', payer: '60002' }))
    expect(workItems).to.deep.equal([])
    expect(a.balances()['SUSPENSE:CLAIM']).to.equal(-7000)
    expect(types(a.openItems)).to.deep.equal(['readjudication-without-reversal'])
  })

  it('R-REV-8b a duplicate denial is a memo', () => {
    const a = books()
    a.receive(remit(first))
    const before = left(a)
    const { entries, workItems } = a.receive(remit(['CLP*A*1*100*0**12*ICN2', 'CAS*CO*18*100', alvarez]))
    expect([entries, workItems]).to.deep.equal([[], []])
    expect(left(a)).to.deep.equal(before)
    expect(a.stateOf('A')).to.equal('paid')
  })

  it('R-REV-8b is for a second word only: of a first one the other lines are denied', () => {
    const a = new Books(treatments)
    a.openClaim(openClaim('A', { charges: [60, 40] }))
    const line = (number: number, cas: string): readonly string[] => [
      `SVC*HC:${99200 + number}*${number === 1 ? 60 : 40}*0`,
      `CAS*${cas}`,
      `REF*6R*AL${number}`,
    ]
    a.receive(remit(['CLP*A*1*100*0**12*ICN1', alvarez, ...line(1, 'OA*18*60'), ...line(2, 'CO*50*40')]))
    expect([a.balances()['AR:P'], a.balances()['AR:DENIED']]).to.deep.equal([6000, 4000])
    expect(a.openItems.map(({ type, line: number }) => [type, number])).to.deep.equal([['denial', 2]])
  })

  it('R-REV-8c a denial that is overturned goes back first, then the payment posts and the item is won', () => {
    const a = books()
    a.receive(remit(clp({ paid: 0, denied: 100 })))
    expect(types(a.openItems)).to.deep.equal(['denial'])
    const { entries } = a.receive(remit(clp({ paid: 70, co: 30, icn: 'ICN2' })))
    expect(entries.map(({ dr, cr, cents }) => [dr, cr, cents])).to.deep.equal([
      ['AR:P', 'AR:DENIED', 10000],
      ['CASH:REMIT', 'AR:P', 7000],
      ['ADJ:CONTRACTUAL', 'AR:P', 3000],
    ])
    expect(a.openItems).to.deep.equal([])
    expect(a.stateOf('A')).to.equal('paid')
  })

  it('R-REV-8c reversing the payment that overturned a denial lets the insurance owe again', () => {
    const a = books()
    a.receive(remit(clp({ paid: 0, denied: 100 })))
    a.receive(remit(clp({ paid: 70, co: 30, icn: 'ICN2' })))
    a.receive(remit(clp({ status: '22', charge: -100, paid: -70, co: -30, icn: 'ICN2' })))
    expect(left(a)).to.deep.equal({ ...untouched, 'CASH:REMIT': 7000, 'DUE:PAYER': -7000 })
  })

  it('R-REV-8d anything else waits in suspense', () => {
    const a = books()
    a.receive(remit(first))
    expect(types(a.receive(remit(clp({ paid: 70, co: 30, icn: 'ICN2' }))).workItems)).to.deep.equal(['readjudication-without-reversal'])
    expect(a.balances()['SUSPENSE:CLAIM']).to.equal(-7000)
  })

  it('R-PLB-4 a claim that was recovered by letter and is now reversed too is reported', () => {
    const a = books()
    a.receive(remit(first))
    a.write([{ dr: 'AR:P', cr: 'DUE:PAYER', cents: 6000 as never, claim: 'A', why: 'overpayment letter', ref: 'ICN1' }])
    expect(types(a.receive(remit(undo)).workItems)).to.include('double-recovery')
    const b = books()
    b.receive(remit(first))
    expect(types(b.receive(remit(undo)).workItems)).not.to.include('double-recovery')
  })
})
