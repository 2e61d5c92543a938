// Tables of remittances: the header, its claim payments and provider adjustments, staged and then marked one by one.
import { EntitySchema } from 'typeorm'
import type { Cents } from '../../values/index.js'
import { cents, count, fileText, idColumn, instant, json, optional, reference, text, word } from '../columns.js'
import type { ClaimPaymentRow, ProviderAdjustmentRow, RemittanceRow } from '../store.js'
import { sourceSchema } from './source.js'

/** `paidCents` and `traceNumber` repeat BPR02 and TRN02 for those who read the table with SQL of their own. */
export type RemittanceTable = RemittanceRow & { readonly paidCents: Cents; readonly traceNumber: string }

export const remittanceEntity = new EntitySchema<RemittanceTable>({
  name: 'remittance',
  columns: {
    id: idColumn,
    setId: reference,
    fileId: reference,
    remittance: json,
    paidCents: cents,
    traceNumber: fileText,
    contentHash: text,
    paymentKey: text,
    reissueHash: text,
    state: word,
    heldFor: optional(fileText),
    duplicateOf: optional(reference),
    claimCount: count,
    at: instant,
  },
})

/** Which remittance took effect under this payment key: there is never a second. */
export interface RemittancePayment {
  readonly id: string
  readonly paymentKey: string
  readonly remittanceId: string
}

export const remittancePaymentEntity = new EntitySchema<RemittancePayment>({
  name: 'remittance_payment',
  columns: { id: idColumn, paymentKey: text, remittanceId: reference },
})

/** The figures and numbers of CLP stand beside the whole value, for those who read the table with SQL of their own. */
export type ClaimPaymentTable = ClaimPaymentRow & {
  /** 0 for reversals, which take effect first, and 1 for all others. */
  readonly turn: number
  readonly patientControlNumber: string
  readonly payerClaimNumber?: string
  readonly chargedCents: Cents
  readonly paidCents: Cents
}

export const claimPaymentEntity = new EntitySchema<ClaimPaymentTable>({
  name: 'claim_payment',
  columns: {
    id: idColumn,
    remittanceId: reference,
    ordinal: count,
    turn: count,
    patientControlNumber: fileText,
    payerClaimNumber: optional(fileText),
    chargedCents: cents,
    paidCents: cents,
    payment: json,
    serviceSources: json,
    state: word,
    claimId: optional(reference),
    decision: optional(json),
    rejections: optional(json),
  },
  embeddeds: { source: { schema: sourceSchema, prefix: 'source' } },
})

export type ProviderAdjustmentTable = ProviderAdjustmentRow & { readonly amountCents: Cents }

export const providerAdjustmentEntity = new EntitySchema<ProviderAdjustmentTable>({
  name: 'provider_adjustment',
  columns: {
    id: idColumn,
    remittanceId: reference,
    ordinal: count,
    amountCents: cents,
    adjustment: json,
    state: word,
  },
  embeddeds: { source: { schema: sourceSchema, prefix: 'source' } },
})
