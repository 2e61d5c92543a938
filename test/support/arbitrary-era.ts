// Random practices with claims, and balanced remittances for them: whatever a payer may do that still adds up.
import * as fc from 'fast-check'
import type { Adjustment, ClaimPayment, OpenClaim, ProviderAdjustment, ServicePayment } from '../../src/domain/index.js'
import { type Cents, type IsoDate, negateCents, sumCents, toCents } from '../../src/values/index.js'
import { segment } from '../../src/x12/index.js'
import type { ReadRemittance } from './read-remittance.js'

export interface World {
  readonly claims: readonly OpenClaim[]
  /** In order of arrival; each later one reverses and corrects claims of the first. */
  readonly remittances: readonly ReadRemittance[]
}

const serviceDate = '2026-10-05' as IsoDate
const cents = (max: number): fc.Arbitrary<Cents> => fc.integer({ min: 1, max }).map(toCents)

/** Groups and reasons of every row of the treatment table: memo, bundle, patient, denial, other, contractual, unknown. */
const kinds = fc.constantFrom(
  'CO 45',
  'CO 253',
  'CO 144',
  'CO 197',
  'CO 16',
  'CO 97',
  'CO 999',
  'CO 225',
  'PI 45',
  'PI 16',
  'PR 1',
  'PR 2',
  'PR 3',
  'PR 27',
  'PR 999',
  'OA 23',
  'OA 94',
  'OA 209',
  'OA B11',
)

const adjustment: fc.Arbitrary<Adjustment> = fc
  .tuple(
    kinds,
    fc.integer({ min: -20_000, max: 60_000 }).filter((amount) => amount !== 0),
  )
  .map(([kind, amount]) => ({ group: kind.split(' ')[0] ?? '', reason: kind.split(' ')[1] ?? '', amountCents: toCents(amount) }))

function total(adjustments: readonly Adjustment[]): number {
  return sumCents(adjustments.map(({ amountCents }) => amountCents))
}

const empty = { dates: [], references: [], amounts: [], quantities: [], contacts: [] } as const

function service(claim: OpenClaim, line: number): fc.Arbitrary<ServicePayment> {
  const { chargeCents, procedure = '', control = '' } = claim.lines[line] ?? { chargeCents: toCents(0) }
  return fc.array(adjustment, { maxLength: 4 }).map((adjustments) => ({
    ...empty,
    procedure: { qualifier: 'HC', code: procedure, modifiers: [] },
    chargedCents: chargeCents,
    paidCents: toCents(chargeCents - total(adjustments)),
    adjustments,
    lineControlNumber: control,
    dates: [{ qualifier: '472', date: serviceDate }],
    remarks: [],
  }))
}

/** R-BUNDLE: the second line is settled with the first, which carries its charge. */
function bundled([first, second, ...others]: readonly ServicePayment[]): readonly ServicePayment[] {
  if (first === undefined || second === undefined) return first === undefined ? [] : [first]
  const { chargedCents } = second
  const carried = { group: 'OA', reason: '94', amountCents: negateCents(chargedCents) }
  return [
    { ...first, paidCents: toCents(first.paidCents + chargedCents), adjustments: [...first.adjustments, carried] },
    {
      ...second,
      procedure: first.procedure,
      submittedProcedure: second.procedure,
      paidCents: toCents(0),
      adjustments: [{ group: 'CO', reason: '97', amountCents: chargedCents }],
    },
    ...others,
  ]
}

/** Every line of the claim, some of them bundled. */
function services(claim: OpenClaim): fc.Arbitrary<readonly ServicePayment[]> {
  return fc
    .record({ each: fc.tuple(...claim.lines.map((_, index) => service(claim, index))), isBundled: fc.boolean() })
    .map(({ each, isBundled }) => (isBundled ? bundled(each) : each))
}

/** Of these lines and claim adjustments, paid what they come to. */
export function settled(
  claim: OpenClaim,
  payerClaimNumber: string,
  status: string,
  adjustments: readonly Adjustment[],
  lines: readonly ServicePayment[] = [],
): ClaimPayment {
  const chargedCents = lines.length === 0 ? claim.chargeCents : sumCents(lines.map((line) => line.chargedCents))
  return {
    ...empty,
    patientControlNumber: claim.patientControlNumber,
    status,
    chargedCents,
    paidCents: toCents(chargedCents - total(adjustments) - total(lines.flatMap((one) => one.adjustments))),
    filing: '12',
    payerClaimNumber,
    patient: { entityType: '1', last: claim.patient.last, first: 'ANA', idQualifier: 'MI', id: 'W1' },
    adjustments,
    services: lines,
  }
}

/** What a payer may decide on a claim, by its lines or as a whole. */
export function payment(claim: OpenClaim, payerClaimNumber: string): fc.Arbitrary<ClaimPayment> {
  return fc
    .record({
      status: fc.constantFrom('1', '4', '19'),
      lines: fc.oneof(fc.constant<ServicePayment[]>([]), services(claim)),
      adjustments: fc.array(adjustment, { maxLength: 2 }),
    })
    .map(({ status, lines, adjustments }) => settled(claim, payerClaimNumber, status, adjustments, lines))
}

export const claimOf = (number: number): fc.Arbitrary<OpenClaim> =>
  fc
    .record({ charges: fc.array(cents(100_000), { minLength: 1, maxLength: 4 }), hasSecondary: fc.boolean() })
    .map(({ charges, hasSecondary }) => ({
      patientControlNumber: `RB${number}`,
      kind: 'professional' as const,
      patient: { last: 'ALVAREZ' },
      coverages: [
        { order: 'P' as const, payerId: '60001', memberId: 'W1' },
        ...(hasSecondary ? [{ order: 'S' as const, payerId: '60002', memberId: 'W2' }] : []),
      ],
      lines: charges.map((chargeCents, index) => ({
        number: index + 1,
        control: `RB${number}L${index + 1}`,
        procedure: `9921${index}`,
        modifiers: [],
        serviceDate,
        chargeCents,
      })),
      chargeCents: sumCents(charges),
    }))

/** PLB01 and PLB02. */
export const ours = { providerId: '1234567893', fiscalPeriodEnd: '2026-12-31' as IsoDate } as const

export const providerAdjustment: fc.Arbitrary<ProviderAdjustment> = fc
  .record({
    reason: fc.constantFrom('WO', 'FB', '72', 'L6', '50', 'CT', 'IR', 'LE', 'CS', 'AP', 'ZZ'),
    reference: fc.constantFrom('R1', 'R2', 'R3'),
    amount: fc.integer({ min: -50_000, max: 50_000 }).filter((amount) => amount !== 0),
  })
  .map(({ reason, reference, amount }) => ({
    ...ours,
    reason,
    reference,
    amountCents: toCents(amount),
  }))

/** Every amount negated, as a reversal repeats what it takes back. */
export function negated(original: ClaimPayment): ClaimPayment {
  const turned = (adjustments: readonly Adjustment[]) => adjustments.map((one) => ({ ...one, amountCents: negateCents(one.amountCents) }))
  return {
    ...original,
    status: '22',
    chargedCents: negateCents(original.chargedCents),
    paidCents: negateCents(original.paidCents),
    adjustments: turned(original.adjustments),
    services: original.services.map((one) => ({
      ...one,
      chargedCents: negateCents(one.chargedCents),
      paidCents: negateCents(one.paidCents),
      adjustments: turned(one.adjustments),
    })),
  }
}

/** Who pays: an id that claims name, and the name that goes with it. */
export interface PayerShape {
  readonly id: string
  readonly name: string
}

export const acornHealth: PayerShape = { id: '60001', name: 'ACORN HEALTH PLAN' }

/** A remittance of these payments that balances; an FB keeps BPR02 from going below 0, as payers do it. */
export function remit(
  trace: string,
  payments: readonly ClaimPayment[],
  adjustments: readonly ProviderAdjustment[] = [],
  payer: PayerShape = acornHealth,
): ReadRemittance {
  const net = sumCents(payments.map(({ paidCents }) => paidCents)) - sumCents(adjustments.map(({ amountCents }) => amountCents))
  const carried: readonly ProviderAdjustment[] = net >= 0 ? [] : [{ ...ours, reason: 'FB', reference: trace, amountCents: toCents(net) }]
  return {
    remittance: {
      handling: 'I',
      paidCents: toCents(Math.max(net, 0)),
      creditOrDebit: 'C',
      method: net > 0 ? 'ACH' : 'NON',
      effectiveOn: '2026-11-03' as IsoDate,
      trace: { number: trace, payerIdentifier: '1987654321' },
      producedOn: '2026-11-02' as IsoDate,
      payer: {
        name: payer.name,
        address: { line1: '100 PAYER PLAZA', city: 'HARTFORD', state: 'CT', postalCode: '061030001' },
        references: [{ qualifier: '2U', value: payer.id }],
        contacts: [{ function: 'BL', name: 'EDI HELP DESK', numbers: [{ qualifier: 'TE', value: '8005550100' }] }],
      },
      payee: { name: 'RIVERBEND FAMILY PRACTICE', references: [], idQualifier: 'XX', id: '1234567893' },
    },
    payments,
    adjustments: [...adjustments, ...carried],
    // Not the wire, yet as different as the contents are: enough to tell remittances apart.
    segments: [segment('TRN', ['1', trace]), segment('K3', [JSON.stringify([payments, adjustments])])],
  }
}

/** One to four claims, a first remittance for all of them, and a second that reverses and corrects some. */
export const world: fc.Arbitrary<World> = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => claimOf(index + 1))))
  .chain((claims) =>
    fc.record({
      claims: fc.constant(claims),
      first: fc.tuple(...claims.map((claim) => payment(claim, `${claim.patientControlNumber}A`))),
      second: fc.tuple(...claims.map((claim) => fc.option(payment(claim, `${claim.patientControlNumber}B`), { nil: undefined }))),
      adjustments: fc.array(providerAdjustment, { maxLength: 5 }),
    }),
  )
  .map(({ claims, first, second, adjustments }) => ({
    claims,
    remittances: [
      remit('T1', first, adjustments),
      remit(
        'T2',
        second.flatMap((correction, index) => {
          const original = first[index]
          return correction === undefined || original === undefined ? [] : [negated(original), correction]
        }),
      ),
    ],
  }))
