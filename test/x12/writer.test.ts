import { expect } from 'chai'
import * as fc from 'fast-check'
import { Fault } from '../../src/values/index.js'
import {
  checkCharacters,
  chooseDelimiters,
  conflictingDelimiters,
  createInterchangeWriter,
  type Delimiters,
  type Element,
  type ElementInput,
  type InterchangeToWrite,
  sameSegment,
  segment,
  segmentsOf,
  standardDelimiters,
  writeInterchange,
  writeSegment,
} from '../../src/x12/index.js'
import { bytesOf, codesOf, interchange } from './files.js'

const header: InterchangeToWrite = {
  control: '7',
  sender: { qualifier: 'ZZ', id: 'SENDER' },
  receiver: { qualifier: '30', id: '912345678' },
  date: '261102',
  time: '0915',
  usage: 'T',
  acknowledgementRequested: true,
}
const group = { functionalId: 'HC', senderId: 'A', receiverId: 'B', date: '20261102', time: '0915', control: '1', version: '005010X222A1' }
const others: Delimiters = { element: '|', component: '>', repetition: '!', terminator: '\n' }

describe('writeSegment', () => {
  const rows: readonly (readonly [string, readonly ElementInput[], Delimiters, string])[] = [
    ['plain', ['A', '', 'C'], standardDelimiters, 'N1*A**C~'],
    ['composite', [['HC', '99213', '', '25']], standardDelimiters, 'N1*HC:99213::25~'],
    ['repeated', [{ repeated: ['A', ['B', 'C']] }], standardDelimiters, 'N1*A^B:C~'],
    ['without needless ends', ['A', ['B', ''], '', ['', '']], standardDelimiters, 'N1*A*B~'],
    ['other delimiters', ['A*', ['B:', 'C~']], others, 'N1|A*|B:>C~\n'],
    ['UTF-8', ['É'], standardDelimiters, Buffer.from('N1*É~').toString('latin1')],
  ]
  for (const [what, elements, delimiters, text] of rows) {
    it(`writes ${what}`, () => {
      expect(Buffer.from(writeSegment(segment('N1', elements), delimiters).value ?? []).toString('latin1')).to.equal(text)
    })
  }

  const refused: readonly (readonly [ElementInput, Delimiters, string, string])[] = [
    ['A*B', standardDelimiters, 'DELIMITER_IN_DATA', 'N102'],
    ['A~', standardDelimiters, 'DELIMITER_IN_DATA', 'N102'],
    [['A', 'B:C'], standardDelimiters, 'DELIMITER_IN_DATA', 'N102-2'],
    [{ repeated: ['A', 'B^'] }, standardDelimiters, 'DELIMITER_IN_DATA', 'N102'],
    ['A\nB', standardDelimiters, 'CONTROL_CHARACTER_IN_DATA', 'N102'],
    ['\x7f', standardDelimiters, 'CONTROL_CHARACTER_IN_DATA', 'N102'],
    ['A|B', others, 'DELIMITER_IN_DATA', 'N102'],
    // The UTF-8 of this letter holds the byte of the delimiter.
    ['É', { ...standardDelimiters, component: '\x89' }, 'DELIMITER_IN_DATA', 'N102'],
    [{ repeated: ['A', 'B'] }, { ...standardDelimiters, repetition: '' }, 'REPETITION_NOT_WRITABLE', 'N102'],
  ]
  for (const [element, delimiters, code, path] of refused) {
    it(`refuses ${JSON.stringify(element)}: ${code}`, () => {
      const { value, findings } = writeSegment(segment('N1', ['PR', element]), delimiters)
      expect(value).to.equal(undefined)
      expect(findings.map((found) => [found.code, found.path, found.at.element])).to.deep.equal([[code, path, 2]])
    })
  }

  it('tells element, component and repetition of what it refuses', () => {
    const { findings } = writeSegment(segment('HI', ['A', { repeated: ['B', ['C', 'D~']] }]), standardDelimiters)
    expect(findings[0]?.at).to.include({ element: 2, component: 2, repetition: 2 })
    expect(findings[0]?.detail).to.deep.equal({ delimiter: '~', place: 2 })
  })

  it('writes under other delimiters what was read under some', () => {
    const [, , , , svc] = [...segmentsOf(bytesOf(interchange(['N1*A', 'N2', 'N3', 'SVC*HC:99213*10**A^B'])))]
    expect(Buffer.from(writeSegment(svc ?? segment('SVC', []), others).value ?? []).toString()).to.equal('SVC|HC>99213|10||A!B\n')
  })

  it('reads back what it wrote, whatever the text and the delimiters', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('AB 1.-*:^~|>é€')), maxLength: 8 })
    const repetition = fc.array(text, { minLength: 1, maxLength: 3 })
    const element: fc.Arbitrary<ElementInput> = fc.oneof(
      text,
      repetition,
      fc.array(repetition, { minLength: 2, maxLength: 3 }).map((repeated) => ({ repeated })),
    )
    let written = 0
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), (elements) => {
        const made = segment('N1', elements)
        const all = Array.from({ length: made.elementCount }, (_, index) => made.element(index + 1)).flat(2)
        const delimiters = chooseDelimiters(all)
        if (delimiters === undefined) throw new Error('spares are enough for these')
        const { value, findings } = writeInterchange({ header, delimiters }, (writer) => {
          writer.startGroup(group)
          writer.startSet({ type: '837', control: '1' })
          writer.segment(made)
        })
        expect(findings).to.deep.equal([])
        const back = [...segmentsOf(value ?? new Uint8Array())][3]
        if (back === undefined || !sameSegment(back, made)) expect.fail(`${JSON.stringify(elements)} came back otherwise`)
        written++
      }),
    )
    expect(written).to.equal(100)
  })
})

describe('chooseDelimiters', () => {
  it('keeps the preferred ones when the data allows', () => {
    expect(chooseDelimiters(['SMITH & SONS', 'A-1'])).to.deep.equal(standardDelimiters)
  })

  it('replaces only those that stand in the data', () => {
    expect(chooseDelimiters(['A*B', 'C|D'])).to.deep.equal({ ...standardDelimiters, element: '>' })
  })

  it('gives up when no character is left', () => {
    expect(chooseDelimiters([Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('')])).to.equal(undefined)
  })

  it('never chooses a conflict', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('*:^~|><!`{}[]A')) }), (text) => {
        const chosen = chooseDelimiters([text])
        expect(conflictingDelimiters(chosen ?? standardDelimiters)).to.deep.equal([])
      }),
    )
  })

  for (const [delimiters, places] of [
    [standardDelimiters, []],
    [{ ...standardDelimiters, repetition: '' }, []],
    [{ ...standardDelimiters, component: '*' }, ['ISA16']],
    [{ ...standardDelimiters, repetition: ':' }, ['ISA11']],
    [{ ...standardDelimiters, terminator: 'A' }, ['segment terminator']],
    [{ ...standardDelimiters, element: ' ' }, ['element separator']],
    [{ ...standardDelimiters, component: '€' }, ['ISA16']],
    [{ ...standardDelimiters, component: '' }, ['ISA16']],
  ] as const) {
    it(`conflicts of ${JSON.stringify(delimiters)}: ${places.join() || 'none'}`, () => {
      expect(conflictingDelimiters(delimiters)).to.deep.equal(places)
    })
  }
})

describe('interchange writer', () => {
  it('pads the ISA, counts and closes by itself', () => {
    const { value, findings } = writeInterchange({ header, lineEnd: '\n' }, (writer) => {
      writer.startGroup(group)
      writer.startSet({ type: '837', control: '1', version: '005010X222A1' })
      writer.segment(segment('BHT', ['0019', '00']))
      writer.startSet({ type: '837', control: '2' })
      writer.startGroup({ ...group, control: '2' })
      writer.startSet({ type: '837', control: '1' })
    })
    expect(findings).to.deep.equal([])
    expect(
      Buffer.from(value ?? [])
        .toString()
        .split('\n'),
    ).to.deep.equal([
      'ISA*00*          *00*          *ZZ*SENDER         *30*912345678      *261102*0915*^*00501*000000007*1*T*:~',
      'GS*HC*A*B*20261102*0915*1*X*005010X222A1~',
      'ST*837*0001*005010X222A1~',
      'BHT*0019*00~',
      'SE*3*0001~',
      'ST*837*0002~',
      'SE*2*0002~',
      'GE*2*1~',
      'GS*HC*A*B*20261102*0915*2*X*005010X222A1~',
      'ST*837*0001~',
      'SE*2*0001~',
      'GE*1*2~',
      'IEA*2*000000007~',
      '',
    ])
    expect(codesOf(value ?? new Uint8Array())).to.deep.equal([])
  })

  it('writes a TA1 before any group', () => {
    const { value } = writeInterchange({ header }, (writer) =>
      writer.interchangeAcknowledgement(segment('TA1', ['000000001', '261102', '0915', 'A', '000'])),
    )
    expect(
      Buffer.from(value ?? [])
        .toString()
        .slice(106),
    ).to.equal('TA1*000000001*261102*0915*A*000~IEA*0*000000007~')
  })

  it('refuses data that holds a delimiter, tells where it would have stood, and does not count it', () => {
    const { value, findings } = writeInterchange({ header }, (writer) => {
      writer.startGroup(group)
      writer.startSet({ type: '837', control: '1' })
      const { offset } = writer
      const [found] = writer.segment(segment('N1', ['A*B']))
      expect(found?.at).to.deep.include({ offset, segment: 2, element: 1 })
      expect([writer.offset, writer.segmentCount]).to.deep.equal([offset, 1])
    })
    expect(value).to.equal(undefined)
    expect(findings.map(({ code }) => code)).to.deep.equal(['DELIMITER_IN_DATA'])
  })

  it('hands over bytes in pieces, and its offset is their sum', () => {
    let sum = 0
    let pieces = 0
    const writer = createInterchangeWriter({
      header,
      write: ({ length }) => {
        pieces++
        sum += length
      },
    })
    writer.startGroup(group)
    writer.startSet({ type: '837', control: '1' })
    for (let i = 0; i < 20_000; i++) writer.segment(segment('REF', ['EA', String(i)]))
    expect(writer.segmentCount).to.equal(20_001)
    writer.end()
    writer.end()
    expect(sum).to.equal(writer.offset)
    expect(pieces).to.be.within(2, 10)
  })

  const wrong: readonly (readonly [string, () => unknown])[] = [
    [
      'a sender id longer than ISA06',
      () => writeInterchange({ header: { ...header, sender: { qualifier: 'ZZ', id: 'X'.repeat(16) } } }, () => {}),
    ],
    ['a delimiter in the ISA', () => writeInterchange({ header: { ...header, sender: { qualifier: 'ZZ', id: 'A*B' } } }, () => {})],
    ['a control number of ten digits', () => writeInterchange({ header: { ...header, control: '1234567890' } }, () => {})],
    ['delimiters in conflict', () => writeInterchange({ header, delimiters: { ...others, component: '|' } }, () => {})],
    ['a line end that is the terminator', () => writeInterchange({ header, delimiters: others, lineEnd: '\n' }, () => {})],
    ['a set without a group', () => writeInterchange({ header }, (writer) => writer.startSet({ type: '837', control: '1' }))],
    ['a segment without a set', () => writeInterchange({ header }, (writer) => writer.segment(segment('N1', ['A'])))],
  ]
  for (const [what, act] of wrong) it(`a Fault for ${what}`, () => expect(act).to.throw(Fault))
})

describe('character sets', () => {
  const texts: readonly (readonly [Element[number][number], boolean, boolean])[] = [
    ['SMITH & SONS (1/2) "A"', true, true],
    ['Smith', false, true],
    ['A_B', false, true],
    ['A\tB', false, false],
    ['MÜLLER', false, false],
  ]
  for (const [text, isBasic, isExtended] of texts) {
    it(`${JSON.stringify(text)}: basic ${isBasic}, extended ${isExtended}`, () => {
      const made = segment('N1', ['PR', ['A', text]])
      expect(checkCharacters(made, 'basic').map(({ path }) => path)).to.deep.equal(isBasic ? [] : ['N102-2'])
      expect(checkCharacters(made, 'extended').map(({ path }) => path)).to.deep.equal(isExtended ? [] : ['N102-2'])
    })
  }
})
