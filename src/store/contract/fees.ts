// What the payers have agreed to allow.
import type { ContractRate } from '../../domain/index.js'
import type { Instant } from '../../values/index.js'
import type { Page, Paging } from './paging.js'

export interface FeeImport {
  readonly added: number
  /** Rows that were there with another rate, or another end. */
  readonly changed: number
  readonly unchanged: number
}

export interface StoredRate extends ContractRate {
  readonly id: string
  readonly importedAt: Instant
}

export interface FeeStore {
  /** All of them, or none: a row for the same service from the same day is replaced. */
  keep(rates: readonly ContractRate[], at: Instant): Promise<FeeImport>
  /** By id: as they came. */
  list(query: Paging & { readonly payerId?: string }): Promise<Page<StoredRate>>
  /** Rates of these payers for these procedures. */
  ratesFor(payerIds: readonly string[], procedures: readonly string[]): Promise<readonly ContractRate[]>
  /** Is there a rate at all? */
  hasAny(): Promise<boolean>
}
