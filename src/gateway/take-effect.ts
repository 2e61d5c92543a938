// What follows from one settled claim payment is written: its mark, its entries, its claim's step, its work items. All in one database transaction.
import type { EntryDraft, EntrySource, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import { isReversal, type Settlement } from '../ledger/index.js'
import type { ClaimPaymentRow, StagedState } from '../store/index.js'
import { recordAnswer } from './claims.js'
import { createContractCheck } from './contract-check.js'
import type { StoredDecision } from './known-claims.js'
import type { GatewayParts } from './parts.js'

export interface Effect {
  readonly remittanceId: string
  readonly row: ClaimPaymentRow
  readonly settled: Settlement
  readonly match: StoredDecision['match']
  /** Unique for ever: holds the posting run, so that posting again after a void takes effect once more, and once. */
  readonly key: string
  readonly runId: string
}

export interface Effects {
  /** False when another process was first: then nothing is written. */
  take(effect: Effect): Promise<boolean>
  open(items: readonly WorkItemDraft[], key: string, links: ItemLinks): Promise<void>
  /** Ends the waiting of what was answered: items about the claim, or under the same reference. Gives their ids. */
  close(closings: readonly WorkItemClosing[], claimId?: string): Promise<readonly string[]>
}

export interface ItemLinks {
  /** Absent for entries by hand. */
  readonly remittanceId?: string
  readonly fileId?: string
  readonly claimId?: string
}

export function createEffects({ store, clock }: Pick<GatewayParts, 'store' | 'clock'>): Effects {
  const againstContract = createContractCheck({ store })
  return { take, open, close }

  async function take({ remittanceId, row, settled, match, key, runId }: Effect): Promise<boolean> {
    const { disposition, claimId, entries, state, workItems, closes, notes } = settled
    const outcome: StagedState = disposition.outcome
    const ofClaim = claimId === undefined ? {} : { claimId }
    const contract = await againstContract(remittanceId, row, settled)
    const decision: StoredDecision = { disposition, match, notes: [...notes, ...contract.notes] }
    if (!(await store.remittances.markPayment(row.id, { state: outcome, decision, ...ofClaim }, row.state))) return false
    // Closed before its own items are opened: what is denied again waits again. What it closed waits again should it be voided.
    const closed = await close(closes, claimId)
    if (closed.length > 0)
      await store.remittances.markPayment(row.id, { state: outcome, decision: { ...decision, closed }, ...ofClaim }, outcome)
    if (entries.length > 0)
      await store.ledger.post({
        key,
        at: clock(),
        remittanceId,
        claimPaymentId: row.id,
        runId,
        source: row.source,
        ...ofClaim,
        entries: entries.map((entry) => ({ ...entry, source: sourceOf(entry, row) })),
      })
    if (claimId !== undefined && outcome !== 'suspended') await tellClaim(claimId, row, state, match.by === undefined)
    await open([...workItems, ...contract.workItems], key, { remittanceId, fileId: row.source.fileId, ...ofClaim })
    return true
  }

  /** `learns`: the payer's number is remembered with the claim. A link by a person teaches nothing. */
  async function tellClaim(
    claimId: string,
    { payment, source }: ClaimPaymentRow,
    state: Settlement['state'],
    learns: boolean,
  ): Promise<void> {
    const claim = await store.claims.find(claimId)
    if (claim === undefined) return
    await recordAnswer(store, clock, claim, undefined, {
      event: `835 ${state ?? (isReversal(payment) ? 'reversal' : 'noted')}`,
      heard: 'adjudicated',
      ...(state === undefined ? {} : { state }),
      ...(payment.payerClaimNumber === undefined || !learns ? {} : { payerClaimNumber: payment.payerClaimNumber }),
      detail: { status: payment.status, chargedCents: payment.chargedCents, paidCents: payment.paidCents },
      source,
    })
  }

  async function open(items: readonly WorkItemDraft[], key: string, links: ItemLinks): Promise<void> {
    for (const [index, item] of items.entries())
      await store.workItems.open({ ...item, ...links, at: clock(), key: `${key}:${item.type}:${index}` })
  }

  async function close(closings: readonly WorkItemClosing[], claimId?: string): Promise<readonly string[]> {
    const closed: string[] = []
    for (const { type, claim, ref, outcome } of closings) {
      const ofClaim = claim === undefined || claimId === undefined ? {} : { claimId }
      const page = await store.workItems.list({ state: 'open', type, limit: 1000, ...ofClaim })
      for (const item of page.items) {
        const isMeant = claim === undefined ? item.facts?.ref === ref : item.claim === claim
        if (!isMeant) continue
        await store.workItems.resolve(item.id, { by: 'system', reason: outcome, at: clock() })
        closed.push(item.id)
      }
    }
    return closed
  }
}

/** The bytes of the service line that an entry comes from, or of the claim payment as a whole. */
function sourceOf({ service }: EntryDraft, { source, serviceSources }: ClaimPaymentRow): EntrySource {
  return { ...source, ...(service === undefined ? {} : serviceSources[service - 1]) }
}
