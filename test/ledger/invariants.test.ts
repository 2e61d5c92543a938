import { expect } from 'chai'
import type { EntryDraft } from '../../src/domain/index.js'
import {
  checkClaim,
  checkConservation,
  checkDue,
  checkRemittanceCash,
  checkSuspense,
  checkTrialBalance,
  type Disposition,
  type Violation,
} from '../../src/ledger/index.js'
import { toCents } from '../../src/values/index.js'
import { era } from '../support/era.js'

const paid: EntryDraft = { dr: 'CASH:REMIT', cr: 'AR:P', cents: toCents(6000), claim: 'A', line: 1, why: 'payment' }
const off: EntryDraft = { dr: 'ADJ:CONTRACTUAL', cr: 'AR:P', cents: toCents(4000), claim: 'A', line: 1, why: 'CO45' }
const posted: Disposition = { outcome: 'posted', payerOrder: 'P', lines: [], memoCents: toCents(0), reverses: [] }
const [payment] = era(['CLP*A*1*100*60', 'CAS*CO*45*40']).payments
if (payment === undefined) throw new Error('no payment')

const rows: readonly (readonly [string, readonly Violation[], readonly (readonly [string, number])[]])[] = [
  ['I-1 entries of whole positive cents', checkTrialBalance([paid, off]), []],
  ['I-1 an entry of nothing', checkTrialBalance([{ ...paid, cents: toCents(0) }]), [['I-1', 0]]],
  ['I-1 an entry from an account to itself', checkTrialBalance([{ ...paid, dr: 'AR:P' }]), [['I-1', 6000]]],
  ['I-2 the cash that the remittance states', checkRemittanceCash('T', toCents(6000), [paid, off]), []],
  ['I-2 a cent less', checkRemittanceCash('T', toCents(6001), [paid, off]), [['I-2', -1]]],
  ['I-3 the whole charge has left', checkConservation(payment, [paid, off], posted), []],
  ['I-3 a forgotten adjustment', checkConservation(payment, [paid], posted), [['I-3', -4000]]],
  ['I-3 the same as a memo', checkConservation(payment, [paid], { ...posted, memoCents: toCents(4000) }), []],
  ['I-4 a credit that nobody looks into', checkClaim('A', { 'AR:PATIENT': toCents(-5) }, false), [['I-4', -5]]],
  ['I-4 a credit with its item', checkClaim('A', { 'AR:PATIENT': toCents(-5) }, true), []],
  ['I-5 a bundle that does not cancel', checkClaim('A', { 'ADJ:BUNDLE': toCents(30) }, true), [['I-5', 30]]],
  ['I-6 the payer owes what only we can owe', checkDue(new Map([['R', toCents(5)]]), new Set()), [['I-6', 5]]],
  ['I-6 the same, looked into', checkDue(new Map([['R', toCents(5)]]), new Set(['R'])), []],
  ['I-6 we owe', checkDue(new Map([['R', toCents(-5)]]), new Set()), []],
  ['I-7 suspense and its items agree', checkSuspense(toCents(-50), [toCents(20), toCents(30)]), []],
  ['I-7 suspense without an item', checkSuspense(toCents(-50), [toCents(20)]), [['I-7', -30]]],
]

describe('invariants', () => {
  for (const [name, violations, expected] of rows) {
    it(`${name}: ${expected.length === 0 ? 'holds' : 'is found'}`, () => {
      expect(violations.map(({ invariant, cents }) => [invariant, cents])).to.deep.equal(expected)
    })
  }
})
