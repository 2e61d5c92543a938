// Written requests to a clearinghouse, each with the 837 that becomes of it (out.edi, UPDATE_GOLDEN=1 writes it): valid by its guide up to SNIP 5.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'chai'
import { clearinghouseTables, describeTable, encodeClaims, parseClearinghouseClaims } from '../../../src/codecs/index.js'
import { claimGuides, type SubmissionHeader } from '../../../src/domain/index.js'
import { validateFile } from '../../../src/schema/index.js'
import { type IsoDate, toIsoDate } from '../../../src/values/index.js'
import { createInterchangeWriter } from '../../../src/x12/index.js'
import { chunksOf, schemas } from '../../support/gateway.js'

const folder = 'samples/clearinghouse-v3'
const page = 'docs/clearinghouse-json.md'
const kinds = ['professional', 'institutional'] as const

const header: SubmissionHeader = {
  purpose: '00',
  reference: 'EX0000000001',
  createdOn: toIsoDate('2026-10-06') as IsoDate,
  createdAt: '0930',
  use: 'CH',
  submitter: {
    entityType: '2',
    last: 'RIVERBEND FAMILY PRACTICE',
    id: 'RIVERBEND',
    contacts: [{ name: 'BILLING OFFICE', numbers: [{ qualifier: 'TE', value: '8605550123' }] }],
  },
  receiver: { name: 'ACORN CLEARING', id: 'ACORNEDI' },
}

function fileOf(kind: (typeof kinds)[number], claims: Parameters<typeof encodeClaims>[0]): Buffer {
  const pieces: Uint8Array[] = []
  const writer = createInterchangeWriter({
    header: {
      control: '000000001',
      sender: { qualifier: 'ZZ', id: 'RIVERBEND' },
      receiver: { qualifier: 'ZZ', id: 'ACORNEDI' },
      date: '261006',
      time: '0930',
      usage: 'T',
      acknowledgementRequested: true,
    },
    delimiters: { element: '*', component: ':', repetition: '^', terminator: '~' },
    lineEnd: '\n',
    write: (piece) => pieces.push(piece),
  })
  const version = claimGuides[kind]
  writer.startGroup({
    functionalId: 'HC',
    senderId: 'RIVERBEND',
    receiverId: 'ACORNEDI',
    date: '20261006',
    time: '0930',
    control: '1',
    version,
  })
  writer.startSet({ type: '837', control: '0001', version })
  for (const segment of encodeClaims(claims, header)) writer.segment(segment)
  writer.end()
  return Buffer.concat(pieces)
}

describe('examples of claims in the JSON of clearinghouses', () => {
  for (const kind of kinds) {
    const names = readdirSync(`${folder}/${kind}`).toSorted()

    it(`there are at least 6 ${kind} ones`, () => expect(names.length).to.be.at.least(6))

    for (const name of names)
      it(`${kind} ${name} becomes one valid 837`, async () => {
        const { claims, problems } = parseClearinghouseClaims(JSON.parse(readFileSync(`${folder}/${kind}/${name}/in.json`, 'utf8')))
        expect(problems).to.deep.equal([])
        expect(claims.map(({ claim, isWhole, usage }) => [claim.kind, isWhole, usage])).to.deep.equal([[kind, true, 'T']])
        const bytes = fileOf(
          kind,
          claims.map(({ claim }) => claim),
        )
        expect((await validateFile(chunksOf(bytes), schemas)).findings).to.deep.equal([])
        const golden = `${folder}/${kind}/${name}/out.edi`
        if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, bytes)
        expect(bytes.toString('latin1'), `${golden}; UPDATE_GOLDEN=1 writes it`).to.equal(
          existsSync(golden) ? readFileSync(golden, 'latin1') : undefined,
        )
      })
  }

  it(`are described field by field in ${page}`, () => {
    const told = readFileSync(page, 'utf8')
    const section = (kind: (typeof kinds)[number]): string =>
      describeTable(clearinghouseTables[kind] ?? [])
        .map(
          ({ path, isNeeded, guide, to }) => `| \`${path}\` | ${isNeeded ? 'yes' : ''} | ${guide} | ${guide === '' ? to : `\`${to}\``} |`,
        )
        .join('\n')
    const now = kinds.reduce(
      (text, kind) =>
        text.replace(
          new RegExp(`(<!-- fields of ${kind} claims -->\\n)[^]*?(\\n<!-- end -->)`),
          (_, before: string, after: string) =>
            `${before}\n| Field | Needed | 837 | Our claim |\n| --- | --- | --- | --- |\n${section(kind)}\n${after}`,
        ),
      told,
    )
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, now)
    expect(now, `${page}; UPDATE_GOLDEN=1 writes it`).to.equal(readFileSync(page, 'utf8'))
    for (const kind of kinds) expect(told).to.include(`<!-- fields of ${kind} claims -->`)
  })
})
