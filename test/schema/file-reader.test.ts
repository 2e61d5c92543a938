// Envelopes and guides together: scopes, verdicts, sets without a guide, and the report that `validate --json` prints.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { createFileReader, type FileReport, validateFile, verdictOver } from '../../src/schema/index.js'
import { edited, found, read, samples, schemas } from './reading.js'

const envelopes = 'samples/envelope-00501'
const sample = (name: string) => readFileSync(`${envelopes}/${name}/in.edi`, 'latin1')

async function report(text: string): Promise<FileReport> {
  return validateFile([Buffer.from(text, 'latin1')], schemas)
}

describe('files', () => {
  it('a set without a guide is said to be so, and its neighbours are read', async () => {
    const { interchanges, findings, valid } = await report(sample('unknown-guide-beside-a-known-one'))
    expect(valid).to.equal(false)
    expect(findings.map(({ code, transactionSet }) => [code, transactionSet])).to.deep.equal([['GUIDE_UNKNOWN', '0001']])
    expect(interchanges[0]?.verdict).to.equal('partially-accepted')
    expect(interchanges[0]?.groups[0]?.transactionSets).to.deep.equal([
      { control: '0001', type: '834', guide: '005010X220A1', segments: 3, units: 0, verdict: 'rejected' },
      { control: '0002', type: '837', guide: '005010X222A1', segments: 33, units: 1, verdict: 'accepted' },
    ])
  })

  const rows: readonly (readonly [
    what: string,
    edit: { readonly at: string; readonly by: readonly string[] },
    expected: readonly string[],
  ])[] = [
    [
      'a set in a group of another kind',
      { at: 'GS*HC', by: ['GS*HP*RIVERBEND*ACORNEDI*20261005*0915*731*X*005010X222A1'] },
      ['TRANSACTION_SET_MISPLACED ST01'],
    ],
    ['GS08 of another name of the guide', { at: 'GS*HC', by: ['GS*HC*RIVERBEND*ACORNEDI*20261005*0915*731*X*005010X222'] }, []],
    [
      'GS08 of another guide',
      { at: 'GS*HC', by: ['GS*HC*RIVERBEND*ACORNEDI*20261005*0915*731*X*005010X223A2'] },
      ['ELEMENT_CODE_INVALID ST03'],
    ],
    ['ST03 that is no guide', { at: 'ST*837', by: ['ST*837*0001*005010X999'] }, ['ELEMENT_CODE_INVALID ST03']],
    ['neither GS08 nor ST03 a guide', { at: 'ST*837', by: ['ST*999*0001*005010X222A1'] }, ['GUIDE_UNKNOWN ST03']],
    [
      'ST02 empty is one finding',
      { at: 'ST*837', by: ['ST*837**005010X222A1'] },
      ['ENVELOPE_ELEMENT_INVALID ST02', 'TRANSACTION_SET_CONTROL_MISMATCH SE02'],
    ],
    [
      'GS07 another agency',
      { at: 'GS*HC', by: ['GS*HC*RIVERBEND*ACORNEDI*20261005*0915*731*T*005010X222A1'] },
      ['ENVELOPE_ELEMENT_INVALID GS07'],
    ],
    [
      'GS04 no day is one finding',
      { at: 'GS*HC', by: ['GS*HC*RIVERBEND*ACORNEDI*20261305*0915*731*X*005010X222A1'] },
      ['ENVELOPE_ELEMENT_INVALID GS04'],
    ],
  ]
  for (const [what, edit, expected] of rows)
    it(what, () => {
      expect(found(edited(samples.claim, edit))).to.deep.equal(expected)
    })

  it('every finding has the control numbers of what it stands in', async () => {
    const { findings } = await report(
      edited(samples.claim, { at: 'HI', by: [] }, { at: 'GS*HC', by: ['GS*HC*R*ACORNEDI*20261005*0915*731*X*005010X222A1'] }),
    )
    expect(findings).to.deep.equal([
      {
        code: 'ENVELOPE_ELEMENT_INVALID',
        severity: 'error',
        snip: 1,
        interchange: '000000731',
        group: '731',
        segment: 2,
        offset: 107,
        path: 'GS02',
        element: 2,
        message: 'GS02 is missing or not of its form; correct it',
      },
      {
        code: 'SEGMENT_MISSING',
        severity: 'error',
        snip: 2,
        interchange: '000000731',
        group: '731',
        transactionSet: '0001',
        segment: 22,
        offset: 792,
        loop: '2300',
        path: '2300/HI',
        message: 'required segment 2300/HI (Health Care Diagnosis Code) is missing; add it',
      },
    ])
  })

  it('the report of a good file', async () => {
    const text = edited(samples.claim)
    expect(await report(text)).to.deep.equal({
      sha256: createHash('sha256').update(text, 'latin1').digest('hex'),
      valid: true,
      interchanges: [
        {
          control: '000000731',
          sender: 'RIVERBEND',
          receiver: 'ACORNEDI',
          usage: 'T',
          offset: 0,
          verdict: 'accepted',
          groups: [
            {
              control: '731',
              functionalId: 'HC',
              guide: '005010X222A1',
              verdict: 'accepted',
              transactionSets: [{ control: '0001', type: '837', guide: '005010X222A1', segments: 33, units: 1, verdict: 'accepted' }],
            },
          ],
        },
      ],
      findings: [],
    })
  })

  it('warnings alone leave a file valid and accepted', async () => {
    const { valid, findings, interchanges } = await report(edited(samples.remittance, { at: 'CAS*CO*45*30', by: ['CAS*CO*9999*30'] }))
    expect([valid, findings.length, interchanges[0]?.verdict]).to.deep.equal([true, 1, 'accepted'])
  })

  it('a TA1 without groups is a good file', () => {
    expect(read(readFileSync('samples/TA1-00501/valid-accepted/in.edi', 'latin1')).findings).to.deep.equal([])
  })

  it('cut anywhere, the same bytes are read alike', () => {
    const bytes = Buffer.from(edited(samples.claimWithParts, { at: 'HI*ABK', by: [] }), 'latin1')
    const outcome = (size: number) => {
      const told: string[] = []
      const reader = createFileReader(schemas, {
        finding: ({ code, path, at }) => told.push(`${code} ${path} ${at.offset}`),
        unit: ({ range }) => told.push(`unit ${range.offset} ${range.length}`),
        setEnd: ({ segments, verdict }) => told.push(`${segments} ${verdict}`),
      })
      for (let i = 0; i < bytes.length; i += size) reader.push(bytes.subarray(i, i + size))
      reader.end()
      return told
    }
    const whole = outcome(bytes.length)
    expect(whole).to.have.length(3)
    for (const size of [1, 2, 7, 105, 106, 107, 4096]) expect(outcome(size), String(size)).to.deep.equal(whole)
  })
})

describe('verdicts', () => {
  const rows = [
    ['accepted', [], 'accepted'],
    ['accepted', ['accepted', 'accepted'], 'accepted'],
    ['accepted', ['accepted', 'accepted-with-errors'], 'accepted-with-errors'],
    ['accepted', ['accepted', 'rejected'], 'partially-accepted'],
    ['accepted', ['rejected', 'rejected'], 'rejected'],
    ['accepted', ['partially-accepted', 'accepted'], 'partially-accepted'],
    ['rejected', ['accepted'], 'rejected'],
    ['accepted-with-errors', ['accepted'], 'accepted-with-errors'],
  ] as const
  for (const [own, inner, expected] of rows)
    it(`${own} over ${inner.join(', ') || 'nothing'} is ${expected}`, () => {
      expect(verdictOver(own, inner)).to.equal(expected)
    })
})
