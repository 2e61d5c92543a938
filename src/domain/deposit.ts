// Money as the bank tells of it, and how it stands to the remittances that promised it (domain rules section 4).
import type { ByteRange, Cents, IsoDate } from '../values/index.js'

/** Trace of a payment: of an 835 in TRN, of an ACH entry in its addenda (CORE 370: the whole TRN travels with the money). */
export interface PaymentTrace {
  /** TRN02. */
  readonly number: string
  /** TRN03; some banks drop its leading 1. */
  readonly payerIdentifier: string
}

/** One movement on the account, out of a bank file of any format. */
export interface BankLine {
  readonly direction: 'credit' | 'debit'
  /** Above 0. */
  readonly cents: Cents
  readonly postedOn: IsoDate
  readonly companyName?: string
  /** ACH company id: "1" and the payer's tax id, mostly. */
  readonly companyId?: string
  readonly trace?: PaymentTrace
  /** Cheque number or the bank's references: whatever may be a cheque's TRN02. */
  readonly references: readonly string[]
  readonly description: string
  /** The bank says itself that an earlier credit came back. */
  readonly isReturn?: true
  /** Unique for ever: the same movement in two overlapping statements has the same. */
  readonly key: string
  /** Line of the file, from 1, and its bytes. */
  readonly at: ByteRange & { readonly line: number }
}

/**
 * new: read, not in the books yet; unmatched: no remittance of ours fits (SUSPENSE:BANK); proposed: one fits and a person has to say so;
 * differs: its TRN is that of a remittance, the amount is not; matched: all of it belongs to remittances, to the cent;
 * taken-back: bounced, or no payer's money; return: a debit that a person has to look at.
 */
export type DepositState = 'new' | 'unmatched' | 'proposed' | 'differs' | 'matched' | 'taken-back' | 'return'

/** What is known of a remittance's money, apart from whether it is posted. */
export type CashState = 'none-needed' | 'awaiting' | 'differs' | 'matched'

/** Names and ids under which a payer's money comes, and whether amount and day suffice to match it (R-EFT-3). */
export interface PayerAlias {
  /** TRN03 of its remittances, with or without the leading 1. */
  readonly payer: string
  readonly names: readonly string[]
  readonly companyIds: readonly string[]
  readonly matchByAmount: boolean
}

export const bankFormats = ['csv', 'bai2', 'nacha'] as const
export type BankFormat = (typeof bankFormats)[number]

/** What the columns of a bank's CSV are called; a column that it does not have is left out. */
export interface BankColumns {
  readonly postedDate: string
  readonly amount: string
  readonly direction?: string | undefined
  readonly description?: string | undefined
  readonly companyName?: string | undefined
  readonly companyId?: string | undefined
  readonly traceOrReference?: string | undefined
  readonly addenda?: string | undefined
  readonly bankTransactionId?: string | undefined
}

export interface BankMapping {
  readonly name: string
  readonly delimiter: ',' | ';' | '\t'
  /** Words of the direction column that mean money in; without that column the sign of the amount says so. */
  readonly credits: readonly string[]
  readonly columns: BankColumns
}

export interface BankSettings {
  readonly mappings: readonly BankMapping[]
  readonly payers: readonly PayerAlias[]
}
