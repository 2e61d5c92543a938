// Every finding about an element, beside the valid sample it is made from.
import { expect } from 'chai'
import type { FileReaderOptions } from '../../src/schema/index.js'
import { type Edit, edited, found, read, samples } from './reading.js'

const { claim, claimWithParts, remittance, status, dependent } = samples

const rows: readonly (readonly [what: string, file: string, edit: Edit, expected: readonly string[]])[] = [
  ['a required element is empty', claim, { at: 'SBR', by: ['SBR**18*GRP0071******CI'] }, ['ELEMENT_MISSING 2000B/SBR01']],
  [
    'required elements at the end are left off',
    claim,
    { at: 'SV1*HC:99213', by: ['SV1*HC:99213*150'] },
    ['ELEMENT_MISSING 2400/SV103', 'ELEMENT_MISSING 2400/SV104', 'ELEMENT_MISSING 2400/SV107'],
  ],
  ['a required component is empty', claim, { at: 'CLM', by: ['CLM*RB007301*190***11:B*Y*A*Y*Y'] }, ['ELEMENT_MISSING 2300/CLM05-3']],
  ['an element of no use is filled', claim, { at: 'CLM', by: ['CLM*RB007301*190*X**11:B:1*Y*A*Y*Y'] }, ['ELEMENT_NOT_USED 2300/CLM03']],
  ['more elements than the segment has', claim, { at: 'LX*1', by: ['LX*1*2'] }, ['ELEMENT_TOO_MANY 2400/LX02']],
  [
    'more components than the composite has',
    claim,
    { at: 'CLM', by: ['CLM*RB007301*190***11:B:1:X*Y*A*Y*Y'] },
    ['COMPONENT_TOO_MANY 2300/CLM05'],
  ],
  ['components where there is no composite', claim, { at: 'LX*1', by: ['LX*1:2'] }, ['COMPONENT_TOO_MANY 2400/LX01']],
  ['a repetition where there is none', claim, { at: 'REF*6R', by: ['REF*6R*A^B'] }, ['REPETITION_TOO_MANY 2400/REF02']],
  ['too short', claim, { at: 'N4*AVON*CT*060011234', by: ['N4*A*CT*060011234'] }, ['ELEMENT_TOO_SHORT 2010AA/N401']],
  ['too long', remittance, { at: 'REF*6R', by: [`REF*6R*${'9'.repeat(51)}`] }, ['ELEMENT_TOO_LONG 2110/REF02']],
  [
    'longer than the guide asks for',
    claim,
    { at: 'CLM', by: ['CLM*RB0073010000000000001*190***11:B:1*Y*A*Y*Y'] },
    ['ELEMENT_OVER_GUIDE_LENGTH 2300/CLM01'],
  ],
  ['digits count without sign and point', remittance, { at: 'AMT*AU', by: ['AMT*AU*-12345678.90'] }, []],
  ['a control character', claim, { at: 'N3*8', by: ['N3*8 ELM\tROAD'] }, ['ELEMENT_CHARACTER_INVALID 2010BA/N301']],
  ['a letter beyond ASCII', claim, { at: 'N3*8', by: ['N3*8 \u00C9LM ROAD'] }, ['ELEMENT_CHARACTER_INVALID 2010BA/N301']],
  ['spaces at the end', claim, { at: 'NM1*IL', by: ['NM1*IL*1*ALVAREZ *ANA****MI*W100000001'] }, ['ELEMENT_TRAILING_SPACE 2010BA/NM103']],
  ['a code that is not of the guide', claim, { at: 'SBR', by: ['SBR*Z*18*******CI'] }, ['ELEMENT_CODE_INVALID 2000B/SBR01']],
  [
    'a component code that is not of the guide',
    claim,
    { at: 'CLM', by: ['CLM*RB007301*190***11:A:1*Y*A*Y*Y'] },
    ['ELEMENT_CODE_INVALID 2300/CLM05-2'],
  ],
  ['no such day under D8', claim, { at: 'DMG', by: ['DMG*D8*19800230*F'] }, ['ELEMENT_DATE_INVALID 2010BA/DMG02']],
  ['the 29th of February of a leap year', claim, { at: 'DMG', by: ['DMG*D8*19800229*F'] }, []],
  ['no such day in a range', claim, { at: 'DTP*472', by: ['DTP*472*RD8*20261001-20261032'] }, ['ELEMENT_DATE_INVALID 2400/DTP03']],
  ['a range', claim, { at: 'DTP*472', by: ['DTP*472*RD8*20261001-20261003'] }, []],
  ['no such day of type DT', remittance, { at: 'DTM*405', by: ['DTM*405*20261302'] }, ['ELEMENT_DATE_INVALID DTM02']],
  ['no such time', claim, { at: 'BHT', by: ['BHT*0019*00*BT1*20261005*2460*CH'] }, ['ELEMENT_TIME_INVALID BHT05']],
  ['a time with seconds', claim, { at: 'BHT', by: ['BHT*0019*00*BT1*20261005*235959*CH'] }, []],
  [
    'no amount',
    remittance,
    { at: 'BPR', by: ['BPR*I*2,00*C*ACH*CCP*01*123456780*DA*5550001*1987654321**01*987654320*DA*7770009*20261103'] },
    ['ELEMENT_NUMBER_INVALID BPR02'],
  ],
  ['no whole number', claim, { at: 'LX*1', by: ['LX*1.0'] }, ['ELEMENT_NUMBER_INVALID 2400/LX01']],
  ['a pair is torn', claim, { at: 'NM1*IL', by: ['NM1*IL*1*ALVAREZ*ANA****MI'] }, ['SYNTAX_PAIRED 2010BA/NM109']],
  ['one of several is needed', remittance, { at: 'N1*PE', by: ['N1*PE**XX*1234567893'] }, ['ELEMENT_MISSING 1000B/N102']],
  ['none of several is filled', remittance, { at: 'DTM*472', by: ['DTM*472'] }, ['ELEMENT_MISSING 2110/DTM02']],
  [
    'two that exclude each other',
    claim,
    { at: 'N4*AVON*CT*060011234', by: ['N4*AVON*CT*060011234*CA***ON'] },
    ['SYNTAX_EXCLUSIVE 2010AA/N407'],
  ],
  ['one asks for another', claim, { at: 'N4*AVON*CT*060011234', by: ['N4*AVON**060011234****ON'] }, ['SYNTAX_CONDITIONAL 2010AA/N404']],
  ['one asks for one of several', remittance, { at: 'CAS*CO*45*30', by: ['CAS*CO*45*30**253'] }, ['SYNTAX_LIST 2110/CAS06']],
  ['a code that an outside list does not have', remittance, { at: 'CAS*CO*45*30', by: ['CAS*CO*9999*30'] }, ['CODE_UNKNOWN 2110/CAS02']],
  ['a code of a list under another qualifier', remittance, { at: 'LQ', by: ['LQ*RX*ZZ99'] }, []],
  ['a code of a list under its qualifier', remittance, { at: 'LQ', by: ['LQ*HE*ZZ99'] }, ['CODE_UNKNOWN 2110/LQ02']],
  ['a status code unknown to its list', status, { at: 'STC*A7', by: ['STC*A7:9999:PR*20261006*U*95.5'] }, ['CODE_UNKNOWN 2200D/STC01-2']],
  [
    'a status code that another component takes from another list',
    status,
    { at: 'STC*A7', by: ['STC*A7:9999:PR:RX*20261006*U*95.5'] },
    ['ELEMENT_NOT_USED 2200D/STC01-4'],
  ],
  ['an NPI with a wrong check digit', claim, { at: 'NM1*82', by: ['NM1*82*1*STONE*IRIS****XX*1999000016'] }, ['NPI_INVALID 2310B/NM109']],
  ['another id than an NPI', claim, { at: 'NM1*PR', by: ['NM1*PR*2*ACORN HEALTH PLAN*****PI*1'.concat('9')] }, []],
  [
    'charges that do not add up',
    dependent,
    { at: 'CLM', by: ['CLM*RB007302*95.4***11:B:1*Y*A*Y*Y'] },
    ['CLAIM_CHARGE_UNBALANCED 2300/CLM02'],
  ],
]

describe('elements', () => {
  for (const [what, file, edit, expected] of rows)
    it(what, () => {
      expect(found(edited(file, edit))).to.deep.equal(expected)
    })

  it('a finding holds the text it is about when values are asked for, and only then', () => {
    const text = edited(claim, { at: 'NM1*IL', by: ['NM1*IL*1*ALVAREZ *ANA****MI*W'] })
    const values = (options: FileReaderOptions) => read(text, options).findings.map(({ code, value }) => [code, value])
    expect(values({ values: true })).to.deep.equal([
      ['ELEMENT_TRAILING_SPACE', 'ALVAREZ '],
      ['ELEMENT_TOO_SHORT', 'W'],
    ])
    expect(values({})).to.deep.equal([
      ['ELEMENT_TRAILING_SPACE', undefined],
      ['ELEMENT_TOO_SHORT', undefined],
    ])
    const rule = edited(claim, { at: 'SV1*HC:99213', by: ['SV1*HC:9921*150*UN*1***1:2'] })
    expect(read(rule, { values: true }).findings.map(({ value }) => value)).to.deep.equal(['9921'])
  })

  it('a finding points at element, component and repetition, and never holds the text', () => {
    const secret = 'SECRETNAME'
    const { sets } = read(edited(claimWithParts, { at: 'CLM', by: [`CLM*${secret}${'X'.repeat(40)}*1*${secret}**11:B:${secret}*Y*A*Y*Y`] }))
    const places = sets[0]?.findings.map(({ code, at }) => [code, at.element, at.component, at.repetition])
    expect(places).to.deep.include(['ELEMENT_TOO_LONG', 1, undefined, undefined])
    expect(places).to.deep.include(['ELEMENT_TOO_LONG', 5, 3, undefined])
    expect(JSON.stringify(sets[0]?.findings)).to.not.contain(secret)
  })
})
