// What voiding and linking share: who acts, a claim looked at again, and work that waits again.
import type { EntryDraft, WorkItemDraft } from '../domain/index.js'
import { creditItems, dueItems, standingState } from '../ledger/index.js'
import type { Balances } from '../store/index.js'
import { type Cents, Fault, toCents } from '../values/index.js'
import { recordStep } from './claims.js'
import { toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import { createEffects, type ItemLinks } from './take-effect.js'

export type RunParts = Pick<GatewayParts, 'store' | 'clock' | 'treatments'>

/** Who did it, and why: no money is moved by hand without a reason. */
export interface PersonAct {
  readonly by: string
  readonly reason: string
}

export function requireReason({ reason }: PersonAct): void {
  if (reason.trim() === '') throw new Fault('REFUSED', 'this needs a reason')
}

/** After something of a claim was voided: its state from what still stands, and its credit balances (I-4). */
export async function reviewClaim(
  { store, clock }: RunParts,
  claimId: string,
  before: Balances,
  { key, event, detail, ...links }: ItemLinks & { readonly key: string; readonly event: string; readonly detail: Record<string, unknown> },
): Promise<void> {
  const record = await store.claims.find(claimId)
  if (record === undefined) return
  const known = await toKnownClaim(store, record, record.document?.billing.npi)
  const credit = creditItems(record.patientControlNumber, before, known.balances)
  const effects = createEffects({ store, clock })
  await effects.close(credit.closes, claimId)
  await effects.open(credit.workItems, `${key}:${claimId}`, { ...links, claimId })
  await recordStep(store, clock, record, { event, state: standingState(known), detail })
}

/** What a payment had answered waits again, as a new item beside the one that was closed; its own items do not. */
export async function waitAgain({ store, clock }: RunParts, closed: readonly string[], key: string, remittanceId: string): Promise<void> {
  for (const itemId of closed) {
    const item = await store.workItems.find(itemId)
    // Credit balances are asked of the books, not of what was there before.
    if (item === undefined || item.remittanceId === remittanceId || item.type === 'credit-balance') continue
    const { id: _id, state: _state, openedAt: _at, snoozedUntil: _snoozed, decided: _decided, ...draft } = item
    await store.workItems.open({ ...draft, key: `${key}:again:${itemId}`, at: clock() })
  }
}

/** Ends what postings under this key opened, and whatever else the query names. */
export async function closeItems(
  { store, clock }: RunParts,
  of: { readonly keyStart: string } | { readonly remittanceId: string },
  { by, reason }: PersonAct,
): Promise<void> {
  for (;;) {
    const page = await store.workItems.list({ ...of, state: 'open', limit: 500 })
    for (const { id } of page.items) await store.workItems.resolve(id, { by, reason, at: clock() })
    if (page.next === undefined) return
  }
}

/** R-PLB-1 once more, for entries that moved what is due to a payer; `before`: DUE:PAYER by reference without them. */
export async function reviewDue(
  { store, clock }: Pick<RunParts, 'store' | 'clock'>,
  entries: readonly EntryDraft[],
  before: ReadonlyMap<string, Cents>,
  key: string,
  links: ItemLinks,
): Promise<void> {
  const effects = createEffects({ store, clock })
  const balances = new Map(before)
  const items: WorkItemDraft[] = []
  for (const { dr, cr, cents, ref = '', why } of entries) {
    if (dr !== 'DUE:PAYER' && cr !== 'DUE:PAYER') continue
    const amount = toCents(dr === 'DUE:PAYER' ? cents : 0 - cents)
    // What a person booked is recovered by WO.
    const reason = /^PLB (.+)$/.exec(why)?.[1] ?? 'WO'
    const { workItems, closes } = dueItems(reason, ref, amount, balances.get(ref) ?? 0)
    balances.set(ref, toCents((balances.get(ref) ?? 0) + amount))
    await effects.close(closes)
    items.push(...workItems)
  }
  await effects.open(items, `${key}:due`, links)
}
