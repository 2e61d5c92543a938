// Who owes since when, and how a first attempt ended.
import { expect } from 'chai'
import type { Account, LedgerEntry } from '../../src/domain/index.js'
import type { ClaimEvent } from '../../src/store/index.js'
import { collected, openBalances } from '../../src/reports/claim-book.js'
import { firstAttempt } from '../../src/reports/time-line.js'
import { type Instant, toCents } from '../../src/values/index.js'

function entriesOf(...moves: readonly (readonly [string, Account, Account, number])[]): LedgerEntry[] {
  return moves.map(([day, dr, cr, cents], index) => ({
    id: `e${index}`,
    seq: index + 1,
    at: `${day}T12:00:00.000Z` as Instant,
    dr,
    cr,
    cents: toCents(cents),
    why: 'test',
  }))
}

const event = (name: string, submissionState?: ClaimEvent['submissionState']): ClaimEvent => ({
  claimId: 'c',
  at: '2026-03-02T12:00:00.000Z' as Instant,
  event: name,
  ...(submissionState === undefined ? {} : { submissionState }),
})

describe('what a claim’s entries say', () => {
  it('a balance ages from the day it was opened, not from the last payment on it', () => {
    const entries = entriesOf(
      ['2026-01-05', 'AR:P', 'REVENUE', 10_000],
      ['2026-02-01', 'AR:PATIENT', 'AR:P', 4_000],
      ['2026-03-01', 'CASH:PATIENT', 'AR:PATIENT', 1_000],
      ['2026-04-01', 'CASH:REMIT', 'AR:P', 6_000],
    )
    expect(openBalances(entries)).to.deep.equal([{ account: 'AR:PATIENT', cents: 3_000, since: '2026-02-01' }])
  })

  it('R-REV-5: after a reversal the payer owes anew, from that day', () => {
    const entries = entriesOf(
      ['2026-01-05', 'AR:P', 'REVENUE', 10_000],
      ['2026-02-01', 'CASH:REMIT', 'AR:P', 10_000],
      ['2026-05-01', 'AR:P', 'CASH:REMIT', 10_000],
    )
    expect(openBalances(entries)).to.deep.equal([{ account: 'AR:P', cents: 10_000, since: '2026-05-01' }])
    expect(collected(entries)).to.equal(0)
  })

  it('R-REV-6: what becomes a credit is one since the day it became one', () => {
    const entries = entriesOf(['2026-01-05', 'AR:PATIENT', 'AR:P', 2_000], ['2026-02-01', 'CASH:PATIENT', 'AR:PATIENT', 2_500])
    expect(openBalances(entries).find(({ account }) => account === 'AR:PATIENT')).to.include({ cents: -500, since: '2026-02-01' })
  })

  it('money that the payer will take back by letter is not collected', () => {
    expect(collected(entriesOf(['2026-01-05', 'CASH:REMIT', 'AR:P', 9_000], ['2026-02-01', 'AR:P', 'DUE:PAYER', 9_000]))).to.equal(0)
  })

  it('a claim that is accepted in its second attempt was not accepted in its first', () => {
    const second = [event('new attempt', 'Ready'), event('sent', 'Sent'), event('277CA A2', 'PayerAccepted')]
    const rejected = [event('sent', 'Sent'), event('277CA A3', 'FrontEndRejected'), ...second]
    expect(firstAttempt(rejected)).to.deep.equal({ on: '2026-03-02', isAccepted: false })
    expect(firstAttempt([event('sent', 'Sent'), event('277CA A2', 'PayerAccepted')])).to.include({ isAccepted: true })
    expect(firstAttempt([event('sent', 'Sent')])).to.include({ isAccepted: false })
  })

  it('a claim that another system sent has no first attempt of ours', () => {
    expect(firstAttempt([event('imported', 'Sent')])).to.equal(undefined)
  })
})
