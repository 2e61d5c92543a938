// Official code lists as CSV: what is taken, what is refused, and that an imported list counts in place of the shipped one.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { loadSchemas, validateFile } from '../../src/schema/index.js'
import { codeListFile, parseCodeList } from '../../src/transform/index.js'
import { type IsoDate, toIsoDate } from '../../src/values/index.js'

const head = { id: 'carc', name: 'Claim adjustment reason codes', source: '139', usedIn: 'CAS02', date: toIsoDate('2026-11-01') as IsoDate }

describe('a code list as CSV', () => {
  const good = [
    [
      'plain rows',
      '1,Deductible\n2,Coinsurance\n',
      [
        ['1', 'Deductible'],
        ['2', 'Coinsurance'],
      ],
    ],
    ['a heading, Windows line ends, a byte order mark', '\uFEFFCode,Description\r\n1,Deductible\r\n', [['1', 'Deductible']]],
    [
      'quotes, commas and line breaks in a cell',
      '1,"a ""b"", c\nd"\n2,e',
      [
        ['1', 'a "b", c\nd'],
        ['2', 'e'],
      ],
    ],
    [
      'empty lines and blanks around cells',
      '\n 1 , a \n\n2,b,,\n',
      [
        ['1', 'a'],
        ['2', 'b'],
      ],
    ],
    [
      'a code alone',
      '1\n2\n',
      [
        ['1', ''],
        ['2', ''],
      ],
    ],
    ['no line end at the end', '1,a', [['1', 'a']]],
  ] as const
  for (const [what, text, codes] of good)
    it(`takes ${what}`, () => {
      const parsed = parseCodeList(text)
      expect(parsed.faults).to.deep.equal([])
      expect(parsed.codes.map(({ code, description }) => [code, description])).to.deep.equal(codes)
    })

  it('takes days in three forms', () => {
    expect(parseCodeList('1,a,1/5/1995,2026-01-31\n2,b,20250101,').codes).to.deep.equal([
      { code: '1', description: 'a', start: '1995-01-05', stop: '2026-01-31' },
      { code: '2', description: 'b', start: '2025-01-01' },
    ])
  })

  const bad = [
    ['a code twice', '1,a\n2,b\n1,c', [3]],
    ['a code that is missing', '1,a\n,b', [2]],
    ['a code with a space', 'x y,b', [1]],
    ['days that are none', '1,a,2026-02-30,x', [1, 1]],
    ['an end before its beginning', '1,a,2026-02-01,2026-01-01', [1]],
    ['a quotation mark that is not closed', '1,a\n2,"b\n3,c', [2]],
    ['text after a closed quotation mark', '1,"a" b', [1]],
    ['too many cells', '1,a,,,x', [1]],
    ['nothing', '', [1]],
    ['a heading and nothing else', 'code,description\n', [1]],
    ['several faults at once, each with the line it begins in', '1,"a\nb"\n1,c\n,d\n4,e,no', [3, 4, 5]],
  ] as const
  for (const [what, text, lines] of bad)
    it(`refuses ${what}`, () => expect(parseCodeList(text).faults.map(({ line }) => line)).to.deep.equal(lines))
})

describe('an imported code list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-codes-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const sample = readFileSync('samples/scenarios/01-simple-paid.835')

  async function findingsUnder(csv: string) {
    const file = codeListFile(head, parseCodeList(csv).codes)
    writeFileSync(join(folder, 'carc.json'), JSON.stringify(file))
    const { findings } = await validateFile([sample], loadSchemas('schemas', { ownCodes: folder }))
    return findings.map(({ code, severity, path, message }) => ({ code, severity, path, message }))
  }

  it('has the form of schemas/codes', () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('schemas/schema.schema.json', 'utf8')) as object)
    validate(JSON.parse(JSON.stringify(codeListFile(head, parseCodeList('1,a,2026-01-01,\n2,').codes))))
    expect(validate.errors ?? []).to.deep.equal([])
  })

  it('stands in place of the shipped one: its codes count, no others, and a finding names its date', async () => {
    expect(await findingsUnder('45,fee schedule')).to.deep.equal([])
    const [unknown] = await findingsUnder('1,deductible')
    expect(unknown).to.deep.include({ code: 'CODE_UNKNOWN', severity: 'warning', path: '2110/CAS02' })
    expect(unknown?.message).to.contain('carc of 2026-11-01')
  })

  it('leaves the other lists as they are', () => {
    const own = loadSchemas('schemas', { ownCodes: folder })
    expect(own.codes('rarc')?.codes.size).to.equal(loadSchemas('schemas').codes('rarc')?.codes.size)
    expect(own.codes('carc')?.date).to.equal('2026-11-01')
    expect(loadSchemas('schemas', { ownCodes: join(folder, 'nothing') }).codes('carc')?.date).to.equal(
      loadSchemas('schemas').codes('carc')?.date,
    )
  })

  const paidOn = '2026-11-03'
  const rows = [
    ['in force', '45,a,1995-01-01,', []],
    ['in force for the last day', `45,a,,${paidOn}`, []],
    ['in force from this day on', `45,a,${paidOn},`, []],
    ['no longer in force', '45,a,1995-01-01,2026-11-02', ['CODE_NOT_IN_FORCE']],
    ['not yet in force', '45,a,2026-11-04,', ['CODE_NOT_IN_FORCE']],
  ] as const
  for (const [what, csv, codes] of rows)
    it(`on the day of the payment the code is ${what}`, async () => {
      const findings = await findingsUnder(csv)
      expect([...new Set(findings.map(({ code }) => code))]).to.deep.equal(codes)
      for (const { severity, message } of findings) {
        expect(severity).to.equal('warning')
        expect(message).to.contain(paidOn)
      }
    })
})
