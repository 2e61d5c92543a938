// A payer's companion guide narrows a guide by a list of changes.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { compileGuide, createRegistry, type Guide, withCompanion } from '../../src/schema/index.js'
import { Fault } from '../../src/values/index.js'
import { edited, read, samples, schemas } from './reading.js'

type Base = Parameters<typeof compileGuide>[1]
type GuideFile = Parameters<typeof withCompanion>[0]
type Companion = Parameters<typeof withCompanion>[1]
type Changes = Companion['changes']

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown
const base = readJson('schemas/base/005010.json') as Base
const guide = readJson('schemas/005010X222A1.json') as GuideFile
const lists = new Map(schemas.codeLists.map((list) => [list.id, list]))

function companion(changes: Changes): Companion {
  return { kind: 'companion', id: 'maple-837p', name: 'Maple Mutual, professional claims', guide: '005010X222A1', changes }
}

function compiled(changes: Changes): Guide {
  return compileGuide(withCompanion(guide, companion(changes)), base, lists)
}

function found(changes: Changes, file: string = samples.claim): string[] {
  const own = compiled(changes)
  return read(edited(file), { guideFor: () => own }).findings.map(({ code, path, snip }) => `${code} ${path} ${snip}`)
}

const rows: readonly (readonly [what: string, changes: Changes, expected: readonly string[]])[] = [
  ['a segment becomes required', [{ at: '2300/REF', where: 'G1', usage: 'R' }], ['SEGMENT_MISSING 2300/REF 7']],
  ['a segment is not used', [{ at: '2000A/PRV', usage: 'N' }], ['SEGMENT_UNEXPECTED 2000A/PRV 7']],
  ['a loop becomes required', [{ at: '2310C', usage: 'R' }], ['LOOP_MISSING 2310C 7']],
  ['a loop may stand less often', [{ at: '2400', max: 1 }], ['LOOP_REPEATED 2400 7']],
  ['an element becomes required', [{ at: '2000B/SBR04', usage: 'R' }], ['ELEMENT_MISSING 2000B/SBR04 7']],
  ['an element is not used', [{ at: '2000B/SBR03', usage: 'N' }], ['ELEMENT_NOT_USED 2000B/SBR03 7']],
  ['codes are narrowed', [{ at: '2000B/SBR09', codes: ['MB', '16'] }], ['ELEMENT_CODE_INVALID 2000B/SBR09 7']],
  ['codes of a component are narrowed', [{ at: '2300/CLM05-3', codes: ['7'] }], ['ELEMENT_CODE_INVALID 2300/CLM05-3 7']],
  ['a length is doubted', [{ at: '2300/CLM01', guideMax: 5 }], ['ELEMENT_OVER_GUIDE_LENGTH 2300/CLM01 7']],
  ['a length is narrowed', [{ at: '2300/CLM01', maxLength: 5 }], ['ELEMENT_TOO_LONG 2300/CLM01 7']],
  ['a length is asked for', [{ at: '2300/CLM01', minLength: 9 }], ['ELEMENT_TOO_SHORT 2300/CLM01 7']],
  ['an element written as that before it', [{ at: '2300/HI03', where: 'ABK', usage: 'R' }], ['ELEMENT_MISSING 2300/HI03 7']],
  ['a header element is narrowed', [{ at: 'BHT06', codes: ['RP'] }], ['ELEMENT_CODE_INVALID BHT06 7']],
]

describe('companion guides', () => {
  for (const [what, changes, expected] of rows)
    it(what, () => {
      expect(found(changes)).to.deep.equal(expected)
    })

  it('leave the rest of the guide as it was', () => {
    expect(found([{ at: '2310C', usage: 'S' }], samples.claimWithParts)).to.deep.equal([])
  })

  it('that speak of nothing the guide has stop the start', () => {
    for (const at of ['2300/ZZZ', '9999', '2300/CLM77', '2300/CLM05-9', 'nonsense'])
      expect(() => withCompanion(guide, companion([{ at, usage: 'R' }])), at).to.throw(Fault)
  })

  it('are found by their id', () => {
    const own = compiled([{ at: '2310C', usage: 'R' }])
    const registry = createRegistry({ guides: schemas.guides, companions: [own], control: schemas.control, lists })
    expect(registry.companion('maple-837p')).to.equal(own)
    expect(registry.companion('other')).to.equal(undefined)
    expect(registry.guide('005010X222A1', '837')?.companion).to.equal(undefined)
  })

  it('have the form of schema.schema.json', () => {
    const validate = new Ajv2020({ strict: false }).compile(readJson('schemas/schema.schema.json') as object)
    for (const [what, changes] of rows) expect(validate(companion(changes)), what).to.equal(true)
    expect(validate(companion([{ at: '2300/CLM05-3' }]))).to.equal(false)
  })
})
