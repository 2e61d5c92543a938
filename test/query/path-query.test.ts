import { expect } from 'chai'
import { compilePathQuery, maxExpressionLength, maxWaiting } from '../../src/query/index.js'
import { ask, bytesOf, changed, faultOf, files, schemas, valuesOf } from './asking.js'

const { claim, claims, secondary, dependent, remittance, status, syntax } = files

describe('path query', () => {
  const selections: readonly (readonly [string, string, readonly string[]])[] = [
    [claim, '2300/CLM01', ['RB000101']],
    [claim, 'CLM01', ['RB000101']],
    [claims, '2300/CLM01', ['RB002101', 'RB002102', 'RB002103', 'RB002104']],
    [claim, '2300/CLM05-1', ['11']],
    [claim, '2300/CLM05', ['11:B:1']],
    [secondary, '2300/HI02-2', ['R9431']],
    [secondary, 'SVD03-3', ['25']],
    [secondary, '2400/SV102', ['150', '60']],
    [secondary, '2430/CAS03', ['50', '20', '35', '10']],
    [secondary, '2330B/NM103', ['FEDERAL PART B CONTRACTOR']],
    [secondary, '2010BB/NM103', ['CEDAR SUPPLEMENT']],
    [secondary, '2300/NTE02', []],
    [dependent, '2000C/2300/CLM01', ['RB007302']],
    [dependent, '2000B/2000C/2300/CLM01', ['RB007302']],
    [claim, '2000C/2300/CLM01', []],
    [claim, '2000A/2300/CLM01', ['RB000101']],
    [claim, '837/BHT03', ['BT0000000501']],
    [remittance, 'BPR02', ['200']],
    [status, '2200D/TRN02', ['RB002101', 'RB002102']],
    [status, '2200D/STC01-2', ['20', '164']],
    [syntax, 'IK501', ['A', 'R']],
    [claim, 'ISA13', ['000000501']],
    [claim, 'GS08', ['005010X222A1']],
    [claim, '2300/claimInformation.patientControlNumber', ['RB000101']],
    [claim, 'claimInformation/claimInformation.patientControlNumber', ['RB000101']],
    [claim, '2300/CLM.patientControlNumber', ['RB000101']],
    [secondary, 'otherPayerName/otherPayerClaimControlNumber.otherPayersClaimControlNumber', ['1126309000010']],
  ]
  for (const [file, expression, expected] of selections) {
    it(`${expression} of ${file}`, () => {
      expect(valuesOf(ask(expression, bytesOf(file)))).to.deep.equal(expected)
    })
  }

  const conditions: readonly (readonly [string, string, readonly string[]])[] = [
    // About the selected segment itself.
    [secondary, '2400/REF02[REF01=6R]', ['RB000901L1', 'RB000901L2']],
    [secondary, '2400/REF02[REF01=G1]', []],
    [secondary, 'REF02[REF01="F8"]', ['1126309000010']],
    [secondary, '2430/CAS03[CAS01=PR]', ['20', '10']],
    [secondary, '2430/CAS03[CAS01!=PR]', ['50', '35']],
    [secondary, '2430/CAS03[CAS06]', ['50', '35', '10']],
    [secondary, '2430/CAS03[not CAS06]', ['20']],
    [secondary, '2430/CAS03[CAS01=PR and CAS02=1]', ['10']],
    // In the same loop, before and after what is selected.
    [secondary, '2300/CLM01[2300/HI01-2=I10]', ['RB000901']],
    [secondary, '2300/CLM01[HI01-2=I10]', ['RB000901']],
    [secondary, '2300/CLM01[not 2300/REF01=G1]', ['RB000901']],
    [secondary, '2400/SV102[2400/LX01=2]', ['60']],
    [secondary, '2400/LX01[2400/SV102=60]', ['2']],
    // In loops further in: only lines of this line, not of its neighbour.
    [secondary, '2400/SV102[2430/CAS02=1]', ['60']],
    [secondary, '2400/SV102[2430/CAS01=PR and CAS02=1]', ['60']],
    [secondary, '2400/SV102[2430/CAS01=CO and CAS02=1]', []],
    [secondary, '2400/SV102[2430/CAS01=CO][2430/CAS02=1]', ['60']],
    // In loops around, and beside: in the smallest loop that can hold both.
    [secondary, '2430/SVD02[2400/LX01=2]', ['11.76']],
    [secondary, '2400/SV102[2310B/NM109=1999000015]', ['150', '60']],
    [secondary, '2400/SV102[2310B/NM1]', ['150', '60']],
    [secondary, '2400/SV102[2310A/NM1]', []],
    [secondary, '2400/SV102[not 2310A/NM1]', ['150', '60']],
    [secondary, '2300/CLM01[2010AA/NM109=1234567893]', ['RB000901']],
    [secondary, '2300/CLM01[1000A/NM109=OTHER]', []],
    [secondary, '2300/CLM01[not 1000A/NM109=OTHER]', ['RB000901']],
    [dependent, '2300/CLM01[2000B/SBR09=BL]', ['RB007302']],
    [dependent, '2000B/SBR09[2300/CLM01=RB007302]', ['BL']],
    [dependent, '2000C/2300/CLM01[2300/HI01-2=H6691]', ['RB007302']],
    // Each claim by itself.
    [claims, '2300/CLM01[2400/REF02=RB002103L1]', ['RB002103']],
    [claims, '2300/CLM01[not 2400/REF02=RB002103L1]', ['RB002101', 'RB002102', 'RB002104']],
    [claims, '2010BA/NM103[2300/CLM01=RB002102]', ['BROOKS']],
    [status, '2200D/TRN02[STC01-1=A7]', ['RB002102']],
    [status, '2100D/NM103[2200D/STC01-1=A7]', ['BROOKS']],
    [status, "2200D/TRN02[ STC01-1 = 'A2' ]", ['RB002101']],
    [claim, 'GS06[GS01=HC]', ['501']],
    [claim, 'ISA06[ISA15=P]', []],
    [claim, 'GS06[00501/ISA15=T]', ['501']],
  ]
  for (const [file, expression, expected] of conditions) {
    it(`${expression} of ${file}`, () => {
      expect(valuesOf(ask(expression, bytesOf(file)))).to.deep.equal(expected)
    })
  }

  it('says where a value stands: its bytes are those of the segment', () => {
    const bytes = bytesOf(claims)
    const { matches } = ask('2300/CLM01', bytes)
    expect(
      matches.map(({ offset, length }) =>
        bytes
          .toString('latin1', offset, offset + length)
          .split('*', 2)
          .join('*'),
      ),
    ).to.deep.equal(['RB002101', 'RB002102', 'RB002103', 'RB002104'].map((number) => `CLM*${number}`))
    expect(matches.map(({ transactionSet, loop, path, unit }) => `${transactionSet} ${loop} ${path} ${unit}`)).to.deep.equal([
      '0001 2300 2300/CLM01 1',
      '0001 2300 2300/CLM01 2',
      '0001 2300 2300/CLM01 3',
      '0002 2300 2300/CLM01 1',
    ])
  })

  it('names neither loop nor unit for what stands in the transaction set itself', () => {
    expect(ask('BPR02', bytesOf(remittance)).matches[0]).to.not.have.any.keys('loop', 'unit')
  })

  it('gives one value for each repetition of an element', () => {
    const file = changed(files.remittance, (segments) => segments)
    const repeated = file.replace(/~\nSVC\*([^*]*)\*/, '~\nSVC*$1^HC:99999*')
    expect(valuesOf(ask('2110/SVC01-2', repeated))).to.have.length(valuesOf(ask('2110/SVC01-2', file)).length + 1)
    expect(valuesOf(ask('2110/SVC01-2', repeated))[1]).to.equal('99999')
  })

  it('finds by its id also a segment that the guide has no place for', () => {
    const file = changed(claim, (segments) => segments.toSpliced(20, 0, 'REF*ZZ*STRAY'))
    expect(valuesOf(ask('REF02[REF01=ZZ]', file))).to.deep.equal(['STRAY'])
  })

  it('starts a new subscriber where only the HL of one is missing', () => {
    const file = changed(claims, (segments) => {
      const second = segments.findIndex((segment, i) => i > 12 && segment.startsWith('HL*') && segment.includes('*22*'))
      return segments.toSpliced(second, 1)
    })
    expect(valuesOf(ask('2010BA/NM103[2300/CLM01=RB002102]', file))).to.deep.equal(['BROOKS'])
    expect(valuesOf(ask('2000B/SBR01[2300/CLM01=RB002101]', file))).to.have.length(1)
  })

  for (const size of [1, 2, 7, 105, 106, 107, 4096])
    it(`answers the same when the bytes come ${size} at a time`, () => {
      const expression = '2400/SV102[2430/CAS01=PR and CAS02=1]'
      expect(ask(expression, bytesOf(secondary), size)).to.deep.equal(ask(expression, bytesOf(secondary)))
    })

  it('tells what it could not ask: a set without a guide here, a file that is not X12', () => {
    const unknown = bytesOf(claim)
      .toString('latin1')
      .replace('ST*837*0001*005010X222A1', 'ST*850*0001')
      .replaceAll('005010X222A1', '004010')
    expect(ask('CLM01', unknown).unasked).to.deep.equal([
      { transactionSet: '0001', offset: unknown.indexOf('ST*850'), reason: 'there is no guide here for 850 004010' },
    ])
    expect(ask('CLM01', 'Dear Sir or Madam, '.repeat(20)).unasked.map(({ reason }) => reason)).to.deep.equal(['this is not an X12 file'])
    expect(ask('CLM01', bytesOf(claim)).unasked).to.deep.equal([])
  })

  it('refuses to let values wait without end for a condition that only the end of the set decides', () => {
    const file = changed(remittance, (segments) => {
      const first = segments.findIndex((segment) => segment.startsWith('CLP*'))
      return [...segments.slice(0, first), ...Array.from({ length: maxWaiting + 1 }, () => 'CLP*A*1*0*0**12*1')]
    })
    expect(faultOf(() => ask('CLP01[835/PLB01=X]', file)).code).to.equal('TOO_LARGE')
    expect(valuesOf(ask('CLP01[1000A/N102=NOBODY]', file))).to.deep.equal([])
    expect(ask('CLP01[not 1000A/N102=NOBODY]', file).matches).to.have.length(maxWaiting + 1)
  })

  const howElements = 'write one like CLM01, CLM05-1 or claimInformation.patientControlNumber'
  const wrong: readonly (readonly [string, string])[] = [
    ['', 'character 1: a name is missing; a path is written like 2300/CLM01'],
    ['2300/', 'character 6: a name is missing; a path is written like 2300/CLM01'],
    ['2301/CLM01', 'character 1: no guide here has a loop "2301"; close: 2300'],
    ['2000A/2400X/SV102', 'character 7: no guide here has a loop "2400X"; close: 2400'],
    ['2400/2300/CLM01', 'character 6: loop "2300" does not stand in "2400"'],
    ['2300/CLN01', 'character 6: loop "2300" has no segment "CLN"; close: CL1, CLM'],
    ['2300/clm01', `character 6: "clm01" names no element; ${howElements}`],
    ['2300/CLM', `character 6: "CLM" names no element; ${howElements}`],
    ['2300/CLM31', 'character 6: CLM has the elements 01 to 20, and no "CLM31"'],
    ['2300/CLM01-1', 'character 6: CLM01 has no components; leave out "-1"'],
    ['2300/CLM05-7', 'character 6: CLM05 has the components 1 to 3, and no "CLM05-7"'],
    [
      '2300/claimInformation.patientControlNumbr',
      'character 23: segment "claimInformation" has no element "patientControlNumbr"; close: patientControlNumber',
    ],
    ['2300/claimInfo.patientControlNumber', 'character 6: loop "2300" has no segment "claimInfo"; close: claimInformation'],
    ['2300/CLM-01', `character 6: "CLM-01" names no element; ${howElements}`],
    ['CLM01 2300', 'character 7: "2" is not expected here; a condition begins with "["'],
    ['CLM01[', 'character 7: a name is missing; a path is written like 2300/CLM01'],
    ['CLM01[REF01', 'character 12: the condition is not closed; "]", "and", "=" or "!=" is expected'],
    ['CLM01[REF01=', 'character 13: a value is missing; write it plainly or in quotes'],
    ['CLM01[REF01="G1]', 'character 13: the quote is not closed'],
    ['CLM01[REF=G1]', 'character 10: "REF" names a segment; only an element has a value to compare'],
    ['CLM01[2300/REX01=G1]', 'character 12: loop "2300" has no segment "REX"; close: REF'],
    [
      'CLM01[REF01=G1 and HI01]',
      'character 20: "and" joins what must hold of one segment, here REF; give another segment brackets of its own',
    ],
    ['GE01', 'character 1: no guide here has a segment "GE"; close: GS, LE, SE'],
  ]
  for (const [expression, message] of wrong) {
    it(`refuses ${JSON.stringify(expression)}`, () => {
      const fault = faultOf(() => compilePathQuery(expression, schemas))
      expect(fault.code).to.equal('ARGUMENT_INVALID')
      expect(fault.message).to.equal(`the query is wrong at ${message}`)
    })
  }

  it('refuses an expression that is too long', () => {
    expect(faultOf(() => compilePathQuery('A'.repeat(maxExpressionLength + 1), schemas)).code).to.equal('ARGUMENT_INVALID')
  })
})
