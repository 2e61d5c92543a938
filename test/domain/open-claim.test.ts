// What the books keep of claims of each kind.
import { expect } from 'chai'
import { type Claim, toOpenClaim } from '../../src/domain/index.js'
import { cleaning, day, primary, secondary, stay } from '../support/plain-claims.js'

const order = (claim: Claim) => toOpenClaim(claim).coverages.map(({ order: place, payerId }) => `${place} ${payerId}`)

describe('open claims', () => {
  it('a line of an institution has its revenue code for a procedure, and no day while the stay has several', () => {
    expect(toOpenClaim(stay).lines).to.deep.equal([
      { number: 1, control: 'RB1L1', procedure: '0120', modifiers: [], revenueCode: '0120', units: 4, chargeCents: 1020000 },
    ])
  })

  it('the one day of a statement is that of its lines', () => {
    const visit = { ...stay, statement: { from: day('2026-09-18'), to: day('2026-09-18') } }
    expect(toOpenClaim(visit).lines[0]?.serviceDate).to.equal('2026-09-18')
  })

  it('a procedure goes before its revenue code', () => {
    const procedure = { qualifier: 'HC', code: '99284', modifiers: ['25'] }
    const [line] = toOpenClaim({ ...stay, lines: stay.lines.map((each) => ({ ...each, procedure })) }).lines
    expect(line).to.deep.include({ procedure: '99284', modifiers: ['25'], revenueCode: '0120' })
  })

  it('a dental line has the day of its claim, unless it has its own', () => {
    expect(toOpenClaim(cleaning).lines[0]?.serviceDate).to.equal('2026-10-05')
    const own = { ...cleaning, lines: cleaning.lines.map((line) => ({ ...line, from: day('2026-10-06') })) }
    expect(toOpenClaim(own).lines[0]?.serviceDate).to.equal('2026-10-06')
  })

  it('an estimate is marked, and has no day', () => {
    const { from: _none, ...undated } = cleaning
    const open = toOpenClaim({ ...undated, predetermination: true })
    expect(open.predetermination).to.equal(true)
    expect(open.lines[0]).to.not.have.property('serviceDate')
    expect(toOpenClaim(cleaning)).to.not.have.property('predetermination')
  })

  it('keeps three payers apart: a fourth is not in the books, one of unknown place takes the first free one', () => {
    const fourth = { ...secondary, order: 'A' as const, payer: { id: '60004', name: 'FOURTH' } }
    const unknown = { ...secondary, order: 'U' as const, payer: { id: '60005', name: 'FIFTH' } }
    expect(order({ ...stay, coverages: [primary, fourth] })).to.deep.equal(['P 60001'])
    expect(order({ ...stay, coverages: [primary, unknown] })).to.deep.equal(['P 60001', 'S 60005'])
    expect(order({ ...stay, coverages: [primary, secondary, unknown] })).to.deep.equal(['P 60001', 'S 60002', 'T 60005'])
  })
})
