// What the stories are made of; compose.ts hands it in.
import type { BankSettings, Partner, PayerRules, PostingRules } from '../domain/index.js'
import type { RemoteFolder } from '../exchange/index.js'
import type { AdjustmentTreatments } from '../ledger/index.js'
import type { SchemaRegistry } from '../schema/index.js'
import type { Store } from '../store/index.js'
import type { BusinessCalendar, Clock } from '../values/index.js'

export interface GatewayParts {
  readonly store: Store
  readonly schemas: SchemaRegistry
  readonly treatments: AdjustmentTreatments
  readonly clock: Clock
  readonly partners: readonly Partner[]
  /** Takes claims whose receiver or payer no other partner names. */
  readonly defaultPartner?: Partner
  /** Days on which partners answer; those of the Federal Reserve Banks where it is left out. */
  readonly calendar?: BusinessCalendar
  /** What payers want of claims beyond the guide. */
  readonly payerRules?: readonly PayerRules[]
  /** How the bank's files are read, and under which names payers pay. */
  readonly bank?: BankSettings
  /** How remittances are posted, where their payer's rules do not say. */
  readonly posting?: PostingRules
  /** R-PLB-2: days that what is due to a payer may stay open; 45 unless said otherwise. */
  readonly recoveryDays?: number
  readonly openFolder: (partner: Partner) => Promise<RemoteFolder>
  readonly log: Log
}

/** Structured log: a sentence, and facts that are never patient data. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void
  error(message: string, facts?: Readonly<Record<string, unknown>>): void
}
