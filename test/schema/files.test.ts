// The schema files themselves: right in form, complete in their references, and never of two minds about a segment.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import type { Guide, LoopDefinition, SegmentDefinition } from '../../src/schema/index.js'
import { Fault } from '../../src/values/index.js'
import { compileGuide, loadSchemas } from '../../src/schema/index.js'
import { schemas } from './reading.js'

const files = readdirSync('schemas', { recursive: true, encoding: 'utf8' }).filter(
  // Rules have a form and a test of their own.
  (name) => name.endsWith('.json') && !name.endsWith('.schema.json') && !name.startsWith('rules/'),
)

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

function loopsOf(loop: LoopDefinition): LoopDefinition[] {
  return [loop, ...loop.loops.flatMap(loopsOf)]
}

function segmentsOf(guide: Guide): SegmentDefinition[] {
  return loopsOf(guide.root).flatMap(({ children }) => children.filter((child) => child.kind === 'segment'))
}

/** Could one segment be both of these? */
function overlap(a: SegmentDefinition, b: SegmentDefinition): boolean {
  return !a.qualifiers.some((one) =>
    b.qualifiers.some(
      (other) =>
        one.element === other.element &&
        one.component === other.component &&
        ![...one.codes.texts].some((code) => other.codes.texts.has(code)),
    ),
  )
}

describe('schema files', () => {
  const validate = new Ajv2020({ strict: false }).compile(readJson('schemas/schema.schema.json') as object)

  for (const file of files)
    it(`${file} has the form of schema.schema.json`, () => {
      const isValid = validate(readJson(join('schemas', file)))
      expect(validate.errors ?? [], JSON.stringify(validate.errors)).to.deep.equal([])
      expect(isValid).to.equal(true)
    })

  it('the form is strict enough to refuse an unknown word', () => {
    const file = readJson('schemas/005010X231A1.json') as Record<string, unknown>
    expect(validate({ ...file, colour: 'red' })).to.equal(false)
    expect(validate({ ...file, unit: undefined, children: [{ segment: 'ST', name: 'x', usage: 'X', elements: {} }] })).to.equal(false)
  })

  it('the guides of the first issue are here', () => {
    for (const [version, set] of [
      ['005010X222A1', '837'],
      ['005010X221A1', '835'],
      ['005010X214', '277'],
      ['005010X231A1', '999'],
    ] as const)
      expect(schemas.guide(version, set)?.transactionSet).to.equal(set)
  })

  it('a guide answers to the other names its senders use', () => {
    expect(schemas.guide('005010X222', '837')?.id).to.equal('005010X222A1')
    expect(schemas.guide('005010X222A2', '837')?.id).to.equal('005010X222A1')
    expect(schemas.guide('005010X222A1', '835')).to.equal(undefined)
  })

  for (const guide of [...schemas.guides, schemas.control]) {
    it(`${guide.id}: no two siblings open alike`, () => {
      const alike = loopsOf(guide.root).flatMap(({ path, candidates }) =>
        [...candidates.values()].flatMap((same) =>
          same.flatMap(({ segment }, i) =>
            same.slice(i + 1).flatMap((other) => (overlap(segment, other.segment) ? [`${path.join('/')}: ${segment.name}`] : [])),
          ),
        ),
      )
      expect(alike).to.deep.equal([])
    })

    it(`${guide.id}: property names are unique among siblings and plain`, () => {
      for (const { children, path } of loopsOf(guide.root)) {
        const names = children.map(({ property }) => property)
        expect(new Set(names).size, path.join('/')).to.equal(names.length)
      }
      for (const { elements, id, name } of segmentsOf(guide)) {
        const names = elements.map(({ property }) => property)
        expect(new Set(names).size, `${id} ${name}`).to.equal(names.length)
        for (const property of names) expect(property).to.match(/^[a-z][A-Za-z0-9]*$/)
      }
    })
  }

  for (const guide of schemas.guides)
    it(`${guide.id}: has its unit, and its trigger is required in every loop`, () => {
      const loops = loopsOf(guide.root)
      expect(loops.some(({ isUnit }) => isUnit)).to.equal(true)
      for (const { trigger, path } of loops) expect(trigger.usage, path.join('/')).to.equal('R')
    })

  it('the claim loop under the patient is that under the subscriber', () => {
    const claims = loopsOf(schemas.guide('005010X222A1', '837')?.root as LoopDefinition).filter(({ id }) => id === '2300')
    expect(claims.map(({ path, usage }) => [path.join('/'), usage])).to.deep.equal([
      ['837/2000A/2000B/2300', 'S'],
      ['837/2000A/2000B/2000C/2300', 'R'],
    ])
    expect(claims[1]?.children.map(({ id }) => id)).to.deep.equal(claims[0]?.children.map(({ id }) => id))
  })

  it('a guide that refers to nothing stops the start', () => {
    const base = readJson('schemas/base/005010.json') as Parameters<typeof compileGuide>[1]
    const guide = readJson('schemas/005010X231A1.json') as Parameters<typeof compileGuide>[0]
    const broken = [
      { ...guide, children: [{ segment: 'ZZZ', name: 'x', usage: 'R', elements: {} }] },
      { ...guide, children: [{ segment: 'ST', name: 'x', usage: 'R', elements: { '01': { usage: 'R', list: 'no-such-list' } } }] },
      { ...guide, children: [{ segment: 'ST', name: 'x', usage: 'R', elements: { '09': { usage: 'R' } } }] },
      { ...guide, children: [{ segment: 'ST', name: 'x', usage: 'R', qualifier: ['02'], elements: { '02': { usage: 'R' } } }] },
      { ...guide, children: [{ loop: '2000', usage: 'R', like: '9999' }] },
    ] as Parameters<typeof compileGuide>[0][]
    for (const file of broken) expect(() => compileGuide(file, base, new Map()).root).to.throw(Fault)
    expect(() => loadSchemas('no-such-folder')).to.throw(Fault)
  })
})
