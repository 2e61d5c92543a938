import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { parseClaims, parseOpenClaims } from '../../../src/codecs/index.js'
import { type Claim, toOpenClaim } from '../../../src/domain/index.js'
import { arbitraryClaim, arbitraryClaims } from '../../support/arbitrary-claim.js'

/** A claim as JSON text would give it: no types, nothing shared. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const [sample] = fc.sample(arbitraryClaims.professional, { numRuns: 1, seed: 7 })

describe('claims in JSON', () => {
  it('claims of any kinds, written as JSON, are read back equal', () => {
    fc.assert(
      fc.property(fc.array(arbitraryClaim, { maxLength: 3 }), (claims) => {
        expect(parseClaims(asJson(claims))).to.deep.equal({ claims, problems: [] })
      }),
    )
  })

  it('any claim in short form is read back equal', () => {
    fc.assert(
      fc.property(arbitraryClaim, (claim) => {
        const open = toOpenClaim(claim)
        expect(parseOpenClaims(asJson([open]))).to.deep.equal({ claims: [open], problems: [] })
      }),
    )
  })

  const files = readdirSync('samples/scenarios').filter((name) => name.endsWith('.claims.json'))
  it('there are scenarios with open claims', () => expect(files.length).to.be.greaterThan(5))
  for (const file of files) {
    it(`${file} holds open claims only`, () => {
      const json = asJson(JSON.parse(readFileSync(`samples/scenarios/${file}`, 'utf8')))
      expect(parseOpenClaims(json)).to.deep.equal({ claims: json, problems: [] })
    })
  }

  const { lines, coverages } = sample as Claim
  const withLine = (change: object) => ({ lines: [{ ...lines[0], ...change }] })
  const stone = { role: 'rendering', provider: { entityType: '1', last: 'STONE' } }
  const rows: readonly (readonly [string, object, string, string])[] = [
    ['an unknown field', { color: 'red' }, '/0/color', 'is not known here'],
    ['an unknown field deep inside', withLine({ 'a/b': 1 }), '/0/lines/0/a~1b', 'is not known here'],
    ['a missing field', { frequency: undefined }, '/0/frequency', 'expected string'],
    ['dollars instead of cents', { chargeCents: 12.5 }, '/0/chargeCents', 'expected int'],
    ['money beyond the safe integers', { chargeCents: 2 ** 53 }, '/0/chargeCents', 'Too big'],
    ['a day that is none', withLine({ from: '2026-02-30' }), '/0/lines/0/from', 'day of the calendar'],
    ['an unknown code', { destination: 'Q' }, '/0/destination', '"P"|"S"|"T"'],
    ['no lines', { lines: [] }, '/0/lines', 'Too small'],
    ['the same line number twice', { lines: [lines[0], lines[0]] }, '/0/lines/1', 'earlier line'],
    ['the same order of payment twice', { coverages: [coverages[0], coverages[0]] }, '/0/coverages/1', 'earlier coverage'],
    [
      'a destination that nobody covers',
      { coverages: [{ ...coverages[0], order: 'P' }], destination: 'T' },
      '/0/destination',
      'none of the coverages',
    ],
    [
      'five modifiers',
      withLine({ procedure: { qualifier: 'HC', code: '99213', modifiers: ['1', '2', '3', '4', '5'] } }),
      '/0/lines/0/procedure/modifiers',
      'Too big',
    ],
    ['a role twice', { providers: [stone, stone] }, '/0/providers/1', 'second time'],
    ['a date kind that is none', { dates: { birthday: '2026-01-01' } }, '/0/dates/birthday', 'is not known here'],
  ]
  for (const [name, change, pointer, message] of rows) {
    it(`refuses ${name} at ${pointer}`, () => {
      const { claims, problems } = parseClaims(asJson([{ ...sample, ...change }]))
      expect(claims).to.deep.equal([])
      expect(problems.map((problem) => problem.pointer)).to.deep.equal([pointer])
      expect(problems[0]?.message).to.include(message)
    })
  }

  const [stay] = fc.sample(arbitraryClaims.institutional, { numRuns: 1, seed: 7 })
  const [visit] = fc.sample(arbitraryClaims.dental, { numRuns: 1, seed: 7 })
  const otherRows: readonly (readonly [string, object | undefined, object, string, string])[] = [
    ['what only professionals say', stay, { placeOfService: '11' }, '/0/placeOfService', 'is not known here'],
    ['what only institutions say', visit, { facilityType: '11' }, '/0/facilityType', 'is not known here'],
    ['a role of another kind', visit, { providers: [{ ...stone, role: 'attending' }] }, '/0/providers/0/role', '"rendering"'],
    ['an hour that is none', stay, { admission: { on: '2026-10-05', at: '2515' } }, '/0/admission/at', 'HHMM'],
    ['a fifth diagnosis', visit, { diagnoses: ['A', 'B', 'C', 'D', 'E'].map((code) => ({ code })) }, '/0/diagnoses', 'Too big'],
    ['a twenty-sixth diagnosis', stay, { diagnoses: Array.from({ length: 26 }, () => ({ code: 'I10' })) }, '/0/diagnoses', 'Too big'],
    ['a kind that is none', stay, { kind: 'veterinary' }, '/0/kind', 'Invalid'],
  ]
  for (const [name, claim, change, pointer, message] of otherRows) {
    it(`refuses ${name} at ${pointer}`, () => {
      const { problems } = parseClaims(asJson([{ ...claim, ...change }]))
      expect(problems.map((problem) => problem.pointer)).to.deep.equal([pointer])
      expect(problems[0]?.message).to.include(message)
    })
  }

  it('tells all faults of a claim at once, those between fields too', () => {
    const { problems } = parseClaims(
      asJson([
        {
          ...sample,
          color: 'red',
          frequency: 1,
          coverages: [{ ...coverages[0], order: 'P' }],
          destination: 'T',
          lines: [{ ...lines[0], units: 'many' }, lines[0], { ...lines[0], chargeCents: '12' }],
        },
      ]),
    )
    expect(problems.map(({ pointer }) => pointer)).to.have.members([
      '/0/color',
      '/0/frequency',
      '/0/destination',
      '/0/lines/0/units',
      '/0/lines/1',
      '/0/lines/2',
      '/0/lines/2/chargeCents',
    ])
  })

  it('a claim with problems does not cost its neighbours', () => {
    const { claims, problems } = parseClaims(asJson([sample, {}, sample]))
    expect(claims).to.have.length(2)
    expect(new Set(problems.map(({ pointer }) => pointer.split('/')[1]))).to.deep.equal(new Set(['1']))
  })

  for (const [name, json] of [
    ['an object', {}],
    ['null', null],
    ['a text', 'x'],
  ] as const) {
    it(`refuses ${name} in place of an array`, () => {
      expect(parseClaims(json)).to.deep.equal({ claims: [], problems: [{ pointer: '', message: 'must be an array of claims' }] })
    })
  }
})
