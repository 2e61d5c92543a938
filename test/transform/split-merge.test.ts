// Cutting files and joining them again: every set of a sound file comes out with the bytes it went in with.
import { expect } from 'chai'
import * as fc from 'fast-check'
import { loadSchemas, validateFile } from '../../src/schema/index.js'
import { mergeInterchanges } from '../../src/transform/index.js'
import { Fault } from '../../src/values/index.js'
import { sampleFiles } from '../support/sample-files.js'
import { cut, envelopeErrors, setsOf } from './pieces.js'

const schemas = loadSchemas('schemas')
const samples = sampleFiles()
const sound = samples.filter(({ bytes }) => envelopeErrors(bytes).length === 0)

async function merge(...files: readonly Uint8Array[]) {
  const parts: Uint8Array[] = []
  const out = { write: (bytes: Uint8Array) => parts.push(Buffer.from(bytes)), close: () => undefined, discard: () => undefined }
  const merged = await mergeInterchanges(
    files.map((bytes, index) => ({ name: `file ${index + 1}`, chunks: () => [bytes] })),
    out,
  )
  return { ...merged, content: Buffer.concat(parts) }
}

async function refusalOf(...files: readonly Uint8Array[]): Promise<string> {
  try {
    await merge(...files)
  } catch (error) {
    expect(error).to.be.instanceOf(Fault)
    expect((error as Fault).code).to.equal('REFUSED')
    return (error as Fault).message
  }
  throw new Error('it was not refused')
}

const sample = (name: string) => samples.find((each) => each.name === name)?.bytes ?? Buffer.alloc(0)
const text = (name: string) => sample(name).toString('latin1')
const two = 'envelope-00501/valid-two-interchanges/in.edi'

describe('split', () => {
  it('there are sound and damaged samples to work on', () => {
    expect(sound.length).to.be.greaterThan(40)
    expect(samples.length - sound.length).to.be.greaterThan(4)
  })

  for (const by of ['interchange', 'group', 'set'] as const)
    it(`by ${by}: all sound samples keep all their sets, and each piece has sound envelopes`, () => {
      for (const { name, bytes } of sound) {
        const { pieces, leftOut, files } = cut(bytes, by)
        expect(
          pieces.flatMap(({ content }) => setsOf(content)),
          name,
        ).to.deep.equal(setsOf(bytes))
        for (const { content } of pieces) expect(envelopeErrors(content), name).to.deep.equal([])
        expect(
          leftOut.every(({ reason }) => reason.includes('TA1')),
          name,
        ).to.equal(true)
        expect(files).to.deep.equal(pieces.map((piece) => piece.name))
      }
    })

  for (const { name, bytes } of samples)
    it(`${name}: what is left out is damaged, and what is not is whole`, () => {
      const { pieces, leftOut, files } = cut(bytes, 'set')
      const wholeSets = new Set(setsOf(bytes))
      for (const piece of pieces) for (const set of setsOf(piece.content)) expect(wholeSets.has(set)).to.equal(true)
      expect(files).to.have.length(pieces.length)
      expect(pieces.length + leftOut.filter(({ transactionSet }) => transactionSet !== undefined).length).to.equal(setsOf(bytes).length)
    })

  it('a set that was cut off is left out, its neighbours are not', () => {
    const whole = text('837-005010X222A1/one-set-of-two-rejected/in.edi')
    const { pieces, leftOut } = cut(Buffer.from(whole.slice(0, whole.lastIndexOf('SE*')), 'latin1'), 'set')
    expect(pieces).to.have.length(1)
    expect(leftOut).to.have.length(1)
    expect(leftOut[0]?.reason).to.contain('no SE')
  })

  it('cut in chunks of any size the pieces are the same', () => {
    const bytes = sample(two)
    for (const by of ['interchange', 'group', 'set', 'claim'] as const) {
      const whole = cut(bytes, by)
      for (const size of [1, 2, 7, 105, 106, 107]) expect(cut(bytes, by, size)).to.deep.equal(whole)
    }
  })

  it('pieces can be numbered on', () => {
    const { pieces } = cut(sample(two), 'interchange', 4096, 999999999)
    expect(pieces.map(({ interchange }) => interchange)).to.deep.equal(['999999999', '000000000'])
    for (const { content, interchange } of pieces) expect(content.toString('latin1')).to.contain(`IEA*1*${interchange}~`)
  })

  it('names are made of ordinals and control numbers, whatever the file says', () => {
    const evil = Buffer.from(
      text('scenarios/01-simple-paid.837')
        .replace(/ST\*837\*\w+/, 'ST*837*../../x')
        .replace(/(SE\*\d+\*)\w+/, '$1../../x'),
    )
    for (const { name } of cut(evil, 'set').pieces) expect(name).to.match(/^[A-Za-z0-9-]+\.edi$/)
  })
})

describe('split by claim', () => {
  const onlyClaims = sound.filter(({ bytes }) => {
    const types = [...bytes.toString('latin1').matchAll(/[~!\n\r\x1c]ST[^A-Z0-9](\d{3})/g)].map(([, type]) => type)
    return types.length > 0 && types.every((type) => type === '837')
  })

  for (const { name, bytes } of onlyClaims)
    it(`${name}: each claim stands alone, with the findings it had`, async () => {
      const before = await validateFile([bytes], schemas)
      const claims = before.interchanges.flatMap(({ groups }) =>
        groups.flatMap(({ transactionSets }) => transactionSets.map(({ units }) => units)),
      )
      const { pieces, leftOut } = cut(bytes, 'claim')
      expect(pieces.length).to.equal(claims.reduce((sum, count) => sum + count, 0))
      expect(leftOut.length).to.equal(claims.filter((count) => count === 0).length)
      const reports = await Promise.all(pieces.map(({ content }) => validateFile([content], schemas)))
      for (const { interchanges } of reports) expect(interchanges[0]?.groups[0]?.transactionSets[0]?.units).to.equal(1)
      if (!before.valid || before.findings.length > 0) return
      expect(reports.flatMap(({ findings }) => findings)).to.deep.equal([])
    })

  it('an 835 is refused: its money cannot be cut', () => {
    const { pieces, leftOut, files } = cut(sample('scenarios/01-simple-paid.835'), 'claim')
    expect(pieces).to.deep.equal([])
    expect(files).to.deep.equal([])
    expect(leftOut[0]?.reason).to.contain('one payment for all its claims')
  })

  it('claims of a set that was cut off are taken back', () => {
    const whole = text('837-005010X222A1/valid-dependent-patient/in.edi')
    const { pieces, files, leftOut } = cut(Buffer.from(whole.replace(/SE\*\d+/, 'SE*7')), 'claim')
    expect([pieces.length, files.length, leftOut.length]).to.deep.equal([0, 0, 1])
  })
})

describe('merge', () => {
  for (const by of ['group', 'set'] as const)
    it(`what was split by ${by} comes together again, over all sound samples`, async () => {
      for (const { name, bytes } of sound) {
        for (const interchange of cut(bytes, 'interchange').pieces) {
          const { pieces } = cut(interchange.content, by)
          if (pieces.length === 0) continue
          const { content, groups } = await merge(...pieces.map((piece) => piece.content))
          expect(setsOf(content).toSorted(), name).to.deep.equal(setsOf(interchange.content).toSorted())
          expect(envelopeErrors(content), name).to.deep.equal([])
          expect(groups.reduce((sum, { transactionSets }) => sum + transactionSets, 0)).to.equal(setsOf(content).length)
        }
      }
    })

  it('groups of one kind become one, sets count from 0001, control numbers differ', async () => {
    const file = text('scenarios/01-simple-paid.837')
    const other = file.replaceAll('RB000101', 'RB000102')
    const third = file.replaceAll('005010X222A1', '005010X222').replaceAll('RB000101', 'RB000103')
    const { content, groups } = await merge(...[file, other, third].map((each) => Buffer.from(each)))
    expect(groups.map(({ version, transactionSets }) => [version, transactionSets])).to.deep.equal([
      ['005010X222A1', 2],
      ['005010X222', 1],
    ])
    expect(new Set(groups.map(({ control }) => control)).size).to.equal(2)
    expect(envelopeErrors(content)).to.deep.equal([])
    expect(
      (await validateFile([content], schemas)).interchanges[0]?.groups[0]?.transactionSets.map(({ control }) => control),
    ).to.deep.equal(['0001', '0002'])
  })

  it('TA1s come along, before all groups', async () => {
    const ta1 = sample('TA1-00501/valid-accepted/in.edi')
    const { content, interchangeAcknowledgements } = await merge(ta1)
    expect(interchangeAcknowledgements).to.equal(1)
    expect(envelopeErrors(content)).to.deep.equal([])
  })

  const file = text('scenarios/01-simple-paid.837')
  const rows = [
    ['another receiver', [file, file.replace(/\*ZZ\*ACORN/, '*ZZ*OAKEN')], 'another receiver (ISA08)'],
    ['test and production', [file, file.replace(/\*T\*(.)~/, '*P*$1~')], 'test and production are not mixed'],
    ['the same file twice', [file, file], 'is in file 1 already'],
    ['a file without SE', [file, file.replaceAll('RB000101', 'X').replace(/SE\*\d+\*\w+~\n?/, '')], 'file 2 cannot be merged: at byte'],
    ['no X12', [file, 'hello'], 'file 2 cannot be merged'],
    [
      'data that holds the delimiters of the first',
      [file, file.replaceAll('RB000101', 'R|B').replaceAll('*', '|').replace('R|B', 'R*B')],
      'holds the delimiter',
    ],
  ] as const
  for (const [what, files, reason] of rows)
    it(`${what} is refused`, async () => {
      expect(await refusalOf(...files.map((each) => Buffer.from(each)))).to.contain(reason)
    })

  it('sets from any number of files keep their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 8 }), async (numbers) => {
        const distinct = [...new Set(numbers)]
        const files = distinct.map((number) => Buffer.from(file.replaceAll('RB000101', `N${number}`)))
        const { content } = await merge(...files)
        expect(setsOf(content)).to.deep.equal(files.flatMap((each) => setsOf(each)))
      }),
      { numRuns: 20 },
    )
  })
})
