import { expect } from 'chai'
import {
  asWritten,
  at,
  cents,
  type Codec,
  coded,
  constant,
  day,
  decimal,
  defaulted,
  elements,
  type ElementType,
  loopCodec,
  many,
  mapped,
  mark,
  oneOf,
  optional,
  otherThan,
  period,
  repetitions,
  segmentCodec,
  segments,
  series,
  tagged,
  text,
  time,
  whole,
  yesNo,
} from '../../src/codecs/codec.js'
import { isLoop, type Loop, loop } from '../../src/schema/index.js'
import type { Checked, Finding } from '../../src/values/index.js'
import { type Segment, segment } from '../../src/x12/index.js'

/** A segment as one would type it, "CAS*CO*45*50", to compare with. */
function wire(given: Segment): string {
  const all = Array.from({ length: given.elementCount }, (_, i) =>
    given
      .element(i + 1)
      .map((repetition) => repetition.join(':'))
      .join('^'),
  )
  return [given.id, ...all].join('*')
}

function wires(given: Loop): string[] {
  return given.children.flatMap((child) => (isLoop(child) ? wires(child) : [wire(child)]))
}

function typed(line: string): Segment {
  const [id = '', ...rest] = line.split('*')
  return segment(
    id,
    rest.map((it) => ({ repeated: it.split('^').map((one) => one.split(':')) })),
    { offset: 100, length: line.length + 1, segment: 7 },
  )
}

/** Reads by the codec, and holds against it what its compiled reader makes of the same. */
function decode<Node extends Loop | Segment, T>(codec: Pick<Codec<Node, T>, 'decode' | 'plainReader'>, node: Node): Checked<T> {
  const explained = codec.decode(node)
  const plain = codec.plainReader()(node)
  const isPlain = explained.value !== undefined && explained.findings.length === 0
  expect(plain).to.deep.equal(isPlain ? explained.value : undefined)
  expect(JSON.stringify(plain)).to.equal(isPlain ? JSON.stringify(explained.value) : undefined)
  return explained
}

const says = (findings: readonly Finding[]) => findings.map(({ code, path }) => `${code} ${path}`)

describe('codec: element types', () => {
  const rows: readonly (readonly [string, ElementType<unknown>, string, unknown])[] = [
    ['text', text, 'ANY TEXT', 'ANY TEXT'],
    ['cents', cents, '78.4', 7840],
    ['cents', cents, '1,000', undefined],
    ['decimal', decimal, '2.50', '2.50'],
    ['decimal', decimal, '.', undefined],
    ['whole', whole, '12', 12],
    ['whole', whole, '1.5', undefined],
    ['day', day, '20240229', '2024-02-29'],
    ['day', day, '20230229', undefined],
    ['time', time, '0915', '0915'],
    ['time', time, '091530', '091530'],
    ['time', time, '2400', undefined],
    ['oneOf', oneOf('A', 'B'), 'B', 'B'],
    ['oneOf', oneOf('A', 'B'), 'C', undefined],
    ['coded', coded({ DN: 'referring', P3: 'primaryCare' }), 'P3', 'primaryCare'],
    ['coded', coded({ DN: 'referring' }), 'toString', undefined],
    ['yesNo', yesNo, 'N', false],
    ['yesNo', yesNo, 'X', undefined],
    ['mark', mark, 'Y', true],
    ['mark', mark, 'N', undefined],
  ]
  for (const [name, type, given, expected] of rows) {
    it(`${name} reads ${given} as ${String(expected)} and writes it back`, () => {
      const codec = segmentCodec('SEG', at(2, type))
      const { value, findings } = decode(codec, typed(`SEG**${given}`))
      expect(value).to.equal(expected)
      expect(findings).to.have.length(expected === undefined ? 1 : 0)
      if (expected !== undefined) expect(wire(codec.encode(expected))).to.equal(`SEG**${given}`)
    })
  }
})

describe('codec: parts of a segment', () => {
  const rows = [
    ['components', segmentCodec('SV1', { pos: at('1-2', text), kind: optional(at('1-4', text)) }), 'SV1*:11', { pos: '11' }],
    ['repetitions', segmentCodec('DMG', { race: repetitions(5, text) }), 'DMG*****A^B', { race: ['A', 'B'] }],
    [
      'a series',
      segmentCodec('SVC', { modifiers: series([at('1-3', text), at('1-4', text)]) }),
      'SVC*::25:59',
      { modifiers: ['25', '59'] },
    ],
    ['an empty series', segmentCodec('SVC', { a: at(2, text), m: series([at('1-3', text)]) }), 'SVC**X', { a: 'X', m: [] }],
    ['a tag', segmentCodec('NM1', { npi: optional(tagged(8, 'XX', at(9, text))) }), 'NM1********XX*1', { npi: '1' }],
    ['an absent tag', segmentCodec('NM1', { a: at(1, text), npi: optional(tagged(8, 'XX', at(9, text))) }), 'NM1*85', { a: '85' }],
    ['a default', segmentCodec('SVC', { units: defaulted(at(5, text), '1'), a: at(1, text) }), 'SVC*A', { units: '1', a: 'A' }],
    ['a constant', segmentCodec('N', elements(constant(2, '1'), { a: at(1, text) })), 'N*A*1', { a: 'A' }],
    [
      'the usual code',
      segmentCodec('N', elements(constant(2, 'PI'), { a: at(1, text), q: optional(otherThan('PI', 2, text)) })),
      'N*A*PI',
      { a: 'A' },
    ],
    [
      'an unusual code',
      segmentCodec('N', elements(constant(2, 'PI'), { a: at(1, text), q: optional(otherThan('PI', 2, text)) })),
      'N*A*XV',
      { a: 'A', q: 'XV' },
    ],
    ['a day as period', segmentCodec('DTP', period(2, 3)), 'DTP**D8*20240229', { from: '2024-02-29' }],
    ['a range', segmentCodec('DTP', period(2, 3)), 'DTP**RD8*20240229-20240301', { from: '2024-02-29', to: '2024-03-01' }],
    ['a single part', segmentCodec('REF', at(2, text), { 1: '6R' }), 'REF*6R*L1', 'L1'],
    ['gaps as written', segmentCodec('MOA', asWritten(1, 9)), 'MOA*.5**MA01', ['.5', '', 'MA01']],
    [
      'an inner group',
      segmentCodec('CLM', { a: at(1, text), in: optional(elements({ x: at(2, cents) })) }),
      'CLM*A*.07',
      { a: 'A', in: { x: 7 } },
    ],
  ] as const
  for (const [name, codec, line, expected] of rows) {
    it(`${name}: read and written by one definition`, () => {
      const { value, findings } = decode<Segment, unknown>(codec, typed(line))
      expect(findings).to.deep.equal([])
      expect(value).to.deep.equal(expected)
      expect(wire((codec.encode as (value: unknown) => Segment)(expected))).to.equal(line)
    })
  }

  it('says with path and position what is missing or not of its form', () => {
    const codec = loopCodec('2300', segmentCodec('CLM', { number: at(1, text), place: at('5-1', text), cents: at(2, cents) }))
    const { value, findings } = decode(codec, loop('2300', [typed('CLM**1,000')]))
    expect(value).to.equal(undefined)
    expect(says(findings)).to.deep.equal([
      'ELEMENT_MISSING 2300/CLM01',
      'ELEMENT_MISSING 2300/CLM05-1',
      'ELEMENT_NUMBER_INVALID 2300/CLM02',
    ])
    expect(findings[1]).to.deep.include({ loop: '2300', at: { offset: 100, length: 11, segment: 7, element: 5, component: 1 } })
  })

  it('leaves out an optional part that cannot be read, and keeps the finding', () => {
    const { value, findings } = decode(segmentCodec('DMG', { born: optional(at(2, day)), sex: at(3, text) }), typed('DMG*D8*20230230*F'))
    expect(value).to.deep.equal({ sex: 'F' })
    expect(says(findings)).to.deep.equal(['ELEMENT_DATE_INVALID DMG02'])
  })

  it('does not take a text under another code for the one it wants', () => {
    const { value, findings } = decode(segmentCodec('NM1', { npi: optional(tagged(8, 'XX', at(9, text))) }), typed('NM1********24*1'))
    expect(value).to.deep.equal({})
    expect(says(findings)).to.deep.equal(['ELEMENT_CODE_INVALID NM108'])
  })

  it('refuses to write more values than there are places', () => {
    const codec = segmentCodec('SVC', series([at('1-3', text)]))
    expect(() => codec.encode(['25', '59'])).to.throw(RangeError)
  })
})

describe('codec: parts of a loop', () => {
  const address = segments(segmentCodec('N3', { line: at(1, text) }), segmentCodec('N4', { city: at(1, text) }))
  const codec = loopCodec(
    '2010',
    segmentCodec('NM1', { name: at(3, text) }, { 1: '85' }),
    { address: optional(address) },
    optional(segmentCodec('DMG', { born: optional(at(2, day)) }, { 1: 'D8' })),
    {
      taxId: segmentCodec('REF', at(2, text), { 1: 'EI' }),
      licences: many(segmentCodec('REF', { kind: at(1, text), value: at(2, text) }, { 1: ['0B', '1G'] })),
      others: many(segmentCodec('REF', { kind: at(1, text), value: at(2, text) }, { 1: { not: ['EI', '0B', '1G'] } })),
      lines: many(loopCodec('2400', { number: segmentCodec('LX', at(1, whole)) })),
    },
  )
  const full = {
    name: 'STONE',
    address: { line: '1 ELM', city: 'AVON' },
    born: '1980-02-14',
    taxId: '9',
    licences: [{ kind: '1G', value: 'U' }],
    others: [{ kind: 'G2', value: 'P' }],
    lines: [{ number: 1 }, { number: 2 }],
  }
  const fullWires = ['NM1*85**STONE', 'N3*1 ELM', 'N4*AVON', 'DMG*D8*19800214', 'REF*EI*9', 'REF*1G*U', 'REF*G2*P', 'LX*1', 'LX*2']
  const bare = { name: 'STONE', taxId: '9', licences: [], others: [], lines: [] }

  const asLoop = (lines: readonly string[]) =>
    loop('2010', [
      ...lines.filter((line) => !line.startsWith('LX')).map(typed),
      ...lines.filter((line) => line.startsWith('LX')).map((line) => loop('2400', [typed(line)])),
    ])

  it('reads every part into one value', () => {
    expect(decode(codec, asLoop(fullWires))).to.deep.equal({ value: full, findings: [] })
  })

  it('writes the value back in the order of definition', () => {
    const { value } = decode(codec, asLoop(fullWires))
    expect(value && wires(codec.encode(value))).to.deep.equal(fullWires)
  })

  it('leaves absent parts out of the value and off the wire', () => {
    const { value } = decode(codec, asLoop(['NM1*85**STONE', 'REF*EI*9']))
    expect(value).to.deep.equal(bare)
    expect(value && wires(codec.encode(value))).to.deep.equal(['NM1*85**STONE', 'REF*EI*9'])
  })

  it('names a missing segment and a missing loop', () => {
    const outer = loopCodec('2000', { inner: codec, other: loopCodec('2020', {}) })
    const { value, findings } = decode(outer, loop('2000', [asLoop(['NM1*85**STONE'])]))
    expect(value).to.equal(undefined)
    expect(says(findings)).to.deep.equal(['SEGMENT_MISSING 2010/REF', 'LOOP_MISSING 2020'])
  })

  it('takes no segment that calls itself like a loop for one', () => {
    expect(decode(codec, loop('2010', [...asLoop(fullWires).children, typed('2400*1')]))).to.deep.equal({ value: full, findings: [] })
  })

  for (const [name, first] of [
    ['a required', segments({ who: segments({ last: segmentCodec('NM1', at(3, text)) }) })],
    ['an optional', segments({ who: optional(segments({ last: segmentCodec('NM1', at(3, text)) })) })],
    ['a joining optional', optional(segments({ who: segments({ last: segmentCodec('NM1', at(3, text)) }) }))],
  ] as const)
    it(`${name} part and one after it fill one property together`, () => {
      const both = loopCodec('2010', first, { who: segments({ number: optional(segmentCodec('REF', at(2, text))) }) })
      const read = (...lines: readonly string[]) => decode<Loop, unknown>(both, loop('2010', lines.map(typed))).value
      expect(read('NM1*85**STONE', 'REF*EI*9')).to.deep.equal({ who: { last: 'STONE', number: '9' } })
      expect(read('NM1*85**STONE')).to.deep.equal({ who: { last: 'STONE' } })
      expect(read('REF*EI*9')).to.deep.equal(name === 'a required' ? undefined : { who: { number: '9' } })
    })

  it('names what is missing in the outermost loop without a loop', () => {
    const root = loopCodec('837', segmentCodec('BHT', { reference: at(3, text) }), { end: segmentCodec('SE', at(1, text)) })
    const { findings } = decode(root, loop('837', [typed('BHT*0019')]))
    expect(findings.map(({ code, path, loop: name }) => [code, path, name])).to.deep.equal([
      ['ELEMENT_MISSING', 'BHT03', undefined],
      ['SEGMENT_MISSING', 'SE', undefined],
    ])
  })

  it('gives no list at all when one of its values cannot be read', () => {
    const { value, findings } = decode(codec, asLoop([...fullWires, 'LX*X']))
    expect(value).to.equal(undefined)
    expect(says(findings)).to.deep.equal(['ELEMENT_NUMBER_INVALID 2400/LX01'])
  })

  it('a mapped part has another shape and the same wire', () => {
    const upper = mapped(segmentCodec('NTE', at(2, text), { 1: 'ADD' }), {
      decode: (note) => ({ note }),
      encode: ({ note }) => note,
    })
    const noted = loopCodec('2300', upper)
    expect(decode(noted, loop('2300', [typed('NTE*ADD*X')])).value).to.deep.equal({ note: 'X' })
    expect(wires(noted.encode({ note: 'X' }))).to.deep.equal(['NTE*ADD*X'])
  })
})
