// R-PLB-2: how old what is due to payers is.
import { expect } from 'chai'
import type { LedgerEntry } from '../../src/domain/index.js'
import { openPayerBalances } from '../../src/ledger/index.js'
import { type Instant, toCents } from '../../src/values/index.js'

/** Signed cents by day and reference: above 0 we owe more, below 0 it was taken back. */
type Move = readonly [day: number, ref: string, cents: number]

function entry([day, ref, cents]: Move, index: number): LedgerEntry {
  const [dr, cr] = cents > 0 ? (['CASH:REMIT', 'DUE:PAYER'] as const) : (['DUE:PAYER', 'CASH:REMIT'] as const)
  const at = `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z` as Instant
  return { id: `e${index}`, seq: index + 1, at, dr, cr, cents: toCents(Math.abs(cents)), why: 'PLB WO', ref, remittanceId: `r${day}` }
}

const rows: readonly (readonly [name: string, moves: readonly Move[], open: readonly (readonly [string, number, number])[]])[] = [
  ['nothing is due', [], []],
  ['due since its first day', [[2, 'A', 500]], [['A', 500, 2]]],
  [
    'what grows is no younger',
    [
      [2, 'A', 500],
      [9, 'A', 200],
    ],
    [['A', 700, 2]],
  ],
  [
    'taken back in part, the rest is as old',
    [
      [2, 'A', 500],
      [9, 'A', -200],
    ],
    [['A', 300, 2]],
  ],
  [
    'taken back, nothing is due',
    [
      [2, 'A', 500],
      [9, 'A', -500],
    ],
    [],
  ],
  [
    'taken back and postponed anew, it is new',
    [
      [2, 'A', 500],
      [9, 'A', -500],
      [12, 'A', 100],
    ],
    [['A', 100, 12]],
  ],
  [
    'taken before it was due, only the rest is due, since then',
    [
      [2, 'A', -500],
      [9, 'A', 800],
    ],
    [['A', 300, 9]],
  ],
  [
    'each reference on its own, the oldest first',
    [
      [5, 'B', 100],
      [2, 'A', 100],
      [6, 'C', -100],
    ],
    [
      ['A', 100, 2],
      ['B', 100, 5],
    ],
  ],
]

describe('R-PLB-2: open balances of payers', () => {
  for (const [name, moves, open] of rows)
    it(name, () => {
      const told = openPayerBalances(moves.map(entry)).map(({ ref, cents, since, remittanceId }) => [ref, cents, since, remittanceId])
      expect(told).to.deep.equal(open.map(([ref, cents, day]) => [ref, cents, entry([day, ref, 1], 0).at, `r${day}`]))
    })
})
