// What a posting or a void did, as the API shows it.
import type { AdjudicationState } from '../../domain/index.js'
import type { ClaimDifference, PostingEffect } from '../../gateway/index.js'
import { toCents } from '../../values/index.js'
import type { ClaimDifferencesView, PostingEffectView } from '../contract.js'

export function toPostingEffectView({ isDryRun, remittance, balances }: PostingEffect): PostingEffectView {
  const { remittanceId, trace, outcome, heldFor, postedCents, suspendedCents, entries, claimStates } = remittance
  return {
    isDryRun,
    remittanceId,
    trace,
    state: outcome,
    heldFor,
    postedCents,
    suspendedCents,
    entries: entries.map(({ dr, cr, cents, claim, line, why, ref }) => ({
      dr,
      cr,
      cents: toCents(cents),
      claim,
      line,
      why,
      ref,
    })),
    claimStates: claimStates as Record<string, AdjudicationState>,
    balances: balances.map(({ claim, balances: of }) => ({ claim, balances: { ...of } })),
  }
}

export function toClaimDifferenceView({ claim, first, second }: ClaimDifference): ClaimDifferencesView['items'][number] {
  const figures = (one: ClaimDifference['first']) =>
    one && {
      status: one.status,
      chargedCents: toCents(one.chargedCents),
      paidCents: toCents(one.paidCents),
      adjustments: Object.fromEntries(Object.entries(one.adjustments).map(([reason, cents]) => [reason, toCents(cents)])),
    }
  return { claim, first: figures(first), second: figures(second) }
}
