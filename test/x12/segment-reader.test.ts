import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  createSegmentReader,
  type Delimiters,
  isReadSegment,
  type LineEnd,
  readSegments,
  segmentsOf,
  standardDelimiters,
} from '../../src/x12/index.js'
import { bytesOf, cuts, envelopeLog, feed, gs, interchange, segmentLog, twoSets } from './files.js'

const marks = [...Array.from("*|>:^~!?'+`@#$%&"), '\n', '\r', '\x1c', '\x1d', '\x1e', '\x1f']
const anyDelimiters: fc.Arbitrary<Delimiters> = fc
  .shuffledSubarray(marks, { minLength: 4, maxLength: 4 })
  .map(([element = '*', component = ':', repetition = '^', terminator = '~']) => ({ element, component, repetition, terminator }))
const lineEnds: readonly LineEnd[] = ['', '\n', '\r\n', '\r']

/** The same file under these delimiters says the same. */
function elementsOf(bytes: Uint8Array): unknown[] {
  return [...segmentsOf(bytes)]
    .filter(({ id }) => id !== 'ISA')
    .map((segment) => [segment.id, Array.from({ length: segment.elementCount }, (_, index) => segment.element(index + 1))])
}

describe('segment reader', () => {
  it('tells ids, elements, offsets and lengths', () => {
    expect(segmentLog(bytesOf(interchange([gs, 'CLM*A*^B:C::D**'], { lineEnd: '\r\n' })))).to.deep.equal([
      '1 @0+106 ISA13=000000001 {"element":"*","component":":","repetition":"^","terminator":"~","lineEnd":"\\r\\n","isReadable":true}',
      '2 @108+53 GS [[["HP"]],[["SENDER"]],[["RECEIVER"]],[["20261102"]],[["0915"]],[["1"]],[["X"]],[["005010X221A1"]]]',
      '3 @163+16 CLM [[["A"]],[[""],["B","C","","D"]],[[""]],[[""]]]',
      '4 @181+16 IEA [[["1"]],[["000000001"]]]',
    ])
  })

  it('gives components and repetitions by their places', () => {
    const clm = [...segmentsOf(bytesOf(interchange(['CLM*A:B^C:D:E^^F**'])))][1]
    const texts = [[1], [1, 2], [1, 3], [1, 1, 2], [1, 3, 2], [1, 1, 3], [1, 1, 4], [1, 1, 5], [2], [9], [0]].map(
      ([element = 0, ...rest]) => clm?.text(element, ...rest),
    )
    expect(texts).to.deep.equal(['A', 'B', '', 'C', 'E', '', 'F', '', '', '', ''])
    expect(clm?.element(9)).to.deep.equal([['']])
    expect(clm?.elementCount).to.equal(3)
  })

  for (const name of ['ISAAC', 'LISA', 'IEAN', 'ST', 'ISA', 'IEA', 'SE']) {
    it(`takes ${name} in an element for data`, () => {
      const text = interchange([gs, 'ST*835*0001', `NM1*QC*1*${name}*${name}`, `REF*${name}:${name}`, 'SE*4*0001', 'GE*1*1'])
      expect(envelopeLog(bytesOf(text)).filter((line) => /^[!/]/.test(line))).to.deep.equal([
        '/set 0001 4/4 0',
        '/group 1 1/1 0',
        '/interchange 000000001 1/1 0',
      ])
    })
  }

  it('has no repetition separator when ISA11 is U', () => {
    const text = interchange(['N1*A.B^C'], { delimiters: { ...standardDelimiters, repetition: '' } })
    const raw = bytesOf(text.replace('N1*A.BC', 'N1*AUB^C'))
    expect([...segmentsOf(raw)][1]?.element(1)).to.deep.equal([['AUB^C']])
  })

  it('reads several interchanges, each with its own delimiters', () => {
    const others: Delimiters = { element: '|', component: '>', repetition: '!', terminator: '\r' }
    const both = bytesOf(interchange(twoSets) + interchange(twoSets, { delimiters: others, lineEnd: '\n' }))
    const elements = elementsOf(both)
    expect(elements.slice(0, elements.length / 2)).to.deep.equal(elements.slice(elements.length / 2))
  })

  it('reads text as UTF-8 where it is valid, as Latin-1 where not', () => {
    const utf8 = Buffer.from(interchange(['N1*PR*ÉCOLE MÜNCHEN', 'N3*A']), 'utf8')
    const latin1 = Buffer.from(interchange(['N1*PR*ÉCOLE MÜNCHEN']), 'latin1')
    expect([...segmentsOf(utf8)][1]?.text(2)).to.equal('ÉCOLE MÜNCHEN')
    expect([...segmentsOf(latin1)][1]?.text(2)).to.equal('ÉCOLE MÜNCHEN')
  })

  it('counts components of a segment with a separator beyond ASCII', () => {
    const delimiters = { ...standardDelimiters, component: '\xa6' }
    expect([...segmentsOf(bytesOf(interchange(['CLM*A:B'], { delimiters })))][1]?.element(1)).to.deep.equal([['A', 'B']])
  })

  it('passes over binary data larger than it holds', () => {
    const data = '~IEA*'.repeat(40_000)
    const text = interchange([gs, 'ST*275*0001', `BIN*${data.length}*`, 'SE*3*0001', 'GE*1*1']).replace(
      `BIN*${data.length}*`,
      (bin) => bin + data,
    )
    const bytes = bytesOf(text)
    for (const size of [1000, 65_536, bytes.length]) {
      const bin = segmentLog(bytes, size).find((line) => line.includes('BIN'))
      expect(bin).to.equal(`4 @${text.indexOf('BIN')}+${data.length + 12} BIN [[["${data.length}"]],[[""]]]`)
      expect(segmentLog(bytes, size)).to.have.length(7)
    }
    expect([...segmentsOf(bytes)].map((segment) => segment.bytes() === undefined)).to.deep.equal([
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ])
  })

  it('says the same under any delimiters and line ends', () => {
    const segments = [...twoSets, 'N1**::A^B:C*', 'N3*']
    const expected = elementsOf(bytesOf(interchange(segments)))
    fc.assert(
      fc.property(anyDelimiters, fc.constantFrom(...lineEnds), (delimiters, lineEnd) => {
        fc.pre(
          !lineEnd.includes(delimiters.terminator) &&
            ![delimiters.element, delimiters.component, delimiters.repetition].some((each) => lineEnd.includes(each)),
        )
        // A line end right after the terminator cannot also be a separator at the head of a segment.
        expect(elementsOf(bytesOf(interchange(segments, { delimiters, lineEnd })))).to.deep.equal(expected)
      }),
    )
  })

  it('gives segments that stay good after the reader went on', async () => {
    const text = interchange([gs, ...Array.from({ length: 20_000 }, (_, index) => `REF*EA*NUMBER ${index}*:${index}`)])
    const kept = []
    for await (const segment of readSegments([bytesOf(text)])) kept.push(segment)
    expect(kept).to.have.length(20_003)
    for (const [index, segment] of kept.slice(2, -1).entries()) {
      if (segment.text(2) !== `NUMBER ${index}` || segment.text(3, 2) !== String(index)) expect.fail(`segment ${index} changed`)
      expect(isReadSegment(segment)).to.equal(true)
      const { offset, length = 0 } = segment.at
      if (Buffer.from(segment.bytes() ?? []).toString('latin1') !== text.slice(offset, offset + length))
        expect.fail(`bytes of ${index} changed`)
    }
  })

  /** Files of bytes, damaged in places or made of pieces that mean something to the reader. */
  const damaged = fc
    .tuple(
      fc.array(
        fc.tuple(
          fc.nat(400),
          fc.constantFrom(
            '',
            '~',
            '*',
            '~~',
            'ISA*',
            '~ISA',
            '~IEA*1*1~',
            '~BIN*3*',
            '~BDS*A*9*',
            '\n',
            '\xef\xbb\xbf',
            '\x1a',
            '\0',
            '\xff',
          ),
          fc.nat(6),
        ),
        { maxLength: 6 },
      ),
      fc.nat(3),
    )
    .map(([changes, copies]) => {
      let text = interchange(twoSets).repeat(copies + 1)
      for (const [place, piece, removed] of changes) text = text.slice(0, place) + piece + text.slice(place + removed)
      return bytesOf(text)
    })

  it('never throws, reads every segment where it says, and does not depend on the cuts', () => {
    const anyBytes = fc.oneof({ weight: 4, arbitrary: damaged }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 600 }) })
    fc.assert(
      fc.property(anyBytes, fc.constantFrom(...cuts), fc.boolean(), (bytes, size, repairIsa) => {
        const whole = segmentLog(bytes, undefined, repairIsa)
        expect(segmentLog(bytes, size, repairIsa)).to.deep.equal(whole)
        expect(envelopeLog(bytes, { repairIsa }, size)).to.deep.equal(envelopeLog(bytes, { repairIsa }))
        for (const segment of segmentsOf(bytes, { repairIsa })) {
          const { offset, length = 0 } = segment.at
          expect(segment.bytes()).to.deep.equal(Buffer.from(bytes.subarray(offset, offset + length)))
        }
      }),
      { numRuns: 400 },
    )
  })

  describe('stays quick and small', () => {
    const piece = (text: string) => Buffer.alloc(1_000_000, text, 'latin1')
    const head = bytesOf(interchange([gs, 'ST*835*0001']).replace(/IEA.*/s, ''))
    const floods: readonly (readonly [string, Buffer, number])[] = [
      ['one unterminated segment', piece('A'), 100],
      ['one unterminated segment of separators', piece('*:^'), 100],
      ['nothing but terminators', piece('~'), 100],
      ['nothing but short bad segments', piece('1~'), 20],
      ['half ISAs', piece('ISA'), 100],
      ['half ISAs with separators', piece('ISA*'), 30],
      ['ISAs that never end', piece(` ${head.subarray(0, 105).toString('latin1')}!`), 20],
      ['ISAs with a space between', piece(` ${head.subarray(0, 106).toString('latin1').replace('~', '\x1c')}`), 20],
    ]
    for (const [what, bytes, times] of floods) {
      it(`${times} MB of ${what}`, () => {
        const heap: number[] = []
        const reader = createSegmentReader({ interchange: () => {}, segments: () => {}, finding: () => {} })
        const started = process.cpuUsage()
        reader.push(head)
        for (let i = 0; i < times; i++) {
          reader.push(bytes)
          if (i === 1 || i === times - 1) heap.push(process.memoryUsage().arrayBuffers)
        }
        reader.end()
        const [before = 0, after = 0] = heap
        // Of the processor, not of the clock: other work on the machine counts for nothing.
        const { user, system } = process.cpuUsage(started)
        expect((user + system) / 1000).to.be.lessThan(6000)
        expect(after - before).to.be.lessThan(20_000_000)
      })
    }
  })

  it('takes chunks of one byte in linear time', () => {
    const bytes = bytesOf(interchange([gs, `MSG*${'A'.repeat(60_000)}`, `MSG*${'B'.repeat(60_000)}`]))
    let count = 0
    feed(createSegmentReader({ interchange: () => {}, segments: (batch) => (count += batch.count), finding: () => {} }), bytes, 1)
    expect(count).to.equal(4)
  })
})
