import { readdirSync } from 'node:fs'
import { expect } from 'chai'
import { compileNodeX12Query, maxNodeX12Segments, toNodeX12 } from '../../src/query/index.js'
import { createEnvelopeReader, type ReadSegment, type SetHeader } from '../../src/x12/index.js'
import { ask, askNodeX12, bytesOf, changed, faultOf, files, valuesOf } from './asking.js'

const { claim, claims, secondary, remittance, status } = files

const scenarios = readdirSync('samples/scenarios')
  .filter((name) => /\.(?:837|835|999|277ca)$/.test(name))
  .map((name) => `samples/scenarios/${name}`)

function nodeX12SetOf(file: string): ReturnType<typeof toNodeX12> & { readonly bytes: string } {
  const bytes = bytesOf(file)
  const segments: ReadSegment[] = []
  let set: ReturnType<typeof toNodeX12> | undefined
  let header: SetHeader | undefined
  const reader = createEnvelopeReader({
    segment: (segment) => segments.push(segment),
    setEnd(end) {
      header ??= end.header
      set ??= toNodeX12(end.header, segments)
    },
  })
  reader.push(bytes)
  reader.end()
  if (set === undefined || header === undefined) throw new Error(`no transaction set in ${file}`)
  const from = header.offset
  return { ...set, bytes: bytes.toString('latin1', from, bytes.indexOf('GE*', from)) }
}

describe('node-x12 engine', () => {
  const queries: readonly (readonly [string, string, readonly string[]])[] = [
    [claim, 'CLM01', ['RB000101']],
    [claim, 'CLM05', ['11:B:1']],
    [secondary, 'REF02:REF01["6R"]', ['RB000901L1', 'RB000901L2']],
    [claim, 'HL+20+22-NM103', ['ALVAREZ', 'ACORN HEALTH PLAN', 'STONE']],
    [secondary, 'LX-SV102', ['150', '60']],
    [secondary, 'FOREACH(LX)=>SV102', ['150', '60']],
    [claim, 'CONCAT(CLM01,-)=>CLM02', ['RB000101-150']],
    [claim, 'ISA13', ['000000501']],
    [claim, 'SE01', ['27']],
    [claim, 'CLP01', []],
    [claim, 'CLM01:HI01["NONE"]', []],
    // A limit of node-x12: qualifiers say nothing about the envelope segments.
    [claim, 'ST01:ST03["850"]', ['837']],
  ]
  for (const [file, expression, expected] of queries) {
    it(`${expression} of ${file}`, () => {
      expect(valuesOf(askNodeX12(expression, bytesOf(file)))).to.deep.equal(expected)
    })
  }

  const shared: readonly (readonly [string, string])[] = [
    ['CLM01', 'CLM01'],
    ['CLM05', 'CLM05'],
    ['CLP01', 'CLP01'],
    ['CLP04', 'CLP04'],
    ['BPR02', 'BPR02'],
    ['NM109', 'NM109'],
    ['REF02', 'REF02'],
    ['HI01', 'HI01'],
    ['STC01', 'STC01'],
    ['IK501', 'IK501'],
    ['REF02[REF01="6R"]', 'REF02:REF01["6R"]'],
    ['CAS03[CAS01="CO"]', 'CAS03:CAS01["CO"]'],
    ['DTM02[DTM01="472"]', 'DTM02:DTM01["472"]'],
  ]
  for (const [path, nodeX12] of shared) {
    it(`${path} finds the same at the same places in every scenario as ${nodeX12}`, () => {
      let found = 0
      for (const file of scenarios) {
        const bytes = bytesOf(file)
        // An empty element between separators is a value for node-x12, and none for us.
        const theirs = askNodeX12(nodeX12, bytes).matches.filter(({ value }) => value !== '')
        const ours = ask(path, bytes).matches
        const places = (matches: typeof ours) => matches.map(({ value, segment, offset, length }) => ({ value, segment, offset, length }))
        expect(places(ours), file).to.deep.equal(places(theirs))
        found += ours.length
      }
      expect(found).to.be.greaterThan(0)
    })
  }

  it('looks back past the borders of claims where our own query does not', () => {
    const [first, second] = valuesOf(ask('CLP01', bytesOf(remittance)))
    const file = changed(remittance, (segments) => {
      const next = segments.findLastIndex((segment) => segment.startsWith('CLP*'))
      return segments.toSpliced(next, 0, 'REF*F8*OF THE FIRST')
    })
    expect(valuesOf(ask('2100/CLP01[REF01=F8]', file))).to.deep.equal([first])
    expect(valuesOf(askNodeX12('CLP01:REF01["F8"]', file))).to.deep.equal([second])
  })

  it('asks the transaction sets one by one', () => {
    expect(askNodeX12('CLM01', bytesOf(claims)).matches.map(({ transactionSet, value }) => `${transactionSet} ${value}`)).to.deep.equal([
      '0001 RB002101',
      '0001 RB002102',
      '0001 RB002103',
      '0002 RB002104',
    ])
  })

  for (const file of [claim, secondary, remittance, status])
    it(`makes objects that write the transaction set of ${file} back as it stood`, () => {
      const { transaction, sources, bytes } = nodeX12SetOf(file)
      expect(transaction.toString()).to.equal(bytes.replaceAll(/\s*\n\s*/g, ''))
      for (const segment of transaction.segments) expect(sources.get(segment)?.id).to.equal(segment.tag)
    })

  it('turns an exception of node-x12 into a set that could not be asked, and goes on with the next', () => {
    const { matches, unasked } = askNodeX12('CLM00', bytesOf(claims))
    expect(matches).to.deep.equal([])
    expect(unasked.map(({ transactionSet, reason }) => `${transactionSet}: ${reason}`)).to.deep.equal([
      '0001: node-x12 failed on it (TypeError)',
      '0002: node-x12 failed on it (TypeError)',
    ])
  })

  it('leaves out a set over the cap and asks its neighbour', () => {
    const big = changed(claims, (segments) => [...segments, ...Array.from({ length: maxNodeX12Segments }, () => 'NTE*ADD*X')])
    const { matches, unasked } = askNodeX12('CLM01', big)
    expect(matches.map(({ value }) => value)).to.deep.equal(['RB002104'])
    expect(unasked).to.have.length(1)
    expect(unasked[0]?.reason).to.match(/^it has 2\d{4} segments, and node-x12 is given at most 20000; use the default engine$/)
  })

  it('asks a set exactly at the cap', () => {
    const exact = changed(claim, (segments) => [
      ...segments,
      ...Array.from({ length: maxNodeX12Segments - segments.length - 1 }, () => 'NTE*ADD*X'),
    ])
    expect(valuesOf(askNodeX12('CLM01', exact))).to.deep.equal(['RB000101'])
  })

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['FOO', /^the query is wrong: node-x12 does not understand it \(QuerySyntaxError\)/],
    ['2300/CLM01', /^the query is wrong: node-x12 knows no loops/],
    ['CLM05-1', /^the query is wrong: node-x12 knows no components/],
    ['REF02-1:REF01["6R"]', /^the query is wrong: node-x12 knows no components/],
    ['CLM01'.repeat(200), /^the query is wrong: it is longer than 500 characters/],
  ]
  for (const [expression, message] of wrong) {
    it(`refuses ${expression.slice(0, 20)}`, () => {
      const fault = faultOf(() => compileNodeX12Query(expression))
      expect(fault.code).to.equal('ARGUMENT_INVALID')
      expect(fault.message).to.match(message)
    })
  }

  it('takes a "/" that stands in a value', () => {
    expect(askNodeX12('REF02:REF01["6/R"]', bytesOf(claim))).to.deep.equal({ matches: [], unasked: [] })
  })

  it('says that a file is not X12', () => {
    expect(askNodeX12('CLM01', 'hello').unasked.map(({ reason }) => reason)).to.deep.equal(['this is not an X12 file'])
  })
})
