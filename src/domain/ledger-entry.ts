// The books: immutable entries, each one debit and one credit of the same whole number of cents (domain rules 2.4).
import type { ByteRange, Cents, Instant } from '../values/index.js'
import type { PayerOrder } from './coverage.js'

/** Every account and its normal side: an account is a name, balances are kept debit positive. */
export const accounts = {
  'AR:P': 'debit',
  'AR:S': 'debit',
  'AR:T': 'debit',
  'AR:PATIENT': 'debit',
  'AR:DENIED': 'debit',
  REVENUE: 'credit',
  'ADJ:CONTRACTUAL': 'debit',
  'ADJ:BUNDLE': 'debit',
  'ADJ:WRITEOFF': 'debit',
  'CASH:REMIT': 'debit',
  'CASH:BANK': 'debit',
  'CASH:PATIENT': 'debit',
  'SUSPENSE:CLAIM': 'credit',
  'SUSPENSE:PLB': 'credit',
  'SUSPENSE:BANK': 'credit',
  'DUE:PAYER': 'credit',
  'REFUND:PAYER': 'debit',
  'INCOME:INTEREST': 'credit',
  'INCOME:CAPITATION': 'credit',
  'TAX:WITHHELD': 'debit',
  'EXPENSE:LEVY': 'debit',
  'EXPENSE:PENALTY': 'debit',
  'EXPENSE:CARD': 'debit',
} as const

export type Account = keyof typeof accounts

/** An entry that the rules ask for, before it is in the books. */
export interface EntryDraft {
  readonly dr: Account
  readonly cr: Account
  /** Always above 0. */
  readonly cents: Cents
  /** Patient control number of the claim concerned. */
  readonly claim?: string
  /** Our line number; 0 is the claim as a whole. */
  readonly line?: number
  /** Service line of the claim payment that it comes from, counted in the payment from 1: its bytes become the entry's source. */
  readonly service?: number
  readonly payerOrder?: PayerOrder
  readonly group?: string
  readonly carc?: string
  readonly rarc?: readonly string[]
  /** "charge", "payment", "CO45", "PR1", "PLB WO", … */
  readonly why: string
  /** Payer's reference: ICN of a suspended payment, PLB reference. */
  readonly ref?: string
  /** Id of the entry that this one takes back. */
  readonly reverses?: string
}

/** An entry in the books. */
export interface LedgerEntry extends EntryDraft {
  readonly id: string
  /** Running number over all entries. */
  readonly seq: number
  readonly at: Instant
  readonly claimId?: string
  readonly remittanceId?: string
  readonly claimPaymentId?: string
  /** The posting run that it is of; absent for entries of no remittance. */
  readonly runId?: string
  /** The bytes that made it; absent for entries by hand or import. */
  readonly source?: EntrySource
}

export interface EntrySource extends ByteRange {
  readonly fileId: string
  readonly sha256: string
  /** Ordinal of the transaction set in the file, and of the segment in the set (ST = 1). */
  readonly set: number
  readonly segment: number
}
