import { expect } from 'chai'
import fc from 'fast-check'
import { csvLine, csvRows, spreadsheetSafe } from '../../src/values/index.js'

describe('a line of CSV', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+1+1', "'+1+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', '"\'  =1+1"'.replaceAll('"', '')],
    ['\t=1', "'\t=1"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ["'quoted", "''quoted"],
    ['-12.50', '-12.50'],
    ['LOPEZ, ANA', '"LOPEZ, ANA"'],
    ['a "b"', '"a ""b"""'],
    ['plain', 'plain'],
  ]
  for (const [text, expected] of rows)
    it(`of ${JSON.stringify(text)} is ${JSON.stringify(expected)}`, () => {
      expect(csvLine([text])).to.equal(`${expected}\r\n`)
    })

  it('gives every text back once one leading quote is taken off, and computes none', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `=${rest}`),
      fc.constantFrom("'", "''=", '\r=1', '+', '-', '@x'),
    )
    fc.assert(
      fc.property(text, (given) => {
        const safe = spreadsheetSafe(given)
        expect(safe.replace(/^'/, '')).to.equal(given)
        if (!/^-?\d/.test(safe)) expect(safe).not.to.match(/^\s*[=+\-@]/)
      }),
    )
  })

  it('is read back by our own reader, cell for cell', () => {
    const cells = ['1', 'a,b', 'say "no"', 'two\r\nlines', 'end']
    expect(csvRows(csvLine(cells)).rows.map((row) => row.cells)).to.deep.equal([cells])
  })
})
