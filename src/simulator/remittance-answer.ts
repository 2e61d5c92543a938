// What is paid: one 835 transaction set per payer and billing provider of a batch, balanced by construction.
import { createHash } from 'node:crypto'
import { encodeRemittanceBody } from '../codecs/index.js'
import type { Address, ProfessionalClaim, Coverage, ProviderAdjustment, Remittance } from '../domain/index.js'
import { dayOf, type Instant, type IsoDate, negateCents, sumCents, toIsoDate } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import { type AcceptedClaim, paymentDay, type Settled } from './adjudicate.js'

/** Claims of one payer for one billing provider, settled. */
export interface Batch {
  readonly accepted: AcceptedClaim
  readonly settled: Settled
}

/** Where the simulated payers live and bank; nobody does in earnest. */
const payerAddress: Address = { line1: '100 PAYER PLAZA', city: 'HARTFORD', state: 'CT', postalCode: '061030001' }
const payerAccount = { bankQualifier: '01', bankId: '123456780', accountQualifier: 'DA', account: '5550001' }
const payeeAccount = { bankQualifier: '01', bankId: '987654320', accountQualifier: 'DA', account: '7770009' }

/** Sorts settled claims into the payments they make: by payer, then billing provider, in the order of their first claim. */
export function toBatches(claims: readonly Batch[]): (readonly [Batch, ...Batch[]])[] {
  const batches = new Map<string, [Batch, ...Batch[]]>()
  for (const each of claims) {
    const { claim } = each.accepted
    const key = JSON.stringify([coverageOf(claim)?.payer.id, claim.billing.npi ?? claim.billing.taxId])
    const batch = batches.get(key)
    if (batch === undefined) batches.set(key, [each])
    else batch.push(each)
  }
  return [...batches.values()]
}

/** The 835 between ST and SE. `trace` is a number never used before; `at` is when it is produced. */
export function toRemittanceAnswer(batch: readonly [Batch, ...Batch[]], trace: string, at: Instant): Segment[] {
  const { claim } = batch[0].accepted
  const producedOn = dayOf(at)
  const adjustments = batch.flatMap((each) => interestOf(each, producedOn))
  const paidCents = sumCents([
    ...batch.map(({ settled }) => settled.payment.paidCents),
    ...adjustments.map(({ amountCents }) => negateCents(amountCents)),
  ])
  const payerIdentifier = taxIdentifierOf(coverageOf(claim)?.payer.id ?? '')
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
    effectiveOn: paymentDay(producedOn),
    trace: { number: `${paidCents === 0 ? 'ZP' : 'EFT'}${trace}`, payerIdentifier },
    producedOn,
    payer: payerOf(coverageOf(claim)),
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

function payeeOf({ billing }: ProfessionalClaim): Remittance['payee'] {
  const { last, first, npi, taxId } = billing
  const name = first === undefined ? last : `${last} ${first}`
  return npi === undefined
    ? { name, idQualifier: 'FI', id: taxId, references: [] }
    : { name, idQualifier: 'XX', id: npi, references: [{ qualifier: 'TJ', value: taxId }] }
}

/** Interest moves money in a PLB only; negative, because it is given to the provider. */
function interestOf({ accepted, settled }: Batch, producedOn: IsoDate): ProviderAdjustment[] {
  if (settled.interestCents === 0) return []
  const { claim, payerClaimNumber } = accepted
  const fiscalPeriodEnd = toIsoDate(`${producedOn.slice(0, 4)}-12-31`) ?? producedOn
  const providerId = claim.billing.npi ?? claim.billing.taxId
  return [{ providerId, fiscalPeriodEnd, reason: 'L6', reference: payerClaimNumber, amountCents: negateCents(settled.interestCents) }]
}

/** TRN03 and BPR10: "1" and a tax number, made of the payer's id so that it is always the same. */
function taxIdentifierOf(payerId: string): string {
  const number = createHash('sha256').update(payerId).digest().readUInt32BE() % 100_000_000
  return `19${String(number).padStart(8, '0')}`
}

function coverageOf(claim: ProfessionalClaim): Coverage | undefined {
  return claim.coverages.find(({ order }) => order === claim.destination)
}
