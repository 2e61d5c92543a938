import { expect } from 'chai'
import {
  createEnvelopeReader,
  type EnvelopeListener,
  type GroupTrailer,
  type InterchangeTrailer,
  type SetHeader,
  type SetTrailer,
} from '../../src/x12/index.js'
import { bytesOf, envelopeLog, feed, gs, interchange, twoSets } from './files.js'

const good = interchange(twoSets)

/** Reads a file and keeps what was told at the ends of its levels. */
function trailersOf(
  text: string,
  more: EnvelopeListener = {},
): { sets: SetTrailer[]; groups: GroupTrailer[]; interchanges: InterchangeTrailer[] } {
  const sets: SetTrailer[] = []
  const groups: GroupTrailer[] = []
  const interchanges: InterchangeTrailer[] = []
  const listener: EnvelopeListener = {
    ...more,
    setEnd: (trailer) => sets.push(trailer),
    groupEnd: (trailer) => groups.push(trailer),
    interchangeEnd: (trailer) => interchanges.push(trailer),
  }
  feed(createEnvelopeReader(listener), bytesOf(text))
  return { sets, groups, interchanges }
}

describe('envelope reader', () => {
  it('tells levels and segments in the order of the bytes', () => {
    expect(envelopeLog(bytesOf(interchange(['TA1*000000007*261102*0915*A*000', ...twoSets])))).to.deep.equal([
      'interchange 000000001',
      'ta1 000000007',
      'group 1',
      'set 0001',
      '1 ST',
      '2 TRN',
      '3 SE',
      '/set 0001 3/3 0',
      'set 0002',
      '1 ST',
      '2 SVC',
      '3 SE',
      '/set 0002 3/3 0',
      '/group 1 2/2 0',
      '/interchange 000000001 1/1 0',
    ])
  })

  it('gives the headers as values', () => {
    const { sets } = trailersOf(good.replace('ST*835*0002', 'ST*837*0002*005010X222A1'))
    const [first, second] = sets.map(({ header }) => header)
    expect(first?.interchange).to.deep.include({
      ordinal: 1,
      control: '000000001',
      sender: { qualifier: 'ZZ', id: 'SENDER' },
      receiver: { qualifier: 'ZZ', id: 'RECEIVER' },
      date: '261102',
      time: '0915',
      version: '00501',
      usage: 'P',
      acknowledgementRequested: false,
      offset: 0,
    })
    expect(first?.interchange.segment.text(6)).to.equal('SENDER         ')
    expect(first?.group).to.deep.include({
      functionalId: 'HP',
      senderId: 'SENDER',
      receiverId: 'RECEIVER',
      control: '1',
      agency: 'X',
      version: '005010X221A1',
    })
    expect(first).to.deep.include({ ordinal: 1, type: '835', control: '0001', version: '005010X221A1', offset: good.indexOf('ST*') })
    expect(second).to.deep.include({ ordinal: 2, type: '837', version: '005010X222A1' })
  })

  it('gives each level its bytes, closed or not', () => {
    const cut = good.slice(0, good.indexOf('SE*3*0002'))
    const text = `${good}\n${cut}\n`
    const { sets, groups, interchanges } = trailersOf(text)
    const bytesAt = ({ range }: { range: { offset: number; length: number } }) => text.slice(range.offset, range.offset + range.length)
    expect(sets.map(bytesAt)).to.deep.equal([
      'ST*835*0001~TRN*1*A~SE*3*0001~',
      'ST*835*0002~SVC*HC:99213:25*10*^~SE*3*0002~',
      'ST*835*0001~TRN*1*A~SE*3*0001~',
      'ST*835*0002~SVC*HC:99213:25*10*^~',
    ])
    expect(groups.map(bytesAt)).to.deep.equal([good.slice(106, good.indexOf('IEA')), cut.slice(106)])
    expect(interchanges.map(bytesAt)).to.deep.equal([good, cut])
    expect(interchanges.map(({ isClosed, counted, stated }) => [isClosed, counted, stated])).to.deep.equal([
      [true, 1, 1],
      [false, 1, undefined],
    ])
  })

  it('keeps each finding at the level it belongs to, and spares its neighbours', () => {
    const text = good.replace('SE*3*0001', 'SE*4*0009').replace('GE*2*1', 'GE*3*1')
    const { sets, groups, interchanges } = trailersOf(text)
    const codes = (trailers: readonly { findings: readonly { code: string }[] }[]) =>
      trailers.map(({ findings }) => findings.map(({ code }) => code))
    expect(codes(sets)).to.deep.equal([['SEGMENT_COUNT_WRONG', 'TRANSACTION_SET_CONTROL_MISMATCH'], []])
    expect(codes(groups)).to.deep.equal([['TRANSACTION_SET_COUNT_WRONG']])
    expect(codes(interchanges)).to.deep.equal([[]])
    const [wrong] = sets[0]?.findings ?? []
    expect(wrong).to.deep.include({ path: 'SE01', detail: { stated: 4, counted: 3 } })
    expect(wrong?.at).to.deep.equal({ offset: text.indexOf('SE*4'), length: 10, segment: 3, element: 1 })
  })

  const resyncs: readonly (readonly [string, string, readonly string[]])[] = [
    ['ST', good.replace('SE*3*0001~', ''), ['/set 0001 2/- open 1', '/set 0002 3/3 0', '/group 1 2/2 0', '/interchange 000000001 1/1 0']],
    ['GE', good.replace('SE*3*0002~', ''), ['/set 0001 3/3 0', '/set 0002 2/- open 1', '/group 1 2/2 0', '/interchange 000000001 1/1 0']],
    [
      'GS',
      interchange([gs, 'ST*835*0001', gs.replace('0915*1', '0915*2'), 'GE*0*2']).replace('IEA*1', 'IEA*2'),
      ['/set 0001 1/- open 1', '/group 1 1/- open 1', '/group 2 0/0 0', '/interchange 000000001 2/2 0'],
    ],
    ['IEA', interchange([gs, 'ST*835*0001']), ['/set 0001 1/- open 1', '/group 1 1/- open 1', '/interchange 000000001 1/1 0']],
    [
      'ISA',
      interchange([gs, 'ST*835*0001']).replace(/IEA.*/s, good),
      [
        '/set 0001 1/- open 1',
        '/group 1 1/- open 1',
        '/interchange 000000001 1/- open 1',
        '/set 0001 3/3 0',
        '/set 0002 3/3 0',
        '/group 1 2/2 0',
        '/interchange 000000001 1/1 0',
      ],
    ],
  ]
  for (const [id, text, ends] of resyncs) {
    it(`finds its way again at the next ${id} when a trailer is missing`, () => {
      expect(envelopeLog(bytesOf(text)).filter((line) => line.startsWith('/'))).to.deep.equal(ends)
    })
  }

  it('closes an unreadable interchange with what is wrong with it, and reads the next', () => {
    const log = envelopeLog(bytesOf(good.replace('SENDER         ', 'SENDER') + good))
    expect(log.slice(0, 4)).to.deep.equal([
      'interchange 000000001',
      '! ISA_MALFORMED ISA06 segment 1 in interchange 000000001',
      '/interchange 000000001 0/- open 1',
      'interchange 000000001',
    ])
  })

  it('counts sets nobody wants without telling their segments', () => {
    const wants = (set: SetHeader) => set.control === '0002'
    const log = envelopeLog(bytesOf(good), { wants })
    expect(log.filter((line) => /^\d/.test(line))).to.deep.equal(['1 ST', '2 SVC', '3 SE'])
    expect(log).to.include('/set 0001 3/3 0')
  })

  it('tells a finding inside a set by the ordinal of the segment it stands at', () => {
    const log = envelopeLog(bytesOf(good.replace('TRN*1*A~', 'TRN*1*A~bad~')))
    expect(log).to.include('! SEGMENT_ID_INVALID  segment 3 in set 0001')
  })

  it('remembers the control numbers of a hundred thousand sets, not more', () => {
    const sets = Array.from({ length: 100_002 }, (_, index) => `ST*835*${index}~SE*2*${index}`)
    const repeated = [...sets, 'ST*835*100001~SE*2*100001', 'ST*835*0~SE*2*0']
    const codes: string[] = []
    const text = interchange([gs, ...repeated, `GE*${repeated.length}*1`])
    feed(createEnvelopeReader({ finding: ({ code, at }) => codes.push(`${code} ${at.segment}`) }), bytesOf(text))
    expect(codes).to.deep.equal(['TRANSACTION_SET_CONTROL_REPEATED 1'])
  })
})
