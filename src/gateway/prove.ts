// The proof that people look at: of each remittance, BPR02 = posted + suspended (invariant I-2).
import type { RemittanceRow, Store } from '../store/index.js'
import { type Cents, toCents } from '../values/index.js'

export interface RemittanceProof {
  /** Net debit to CASH:REMIT that went to claims and to accounts of the practice. */
  readonly postedCents: Cents
  /** Net debit to CASH:REMIT whose owner is not known yet. */
  readonly suspendedCents: Cents
  readonly isProven: boolean
}

/** Adds up what the books hold of a remittance and compares it with what the payer says it paid. */
export async function proveRemittance(store: Store, { id, remittance, state }: RemittanceRow): Promise<RemittanceProof> {
  const balances = await store.ledger.balances({ remittanceId: id })
  const suspended = 0 - (balances['SUSPENSE:CLAIM'] ?? 0) - (balances['SUSPENSE:PLB'] ?? 0)
  const cash = balances['CASH:REMIT'] ?? 0
  return {
    postedCents: toCents(cash - suspended),
    suspendedCents: toCents(suspended),
    isProven: state === 'posted' && cash === remittance.paidCents,
  }
}
