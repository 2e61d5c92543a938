// What is paid: one 835 transaction set per payer and billing provider of a batch, balanced by construction.
import { createHash } from 'node:crypto'
import { encodeRemittanceBody } from '../codecs/index.js'
import type { Address, Claim, Coverage, ProviderAdjustment, Remittance } from '../domain/index.js'
import { addDays, type Cents, dayOf, type Instant, negateCents, sumCents, toCents, toIsoDate, zeroCents } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { Settled } from './adjudicate.js'
import type { Memory } from './answer-file.js'
import { destinationOf } from './claimed-line.js'
import { accountOf, type Debt } from './on-file.js'

/** A claim, or the reversal of an earlier one of the same payer and provider, as it is settled. */
export interface SettledClaim {
  readonly claim: Claim
  readonly settled: Settled
}

export type Batch = readonly [SettledClaim, ...SettledClaim[]]

/** Where the simulated payers live and bank; nobody does in earnest. */
const payerAddress: Address = { line1: '100 PAYER PLAZA', city: 'HARTFORD', state: 'CT', postalCode: '061030001' }
const payerAccount = { bankQualifier: '01', bankId: '123456780', accountQualifier: 'DA', account: '5550001' }
const payeeAccount = { bankQualifier: '01', bankId: '987654320', accountQualifier: 'DA', account: '7770009' }

/** Sorts settled claims into the payments they make: by payer, then billing provider, in the order of their first claim. */
export function toBatches(claims: readonly SettledClaim[]): Batch[] {
  const batches = new Map<string, [SettledClaim, ...SettledClaim[]]>()
  for (const each of claims) {
    const key = accountOf(each.claim)
    const batch = batches.get(key)
    if (batch === undefined) batches.set(key, [each])
    else batch.push(each)
  }
  return [...batches.values()]
}

/** The 835 between ST and SE. `trace` is a number never used before; `at` is when it is produced. */
export function toRemittanceAnswer(batch: Batch, trace: string, at: Instant, memory: Memory): Segment[] {
  const [{ claim }] = batch
  const producedOn = dayOf(at)
  const interest = batch.flatMap(({ settled }) => interestOf(settled))
  const earnedCents = sumCents([
    ...batch.map(({ settled }) => settled.payment.paidCents),
    ...interest.map(({ amountCents }) => negateCents(amountCents)),
  ])
  const { moved, debts } = carryForward(earnedCents, trace, memory.debtsOf(accountOf(claim)))
  memory.setDebts(accountOf(claim), debts)
  const providerId = claim.billing.npi ?? claim.billing.taxId
  const fiscalPeriodEnd = toIsoDate(`${producedOn.slice(0, 4)}-12-31`) ?? producedOn
  const adjustments = [...interest, ...moved].map((each): ProviderAdjustment => ({ providerId, fiscalPeriodEnd, ...each }))
  const paidCents = sumCents([earnedCents, ...moved.map(({ amountCents }) => negateCents(amountCents))])
  const payerIdentifier = taxIdentifierOf(destinationOf(claim)?.payer.id ?? '')
  const header: Remittance = {
    ...(paidCents === 0
      ? { handling: 'H', method: 'NON' }
      : {
          handling: 'I',
          method: 'ACH',
          format: 'CCP',
          sender: payerAccount,
          originatingCompany: { id: payerIdentifier },
          receiver: payeeAccount,
        }),
    paidCents,
    creditOrDebit: 'C',
    // Money moves on the day after.
    effectiveOn: addDays(producedOn, 1),
    trace: { number: traceNumber(paidCents, trace), payerIdentifier },
    producedOn,
    payer: payerOf(destinationOf(claim)),
    payee: payeeOf(claim),
  }
  return [
    ...encodeRemittanceBody(
      header,
      batch.map(({ settled }) => settled.payment),
      adjustments,
    ),
  ]
}

function payerOf(coverage: Coverage | undefined): Remittance['payer'] {
  const { id = '', name = '', address = payerAddress } = coverage?.payer ?? {}
  return {
    name,
    address,
    references: [{ qualifier: '2U', value: id }],
    contacts: [{ function: 'BL', name: 'EDI HELP DESK', numbers: [{ qualifier: 'TE', value: '8005550100' }] }],
  }
}

function payeeOf({ billing }: Claim): Remittance['payee'] {
  const { last, first, npi, taxId } = billing
  const name = first === undefined ? last : `${last} ${first}`
  return npi === undefined
    ? { name, idQualifier: 'FI', id: taxId, references: [] }
    : { name, idQualifier: 'XX', id: npi, references: [{ qualifier: 'TJ', value: taxId }] }
}

type Moved = Pick<ProviderAdjustment, 'reason' | 'reference' | 'amountCents'>

/** Interest moves money in a PLB only; negative, because it is given to the provider; positive where it is taken back. */
function interestOf({ payment, interestCents }: Settled): Moved[] {
  if (interestCents === 0) return []
  return [{ reason: 'L6', reference: payment.payerClaimNumber ?? '', amountCents: negateCents(interestCents) }]
}

/**
 * No payment is below zero: what is missing is carried forward (PLB FB) under this trace number, and taken from the payments
 * that follow under the same.
 */
function carryForward(
  earnedCents: Cents,
  trace: string,
  open: readonly Debt[],
): { readonly moved: readonly Moved[]; readonly debts: readonly Debt[] } {
  if (earnedCents < 0) {
    const reference = traceNumber(zeroCents, trace)
    return {
      moved: [{ reason: 'FB', reference, amountCents: earnedCents }],
      debts: [...open, { reference, cents: negateCents(earnedCents) }],
    }
  }
  let left: number = earnedCents
  const taken = open.map(({ reference, cents }) => {
    const part = Math.min(cents, left)
    left -= part
    return { reference, part, rest: cents - part }
  })
  return {
    moved: taken.filter(({ part }) => part > 0).map(({ reference, part }) => ({ reason: 'FB', reference, amountCents: toCents(part) })),
    debts: taken.filter(({ rest }) => rest > 0).map(({ reference, rest }) => ({ reference, cents: rest })),
  }
}

/** TRN02. */
function traceNumber(paidCents: Cents, trace: string): string {
  return `${paidCents === 0 ? 'ZP' : 'EFT'}${trace}`
}

/** TRN03 and BPR10: "1" and a tax number, made of the payer's id so that it is always the same. */
function taxIdentifierOf(payerId: string): string {
  const number = createHash('sha256').update(payerId).digest().readUInt32BE() % 100_000_000
  return `19${String(number).padStart(8, '0')}`
}
