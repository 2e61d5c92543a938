// A JSON list read item by item gives what JSON.parse gives, however the bytes are cut, and says where it breaks as for a whole document.
import { expect } from 'chai'
import fc from 'fast-check'
import { readJsonItems } from '../../src/cli/json-items.js'
import { findJsonError } from '../../src/values/index.js'

const path = 'list.json'
const sizes = [1, 2, 7, 4096]

async function read(text: string, size = 4096): Promise<unknown[]> {
  const bytes = Buffer.from(text)
  const items: unknown[] = []
  const chunks = async function* () {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
  }
  for await (const item of readJsonItems({ path, chunks })) items.push(item)
  return items
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

describe('the items of a JSON list', () => {
  const lists = ['[]', ' [ ] \n', '\uFEFF[1]', '[1, "a,]\\"}", {"b": [1, {"c": "]"}]}, null, [], {}]\n', '["\\\\", "Zoë", -1.5e3, true]']
  for (const text of lists)
    it(`${JSON.stringify(text)} gives what JSON.parse gives`, async () => {
      for (const size of sizes) expect(await read(text, size)).to.deep.equal(JSON.parse(text.replace('\uFEFF', '')))
    })

  it('so does any list, printed in any way and cut anywhere', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.constantFrom(0, 1, '\t'),
        fc.integer({ min: 1, max: 300 }),
        async (list, indent, size) => {
          const text = JSON.stringify(list, undefined, indent)
          expect(await read(text, size)).to.deep.equal(JSON.parse(text))
        },
      ),
    ))

  const broken = [
    '',
    ' ',
    '[',
    '[1',
    '[1,',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1}]',
    '[{"a":1]',
    '[1]]',
    '[1] x',
    '[\n {"é": 1},\n {"b": }]',
    '["a',
    'rubbish',
  ]
  for (const text of broken)
    it(`${JSON.stringify(text)} breaks where the whole document would`, async () => {
      const { line, column } = findJsonError(text)
      for (const size of sizes)
        expect(await read(text, size).catch(reason)).to.equal(`list.json is not a JSON list: look at line ${line}, column ${column}`)
    })

  it('any broken list breaks where the whole document would', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', 'x', '\n'), async (list, place, put) => {
        const whole = JSON.stringify(list, undefined, 1)
        const at = 1 + (place % whole.length)
        const text = whole.slice(0, at) + put + whole.slice(at + 1)
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        if (isJson) expect(await read(text)).to.deep.equal(JSON.parse(text))
        else {
          const { line, column } = findJsonError(text)
          expect(await read(text).catch(reason)).to.include(`line ${line}, column ${column}`)
        }
      }),
      { numRuns: 500 },
    ))

  it('another document than a list is refused at its beginning, and never repeated', async () => {
    for (const text of ['{"patient": ["SMITH"]}', '"SMITH"', '12'])
      expect(await read(text).catch(reason)).to.equal('list.json is not a JSON list: look at line 1, column 1')
  })
})
