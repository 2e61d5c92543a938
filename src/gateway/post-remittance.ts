// A staged remittance takes effect: claim payment by claim payment in order, each together with its mark, many in one database transaction.
import type { LedgerEntry, PostingRun } from '../domain/index.js'
import { postClaimPayment, postProviderAdjustment, releasable, settleClaimPayment } from '../ledger/index.js'
import type { ClaimPaymentRow, ClaimRecord, ProviderAdjustmentRow, RemittanceRow } from '../store/index.js'
import { type ClaimsInView, viewClaims } from './claims-in-view.js'
import { claimsSpokenOf } from './due-reference.js'
import { type ClaimInBooks, decisionOf, describeMatch, type StoredDecision, toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import { createEffects, type Effect } from './take-effect.js'

/** Claim payments read together. */
const rowsAtOnce = 200
/** Claim payments that take effect in one database transaction: so few that nobody at a screen waits for it. */
const rowsPerTransaction = 50

export type PostRemittance = (remittance: RemittanceRow, onProgress?: (done: number) => void) => Promise<void>

/**
 * Posts what is staged of a remittance in state `waiting` and finishes it. Repeating it, also after a crash or beside
 * another process, is harmless: a unit with its mark is passed over.
 * Order: reversals, then the other claim payments in file order, then provider adjustments (domain rules section 9).
 */
export function createPostRemittance({ store, treatments, clock }: Pick<GatewayParts, 'store' | 'treatments' | 'clock'>): PostRemittance {
  const effects = createEffects({ store, clock })

  return async (remittance, onProgress) => {
    const run = await store.runs.current(remittance.id)
    if (run === undefined) return
    const practices = new Map((await store.practices.list()).map(({ id, npi }) => [id, npi]))
    const npiOf = ({ document, practiceId }: ClaimRecord): string | undefined => document?.billing.npi ?? practices.get(practiceId)
    let done = 0
    for (;;) {
      const rows = await store.remittances.nextStaged(remittance.id, rowsAtOnce)
      if (rows.length === 0) break
      for (let from = 0; from < rows.length; from += rowsPerTransaction) {
        const some = rows.slice(from, from + rowsPerTransaction)
        await store.transaction(() => postTogether(remittance, run, some, npiOf))
        done += some.length
        onProgress?.(done)
      }
    }
    for (;;) {
      const rows = await store.remittances.nextStagedAdjustments(remittance.id, rowsAtOnce)
      if (rows.length === 0) break
      for (const row of rows) await store.transaction(() => postAdjustment(remittance, run, row))
    }
    await store.transaction(async () => {
      await store.remittances.finish(remittance.id)
      await store.runs.finish(remittance.id)
    })
  }

  /** Settles them in their order. What they come to is written at the end, or before one that has to see it. */
  async function postTogether(
    remittance: RemittanceRow,
    run: PostingRun,
    rows: readonly ClaimPaymentRow[],
    npiOf: (record: ClaimRecord) => string | undefined,
  ): Promise<void> {
    const view = await viewClaims(store, rows, npiOf)
    const settled: Effect[] = []
    const write = (): Promise<ReadonlySet<string>> => effects.takeAll(settled.splice(0))
    for (const row of rows) {
      if (view.isStale(row)) {
        await write()
        await view.refresh(row)
      }
      const candidates = view.of(row)
      const effect = settle(remittance, run, row, candidates)
      settled.push(effect)
      const about = candidates.find(({ record }) => record === effect.claim)
      if (about === undefined) continue
      view.touch(about.record.id, row.payment)
      if (effect.settled.disposition.outcome !== 'posted' || !about.payments.some(mayBeReleased)) continue
      if ((await write()).has(row.id)) await noteReleased(row, await release(about.record.id, view))
    }
    await write()
  }

  function settle(remittance: RemittanceRow, run: PostingRun, row: ClaimPaymentRow, candidates: readonly ClaimInBooks[]): Effect {
    const settled = settleClaimPayment(
      row.payment,
      candidates.map(({ known }) => known),
      { remittance: remittance.remittance, treatments, ordinal: row.ordinal },
    )
    const claim = candidates.find(({ record }) => record.id === settled.claimId)?.record
    return {
      remittanceId: remittance.id,
      row,
      settled,
      ...(claim === undefined ? {} : { claim }),
      match: describeMatch(settled.decision),
      key: `claim-payment:${row.id}:${run.id}`,
      runId: run.id,
    }
  }

  /**
   * Payments for this claim that wait for what was just posted (a reversal, an original, a primary) are settled again.
   * Gives the numbers of the entries that this made.
   */
  async function release(claimId: string, view: ClaimsInView): Promise<NonNullable<StoredDecision['released']>> {
    for (const row of await store.remittances.paymentsOfClaim(claimId)) {
      const waitingFor = decisionOf(row)?.disposition.suspendedFor
      if (waitingFor === undefined || !mayBeReleased(row)) continue
      const remittance = await store.remittances.find(row.remittanceId)
      const record = await store.claims.find(claimId)
      const run = await store.runs.current(row.remittanceId)
      if (remittance === undefined || record === undefined || run === undefined) continue
      const known = await toKnownClaim(store, record, record.document?.billing.npi)
      const settled = postClaimPayment(row.payment, known, {
        remittance: remittance.remittance,
        treatments,
        ordinal: row.ordinal,
        waitingFor,
      })
      if (settled.disposition.outcome === 'suspended') continue
      const before = (await entriesOf(row.id)).length
      const isFirst = await effects.take({
        remittanceId: remittance.id,
        row,
        settled,
        claim: record,
        match: decisionOf(row)?.match ?? { kind: 'matched' },
        key: `claim-payment:${row.id}:${run.id}:released`,
        runId: run.id,
      })
      if (!isFirst) continue
      view.touch(claimId, row.payment)
      const entries = (await entriesOf(row.id)).slice(before)
      const [first, last] = [entries[0], entries.at(-1)]
      // What was just booked may lift the wait of another one.
      return [...(first === undefined || last === undefined ? [] : [{ from: first.seq, to: last.seq }]), ...(await release(claimId, view))]
    }
    return []
  }

  async function noteReleased({ id }: ClaimPaymentRow, released: NonNullable<StoredDecision['released']>): Promise<void> {
    const marked = released.length === 0 ? undefined : await store.remittances.findPayment(id)
    if (marked === undefined) return
    const { state, claimId } = marked
    const outcome = { state, ...(claimId === undefined ? {} : { claimId }), decision: { ...decisionOf(marked), released } }
    await store.remittances.markPayment(id, outcome, state)
  }

  async function entriesOf(claimPaymentId: string): Promise<readonly LedgerEntry[]> {
    return (await store.ledger.entries({ claimPaymentId, limit: 1000 })).items
  }

  async function postAdjustment(remittance: RemittanceRow, run: PostingRun, row: ProviderAdjustmentRow): Promise<void> {
    const due = await store.ledger.balancesByReference('DUE:PAYER')
    const { entries, workItems, closes } = postProviderAdjustment(row.adjustment, due, await claimsSpokenOf(store, row.adjustment, due))
    if (!(await store.remittances.markAdjustment(row.id, 'posted'))) return
    const key = `provider-adjustment:${row.id}:${run.id}`
    const of = { remittanceId: remittance.id, runId: run.id }
    if (entries.length > 0) await store.ledger.post({ key, at: clock(), ...of, source: row.source, entries })
    await effects.close(closes)
    await effects.open(workItems, key, { remittanceId: remittance.id, fileId: row.source.fileId })
  }
}

/** Does its money wait for something that a later posting for its claim may be? */
function mayBeReleased(row: ClaimPaymentRow): boolean {
  const waitingFor = decisionOf(row)?.disposition.suspendedFor
  return row.state === 'suspended' && waitingFor !== undefined && releasable.has(waitingFor)
}
