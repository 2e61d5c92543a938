// Every sample, right or wrong, becomes lines and the same bytes again; every line is as its JSON Schema says.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { lineSchema } from '../../src/guide-json/index.js'
import { canonical, fileOf, linesOf, samples, schemas } from './there-and-back.js'

/** What tells that bytes were left out, since they are no segments. */
const lossy = new Set([
  'BINARY_LENGTH_INVALID',
  'BYTE_ORDER_MARK',
  'DELIMITERS_CONFLICT',
  'FILE_EMPTY',
  'FILE_NOT_X12',
  'ISA_MALFORMED',
  'LINE_END_IRREGULAR',
  'SEGMENT_EMPTY',
  'SEGMENT_TOO_LONG',
  'SEGMENT_UNTERMINATED',
  'TEXT_OUTSIDE_INTERCHANGE',
])
const whole = samples.filter(({ bytes }) => !linesOf(bytes).findings.some((code) => lossy.has(code)))
const damaged = samples.filter((sample) => !whole.includes(sample))

/** Element, component and repetition separator, terminator, line end. */
const syntaxes = [
  ['|', '>', '!', '~', '\r\n'],
  ['*', ':', '^', '\n', ''],
  ['\x1d', '\x1f', '\x1e', '\x1c', ''],
  ['*', ':', '^', '~', '\r'],
  ['\xa6', '\xb7', '\xac', "'", '\n'],
] as const

/** A sample under other delimiters; undefined when its data, or its own syntax, does not allow that. */
function rewritten(text: string, [element, component, repetition, terminator, lineEnd]: (typeof syntaxes)[number]): string | undefined {
  const usesAll = new RegExp(`[${"|>!\x1d\x1f\x1e\x1c\xa6\xb7\xac'".replaceAll(/[|!]/g, String.raw`\$&`)}]`)
  if (!/^ISA\*.{78}\^.{21}:~\n/s.test(text) || !text.endsWith('~\n') || usesAll.test(text) || /[^~]\n|[\r]/.test(text)) return undefined
  const changes: Readonly<Record<string, string>> = { '*': element, ':': component, '^': repetition, '~': terminator, '\n': lineEnd }
  return text.replaceAll(/[*:^~\n]/g, (character) => changes[character] ?? '')
}

const ajv = new Ajv2020({ allErrors: true, strict: true })
const compiled = new Map<string, ValidateFunction>()

function validatorOf(guide: string, strict: boolean): ValidateFunction {
  const key = `${guide} ${strict}`
  const known = compiled.get(key) ?? ajv.compile(lineSchema(schemas, guide, { strict }))
  compiled.set(key, known)
  return known
}

function guideOf(line: string): string {
  const { guide } = JSON.parse(line) as { guide?: string }
  return guide ?? schemas.control.id
}

describe('guide JSON of the samples', function () {
  this.timeout(120_000)
  it('there are enough that can come back whole', () => {
    expect(whole.length).to.be.greaterThan(80)
    expect(damaged.length).to.be.lessThan(whole.length / 5)
    expect(whole.filter(({ bytes }) => canonical(bytes) === bytes.toString('latin1')).length).to.be.greaterThan(80)
  })

  for (const isByUnit of [false, true]) {
    const how = isByUnit ? 'unit by unit' : 'set by set'
    it(`comes back ${how}`, () => {
      for (const { path, bytes } of whole) {
        const { text, faults } = fileOf(linesOf(bytes, { units: isByUnit }).lines)
        expect(faults, path).to.deep.equal([])
        expect(text, path).to.equal(canonical(bytes))
      }
    })

    it(`comes back ${how} under other delimiters and line ends`, () => {
      let tried = 0
      for (const syntax of syntaxes)
        for (const { path, bytes } of whole) {
          const changed = rewritten(canonical(bytes), syntax)
          if (changed === undefined) continue
          tried++
          const { lines, findings } = linesOf(Buffer.from(changed, 'latin1'), { units: isByUnit })
          expect(
            findings.filter((code) => lossy.has(code)),
            path,
          ).to.deep.equal([])
          expect(fileOf(lines).text, path).to.equal(changed)
        }
      expect(tried).to.be.greaterThan(200)
    })

    it(`is as the JSON Schema says, ${how}`, () => {
      for (const { path, bytes } of samples)
        for (const line of linesOf(bytes, { units: isByUnit }).lines) {
          const validate = validatorOf(guideOf(line), false)
          expect(validate(JSON.parse(line)), `${path} ${JSON.stringify(validate.errors?.slice(0, 3))}`).to.equal(true)
        }
    })

    it(`does not depend on how the bytes are cut, ${how}`, () => {
      for (const { path, bytes } of samples.filter(({ bytes: { length } }) => length < 4000).slice(0, 60))
        for (const size of [1, 7, 107])
          expect(linesOf(bytes, { units: isByUnit }, size), path).to.deep.equal(linesOf(bytes, { units: isByUnit }))
    })
  }

  it('is as the strict JSON Schema says, when the sample is valid', () => {
    let count = 0
    for (const { path, bytes } of samples.filter((each) => each.path.includes('/valid-')))
      for (const line of linesOf(bytes).lines) {
        count++
        const validate = validatorOf(guideOf(line), true)
        expect(validate(JSON.parse(line)), `${path} ${JSON.stringify(validate.errors?.slice(0, 3))}`).to.equal(true)
      }
    expect(count).to.be.greaterThan(15)
  })

  it('tells what is left out of a damaged file, and keeps the rest', () => {
    expect(damaged.length).to.be.greaterThan(2)
    for (const { path, bytes } of damaged) {
      const { lines } = linesOf(bytes)
      const { text, faults } = fileOf(lines)
      expect(faults, path).to.deep.equal([])
      expect(linesOf(Buffer.from(text, 'latin1')).lines, path).to.deep.equal(lines)
    }
  })
})
