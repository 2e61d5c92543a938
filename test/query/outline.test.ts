import { expect } from 'chai'
import { createOutlineReader, type OutlinedElement, type OutlineFilter, type OutlineLevel } from '../../src/query/index.js'
import { bytesOf, changed, faultOf, files, schemas } from './asking.js'

const { claim, claims, secondary, remittance, status, syntax } = files

/** The outline as indented lines: levels, segments, and elements when they are asked for. */
function outline(bytes: Uint8Array | string, filter: OutlineFilter = {}, elementsOf = '', chunkSize = 64 * 1024): string[] {
  const lines: string[] = []
  let depth = 0
  const line = (text: string) => lines.push(`${' '.repeat(depth)}${text}`)
  const reader = createOutlineReader(
    schemas,
    {
      open(level) {
        line(headingOf(level))
        depth++
      },
      segment({ id, name, elements, findings }) {
        line(`${id} ${name}`)
        if (id === elementsOf) for (const each of elements) line(` ${elementLine(each)}`)
        for (const { code, path } of findings) line(` ! ${code} ${path}`)
      },
      finding: ({ code, path, at }) => line(`! ${code} ${path} at ${at.segment}`),
      close: () => depth--,
    },
    filter,
  )
  const whole = Buffer.from(bytes)
  for (let i = 0; i < whole.length; i += chunkSize) reader.push(whole.subarray(i, i + chunkSize))
  reader.end()
  expect(depth, 'every level is closed').to.equal(0)
  return lines
}

function headingOf(level: OutlineLevel): string {
  if (level.kind === 'loop') return `${level.id} ${level.name}${level.unit === undefined ? '' : ` #${level.unit}`}`
  if (level.kind === 'transactionSet') return `set ${level.header.control} ${level.guide?.id}`
  return `${level.kind} ${level.header.control}`
}

function elementLine({ ref, repetition, name, value, meaning, formatted }: OutlinedElement): string {
  return [ref, repetition, name, value, meaning, formatted].filter((each) => each !== undefined).join(' | ')
}

describe('outline', () => {
  it('tells a remittance loop by loop, with every segment under its name', () => {
    expect(outline(bytesOf('samples/scenarios/01-simple-paid.835'))).to.deep.equal([
      'interchange 000000101',
      ' ISA Interchange Control Header',
      ' group 101',
      '  GS Functional Group Header',
      '  set 0001 005010X221A1',
      '   ST Transaction Set Header',
      '   BPR Financial Information',
      '   TRN Reassociation Trace Number',
      '   DTM Production Date',
      '   1000A Payer Identification',
      '    N1 Payer Identification',
      '    N3 Payer Address',
      '    N4 Payer City, State, ZIP Code',
      '    REF Additional Payer Identification',
      '    PER Payer Technical Contact Information',
      '   1000B Payee Identification',
      '    N1 Payee Identification',
      '    REF Payee Additional Identification',
      '   2000 Header Number',
      '    LX Header Number',
      '    2100 Claim Payment Information #1',
      '     CLP Claim Payment Information',
      '     NM1 Patient Name',
      '     2110 Service Payment Information',
      '      SVC Service Payment Information',
      '      DTM Service Date',
      '      CAS Service Adjustment',
      '      REF Line Item Control Number',
      '      AMT Service Supplemental Amount',
      '   SE Transaction Set Trailer',
    ])
  })

  const readings: readonly (readonly [string, string, readonly string[]])[] = [
    [
      claim,
      'CLM',
      [
        'CLM01 | Patient Control Number | RB000101',
        'CLM02 | Total Claim Charge Amount | 150 | 150.00',
        'CLM05-1 | Place of Service Code | 11 | Office',
        'CLM05-2 | Facility Code Qualifier | B',
        'CLM05-3 | Claim Frequency Code | 1 | Original (admit through discharge)',
        'CLM06 | Provider or Supplier Signature Indicator | Y',
        'CLM07 | Assignment or Plan Participation Code | A',
        'CLM08 | Benefits Assignment Certification Indicator | Y',
        'CLM09 | Release of Information Code | Y',
      ],
    ],
    [
      claim,
      'DMG',
      [
        'DMG01 | Date Time Period Format Qualifier | D8',
        'DMG02 | Subscriber Birth Date | 19800214 | 1980-02-14',
        'DMG03 | Subscriber Gender Code | F',
      ],
    ],
    [
      'samples/scenarios/01-simple-paid.835',
      'CAS',
      [
        'CAS01 | Claim Adjustment Group Code | CO | Contractual obligation',
        'CAS02 | Adjustment Reason Code | 45 | Charge above fee schedule or contracted amount',
        'CAS03 | Adjustment Amount | 40 | 40.00',
      ],
    ],
  ]
  for (const [file, segment, expected] of readings) {
    it(`reads the elements of ${segment} in ${file}: names, meanings, amounts and days`, () => {
      expect(
        outline(bytesOf(file), { segment }, segment)
          .filter((line) => line.includes(` ${segment}0`))
          .map((line) => line.trim()),
      ).to.deep.equal(expected)
    })
  }

  it('reads periods, times and repetitions', () => {
    const file = changed(secondary, (segments) =>
      segments.map((segment) => {
        if (segment.startsWith('DTP*472')) return 'DTP*472*RD8*20261005-20261007'
        return segment.startsWith('SVD') ? 'SVD*05102*78.4*HC:99214^HC:99215**1' : segment
      }),
    )
    const lines = [...outline(file, { segment: 'DTP' }, 'DTP'), ...outline(file, { segment: 'SVD' }, 'SVD'), ...outline(file, {}, 'BHT')]
    expect(lines.join('\n')).to.contain('DTP03 | Service Date | 20261005-20261007 | 2026-10-05 to 2026-10-07')
    expect(lines.join('\n')).to.contain('BHT05 | Transaction Set Creation Time | 0930 | 09:30')
    expect(lines.join('\n')).to.contain('SVD03-2 | 2 | Procedure Code | 99215')
  })

  it('shows only a loop and what is in it, under the headings around it', () => {
    expect(outline(bytesOf(secondary), { loop: '2330B' })).to.deep.equal([
      'interchange 000000503',
      ' group 503',
      '  set 0001 005010X222A1',
      '   2000A Billing Provider Hierarchical Level',
      '    2000B Subscriber Hierarchical Level',
      '     2300 Claim Information #1',
      '      2320 Other Subscriber Information',
      '       2330B Other Payer Name',
      '        NM1 Other Payer Name',
      '        REF Other Payer Claim Control Number',
    ])
    expect(outline(bytesOf(secondary), { loop: 'otherPayerName' })).to.deep.equal(outline(bytesOf(secondary), { loop: '2330B' }))
  })

  const claimRows: readonly (readonly [string, string, number])[] = [
    [claims, 'RB002103', 7],
    [status, 'RB002102', 3],
    ['samples/scenarios/01-simple-paid.835', 'RB000101', 7],
    [claims, 'RB00210', 0],
    [syntax, 'RB002104', 0],
  ]
  for (const [file, number, segments] of claimRows) {
    it(`shows ${segments} segments of the claim ${number} in ${file}, and no other claim`, () => {
      const lines = outline(bytesOf(file), { claim: number })
      expect(lines.filter((line) => /^\s*[A-Z][A-Z0-9]{1,2} /.test(line))).to.have.length(segments)
      expect(lines.filter((line) => line.includes('#'))).to.have.length(segments === 0 ? 0 : 1)
    })
  }

  it('joins filters', () => {
    expect(
      outline(bytesOf(claims), { claim: 'RB002102', loop: '2400', segment: 'SV1' })
        .map((line) => line.trim())
        .slice(-2),
    ).to.deep.equal(['2400 Service Line Number', 'SV1 Professional Service'])
  })

  it('shows findings beneath their segment, and later ones with the place they mean', () => {
    const wrong = outline(bytesOf('samples/837-005010X222A1/wrong-dates-codes-and-numbers/in.edi'))
    const birth = wrong.findIndex((line) => line.trim().startsWith('DMG '))
    expect(wrong[birth + 1]?.trim()).to.equal('! ELEMENT_DATE_INVALID 2010BA/DMG02')
    const missing = outline(changed(claim, (segments) => segments.filter((segment) => !segment.startsWith('SV1'))))
    expect(missing.find((line) => line.includes('SEGMENT_MISSING'))?.trim()).to.match(/^! SEGMENT_MISSING 2400\/SV1 at \d+$/)
  })

  it('with a filter, shows only the findings of what is shown', () => {
    const file = bytesOf('samples/837-005010X222A1/wrong-dates-codes-and-numbers/in.edi')
    const lines = outline(file, { segment: 'DMG' })
    expect(lines.filter((line) => line.includes('!')).map((line) => line.trim())).to.deep.equal([
      '! ELEMENT_DATE_INVALID 2010BA/DMG02',
      '! ELEMENT_CODE_INVALID 2010BA/DMG03',
    ])
  })

  it('names a set that has no guide here, and goes on', () => {
    const unknown = bytesOf(claim)
      .toString('latin1')
      .replace('ST*837*0001*005010X222A1', 'ST*850*0001')
      .replaceAll('005010X222A1', '004010')
    const lines = outline(unknown + bytesOf(remittance).toString('latin1'))
    expect(lines).to.include('  set 0001 undefined')
    expect(lines.some((line) => line.includes('GUIDE_UNKNOWN'))).to.equal(true)
    expect(lines).to.include('  set 0001 005010X221A1')
  })

  it('tells what is no X12 file', () => {
    expect(outline('Dear Sir or Madam, '.repeat(20))).to.have.length(1)
  })

  for (const size of [1, 105, 106, 107])
    it(`is the same when the bytes come ${size} at a time`, () => {
      expect(outline(bytesOf(status), {}, 'STC', size)).to.deep.equal(outline(bytesOf(status), {}, 'STC'))
    })

  it('refuses a filter that can match nothing, and says what is close', () => {
    const loop = faultOf(() => outline('', { loop: '2301' }))
    expect([loop.code, loop.message]).to.deep.equal(['ARGUMENT_INVALID', 'no guide here has a loop "2301"; close: 2300'])
    expect(faultOf(() => outline('', { segment: 'clm' })).message).to.match(/^no guide here has a segment "clm"; close: CLM/)
  })
})
