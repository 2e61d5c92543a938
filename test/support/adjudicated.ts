// Claims with what a payer decided on them: random, and balanced to the cent as a remittance must be.
import * as fc from 'fast-check'
import type { Adjustment, Claim, ClaimPayment, PayerOrder, ServicePayment } from '../../src/domain/index.js'
import { checkClaimPayment, isBlocking, type KnownClaim } from '../../src/ledger/index.js'
import { type Cents, type IsoDate, sumCents, toCents } from '../../src/values/index.js'

export const paidOn = '2026-11-03' as IsoDate

/** Adjustments of a line in hundredths of its charge; what is left of it is paid. */
type Shares = readonly { readonly group: string; readonly reason: string; readonly hundredths: number }[]

const share = fc.record({
  group: fc.constantFrom('CO', 'PR', 'OA', 'PI'),
  reason: fc.constantFrom('45', '253', '1', '2', '3', '97', '16', '96', '204'),
  hundredths: fc.integer({ min: 1, max: 30 }),
})

export interface Decision {
  /** Of each line; taken in turn when the claim has more. */
  readonly lines: readonly Shares[]
  /** Of the claim as a whole. */
  readonly claim: Shares
  readonly level: 'lines' | 'claim'
  readonly parts: 1 | 2
  /** One line is told as two of its charge. */
  readonly isSplit: boolean
  readonly remarks: readonly string[]
}

export const decision: fc.Arbitrary<Decision> = fc.record({
  lines: fc.array(fc.array(share, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  claim: fc.array(share, { maxLength: 1 }),
  level: fc.constantFrom('lines', 'lines', 'claim'),
  parts: fc.constantFrom(1, 1, 2),
  isSplit: fc.boolean(),
  remarks: fc.subarray(['MA01', 'MA15', 'N522']),
})

/** The claim payments of a decision on this claim, each balanced (R-BAL-2 to R-BAL-4). */
export function paymentsOf(claim: Claim, drawn: Decision): readonly ClaimPayment[] {
  const services = claim.lines.flatMap((line, index) => {
    const shares = drawn.lines[index % drawn.lines.length] ?? []
    const charges = drawn.isSplit && index === 0 && line.control !== '' ? halves(line.chargeCents) : [line.chargeCents]
    return charges.map((charge) => service(claim, index, charge, shares))
  })
  const cut = drawn.parts === 2 ? claim.lines.length : services.length
  const groups = cut < services.length || drawn.parts === 1 ? [services] : [services.slice(0, 1), services.slice(1)]
  const payments = groups
    .filter((group) => group.length > 0)
    .map((group, index) => payment(claim, group, index === 0 ? drawn.claim : [], drawn, index))
  for (const one of payments)
    if (checkClaimPayment(one).some(isBlocking))
      throw new Error(`a remittance that does not balance was drawn: ${JSON.stringify(checkClaimPayment(one))}`)
  return payments
}

function halves(cents: Cents): Cents[] {
  const half = toCents(Math.floor(cents / 2))
  return [half, toCents(cents - half)]
}

function adjust(charge: number, shares: Shares): Adjustment[] {
  return shares
    .map(({ group, reason, hundredths }) => ({ group, reason, amountCents: toCents(Math.floor((charge * hundredths) / 100)) }))
    .filter(({ amountCents }) => amountCents !== 0)
}

function service(claim: Claim, index: number, charge: Cents, shares: Shares): ServicePayment {
  const line = claim.lines[index] as Claim['lines'][number]
  const adjustments = adjust(charge, shares)
  const revenueCode = 'revenueCode' in line ? line.revenueCode : undefined
  return {
    procedure: line.procedure ?? { qualifier: 'NU', code: revenueCode ?? '', modifiers: [] },
    chargedCents: charge,
    paidCents: toCents(charge - total(adjustments)),
    ...(revenueCode === undefined || line.procedure === undefined ? {} : { revenueCode }),
    dates: [],
    adjustments,
    lineControlNumber: line.control === '' ? String(index + 1) : line.control,
    references: [],
    amounts: [],
    quantities: [],
    remarks: [],
  }
}

function payment(claim: Claim, services: readonly ServicePayment[], shares: Shares, drawn: Decision, index: number): ClaimPayment {
  const charged = sumCents(services.map(({ chargedCents }) => chargedCents))
  const paidByLines = sumCents(services.map(({ paidCents }) => paidCents))
  // What the claim as a whole loses is lost from what its lines are paid.
  const own = adjust(Math.max(paidByLines, 0), shares)
  const adjustments = drawn.level === 'lines' ? own : [...own, ...services.flatMap((one) => one.adjustments)]
  return {
    patientControlNumber: claim.patientControlNumber,
    status: '1',
    chargedCents: charged,
    paidCents: toCents(paidByLines - total(own)),
    payerClaimNumber: `ICN${index + 1}`,
    adjustments,
    ...(drawn.remarks.length === 0 ? {} : { outpatient: ['', '', ...drawn.remarks] }),
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    services: drawn.level === 'lines' ? services : [],
  }
}

function total(adjustments: readonly Adjustment[]): Cents {
  return sumCents(adjustments.map(({ amountCents }) => amountCents))
}

/** The books after these payments of one payer or several, as far as the next claim asks for them. */
export function booksAfter(
  payments: readonly { readonly order: PayerOrder; readonly payment: ClaimPayment }[],
  balances: KnownClaim['balances'],
): { readonly known: Pick<KnownClaim, 'history' | 'balances'>; readonly paidOn: ReadonlyMap<string, IsoDate> } {
  const history = payments.map(({ order, payment: one }, index) => ({
    id: String(index),
    payment: one,
    disposition: {
      outcome: one.status === '23' || one.status === '25' ? ('memo' as const) : ('posted' as const),
      payerOrder: order,
      lines: [],
      memoCents: toCents(0),
      // A reversal takes back what came right before it.
      reverses: one.status === '22' ? [String(index - 1)] : [],
    },
    entries: [],
  }))
  return { known: { history, balances }, paidOn: new Map(history.map(({ id }) => [id, paidOn])) }
}
