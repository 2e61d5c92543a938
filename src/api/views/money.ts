// Remittances, patient accounts and ledger entries as the API shows them.
import type { Adjustment, LedgerEntry, Procedure, ServicePayment } from '../../domain/index.js'
import { type CashStanding, type RemittanceProof, whyInSuspense, whyNotPosted } from '../../gateway/index.js'
import type { Balances, ClaimPaymentRow, ClaimRecord, ProviderAdjustmentRow, RemittanceRow } from '../../store/index.js'
import { sumCents, toCents, zeroCents } from '../../values/index.js'
import type {
  AccountsView,
  ClaimPaymentView,
  LedgerEntryView,
  PatientAccountView,
  Receivables,
  RemittanceDetail,
  RemittanceView,
} from '../contract.js'
import { toSourceView } from './files.js'

export function toRemittanceView(row: RemittanceRow, { cashState, depositId }: CashStanding): RemittanceView {
  const { id, fileId, setId, state, heldFor, duplicateOf, remittance, claimCount, at } = row
  const { trace, method, effectiveOn, paidCents, payer, payee } = remittance
  return {
    id,
    fileId,
    setId,
    state,
    heldFor,
    whyNotPosted: whyNotPosted(row),
    duplicateOf,
    trace: trace.number,
    payerIdentifier: trace.payerIdentifier,
    method,
    effectiveOn,
    paidCents,
    payer: { name: payer.name, id: payer.id },
    payee: { name: payee.name, id: payee.id },
    claimCount,
    cashState,
    depositId,
    at,
  }
}

/** With the proof that the cash the payer states is the cash in the books. */
export function toRemittanceDetail(
  row: RemittanceRow,
  { postedCents, suspendedCents, isProven }: RemittanceProof,
  adjustments: readonly ProviderAdjustmentRow[],
  standing: CashStanding,
): RemittanceDetail {
  const bpr02Cents = row.remittance.paidCents
  const differenceCents = toCents(bpr02Cents - postedCents - suspendedCents)
  return {
    ...toRemittanceView(row, standing),
    proof: { bpr02Cents, postedCents, suspendedCents, differenceCents, isProven },
    providerAdjustments: adjustments.map(({ id, ordinal, state, source, adjustment }) => ({
      id,
      ordinal,
      reason: adjustment.reason,
      reference: adjustment.reference,
      amountCents: adjustment.amountCents,
      fiscalPeriodEnd: adjustment.fiscalPeriodEnd,
      state,
      source: toSourceView(source),
    })),
  }
}

export function toClaimPaymentView(row: ClaimPaymentRow): ClaimPaymentView {
  const { id, ordinal, state, claimId, decision, rejections, payment, source } = row
  return {
    id,
    ordinal,
    state,
    claimId,
    whyNotPosted: whyInSuspense(row),
    decision,
    rejected: rejections?.map(({ claim }) => claim),
    patientControlNumber: payment.patientControlNumber,
    payerClaimNumber: payment.payerClaimNumber,
    status: payment.status,
    chargedCents: payment.chargedCents,
    paidCents: payment.paidCents,
    patientResponsibilityCents: payment.patientResponsibilityCents,
    patient: payment.patient && { last: payment.patient.last, first: payment.patient.first },
    adjustments: payment.adjustments.map(toAdjustment),
    services: payment.services.map(toServicePayment),
    source: toSourceView(source),
  }
}

function toServicePayment(service: ServicePayment): ClaimPaymentView['services'][number] {
  return {
    procedure: toProcedure(service.procedure),
    submittedProcedure: service.submittedProcedure && toProcedure(service.submittedProcedure),
    lineControlNumber: service.lineControlNumber,
    chargedCents: service.chargedCents,
    paidCents: service.paidCents,
    unitsPaid: service.unitsPaid,
    dates: service.dates.map(({ qualifier, date }) => ({ qualifier, date })),
    adjustments: service.adjustments.map(toAdjustment),
    remarks: service.remarks.map(({ code }) => code),
  }
}

function toAdjustment({ group, reason, amountCents, quantity }: Adjustment): ClaimPaymentView['adjustments'][number] {
  return { group, reason, amountCents, quantity }
}

function toProcedure({ qualifier, code, modifiers }: Procedure): ClaimPaymentView['services'][number]['procedure'] {
  return { qualifier, code, modifiers: [...modifiers] }
}

export function toAccountsView(balances: Balances): AccountsView {
  return { balances, totalCents: sumCents(Object.values(balances)) }
}

export function toReceivables(balances: Balances): { readonly receivables: Receivables; readonly balanceCents: number } {
  const receivables = {
    primaryCents: balances['AR:P'] ?? zeroCents,
    secondaryCents: balances['AR:S'] ?? zeroCents,
    tertiaryCents: balances['AR:T'] ?? zeroCents,
    patientCents: balances['AR:PATIENT'] ?? zeroCents,
    deniedCents: balances['AR:DENIED'] ?? zeroCents,
  }
  return { receivables, balanceCents: sumCents(Object.values(receivables)) }
}

/** The account of one claim; `balances` are those of this claim alone. */
export function toPatientAccountView(record: ClaimRecord, balances: Balances): PatientAccountView {
  const { id, patientControlNumber, state, chargeCents } = record
  const { last, first } = record.claim.patient
  return { claimId: id, patientControlNumber, patient: { last, first }, state, chargeCents, ...toReceivables(balances) }
}

export function toLedgerEntryView(entry: LedgerEntry): LedgerEntryView {
  const { id, seq, at, why, claimId, line, payerOrder, group, carc, rarc, remittanceId, claimPaymentId, reverses, source } = entry
  return {
    id,
    seq,
    at,
    debit: entry.dr,
    credit: entry.cr,
    amountCents: entry.cents,
    why,
    claimId,
    patientControlNumber: entry.claim,
    line,
    payerOrder,
    group,
    carc,
    rarc: rarc && [...rarc],
    reference: entry.ref,
    remittanceId,
    claimPaymentId,
    reverses,
    source: source && toSourceView(source),
  }
}
