// Claims on paper: what the 837 says stands in the box it belongs to, and all of it is on the page.
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { decodeClaim } from '../../src/codecs/index.js'
import { type Claim, claimGuides, claimKindOf, type ClaimKind } from '../../src/domain/index.js'
import { claimSheet, drawSheet, type Sheet, textsOf } from '../../src/paper/index.js'
import { createFileReader } from '../../src/schema/index.js'
import { formatCents } from '../../src/values/index.js'
import { schemas } from '../support/gateway.js'
import { packed, pagesOf } from './read-pdf.js'

function claimsIn(path: string): Claim[] {
  const claims: Claim[] = []
  const reader = createFileReader(schemas, {
    unit: (unit, _set, guide) => {
      const { value } = decodeClaim(unit, claimKindOf(guide.id) as ClaimKind)
      if (value !== undefined) claims.push(value)
    },
  })
  reader.push(readFileSync(path))
  reader.end()
  return claims
}

const pathOf = (kind: ClaimKind, name: string): string => `samples/837-${claimGuides[kind]}/${name}/in.edi`

/** Boxes by number; of a grid the columns, each with the cells of all its rows. */
function boxesOf({ blocks }: Sheet): Record<string, string> {
  const found: Record<string, string> = {}
  for (const block of blocks) {
    if (block.kind === 'boxes') for (const { box, text } of block.boxes) if (text !== '') found[box] ??= text
    if (block.kind === 'grid')
      for (const [index, { box }] of block.columns.entries()) found[box] = block.rows.map(({ cells }) => cells[index] ?? '').join(' | ')
  }
  return found
}

describe('a claim on paper', () => {
  const expected: readonly (readonly [ClaimKind, string, Readonly<Record<string, string>>])[] = [
    [
      'professional',
      'valid-corrected-claim-all-parts',
      {
        '1a': 'W100000001',
        2: 'ALVAREZ, ANA, M',
        3: '02/14/1980  F',
        4: 'ALVAREZ, ANA, M',
        5: '8 ELM ROAD\nAVON CT 06001',
        6: '18 self',
        '10b': 'yes  CT',
        '10d': '01 02',
        11: 'GRP0071',
        15: '09/28/2026',
        17: 'LARK, NOEL',
        '17b': '1999000023',
        18: '09/30/2026',
        21: 'A S93.401A   B W01.0XXA',
        22: '7  AC26091500044',
        23: 'PA99120',
        '24A': '09/30/2026 | 09/30/2026',
        '24B': '22 | 22',
        '24C': 'Y | ',
        '24D': '29515 LT | J1885',
        '24E': 'AB | A',
        '24F': '845.25 | 400.00',
        '24G': '1 | 2',
        '24J': '1999000015 | 1999000015',
        25: '912345678 EI',
        26: 'RB007304',
        27: 'A',
        28: '1,245.25',
        29: '20.00',
        32: 'RIVERBEND SURGERY CENTER\n14 MILL STREET\nAVON CT 06001-1235',
      },
    ],
    [
      'institutional',
      'valid-inpatient-secondary-by-claim',
      {
        1: 'LAKESIDE GENERAL HOSPITAL\n1 LAKESIDE DRIVE\nMERIDEN CT 06450-1122',
        '3a': 'LG00905',
        4: '0111',
        5: '987650022',
        6: '08/10/2026 - 08/14/2026',
        8: 'OKAFOR, SAMUEL',
        10: '03/04/1951',
        12: '08/10/2026',
        13: '0815',
        14: '1',
        16: '1130',
        17: '01',
        '39-41': '80 4',
        42: '0120 | 0250 | 0480',
        46: '4 DA | 60 | 1',
        47: '18,240.00',
        '50A': 'MEDICARE PART A CONNECTICUT',
        54: '6,276.00',
        '50B': 'MAPLE MUTUAL',
        56: '1999000205',
        60: '1EG4TE5MK72',
        62: 'GRP9',
        67: 'I50.23:Y  N17.9:Y  E11.22:Y',
        69: 'R06.02',
        71: '291',
        76: 'HALE, MIRIAM\n1999000163',
        81: '282N00000X',
      },
    ],
    [
      'dental',
      'valid-crown-that-replaces-one',
      {
        1: 'a statement of services done',
        3: 'ACORN DENTAL\n100 PAYER PLAZA\nHARTFORD CT 06103',
        15: 'D200000101',
        16: 'GRP5500',
        23: 'BH01002',
        24: '09/22/2026',
        27: '30',
        29: 'D2740',
        30: 'replacement',
        31: '1,150.00',
        32: '1,150.00',
        44: '04/12/2016',
        49: '1999000106',
        51: '987650033',
        53: 'FROST, EDITH',
        54: '1999000114',
        '56a': '1223G0001X',
      },
    ],
  ] // prettier-ignore
  for (const [kind, name, boxes] of expected)
    it(`${kind}: each thing in its box (${name})`, () => {
      const [claim] = claimsIn(pathOf(kind, name))
      if (claim === undefined) throw new Error('no claim')
      const found = boxesOf(claimSheet(claim))
      for (const [number, text] of Object.entries(boxes)) {
        // The UB-04 gives 47 to the charges of the lines and to their sum.
        if (!(kind === 'institutional' && number === '47')) expect(found[number], `box ${number}`).to.equal(text)
        else expect(textsOf(claimSheet(claim))).to.include(text)
      }
    })

  for (const kind of ['professional', 'institutional', 'dental'] as const) {
    const folder = `samples/837-${claimGuides[kind]}`
    for (const name of readdirSync(folder).filter((each) => each.startsWith('valid-')))
      it(`${kind}, ${name}: names, numbers, codes and amounts are all there, in the drawing too`, async () => {
        for (const claim of claimsIn(pathOf(kind, name))) {
          const sheet = claimSheet(claim)
          const onSheet = packed(textsOf(sheet).join('\n'))
          for (const text of mustShow(claim)) expect(onSheet, text).to.include(packed(text))
          const drawn = packed(pagesOf(await drawSheet(sheet)).join('\n'))
          for (const text of textsOf(sheet)) expect(drawn, text).to.include(packed(text))
        }
      })
  }

  it('of more lines than a page holds goes on on the next, with its head again', async () => {
    const [claim] = claimsIn(pathOf('professional', 'valid-office-visit'))
    if (claim?.kind !== 'professional') throw new Error('no claim')
    const [line] = claim.lines
    if (line === undefined) throw new Error('no line')
    const lines = Array.from({ length: 100 }, (_, index) => ({ ...line, procedure: { ...line.procedure, code: String(90_001 + index) } }))
    const pages = pagesOf(await drawSheet(claimSheet({ ...claim, lines })))
    expect(pages).to.have.length.above(2)
    for (const [index, page] of pages.entries()) {
      expect(page)
        .to.include(`Claim ${claim.patientControlNumber}`)
        .and.to.include(`Page ${index + 1} of ${pages.length}`)
    }
    expect(pages[1]).to.include('24D')
    const all = pages.join('\n')
    for (const { procedure } of lines) expect(all).to.include(procedure.code)
  })

  it('draws names of other languages as the fonts allow', async () => {
    const sheet: Sheet = {
      title: 'T',
      about: 'Claim C',
      footer: 'F',
      blocks: [{ kind: 'boxes', boxes: [{ box: '2', label: 'Patient', text: 'ŁUKASZ ÑÚÑEZ ČECH', span: 12 }] }],
    }
    expect(pagesOf(await drawSheet(sheet)).join('\n')).to.include('?UKASZ ÑÚÑEZ CECH')
  })
})

function mustShow(claim: Claim): readonly string[] {
  const { patient, billing, coverages, chargeCents, patientControlNumber, originalPayerClaimNumber, authorization } = claim
  const { diagnoses = [] } = claim
  return [
    patientControlNumber,
    patient.last,
    patient.first,
    billing.last,
    billing.npi,
    billing.taxId,
    billing.address.city,
    originalPayerClaimNumber,
    authorization,
    formatCents(chargeCents),
    ...(patient.birthDate === undefined ? [] : [patient.birthDate.slice(0, 4)]),
    ...coverages.flatMap(({ payer, memberId }) => [payer.name, memberId]),
    ...diagnoses.map(({ code }) => `${code.slice(0, 3)}${code.length > 3 ? '.' : ''}${code.slice(3)}`),
    ...claim.lines.flatMap((line) => [formatCents(line.chargeCents), line.procedure?.code, ...(line.procedure?.modifiers ?? [])]),
  ].filter((text): text is string => text !== undefined && text !== '') // prettier-ignore
}
