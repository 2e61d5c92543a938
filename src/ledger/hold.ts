// Reasons to post nothing of a remittance: it does not add up, is not ours, or is not in dollars (R-BAL-POLICY, R-MATCH-4, CUR).
import type { Practice, Remittance, WorkItemDraft } from '../domain/index.js'
import type { Imbalance } from './balance.js'
import { isBlocking } from './balance.js'

/** The item that says why the remittance is held; undefined when it may post. `imbalances`: from `RemittanceBalance.close`. */
export function holdFor(
  remittance: Remittance,
  imbalances: readonly Imbalance[],
  practices: readonly Pick<Practice, 'npi' | 'taxId'>[],
): WorkItemDraft | undefined {
  const facts = { trace: remittance.trace.number }
  const [imbalance] = imbalances.filter(isBlocking)
  if (imbalance !== undefined) {
    const nextAction = 'ask payer for a corrected remittance; nothing posted'
    return { type: 'remittance-unbalanced', cents: imbalance.cents, nextAction, facts: { ...facts, rule: imbalance.rule } }
  }
  const cents = remittance.paidCents
  if (!isOurs(remittance, practices)) {
    return { type: 'foreign-payee', cents, nextAction: 'find whose payment this is; add the practice or return it', facts }
  }
  if (remittance.currency !== undefined && remittance.currency !== 'USD') {
    return { type: 'foreign-currency', cents, nextAction: 'ask payer for a payment in US dollars; nothing posted', facts }
  }
  return undefined
}

/** Payee by NPI (XX) or tax id (FI, or REF*TJ beside it). */
function isOurs({ payee }: Remittance, practices: readonly Pick<Practice, 'npi' | 'taxId'>[]): boolean {
  const ids = [payee.id, ...payee.references.filter(({ qualifier }) => qualifier === 'TJ').map(({ value }) => value)]
  return practices.some(({ npi, taxId }) => ids.includes(npi) || ids.includes(taxId))
}
