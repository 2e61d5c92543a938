import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  createInterchangeWriter,
  createRewriter,
  type Delimiters,
  type LineEnd,
  type ReadSegment,
  type Segment,
  segment,
  segmentsOf,
} from '../../src/x12/index.js'
import { bytesOf, cuts, feed, gs, interchange, twoSets } from './files.js'

/** Reads a file and writes it again with the writer, segment by segment. */
function copyWithWriter(bytes: Uint8Array, lineEnd: LineEnd): Buffer {
  const [isa, ...rest] = [...segmentsOf(bytes)]
  if (isa === undefined) throw new Error('there is no ISA')
  const pieces: Uint8Array[] = []
  const { delimiters } = isa
  const writer = createInterchangeWriter({ header: isa, delimiters, lineEnd, write: (piece) => pieces.push(piece) })
  for (const each of rest) {
    if (each.id === 'GS') writer.startGroup(each)
    else if (each.id === 'ST') writer.startSet(each)
    else if (!['SE', 'GE', 'IEA'].includes(each.id)) writer.segment(each)
  }
  writer.end()
  return Buffer.concat(pieces)
}

/** Copies bytes through the rewriter. */
function rewrite(bytes: Uint8Array, change: (segment: ReadSegment) => Segment | undefined, size = bytes.length): Buffer {
  const pieces: Uint8Array[] = []
  feed(
    createRewriter((piece) => pieces.push(Uint8Array.from(piece)), change),
    bytes,
    Math.max(size, 1),
  )
  return Buffer.concat(pieces)
}

describe('reading and writing back', () => {
  const marks = [...Array.from("*|>:^~!?'+@#$%&"), '\r', '\n', '\x1c', '\x1d', '\x1e', '\x1f', '\xa6']
  const anyDelimiters: fc.Arbitrary<Delimiters> = fc
    .shuffledSubarray(marks, { minLength: 4, maxLength: 4 })
    .map(([element = '*', component = ':', repetition = '^', terminator = '~']) => ({ element, component, repetition, terminator }))
  const data = fc.string({ unit: fc.constantFrom(...Array.from('AZ09 .-*:^')), maxLength: 10 })

  it('gives the same bytes for any delimiters, line ends and needless separators', () => {
    fc.assert(
      fc.property(
        anyDelimiters,
        fc.constantFrom<LineEnd>('', '\n', '\r\n', '\r'),
        fc.array(data, { maxLength: 12 }),
        (delimiters, lineEnd, elements) => {
          fc.pre(
            ![delimiters.element, delimiters.component, delimiters.repetition, delimiters.terminator].some((each) =>
              lineEnd.includes(each),
            ),
          )
          const middle = elements.map((each) => `N1*${each}`)
          const bytes = bytesOf(
            interchange([gs, 'ST*835*0001', ...middle, `SE*${middle.length + 2}*0001`, 'GE*1*1'], { delimiters, lineEnd }),
          )
          expect(copyWithWriter(bytes, lineEnd).equals(bytes)).to.equal(true)
          expect(rewrite(bytes, () => undefined).equals(bytes)).to.equal(true)
        },
      ),
    )
  })

  it('the rewriter copies any bytes, however they are cut', () => {
    const files = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            interchange(twoSets),
            interchange(twoSets, { lineEnd: '\r\n' }),
            'junk',
            '\x1a',
            '\n',
            '~~',
            'ISA*00*',
            '\xef\xbb\xbf',
          ),
          { maxLength: 6 },
        )
        .map((parts) => bytesOf(parts.join(''))),
    )
    fc.assert(
      fc.property(files, fc.constantFrom(...cuts), (bytes, size) => {
        expect(rewrite(bytes, (each) => each, size).equals(bytes)).to.equal(true)
      }),
    )
  })

  it('the rewriter changes what it is told to, and nothing else', () => {
    const text = `junk\n${interchange(twoSets, { lineEnd: '\r\n' })}\x1a`
    const change = (each: ReadSegment) => (each.id === 'TRN' ? segment('TRN', ['1', 'CHANGED']) : undefined)
    for (const size of cuts)
      expect(rewrite(bytesOf(text), change, size).toString('latin1')).to.equal(text.replaceAll('TRN*1*A', 'TRN*1*CHANGED'))
  })

  it('the rewriter tells what cannot be written', () => {
    const codes: string[] = []
    const bytes = bytesOf(interchange(twoSets))
    feed(
      createRewriter(
        () => {},
        (each) => (each.id === 'TRN' ? segment('TRN', ['~']) : undefined),
        ({ code }) => codes.push(code),
      ),
      bytes,
    )
    expect(codes).to.deep.equal(['DELIMITER_IN_DATA'])
  })

  it('the rewriter passes large binary data through', () => {
    const blob = 'X~'.repeat(100_000)
    const bytes = bytesOf(interchange([gs, 'ST*275*0001', 'BIN*200000*@', 'SE*3*0001', 'GE*1*1']).replace('@', blob))
    expect(rewrite(bytes, (each) => (each.id === 'BIN' ? segment('BIN', ['0']) : undefined), 4096).equals(bytes)).to.equal(true)
  })

  it('holds for every sample', () => {
    const files = readdirSync('samples', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.edi'))
    for (const name of files) {
      const bytes = readFileSync(join('samples', name))
      expect(rewrite(bytes, () => undefined).equals(bytes), name).to.equal(true)
    }
  })
})
