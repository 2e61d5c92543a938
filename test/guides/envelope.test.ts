// The rules of the envelope segments (ISA, TA1, GS, ST, SE, GE, IEA), each broken once in an interchange that is made of them.
import { expect } from 'chai'
import { createFileReader, type ElementDefinition, loadSchemas } from '../../src/schema/index.js'
import { buildSet, number, segmentsOf } from './build.js'
import { written } from '../support/read-set.js'
import { everySegment } from './paths.js'
import { notAmong, ofOtherType } from './values.js'

const schemas = loadSchemas('schemas')
const acknowledgement = schemas.guide('005010X231A1', '999')

type Segments = readonly (readonly string[])[]

/** A 999 and a TA1 in a whole interchange. */
function interchange(): string[][] {
  if (acknowledgement === undefined) throw new Error('no guide of the 999')
  const body = segmentsOf(number(buildSet([acknowledgement.root])))
    .slice(1, -1)
    .map((each) => written(each).split('*'))
  return [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      'ZZ',
      'ACORN'.padEnd(15),
      'ZZ',
      'RIVERBEND'.padEnd(15),
      '261102',
      '0915',
      '^',
      '00501',
      '000000001',
      '0',
      'T',
      ':',
    ],
    ['TA1', '000000007', '261101', '0915', 'A', '000'],
    ['GS', 'FA', 'ACORN', 'RIVERBEND', '20261102', '0915', '1', 'X', '005010X231A1'],
    ['ST', '999', '0001', '005010X231A1'],
    ...body,
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', '1'],
    ['IEA', '1', '000000001'],
  ]
}

/** "CODE path" of every error and warning in the interchange. */
function found(segments: Segments): string[] {
  const findings: string[] = []
  const reader = createFileReader(schemas, {
    finding: ({ code, path, severity }) => {
      if (severity !== 'info') findings.push(`${code} ${path}`)
    },
  })
  reader.push(Buffer.from(segments.map((segment) => `${segment.join('*')}~\n`).join(''), 'latin1'))
  reader.end()
  return findings.toSorted()
}

/** The interchange with one element set; a trailer goes on naming the control number of its header. */
function withElement(id: string, element: number, text: string): string[][] {
  const segments = interchange()
  const set = (of: string, at: number, to: string) => {
    const segment = segments.find(([name]) => name === of)
    if (segment === undefined) throw new Error(`no ${of}`)
    segment[at] = id === 'ISA' && of === id ? to.padEnd(segment[at]?.length ?? 0) : to
  }
  set(id, element, text)
  const trailer = trailers[`${id} ${element}`]
  if (trailer !== undefined) set(trailer, 2, id === 'ISA' ? text.padEnd(9) : text)
  return segments
}

const trailers: Readonly<Record<string, string>> = { 'ISA 13': 'IEA', 'GS 6': 'GE' }

interface Wrong {
  readonly what: string
  readonly text: string
}

/** What may be wrong with an element of an envelope segment. */
function wrongOf(id: string, definition: ElementDefinition): Wrong[] {
  const { usage, codes, min, max } = definition
  const wrong: Wrong[] = []
  if (usage === 'N') return wrong
  if (usage === 'R') wrong.push({ what: 'is empty', text: '' })
  if (codes !== undefined) wrong.push({ what: 'is none of its codes', text: notAmong(codes, definition) })
  const other = ofOtherType(definition)
  if (other !== undefined && definition.type !== 'ID') wrong.push({ what: 'is of another type', text: other.text })
  // Widths of the ISA are those of its bytes: with others it is not an ISA.
  if (id === 'ISA' || codes !== undefined || definition.type === 'DT' || definition.type === 'TM') return wrong
  wrong.push({ what: 'is too long', text: '1'.repeat(max + 1) })
  if (min > 1) wrong.push({ what: 'is too short', text: '1'.repeat(min - 1) })
  return wrong
}

/** Where another finding says it, or a second one besides: trailers are compared with their headers, ISA11 and ISA16 are delimiters. */
const instead: readonly (readonly [ref: RegExp, what: RegExp, expected: readonly string[]])[] = [
  [/^ISA0[24]$/, /is empty/, []],
  [/^ISA11$/, /is empty/, []],
  [/^ISA16$/, /is empty/, ['DELIMITERS_CONFLICT ISA16']],
  [/^GS01$/, /is empty|too/, ['ENVELOPE_ELEMENT_INVALID GS01', 'TRANSACTION_SET_MISPLACED ST01']],
  [/^GS08$/, /./, ['ELEMENT_CODE_INVALID ST03', 'ENVELOPE_ELEMENT_INVALID GS08']],
  [/^GE01$/, /too long/, ['TRANSACTION_SET_COUNT_WRONG GE01']],
  [/^GE02$/, /./, ['GROUP_CONTROL_MISMATCH GE02']],
  [/^IEA01$/, /too long/, ['GROUP_COUNT_WRONG IEA01']],
  [/^IEA02$/, /./, ['INTERCHANGE_CONTROL_MISMATCH IEA02']],
]

const structure: readonly (readonly [what: string, change: (segments: string[][]) => Segments, expected: readonly string[]])[] = [
  ['without its ISA', without('ISA'), ['FILE_NOT_X12 ']],
  ['without its GS', without('GS'), ['GROUP_COUNT_WRONG IEA01', 'SEGMENT_OUTSIDE_ENVELOPE ST']],
  ['without its ST', without('ST'), ['SEGMENT_OUTSIDE_ENVELOPE AK1', 'TRANSACTION_SET_COUNT_WRONG GE01']],
  ['without its SE', without('SE'), ['TRANSACTION_SET_UNCLOSED SE']],
  ['without its GE', without('GE'), ['GROUP_UNCLOSED GE']],
  ['without its IEA', without('IEA'), ['INTERCHANGE_UNCLOSED IEA']],
  ['with two ISA', twice('ISA'), ['INTERCHANGE_UNCLOSED IEA']],
  ['with two TA1', twice('TA1'), []],
  ['with two GS', twice('GS'), ['GROUP_CONTROL_REPEATED GS06', 'GROUP_COUNT_WRONG IEA01', 'GROUP_UNCLOSED GE']],
  [
    'with two ST',
    twice('ST'),
    ['TRANSACTION_SET_CONTROL_REPEATED ST02', 'TRANSACTION_SET_COUNT_WRONG GE01', 'TRANSACTION_SET_UNCLOSED SE'],
  ],
  ['with two SE', twice('SE'), ['SEGMENT_OUTSIDE_ENVELOPE SE']],
  ['with two GE', twice('GE'), ['SEGMENT_OUTSIDE_ENVELOPE GE']],
  ['with two IEA', twice('IEA'), ['TEXT_OUTSIDE_INTERCHANGE ']],
]

function without(id: string): (segments: string[][]) => Segments {
  return (segments) => segments.filter(([name]) => name !== id)
}

function twice(id: string): (segments: string[][]) => Segments {
  return (segments) => segments.flatMap((segment) => (segment[0] === id ? [segment, segment] : [segment]))
}

describe('envelopes, one mutation per rule', () => {
  it('the interchange is valid', () => {
    expect(found(interchange())).to.deep.equal([])
  })

  // ST and SE are elements of their guide: they are broken with it.
  for (const segment of everySegment(schemas.control.root).filter(({ id }) => id !== 'ST' && id !== 'SE'))
    for (const definition of segment.elements)
      for (const { what, text } of wrongOf(segment.id, definition))
        it(`${definition.ref} ${what}`, () => {
          const known = instead.find(([ref, fault]) => ref.test(definition.ref) && fault.test(what))
          expect(found(withElement(segment.id, definition.number, text))).to.deep.equal(
            known?.[2] ?? [`ENVELOPE_ELEMENT_INVALID ${definition.ref}`],
          )
        })

  for (const [what, change, expected] of structure)
    it(what, () => {
      expect(found(change(interchange()))).to.deep.equal(expected)
    })
})
