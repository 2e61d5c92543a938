import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type FindingCode, findingCodes } from '../../src/values/index.js'
import { standardDelimiters } from '../../src/x12/index.js'
import { bytesOf, codesOf, cuts, envelopeLog, gs, interchange, isa, segmentLog, twoSets } from './files.js'

const good = interchange(twoSets)
const set = (...segments: string[]) => [gs, 'ST*835*0001', ...segments, `SE*${segments.length + 2}*0001`, 'GE*1*1']
const unpadded = good.replace('SENDER         ', 'SENDER').replace('RECEIVER       ', 'RECEIVER')
const underOthers = interchange(twoSets, { delimiters: { element: '|', component: '>', repetition: '!', terminator: '\n' } })
const noRepetition = { ...standardDelimiters, repetition: '' }

/** [what, bytes, the codes that must come of it, in order]. */
const rows: readonly (readonly [string, string, ...FindingCode[]])[] = [
  ['a good file', good],
  ['a good file with line ends', interchange(twoSets, { lineEnd: '\r\n' })],
  [
    'a good file of version 4010 with U in ISA11',
    interchange(
      [gs, 'ST*835*0001', 'N1*A^B', 'SE*3*0001', 'GE*1*1'].map((each) => each.replace('^', '.')),
      { delimiters: noRepetition },
    ),
  ],
  ['two interchanges', good + good],
  ['two interchanges with blanks between and after', `${good}\r\n \t\n${good}\n\n`],
  ['a TA1 before the group', interchange(['TA1*000000007*261102*0915*A*000', ...twoSets])],
  ['a TA1 alone', interchange(['TA1*000000007*261102*0915*A*000']).replace('IEA*1*', 'IEA*0*')],
  ['ISB and TA3 beside it', interchange(['ISB*3*1*1', 'TA3*A', ...twoSets])],
  ['binary data with delimiters in it', interchange(set('BIN*9*~ST*1~^:*'))],
  ['binary data of a BDS', interchange(set('BDS*ASC*5*~~IEA'))],

  ['nothing', '', 'FILE_EMPTY'],
  ['blanks only', ' \r\n\t', 'FILE_EMPTY'],
  ['a byte order mark only', '\xef\xbb\xbf', 'BYTE_ORDER_MARK', 'FILE_EMPTY'],
  ['a letter', 'Dear payer,\nISA is a word here, and LISA* too.\n', 'FILE_NOT_X12'],
  ['two bytes', 'IS', 'FILE_NOT_X12'],
  ['a byte order mark', `\xef\xbb\xbf${good}`, 'BYTE_ORDER_MARK'],
  ['a byte order mark in the middle', `${good}\xef\xbb\xbf${good}`, 'BYTE_ORDER_MARK'],
  ['Ctrl-Z at the end', `${good}\x1a`, 'TEXT_OUTSIDE_INTERCHANGE'],
  ['text before, between and after', `x${good}y\n${good}z`, ...Array<FindingCode>(3).fill('TEXT_OUTSIDE_INTERCHANGE')],
  ['an unpadded ISA', unpadded, 'ISA_MALFORMED'],
  ['an ISA cut off', 'ISA*00*   ', 'ISA_MALFORMED'],
  ['an unpadded ISA, then a good file', `${unpadded}\n${good}`, 'ISA_MALFORMED'],
  ['an unpadded ISA on a line after text', `Report\n${unpadded}`, 'TEXT_OUTSIDE_INTERCHANGE', 'ISA_MALFORMED'],
  ['a letter as terminator', good.replaceAll('~', 'X'), 'DELIMITERS_CONFLICT'],
  ['component and terminator alike', good.replace(':~', '~~'), 'DELIMITERS_CONFLICT'],
  ['repetition and component alike', good.replace('*^*', '*:*'), 'DELIMITERS_CONFLICT'],
  ['delimiters in conflict, then a good file', good.replace(':~', '~~') + good, 'DELIMITERS_CONFLICT'],
  ['two terminators in a row', good.replace('TRN*1*A~', 'TRN*1*A~~~~'), 'SEGMENT_EMPTY'],
  ['empty segments apart', good.replaceAll('SE*3', '~SE*3'), 'SEGMENT_EMPTY', 'SEGMENT_EMPTY'],
  ['a lower case id', good.replace('TRN', 'trn'), 'SEGMENT_ID_INVALID'],
  ['an id of one letter', good.replace('TRN', 'T'), 'SEGMENT_ID_INVALID'],
  ['an id of four letters', good.replace('TRN', 'TRNS'), 'SEGMENT_ID_INVALID'],
  ['a binary length that is no number', interchange(set('BIN*x*AB')), 'BINARY_LENGTH_INVALID'],
  ['a binary length without data', interchange(set('BIN*2')), 'BINARY_LENGTH_INVALID'],
  ['a binary length too short', interchange(set('BIN*2*ABC')), 'BINARY_LENGTH_INVALID'],
  ['a binary length beyond the file', interchange(set('BIN*9999*ABC')), 'BINARY_LENGTH_INVALID'],
  [
    'a binary length far beyond the file',
    interchange(set('BIN*999999*ABC')),
    'BINARY_LENGTH_INVALID',
    'TRANSACTION_SET_UNCLOSED',
    'GROUP_UNCLOSED',
    'INTERCHANGE_UNCLOSED',
  ],
  [
    'a large binary length that ends before the terminator',
    interchange(set(`BIN*70000*${'A'.repeat(80_000)}`)),
    'BINARY_LENGTH_INVALID',
    'TRANSACTION_SET_UNCLOSED',
    'GROUP_UNCLOSED',
    'INTERCHANGE_UNCLOSED',
  ],
  ['a file cut inside a segment', good.slice(0, good.indexOf('IEA') + 5), 'SEGMENT_UNTERMINATED', 'INTERCHANGE_UNCLOSED'],
  [
    'a file cut after a segment',
    good.slice(0, good.indexOf('SE*3*0002')),
    'TRANSACTION_SET_UNCLOSED',
    'GROUP_UNCLOSED',
    'INTERCHANGE_UNCLOSED',
  ],
  ['a new ISA before the IEA', good.slice(0, good.indexOf('IEA')) + good, 'INTERCHANGE_UNCLOSED'],
  ['a new ISA under other delimiters before the IEA', good.slice(0, good.indexOf('IEA')) + underOthers, 'INTERCHANGE_UNCLOSED'],
  [
    'another terminator than that of ISA16, then a good file',
    `${isa()}${good.slice(106).replaceAll('~', '!')}\n${underOthers}`,
    'SEGMENT_UNTERMINATED',
    'INTERCHANGE_UNCLOSED',
  ],
  [
    'the same for 64 KB, then a good file',
    `${isa()}${good.slice(106).replaceAll('~', '!').repeat(600)}\n${underOthers}`,
    'SEGMENT_TOO_LONG',
    'INTERCHANGE_UNCLOSED',
  ],
  [
    'a segment of 64 KB',
    interchange(set(`MSG*${'A'.repeat(64 * 1024)}`)),
    'SEGMENT_TOO_LONG',
    'TRANSACTION_SET_UNCLOSED',
    'GROUP_UNCLOSED',
    'INTERCHANGE_UNCLOSED',
  ],
  ['a segment just short enough', interchange(set(`MSG*${'A'.repeat(64 * 1024 - 5)}`))],

  ['IEA02 not as ISA13', good.replace('IEA*1*000000001', 'IEA*1*000000002'), 'INTERCHANGE_CONTROL_MISMATCH'],
  ['IEA01 wrong', good.replace('IEA*1*', 'IEA*2*'), 'GROUP_COUNT_WRONG'],
  ['GE missing', interchange(twoSets.slice(0, -1)), 'GROUP_UNCLOSED'],
  ['GE02 not as GS06', good.replace('GE*2*1', 'GE*2*2'), 'GROUP_CONTROL_MISMATCH'],
  ['GE01 wrong', good.replace('GE*2*1', 'GE*1*1'), 'TRANSACTION_SET_COUNT_WRONG'],
  ['SE missing', good.replace('SE*3*0001~', ''), 'TRANSACTION_SET_UNCLOSED'],
  ['SE02 not as ST02', good.replace('SE*3*0001', 'SE*3*0009'), 'TRANSACTION_SET_CONTROL_MISMATCH'],
  ['SE01 wrong', good.replace('SE*3*0001', 'SE*4*0001'), 'SEGMENT_COUNT_WRONG'],
  ['ST02 again in one group', good.replaceAll('0002', '0001'), 'TRANSACTION_SET_CONTROL_REPEATED'],
  [
    'ST02 again in another group',
    interchange([...twoSets, ...twoSets.map((each) => each.replace('0915*1*', '0915*2*').replace('GE*2*1', 'GE*2*2'))]).replace(
      'IEA*1',
      'IEA*2',
    ),
  ],
  ['GS06 again', interchange([...twoSets, ...twoSets]).replace('IEA*1', 'IEA*2'), 'GROUP_CONTROL_REPEATED'],
  ['segments between sets', good.replace('ST*835*0002', 'N1*PR~N3*X~ST*835*0002'), 'SEGMENT_OUTSIDE_ENVELOPE'],
  ['a set without a group', interchange(['ST*835*0001', 'SE*2*0001']).replace('IEA*1', 'IEA*0'), 'SEGMENT_OUTSIDE_ENVELOPE'],
  ['SE again', good.replace('SE*3*0001~', 'SE*3*0001~SE*3*0001~'), 'SEGMENT_OUTSIDE_ENVELOPE'],
  ['TA1 inside a group', good.replace('ST*835*0002', 'TA1*1~ST*835*0002'), 'SEGMENT_OUTSIDE_ENVELOPE'],
  ['SE01 no number', good.replace('SE*3*0001', 'SE*x*0001'), 'ENVELOPE_ELEMENT_INVALID'],
  ['ISA09 no day', good.replace('261102', '261302'), 'ENVELOPE_ELEMENT_INVALID'],
  ['ISA13 not nine digits', good.replaceAll('000000001', '00000000A'), 'ENVELOPE_ELEMENT_INVALID'],
  ['GS08 missing', good.replace('X*005010X221A1', 'X'), 'ENVELOPE_ELEMENT_INVALID'],
]

describe('x12 findings', () => {
  for (const [what, text, ...codes] of rows) {
    it(`${what}: ${codes.join(', ') || 'no finding'}`, () => {
      expect(codesOf(bytesOf(text))).to.deep.equal(codes)
    })
  }

  it('has a row for every code the readers use', () => {
    const source = ['segment-reader', 'segment-scanner', 'envelope-reader', 'envelope-checks']
      .map((name) => readFileSync(`src/x12/${name}.ts`, 'utf8'))
      .join('')
    const used = [...source.matchAll(/'([A-Z0-9]+(?:_[A-Z0-9]+)+)'/g)].map(([, code = '']) => code).filter((code) => code in findingCodes)
    const inRows = new Set<string>(rows.flatMap(([, , ...codes]) => codes))
    // These two have tests of their own below.
    expect(used.filter((code) => !inRows.has(code) && code !== 'ISA_REPAIRED' && code !== 'FINDINGS_CUT')).to.deep.equal([])
    expect(used.length).to.be.greaterThan(25)
  })

  it('says every finding in full', () => {
    for (const [, text] of rows) expect(envelopeLog(bytesOf(text)).filter((line) => line.startsWith('unsaid'))).to.deep.equal([])
  })

  it('does not depend on how the bytes are cut', () => {
    for (const [what, text] of rows) {
      const bytes = bytesOf(text)
      const whole = [segmentLog(bytes), envelopeLog(bytes)]
      for (const size of cuts) {
        if (size < 7 && bytes.length > 20_000) continue
        expect([segmentLog(bytes, size), envelopeLog(bytes, {}, size)], `${what} cut at ${size}`).to.deep.equal(whole)
      }
    }
  })

  it('reads an unpadded ISA when asked, and flags it', () => {
    expect(codesOf(bytesOf(unpadded), { repairIsa: true })).to.deep.equal(['ISA_REPAIRED'])
    const short = unpadded.replace('00501*000000001', '00501*1')
    expect(codesOf(bytesOf(short), { repairIsa: true })).to.deep.equal(['ISA_REPAIRED'])
    expect(envelopeLog(bytesOf(short), { repairIsa: true })[0]).to.equal('interchange 000000001')
    expect(codesOf(bytesOf(good), { repairIsa: true })).to.deep.equal([])
    expect(codesOf(bytesOf('ISA*00*   '), { repairIsa: true })).to.deep.equal(['ISA_MALFORMED'])
  })

  it('keeps at most a thousand findings a level and counts the others', () => {
    const log = codesOf(bytesOf(interchange(set(...Array<string>(1500).fill('x')))))
    expect(log).to.have.length(1001)
    expect(log.at(-1)).to.equal('FINDINGS_CUT')
  })
})
