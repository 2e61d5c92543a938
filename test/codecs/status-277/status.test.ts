import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  decodeClaimStatus,
  decodeProvidersWithoutClaims,
  decodeStatusReport,
  encodeStatusReport,
  type ProviderAnswer,
} from '../../../src/codecs/index.js'
import type { ClaimStatus, ClaimStatusReport, ProviderStatus } from '../../../src/domain/index.js'
import type { Loop } from '../../../src/schema/index.js'
import type { Checked } from '../../../src/values/index.js'
import type { Segment } from '../../../src/x12/index.js'
import { claimStatus, providerStatus, statusReport } from '../../support/arbitrary-status.js'
import { example } from '../../support/arbitrary-values.js'
import { asSet, form, guideOf, readSet, readSetFile, segmentOf, written } from '../../support/read-set.js'

const version = '005010X214'
const guide = guideOf(version, '277')

const providers: fc.Arbitrary<ProviderAnswer[]> = fc.array(
  fc.tuple(providerStatus, fc.array(claimStatus, { maxLength: 3 })).map(([provider, claims]) => ({ provider, claims })),
  { maxLength: 3 },
)

interface Content {
  readonly report: ClaimStatusReport | undefined
  readonly claims: readonly (ClaimStatus | undefined)[]
  /** Providers of which no claim was named. */
  readonly withoutClaims: readonly ProviderStatus[] | undefined
  readonly wrong: readonly string[]
}

function read(segments: readonly Segment[]): Content {
  const { rest, units, findings } = readSet(guide, segments, form)
  const levels: readonly Loop[] = units.at(-1)?.parents ?? [rest]
  const report = decodeStatusReport(levels)
  const claims = units.map((unit) => decodeClaimStatus(unit))
  const silent = decodeProvidersWithoutClaims(levels)
  const decoded: Checked<unknown>[] = [report, silent, ...claims]
  const all = [...findings, ...decoded.flatMap((one) => one.findings)]
  return {
    report: report.value,
    claims: claims.map(({ value }) => value),
    withoutClaims: silent.value,
    wrong: all.filter(({ severity }) => severity !== 'info').map(({ code, path }) => `${code} ${path}`),
  }
}

describe('a claim acknowledgement written and read back', () => {
  it('is the same, and right by its guide', () => {
    fc.assert(
      fc.property(statusReport, providers, (report, answers) => {
        const segments = asSet('277', version, encodeStatusReport(report, answers))
        expect(read(segments)).to.deep.equal({
          report,
          claims: answers.flatMap(({ provider, claims }) => claims.map((claim) => ({ provider, ...claim }))),
          withoutClaims: answers.filter(({ claims }) => claims.length === 0).map(({ provider }) => provider),
          wrong: [],
        })
      }),
    )
  })

  it('keeps claims of one patient under one patient level', () => {
    const report = example(statusReport)
    const provider = example(providerStatus)
    const claim = example(claimStatus)
    const other: ClaimStatus = { ...claim, patient: { entityType: '1', last: 'OTHER', idQualifier: 'MI', id: 'W9' } }
    const segments = [...encodeStatusReport(report, [{ provider, claims: [claim, { ...claim, patientControlNumber: 'SECOND' }, other] }])]
    expect(segments.filter(({ id }) => id === 'HL').map(written)).to.deep.equal([
      'HL*1**20*1',
      'HL*2*1*21*1',
      'HL*3*2*19*1',
      'HL*4*3*PT',
      'HL*5*3*PT',
    ])
  })
})

describe('the claim acknowledgement of the worked scenario', () => {
  const segments = readSetFile('samples/scenarios/21-ack-lifecycle.277ca')

  it('tells who answers to whom for which file', () => {
    const { report, wrong } = read(segments)
    expect(wrong).to.deep.equal([])
    expect(report).to.deep.equal({
      reference: 'CA77001',
      createdOn: '2026-10-07',
      createdAt: '0500',
      source: { role: 'PR', entityType: '2', last: 'ACORN HEALTH PLAN', idQualifier: 'PI', id: '60001' },
      sourceTrace: 'ACRX20261007',
      receivedOn: '2026-10-06',
      processedOn: '2026-10-07',
      receiver: { entityType: '2', last: 'RIVERBEND FAMILY PRACTICE', idQualifier: '46', id: 'RIVERBEND' },
      batchReference: 'BT0000000521',
      statuses: [
        { codes: [{ category: 'A1', status: '19', entity: 'PR' }], effectiveOn: '2026-10-07', action: 'WQ', chargedCents: 35_000 },
      ],
      totals: { acceptedCount: 1, rejectedCount: 1, acceptedCents: 15_000, rejectedCents: 20_000 },
    })
  })

  it('tells where each claim stands', () => {
    const { claims } = read(segments)
    const provider = {
      provider: { entityType: '2', last: 'RIVERBEND FAMILY PRACTICE', idQualifier: 'XX', id: '1234567893' },
      trace: '0',
      statuses: [{ codes: [{ category: 'A1', status: '19', entity: 'PR' }], action: 'WQ', chargedCents: 35_000 }],
      references: [],
      totals: { acceptedCount: 1, rejectedCount: 1, acceptedCents: 15_000, rejectedCents: 20_000 },
    }
    expect(claims).to.deep.equal([
      {
        provider,
        patient: { entityType: '1', last: 'ALVAREZ', first: 'ANA', idQualifier: 'MI', id: 'W100000001' },
        patientControlNumber: 'RB002101',
        statuses: [
          { codes: [{ category: 'A2', status: '20', entity: 'PR' }], effectiveOn: '2026-10-07', action: 'WQ', chargedCents: 15_000 },
        ],
        payerClaimNumber: 'AC26121001',
        serviceFrom: '2026-10-05',
        lines: [],
      },
      {
        provider,
        patient: { entityType: '1', last: 'BROOKS', first: 'BEN', idQualifier: 'MI', id: 'W1000000' },
        patientControlNumber: 'RB002102',
        statuses: [
          { codes: [{ category: 'A7', status: '164', entity: 'IL' }], effectiveOn: '2026-10-07', action: 'U', chargedCents: 20_000 },
        ],
        serviceFrom: '2026-10-05',
        lines: [],
      },
    ])
  })

  it('comes out segment by segment as it came in', () => {
    const { report, claims } = read(segments)
    const [first] = claims
    const answer: ProviderAnswer = { provider: first?.provider as ProviderStatus, claims: claims as ClaimStatus[] }
    expect([...encodeStatusReport(report as ClaimStatusReport, [answer])].map(written)).to.deep.equal(segments.slice(1, -1).map(written))
  })
})

describe('a claim acknowledgement without any claim', () => {
  const report = example(statusReport)
  const refusal: ClaimStatusReport = {
    ...report,
    statuses: [{ codes: [{ category: 'A3', status: '21', entity: '40' }], action: 'U' }],
  }

  it('refuses the whole batch', () => {
    const content = read(asSet('277', version, encodeStatusReport(refusal, [])))
    expect(content.report?.statuses).to.deep.equal(refusal.statuses)
    expect(content.claims).to.deep.equal([])
    expect(content.withoutClaims).to.deep.equal([])
  })

  it('refuses one provider beside another whose claims are named', () => {
    const accepted = example(providerStatus)
    const refused: ProviderStatus = {
      provider: { entityType: '2', last: 'OTHER PRACTICE', idQualifier: 'XX', id: '1999000015' },
      trace: '0',
      statuses: [{ codes: [{ category: 'A8', status: '562', entity: '85' }], action: 'U' }],
      references: [],
      totals: { rejectedCount: 2 },
    }
    const claims = [example(claimStatus, 1), example(claimStatus, 2)]
    for (const answers of [
      [
        { provider: refused, claims: [] },
        { provider: accepted, claims },
      ],
      [
        { provider: accepted, claims },
        { provider: refused, claims: [] },
      ],
    ])
      expect(read(asSet('277', version, encodeStatusReport(report, answers))).withoutClaims).to.deep.equal([refused])
  })
})

describe('a claim status that is partly unreadable', () => {
  it('keeps its claim when the name of the patient is not of its form', () => {
    const { claims, wrong } = read(altered('NM1*QC*1*ALVAREZ*ANA****MI*W100000001', 'NM1*QC*7*ALVAREZ*ANA****MI*W100000001'))
    expect(claims[0]?.patientControlNumber).to.equal('RB002101')
    expect(claims[0]).not.to.have.property('patient')
    expect(wrong).to.include('ELEMENT_CODE_INVALID 2100D/NM102')
  })

  it('keeps its claim when the days of service are not of their form', () => {
    const { claims, wrong } = read(altered('DTP*472*D8*20261005', 'DTP*472*D8*20261035'))
    expect(claims.map((claim) => claim?.statuses[0]?.codes[0]?.category)).to.deep.equal(['A2', 'A7'])
    expect(claims[0]).not.to.have.property('serviceFrom')
    expect(wrong).to.include('ELEMENT_DATE_INVALID 2200D/DTP03')
  })

  it('is no value without the number of the claim', () => {
    const { claims } = read(altered('TRN*2*RB002101', 'TRN*2'))
    expect(claims[0]).to.equal(undefined)
    expect(claims[1]?.patientControlNumber).to.equal('RB002102')
  })
})

/** The scenario's segments with each one of this text replaced. */
function altered(from: string, to: string): Segment[] {
  return readSetFile('samples/scenarios/21-ack-lifecycle.277ca').map((each) => (written(each) === from ? segmentOf(to) : each))
}
