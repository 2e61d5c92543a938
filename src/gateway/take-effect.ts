// What follows from settled claim payments is written: their marks, entries, claims' steps and work items. All in one database transaction.
import type { EntryDraft, EntrySource, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import { isReversal, type Settlement, type SuspenseReason } from '../ledger/index.js'
import type { ClaimPaymentRow, ClaimRecord, NewWorkItem, Posting, StagedState } from '../store/index.js'
import { grouped } from '../values/index.js'
import { type ClaimStep, recordAnswers } from './claims.js'
import { closeItems } from './close-items.js'
import { type ContractFindings, createContractCheck } from './contract-check.js'
import { decisionOf, type StoredDecision } from './known-claims.js'
import type { GatewayParts } from './parts.js'

export interface Effect {
  readonly remittanceId: string
  readonly row: ClaimPaymentRow
  readonly settled: Settlement
  /** The claim that was settled, as it is now; absent when none was found. */
  readonly claim?: ClaimRecord
  readonly match: StoredDecision['match']
  /** Unique for ever: holds the posting run, so that posting again after a void takes effect once more, and once. */
  readonly key: string
  readonly runId: string
}

export interface Effects {
  /** Gives the ids of the claim payments that took effect. Of any other another process was first: then nothing is written of it. */
  takeAll(effects: readonly Effect[]): Promise<ReadonlySet<string>>
  /** The same for one. */
  take(effect: Effect): Promise<boolean>
  open(items: readonly WorkItemDraft[], key: string, links: ItemLinks): Promise<void>
  /** Ends the waiting of what was answered: items about the claim, or under the same reference. */
  close(closings: readonly WorkItemClosing[], claimId?: string): Promise<void>
}

export interface ItemLinks {
  /** Absent for entries by hand. */
  readonly remittanceId?: string
  readonly fileId?: string
  readonly claimId?: string
}

/** `takeAll` writes many in few statements, in their order; no two of one call may be about the same claim. */
export function createEffects({ store, clock }: Pick<GatewayParts, 'store' | 'clock'>): Effects {
  const againstContract = createContractCheck({ store })
  return {
    takeAll,
    take: async (effect) => (await takeAll([effect])).has(effect.row.id),
    open: (items, key, links) => store.workItems.openAll(toItems(items, key, links)),
    close: async (closings, claimId) => void (await closeItems({ store, clock }, [{ closings, claimId }])),
  }

  async function takeAll(effects: readonly Effect[]): Promise<ReadonlySet<string>> {
    const contracts = new Map<string, ContractFindings>()
    for (const effect of effects) contracts.set(effect.row.id, await againstContract(effect))
    const taken = await mark(
      effects.map((effect) => ({ effect, from: effect.row.state })),
      contracts,
    )
    const mine = effects.filter(({ row }) => taken.has(row.id))
    // Closed before its own items are opened: what is denied again waits again. What it closed waits again should it be voided.
    const closed = await closeItems(
      { store, clock },
      mine.map((effect) => ({
        closings: effect.settled.closes.filter((closing) => !isOwnWait(effect, closing)),
        claimId: effect.settled.claimId,
      })),
    )
    for (const effect of mine) await endOwnWait(effect)
    const closers = mine.map((effect, index) => ({ effect, from: effect.settled.disposition.outcome, closed: closed[index] ?? [] }))
    await mark(
      closers.filter((one) => one.closed.length > 0),
      contracts,
    )
    const postings = mine.filter(({ settled }) => settled.entries.length > 0).map(toPosting)
    if (postings.length > 0) await store.ledger.postAll(postings)
    await recordAnswers(store, clock, mine.flatMap(toAnswer))
    const items = mine.flatMap(({ settled, key, remittanceId, row }) =>
      toItems([...settled.workItems, ...(contracts.get(row.id)?.workItems ?? [])], key, {
        remittanceId,
        fileId: row.source.fileId,
        ...ofClaim(settled),
      }),
    )
    if (items.length > 0) await store.workItems.openAll(items)
    return taken
  }

  /** By its key and not by its reference: another payment may wait under the same one. */
  async function endOwnWait({ row, settled }: Effect): Promise<void> {
    const type = waitingFor(row)
    if (type === undefined || settled.disposition.outcome === 'suspended') return
    const { items } = await store.workItems.list({ keyStart: `claim-payment:${row.id}:`, state: 'open', type })
    for (const { id } of items) await store.workItems.resolve(id, { by: 'system', reason: 'posted', at: clock() })
  }

  /** Moves each on from the state it was seen in, with the decision to be stored; gives the ids of those that were still in it. */
  async function mark(
    marks: readonly { readonly effect: Effect; readonly from: StagedState; readonly closed?: readonly string[] }[],
    contracts: ReadonlyMap<string, ContractFindings>,
  ): Promise<ReadonlySet<string>> {
    const moved = new Set<string>()
    for (const [from, some] of grouped(marks, (one) => one.from)) {
      const outcomes = some.map(({ effect: { row, settled, match }, closed }) => {
        const decision: StoredDecision = {
          disposition: settled.disposition,
          match,
          notes: [...settled.notes, ...(contracts.get(row.id)?.notes ?? [])],
          ...(closed === undefined ? {} : { closed }),
        }
        return { id: row.id, state: settled.disposition.outcome, decision, ...ofClaim(settled) }
      })
      for (const id of await store.remittances.markPayments(outcomes, from as StagedState)) moved.add(id)
    }
    return moved
  }

  function toPosting({ remittanceId, row, settled, key, runId }: Effect): Posting {
    return {
      key,
      at: clock(),
      remittanceId,
      claimPaymentId: row.id,
      runId,
      source: row.source,
      ...ofClaim(settled),
      entries: settled.entries.map((entry) => ({ source: sourceOf(entry, row), ...entry })),
    }
  }

  function toItems(items: readonly WorkItemDraft[], key: string, links: ItemLinks): readonly NewWorkItem[] {
    return items.map((item, index) => ({ at: clock(), key: `${key}:${item.type}:${index}`, ...item, ...links }))
  }
}

/** Why its money waited until now; undefined when it comes anew. */
function waitingFor(row: ClaimPaymentRow): SuspenseReason | undefined {
  return row.state === 'suspended' ? decisionOf(row)?.disposition.suspendedFor : undefined
}

function isOwnWait({ row }: Effect, { type, claim }: WorkItemClosing): boolean {
  return claim === undefined && type === waitingFor(row)
}

/** What the claim hears of it. The payer's number is remembered with the claim; a link by a person teaches nothing. */
function toAnswer({ settled, claim, match, row }: Effect): readonly { readonly claim: ClaimRecord; readonly step: ClaimStep }[] {
  const { payment, source } = row
  const { state } = settled
  if (claim === undefined || settled.disposition.outcome === 'suspended') return []
  const step: ClaimStep = {
    event: `835 ${state ?? (isReversal(payment) ? 'reversal' : 'noted')}`,
    heard: 'adjudicated',
    ...(state === undefined ? {} : { state }),
    ...(payment.payerClaimNumber === undefined || match.by !== undefined ? {} : { payerClaimNumber: payment.payerClaimNumber }),
    detail: { status: payment.status, chargedCents: payment.chargedCents, paidCents: payment.paidCents },
    source,
  }
  return [{ claim, step }]
}

function ofClaim({ claimId }: Settlement): { readonly claimId?: string } {
  return claimId === undefined ? {} : { claimId }
}

/** The bytes of the service line that an entry comes from, or of the claim payment as a whole. */
function sourceOf({ service }: EntryDraft, { source, serviceSources }: ClaimPaymentRow): EntrySource {
  return { ...source, ...(service === undefined ? {} : serviceSources[service - 1]) }
}
