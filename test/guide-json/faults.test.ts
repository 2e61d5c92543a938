// What is wrong with lines: every fault of every line, with its number and pointer, and never a value.
import { expect } from 'chai'
import type { LineFault } from '../../src/guide-json/index.js'
import { fileOf, fileOfChunks, linesOf, samples } from './there-and-back.js'

function sample(path: string): Buffer {
  return samples.find((each) => each.path.endsWith(path))?.bytes ?? Buffer.alloc(0)
}

const claim = linesOf(sample('scenarios/01-simple-paid.837')).lines[0] ?? ''
const units = linesOf(sample('valid-two-claims/in.edi'), { units: true }).lines
const remittance = linesOf(sample('scenarios/01-simple-paid.835')).lines[0] ?? ''

interface Editable {
  [name: string]: Editable
}

/** A line after a change to its value. */
function changed(line: string, change: (value: Editable) => void): string {
  const value = JSON.parse(line) as Editable
  change(value)
  return JSON.stringify(value)
}

/** Puts a value where a pointer says; undefined takes away what stands there. */
function put(pointer: string, value: unknown): (line: Editable) => void {
  return (line) => {
    const steps = pointer.split('/').slice(1)
    const last = steps.pop() ?? ''
    let inside = line
    for (const step of steps) inside = inside[step] ??= {}
    if (value === undefined) Reflect.deleteProperty(inside, last)
    else inside[last] = value as Editable
  }
}

const clm = '/transactionSet/billingProviderHierarchicalLevel/0/subscriberHierarchicalLevel/0/claimInformation/0'

/** What is put where, and the pointers of what must be told. */
const rows: readonly (readonly [what: string, at: string, value: unknown, pointers: readonly string[]])[] = [
  ['an unknown property of a line', '/extra', 1, ['/extra']],
  ['an unknown property with a slash and a tilde', '/a~b', 1, ['/a~0b']],
  ['no interchange', '/interchange', undefined, ['/interchange']],
  ['an interchange without header', '/interchange/header', undefined, ['/interchange/header']],
  ['an unknown delimiter', '/interchange/delimiters/other', '*', ['/interchange/delimiters/other']],
  ['a delimiter of two characters', '/interchange/delimiters/element', '**', ['/interchange/delimiters/element']],
  ['a delimiter that stands twice', '/interchange/delimiters/element', ':', ['/interchange/delimiters']],
  ['another line end', '/interchange/lineEnd', ' ', ['/interchange/lineEnd']],
  ['an ordinal that is none', '/interchange/ordinal', 0, ['/interchange/ordinal']],
  ['an ISA element too long', '/interchange/header/interchangeSenderId', 'SIXTEEN LETTERS.', ['/interchange/header/interchangeSenderId']],
  ['an ISA element outside Latin-1', '/interchange/header/interchangeSenderId', '€', ['/interchange/header/interchangeSenderId']],
  ['an ISA element that is not there', '/interchange/header/usage', 'T', ['/interchange/header/usage']],
  ['no group', '/group', undefined, ['/group']],
  ['a group that is a list', '/group', [], ['/group']],
  ['an unknown GS element', '/group/header/sender', 'X', ['/group/header/sender']],
  ['no guide', '/guide', undefined, ['/guide']],
  ['a guide that is not here', '/guide', '005010X999', ['/guide']],
  ['an encoding other than Latin-1', '/encoding', 'utf8', ['/encoding']],
  ['a unit without its way', '/unit', 1, ['/path']],
  ['a way that is none', '/path', 'here', ['/path']],
  ['a way through no loop', '/path', '837.1/9999.1', ['/path']],
  ['two contents', '/segment', { segment: 'X', elements: [] }, ['/segment']],
  ['a line end beside a set', '/lineEnd', '', ['/lineEnd', '/group']],
  ['no ST', '/transactionSet/transactionSetHeader', undefined, ['/transactionSet/transactionSetHeader']],
  ['a segment as text', '/transactionSet/transactionSetHeader', 'ST', ['/transactionSet/transactionSetHeader']],
  ['a loop as an object instead of a list', clm.slice(0, -2), {}, [clm.slice(0, -2)]],
  ['an unknown loop', `${clm}/other`, {}, [`${clm}/other`]],
  ['an unknown element', `${clm}/claimInformation/other`, 'x', [`${clm}/claimInformation/other`]],
  [
    'an element the guide does not use',
    `${clm}/claimInformation/claimFilingIndicatorCode`,
    'x',
    [`${clm}/claimInformation/claimFilingIndicatorCode`],
  ],
  ['a number', `${clm}/claimInformation/totalClaimChargeAmount`, 150, [`${clm}/claimInformation/totalClaimChargeAmount`]],
  ['null', `${clm}/claimInformation/totalClaimChargeAmount`, null, [`${clm}/claimInformation/totalClaimChargeAmount`]],
  ['a delimiter in data', `${clm}/claimInformation/patientControlNumber`, 'A*B', [`${clm}/claimInformation/patientControlNumber`]],
  ['a terminator in data', `${clm}/claimInformation/patientControlNumber`, 'A~B', [`${clm}/claimInformation/patientControlNumber`]],
  [
    'a composite as text',
    `${clm}/claimInformation/healthCareServiceLocationInformation`,
    '11',
    [`${clm}/claimInformation/healthCareServiceLocationInformation`],
  ],
  [
    'an unknown component',
    `${clm}/claimInformation/healthCareServiceLocationInformation/place`,
    '11',
    [`${clm}/claimInformation/healthCareServiceLocationInformation/place`],
  ],
  ['unplaced elements by no number', `${clm}/claimInformation/unplaced`, { first: 'x' }, [`${clm}/claimInformation/unplaced/first`]],
  ['an element twice', `${clm}/claimInformation/unplaced`, { '01': 'x' }, [`${clm}/claimInformation/unplaced/01`]],
  ['unplaced segments of no known place', `${clm}/unplaced`, [{ segment: 'ZZ', elements: ['1'] }], [`${clm}/order`]],
  ['an unplaced segment without id', `${clm}/unplaced`, [{ elements: [] }], [`${clm}/order`, `${clm}/unplaced/0/segment`]],
  ['an order of what is not there', `${clm}/order`, ['other'], [`${clm}/order/0`, `${clm}/order`]],
  ['a trailer of a wrong shape', '/transactionSet/transactionSetTrailer', { count: '1' }, ['/transactionSet/transactionSetTrailer/count']],
]

function pointersOf(faults: readonly LineFault[]): string[] {
  return [...new Set(faults.map(({ pointer }) => pointer))].toSorted()
}

describe('faults of guide JSON', () => {
  for (const [what, at, value, pointers] of rows)
    it(`${what} is told at ${pointers.join(', ')}`, () => {
      const { faults, text } = fileOf([changed(claim, put(at, value))])
      const told = pointersOf(faults)
      for (const pointer of pointers) expect(told).to.include(pointer)
      expect(text).to.equal('')
    })

  it('is told alone when it is alone', () => {
    for (const [what, at, value, pointers] of rows.filter(([, , , { length }]) => length === 1)) {
      const { faults } = fileOf([changed(claim, put(at, value))])
      // A wrong interchange or path takes sense away from what hangs on it.
      if (/^\/(?:interchange|path|order)/.test(at) || what.startsWith('an order')) continue
      expect(pointersOf(faults), what).to.deep.equal([...pointers].toSorted())
    }
  })

  it('all faults of all lines are told at once, with their lines', () => {
    const bad = changed(claim, (line) => {
      put(`${clm}/claimInformation/totalClaimChargeAmount`, 1)(line)
      put(`${clm}/claimInformation/other`, 1)(line)
      put('/group/header/other', 1)(line)
    })
    const { faults } = fileOf([bad, 'not JSON', claim, '[]', bad])
    expect([1, 2, 3, 4, 5].map((line) => faults.filter((fault) => fault.line === line).length)).to.deep.equal([3, 1, 0, 1, 3])
  })

  it('no fault repeats what stands there', () => {
    const secret = 'ALVAREZ'
    const lines = [
      `{"${secret.toLowerCase()}": ${secret}`,
      changed(claim, put(`${clm}/claimInformation/patientControlNumber`, `${secret}*`)),
    ]
    const { faults } = fileOf(lines)
    expect(faults).to.have.lengthOf(2)
    for (const { message } of faults) expect(message.toUpperCase()).to.not.contain(secret)
  })

  it('a line under another interchange opens a new one, under the same one goes on', () => {
    const second = changed(claim, put('/interchange/ordinal', 2))
    expect(fileOf([claim, second]).text.match(/^ISA/gm)).to.have.lengthOf(2)
    const { text, faults } = fileOf([claim, claim])
    expect(faults).to.deep.equal([])
    expect(text.match(/^ISA/gm)).to.have.lengthOf(1)
    expect(text).to.contain('GE*2*501~')
  })

  it('a unit that holds less of its parents than the one before is told', () => {
    const [first = '', ...others] = units
    const shorter = others.map((line) => changed(line, put('/transactionSet/financialInformation', undefined)))
    expect(shorter.length).to.be.greaterThan(0)
    expect(pointersOf(fileOf([first, ...shorter]).faults)).to.deep.equal(['/transactionSet'])
  })

  it('what repeats needs a repetition separator', () => {
    const bytes = Buffer.from(sample('scenarios/01-simple-paid.837').toString('latin1').replace('*^*', '*U*'), 'latin1')
    const lines = linesOf(bytes).lines.map((line) =>
      changed(line, put(`${clm}/claimInformation/unplaced`, { 18: { repeated: ['a', 'b'] } })),
    )
    expect(pointersOf(fileOf(lines).faults)).to.deep.equal([`${clm}/claimInformation/unplaced/18`])
  })

  it('data outside Latin-1 is written as UTF-8, and refused in a line that says it is Latin-1', () => {
    const name = '/transactionSet/submitterName/submitterName/submitterLastOrOrganizationName'
    expect(fileOf([changed(claim, put(name, 'ÉTÉ €'))]).text).to.contain(Buffer.from('*ÉTÉ €*').toString('latin1'))
    const latin1 = (text: string) =>
      fileOf([
        changed(claim, (line) => {
          put(name, text)(line)
          put('/encoding', 'latin1')(line)
        }),
      ])
    expect(latin1('ÉTÉ').text).to.contain('*ÉTÉ*')
    expect(pointersOf(latin1('€').faults)).to.deep.equal([name])
  })

  it('lines may be cut anywhere, end in CR LF, begin with a byte order mark, and be blank', async () => {
    const expected = fileOf([claim, remittance]).text
    const bytes = Buffer.from(`\ufeff\n${claim}\r\n\n  \n${remittance}`)
    for (const size of [1, 1000, bytes.length]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
      const { text, faults } = await fileOfChunks(chunks)
      expect(faults).to.deep.equal([])
      expect(text).to.equal(expected)
    }
  })

  it('a line that is not UTF-8 is told by its number', async () => {
    const { faults } = await fileOfChunks([Buffer.from(`${claim}\n`), Buffer.of(0xff, 0x0a)])
    expect(faults.map(({ line, pointer }) => [line, pointer])).to.deep.equal([[2, '']])
  })
})
