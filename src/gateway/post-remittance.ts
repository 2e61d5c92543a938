// A staged remittance takes effect: claim payment by claim payment, each together with its mark, a few in one database transaction.
import type { LedgerEntry, PostingRun, Practice } from '../domain/index.js'
import {
  type KnownClaim,
  type MatchDecision,
  postClaimPayment,
  postProviderAdjustment,
  releasable,
  settleClaimPayment,
} from '../ledger/index.js'
import type { ClaimPaymentRow, ProviderAdjustmentRow, RemittanceRow } from '../store/index.js'
import { claimsSpokenOf } from './due-reference.js'
import { decisionOf, findCandidates, type StoredDecision, toKnownClaim } from './known-claims.js'
import type { GatewayParts } from './parts.js'
import { createEffects } from './take-effect.js'

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
  const effects = createEffects({ store, clock })

  return async (remittance, onProgress) => {
    const run = await store.runs.current(remittance.id)
    if (run === undefined) return
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
            await postOne(remittance, run, row, practices, isFollowed(row, rows.slice(from + index + 1)))
        })
        done += units.length
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

  async function postOne(
    remittance: RemittanceRow,
    run: PostingRun,
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
    const isFirst = await effects.take({
      remittanceId: remittance.id,
      row,
      settled,
      match: describe(settled.decision),
      key: `claim-payment:${row.id}:${run.id}`,
      runId: run.id,
    })
    if (!isFirst || settled.claimId === undefined || settled.disposition.outcome !== 'posted') return
    const released = await release(settled.claimId)
    const marked = released.length === 0 ? undefined : await store.remittances.findPayment(row.id)
    if (marked === undefined) return
    const decision = { ...decisionOf(marked), released }
    await store.remittances.markPayment(row.id, { state: marked.state, claimId: settled.claimId, decision }, marked.state)
  }

  async function knownFor({ payment }: ClaimPaymentRow, practices: readonly Practice[]): Promise<KnownClaim[]> {
    const known: KnownClaim[] = []
    for (const record of await findCandidates(store, payment)) {
      const npi = record.document?.billing.npi ?? practices.find(({ id }) => id === record.practiceId)?.npi
      known.push(await toKnownClaim(store, record, npi))
    }
    return known
  }

  /**
   * Payments for this claim that wait for what was just posted (a reversal, an original, a primary) are settled again.
   * Gives the numbers of the entries that this made.
   */
  async function release(claimId: string): Promise<NonNullable<StoredDecision['released']>> {
    for (const row of await store.remittances.paymentsOfClaim(claimId)) {
      const waitingFor = decisionOf(row)?.disposition.suspendedFor
      if (row.state !== 'suspended' || waitingFor === undefined || !releasable.has(waitingFor)) continue
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
        match: decisionOf(row)?.match ?? { kind: 'matched' },
        key: `claim-payment:${row.id}:${run.id}:released`,
        runId: run.id,
      })
      if (!isFirst) continue
      const entries = (await entriesOf(row.id)).slice(before)
      const [first, last] = [entries[0], entries.at(-1)]
      // What was just booked may lift the wait of another one.
      return [...(first === undefined || last === undefined ? [] : [{ from: first.seq, to: last.seq }]), ...(await release(claimId))]
    }
    return []
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

/** Does another payment for the same claim come soon in this set? */
function isFollowed({ payment }: ClaimPaymentRow, later: readonly ClaimPaymentRow[]): boolean {
  return later.some((other) => other.payment.patientControlNumber === payment.patientControlNumber)
}

/** What the screen tells of a match: names and amounts are looked up by those allowed to. */
function describe(decision: MatchDecision): StoredDecision['match'] {
  if (decision.kind === 'matched') {
    const { step, agrees, differs } = decision.match
    return { kind: decision.kind, step, agrees, differs }
  }
  return { kind: decision.kind, candidates: decision.proposals.map(({ known }) => known.claim.patientControlNumber) }
}
