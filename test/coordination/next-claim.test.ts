// The next payer's claim: the worked scenario segment for segment, and any balanced decision on any claim.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { encodeClaims } from '../../src/codecs/index.js'
import { buildNextClaim, checkCoordination, type NoClaimReason, redirect } from '../../src/coordination/index.js'
import {
  type Claim,
  claimGuides,
  claimKinds,
  type ClaimPayment,
  type Coverage,
  type PayerOrder,
  type ServicePayment,
  type SubmissionHeader,
} from '../../src/domain/index.js'
import { toCents } from '../../src/values/index.js'
import { booksAfter, decision, paidOn, paymentsOf } from '../support/adjudicated.js'
import { arbitraryClaims } from '../support/arbitrary-claim.js'
import { readClaims } from '../support/read-claims.js'
import { readRemittance } from '../support/read-remittance.js'
import { asSet, segmentOf, written } from '../support/read-set.js'

const folder = 'samples/scenarios'
const segmentsOf = (name: string) =>
  readFileSync(`${folder}/${name}`, 'latin1')
    .split('~')
    .map((text) => text.trim())
    .filter((text) => text !== '')

/** All between ST and SE. */
const bodyOf = (name: string) => {
  const all = segmentsOf(name)
  return all.slice(
    all.findIndex((text) => text.startsWith('ST*')) + 1,
    all.findIndex((text) => text.startsWith('SE*')),
  )
}

function claimIn(name: string): { readonly claim: Claim; readonly header: SubmissionHeader } {
  const { claims, header } = readClaims('professional', asSet('837', claimGuides.professional, bodyOf(name).map(segmentOf)))
  return { claim: claims[0] as Claim, header: header as SubmissionHeader }
}

const payments = (name: string, order: PayerOrder) =>
  readRemittance(readFileSync(`${folder}/${name}`, 'latin1')).payments.map((payment) => ({ order, payment }))

describe('the claim for the next payer', () => {
  describe('scenario 09', () => {
    const { claim } = claimIn('09-secondary-payment.primary.837')
    const { header } = claimIn('09-secondary-payment.secondary.837')
    const books = booksAfter(payments('09-secondary-payment.1.835', 'P'), { 'AR:S': toCents(3300) })

    it('comes out segment for segment', () => {
      const next = buildNextClaim({ claim, ...books })
      expect(next.kind).to.equal('built')
      if (next.kind !== 'built') return
      expect([...encodeClaims([next.claim], header)].map(written)).to.deep.equal(bodyOf('09-secondary-payment.secondary.837'))
      expect(next).to.deep.include({ order: 'S', payerId: '60002', owedCents: 3300 })
      expect(next.claim).to.deep.equal(claimIn('09-secondary-payment.secondary.837').claim)
    })
  })

  describe('is not made, and says why', () => {
    const { claim } = claimIn('09-secondary-payment.primary.837')
    const [first] = payments('09-secondary-payment.1.835', 'P')
    const paid = first?.payment as ClaimPayment
    const owed = { 'AR:S': toCents(3300) }
    const line = (index: number) => [paid.services[index]].filter((service) => service !== undefined)
    const partOf = (index: number, chargedCents: number, paidCents: number): ClaimPayment => ({
      ...paid,
      chargedCents: toCents(chargedCents),
      paidCents: toCents(paidCents),
      services: line(index),
    })
    const reversal: ClaimPayment = { ...paid, status: '22' }
    const [primary, secondary] = claim.coverages as [Coverage, Coverage]
    const withSecondary = (change: Partial<Coverage>): Claim => ({ ...claim, coverages: [primary, { ...secondary, ...change }] })
    const toMedicare = { filing: 'MB', memberId: '1EG4TE5MK74' }

    const rows: readonly {
      readonly when: string
      readonly payments?: readonly ClaimPayment[]
      readonly claim?: Claim
      readonly balances?: Record<string, ReturnType<typeof toCents>>
      readonly more?: object
      readonly reasons: readonly NoClaimReason[]
    }[] = [
      { when: 'the primary paid', payments: [paid], reasons: [] },
      { when: 'no remittance has come', payments: [], reasons: ['not-adjudicated'] },
      ...['19', '20', '21'].map((status) => ({
        when: `CLP02 is ${status}`,
        payments: [{ ...paid, status }],
        reasons: ['crossed-over' as const],
      })),
      { when: 'the remark is MA18', payments: [{ ...paid, outpatient: ['', '', 'MA18'] }], reasons: ['crossed-over'] },
      {
        when: 'NM1*TT names who has it now',
        payments: [{ ...paid, crossoverCarrier: { entityType: '2', last: 'CEDAR', id: '60002' } }],
        reasons: ['crossed-over'],
      },
      { when: 'the claim was only forwarded', payments: [{ ...paid, status: '23' }], reasons: ['crossed-over'] },
      { when: 'an estimate came', payments: [{ ...paid, status: '25' }], reasons: ['predetermination'] },
      { when: 'one part of two came', payments: [partOf(0, 15_000, 7840)], reasons: ['parts-missing'] },
      { when: 'both parts came', payments: [partOf(0, 15_000, 7840), partOf(1, 6000, 1176)], reasons: [] },
      { when: 'the payment was reversed', payments: [paid, reversal], reasons: ['reversed'] },
      { when: 'it was reversed and corrected', payments: [paid, reversal, paid], reasons: [] },
      { when: 'more was decided than charged', payments: [paid, paid], reasons: ['charge-differs'] },
      { when: 'the payers disagree', more: { hasMismatch: true }, reasons: ['cob-mismatch'] },
      { when: 'a payment waits', more: { isWaiting: true }, reasons: ['payment-waits'] },
      { when: 'nobody comes after', claim: { ...claim, coverages: [primary] }, reasons: ['no-later-coverage'] },
      { when: 'nothing is left', balances: { 'AR:S': toCents(0) }, reasons: ['nothing-owed'] },
      { when: 'what is left was denied', balances: { 'AR:DENIED': toCents(100) }, reasons: ['denied'] },
      { when: 'Medicare comes second without a reason', claim: withSecondary(toMedicare), reasons: ['msp-reason-missing'] },
      { when: 'Medicare comes second for a reason', claim: withSecondary({ ...toMedicare, mspReason: '12' }), reasons: [] },
      {
        when: 'a line is none of ours',
        payments: [
          {
            ...paid,
            services: paid.services.map(({ lineControlNumber: _ours, ...service }) => ({
              ...service,
              procedure: { ...service.procedure, code: '00000' },
            })),
          },
        ],
        reasons: ['line-unmatched'],
      },
      {
        when: 'it does not add up',
        payments: [{ ...paid, services: paid.services.map((service) => ({ ...service, adjustments: [] })) }],
        reasons: ['does-not-balance'],
      },
      {
        when: 'several things stand against it',
        payments: [{ ...partOf(0, 15_000, 7840), status: '19' }],
        balances: {},
        reasons: ['parts-missing', 'crossed-over', 'nothing-owed'],
      },
    ]
    for (const { when, payments: came = [paid], claim: sent = claim, balances = owed, more = {}, reasons } of rows)
      it(`${when}: ${reasons.length === 0 ? 'it is made' : reasons.join(', ')}`, () => {
        const books = booksAfter(
          came.map((payment) => ({ order: 'P', payment })),
          balances,
        )
        const next = buildNextClaim({ claim: sent, ...books, ...more })
        expect(next.kind === 'none' ? next.reasons : []).to.deep.equal(reasons)
      })
  })

  describe('to the third payer', () => {
    it('repeats what both before it decided, each once', () => {
      const { claim } = claimIn('09-secondary-payment.primary.837')
      const third: Coverage = { ...(claim.coverages[1] as Coverage), order: 'T', payer: { id: '60003', name: 'OAK PLAN' }, memberId: 'T1' }
      const sent = { ...claim, coverages: [...claim.coverages, third] }
      const ofFirst = payments('09-secondary-payment.1.835', 'P')
      const second = buildNextClaim({ claim: sent, ...booksAfter(ofFirst, { 'AR:S': toCents(3300) }) })
      expect(second.kind).to.equal('built')
      if (second.kind !== 'built') return
      const both = [...ofFirst, ...payments('09-secondary-payment.2.835', 'S')]
      const next = buildNextClaim({ claim: second.claim, ...booksAfter(both, { 'AR:T': toCents(1000) }) })
      expect(next).to.deep.include({ kind: 'built', order: 'T', payerId: '60003' })
      if (next.kind !== 'built') return
      expect(next.claim.coverages.map(({ order, adjudication }) => [order, adjudication?.paidCents])).to.deep.equal([
        ['P', 9016],
        ['S', 2300],
        ['T', undefined],
      ])
      expect(
        next.claim.lines.map(({ adjudications = [] }) => adjudications.map(({ payerId, paidCents }) => [payerId, paidCents])),
      ).to.deep.equal([
        [
          ['05102', 7840],
          ['60002', 2000],
        ],
        [
          ['05102', 1176],
          ['60002', 300],
        ],
      ])
    })
  })

  it('every number of a provider goes with the payer that gave it, there and back', () => {
    const { claim: plain } = claimIn('09-secondary-payment.primary.837')
    const g2 = (value: string) => ({ qualifier: 'G2', value })
    const upin = { qualifier: '1G', value: 'A12345' }
    const [p, s] = plain.coverages as [Coverage, Coverage]
    const rendering = { entityType: '1', last: 'HART', first: 'HAL', npi: '1234567893' } as const
    const facility = { name: 'RIVERBEND ANNEX', address: plain.billing.address }
    const ofSecond = [
      { role: 'rendering', entityType: '1', references: [g2('R2')] },
      { role: 'serviceFacility', entityType: '2', references: [g2('F2')] },
      { role: 'billing', entityType: '2', references: [g2('B2')] },
    ] as const
    const claim = {
      ...plain,
      coverages: [
        { ...p, billingProviderIds: [g2('B1')] },
        { ...s, providerIds: ofSecond },
      ],
      providers: [{ role: 'rendering', provider: { ...rendering, references: [upin, g2('R1')] } }],
      serviceFacility: { ...facility, references: [g2('F1')] },
      lines: plain.lines.map((line) => ({ ...line, serviceFacility: { ...facility, references: [g2('L1')] } })),
    } as Claim
    const next = redirect(claim, 'S')
    expect(next.coverages.map(({ billingProviderIds, providerIds }) => [billingProviderIds, providerIds])).to.deep.equal([
      [
        undefined,
        [
          { role: 'rendering', entityType: '1', references: [g2('R1')] },
          { role: 'serviceFacility', entityType: '2', references: [g2('F1')] },
          { role: 'billing', entityType: '2', references: [g2('B1')] },
        ],
      ],
      [[g2('B2')], undefined],
    ])
    expect(next.providers).to.deep.equal([{ role: 'rendering', provider: { ...rendering, references: [upin, g2('R2')] } }])
    expect(next.serviceFacility).to.deep.equal({ ...facility, references: [g2('F2')] })
    expect(next.lines.map((line) => ('serviceFacility' in line ? line.serviceFacility?.references : []))).to.deep.equal(
      plain.lines.map(() => [{ ...g2('L1'), payerId: p.payer.id }]),
    )
    const back = redirect(next, 'P')
    expect(back.providers).to.deep.equal(claim.providers)
    expect(back.serviceFacility).to.deep.equal(claim.serviceFacility)
    expect(back.coverages.map(({ billingProviderIds, providerIds }) => [billingProviderIds, providerIds])).to.deep.equal([
      [[g2('B1')], undefined],
      [undefined, ofSecond],
    ])
  })

  it('tells bundled lines by the line that bears their charge', () => {
    const { claim } = claimIn('09-secondary-payment.primary.837')
    const [first] = payments('09-secondary-payment.1.835', 'P')
    const [a, b] = (first?.payment.services ?? []) as [ServicePayment, ServicePayment]
    const panel = { ...a.procedure, code: '80053' }
    const bundled: ClaimPayment = {
      ...(first?.payment as ClaimPayment),
      services: [
        {
          ...a,
          procedure: panel,
          submittedProcedure: a.procedure,
          paidCents: toCents(21_000),
          adjustments: [{ group: 'OA', reason: '94', amountCents: toCents(-6000) }],
        },
        {
          ...b,
          procedure: panel,
          submittedProcedure: b.procedure,
          paidCents: toCents(0),
          adjustments: [{ group: 'CO', reason: '97', amountCents: toCents(6000) }],
        },
      ],
      paidCents: toCents(21_000),
    }
    const next = buildNextClaim({ claim, ...booksAfter([{ order: 'P', payment: bundled }], { 'AR:S': toCents(1) }) })
    expect(next.kind).to.equal('built')
    if (next.kind !== 'built') return
    expect(next.claim.lines.map(({ adjudications: [one] = [] }) => [one?.procedure?.code, one?.bundledInto])).to.deep.equal([
      ['80053', undefined],
      ['80053', '1'],
    ])
  })

  for (const kind of claimKinds)
    it(`of any ${kind} claim and any balanced decision adds up and is without an error under its guide`, () => {
      let built = 0
      fc.assert(
        fc.property(arbitraryClaims[kind], decision, fc.constantFrom('P', 'S'), (drawn: Claim, decided, wanted) => {
          const claim = atTurnOf(drawn, wanted)
          fc.pre(claim !== undefined)
          const parts = paymentsOf(claim, decided).map((payment) => ({ order: claim.destination as PayerOrder, payment }))
          const nextOrder = claim.destination === 'P' ? 'S' : 'T'
          const next = buildNextClaim({ claim, ...booksAfter(parts, { [`AR:${nextOrder}`]: toCents(100) }) })
          if (next.kind === 'none') {
            expect(next.reasons).to.satisfy((reasons: readonly string[]) => reasons.every((reason) => wanting.has(reason)))
            return
          }
          built++
          expect(next.order).to.equal(nextOrder)
          expect(checkCoordination(next.claim)).to.deep.equal([])
          expect(next.claim.chargeCents).to.equal(claim.chargeCents)
          const segments = [...encodeClaims([next.claim], headerFor(claim))]
          const { findings, claims } = readClaims(kind, asSet('837', claimGuides[kind], segments))
          expect(
            findings
              .filter(({ severity }) => severity === 'error')
              .map(({ code, path, detail }) => `${code} ${path} ${JSON.stringify(detail)}`),
          ).to.deep.equal([])
          expect([...encodeClaims(claims, headerFor(claim))].map(written)).to.deep.equal(segments.map(written))
        }),
        { numRuns: 80 },
      )
      expect(built, 'claims that were built').to.be.greaterThan(20)
    }).timeout(180_000)
})

/** What a drawn claim may really lack. */
const wanting = new Set(['msp-reason-missing', 'member-number-missing'])

/** The drawn claim as it goes to this payer, where it names one after it and all before it have decided. */
function atTurnOf(claim: Claim, order: PayerOrder): Claim | undefined {
  const { coverages, destination } = claim
  const later = order === 'P' ? 'S' : 'T'
  if (destination !== order || !coverages.some((coverage) => coverage.order === later)) return undefined
  if (claim.kind === 'dental' && claim.predetermination === true) return undefined
  const before = coverages.filter((coverage) => coverage.order < order && order !== 'P')
  if (before.some(({ adjudication }) => adjudication === undefined)) return undefined
  return claim
}

function headerFor({ billing }: Claim): SubmissionHeader {
  return {
    purpose: '00',
    reference: 'B1',
    createdOn: paidOn,
    createdAt: '0915',
    use: billing.payToPlan === undefined ? 'CH' : '31',
    submitter: {
      entityType: '2',
      last: 'RIVERBEND',
      id: 'RB',
      contacts: [{ name: 'OFFICE', numbers: [{ qualifier: 'TE', value: '8605550123' }] }],
    },
    receiver: { name: 'ACORN', id: 'ACORNEDI' },
  }
}
