// node-x12's strict parser as an independent reader: it must find the same segments and elements in every valid sample.
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { X12FatInterchange, type X12Interchange, X12Parser, type X12Segment } from 'node-x12'
import { type ReadSegment, segmentsOf } from '../../src/x12/index.js'

/** Where node-x12 is known to tell something else, and why; this list may only shrink. */
const knownDifferences: readonly { readonly at: string; readonly why: string; readonly ours: (text: string) => string }[] = [
  { at: 'ISA13', why: 'node-x12 turns the control number into a number: leading zeros are lost', ours: withoutLeadingZeros },
  { at: 'IEA02', why: 'node-x12 turns the control number into a number: leading zeros are lost', ours: withoutLeadingZeros },
]

/** Files its strict mode refuses, and why we hold that they are right; this list may only shrink. */
const knownRefusals: readonly { readonly file: RegExp; readonly why: string }[] = [
  {
    file: /\.ta1$|^samples\/TA1-/,
    why: 'a TA1 stands between ISA and GS, outside any group; node-x12 takes only functional groups there',
  },
]

const files = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .map((name) => `samples/${name}`)
  .filter((name) => /scenarios\/.*\.(?:837|835|999|277ca|ta1)$/.test(name) || /\/valid-[^/]*\/in\.edi$/.test(name))
  .sort()

describe('node-x12 as an independent reader', () => {
  it('has files to read', () => {
    expect(files.length).to.be.greaterThan(30)
  })

  for (const file of files) {
    const bytes = readFileSync(file)
    if (knownRefusals.some((known) => known.file.test(file))) {
      it(`refuses ${file}, as known`, () => {
        expect(() => new X12Parser(true).parse(bytes.toString('latin1'))).to.throw()
      })
      continue
    }
    it(`reads ${file} as we do`, () => {
      const parsed = new X12Parser(true).parse(bytes.toString('latin1'))
      const theirs = (parsed instanceof X12FatInterchange ? parsed.interchanges : [parsed]).flatMap(allSegments)
      const ours = [...segmentsOf(bytes)].map(textsOf)
      expect(theirs.map(({ tag, elements }) => [tag, ...elements.map(({ value }) => value)])).to.deep.equal(ours)
    })
  }

  for (const { at, why } of knownDifferences) {
    it(`still differs at ${at}: ${why}`, () => {
      const bytes = readFileSync('samples/scenarios/01-simple-paid.837')
      const parsed = new X12Parser(true).parse(bytes.toString('latin1')) as X12Interchange
      const theirs = allSegments(parsed).find(({ tag }) => tag === at.slice(0, 3))?.elements[Number(at.slice(3)) - 1]?.value
      const ours = [...segmentsOf(bytes)].find(({ id }) => id === at.slice(0, 3))?.text(Number(at.slice(3)))
      expect(theirs).to.not.equal(ours)
    })
  }
})

function allSegments({ header, functionalGroups, trailer }: X12Interchange): X12Segment[] {
  return [
    header,
    ...functionalGroups.flatMap((group) => [
      group.header,
      ...group.transactions.flatMap((set) => [set.header, ...set.segments, set.trailer]),
      group.trailer,
    ]),
    trailer,
  ]
}

function textsOf(segment: ReadSegment): string[] {
  const texts = [segment.id]
  for (let i = 1; i <= segment.elementCount; i++) {
    const { component, repetition } = segment.delimiters
    const text = segment
      .element(i)
      .map((parts) => parts.join(component))
      .join(repetition)
    const at = `${segment.id}${String(i).padStart(2, '0')}`
    texts.push(knownDifferences.find((known) => known.at === at)?.ours(text) ?? text)
  }
  return texts
}

function withoutLeadingZeros(text: string): string {
  return text.replace(/^0+(?=\d)/, '')
}
