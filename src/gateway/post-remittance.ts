// A staged remittance takes effect: claim payment by claim payment, each together with its mark, a few in one database transaction.
import type { EntryDraft, EntrySource, Practice, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import {
  isReversal,
  type KnownClaim,
  type MatchDecision,
  postClaimPayment,
  postProviderAdjustment,
  releasable,
  settleClaimPayment,
  type Settlement,
} from '../ledger/index.js'
import type { ClaimPaymentRow, ProviderAdjustmentRow, RemittanceRow, StagedState } from '../store/index.js'
import { recordAnswer } from './claims.js'
import { decisionOf, findCandidates, type StoredDecision, toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'

/** Claim payments read together. */
const rowsAtOnce = 200
/** Claim payments that take effect in one database transaction: few enough that nobody waits long for it. */
const unitsPerTransaction = 20

export type PostRemittance = (remittance: RemittanceRow, onProgress?: (done: number) => void) => Promise<void>

/**
 * Posts what is staged of a remittance in state `waiting` and finishes it. Repeating it, also after a crash or beside
 * another process, is harmless: a unit with its mark is passed over.
 * Order: reversals, then the other claim payments in file order, then provider adjustments (domain rules section 9).
 */
export function createPostRemittance({ store, treatments, clock }: Pick<GatewayParts, 'store' | 'treatments' | 'clock'>): PostRemittance {
  return async (remittance, onProgress) => {
    const practices = await store.practices.list()
    let done = 0
    for (;;) {
      const rows = await store.remittances.nextStaged(remittance.id, rowsAtOnce)
      if (rows.length === 0) break
      for (let from = 0; from < rows.length; from += unitsPerTransaction) {
        const units = rows.slice(from, from + unitsPerTransaction)
        await store.transaction(async () => {
          // Two remittances about one claim wait for each other: neither may miss what the other one books.
          await store.claims.lock(units.map(({ payment }) => payment.patientControlNumber))
          for (const [index, row] of units.entries())
            await postOne(remittance, row, practices, isFollowed(row, rows.slice(from + index + 1)))
        })
        done += units.length
        onProgress?.(done)
      }
    }
    for (;;) {
      const rows = await store.remittances.nextStagedAdjustments(remittance.id, rowsAtOnce)
      if (rows.length === 0) break
      for (const row of rows) await store.transaction(() => postAdjustment(remittance, row))
    }
    await store.remittances.finish(remittance.id)
  }

  async function postOne(
    remittance: RemittanceRow,
    row: ClaimPaymentRow,
    practices: readonly Practice[],
    moreToCome: boolean,
  ): Promise<void> {
    const known = await knownFor(row, practices)
    const settled = settleClaimPayment(row.payment, known, {
      remittance: remittance.remittance,
      treatments,
      ordinal: row.ordinal,
      moreToCome,
    })
    const isFirst = await takeEffect(remittance, row, settled, describe(settled.decision))
    if (isFirst && settled.claimId !== undefined && settled.disposition.outcome === 'posted') await release(settled.claimId)
  }

  async function knownFor({ payment }: ClaimPaymentRow, practices: readonly Practice[]): Promise<KnownClaim[]> {
    const known: KnownClaim[] = []
    for (const record of await findCandidates(store, payment)) {
      const npi = record.document?.billing.npi ?? practices.find(({ id }) => id === record.practiceId)?.npi
      known.push(await toKnownClaim(store, record, npi))
    }
    return known
  }

  /** Writes all that follows from one settled claim payment; false when another process was first. */
  async function takeEffect(
    remittance: RemittanceRow,
    row: ClaimPaymentRow,
    settled: Settlement,
    match: StoredDecision['match'],
    from: 'staged' | 'suspended' = 'staged',
  ): Promise<boolean> {
    const { disposition, claimId, entries, state, workItems, closes, notes } = settled
    const decision: StoredDecision = { disposition, match, notes }
    const outcome: StagedState = disposition.outcome
    const key = from === 'staged' ? `claim-payment:${row.id}` : `claim-payment:${row.id}:released`
    const marked = { state: outcome, decision, ...(claimId === undefined ? {} : { claimId }) }
    if (!(await store.remittances.markPayment(row.id, marked, from))) return false
    if (entries.length > 0)
      await store.ledger.post({
        key,
        at: clock(),
        remittanceId: remittance.id,
        claimPaymentId: row.id,
        source: row.source,
        ...(claimId === undefined ? {} : { claimId }),
        entries: entries.map((entry) => ({ ...entry, source: sourceOf(entry, row) })),
      })
    if (claimId !== undefined && outcome !== 'suspended') await tellClaim(claimId, row, state)
    await open(workItems, key, row.source, { remittanceId: remittance.id, ...(claimId === undefined ? {} : { claimId }) })
    await close(closes, claimId)
    return true
  }

  async function tellClaim(claimId: string, { payment, source }: ClaimPaymentRow, state: Settlement['state']): Promise<void> {
    const claim = await store.claims.find(claimId)
    if (claim === undefined) return
    await recordAnswer(store, clock, claim, undefined, {
      event: `835 ${state ?? (isReversal(payment) ? 'reversal' : 'noted')}`,
      heard: 'adjudicated',
      ...(state === undefined ? {} : { state }),
      ...(payment.payerClaimNumber === undefined ? {} : { payerClaimNumber: payment.payerClaimNumber }),
      detail: { status: payment.status, chargedCents: payment.chargedCents, paidCents: payment.paidCents },
      source,
    })
  }

  /** Payments for this claim that wait for what was just posted (a reversal, an original, a primary) are settled again. */
  async function release(claimId: string): Promise<void> {
    for (const row of await store.remittances.paymentsOfClaim(claimId)) {
      const waitingFor = decisionOf(row)?.disposition.suspendedFor
      if (row.state !== 'suspended' || waitingFor === undefined || !releasable.has(waitingFor)) continue
      const remittance = await store.remittances.find(row.remittanceId)
      const record = await store.claims.find(claimId)
      if (remittance === undefined || record === undefined) continue
      const known = await toKnownClaim(store, record, record.document?.billing.npi)
      const settled = postClaimPayment(row.payment, known, {
        remittance: remittance.remittance,
        treatments,
        ordinal: row.ordinal,
        waitingFor,
      })
      if (settled.disposition.outcome === 'suspended') continue
      const isFirst = await takeEffect(remittance, row, settled, decisionOf(row)?.match ?? { kind: 'matched' }, 'suspended')
      // What was just booked may lift the wait of another one.
      if (isFirst) return release(claimId)
    }
  }

  async function postAdjustment(remittance: RemittanceRow, row: ProviderAdjustmentRow): Promise<void> {
    const { entries, workItems, closes } = postProviderAdjustment(row.adjustment, await store.ledger.balancesByReference('DUE:PAYER'))
    if (!(await store.remittances.markAdjustment(row.id, 'posted'))) return
    const key = `provider-adjustment:${row.id}`
    if (entries.length > 0) await store.ledger.post({ key, at: clock(), remittanceId: remittance.id, source: row.source, entries })
    await close(closes)
    await open(workItems, key, row.source, { remittanceId: remittance.id })
  }

  async function open(
    items: readonly WorkItemDraft[],
    key: string,
    source: EntrySource,
    links: { readonly remittanceId: string; readonly claimId?: string },
  ): Promise<void> {
    for (const [index, item] of items.entries())
      await store.workItems.open({ ...item, ...links, fileId: source.fileId, at: clock(), key: `${key}:${item.type}:${index}` })
  }

  /** Ends the waiting of what this posting answered: items about the claim, or under the same reference. */
  async function close(closings: readonly WorkItemClosing[], claimId?: string): Promise<void> {
    for (const { type, claim, ref, outcome } of closings) {
      const ofClaim = claim === undefined || claimId === undefined ? {} : { claimId }
      const page = await store.workItems.list({ state: 'open', type, limit: 1000, ...ofClaim })
      for (const item of page.items) {
        const isMeant = claim === undefined ? item.facts?.ref === ref : item.claim === claim
        if (isMeant) await store.workItems.resolve(item.id, { by: 'system', reason: outcome, at: clock() })
      }
    }
  }
}

/** Does another payment for the same claim come soon in this set? */
function isFollowed({ payment }: ClaimPaymentRow, later: readonly ClaimPaymentRow[]): boolean {
  return later.some((other) => other.payment.patientControlNumber === payment.patientControlNumber)
}

/** The bytes of the service line that an entry comes from, or of the claim payment as a whole. */
function sourceOf({ service }: EntryDraft, { source, serviceSources }: ClaimPaymentRow): EntrySource {
  return { ...source, ...(service === undefined ? {} : serviceSources[service - 1]) }
}

/** What the screen tells of a match: names and amounts are looked up by those allowed to. */
function describe(decision: MatchDecision): StoredDecision['match'] {
  if (decision.kind === 'matched') {
    const { step, agrees, differs } = decision.match
    return { kind: decision.kind, step, agrees, differs }
  }
  return { kind: decision.kind, candidates: decision.proposals.map(({ known }) => known.claim.patientControlNumber) }
}
