// What voiding and linking share: who acts, a claim looked at again, and work that waits again.
import type { EntryDraft, WorkItemDraft } from '../domain/index.js'
import { creditItems, dueItem, standingState } from '../ledger/index.js'
import type { Balances, Store, WorkItem } from '../store/index.js'
import { type Cents, Fault, grouped, toCents } from '../values/index.js'
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
    // Nor does what a remittance had asked that was voided itself in the meantime.
    const asker = item.remittanceId === undefined ? undefined : await store.remittances.find(item.remittanceId)
    if (asker?.state === 'voided') continue
    const { id: _id, state: _state, openedAt: _at, snoozedUntil: _snoozed, decided: _decided, ...draft } = item
    await store.workItems.open({ ...draft, key: `${key}:again:${itemId}`, at: clock() })
  }
}

/** Ends what postings under this key opened, and whatever else the query names; but not the question about a credit, which the books answer. */
export async function closeItems(
  { store, clock }: RunParts,
  of: { readonly keyStart: string } | { readonly remittanceId: string },
  { by, reason }: PersonAct,
): Promise<void> {
  let cursor: string | undefined
  do {
    const page = await store.workItems.list({ ...of, state: 'open', limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    for (const { id, type } of page.items) if (type !== 'credit-balance') await store.workItems.resolve(id, { by, reason, at: clock() })
    cursor = page.next
  } while (cursor !== undefined)
}

/** R-PLB-1 once more, for entries that moved what is due to a payer; `before`: DUE:PAYER by reference without them. */
export async function reviewDue(
  { store, clock }: Pick<RunParts, 'store' | 'clock'>,
  entries: readonly EntryDraft[],
  before: ReadonlyMap<string, Cents>,
  key: string,
  links: ItemLinks,
): Promise<void> {
  const moved = entries.filter(({ dr, cr }) => dr === 'DUE:PAYER' || cr === 'DUE:PAYER')
  if (moved.length === 0) return
  const asked = await openDueItems(store)
  const wanted: WorkItemDraft[] = []
  for (const [ref, some] of grouped(moved, (entry) => entry.ref ?? '')) {
    const taken = some.reduce((sum, { dr, cents }) => sum + (dr === 'DUE:PAYER' ? cents : 0 - cents), 0)
    // What a person booked is recovered by WO.
    const reason = /^PLB (.+)$/.exec(some[0]?.why ?? '')?.[1] ?? 'WO'
    const item = dueItem(reason, ref, toCents(0 - (before.get(ref) ?? 0) - taken))
    const isAsked = ({ type, cents = 0 }: WorkItem): boolean => type === item?.type && cents >= (item.cents ?? 0)
    const present = asked.filter(({ facts }) => facts?.ref === ref)
    for (const one of present.filter((other) => !isAsked(other)))
      await store.workItems.resolve(one.id, { by: 'system', reason: outcomeOf(one, item), at: clock() })
    if (item !== undefined && !present.some(isAsked)) wanted.push(item)
  }
  await createEffects({ store, clock }).open(wanted, `${key}:due`, links)
}

async function openDueItems(store: Store): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = []
  let cursor: string | undefined
  do {
    const of = { types: ['open-payer-balance', 'recoupment-without-balance'], state: 'open' } as const
    const page = await store.workItems.list({ ...of, limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return items
}

function outcomeOf({ type }: WorkItem, next: WorkItemDraft | undefined): string {
  if (type === next?.type) return 'grown'
  return type === 'open-payer-balance' ? 'recovered' : 'explained'
}
