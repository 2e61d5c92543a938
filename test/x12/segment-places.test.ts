// What stands in a place of a segment: the same as text, as number and as amount, from bytes and made by code.
import { expect } from 'chai'
import { centsFromR } from '../../src/values/index.js'
import { codeOf, createSegmentReader, segment, type Segment } from '../../src/x12/index.js'
import { bytesOf, feed, gs, interchange } from './files.js'

const written = ['SVC*HC:99213:25::-12.5*10*^*A:B^C:D*.07:1.005*1e3**ABCD:*'] as const

describe('places of a segment', () => {
  const [read] = readBack(interchange([gs, ...written, 'GE*0*1']), 'SVC')
  if (read === undefined) throw new Error('the segment was not read')
  const inputs = Array.from({ length: read.elementCount }, (_, index) => ({ repeated: read.element(index + 1) }))
  const fresh = () => readBack(interchange([gs, ...written, 'GE*0*1']), 'SVC')[0] as Segment

  for (const [kind, each] of [
    ['read', fresh],
    ['built', () => segment('SVC', inputs)],
  ] as const)
    it(`${kind}: text, number and amount are of the same component`, () => {
      for (let element = 0; element <= read.elementCount + 1; element++)
        for (let component = 1; component <= 6; component++) {
          const text = element === 0 ? '' : (read.element(element)[0]?.[component - 1] ?? '')
          const place = `${element}-${component}`
          expect(each().text(element, component), place).to.equal(text)
          expect(each().code(element, component), place).to.equal(codeOf(text))
          expect(each().cents(element, component), place).to.deep.equal(centsFromR(text) ?? Number.NaN)
        }
    })
})

function readBack(text: string, id: string): Segment[] {
  const found: Segment[] = []
  const reader = createSegmentReader({
    interchange: () => undefined,
    segments: (batch) => {
      for (let i = 0; i < batch.count; i++) if (batch.segment(i).id === id) found.push(batch.segment(i))
    },
    finding: () => undefined,
  })
  feed(reader, bytesOf(text))
  return found
}
