// No cent is made or lost: whatever balanced remittance arrives, the books it leaves keep every invariant.
import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  checkClaim,
  checkConservation,
  checkDue,
  checkRemittanceCash,
  checkSuspense,
  checkTrialBalance,
  type Violation,
} from '../../src/ledger/index.js'
import { toCents, zeroCents } from '../../src/values/index.js'
import { negated, remit, world, type World } from '../support/arbitrary-era.js'
import { Books } from '../support/books.js'
import { treatments } from '../support/era.js'

/** Everything that is wrong with these books. */
function violations(books: Books, { claims, remittances }: World): readonly Violation[] {
  const lookedInto = new Set(
    books.openItems.flatMap(({ type, facts }) => (type === 'recoupment-without-balance' ? [String(facts?.['ref'])] : [])),
  )
  const waiting = books.filed.filter(({ disposition }) => disposition.outcome === 'suspended')
  return [
    ...checkTrialBalance(books.entries),
    ...remittances.flatMap(({ remittance }) => {
      const own = books.entries.filter(({ remittanceId }) => books.traceOf(remittanceId) === remittance.trace.number)
      return checkRemittanceCash(remittance.trace.number, remittance.paidCents, own)
    }),
    ...books.filed.flatMap(({ id, payment, disposition }) =>
      checkConservation(
        payment,
        books.entries.filter(({ claimPaymentId }) => claimPaymentId === id),
        disposition,
      ),
    ),
    ...claims.flatMap(({ patientControlNumber: claim }) =>
      checkClaim(
        claim,
        books.known(claim).balances,
        books.openItems.some((item) => item.type === 'credit-balance' && item.claim === claim),
      ),
    ),
    ...checkDue(books.balancesByReference('DUE:PAYER'), lookedInto),
    ...checkSuspense(
      books.balances()['SUSPENSE:CLAIM'] ?? zeroCents,
      waiting.map(({ payment }) => payment.paidCents),
    ),
  ]
}

function open({ claims }: World): Books {
  const books = new Books(treatments)
  for (const claim of claims) books.openClaim(claim)
  return books
}

describe('conservation', () => {
  it('R-CONS, I-1 to I-7: random balanced remittances, then reversals with corrections, leave nothing unexplained', () => {
    fc.assert(
      fc.property(world, (given) => {
        const books = open(given)
        for (const remittance of given.remittances) {
          expect(books.receive(remittance).outcome).to.equal('posted')
          const seen = given.remittances.slice(0, given.remittances.indexOf(remittance) + 1)
          expect(violations(books, { claims: given.claims, remittances: seen })).to.deep.equal([])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('R-CONS: a reversal of everything leaves the books as if nothing had been paid', () => {
    fc.assert(
      fc.property(world, (given) => {
        const books = open(given)
        const before = books.balances()
        const [first] = given.remittances
        books.receive(remit('T1', first?.payments ?? []))
        books.receive(remit('T2', (first?.payments ?? []).map(negated)))
        const { 'CASH:REMIT': _cash, 'DUE:PAYER': _due, ...after } = books.balances()
        expect(Object.fromEntries(Object.entries(after).filter(([, cents]) => cents !== 0))).to.deep.equal(before)
      }),
      { numRuns: 200 },
    )
  })

  it('I-11: a remittance that arrives twice adds nothing', () => {
    fc.assert(
      fc.property(world, (given) => {
        const books = open(given)
        for (const remittance of given.remittances) books.receive(remittance)
        const count = books.entries.length
        for (const remittance of given.remittances) expect(books.receive(remittance).outcome).to.equal('duplicate')
        expect(books.entries).to.have.length(count)
      }),
      { numRuns: 100 },
    )
  })

  it('I-11: the order of a correction and its reversal, in sets of their own, does not change the end', () => {
    fc.assert(
      fc.property(world, fc.boolean(), (given, correctionFirst) => {
        const [first, second] = given.remittances.map(({ payments }) => payments)
        const reversals = remit(
          'T2',
          (second ?? []).filter(({ status }) => status === '22'),
        )
        const corrections = remit(
          'T3',
          (second ?? []).filter(({ status }) => status !== '22'),
        )
        const run = (order: readonly ReturnType<typeof remit>[]): object => {
          const books = open(given)
          for (const remittance of [remit('T1', first ?? []), ...order]) books.receive(remittance)
          expect(violations(books, { claims: given.claims, remittances: [] })).to.deep.equal([])
          return Object.fromEntries(Object.entries(books.balances()).filter(([, cents]) => cents !== 0))
        }
        expect(run(correctionFirst ? [corrections, reversals] : [reversals, corrections])).to.deep.equal(run([reversals, corrections]))
      }),
      { numRuns: 300 },
    )
  })

  it('R-BAL-1 to R-BAL-4: a single amount that is one cent off is noticed and never posted as it stands', () => {
    fc.assert(
      fc.property(world, fc.nat(), fc.constantFrom(-1, 1), (given, pick, cent) => {
        const [first] = given.remittances
        if (first === undefined) return
        const { payments } = first
        const wrong = payments.map((payment, index) =>
          index === pick % payments.length ? { ...payment, paidCents: toCents(payment.paidCents + cent) } : payment,
        )
        expect(open(given).receive({ ...first, payments: wrong }).outcome).to.equal('held')
        const books = open(given)
        books.receive(remit('T1', wrong))
        const bad = books.filed.filter(({ disposition }) => disposition.suspendedFor === 'claim-payment-unbalanced')
        expect(bad).to.have.length(1)
        expect(violations(books, { claims: given.claims, remittances: [remit('T1', wrong)] })).to.deep.equal([])
      }),
      { numRuns: 200 },
    )
  })
})
