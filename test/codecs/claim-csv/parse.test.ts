// Claims from a spreadsheet: what each cell becomes, and what is wrong by row and column. The page of the columns is held to the code;
// UPDATE_GOLDEN=1 writes it.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { csvColumns, looksLikeClaimsCsv, parseClaimsCsv } from '../../../src/codecs/index.js'

const sample = readFileSync('samples/claims/csv/professional.csv', 'utf8')
const page = 'docs/claims-csv.md'

/** The sample with one cell of a row changed; rows count as the file's lines do. */
function withCell(row: number, column: string, text: string, source = sample): string {
  const lines = source.split('\n')
  const index = (lines[0] ?? '').split(',').indexOf(column)
  return lines.map((line, at) => (at === row - 1 ? line.split(',').with(index, text).join(',') : line)).join('\n')
}

const told = (text: string) => parseClaimsCsv(text).problems.map(({ pointer, message }) => `${pointer} ${message}`)

describe('claims in CSV', () => {
  it('are one claim for each number, with a line for each row', () => {
    const { claims: read, problems } = parseClaimsCsv(sample)
    const claims = read.map(({ claim }) => claim)
    expect(problems).to.deep.equal([])
    expect(claims.map(({ patientControlNumber, chargeCents, lines }) => [patientControlNumber, chargeCents, lines.length])).to.deep.equal([
      ['CSV00001', 18_250, 2],
      ['CSV00002', 18_550, 2],
      ['CSV00003', 19_500, 1],
    ])
    const places = ['', '/chargeCents', '/lines/1', '/lines/1/chargeCents', '/coverages/0/subscriber/last']
    expect(read.map((one) => places.map((pointer) => one.places.at(pointer)))).to.deep.equal([
      ['/2', '/2', '/3', '/3/charge', '/2/patient_last_name'],
      ['/4', '/4', '/5', '/5/charge', '/4/subscriber_last_name'],
      ['/6', '/6', '/6', '/6', '/6/patient_last_name'],
    ])
    expect(read[0]?.places.lead('/lines/1/chargeCents')).to.equal('row 3, charge: ')
  })

  it('say what their cells say, in the words of claims in JSON', () => {
    const [first, child] = parseClaimsCsv(sample).claims.map(({ claim }) => claim)
    expect(first).to.deep.include({
      kind: 'professional',
      frequency: '1',
      patientPaidCents: 2000,
      diagnoses: [{ code: 'J069' }, { code: 'R059' }],
      signatureOnFile: true,
    })
    expect(first?.billing).to.deep.include({ entityType: '2', npi: '1234567893', taxId: '912345678', taxIdQualifier: 'EI' })
    expect(first?.lines[0]).to.deep.equal({
      control: 'CSV00001L1',
      procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
      from: '2026-09-14',
      units: '1',
      unit: 'UN',
      chargeCents: 15_000,
      diagnosisPointers: [1, 2],
    })
    expect(first?.coverages[0]?.subscriber, 'under relationship 18 the patient').to.deep.equal(first?.patient)
    expect(child?.coverages[0]).to.deep.include({ relationship: '19', memberId: 'D200000101' })
    expect(child?.coverages[0]?.subscriber).to.deep.include({ last: 'MERCER', first: 'JONAH', birthDate: '1985-05-19' })
  })

  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a day that is none',
      withCell(3, 'service_date', '2026-13-01'),
      ['/3/service_date row 3, service_date: must be a day such as 2026-01-31 or 1/31/2026'],
    ],
    [
      'an amount with a comma',
      withCell(2, 'charge', '"1500.005"'),
      ['/2/charge row 2, charge: must be dollars and cents such as 150.00, without sign or comma'],
    ],
    [
      'a negative amount',
      withCell(6, 'charge', '-1'),
      ['/6/charge row 6, charge: must be dollars and cents such as 150.00, without sign or comma'],
    ],
    ['a cell that is needed and empty', withCell(6, 'member_id', ''), ['/6/member_id row 6, member_id: is missing']],
    ['a row without a claim number', withCell(3, 'claim_number', ''), ['/3/claim_number row 3, claim_number: is missing']],
    [
      'rows of one claim that differ',
      withCell(3, 'member_id', 'OTHER'),
      ['/3/member_id row 3, member_id: differs from row 2 of the same claim'],
    ],
    [
      'a code the schema refuses',
      withCell(6, 'patient_sex', 'X'),
      ['/6/patient_sex row 6, patient_sex: Invalid option: expected one of "F"|"M"|"U"'],
    ],
    [
      'another subscriber for a patient who is it',
      withCell(6, 'subscriber_last_name', 'HILL'),
      ['/6/subscriber_last_name row 6, subscriber_last_name: differs from the patient, who is the subscriber when the relationship is 18'],
    ],
    [
      'a pointer to no diagnosis',
      withCell(6, 'diagnosis_pointers', '13'),
      ['/6/diagnosis_pointers row 6, diagnosis_pointers: Too big: expected number to be <=12'],
    ],
    [
      'a column nobody knows',
      sample.replace('group_number', 'grp_no'),
      ['/1/grp_no row 1, grp_no: is no column of the template (docs/claims-csv.md)'],
    ],
    [
      'a column that is needed',
      sample.replace('payer_id,', 'group_number,').replace('member_id,group_number', 'member_id,referral_number'),
      ['/1/payer_id row 1, payer_id: the column is missing'],
    ],
    ['too many cells', sample.replace('195.00,1 2', '195.00,1 2,extra'), ['/6 row 6: has 47 cells, and the heading has 46']],
    [
      'a quotation mark out of place',
      sample.replace('HALE', '"HALE'),
      ['/6 row 6: a quotation mark stands inside a cell that is not quoted'],
    ],
    ['nothing below the heading', sample.split('\n')[0] ?? '', ['/1 row 1: no claim stands below the heading']],
    ['nothing', '', ['/1 row 1: there is no heading']],
  ]
  for (const [what, text, expected] of rows)
    it(`${what} is told by row and column`, () => {
      expect(told(text)).to.deep.equal(expected)
    })

  it('one claim with a fault costs no other', () => {
    const { claims } = parseClaimsCsv(withCell(3, 'service_date', '2026-13-01'))
    expect(claims.map(({ claim }) => claim.patientControlNumber)).to.deep.equal(['CSV00002', 'CSV00003'])
  })

  it('are the same with semicolons, tabs, a byte order mark, CRLF, or headings as people write them', () => {
    const claimsIn = (text: string) => parseClaimsCsv(text).claims.map(({ claim }) => claim)
    const people = sample.replace(/^[^\n]*/, (heading) => heading.toUpperCase().replaceAll('_', ' '))
    for (const other of [sample.replaceAll(',', ';'), sample.replaceAll(',', '\t'), `\uFEFF${sample.replaceAll('\n', '\r\n')}`, people])
      expect([claimsIn(other), told(other)]).to.deep.equal([claimsIn(sample), []])
  })

  it('are known by their heading', () => {
    expect(looksLikeClaimsCsv(sample.slice(0, 50))).to.equal(true)
    expect(looksLikeClaimsCsv('"Claim Number";Charge\n')).to.equal(true)
    expect(looksLikeClaimsCsv('%PDF-1.7')).to.equal(false)
  })

  const cell = (text: string) => text.replaceAll('|', '\\|')
  const table = (of: 'claim' | 'line') =>
    csvColumns
      .filter((column) => column.of === of)
      .map(
        ({ name, needed, or, says, example }) =>
          `| \`${name}\` | ${needed ? 'yes' : or === undefined ? '' : `else ${or}`} | ${cell(says)} | ${example} |`,
      )
      .join('\n')
  const text = `# Claims in CSV

\`x12gw submit FILE.csv\` and \`POST /api/v1/claims\` (\`text/csv\`) take professional claims as a table: one row for each service line; rows
with the same \`claim_number\` are one claim. [\`samples/claims/csv/professional.csv\`](../samples/claims/csv/professional.csv) is a template to
begin with. Institutional and dental claims, other payers' decisions and whatever has no column here go in as [JSON](claims.md).

- The first row names the columns, in any order; upper and lower case, blanks and hyphens make no difference (\`Claim Number\`). An unknown
  column is an error, so that nothing is lost by a misspelling. Columns that are not needed may be left out.
- Cells are parted by commas, semicolons or tabs; a cell with one of them in it stands in quotation marks (RFC 4180). The file is UTF-8.
- What belongs to the claim stands in its first row; in the others it is empty or the same.
- Days are \`2026-01-31\` or \`1/31/2026\`, money is dollars and cents (\`150.00\`). Diagnoses may have their dot.
- Every fault is told with row and column, rows counted as the file's lines with the heading as row 1; in \`problems\` the pointer is
  \`/<row>/<column>\`. What the guide then finds is told at the first row of its claim.
- With one fault nothing is sent, unless \`--accept-good\` (\`?acceptGood=true\`) is given: then the claims without a fault go, and the exit
  code is 1. Correct the others and hand them in by themselves: what was sent is not sent a second time.

## Of the claim

| Column | Needed | What it says | Example |
| --- | --- | --- | --- |
${table('claim')}

## Of the line

| Column | Needed | What it says | Example |
| --- | --- | --- | --- |
${table('line')}

This page is made from \`src/codecs/claim-csv/columns.ts\` and held to it by a test.
`

  it(`${page} has every column`, () => {
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, text)
    expect(readFileSync(page, 'utf8'), 'UPDATE_GOLDEN=1 writes it').to.equal(text)
  })
})
