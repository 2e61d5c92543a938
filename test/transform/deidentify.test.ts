// A copy for bug reports: nobody can be found in it, and everything that was wrong still is.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { encodeClaims } from '../../src/codecs/index.js'
import { type ElementDefinition, loadSchemas, type LoopDefinition, type SegmentDefinition, validateFile } from '../../src/schema/index.js'
import { createDeidentifier, createPhiTable, loadPhiTable, type PhiFile } from '../../src/transform/index.js'
import { segmentsOf, standardDelimiters, writeInterchange } from '../../src/x12/index.js'
import { arbitraryClaims, arbitraryHeader } from '../support/arbitrary-claim.js'
import { sampleFiles } from '../support/sample-files.js'

const schemas = loadSchemas('schemas')
const table = loadPhiTable('schemas')
const samples = sampleFiles()

function copyOf(bytes: Uint8Array, seed = 'a seed', chunkBytes = 4096): Buffer {
  const parts: Uint8Array[] = []
  const copier = createDeidentifier(table, seed, (part) => parts.push(Buffer.from(part)))
  for (let i = 0; i < bytes.length; i += chunkBytes) copier.push(bytes.subarray(i, i + chunkBytes))
  copier.end()
  return Buffer.concat(parts)
}

/** Elements that name a person, a place, a number or an account: written down here again, apart from schemas/phi.json. */
const telling: Readonly<Record<string, readonly number[]>> = {
  NM1: [3, 4, 5, 7, 9],
  N1: [2, 4],
  N3: [1, 2],
  N4: [1, 3],
  DMG: [2],
  PER: [2, 4, 6, 8],
  REF: [2, 3],
  CLM: [1],
  CLP: [1, 7],
  TRN: [2, 3],
  BPR: [7, 9, 10, 13, 15],
  SBR: [3, 4],
  PAT: [6],
  NTE: [2],
  K3: [1],
  MSG: [1],
  STC: [12],
  IK4: [4],
  PLB: [1],
  SVD: [1],
  PWK: [6],
  ISA: [6, 8],
  GS: [2, 3],
}
const coded: Readonly<Record<string, readonly string[]>> = { REF: ['4N', 'BLT', 'F5', 'PXC', 'T4'] }

function tellingTexts(bytes: Uint8Array): Set<string> {
  const texts = new Set<string>()
  for (const each of segmentsOf(bytes))
    for (const element of telling[each.id] ?? [])
      if (coded[each.id]?.includes(each.text(1)) !== true) for (const part of each.element(element).flat()) texts.add(part.trim())
  return texts
}

/** Rules that compare with a day of history: days that move back may come before it. */
const ofHistory = /\(rule old-revision-of-diagnoses\)/

const outside = new Set(['TEXT_OUTSIDE_INTERCHANGE', 'BYTE_ORDER_MARK', 'FILE_NOT_X12', 'FILE_EMPTY'])

async function findingsOf(bytes: Uint8Array): Promise<string[]> {
  const { findings } = await validateFile([bytes], schemas)
  return findings
    .filter(({ code, message }) => !outside.has(code) && !ofHistory.test(message))
    .map(({ code, path, segment, message }) => `${code} ${path} ${segment} ${message}`)
}

function amountsOf(bytes: Uint8Array): string[] {
  const places: Readonly<Record<string, readonly number[]>> = {
    CLM: [2],
    CLP: [3, 4, 5],
    SVC: [2, 3],
    SV1: [2],
    CAS: [3, 6],
    AMT: [2],
    BPR: [2],
  }
  return [...segmentsOf(bytes)].flatMap((each) => (places[each.id] ?? []).map((element) => each.text(element)))
}

describe('deidentify', () => {
  for (const { name, bytes } of samples)
    describe(name, () => {
      const copy = copyOf(bytes)

      it('no name, id, address line or date of birth survives', () => {
        const text = copy.toString('utf8')
        // Three letters, or four digits, can come up by chance; these are looked at in their place below.
        const told = [...tellingTexts(bytes)].filter((each) => /[A-Za-z0-9]{4}/.test(each) && !/^\d{1,5}$/.test(each))
        for (const each of told) expect(text.includes(each), 'a text of the original stands in the copy').to.equal(false)
        const before = [...segmentsOf(bytes)]
        const after = [...segmentsOf(copy)]
        expect(after.length).to.equal(before.length)
        for (const [index, segment] of before.entries())
          for (const element of telling[segment.id] ?? []) {
            const original = segment.text(element).trim()
            if (/[A-Za-z1-9]/.test(original) && coded[segment.id]?.includes(segment.text(1)) !== true)
              expect(after[index]?.text(element).trim() === original, `${segment.id} ${element} is as it was`).to.equal(false)
          }
      })

      it('it has the same findings, lengths and amounts', async () => {
        expect((await findingsOf(copy)).join('\n')).to.equal((await findingsOf(bytes)).join('\n'))
        expect(amountsOf(copy)).to.deep.equal(amountsOf(bytes))
        const lengths = (file: Uint8Array) =>
          [...segmentsOf(file)].map(({ id, at, elementCount }) => [/^[A-Z][A-Z0-9]{1,2}$/.test(id) ? id : '?', at.length, elementCount])
        expect(lengths(copy)).to.deep.equal(lengths(bytes))
      })
    })

  it('the same text has the same replacement, and another under another seed', () => {
    const bytes = samples.find(({ name }) => name === 'scenarios/21-ack-lifecycle.837')?.bytes ?? Buffer.alloc(0)
    const pairs = new Map<string, string>()
    const copies = [...segmentsOf(copyOf(bytes))]
    for (const [index, segment] of [...segmentsOf(bytes)].entries()) {
      if (segment.id !== 'NM1') continue
      const [original, copy] = [segment.text(3), copies[index]?.text(3) ?? '']
      expect(pairs.get(original) ?? copy).to.equal(copy)
      pairs.set(original, copy)
    }
    expect(pairs.size).to.be.greaterThan(2)
    expect(new Set(pairs.values()).size).to.equal(pairs.size)
    expect(copyOf(bytes, 'a seed').equals(copyOf(bytes, 'a seed'))).to.equal(true)
    expect(copyOf(bytes, 'another').equals(copyOf(bytes))).to.equal(false)
  })

  it('all days move by the same number of days', () => {
    const bytes = samples.find(({ name }) => name === '837-005010X222A1/valid-dependent-patient/in.edi')?.bytes ?? Buffer.alloc(0)
    const days = (file: Uint8Array) =>
      [...segmentsOf(file)].flatMap((each) =>
        each.id === 'DMG' ? [each.text(2)] : each.id === 'DTP' ? each.text(3).split('-') : each.id === 'BHT' ? [each.text(4)] : [],
      )
    const number = (d8: string) => Date.UTC(Number(d8.slice(0, 4)), Number(d8.slice(4, 6)) - 1, Number(d8.slice(6, 8))) / 86_400_000
    const after = days(copyOf(bytes))
    const moves = new Set(days(bytes).map((day, index) => number(after[index] ?? '') - number(day)))
    expect(moves.size).to.equal(1)
    const [move = 0] = moves
    expect(move).to.be.within(-364, -30)
  })

  it('text outside interchanges is dropped, what cannot be read inside is replaced', () => {
    const [first] = samples.filter(({ name }) => name === 'scenarios/01-simple-paid.837')
    const file = first?.bytes.toString('latin1') ?? ''
    const cut = file.slice(0, file.indexOf('NM1*IL') + 16)
    expect(copyOf(Buffer.from(`From: DR HOUSE\n${file}\nBYE NOW`)).toString('latin1')).to.not.match(/HOUSE|BYE/)
    const tail = cut.slice(-10)
    const copy = copyOf(Buffer.from(cut)).toString('latin1')
    expect(copy.length).to.equal(cut.length)
    expect(copy).to.not.contain(tail)
    const unpadded = copyOf(Buffer.from(file.replace('*00*          *00*          *', '*00**00**'))).toString('latin1')
    expect(unpadded).to.not.match(/RIVERBEND|ALVAREZ|RB000101/)
  })

  it('the copy does not depend on how the bytes come', () => {
    for (const { bytes } of samples.filter(({ name }) => name.startsWith('scenarios/01')))
      for (const size of [1, 7, 106, 107]) expect(copyOf(bytes, 'x', size).equals(copyOf(bytes, 'x'))).to.equal(true)
  })

  it('generated claims: nobody is left, and the copy is as valid as the original', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryHeader,
        fc.array(arbitraryClaims.professional, { minLength: 1, maxLength: 3 }),
        fc.string(),
        async (submission, claims, seed) => {
          const { value } = writeInterchange(
            {
              header: {
                control: '1',
                sender: { qualifier: 'ZZ', id: 'RIVERBEND' },
                receiver: { qualifier: 'ZZ', id: 'ACORNEDI' },
                date: '261006',
                time: '0915',
                usage: 'T',
                acknowledgementRequested: false,
              },
              delimiters: standardDelimiters,
            },
            (writer) => {
              const version = '005010X222A1'
              const group = { functionalId: 'HC', senderId: 'RIVERBEND', receiverId: 'ACORNEDI', date: '20261006', time: '0915' }
              writer.startGroup({ ...group, control: '1', version })
              writer.startSet({ type: '837', control: '1', version })
              for (const each of encodeClaims(claims, submission)) writer.segment(each)
            },
          )
          const bytes = value ?? Buffer.alloc(0)
          const copy = copyOf(bytes, seed)
          expect(copy.length).to.equal(bytes.length)
          expect((await findingsOf(copy)).join('\n')).to.equal((await findingsOf(bytes)).join('\n'))
          const text = copy.toString('latin1')
          // Days are looked at by their place: another day of the claim may move to where this one was.
          for (const each of tellingTexts(bytes))
            if (/[A-Z0-9]{6}/.test(each) && !/^\d{8}$/.test(each)) expect(text.includes(each)).to.equal(false)
          const births = (file: Uint8Array) => [...segmentsOf(file)].flatMap((one) => (one.id === 'DMG' ? [one.text(2)] : []))
          const before = births(bytes)
          for (const [index, day] of births(copy).entries()) expect(day).to.not.equal(before[index])
        },
      ),
      { numRuns: 60, endOnFailure: true },
    )
  })
})

describe('schemas/phi.json', () => {
  const file = JSON.parse(readFileSync('schemas/phi.json', 'utf8')) as PhiFile

  function uses(loop: LoopDefinition): SegmentDefinition[] {
    return loop.children.flatMap((child) => (child.kind === 'loop' ? uses(child) : [child]))
  }

  it('every element that a guide uses is named, to be kept or to be replaced', () => {
    const forgotten = new Set<string>()
    for (const guide of [...schemas.guides, schemas.control])
      for (const { id, elements } of uses(guide.root)) {
        const { keep = [], replace = {} } = file.segments[id] ?? {}
        for (const { number, usage } of elements) {
          const place = String(number).padStart(2, '0')
          if (usage !== 'N' && !keep.includes(place) && !(place in replace)) forgotten.add(`${id}${place}`)
        }
      }
    expect([...forgotten]).to.deep.equal([])
  })

  it('no free text is kept: what a guide neither lists nor types is text or a code of a list', () => {
    const look = createPhiTable(file)
    /** Elements of type AN that hold codes and counts. */
    const codes = new Set(['234', '1339', '1331', '1271', '628', '734', '329', '480', '1705', '447', '721', '1715', 'I65', 'I15'])
    const kept = new Set<string>()
    const check = (
      id: string,
      { number, type, usage, codes: allowed, list, dataElement, components, ref }: ElementDefinition,
      parent?: number,
    ) => {
      for (const each of components) check(id, each, number)
      if (usage === 'N' || components.length > 0 || type === undefined || !['AN', 'DT'].includes(type)) return
      if (allowed !== undefined || list !== undefined || codes.has(dataElement)) return
      const as = parent === undefined ? look(id, number, 1, () => '') : look(id, parent, number, () => '')
      if (as === undefined) kept.add(ref)
    }
    for (const guide of [...schemas.guides, schemas.control])
      for (const { id, elements } of uses(guide.root)) for (const each of elements) check(id, each)
    // Tooth numbers, a transport code list, the question's number, two groupers' codes: nobody is known by these.
    expect([...kept].toSorted()).to.deep.equal(['DN104', 'DN201', 'FRM01', 'HCP06'])
  })

  it('what a guide gives codes for is kept, so that a right code stays right', () => {
    const look = createPhiTable(file)
    const replaced = new Set<string>()
    const check = (segment: SegmentDefinition, { number, codes, usage, components, ref }: ElementDefinition, parent?: number) => {
      for (const each of components) check(segment, each, number)
      if (usage === 'N' || codes === undefined) return
      for (const qualifier of segment.elements[0]?.codes ?? ['']) {
        const neighbour = () => qualifier
        const as = parent === undefined ? look(segment.id, number, 1, neighbour) : look(segment.id, parent, number, neighbour)
        if (as !== undefined) replaced.add(`${ref} ${qualifier}`)
      }
    }
    for (const guide of [...schemas.guides, schemas.control])
      for (const segment of uses(guide.root)) for (const each of segment.elements) check(segment, each)
    expect([...replaced]).to.deep.equal([])
  })

  it('a date is replaced as a date', () => {
    const look = createPhiTable(file)
    for (const guide of schemas.guides)
      for (const { id, elements } of uses(guide.root))
        for (const { number, type, dataElement, usage, ref } of elements)
          if (usage !== 'N' && (type === 'DT' || dataElement === '1251'))
            expect(
              look(id, number, 1, () => ''),
              ref,
            ).to.equal('date')
  })
})
