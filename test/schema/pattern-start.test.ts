// The character that a pattern's texts begin with, where there is one.
import { expect } from 'chai'
import { startOfPattern } from '../../src/schema/pattern-start.js'

const rows = [
  ['A04(2[5-9]|3[0-6])', 'A'],
  ['0(?!1953|1996)[01]\\d{3}', '0'],
  ['D\\d{4}', 'D'],
  ['1\\d{9}', '1'],
  ['A[|]B', 'A'],
  ['A\\|B', 'A'],
  ['AB|C', undefined],
  ['A\\(B|C\\)', undefined],
  ['A[(]B|C[)]', undefined],
  ['A|B', undefined],
  ['A*B', undefined],
  ['A?', undefined],
  ['A{0,2}B', undefined],
  ['\\d{4}', undefined],
  ['[A-Z]1', undefined],
  ['(A|B)', undefined],
  ['', undefined],
] as const

describe('start of a pattern', () => {
  for (const [pattern, start] of rows)
    it(`of ${pattern} is ${start ?? 'not known'}`, () => expect(startOfPattern(pattern)).to.equal(start?.charCodeAt(0)))
})
