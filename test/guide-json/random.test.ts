// Sets made up from each guide, and samples that were spoilt: both come back as they were.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { lineSchema } from '../../src/guide-json/index.js'
import { orderProperty, unplacedProperty } from '../../src/guide-json/line.js'
import type { LoopDefinition } from '../../src/schema/index.js'
import { picker, randomFile, spoil } from './random-set.js'
import { canonical, fileOf, linesOf, samples, schemas } from './there-and-back.js'

const seeds = fc.integer({ min: 0, max: 2 ** 31 })

describe('guide JSON of sets made up from a guide', function () {
  this.timeout(120_000)
  for (const guide of schemas.guides) {
    const validate = new Ajv2020({ strict: true }).compile(lineSchema(schemas, guide.id))

    it(`${guide.id} comes back, all of it under its names`, () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const text = randomFile(guide, picker(seed))
          const bytes = Buffer.from(text, 'utf8')
          const { lines, findings } = linesOf(bytes)
          expect(findings).to.deep.equal([])
          expect(lines).to.have.lengthOf(1)
          expect(lines[0]).to.not.contain(`"${unplacedProperty}":`)
          expect(lines[0]).to.not.contain(`"${orderProperty}":`)
          expect(validate(JSON.parse(lines[0] ?? '')), JSON.stringify(validate.errors)).to.equal(true)
          expect(fileOf(lines).text).to.equal(bytes.toString('latin1'))
          expect(fileOf(linesOf(bytes, { units: true }).lines).text).to.equal(bytes.toString('latin1'))
        }),
        { numRuns: 50 },
      )
    })
  }

  it('no guide gives a name that lines need for themselves, or one name twice', () => {
    const check = ({ id, children }: LoopDefinition): void => {
      const names = children.map(({ property }) => property)
      expect(new Set([...names, unplacedProperty, orderProperty]).size, id).to.equal(names.length + 2)
      for (const child of children)
        if (child.kind === 'loop') check(child)
        else {
          const elements = child.elements.map(({ property }) => property)
          expect(new Set([...elements, unplacedProperty]).size, `${id}/${child.id}`).to.equal(elements.length + 1)
        }
    }
    for (const guide of [...schemas.guides, schemas.control]) check(guide.root)
  })
})

describe('guide JSON of spoilt samples', function () {
  this.timeout(120_000)
  const plain = samples.filter(({ bytes }) => /^ISA\*.{78}\^.{21}:~\n(?:[^~\r\n]+~\n)*$/.test(bytes.toString('latin1')))

  it('comes back whatever is wrong, set by set and unit by unit', () => {
    expect(plain.length).to.be.greaterThan(80)
    fc.assert(
      fc.property(fc.nat({ max: plain.length - 1 }), seeds, (index, seed) => {
        const segments = (plain[index]?.bytes.toString('latin1') ?? '').split('~\n').slice(0, -1)
        const [isa = '', ...others] = spoil(segments, picker(seed))
        // What follows an IEA is outside any interchange, and an ISA begins another.
        const end = others.findIndex((segment) => segment.startsWith('IEA'))
        const inside = others.slice(0, end < 0 ? others.length : end + 1).filter((segment) => !segment.startsWith('ISA'))
        const bytes = Buffer.from([isa, ...inside].map((segment) => `${segment}~\n`).join(''), 'latin1')
        for (const units of [false, true]) {
          const { text, faults } = fileOf(linesOf(bytes, { units }).lines)
          expect(faults).to.deep.equal([])
          expect(text, `seed ${seed} of ${plain[index]?.path}`).to.equal(canonical(bytes))
        }
      }),
      { numRuns: 1500 },
    )
  })
})
