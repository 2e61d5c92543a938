// Remittances, patient accounts and the books.
import { z } from 'zod'
import { type Account, accounts } from '../../domain/index.js'
import { adjudicationState, cashState, cents, count, day, id, instant, payerOrder, remittanceState, stagedState, text } from './leaves.js'
import { pageOf, source } from './shared.js'

export const account = z.enum(Object.keys(accounts) as Account[]).meta({ id: 'Account', example: 'AR:PATIENT' })

const whyNotPosted = text
  .optional()
  .meta({ description: 'The gate that it did not pass, in a sentence', example: 'policy: the settings ask for a person to look first' })

export const remittanceView = z
  .strictObject({
    id,
    fileId: id,
    setId: id,
    state: remittanceState,
    heldFor: text.optional(),
    whyNotPosted,
    duplicateOf: text.optional(),
    trace: text.meta({ description: 'TRN02: cheque number, EFT trace or notice number', example: '1QG00000017' }),
    payerIdentifier: text.meta({ description: 'TRN03' }),
    method: text.meta({ description: 'BPR04', example: 'ACH' }),
    effectiveOn: day,
    paidCents: cents.meta({ description: 'BPR02' }),
    payer: z.strictObject({ name: text.optional(), id: text.optional() }),
    payee: z.strictObject({ name: text.optional(), id: text.optional() }),
    claimCount: count,
    cashState: cashState.meta({ description: 'Whether the bank has its money; apart from whether it is posted', example: 'matched' }),
    depositId: text.optional().meta({ description: 'The deposit that pays it, or that bears its TRN with another amount' }),
    at: instant,
  })
  .meta({ id: 'Remittance' })
export type RemittanceView = z.infer<typeof remittanceView>

const proof = z
  .strictObject({
    bpr02Cents: cents,
    postedCents: cents.meta({ description: 'Cash of this remittance that is in the books and not in suspense' }),
    suspendedCents: cents.meta({ description: 'Cash of this remittance that waits for a person' }),
    differenceCents: cents.meta({ description: 'BPR02 less posted less suspended: 0 once posted', example: 0 }),
    isProven: z.boolean().meta({ description: 'Posted, and without a difference' }),
  })
  .meta({ id: 'RemittanceProof', description: 'BPR02 = posted + suspended, as the ledger has it' })

const providerAdjustment = z.strictObject({
  id,
  ordinal: count,
  reason: text.meta({ description: 'PLB03-1', example: 'WO' }),
  reference: text.optional(),
  amountCents: cents.meta({ description: 'Positive is taken from us' }),
  fiscalPeriodEnd: day.optional(),
  state: stagedState,
  source,
})

export const remittanceDetail = z
  .strictObject({ ...remittanceView.shape, proof, providerAdjustments: z.array(providerAdjustment) })
  .meta({ id: 'RemittanceDetail' })
export type RemittanceDetail = z.infer<typeof remittanceDetail>

const adjustment = z.strictObject({ group: text, reason: text, amountCents: cents, quantity: text.optional() })
const procedure = z.strictObject({ qualifier: text, code: text, modifiers: z.array(text) })
const servicePayment = z.strictObject({
  procedure,
  submittedProcedure: procedure.optional(),
  lineControlNumber: text.optional(),
  chargedCents: cents,
  paidCents: cents,
  unitsPaid: text.optional(),
  dates: z.array(z.strictObject({ qualifier: text, date: day })),
  adjustments: z.array(adjustment),
  remarks: z.array(text),
})

export const claimPaymentView = z
  .strictObject({
    id,
    ordinal: count,
    state: stagedState,
    claimId: text.optional(),
    whyNotPosted,
    decision: z.unknown().optional().meta({ description: 'How it was matched and why, or why not' }),
    rejected: z.array(text).optional().meta({ description: 'Claims that a person said it is not for: they are proposed no more' }),
    patientControlNumber: text,
    payerClaimNumber: text.optional(),
    status: text.meta({ description: 'CLP02', example: '1' }),
    chargedCents: cents,
    paidCents: cents,
    patientResponsibilityCents: cents.optional(),
    patient: z.strictObject({ last: text.optional(), first: text.optional() }).optional(),
    adjustments: z.array(adjustment),
    services: z.array(servicePayment),
    source,
  })
  .meta({ id: 'ClaimPayment' })
export type ClaimPaymentView = z.infer<typeof claimPaymentView>

const balances = z
  .partialRecord(account, cents)
  .meta({ description: 'Balance per account that ever moved, debit positive', example: { 'AR:PATIENT': 2500, REVENUE: -15000 } })

export const accountsView = z
  .strictObject({ balances, totalCents: cents.meta({ description: 'Sum of all balances: 0, or the books are broken', example: 0 }) })
  .meta({ id: 'Accounts' })
export type AccountsView = z.infer<typeof accountsView>

/** The five accounts in which a claim's charge can stand, by who owes it. */
export type Receivable = Extract<Account, `AR:${string}`>
const receivables = z
  .strictObject({ primaryCents: cents, secondaryCents: cents, tertiaryCents: cents, patientCents: cents, deniedCents: cents })
  .meta({ id: 'Receivables', description: 'Who owes what: AR:P, AR:S, AR:T, AR:PATIENT, AR:DENIED' })
export type Receivables = z.infer<typeof receivables>

export const patientAccountView = z
  .strictObject({
    claimId: id,
    patientControlNumber: text,
    patient: z.strictObject({ last: text, first: text.optional() }),
    state: adjudicationState,
    chargeCents: cents,
    receivables,
    balanceCents: cents.meta({ description: 'Sum of the receivables: what is still owed on this claim' }),
  })
  .meta({ id: 'PatientAccount', description: 'The account of one claim' })
export type PatientAccountView = z.infer<typeof patientAccountView>

const totals = z.strictObject({ receivables, balanceCents: cents }).meta({ description: 'The same figures over all claims there are' })
export const patientAccountPage = z.strictObject({ ...pageOf(patientAccountView).shape, totals }).meta({ id: 'PatientAccountPage' })

export const ledgerEntryView = z
  .strictObject({
    id,
    seq: count,
    at: instant,
    debit: account,
    credit: account,
    amountCents: cents,
    why: text.meta({ example: 'CO45' }),
    claimId: text.optional(),
    patientControlNumber: text.optional(),
    line: count.optional(),
    payerOrder: payerOrder.optional(),
    group: text.optional(),
    carc: text.optional(),
    rarc: z.array(text).optional(),
    reference: text.optional(),
    remittanceId: text.optional(),
    claimPaymentId: text.optional(),
    reverses: text.optional(),
    source: source.optional(),
  })
  .meta({ id: 'LedgerEntry' })
export type LedgerEntryView = z.infer<typeof ledgerEntryView>

export const patientAccountDetail = z
  .strictObject({ ...patientAccountView.shape, ledger: pageOf(ledgerEntryView) })
  .meta({ id: 'PatientAccountDetail' })
export type PatientAccountDetail = z.infer<typeof patientAccountDetail>
