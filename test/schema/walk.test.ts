// Every finding about the place of a segment, with the file it is absent from; and that one mistake stays one finding.
import { expect } from 'chai'
import { createSetReader, type Guide } from '../../src/schema/index.js'
import { segment } from '../../src/x12/index.js'
import { type Edit, edited, found, read, samples, schemas } from './reading.js'

const { claim, claimWithParts, dependent, remittance, status, acknowledgement } = samples
const without = (at: string): Edit => ({ at, by: [] })
const before = (at: string, whole: string, ...added: readonly string[]): Edit => ({ at, by: [...added, whole] })

const rows: readonly (readonly [what: string, file: string, edits: readonly Edit[], expected: readonly string[]])[] = [
  ['a required header segment is missing', remittance, [without('TRN')], ['SEGMENT_MISSING TRN']],
  ['a required segment of a loop is missing', claim, [without('HI')], ['SEGMENT_MISSING 2300/HI']],
  ['a required segment told apart by its code is missing', remittance, [without('PER*BL')], ['SEGMENT_MISSING 1000A/PER']],
  ['a required loop is missing', claim, [without('NM1*PR'), without('N3*100'), without('N4*HARTFORD')], ['LOOP_MISSING 2010BB']],
  ['a required trailer is missing', acknowledgement, [without('AK9')], ['SEGMENT_MISSING AK9']],
  ['an HL is missing', claim, [without('HL*2')], ['SEGMENT_MISSING 2000B/HL']],
  ['the HL of a patient is missing', status, [without('HL*5')], ['SEGMENT_MISSING 2000D/HL']],
  ['a CLM is missing', claim, [without('CLM')], ['SEGMENT_MISSING 2300/CLM']],
  ['an LX is missing', claim, [without('LX*2')], ['SEGMENT_MISSING 2400/LX']],
  ['the first CLP is missing', remittance, [without('CLP*RB007301')], ['SEGMENT_MISSING 2100/CLP']],
  ['the second CLP is missing', remittance, [without('CLP*RB007302')], ['SEGMENT_MISSING 2100/CLP']],
  ['the N1 of the payee is missing', remittance, [without('N1*PE')], ['SEGMENT_MISSING 1000B/N1']],
  ['an HL has a level of its own', claim, [{ at: 'HL*2', by: ['HL*2*1*99*0'] }], ['ELEMENT_CODE_INVALID 2000B/HL03']],
  [
    'a header segment stands too late',
    remittance,
    [without('TRN'), before('N1*PR', 'N1*PR*ACORN HEALTH PLAN', 'TRN*1*EFT1*1987654321')],
    ['SEGMENT_MISPLACED TRN'],
  ],
  [
    'a loop stands too late',
    claim,
    [
      without('NM1*82'),
      without('PRV*PE'),
      { at: 'LX*2', by: ['NM1*85*2*RIVERBEND FAMILY PRACTICE*****XX*1234567893', 'N3*1 A STREET', 'LX*2'] },
    ],
    ['SEGMENT_MISPLACED 2010AA/NM1', 'SEGMENT_MISSING 2010AA/N4', 'SEGMENT_MISSING 2010AA/REF'],
  ],
  ['a segment of no guide', claim, [before('LX*1', 'LX*1', 'ZZ9*1')], ['SEGMENT_UNEXPECTED 2310B/ZZ9']],
  ['a reference of another kind', remittance, [{ at: 'REF*EA', by: ['REF*ZZ*1'] }], ['SEGMENT_UNEXPECTED 2100/REF']],
  ['a service date on the claim', claim, [before('HI', 'HI*ABK:J069*ABF:R05', 'DTP*472*D8*20261002')], ['SEGMENT_UNEXPECTED 2300/DTP']],
  [
    'a whole loop of no guide is one finding',
    claim,
    [before('CLM', 'CLM*RB007301*190***11:B:1*Y*A*Y*Y', 'NM1*ZZ*1*NOBODY', 'N3*1 A STREET', 'N4*AVON*CT*06001', 'DMG*D8*19800101*F')],
    ['SEGMENT_UNEXPECTED 2010BB/NM1'],
  ],
  [
    'a claim payment after the provider adjustments',
    remittance,
    [before('SE', 'SE*1*0001', 'PLB*1*20261231*72*1', 'CLP*A*1*1*1**12*B', 'NM1*QC*1*A')],
    ['SEGMENT_UNEXPECTED CLP'],
  ],
  ['a segment too many', claim, [before('HI', 'HI*ABK:J069', 'HI*ABK:R05')], ['SEGMENT_REPEATED 2300/HI']],
  [
    'many segments too many are one finding',
    claim,
    [before('HI', 'HI*ABK:J069', 'HI*ABK:R05', 'HI*ABK:R06', 'HI*ABK:R07')],
    ['SEGMENT_REPEATED 2300/HI'],
  ],
  [
    'a loop too many',
    claim,
    [before('NM1*82', 'NM1*82*1*STONE*IRIS****XX*1999000015', 'NM1*82*1*LARK*NOEL****XX*1999000023')],
    ['LOOP_REPEATED 2310B'],
  ],
  [
    'neighbours of one position in another order',
    claimWithParts,
    [without('REF*EA'), before('REF*G1', 'REF*G1*PA99120', 'REF*EA*MR5521')],
    [],
  ],
  ['HL numbers leave one out', dependent, [{ at: 'HL*3', by: ['HL*4*2*23*0'] }], ['HIERARCHY_NUMBER_WRONG 2000C/HL01']],
  ['an HL names another parent', dependent, [{ at: 'HL*3', by: ['HL*3*1*23*0'] }], ['HIERARCHY_PARENT_WRONG 2000C/HL02']],
  ['an HL says that nothing follows', dependent, [{ at: 'HL*2', by: ['HL*2*1*22*0'] }], ['HIERARCHY_CHILD_WRONG 2000B/HL04']],
  ['an HL says that something follows', claim, [{ at: 'HL*2', by: ['HL*2*1*22*1'] }], ['HIERARCHY_CHILD_WRONG 2000B/HL04']],
]

describe('places of segments', () => {
  for (const file of Object.values(samples))
    it(`${file} has no finding`, () => {
      expect(found(edited(file))).to.deep.equal([])
    })

  for (const [what, file, edits, expected] of rows)
    it(what, () => {
      expect(found(edited(file, ...edits))).to.deep.equal(expected)
    })

  it('every claim is read whatever is wrong before it', () => {
    const units = (text: string) => read(text).units.map(({ loop }) => loop.children.length)
    expect(units(edited(claim, without('HL*2')))).to.deep.equal(units(edited(claim)))
    expect(units(edited(remittance, without('N1*PE')))).to.deep.equal(units(edited(remittance)))
  })

  it('garbled segments are read in bounded time', () => {
    const guide = schemas.guide('005010X222A1', '837') as Guide
    const reader = createSetReader(guide, {})
    reader.segment(segment('ST', ['837', '0001', '005010X222A1']))
    const ids = ['NM1', 'HL', 'CLM', 'HI', 'LX', 'REF', 'SBR', 'PAT', 'DTP', 'ZZ']
    const started = process.hrtime.bigint()
    for (let i = 0; i < 200_000; i++) reader.segment(segment(ids[(i * 7) % ids.length] as string, ['85', '2', '22']))
    expect(reader.end().findings.error).to.be.greaterThan(0)
    expect(Number(process.hrtime.bigint() - started) / 1e9).to.be.lessThan(10)
  })
})
