// What deposits do to the books (domain rules 2.4 and section 4): in by SUSPENSE:BANK or straight onto their remittance, and back.
import type { EntryDraft, LedgerEntry } from '../domain/index.js'
import { type Cents, toCents } from '../values/index.js'

/** Money whose remittance is not known: dr CASH:BANK cr SUSPENSE:BANK. */
export function arrivalEntry(cents: Cents, ref: string | undefined): EntryDraft {
  return { dr: 'CASH:BANK', cr: 'SUSPENSE:BANK', cents, why: 'deposit', ...(ref === undefined ? {} : { ref }) }
}

/**
 * What a remittance promised is there: cr CASH:REMIT under its trace. `source` is CASH:BANK on the way in, SUSPENSE:BANK when the money
 * waited there. R-EFT-7: what a card company kept of it is an expense, the remittance is paid in full.
 */
export function matchEntries(match: {
  readonly source: 'CASH:BANK' | 'SUSPENSE:BANK'
  readonly cents: Cents
  readonly feeCents: Cents
  readonly trace: string
}): readonly EntryDraft[] {
  const { source, cents, feeCents, trace: ref } = match
  const net: EntryDraft = { dr: source, cr: 'CASH:REMIT', cents: toCents(cents - feeCents), why: 'bank match', ref }
  return feeCents === 0 ? [net] : [net, { dr: 'EXPENSE:CARD', cr: 'CASH:REMIT', cents: feeCents, why: 'card fee', ref }]
}

/** Takes entries back, the last first; nothing is deleted. */
export function mirrored(entries: readonly LedgerEntry[]): readonly EntryDraft[] {
  return entries
    .toReversed()
    .map(({ id, dr, cr, cents, why, ref }) => ({ dr: cr, cr: dr, cents, why, ...(ref === undefined ? {} : { ref }), reverses: id }))
}
