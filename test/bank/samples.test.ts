// Every folder of samples/bank/ is a bank file with what is read of it in lines.json. UPDATE_GOLDEN=1 writes what comes now.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { type BankStatement, readBai2, readBankCsv, readNacha, standardMapping, traceIn } from '../../src/bank/index.js'
import type { BankMapping } from '../../src/domain/index.js'
import { sayFinding } from '../../src/values/index.js'

const folder = 'samples/bank'
const readers: Readonly<Record<string, (bytes: Uint8Array, mapping: BankMapping) => BankStatement>> = {
  'in.csv': readBankCsv,
  'in.bai': readBai2,
  'in.ach': readNacha,
}

function read(sample: string): { readonly bytes: Buffer; readonly statement: BankStatement } {
  const files = readdirSync(`${folder}/${sample}`)
  const name = files.find((file) => file in readers) ?? ''
  const mapping = files.includes('mapping.json')
    ? (JSON.parse(readFileSync(`${folder}/${sample}/mapping.json`, 'utf8')) as BankMapping)
    : standardMapping
  const bytes = readFileSync(`${folder}/${sample}/${name}`)
  const statement = readers[name]?.(bytes, mapping)
  if (statement === undefined) throw new Error(`${sample} holds no bank file`)
  return { bytes, statement }
}

/** A file twice as long as the statement, with a line changed. */
function changed(sample: string, from: string | RegExp, to: string): BankStatement {
  const text = readFileSync(`${folder}/${sample}`, 'latin1')
  expect(text).to.match(typeof from === 'string' ? new RegExp(from.replaceAll(/[*/\\]/g, '\\$&')) : from)
  const bytes = Buffer.from(text.replace(from, to), 'latin1')
  return sample.endsWith('.bai') ? readBai2(bytes) : readNacha(bytes)
}

describe('bank files', () => {
  for (const sample of readdirSync(folder))
    it(`${sample} is read as written down, each movement with its bytes`, () => {
      const { bytes, statement } = read(sample)
      const told = {
        lines: statement.lines.map((line) => {
          const { key: _key, at, ...rest } = line
          return { line: at.line, ...rest }
        }),
        passedOver: statement.passedOver,
        findings: statement.findings.map((found) => `${found.severity} ${found.code} ${found.path}: ${sayFinding(found)}`),
      }
      const golden = `${folder}/${sample}/lines.json`
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, `${JSON.stringify(told, undefined, 1)}\n`)
      expect(told).to.deep.equal(JSON.parse(readFileSync(golden, 'utf8')))
      for (const { at, cents } of statement.lines) {
        const line = bytes
          .subarray(at.offset, at.offset + at.length)
          .toString('latin1')
          .replaceAll(',', '')
        expect(
          [String(cents), (cents / 100).toFixed(2)].some((figure) => line.includes(figure)),
          line,
        ).to.equal(true)
      }
    })

  it('twins of one day have different keys, and the same ones in the next statement', () => {
    const keys = (sample: string): string[] => read(sample).statement.lines.map(({ key }) => key)
    expect(new Set(keys('csv-standard')).size).to.equal(keys('csv-standard').length)
    expect(keys('csv-standard')).to.deep.equal(keys('csv-standard'))
  })

  const broken: readonly (readonly [string, string, string | RegExp, string, string])[] = [
    ['an amount changed by a cent', 'bai2-statement/in.bai', '120550', '120551', 'BANK_TOTAL_WRONG'],
    ['a transaction taken out', 'bai2-statement/in.bai', /16,475.*\n/, '', 'BANK_TOTAL_WRONG'],
    ['an account without its trailer', 'bai2-statement/in.bai', /49,.*\n/, '', 'BANK_RECORD_MALFORMED'],
    ['an unknown record', 'bai2-statement/in.bai', '16,354', '17,354', 'BANK_RECORD_MALFORMED'],
    ['an amount of letters', 'bai2-statement/in.bai', '120550', 'ABC', 'BANK_AMOUNT_INVALID'],
    ['a day that is none', 'bai2-statement/in.bai', '261103', '261131', 'BANK_DATE_INVALID'],
    ['an entry changed by a cent', 'nacha-ccd/in.ach', '0000120550', '0000120551', 'BANK_TOTAL_WRONG'],
    ['an addenda taken out', 'nacha-ccd/in.ach', /705NO TRACE.*\r\n/, '', 'BANK_TOTAL_WRONG'],
    ['a record cut short', 'nacha-ccd/in.ach', 'RIVERBEND FAMILY PRACT', 'RIVERBEND', 'BANK_RECORD_MALFORMED'],
    ['a file without its control record', 'nacha-ccd/in.ach', /9000001[\s\S]*$/, '', 'BANK_FILE_UNCLOSED'],
    ['an addenda of another entry', 'nacha-ccd/in.ach', '00010000001', '00010000009', 'BANK_RECORD_MALFORMED'],
  ]
  for (const [what, sample, from, to, code] of broken)
    it(`${sample.split('/')[0] ?? ''} with ${what} is refused: ${code}`, () => {
      const errors = changed(sample, from, to).findings.filter(({ severity }) => severity === 'error')
      expect(errors.map((found) => found.code)).to.include(code)
    })

  for (const [text, number, payerIdentifier] of [
    ['TRN*1*EFT0000101*1987654321~', 'EFT0000101', '1987654321'],
    ['TRN*1*EFT0000101*1987654321\\', 'EFT0000101', '1987654321'],
    ['  TRN*1*EFT0000101*1987654321     ', 'EFT0000101', '1987654321'],
    ['TRN*1*EFT0000101*1987654321*60001~', 'EFT0000101', '1987654321'],
    ['RMR*TRN*1*A 1*987654321', 'A 1', '987654321'],
    ['ACORN HEALTH HCCLAIMPMTTRN*1*EFT0000101*1987654321', 'EFT0000101', '1987654321'],
    ['705TRN*1*EFT0000101*1987654321~          00010000001', 'EFT0000101', '1987654321'],
    ['TRN*2*EFT0000101*1987654321~', undefined, undefined],
    ['TRN*1**1987654321~', undefined, undefined],
    ['', undefined, undefined],
  ] as const)
    it(`the trace in ${JSON.stringify(text)} is ${number ?? 'none'}`, () => {
      expect(traceIn(text)).to.deep.equal(number === undefined ? undefined : { number, payerIdentifier })
    })
})
